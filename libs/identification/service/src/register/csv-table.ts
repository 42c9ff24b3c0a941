import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { registerFieldOf } from '@humai/contracts-identification';
import { unreadable, type Encoding, type TableRow, type TableRows } from './table.js';

const DELIMITERS = [',', '\t', ';', '|', ',', ';'] as const;
const MAX_HEADING = 1 << 16;
// A quote that is never closed would swallow the rest of the file into one record.
const MAX_RECORD = 1 << 20;
const BATCH = 1_000;

/** The rows of a text table, decoded and parsed as a stream. Throws `REGISTER.UNREADABLE` with the row where it breaks. */
export async function* readCsv(path: string, encoding: Encoding, onBytes?: (bytes: number) => void): TableRows {
  const text = decoded(path, encoding, onBytes);
  const head = await headingLine(text);
  const parser = parse({
    delimiter: delimiterOf(head), record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: MAX_RECORD,
  });
  let row = 0;
  let batch: TableRow[] = [];
  const records: string[][] = [];
  parser.on('readable', () => {
    for (let record = parser.read() as string[] | null; record !== null; record = parser.read() as string[] | null) records.push(record);
  });
  let failure: unknown;
  parser.on('error', (error) => { failure = error; });
  const ended = new Promise<void>((resolve) => parser.once('end', resolve).once('close', resolve).once('error', () => resolve()));
  const drain = function* () {
    for (const cells of records) {
      row += 1;
      batch.push({ row, cells });
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    records.length = 0;
  };

  const feed = async (chunk: string) => {
    if (failure || parser.write(chunk)) return;
    await once(parser, 'drain').catch(() => {}); // the failure is kept above
  };
  try {
    await feed(head);
    for await (const chunk of text) {
      if (failure) break;
      await feed(chunk);
      yield* drain();
    }
    parser.end();
    await ended;
    yield* drain();
    if (failure) throw unreadable(row + 1, failure instanceof CsvError ? sayWhy(failure) : String(failure));
    if (batch.length > 0) yield batch;
  } finally {
    parser.destroy();
  }
}

/** Without the record's content, which csv-parse puts into its own message. */
function sayWhy({ code }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') return '引号没有成对(quote not closed)';
  return code;
}

async function* decoded(path: string, encoding: Encoding, onBytes?: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding); // drops a byte order mark
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 16 }) as AsyncIterable<Buffer>) {
    onBytes?.(chunk.length);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

/** All chunks up to the end of the first line that has something in it. */
async function headingLine(text: AsyncGenerator<string>): Promise<string> {
  let head = '';
  while (head.length < MAX_HEADING && !/\S[^\r\n]*[\r\n]/.test(head)) {
    const { value, done } = await text.next();
    if (done) break;
    head += value;
  }
  return head;
}

/** The delimiter under which most headings are known; with none known, the one that makes the most columns. */
export function delimiterOf(head: string): string {
  const line = head.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const cells = (delimiter: string) => line.split(delimiter).map((c) => c.replace(/^"|"$/g, ''));
  const known = (delimiter: string) => cells(delimiter).filter((c) => registerFieldOf(c)).length;
  return [...DELIMITERS].sort((a, b) => known(b) - known(a) || cells(b).length - cells(a).length)[0] ?? ',';
}
