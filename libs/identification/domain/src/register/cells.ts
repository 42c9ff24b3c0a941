import { type ErrorDetails, isLocalDate, type LocalDate } from '@humai/kernel';
import { registerField, type RegisterField, type RegisterFieldKey } from '@humai/contracts-identification';

/** One thing wrong or questionable; `field` is null when it is about the row as a whole. */
export type Problem = Readonly<{ field: RegisterFieldKey | null; code: string; details: ErrorDetails }>;

/** A row's cells by field; a key is there when the file has the column. */
export type Cells = Readonly<Partial<Record<RegisterFieldKey, string>>>;

export type Read<T> = Readonly<{ value: T } | { problem: string; details?: ErrorDetails }>;

const MAX_TEXT = 500;
const MAX_FEN = 1_000_000_000_000; // ten billion yuan: beyond it a cell is a slip, not an income
/** What people write into a cell that has nothing to say. */
const NOTHING = new Set(['', '无', '-', '--', '—', '/', '\\', 'NULL', 'null', 'N/A', '#N/A']);
const YES = new Set(['是', '1', 'Y', 'y', 'YES', 'TRUE', 'true', '√', '有']);
const NO = new Set(['否', '0', 'N', 'n', 'NO', 'FALSE', 'false', '×', '无']);

/** Half-width and without white space: for codes, numbers and dates, never for names. */
export const tidyValue = (text: string): string => text.normalize('NFKC').replace(/[\s\u200B\uFEFF]/g, '');

const readChoice = (field: RegisterField, tidy: string): Read<string> => {
  const code = field.names?.[tidy];
  return code === undefined ? { problem: 'REGISTER.NOT_IN_LIST' } : { value: code };
};

function readChoices(field: RegisterField, tidy: string): Read<string> {
  const values = tidy.split(/[,、;,;/|+]/).filter((v) => v !== '').map((v) => field.names?.[v]);
  return values.includes(undefined) ? { problem: 'REGISTER.NOT_IN_LIST' } : { value: [...new Set(values)].join('、') };
}

const pad = (text: string | undefined) => (text ?? '').padStart(2, '0');

/** `2024-3-5`, `2024/03/05`, `2024.3.5`, `20240305`, `2024年3月5日`, with or without a time of day. */
export function readDate(tidy: string): Read<LocalDate> {
  const [, year, month, day] = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(?=\d{8}$)(\d{2})(\d{2}))/.exec(tidy)?.filter((v) => v !== undefined) ?? [];
  const date = `${year}-${pad(month)}-${pad(day)}`;
  return isLocalDate(date) ? { value: date } : { problem: 'REGISTER.NOT_A_DATE' };
}

/** `202403`, `2024-3`, `2024/03`, `2024年3月`, or a whole date → `202403`. */
function readMonth(tidy: string): Read<string> {
  const [, year, month] = /^(\d{4})[-/.年]?(\d{1,2})(?:[-/.月].*|\d{2})?$/.exec(tidy) ?? [];
  const number = Number(month);
  return year !== undefined && number >= 1 && number <= 12 && Number(year) >= 1900 ? { value: year + pad(month) } : { problem: 'REGISTER.NOT_A_MONTH' };
}

export function readWhole(tidy: string, min: number, max: number): Read<number> {
  const text = tidy.replace(/(年度?|个月|月)$/, '').replace(/\.0+$/, '');
  if (!/^-?\d{1,9}$/.test(text)) return { problem: 'REGISTER.NOT_A_NUMBER' };
  const value = Number(text);
  return value < min || value > max ? { problem: 'REGISTER.OUT_OF_RANGE', details: { min, max } } : { value };
}

/** Yuan with any decimals → whole fen. */
export function readFen(tidy: string): Read<number> {
  const text = tidy.replace(/^[¥¥]/, '').replace(/元$/, '').replace(/,(?=\d{3})/g, '');
  if (!/^[-+]?\d+(\.\d+)?(e[-+]?\d{1,2})?$/i.test(text)) return { problem: 'REGISTER.NOT_A_NUMBER' };
  const value = Math.round(Number(text) * 100) + 0;
  return Math.abs(value) > MAX_FEN ? { problem: 'REGISTER.OUT_OF_RANGE', details: { min: -MAX_FEN / 100, max: MAX_FEN / 100 } } : { value };
}

export const readYesNo = (tidy: string): Read<'是' | '否'> => (YES.has(tidy) ? { value: '是' } : NO.has(tidy) ? { value: '否' } : { problem: 'REGISTER.NOT_YES_OR_NO' });

const RANGES: Partial<Record<RegisterFieldKey, readonly [number, number]>> = { year: [2000, 2100], disabilityCertificateYear: [1980, 2100] };

/** The one form in which a value is compared and kept as text. `undefined`: the cell is empty. */
export function readCell(key: RegisterFieldKey, text: string | undefined): Read<string | number> | undefined {
  const field = registerField(key);
  const trimmed = (text ?? '').replace(/^['’](?=\d)/, '').trim();
  if (trimmed === '') return undefined;
  if (field.kind === 'text') return trimmed.length > MAX_TEXT ? { problem: 'REGISTER.TOO_LONG', details: { limit: MAX_TEXT } } : { value: trimmed };
  const tidy = tidyValue(trimmed);
  if (field.kind === 'yesNo') return readYesNo(tidy);
  if (!field.required && NOTHING.has(tidy)) return undefined;
  switch (field.kind) {
    case 'choice': return readChoice(field, tidy);
    case 'choices': return readChoices(field, tidy);
    case 'phone': return /^\d{11}$/.test(tidy.replace(/-/g, '')) ? { value: tidy.replace(/-/g, '') } : { problem: 'PERSON.PHONE' };
    case 'date': return readDate(tidy);
    case 'month': return readMonth(tidy);
    case 'year': return readWhole(tidy, ...(RANGES[key] ?? [1900, 2100]));
    case 'months': return readWhole(tidy, 0, 12);
    case 'yuan': return readFen(tidy);
    case 'document': return { value: tidy };
  }
}

export const problem = (field: RegisterFieldKey | null, code: string, details: ErrorDetails = {}): Problem =>
  ({ field, code, details: field ? { heading: registerField(field).zh, ...details } : details });
