import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DomainError, type ReadStore } from '@humai/kernel';
import { SqliteReadStore } from './store.js';

export type SqliteReadStoreOptions = Readonly<{
  /** The database file; made when it is not there. */
  file: string;
  /** Opens beside a writer, also in another process, and writes nothing. */
  readOnly?: boolean;
}>;

const VERSION = 1;
const LAYOUT = `
  CREATE TABLE collections (name TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE checkpoints (name TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE pointers (name TEXT PRIMARY KEY, collection TEXT NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${VERSION};`;

// Primary result codes, https://www.sqlite.org/rescode.html
const DAMAGED = [11, 26];
const UNWRITABLE = [3, 8, 10, 13, 14, 23];

/** Opens the read models of one file. Throws `STORE.DAMAGED`, `STORE.UNWRITABLE`, `STORE.NEWER_SCHEMA`; for readers also `STORE.MISSING`. */
export async function openSqliteReadStore({ file: place, readOnly = false }: SqliteReadStoreOptions): Promise<ReadStore> {
  const file = resolve(place);
  const directory = dirname(file);
  const faultOf = (error: unknown): unknown => {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
    const problem = error instanceof Error ? error.message : String(error);
    if (DAMAGED.includes(code)) return new DomainError('STORE.DAMAGED', { file, problem });
    return UNWRITABLE.includes(code) ? (readOnly ? new DomainError('STORE.READ_ONLY', { file }) : new DomainError('STORE.UNWRITABLE', { directory, problem })) : error;
  };
  if (readOnly && !existsSync(file)) throw new DomainError('STORE.MISSING', { directory });
  let db: DatabaseSync | undefined;
  try {
    if (!readOnly) mkdirSync(directory, { recursive: true });
    db = new DatabaseSync(file, { readOnly, timeout: 10_000 });
    db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY');
    prepare(db, file, readOnly);
    return new SqliteReadStore(db, readOnly, faultOf);
  } catch (error) {
    db?.close();
    throw faultOf(error);
  }
}

function prepare(db: DatabaseSync, file: string, readOnly: boolean): void {
  const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (found > VERSION) throw new DomainError('STORE.NEWER_SCHEMA', { file, found, supported: VERSION });
  if (readOnly) {
    if (found < VERSION) throw new DomainError('STORE.OLDER_SCHEMA', { file, found, supported: VERSION });
    return;
  }
  // Without fsync at each commit: what a power failure takes is folded again from the log, rows and checkpoint together.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16384; PRAGMA journal_size_limit = 67108864; PRAGMA analysis_limit = 400');
  if (found === 0) db.exec(`BEGIN EXCLUSIVE; ${LAYOUT} COMMIT`);
}
