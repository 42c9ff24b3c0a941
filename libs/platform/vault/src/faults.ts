import { DomainError } from '@humai/kernel';

// Primary result codes, https://www.sqlite.org/rescode.html
const BUSY = [5, 6];
const DAMAGED = [11, 26];
const UNWRITABLE = [3, 8, 10, 13, 14, 23];
const UNWRITABLE_FS = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EDQUOT', 'EEXIST', 'EISDIR'];

type Fault = Readonly<{ message: string; errcode?: number; code?: string }>;
// By its fields: an error of Node itself is of another realm under a test runner, where instanceof says no.
const isFault = (error: unknown): error is Fault => typeof error === 'object' && error !== null && ('errcode' in error || 'code' in error);
const codeOf = (error: unknown): number => (isFault(error) ? Number(error.errcode ?? 0) & 0xff : 0);

export const isBusy = (error: unknown): boolean => BUSY.includes(codeOf(error));

/** What SQLite or the file system said, as a refusal of the platform; anything else stays what it was. */
export function faultOf(error: unknown, file: string, directory: string): unknown {
  if (!isFault(error) || error instanceof DomainError) return error;
  const code = codeOf(error);
  if (DAMAGED.includes(code)) return new DomainError('STORE.DAMAGED', { file, problem: error.message });
  if (isBusy(error)) return new DomainError('SERVICE.BUSY');
  const unwritable = UNWRITABLE.includes(code) || UNWRITABLE_FS.includes(error.code ?? '');
  return unwritable ? new DomainError('STORE.UNWRITABLE', { directory, problem: error.message }) : error;
}
