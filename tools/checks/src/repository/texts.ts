import { type Check, folderOf, type Repository } from './repository.js';

const BINARY = /\.(xlsx|png|jpg|gz|zip|woff2?|ico|sqlite)$/;
const textsOf = ({ files }: Repository): string[] => files.filter((f) => !BINARY.test(f) && f !== 'package-lock.json');

/** Each line that a pattern finds, as `file:line: what`; `allowed` is passed over in the files it is for. */
const linesWith = (repository: Repository, files: readonly string[], pattern: RegExp, what: string, allowed?: (file: string) => RegExp | null): string[] =>
  files.flatMap((file) => {
    if (!pattern.test(repository.read(file))) return [];
    const pass = allowed?.(file);
    const found = (line: string) => pattern.test(pass ? line.replace(pass, '') : line);
    return repository.read(file).split('\n').flatMap((line, i) => (found(line) ? [`${file}:${i + 1}: ${what}: ${line.trim().slice(0, 100)}`] : []));
  });

// A folder of somebody's machine: such a path works nowhere else.
const MACHINE = new RegExp(String.raw`(?<![\w.:/}\])-])/(?:${['work', 'home', 'root', 'Users', 'mnt', 'builds', 'tmp'].join('|')})/[\w.]`);
const REGISTRY = /https?:\/\/(?!registry\.npmjs\.org|(?:www|docs)\.npmjs\.com)[^/\s"'`)]*\b(?:registry|npm|mirror|artifactory|nexus|verdaccio|proxy)\b|^\s*(?:@\w+:)?registry\s*=/m;
// Hosts that nobody can have (RFC 2606): specs plant them where a registry would stand.
const RESERVED = /https?:\/\/(?:[\w-]+\.)*(?:example|test|invalid|localhost|example\.(?:com|net|org))(?=[/\s"'`),]|:\d|$)/g;
const isSpec = (file: string): boolean => file.endsWith('.spec.ts');

export const noMachinePaths: Check = {
  name: 'no file names a folder of some machine',
  problems: (repository) => linesWith(repository, textsOf(repository), MACHINE, 'a machine path'),
};

export const noRegistryHosts: Check = {
  name: 'no file names a registry but the public one',
  problems: (repository) => linesWith(repository, textsOf(repository), REGISTRY, 'a registry', (file) => (isSpec(file) ? RESERVED : null)),
};

const LINK = /\]\(([^)\s]+?)(?:\s+"[^"]*")?\)/g;

/** `a/b` and `../c` → `a/c`. */
function resolve(folder: string, target: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of target.split('/'))
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  return parts.join('/');
}

export const linksLead: Check = {
  name: 'every link between documents leads somewhere',
  problems(repository) {
    const known = new Set(repository.files);
    for (const file of repository.files) for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) known.add(folder);
    return repository.files.filter((f) => f.endsWith('.md')).flatMap((file) =>
      [...repository.read(file).replace(/```[\s\S]*?```/g, '').matchAll(LINK)]
        .map(([, target]) => target!.split('#')[0]!)
        .filter((target) => target !== '' && !/^[a-z]+:/.test(target) && !known.has(resolve(folderOf(file), decodeURI(target))))
        .map((target) => `${file}: a link to ${target}, which is not there`),
    );
  },
};

export const decisionsAreNumbered: Check = {
  name: 'decisions are numbered without gap and listed',
  problems({ files, read }) {
    const records = files.filter((f) => /^docs\/adr\/\d{4}-[^/]+\.md$/.test(f));
    const list = files.includes('docs/adr/README.md') ? read('docs/adr/README.md') : '';
    return [
      ...records.flatMap((file, i) => (Number(file.slice(9, 13)) === i + 1 ? [] : [`${file}: number ${i + 1} was expected here`])),
      ...records.filter((file) => !list.includes(`(${file.slice('docs/adr/'.length)})`)).map((file) => `docs/adr/README.md does not list ${file}`),
      ...records.flatMap((file) => ['## Context', '## Decision', '## Consequences'].filter((h) => !read(file).includes(`\n${h}\n`)).map((h) => `${file}: no "${h}"`)),
    ];
  },
};

const LONGEST = 400;

export const filesAreShort: Check = {
  name: `no source is longer than ${LONGEST} lines`,
  problems: ({ files, read }) =>
    files.filter((f) => /^(apps|libs|tools|examples)\/.*\.(ts|mjs)$/.test(f) && !f.includes('/generated/')).map((f) => [f, read(f).split('\n').length - 1] as const)
      .filter(([, lines]) => lines > LONGEST).map(([f, lines]) => `${f}: ${lines} lines`),
};
