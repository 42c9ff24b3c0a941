import type { DataColumn, DataSourcePolicy, RowFields } from '@humai/contracts-identification';
import { DomainError, type ErrorDetails, type LocalDate } from '@humai/kernel';
import { readDate, readFen, readWhole, readYesNo, tidyValue, type Read } from '../register/cells.js';
import { checkCharacterOf, normaliseDocumentNumber, readDocumentNumber } from '../register/id-number.js';

/** One thing wrong with a row; `heading` is the column's, null when it is about the row as a whole. */
export type DataRowProblem = Readonly<{ heading: string | null; code: string; details: ErrorDetails }>;

/**
 * What a row says who it is about: `sound`, `old` (15 digits), or `check`: a number whose check digit is wrong,
 * which may be a slip of the pen for the number given here.
 */
export type RowNumber = Readonly<{ kind: 'sound' | 'old' | 'check'; idNumber: string; typed: string }>;
export type DataRow = Readonly<{ fields: RowFields; number: RowNumber | null; name: string | null; problems: readonly DataRowProblem[] }>;

const MAX_TEXT = 200;
const MAX_COUNT = 999_999_999;
/** What a register says of a cell, in the words for department data. */
const CODES: Readonly<Record<string, string>> = { 'REGISTER.NOT_A_NUMBER': 'DATA.NOT_A_NUMBER', 'REGISTER.OUT_OF_RANGE': 'DATA.OUT_OF_RANGE', 'REGISTER.NOT_A_DATE': 'DATA.NOT_A_DATE', 'REGISTER.NOT_YES_OR_NO': 'DATA.NOT_A_FLAG' };
const EMPTY = { yuan: 0, count: 0, date: '', text: '', flag: false } as const;

function readValue({ type }: Pick<DataColumn, 'type'>, text: string, on: LocalDate): Read<string | number | boolean> {
  const tidy = tidyValue(text);
  switch (type) {
    case 'yuan': return notNegative(readFen(tidy));
    case 'count': return notNegative(readWhole(tidy, -MAX_COUNT, MAX_COUNT));
    case 'date': {
      const read = readDate(tidy);
      return 'value' in read && read.value > on ? { problem: 'DATA.IN_FUTURE' } : read;
    }
    case 'flag': {
      const read = readYesNo(tidy);
      return 'value' in read ? { value: read.value === '是' } : read;
    }
    default: return text.length > MAX_TEXT ? { problem: 'DATA.TOO_LONG', details: { limit: MAX_TEXT } } : { value: text };
  }
}

const notNegative = (read: Read<number>): Read<number> => ('value' in read && read.value < 0 ? { problem: 'DATA.NEGATIVE' } : read);

/** One row of a department, checked by itself. `cells` by field; `on` is the day the batch came. */
export function readDataRow({ columns }: Pick<DataSourcePolicy, 'columns'>, cells: Readonly<Record<string, string>>, on: LocalDate): DataRow {
  const problems: DataRowProblem[] = [];
  const fields: Record<string, string | number | boolean> = {};
  let number: RowNumber | null = null;
  let name: string | null = null;
  for (const column of columns) {
    const { field, heading, type, required } = column;
    const add = (code: string, details: ErrorDetails = {}) => problems.push({ heading, code: CODES[code] ?? code, details: { heading, ...details } });
    const text = (cells[field] ?? '').replace(/^['’](?=\d)/, '').trim();
    if (text === '') {
      if (required) add('DATA.MISSING_VALUE');
      else if (type !== 'idNumber' && type !== 'name') fields[field] = EMPTY[type];
    } else if (type === 'idNumber') number = readNumber(text, on, add);
    else if (type === 'name') name = text.slice(0, MAX_TEXT);
    else {
      const read = readValue(column, text, on);
      if ('problem' in read) add(read.problem, read.details);
      else fields[field] = read.value;
    }
  }
  return { fields, number, name, problems };
}

/** Only of a number that is wrong by nothing but its check digit it can be said which one was meant. */
function readNumber(text: string, on: LocalDate, add: (code: string, details?: ErrorDetails) => void): RowNumber | null {
  const typed = normaliseDocumentNumber(text);
  try {
    return { kind: /^\d{15}$/.test(typed) ? 'old' : 'sound', idNumber: readDocumentNumber(typed, on).idNumber, typed };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    add(error.code, error.details);
    return error.code === 'PERSON.ID_NUMBER_CHECK' && /^\d{17}[\dX]$/.test(typed) ? { kind: 'check', idNumber: typed.slice(0, 17) + checkCharacterOf(typed), typed } : null;
  }
}

/** Names as written by two offices are one when they differ by spaces, width or the dot between name and name only. */
export const isSameName = (a: string, b: string): boolean => tidyName(a) === tidyName(b);
const tidyName = (name: string) => name.normalize('NFKC').replace(/[\s·•・.]/g, '').toUpperCase();

/** What is wrong with a row beside the check digit of its number. */
export const isSoundButForCheck = ({ number, problems }: DataRow): boolean => number?.kind === 'check' && problems.every((p) => p.code === 'PERSON.ID_NUMBER_CHECK');
