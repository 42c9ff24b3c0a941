import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { type Clock, DomainError } from '@humai/kernel';
import { Changes, otherCommits } from './changes.js';
import { damaged, faultOf } from './faults.js';
import { acquire, type Lock } from './lock.js';
import { TypeNames } from './names.js';
import { LogReader } from './reader.js';
import { migrate, requireCurrent } from './schema.js';
import { SqliteStore, type SqliteEventStore } from './store.js';
import { PageLog } from './page-log.js';
import { GroupWriter } from './writer.js';

export type SqliteEventStoreOptions = Readonly<{
  /** The data directory; made when it is not there. */
  directory: string;
  /** Stamps `recordedAt`. Only an empty store, or one with a simulated past, takes a simulated clock. */
  clock: Clock;
  /** Opens beside a writer, also in another process, and writes nothing. Sees what is committed, for an instant before it is durable. */
  readOnly?: boolean;
  /** `full` unless told: with anything else a power failure may lose acknowledged events. */
  synchronous?: 'full' | 'normal' | 'off';
}>;

const SIMULATED = 'simulated';

/**
 * Opens the event store of a data directory.
 * Throws `STORE.HELD`, `STORE.UNWRITABLE`, `STORE.DAMAGED`, `STORE.NEWER_SCHEMA`, `STORE.NOT_SIMULATED`; for readers also `STORE.MISSING`, `STORE.OLDER_SCHEMA`.
 */
export async function openSqliteEventStore({ directory: place, clock, readOnly = false, synchronous = 'full' }: SqliteEventStoreOptions): Promise<SqliteEventStore> {
  const directory = resolve(place);
  const file = join(directory, 'events.sqlite');
  const fault = (error: unknown) => faultOf(error, file, directory);
  let db: DatabaseSync | undefined;
  let lock: Lock | undefined;
  try {
    if (readOnly) return openReader((db = connectReadOnly(directory, file)), file, fault);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    lock = acquire(directory, clock.now());
    db = new DatabaseSync(file, { timeout: 10_000 });
    return openWriter(db, lock, { directory, file, clock, synchronous }, fault);
  } catch (error) {
    db?.close();
    lock?.release();
    throw fault(error);
  }
}

function connectReadOnly(directory: string, file: string): DatabaseSync {
  if (!existsSync(file)) throw new DomainError('STORE.MISSING', { directory });
  const pendingLog = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return new DatabaseSync(isWritable(directory) || pendingLog > 0 ? file : asImmutable(file), { readOnly: true, timeout: 10_000 });
}

function openReader(db: DatabaseSync, file: string, fault: (error: unknown) => unknown): SqliteEventStore {
  tune(db);
  requireCurrent(db, file);
  const reader = new LogReader(db, new TypeNames(db), (problem) => damaged(file, problem));
  return new SqliteStore({ db, file, simulated: isMarkedSimulated(db), reader, changes: new Changes(otherCommits(db)), faultOf: fault });
}

function openWriter(
  db: DatabaseSync,
  lock: Lock,
  { directory, file, clock, synchronous }: Readonly<{ directory: string; file: string; clock: Clock; synchronous: string }>,
  fault: (error: unknown) => unknown,
): SqliteEventStore {
  tune(db);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec(`PRAGMA synchronous = ${synchronous}`);
  db.exec('PRAGMA fullfsync = 1'); // On macOS fsync alone leaves the data in the drive's cache.
  migrate(db, file);
  const types = new TypeNames(db);
  const reader = new LogReader(db, types, (problem) => damaged(file, problem));
  const changes = new Changes();
  const writer = new GroupWriter(db, types, clock, () => changes.announce(), fault);
  const simulated = markSimulated(db, clock, directory, writer.durablePosition === 0);
  if (synchronous === 'full') db.exec('PRAGMA synchronous = NORMAL');
  // Last, so that nothing can fail that would leave it open.
  const disk = synchronous === 'full' ? PageLog.open(file) : undefined;
  if (disk) writer.secureBy(disk);
  return new SqliteStore({ db, file, simulated, reader, changes, faultOf: fault, writing: { writer, lock, disk } });
}

const tune = (db: DatabaseSync) => db.exec('PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864');

const isMarkedSimulated = (db: DatabaseSync): boolean => db.prepare('SELECT value FROM meta WHERE name = ?').get(SIMULATED)?.['value'] === '1';

/** Design decision 14: a real past takes no simulated clock; a simulated one stays marked whatever clock goes on. */
function markSimulated(db: DatabaseSync, clock: Clock, directory: string, empty: boolean): boolean {
  if (!empty && clock.simulated && !isMarkedSimulated(db)) throw new DomainError('STORE.NOT_SIMULATED', { directory });
  if (empty) db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(SIMULATED, clock.simulated ? '1' : '0');
  return isMarkedSimulated(db);
}

/** On a medium that takes no writes SQLite cannot make its shared-memory file; without a writer it needs none. */
function asImmutable(file: string): URL {
  const url = pathToFileURL(file);
  url.search = '?immutable=1';
  return url;
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
