import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { getSQLiteEventStore, readMessagesBatch, type SQLiteConnection, type SQLiteEventStore } from '@event-driven-io/emmett-sqlite';
import type { PlacedEvent } from './household-life.js';
import { eventsFile } from './plain-store.js';

/** Also in package.json. */
export const PEER = '@event-driven-io/emmett-sqlite 0.42.4';

/** What the peer's projection, replay and histories are measured on at most: it takes long. */
export const PEER_HOUSEHOLDS = 2_500;

type Values = Parameters<SQLiteConnection['command']>[1];

/**
 * Emmett's SQLite store over a connection of our own on `node:sqlite`, by the interface it has for that.
 * Its own driver, `sqlite3`, is compiled at installation, which is switched off here; opened by file name it takes a new connection for
 * every call, and with that driver many writers at once end in SQLITE_BUSY. So this is the peer at its best: one connection, statements
 * kept, the same SQLite as ours, synchronous = FULL, transactions one after the other.
 */
export class Peer {
  readonly #db: DatabaseSync;
  readonly #store: SQLiteEventStore;
  readonly #connection: SQLiteConnection;

  constructor(readonly file: string) {
    this.#db = new DatabaseSync(file, { timeout: 10_000 });
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA cache_size = -65536');
    this.#connection = connectionOver(this.#db);
    this.#store = getSQLiteEventStore({ fileName: file, connectionOptions: { singleton: true, connection: this.#connection } } as Parameters<typeof getSQLiteEventStore>[0]);
  }

  async open(): Promise<this> {
    await this.#store.schema.migrate();
    return this;
  }

  /** Gives it all events of the first households of one of our stores, in the order of the log. */
  fillFrom(directory: string, households: number): void {
    this.#db.exec(`ATTACH '${eventsFile(directory)}' AS ours`);
    this.#db.prepare(
      `INSERT INTO emt_messages (stream_id, stream_position, partition, message_kind, message_data, message_metadata, message_schema_version, message_type, message_id, is_archived)
       SELECT s.name, e.revision + 1, 'emt:default', 'E', e.data, e.metadata, '1', t.name, e.id, 0
       FROM ours.events e JOIN ours.streams s ON s.id = e.stream_id JOIN ours.types t ON t.id = e.type_id WHERE e.stream_id <= ? ORDER BY e.position`,
    ).run(households);
    this.#db.exec('DETACH ours');
  }

  async append({ stream, revision, event: { id, type, data, metadata } }: PlacedEvent): Promise<void> {
    const event = { type, data: data as Record<string, unknown>, metadata: { ...metadata, messageId: id } };
    await this.#store.appendToStream(stream, [event], { expectedStreamVersion: BigInt(revision) });
  }

  async readStream(stream: string): Promise<number> {
    return (await this.#store.readStream(stream)).events.length;
  }

  async replay(): Promise<number> {
    let events = 0;
    for (let after = 0n; ; ) {
      const { messages, currentGlobalPosition, areEventsLeft } = await readMessagesBatch(this.#connection, { after, batchSize: 1_000 });
      events += messages.length;
      if (!areEventsLeft) return events;
      after = currentGlobalPosition;
    }
  }

  /** Runs a projection over all that it holds, by its own consumer, with nothing to wait for between batches; answers how many events that was. */
  async project({ types, schema, handle }: PeerProjection): Promise<number> {
    this.#db.exec(schema);
    const { events: total } = this.#db.prepare('SELECT count(*) AS events, max(global_position) AS last FROM emt_messages').get() as { events: number };
    let seen = 0;
    const canHandle = [...types];
    const consumer = this.#store.consumer({ pulling: { batchSize: 1_000, pullingFrequencyInMs: 0 } });
    consumer.processor({
      projection: { name: 'households', canHandle, handle: async ([event], { connection }) => handle(event as unknown as PeerEvent, connection) },
      stopAfter: () => (seen += 1) === total,
    });
    await consumer.start();
    if (seen < total) throw new Error(`the peer stopped at ${seen} of ${total} events`);
    return seen;
  }

  close(): void {
    this.#db.close();
  }
}

export type PeerEvent = Readonly<{ type: string; data: unknown; metadata: Readonly<{ streamName: string; globalPosition: bigint }> }>;
export type PeerProjection = Readonly<{ types: readonly string[]; schema: string; handle(event: PeerEvent, connection: SQLiteConnection): Promise<void> }>;

function connectionOver(db: DatabaseSync): SQLiteConnection {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  // As the driver it was written for binds them.
  const bound = (values: Values = []): SQLInputValue[] =>
    values.map((v: unknown) => (v === undefined ? null : typeof v === 'boolean' ? Number(v) : typeof v === 'object' && v !== null ? String(v) : (v as SQLInputValue)));
  /** The peer tells a broken constraint by the number its own driver gives to errors. */
  const numbered = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw Object.assign(error as Error, { errno: ((error as { errcode?: number }).errcode ?? 0) & 0xff });
    }
  };
  const inside = new AsyncLocalStorage<true>();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    close: () => undefined, // The peer closes after every call what it thinks it has opened.
    command: (sql, values) => numbered(() => prepared(sql).run(...bound(values)) as never),
    batchCommand: async (sqls) => db.exec(sqls.join(';')),
    query: <T>(sql: string, values?: Values) => numbered(() => prepared(sql).all(...bound(values)) as T[]),
    querySingle: <T>(sql: string, values?: Values) => numbered(() => (prepared(sql).get(...bound(values)) as T | undefined) ?? null),
    withTransaction: <T>(work: () => Promise<T>): Promise<T> => {
      if (inside.getStore()) return work();
      const result = turn.then(async () => {
        db.exec('BEGIN IMMEDIATE');
        try {
          const answer = await inside.run(true, work);
          db.exec('COMMIT');
          return answer;
        } catch (error) {
          db.exec('ROLLBACK');
          throw error;
        }
      });
      turn = result.catch(() => undefined);
      return result;
    },
  };
}
