import { anchor, code, pageOf, table } from '../markdown.js';
import type { CodeList } from '../house.js';
import type { Material } from './parts.js';

export function glossaryPage({ house, wording }: Material): string {
  return pageOf(
    '术语表 Glossary',
    'The words of the field in Chinese and English, and the names that code uses for them. The first part is written by hand in [glossary.yaml](glossary.yaml); the code lists below it are those of the contracts.',
    ...wording.glossary.terms.flatMap(({ title, terms }) => [
      `## ${title.zh} ${title.en}`,
      table(['中文', 'English', 'in code', 'what it is'], terms.map((t) => [t.zh, t.en, t.code === undefined ? '' : code(t.code), t.note ?? ''])),
    ]),
    '## 代码表 Code lists',
    'A code stands in events and requests as it is here; the names are for people. What is imported may use the Chinese name or the code.',
    ...listsInOrder({ house, wording }).map(([name, list]) => `${anchor(name)}\n\n### ${wording.list(name).zh} ${wording.list(name).en}\n\n${code(name)}\n\n${listTable(list)}`),
  );
}

/** In the order of their titles; a list without one comes last. */
const listsInOrder = ({ house, wording }: Material): readonly (readonly [string, CodeList])[] => {
  const titles = Object.keys(wording.glossary.lists);
  const rank = (name: string) => (titles.includes(name) ? titles.indexOf(name) : titles.length);
  return [...house.codeLists].sort(([a], [b]) => rank(a) - rank(b));
};

/** Codes that are numbers in their own order: an object would put `10` before `01`. */
function listTable(list: CodeList): string {
  const numeric = Object.keys(list).every((c) => /^\d+$/.test(c));
  const entries = numeric ? Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)) : Object.entries(list);
  const marks = [...new Set(entries.flatMap(([, entry]) => Object.keys(entry)))].filter((k) => k !== 'zh' && k !== 'en');
  return table(['code', '中文', 'English', ...marks], entries.map(([c, entry]) => [code(c), entry.zh, entry.en, ...marks.map((m) => (entry[m] === true ? 'yes' : 'no'))]));
}
