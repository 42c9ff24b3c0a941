import { DomainError } from '@humai/kernel';

// Primary result codes, https://www.sqlite.org/rescode.html
const BUSY = [5, 6];
const DAMAGED = [11, 26];
const UNWRITABLE = [3, 8, 10, 13, 14, 23];
const UNWRITABLE_FS = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EDQUOT', 'EEXIST', 'EISDIR'];

const codeOf = (error: unknown): number => (error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0);

export const isBusy = (error: unknown): boolean => BUSY.includes(codeOf(error));

/** What SQLite or the file system said, as a refusal of the platform; anything else stays what it was. */
export function faultOf(error: unknown, file: string, directory: string): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error;
  const code = codeOf(error);
  if (DAMAGED.includes(code)) return new DomainError('STORE.DAMAGED', { file, problem: error.message });
  if (isBusy(error)) return new DomainError('SERVICE.BUSY');
  const unwritable = UNWRITABLE.includes(code) || ('code' in error && UNWRITABLE_FS.includes(String(error.code)));
  return unwritable ? new DomainError('STORE.UNWRITABLE', { directory, problem: error.message }) : error;
}
