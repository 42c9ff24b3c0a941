import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const secretFile = (directory: string) => join(directory, 'append.secret');

/** What the processes of one data directory know each other by, as its holder wrote it down; undefined before there is one. */
export function readSecret(directory: string): string | undefined {
  try {
    return readFileSync(secretFile(directory), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The secret of a data directory, made at the first call; only the owner of the directory can read it. */
export function storeSecret(directory: string): string {
  const known = readSecret(directory);
  if (known) return known;
  const draft = `${secretFile(directory)}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, secretFile(directory)); // Unlike a rename it never replaces the secret of another.
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return storeSecret(directory);
}
