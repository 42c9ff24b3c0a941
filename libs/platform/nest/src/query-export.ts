import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Column, Language } from '@humai/kernel';
import { stringify } from 'csv-stringify';
import { writeXlsxStream } from 'hucre/xlsx';
import iconv from 'iconv-lite';

export const EXPORT_FORMATS = ['csv', 'csv-gb18030', 'xlsx', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const KINDS: Readonly<Record<ExportFormat, Readonly<{ type: string; extension: string }>>> = {
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv' },
  'csv-gb18030': { type: 'text/csv; charset=gb18030', extension: 'csv' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx' },
  ndjson: { type: 'application/x-ndjson', extension: 'ndjson' },
};

type Cell = string | number | boolean | null;
export type Export = Readonly<{ type: string; disposition: string; body: Readable }>;

/**
 * A whole result as a stream; memory holds one batch at a time.
 * @param documents batches, pulled as the reader takes them
 * @param itemOf the answered item, for NDJSON; the other formats write the columns
 */
export function exportOf<D>(
  name: string, format: ExportFormat, language: Language, columns: readonly Column<D>[], documents: AsyncIterable<readonly D[]>, itemOf: (document: D) => unknown,
): Export {
  const { type, extension } = KINDS[format];
  const rows = rowsOf(columns, documents);
  const headings = columns.map((c) => c.heading[language]);
  const body = () => {
    switch (format) {
      case 'csv': return csvOf(headings, rows, true);
      case 'csv-gb18030': return Readable.from(encoded(csvOf(headings, rows, false)));
      case 'xlsx': return Readable.fromWeb(writeXlsxStream(rows, { name: name.slice(0, 31), columns: headings.map((header) => ({ header })), freezePane: { rows: 1 } }) as never);
      case 'ndjson': return Readable.from(linesOf(documents, itemOf));
    }
  };
  return { type, disposition: `attachment; filename="${name}.${extension}"`, body: body() };
}

async function* rowsOf<D>(columns: readonly Column<D>[], documents: AsyncIterable<readonly D[]>): AsyncGenerator<Cell[]> {
  for await (const batch of documents) for (const document of batch) yield columns.map(({ value }) => value(document) ?? null);
}

async function* linesOf<D>(documents: AsyncIterable<readonly D[]>, itemOf: (document: D) => unknown): AsyncGenerator<string> {
  for await (const batch of documents) yield batch.map((document) => `${JSON.stringify(itemOf(document))}\n`).join('');
}

async function* encoded(utf8: Readable): AsyncGenerator<Buffer> {
  const decoder = new StringDecoder('utf8');
  for await (const chunk of utf8) yield iconv.encode(decoder.write(chunk as Buffer), 'gb18030');
}

/** Spreadsheets take a leading = + - @ for a formula; such text gets a quote in front. With BOM Excel reads UTF-8. */
function csvOf(headings: readonly string[], rows: AsyncIterable<Cell[]>, bom: boolean): Readable {
  const csv = stringify({ header: true, columns: [...headings], bom, escape_formulas: true, record_delimiter: 'windows', cast: { boolean: (value) => String(value) } });
  const source = Readable.from(rows);
  // `pipe` hands on neither a failure of the source nor that the reader went away.
  source.on('error', (error) => csv.destroy(error));
  csv.on('close', () => source.destroy());
  return source.pipe(csv);
}
