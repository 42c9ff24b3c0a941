import type { DatabaseSync } from 'node:sqlite';
import { DomainError } from '@humai/kernel';

/**
 * STORAGE FORMAT. A step is never changed once it is released: add the next one.
 * An erased person keeps a row with the id and the moment alone; `accesses` refuses every change.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE persons (
     person_id TEXT PRIMARY KEY,
     tag BLOB UNIQUE,
     wrapped BLOB,
     sealed BLOB,
     erased_at TEXT
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE accesses (
     number INTEGER PRIMARY KEY,
     at TEXT NOT NULL,
     actor TEXT NOT NULL,
     role TEXT NOT NULL,
     purpose TEXT NOT NULL,
     person_id TEXT NOT NULL,
     action TEXT NOT NULL,
     link TEXT NOT NULL
   ) STRICT;
   CREATE INDEX accesses_person ON accesses (person_id, number);
   CREATE INDEX accesses_actor ON accesses (actor, number);
   CREATE TRIGGER accesses_no_update BEFORE UPDATE ON accesses BEGIN SELECT raise(ABORT, 'the access log is append-only'); END;
   CREATE TRIGGER accesses_no_delete BEFORE DELETE ON accesses BEGIN SELECT raise(ABORT, 'the access log is append-only'); END;`,
];

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);

/** Brings a vault up to the last step, each step whole or not at all; a reader must find it there. */
export function migrate(db: DatabaseSync, file: string, readOnly: boolean): void {
  const supported = migrations.length;
  const found = versionOf(db);
  if (found > supported) throw new DomainError('STORE.NEWER_SCHEMA', { file, found, supported });
  if (found < supported && readOnly) throw new DomainError('STORE.OLDER_SCHEMA', { file, found, supported });
  while (versionOf(db) < supported) {
    db.exec('BEGIN IMMEDIATE');
    try {
      // Another process may have done it while this one waited.
      const done = versionOf(db);
      const step = migrations[done];
      if (step !== undefined) db.exec(`${step} PRAGMA user_version = ${done + 1};`);
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
}

export class Meta {
  readonly #get;
  readonly #set;
  readonly #remove;
  constructor(db: DatabaseSync) {
    this.#get = db.prepare('SELECT value FROM meta WHERE name = ?');
    this.#set = db.prepare('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');
    this.#remove = db.prepare('DELETE FROM meta WHERE name = ?');
  }
  get(name: string): string | undefined {
    const value = this.#get.get(name)?.['value'];
    return value === undefined ? undefined : String(value);
  }
  set(name: string, value: string): void {
    this.#set.run(name, value);
  }
  remove(name: string): void {
    this.#remove.run(name);
  }
}
