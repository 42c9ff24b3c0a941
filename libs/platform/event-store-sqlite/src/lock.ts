import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DomainError } from '@humai/kernel';
import { faultOf, isBusy } from './faults.js';

/** The process that writes to a data directory. `url` once it serves; `pid` 0 in the instant before it has said who it is. */
export type Holder = Readonly<{ pid: number; since: string; url?: string }>;

// The lock is an open transaction on an SQLite file of its own: the operating system drops it with the process, kill -9 included.
// Never read lockFile with node:fs: closing any other descriptor of it would drop the lock (POSIX).
const lockFile = (directory: string) => join(directory, 'lock.sqlite');
const holderFile = (directory: string) => join(directory, 'holder.json');

const readHolder = (directory: string): Holder => {
  try {
    const { pid, since, url } = JSON.parse(readFileSync(holderFile(directory), 'utf8')) as Holder;
    return { pid: Number(pid), since: String(since), ...(url === undefined ? {} : { url: String(url) }) };
  } catch {
    return { pid: 0, since: '' };
  }
};

/** Who holds the directory at this moment, or null. Writes nothing. */
export function holderOf(directory: string): Holder | null {
  if (!existsSync(lockFile(directory))) return null;
  const probe = new DatabaseSync(lockFile(directory), { readOnly: true });
  try {
    probe.prepare('SELECT count(*) FROM sqlite_schema').get();
    return null;
  } catch (error) {
    if (isBusy(error)) return readHolder(directory);
    throw faultOf(error, lockFile(directory), directory);
  } finally {
    probe.close();
  }
}

export type Lock = Readonly<{ publishUrl(url: string): void; release(): void }>;

/** Takes the directory for this process. Throws `STORE.HELD`. */
export function acquire(directory: string, since: string): Lock {
  const db = new DatabaseSync(lockFile(directory));
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw error;
    const { pid, since: from } = readHolder(directory);
    throw new DomainError('STORE.HELD', { directory, pid, since: from });
  }
  const publish = (holder: Holder) => {
    const draft = `${holderFile(directory)}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(holder)}\n`);
    renameSync(draft, holderFile(directory));
  };
  const release = () => {
    rmSync(holderFile(directory), { force: true });
    db.close();
  };
  try {
    publish({ pid: process.pid, since });
  } catch (error) {
    release();
    throw error;
  }
  return { publishUrl: (url) => publish({ pid: process.pid, since, url }), release };
}
