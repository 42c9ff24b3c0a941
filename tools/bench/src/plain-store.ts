import { hash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { hashedText } from '@humai/kernel';
import type { HouseholdLog, PlacedEvent } from './household-life.js';

/** A row of the store's table of events, as it stands there. */
export type StoredRow = [position: number, streamId: number, revision: number, typeId: number, recordedAt: number, id: string, previousHash: string, hash: string, data: string, metadata: string];
/** An event for a plain database: its row is ready, or is made when it is asked for. */
export type Offer = Readonly<{ stream: string; row: () => StoredRow }>;

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

  insert(offers: readonly Offer[], perCommit: number): void {
    for (let i = 0; i < offers.length; i += perCommit) {
      this.#run.begin.run();
      for (const offer of offers.slice(i, i + perCommit)) {
        const row = offer.row();
        if (row[2] === 0) this.#run.stream.run(row[1], offer.stream);
        this.#run.event.run(...row);
      }
      this.#run.commit.run();
    }
  }

  close(): void {
    this.#db.close();
  }
}

const PREVIOUS = '0'.repeat(64);
const RECORDED_MS = Date.UTC(2026, 2, 2);
const RECORDED_AT = new Date(RECORDED_MS).toISOString();

/** The row of an event: JSON and a hash over all of it, as the store makes them; what it is chained to, and its type's number, are made up. */
export function rowOf({ stream, revision, event }: PlacedEvent, position: number, streamId: number): StoredRow {
  const [data, metadata] = [JSON.stringify(event.data), JSON.stringify(event.metadata)];
  const text = hashedText({ previousHash: PREVIOUS, stream, revision, id: event.id, type: event.type, recordedAt: RECORDED_AT, data, metadata });
  return [position, streamId, revision, 1, RECORDED_MS, event.id, PREVIOUS, hash('sha256', text), data, metadata];
}

/** Events of a log from number `first` on, as a store that was filled in its order would number them. */
export function offersFrom(log: HouseholdLog, first: number, count: number, ready: boolean): Offer[] {
  return Array.from({ length: count }, (_, i) => {
    const placed = log.at(first + i);
    const make = () => rowOf(placed, first + i + 1, log.turnOf(first + i) + 1);
    const row = ready ? make() : undefined;
    return { stream: placed.stream, row: row ? () => row : make };
  });
}
