import { DomainError } from '@humai/kernel';

// Primary result codes, https://www.sqlite.org/rescode.html
const BUSY = [5, 6];
const DAMAGED = [11, 26];
const UNWRITABLE = [3, 8, 10, 13, 14, 23];
const UNWRITABLE_FS = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EDQUOT', 'EEXIST', 'EISDIR', 'EIO'];

// Told by what they carry, not by class: an error of node's own is not an instance of Error in every realm.
type SystemError = Readonly<{ message?: string; code?: string; errcode?: number }>;
const carried = (error: unknown): SystemError => (typeof error === 'object' && error !== null ? error : {});
const resultOf = (error: unknown): number => (carried(error).errcode ?? 0) & 0xff;

export const messageOf = (error: unknown): string => carried(error).message ?? String(error);

export const isBusy = (error: unknown): boolean => BUSY.includes(resultOf(error));

export const damaged = (file: string, problem: string): DomainError => new DomainError('STORE.DAMAGED', { file, problem });

/** What SQLite or the file system said, as a refusal of the platform; anything else stays what it was. */
export function faultOf(error: unknown, file: string, directory: string): unknown {
  if (error instanceof DomainError) return error;
  const { code = '' } = carried(error);
  // A number beyond 2^53 was never written.
  if (DAMAGED.includes(resultOf(error)) || code === 'ERR_OUT_OF_RANGE') return damaged(file, messageOf(error));
  if (UNWRITABLE.includes(resultOf(error)) || UNWRITABLE_FS.includes(code)) return new DomainError('STORE.UNWRITABLE', { directory, problem: messageOf(error) });
  return error;
}
