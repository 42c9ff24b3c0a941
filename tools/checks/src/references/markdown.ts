/** One cell: a table breaks at a bar and at a line's end, and a tag would vanish. */
const cellOf = (text: string): string => {
  const parts = text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ').trim().split(/(`[^`]*`)/);
  return parts.map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;'))).join('') || '–';
};

/** A table; empty without rows. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(cellOf).join(' | ')} |`;
  return [line(headings), `|${'---|'.repeat(headings.length)}`, ...rows.map(line)].join('\n');
}

export const code = (text: string): string => `\`${text}\``;
export const codes = (texts: readonly string[]): string => texts.map(code).join(', ');

/** Where a link leads to, whatever the heading below it says. */
export const anchor = (id: string): string => `<a id="${idOf(id)}"></a>`;
export const link = (text: string, page: string, id: string): string => `[${text}](${page}#${idOf(id)})`;
const idOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** A page of parts with an empty line between; empty parts are left out. */
export const pageOf = (title: string, ...parts: readonly string[]): string =>
  `${[
    '---\ntype: reference\n---',
    `# ${title}`,
    '<!-- Made by `npm run docs` from what the code declares: edit that, or the YAML beside this page, and run it again. -->',
    ...parts,
  ].filter((part) => part !== '').join('\n\n')}\n`;
