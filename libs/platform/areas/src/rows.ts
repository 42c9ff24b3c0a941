import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { areaPrefix, DomainError, isLocalDate, type LocalDate } from '@humai/kernel';

const date = z.string().refine((text) => text === '' || isLocalDate(text), 'is not a date YYYY-MM-DD');
const DIGITS = { province: 2, prefecture: 4, county: 6, township: 9, village: 12 } as const;

const Row = z
  .strictObject({
    code: z.string().regex(/^\d{12}$/, 'must have 12 digits'),
    name: z.string().trim().min(1),
    level: z.enum(['province', 'prefecture', 'county', 'township', 'village']),
    parent: z.string().regex(/^(\d{12})?$/, 'must have 12 digits or be empty'),
    validFrom: date.default(''),
    validTo: date.default(''),
    replaces: z.string().regex(/^(\d{12}( \d{12})*)?$/, 'must be codes separated by spaces').default(''),
  })
  .check(({ value: row, issues }) => {
    const problem = (path: keyof typeof row, message: string) => issues.push({ code: 'custom', input: row, path: [path], message });
    // A street office's villages can have any last three digits, but never zeros; above, zeros fill up.
    if (areaPrefix(row.code).length !== DIGITS[row.level]) problem('code', `is not the code of a ${row.level}`);
    if ((row.parent === '') !== (row.level === 'province')) problem('parent', 'only a province has none');
    else if (!row.code.startsWith(areaPrefix(row.parent)) || row.parent === row.code) problem('parent', 'is not a division above this one');
    if (row.validTo !== '' && row.validTo < row.validFrom) problem('validTo', 'is before validFrom');
    if (row.replaces !== '' && row.validFrom === '') problem('replaces', 'needs validFrom');
  });

/** A row as parsed, with its place for messages. Empty dates are open ends. */
export type AreaRow = Readonly<{
  file: string;
  line: number;
  code: string;
  name: string;
  level: keyof typeof DIGITS;
  parent: string | null;
  validFrom: LocalDate;
  validTo: LocalDate;
  replaces: readonly string[];
}>;

export const invalid = (at: Pick<AreaRow, 'file' | 'line'>, problem: string) => new DomainError('AREA.INVALID', { file: at.file, line: at.line, problem });

/** The rows of a division file. Throws `AREA.INVALID`. */
export function readRows(path: string): readonly AreaRow[] {
  const file = basename(path);
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(readFileSync(path), { columns: true, bom: true, trim: true, info: true, skipEmptyLines: true }) as never;
  } catch (error) {
    const { message, lines } = error as Error & { lines?: number };
    throw invalid({ file, line: lines ?? 0 }, message);
  }
  return records.map(({ record, info: { lines: line } }) => {
    const result = Row.safeParse(record);
    if (!result.success) {
      const [issue] = result.error.issues;
      throw invalid({ file, line }, [issue?.path.join('.'), issue?.message].filter(Boolean).join(' '));
    }
    const { parent, replaces, ...row } = result.data;
    return { file, line, ...row, parent: parent === '' ? null : parent, replaces: replaces === '' ? [] : replaces.split(' ') };
  });
}
