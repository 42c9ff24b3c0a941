import { hash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { hashedText } from '@humai/kernel';
import type { PlacedEvent } from './household-life.js';

/** A row of the store's table of events, as it stands there, and the name of its stream. */
export type Stored = Readonly<{ stream: string; row: StoredRow }>;
export type StoredRow = [position: number, streamId: number, revision: number, typeId: number, recordedAt: number, id: string, previousHash: string, hash: string, data: string, metadata: string];

export const eventsFile = (directory: string): string => join(directory, 'events.sqlite');

/** Opens a store's file by itself, with a cache as large as the store's. */
export function openPlain(file: string, readOnly = true): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly });
  db.exec('PRAGMA cache_size = -65536');
  return db;
}

/** A database with the tables and indexes of the event store, as plain as it can be: WAL, an fsync at every commit, statements kept. */
export class PlainStore {
  readonly #db: DatabaseSync;
  readonly #run;

  /** @param like the directory of an event store whose tables to make; absent for a copy of its file */
  constructor(file: string, like?: string) {
    this.#db = openPlain(file, false);
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1');
    const source = like === undefined ? undefined : openPlain(eventsFile(like));
    for (const { sql } of source?.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'").all() ?? []) this.#db.exec(String(sql));
    source?.close();
    this.#run = {
      begin: this.#db.prepare('BEGIN IMMEDIATE'),
      commit: this.#db.prepare('COMMIT'),
      stream: this.#db.prepare('INSERT INTO streams VALUES (?, ?)'),
      event: this.#db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    };
  }

  /** @param made what to store of each event; as it is unless told */
  insert(events: readonly Stored[], perCommit: number, made: (event: Stored) => StoredRow = ({ row }) => row): void {
    for (let i = 0; i < events.length; i += perCommit) {
      this.#run.begin.run();
      for (const event of events.slice(i, i + perCommit)) {
        const row = made(event);
        if (row[2] === 0) this.#run.stream.run(row[1], event.stream);
        this.#run.event.run(...row);
      }
      this.#run.commit.run();
    }
  }

  /** The next event of a stream number, durable when this returns; hashes are of the right length only. */
  commit(position: number, streamId: number, { stream, revision, event }: PlacedEvent): void {
    const hash = '0'.repeat(64);
    this.insert([{ stream, row: [position, streamId, revision, 1, Date.now(), event.id, hash, hash, JSON.stringify(event.data), JSON.stringify(event.metadata)] }], 1);
  }

  close(): void {
    this.#db.close();
  }
}

/** Makes rows anew from what their texts say: written as JSON, hashed and chained, as the store has to for every event it is given. */
export function makingAnew(events: readonly Stored[]): (event: Stored) => StoredRow {
  const contents = new Map(events.map((e) => [e, { data: JSON.parse(e.row[8]) as unknown, metadata: JSON.parse(e.row[9]) as unknown }]));
  return (event) => {
    const { stream, row } = event;
    const [position, streamId, revision, typeId, recordedAt, id, previousHash] = row;
    const content = contents.get(event)!;
    const [data, metadata] = [JSON.stringify(content.data), JSON.stringify(content.metadata)];
    const text = hashedText({ previousHash, stream, revision, id, type: 'identification.HouseholdVerified.v1', recordedAt: '2026-03-02T00:00:00.000Z', data, metadata });
    return [position, streamId, revision, typeId, recordedAt, id, previousHash, hash('sha256', text), data, metadata];
  };
}

/** What a store holds after a position. */
export function storedAfter(directory: string, position: number): Stored[] {
  const db = openPlain(eventsFile(directory));
  const statement = db.prepare('SELECT e.*, s.name FROM events e JOIN streams s ON s.id = e.stream_id WHERE e.position > ? ORDER BY e.position');
  statement.setReturnArrays(true);
  const rows = statement.all(position) as unknown as [...StoredRow, string][];
  db.close();
  return rows.map((row) => ({ stream: row[10], row: row.slice(0, 10) as StoredRow }));
}
