import type { DatabaseSync } from 'node:sqlite';
import { DomainError } from '@humai/kernel';

/**
 * STORAGE FORMAT. A step is never changed once it is released: add the next one.
 * The number of steps applied is the schema version, kept in `PRAGMA user_version`.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE types (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE events (
     position INTEGER PRIMARY KEY,
     stream_id INTEGER NOT NULL,
     revision INTEGER NOT NULL,
     type_id INTEGER NOT NULL,
     recorded_at INTEGER NOT NULL,
     id TEXT NOT NULL,
     previous_hash TEXT NOT NULL,
     hash TEXT NOT NULL,
     data TEXT NOT NULL,
     metadata TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX events_stream_revision ON events (stream_id, revision);
   CREATE UNIQUE INDEX events_id ON events (id);`,
];

export const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);

/** Brings a database up to the last step, each step whole or not at all. Throws `STORE.NEWER_SCHEMA`. */
export function migrate(db: DatabaseSync, file: string, steps: readonly string[] = migrations): void {
  const found = versionOf(db);
  if (found > steps.length) throw new DomainError('STORE.NEWER_SCHEMA', { file, found, supported: steps.length });
  for (const [i, step] of steps.entries()) {
    if (i < found) continue;
    db.exec('BEGIN EXCLUSIVE');
    try {
      db.exec(step);
      db.exec(`PRAGMA user_version = ${i + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
}

/** For readers, which must not migrate. Throws `STORE.NEWER_SCHEMA` or `STORE.OLDER_SCHEMA`. */
export function requireCurrent(db: DatabaseSync, file: string): void {
  const found = versionOf(db);
  const supported = migrations.length;
  if (found > supported) throw new DomainError('STORE.NEWER_SCHEMA', { file, found, supported });
  if (found < supported) throw new DomainError('STORE.OLDER_SCHEMA', { file, found, supported });
}
