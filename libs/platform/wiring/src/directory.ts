import { existsSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DomainError } from '@humai/kernel';

/**
 * Makes a data directory where there is none, and tries whether files can be made in it, before anything is opened there. Throws `STORE.UNWRITABLE`.
 * Not by `recursive`: where the system says of a place that is there that it is not (below /proc), Node then goes back and forth for ever.
 */
export function makeDirectory(directory: string): void {
  try {
    make(directory);
    rmdirSync(mkdtempSync(join(directory, '.tried-')));
  } catch (error) {
    throw new DomainError('STORE.UNWRITABLE', { directory, problem: (error as Error).message });
  }
}

function make(directory: string): void {
  if (existsSync(directory)) return;
  const above = dirname(directory);
  if (above !== directory) make(above);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was faster
  }
}
