import type { Check, Repository } from './repository.js';

/** The four kinds of documentation (diataxis.fr); decisions are records, not pages. */
const TYPES = ['tutorial', 'how-to', 'reference', 'explanation'];
const MAP = 'docs/README.md';

const pagesOf = ({ files }: Repository): string[] => files.filter((f) => /^docs\/(?!adr\/).*\.md$/.test(f));
const typeOf = (text: string): string | undefined => /^---\n(?:[^\n]+\n)*?type: (\S+)\n(?:[^\n]+\n)*?---\n/.exec(text)?.[1];

export const pagesAreTyped: Check = {
  name: 'every page of the documentation says what kind it is, and lies with its kind',
  problems: (repository) =>
    pagesOf(repository).flatMap((file) => {
      const type = typeOf(repository.read(file));
      if (type === undefined || !TYPES.includes(type)) return [`${file}: its front matter has no type (${TYPES.join(', ')})`];
      return file === MAP || file.startsWith(`docs/${type}/`) ? [] : [`${file}: is of type ${type}, so it belongs in docs/${type}/`];
    }),
};

export const pagesAreListed: Check = {
  name: 'the map of the documentation lists every page',
  problems(repository) {
    const map = repository.files.includes(MAP) ? repository.read(MAP) : '';
    return pagesOf(repository).filter((file) => file !== MAP && !map.includes(`(${file.slice('docs/'.length)})`)).map((file) => `${MAP} does not list ${file}`);
  },
};
