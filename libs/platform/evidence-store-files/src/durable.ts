import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** The names in a folder survive a power failure from here on. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Some network shares know no second name for a file. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'];

/** A small file, whole and on the disk before it has its name; what has the name already stays, whoever made it. */
export function writeOnce(path: string, text: string): void {
  const made = `${path}.${randomBytes(6).toString('hex')}.new`;
  const handle = openSync(made, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(made, path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (NO_LINKS.includes(code) && readIfThere(path) === undefined) renameSync(made, path);
    else if (code !== 'EEXIST' && !NO_LINKS.includes(code)) throw error;
  } finally {
    rmSync(made, { force: true });
  }
  syncFolder(dirname(path));
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
