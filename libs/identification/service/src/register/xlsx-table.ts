import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Parser } from 'saxen';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { StringTable } from './string-table.js';
import { unreadable, type TableRow, type TableRows } from './table.js';

const BATCH = 1_000;
const MAX_COLUMNS = 16_384;
const MAX_ENTRIES = 10_000;
const MAX_SMALL_PART = 64 << 20;
const openZip = promisify<string, { lazyEntries: boolean; autoClose: boolean }, ZipFile>(yauzl.open);

/**
 * The rows of a workbook's first visible sheet, unpacked and parsed as a stream; in memory are only the distinct texts.
 * Dates become `YYYY-MM-DD`, other numbers their shortest text, TRUE/FALSE 是/否. Throws `REGISTER.UNREADABLE`.
 */
export async function* readXlsx(path: string, onFraction?: (fraction: number) => void): TableRows {
  let zip: ZipFile | undefined;
  let row = 1;
  try {
    zip = await openZip(path, { lazyEntries: true, autoClose: false });
    const entries = await entriesOf(zip);
    const book = await readBook(zip, entries);
    const strings = new StringTable();
    if (book.strings) await readStrings(zip, book.strings, strings);
    for await (const batch of readSheet(zip, book, strings, onFraction)) {
      row = batch.at(-1)?.row ?? row;
      yield batch;
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'REGISTER.UNREADABLE') throw error;
    throw unreadable(row, error instanceof Error ? error.message : String(error));
  } finally {
    zip?.close();
  }
}

type Book = Readonly<{ sheet: Entry; strings: Entry | undefined; dateStyles: ReadonlySet<number>; epoch1904: boolean }>;
const local = (name: string) => name.slice(name.indexOf(':') + 1);

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      if (entries.size > MAX_ENTRIES) reject(new Error('too many parts'));
      else zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', reject);
    zip.readEntry();
  });
}

type Handlers = Readonly<{
  open?: (name: string, attributes: () => Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}>;

function parserOf({ open, close, text }: Handlers): Parser {
  return new Parser()
    .on('openTag', (name, attributes) => open?.(local(name), attributes))
    .on('closeTag', (name) => close?.(local(name)))
    .on('text', (value, decode) => text?.(decode(value)))
    .on('cdata', (value) => text?.(value))
    .on('error', (error) => { throw error; });
}

/** Feeds a part to the parser and yields after every chunk. */
async function* feed(zip: ZipFile, entry: Entry, parser: Parser): AsyncGenerator<number> {
  const open = promisify(zip.openReadStream.bind(zip) as (e: Entry, done: (error: Error | null, stream: Readable) => void) => void);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  for await (const chunk of (await open(entry)) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    parser.write(decoder.decode(chunk, { stream: true }));
    yield bytes;
  }
  const error = parser.end(decoder.decode());
  if (error) throw error;
}

async function parsePart(zip: ZipFile, entry: Entry, handlers: Handlers): Promise<void> {
  if (entry.uncompressedSize > MAX_SMALL_PART) throw new Error(`${entry.fileName} is too large`);
  for await (const _ of feed(zip, entry, parserOf(handlers)));
}

const isRelated = (name: string, attributes: Record<string, string>, key: string) => Object.entries(attributes).find(([k]) => k !== key && local(k) === name)?.[1];

async function readBook(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<Book> {
  const part = (name: string): Entry => {
    const entry = entries.get(name);
    if (!entry) throw unreadable(1, `不是 Excel 工作簿(${name} is missing)`);
    return entry;
  };
  const sheets: { rel: string; hidden: boolean }[] = [];
  let epoch1904 = false;
  await parsePart(zip, part('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'sheet') sheets.push({ rel: isRelated('id', attributes(), 'sheetId') ?? '', hidden: (attributes()['state'] ?? 'visible') !== 'visible' });
      if (name === 'workbookPr') epoch1904 = ['1', 'true'].includes(attributes()['date1904'] ?? '');
    },
  });
  const targets = new Map<string, string>();
  let stringsPath: string | undefined;
  let stylesPath: string | undefined;
  await parsePart(zip, part('xl/_rels/workbook.xml.rels'), {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const { Id = '', Target = '', Type = '' } = attributes();
      const path = Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`;
      targets.set(Id, path);
      if (Type.endsWith('/sharedStrings')) stringsPath = path;
      if (Type.endsWith('/styles')) stylesPath = path;
    },
  });
  const sheet = sheets.find((s) => !s.hidden) ?? sheets[0];
  if (!sheet) throw unreadable(1, '工作簿没有工作表');
  const styles = stylesPath === undefined ? undefined : entries.get(stylesPath);
  return {
    sheet: part(targets.get(sheet.rel) ?? 'xl/worksheets/sheet1.xml'), strings: stringsPath === undefined ? undefined : entries.get(stringsPath), epoch1904,
    dateStyles: styles ? await dateStylesOf(zip, styles) : new Set(),
  };
}

/** ECMA-376 18.8.30: the built-in formats that show a date (27–36, 50–58 are those of Chinese Excel). */
const isBuiltInDate = (id: number) => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
/** A custom format shows a date when it has a year or a day outside quotes, brackets and escapes. */
const isDateFormat = (code: string) => /[yde]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general|e[+-]/gi, ''));

async function dateStylesOf(zip: ZipFile, styles: Entry): Promise<ReadonlySet<number>> {
  const custom = new Map<number, string>();
  const dates = new Set<number>();
  let inCells = false;
  let index = 0;
  await parsePart(zip, styles, {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes()['numFmtId']), attributes()['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes()['numFmtId'] ?? 0);
        const code = custom.get(id);
        if (code === undefined ? isBuiltInDate(id) : isDateFormat(code)) dates.add(index);
        index += 1;
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

/** What Excel writes for a character that XML cannot hold. */
const unescaped = (text: string) => (text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text);

async function readStrings(zip: ZipFile, entry: Entry, strings: StringTable): Promise<void> {
  let value = '';
  let inText = false;
  let phonetic = false;
  const parser = parserOf({
    open(name) {
      if (name === 'si') value = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = !phonetic;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') strings.push(unescaped(value));
    },
    text(text) {
      if (inText) value += text;
    },
  });
  for await (const _ of feed(zip, entry, parser));
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const code = reference.charCodeAt(i) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

const DAY = 86_400_000;
function dateText(serial: number, epoch1904: boolean): string {
  // Excel believes in a 29 February 1900, so its days before 1 March 1900 are one less.
  const days = Math.floor(serial) - (epoch1904 ? 24_107 : serial < 60 ? 25_568 : 25_569);
  const date = new Date(days * DAY);
  return Number.isNaN(date.getTime()) ? String(serial) : date.toISOString().slice(0, 10);
}

/** A number as a cell shows it without a format: never 1.39E10. */
function numberText(text: string): string {
  if (/^-?\d+$/.test(text)) return text;
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(0) : String(Number(value.toPrecision(15)));
}

async function* readSheet(zip: ZipFile, { sheet, dateStyles, epoch1904 }: Book, strings: StringTable, onFraction?: (fraction: number) => void): TableRows {
  let batch: TableRow[] = [];
  let row = 0;
  let cells: string[] = [];
  let column = -1;
  let type = '';
  let style = 0;
  let value = '';
  let reading = false;
  let phonetic = false;

  const text = (): string => {
    if (value === '') return '';
    switch (type) {
      case 's': return strings.at(Number(value)) ?? '';
      case 'inlineStr': case 'str': return unescaped(value);
      case 'b': return value === '1' || value === 'true' ? '是' : '否';
      case 'e': return '';
      case 'd': return value.slice(0, 10);
      default: return dateStyles.has(style) && /^\d/.test(value) ? dateText(Number(value), epoch1904) : numberText(value);
    }
  };
  const parser = parserOf({
    open(name, attributes) {
      if (name === 'c') {
        const { r, t, s } = attributes();
        column = r === undefined ? column + 1 : columnOf(r);
        type = t ?? 'n';
        style = Number(s ?? 0);
        value = '';
      } else if (name === 'v' || name === 't') reading = !phonetic;
      else if (name === 'rPh') phonetic = true;
      else if (name === 'row') {
        row = Number(attributes()['r'] ?? row + 1);
        cells = [];
        column = -1;
      }
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c') {
        if (value !== '' && column >= 0 && column < MAX_COLUMNS) {
          while (cells.length < column) cells.push('');
          cells[column] = text();
        }
      } else if (name === 'row') batch.push({ row, cells });
    },
    text(chunk) {
      if (reading) value += chunk;
    },
  });
  for await (const bytes of feed(zip, sheet, parser)) {
    onFraction?.(bytes / Math.max(1, sheet.uncompressedSize));
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
