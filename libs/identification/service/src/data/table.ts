import { DomainError } from '@humai/kernel';
import { readCsv } from '../register/csv-table.js';
import { inspectFile, type TableFile, type TableRows } from '../register/table.js';
import { readXlsx } from '../register/xlsx-table.js';

const CODES: Readonly<Record<string, string>> = { 'REGISTER.ENCODING': 'DATA.ENCODING', 'REGISTER.UNREADABLE': 'DATA.UNREADABLE' };
/** What the readers of registers refuse, in the words for department data. */
const translated = (error: unknown): unknown => (error instanceof DomainError && error.code in CODES ? new DomainError(CODES[error.code]!, error.details) : error);

/** Throws `DATA.ENCODING` or `DATA.UNREADABLE`. */
export async function inspectTable(path: string): Promise<TableFile> {
  return inspectFile(path).catch((error: unknown) => { throw translated(error); });
}

/** The rows that hold anything, in batches. Throws `DATA.UNREADABLE` where the file breaks. */
export async function* readTable(file: TableFile, onFraction: (fraction: number) => void): TableRows {
  let read = 0;
  const rows = file.format === 'xlsx' ? readXlsx(file.path, onFraction) : readCsv(file.path, file.encoding, (bytes) => onFraction((read += bytes) / file.bytes));
  try {
    for await (const batch of rows) {
      const filled = batch.filter(({ cells }) => cells.some((c) => c.trim() !== ''));
      if (filled.length > 0) yield filled;
    }
  } catch (error) {
    throw translated(error);
  }
}
