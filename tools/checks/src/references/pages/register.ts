import { REGISTER_KEYS, registerField, type RegisterField, type RegisterFieldKey, type RegisterFieldKind } from '@humai/contracts-identification';
import { code, link, pageOf, table } from '../markdown.js';
import { listFinder, type Material } from './parts.js';

const KINDS: Readonly<Record<RegisterFieldKind, string>> = {
  text: 'text, up to 500 characters',
  choice: 'one of',
  choices: 'some of, with `、` `,` or `;` between',
  yesNo: '是 or 否',
  document: 'document number of 18, 20 or 22 characters, or 15 of the old form',
  phone: '11 digits',
  date: 'date: `2024-3-5`, `2024/03/05`, `20240305`, `2024年3月5日`',
  month: 'month: `202403`, `2024-3`, `2024年3月`, or a whole date',
  year: 'year',
  months: 'months, 0 to 12',
  yuan: 'yuan, with any decimals',
};

/** Compared with the rest of the row and then forgotten. */
const CHECKED: ReadonlySet<RegisterFieldKey> = new Set(['province', 'prefecture', 'county', 'township', 'householderName', 'householderDocument']);
/** Personal by nature, yet facts that decisions need: these two stand in events. */
const IN_EVENTS: ReadonlySet<RegisterFieldKey> = new Set(['relation', 'labour']);

export function registerPage({ house }: Pick<Material, 'house'>): string {
  const listOf = listFinder(house.codeLists);
  const readAs = ({ kind, names }: RegisterField): string => {
    if (!names) return KINDS[kind];
    const values = [...new Set(Object.values(names))];
    const list = listOf(values);
    return `${KINDS[kind]} ${list === undefined ? values.join(' ') : link(code(list), 'glossary.md', list)}`;
  };
  return pageOf(
    '登记表列 Columns of the register',
    'The headings of the national export that `humai import` knows, in any order; other ways to write a heading are in brackets. White space, full-width forms and a `*` in a heading do not matter. How to bring such a file in: [import a register](../how-to/import-a-register.md).',
    'Where a value goes: *events* are kept for ever and hold no personal datum; the *vault* keeps what is personal, with the member or, for a column of the household, with the householder; *check* is compared with the rest and kept nowhere.',
    table(['列名', 'column', 'of', 'how a cell is read', 'needed', 'goes to'], REGISTER_KEYS.map((key) => {
      const f = registerField(key);
      return [[f.zh, ...(f.aliases ?? []).map((a) => `(${a})`)].join(' '), f.en, f.level, readAs(f), f.required ? 'yes' : 'no', goesTo(key, f)];
    })),
  );
}

const goesTo = (key: RegisterFieldKey, { personal }: RegisterField): string => (CHECKED.has(key) ? 'check' : personal && !IN_EVENTS.has(key) ? 'vault' : 'events');
