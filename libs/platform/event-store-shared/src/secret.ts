import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const secretFile = (directory: string) => join(directory, 'append.secret');

/** What the processes of one data directory know each other by, as its holder wrote it down; undefined before there is one. */
export function readSecret(directory: string): string | undefined {
  try {
    return readFileSync(secretFile(directory), 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The secret of a data directory, made at the first call; only the owner of the directory can read it. For the process that holds the directory. */
export function storeSecret(directory: string): string {
  const known = readSecret(directory);
  if (known) return known;
  const secret = randomBytes(32).toString('base64url');
  const draft = `${secretFile(directory)}.${process.pid}`;
  writeFileSync(draft, `${secret}\n`, { mode: 0o600, flush: true });
  renameSync(draft, secretFile(directory));
  return secret;
}
