import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { REGISTER_FIELDS, REGISTER_KEYS, type RegisterFieldKey } from '@humai/contracts-identification';

/** One member's row, by field; what is left out is an empty cell. */
export type RegisterCells = Readonly<Partial<Record<RegisterFieldKey, string | number>>>;
export type WriteRegisterOptions = Readonly<{
  format?: 'csv';
  /** UTF-8 is written with a byte order mark, without which spreadsheets take it for GB18030. */
  encoding?: 'utf8' | 'gb18030';
  /** Which columns, in this order; all of the national register unless told. */
  columns?: readonly RegisterFieldKey[];
}>;

const BATCH = 500;

/** A register file with the national headings, in chunks: `Readable.from(writeRegister(rows)).pipe(…)`. */
export async function* writeRegister(rows: Iterable<RegisterCells> | AsyncIterable<RegisterCells>, { encoding = 'utf8', columns = REGISTER_KEYS }: WriteRegisterOptions = {}): AsyncGenerator<Buffer> {
  const encode = (table: readonly (readonly (string | number)[])[], bom = false) => iconv.encode(stringify(table as (string | number)[][], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ }), encoding, { addBOM: bom });
  let batch: (string | number)[][] = [columns.map((key) => REGISTER_FIELDS[key].zh)];
  let first = true;
  for await (const row of rows) {
    batch.push(columns.map((key) => row[key] ?? ''));
    if (batch.length < BATCH) continue;
    yield encode(batch, first && encoding === 'utf8');
    first = false;
    batch = [];
  }
  if (batch.length > 0) yield encode(batch, first && encoding === 'utf8');
}
