import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventMetadata, Instant, RawEvent, RecordedEvent } from '@humai/kernel';
import { messageOf } from './faults.js';
import type { TypeNames } from './names.js';

/** Rows a filtered read looks at before it lets other work in. */
const FILTER_WINDOW = 20_000;
const COLUMNS = 'e.position, s.name, e.revision, e.type_id, e.recorded_at, e.id, e.hash, e.data, e.metadata';
const FROM = 'FROM events e LEFT JOIN streams s ON s.id = e.stream_id';

type Row = [position: number, stream: string, revision: number, typeId: number, recordedMs: number, id: string, hash: string, data: string, metadata: string];
type RawRow = [...Row, previousHash: string];

/** A part of the log: what was found up to `next`, which is where to go on after. */
export type Part<E> = Readonly<{ events: readonly E[]; next: number }>;
export type Range = Readonly<{ after: number; end: number; limit: number; types: readonly string[] | undefined }>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : value instanceof Uint8Array ? `bytes ${Buffer.from(value).toString('hex')}` : `${value}`);
const instantOf = (ms: unknown): Instant => {
  const date = new Date(Number(ms));
  return Number.isNaN(date.getTime()) ? `${ms}` : date.toISOString();
};

/** Reads committed events, each call in one piece and never across turns of the event loop, so no read holds up a checkpoint. */
export class LogReader {
  readonly #statements = new Map<string, StatementSync>();
  readonly #streamId: StatementSync;
  readonly #stream: StatementSync;
  readonly #lastPosition: StatementSync;
  readonly #following: StatementSync;
  #instantMs = Number.NaN;
  #instant: Instant = '';

  constructor(
    private readonly db: DatabaseSync,
    private readonly types: TypeNames,
    /** Makes the error for a row that cannot be understood. */
    private readonly damaged: (problem: string) => Error,
  ) {
    this.#streamId = db.prepare('SELECT id FROM streams WHERE name = ?');
    this.#stream = this.#prepare(`SELECT ${COLUMNS} ${FROM} WHERE e.stream_id = ? AND e.revision >= ? AND e.position <= ? ORDER BY e.revision LIMIT ?`);
    this.#lastPosition = db.prepare('SELECT coalesce(max(position), 0) AS position FROM events');
    this.#following = db.prepare('SELECT min(position) AS position FROM events WHERE position > ?');
  }

  typeNames(): readonly string[] {
    return this.types.all();
  }

  lastPosition(): number {
    return Number(this.#lastPosition.get()?.['position']);
  }

  stream(name: string, fromRevision: number, maxCount: number, end: number): readonly RecordedEvent[] {
    const id = this.#streamId.get(name)?.['id'];
    if (id === undefined) return [];
    return this.#rows<Row>(this.#stream, Number(id), fromRevision, end, maxCount).map((row) => this.#recorded(row));
  }

  events(range: Range): Part<RecordedEvent> {
    const { rows, next } = this.#part<Row>(COLUMNS, range);
    return { events: rows.map((row) => this.#recorded(row)), next };
  }

  /** Like `events`, but a row that cannot be read is named in its place instead of stopping the reader. */
  raw(range: Range): Part<RawEvent> {
    try {
      const { rows, next } = this.#part<RawRow>(`${COLUMNS}, e.previous_hash`, range);
      return { events: rows.map((row) => this.#raw(row)), next };
    } catch {
      return this.#rawOneByOne(range);
    }
  }

  #part<R extends Row | RawRow>(columns: string, { after, end, limit, types }: Range): { rows: R[]; next: number } {
    if (types === undefined) {
      const next = Math.min(end, after + limit);
      const all = this.#cached(`SELECT ${columns} ${FROM} WHERE e.position > ? AND e.position <= ? ORDER BY e.position`);
      const rows = this.#rows<R>(all, after, next);
      // Only a damaged log has a gap; it may be wide.
      return { rows, next: rows.length > 0 ? next : Math.max(next, this.#beforeNext(next, end)) };
    }
    const next = Math.min(end, after + FILTER_WINDOW);
    const ids = this.types.idsOf(types);
    if (ids.length === 0) return { rows: [], next };
    const some = this.#cached(`SELECT ${columns} ${FROM} WHERE e.position > ? AND e.position <= ? AND e.type_id IN (${ids.join()}) ORDER BY e.position LIMIT ?`);
    const rows = this.#rows<R>(some, after, next, limit);
    return { rows, next: rows.length < limit ? next : Math.max(after + 1, rows.at(-1)?.[0] ?? next) };
  }

  #beforeNext(position: number, end: number): number {
    const next = this.#following.get(position)?.['position'];
    return next === null || next === undefined ? end : Number(next) - 1;
  }

  #rawOneByOne({ after, end, limit, types }: Range): Part<RawEvent> {
    const next = Math.min(end, after + limit);
    const events: RawEvent[] = [];
    const one = this.db.prepare(`SELECT ${COLUMNS}, e.previous_hash ${FROM} WHERE e.position = ?`);
    one.setReturnArrays(true);
    one.setReadBigInts(true);
    for (let position = after + 1; position <= next; position += 1) {
      try {
        const row = one.get(position) as unknown as RawRow | undefined;
        const event = row && this.#raw(row);
        if (event && (types === undefined || types.includes(event.type))) events.push(event);
      } catch (error) {
        events.push({ id: '', type: '', stream: '', revision: -1, position, recordedAt: '', data: messageOf(error), metadata: '', previousHash: '', hash: '' });
      }
    }
    return { events, next };
  }

  #recorded([position, stream, revision, typeId, recordedMs, id, hash, data, metadata]: Row): RecordedEvent {
    const type = this.types.nameOf(typeId);
    if (type === undefined || typeof stream !== 'string') throw this.damaged(`event ${position} has lost its ${type === undefined ? 'type' : 'stream'}`);
    if (recordedMs !== this.#instantMs) {
      this.#instant = instantOf(recordedMs);
      this.#instantMs = recordedMs;
    }
    try {
      return { type, data: JSON.parse(data), id, stream, revision, position, recordedAt: this.#instant, metadata: JSON.parse(metadata) as EventMetadata, hash };
    } catch {
      throw this.damaged(`event ${position} (${stream}, revision ${revision}) is not JSON`);
    }
  }

  #raw([position, stream, revision, typeId, recordedMs, id, hash, data, metadata, previousHash]: RawRow): RawEvent {
    return {
      id: textOf(id),
      type: this.types.nameOf(Number(typeId)) ?? `unknown type number ${typeId}`,
      stream: textOf(stream ?? 'unknown stream'),
      revision: Number(revision),
      position: Number(position),
      recordedAt: instantOf(recordedMs),
      data: textOf(data),
      metadata: textOf(metadata),
      previousHash: textOf(previousHash),
      hash: textOf(hash),
    };
  }

  #rows<R extends Row | RawRow>(statement: StatementSync, ...values: number[]): R[] {
    return statement.all(...values) as unknown as R[];
  }

  // Arrays are a third faster to make than objects here.
  #prepare(sql: string): StatementSync {
    const statement = this.db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }

  #cached(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#prepare(sql)));
    return statement;
  }
}
