import { DomainError } from '@humai/kernel';

// Primary result codes, https://www.sqlite.org/rescode.html
const BUSY = [5, 6];
const DAMAGED = [11, 26];
const UNWRITABLE = [3, 8, 10, 13, 14, 23];
const UNWRITABLE_FS = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EDQUOT', 'EEXIST', 'EISDIR'];

const codeOf = (error: unknown): number => (error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0);
const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const isBusy = (error: unknown): boolean => BUSY.includes(codeOf(error));

export const damaged = (file: string, problem: string): DomainError => new DomainError('STORE.DAMAGED', { file, problem });

/** What SQLite or the file system said, as a refusal of the platform; anything else stays what it was. */
export function faultOf(error: unknown, file: string, directory: string): unknown {
  const code = codeOf(error);
  if (DAMAGED.includes(code)) return damaged(file, sentenceOf(error));
  // A number beyond 2^53 was never written.
  if (error instanceof RangeError) return damaged(file, sentenceOf(error));
  const fsCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (UNWRITABLE.includes(code) || UNWRITABLE_FS.includes(fsCode)) return new DomainError('STORE.UNWRITABLE', { directory, problem: sentenceOf(error) });
  return error;
}
