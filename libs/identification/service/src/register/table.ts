import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { DomainError } from '@humai/kernel';

/** A row as a spreadsheet numbers it: the heading is 1, a quoted line break is no new row, an empty row counts. */
export type TableRow = Readonly<{ row: number; cells: readonly string[] }>;
export type TableRows = AsyncIterable<readonly TableRow[]>;

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le';
export type TableFile = Readonly<{ path: string; bytes: number; /** SHA-256 of the content, hex */ hash: string } & ({ format: 'xlsx' } | { format: 'csv'; encoding: Encoding })>;

export const unreadable = (row: number, problem: string): DomainError => new DomainError('REGISTER.UNREADABLE', { row, problem });

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, i) => bytes[i] === byte);

/**
 * Reads the whole file once for its hash and its encoding. Strict UTF-8 to the last byte is UTF-8; anything else must be strict GB18030.
 * No prefix could tell: the first Chinese character may stand in the last row.
 * @throws `REGISTER.ENCODING`, `REGISTER.UNREADABLE`
 */
export async function inspectFile(path: string): Promise<TableFile> {
  const hash = createHash('sha256');
  const utf8 = strictly('utf-8');
  const gb18030 = strictly('gb18030');
  let bytes = 0;
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      if (head.length < 8) head = Buffer.concat([head, chunk.subarray(0, 8)]);
      bytes += chunk.length;
      hash.update(chunk);
      if (startsWith(head, 0x50, 0x4b)) continue;
      utf8.feed(chunk);
      gb18030.feed(chunk);
    }
  } catch (error) {
    throw unreadable(1, (error as NodeJS.ErrnoException).code ?? String(error));
  }
  const file = { path, bytes, hash: hash.digest('hex') };
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return { ...file, format: 'xlsx' };
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) throw unreadable(1, '旧版 .xls 格式,请另存为 .xlsx 或 .csv');
  if (startsWith(head, 0xff, 0xfe)) return { ...file, format: 'csv', encoding: 'utf-16le' };
  if (utf8.end()) return { ...file, format: 'csv', encoding: 'utf-8' };
  if (gb18030.end()) return { ...file, format: 'csv', encoding: 'gb18030' };
  throw new DomainError('REGISTER.ENCODING');
}

function strictly(encoding: Encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let valid = true;
  const attempt = (work: () => void) => {
    try {
      work();
    } catch {
      valid = false;
    }
  };
  return {
    feed(chunk: Uint8Array) {
      if (valid) attempt(() => decoder.decode(chunk, { stream: true }));
    },
    end(): boolean {
      if (valid) attempt(() => decoder.decode());
      return valid;
    },
  };
}
