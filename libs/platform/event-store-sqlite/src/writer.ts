import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Appended, type Clock, DomainError, type ExpectedRevision, hashedText, MAX_EVENT_BYTES, type NewEvent, RevisionConflict } from '@humai/kernel';
import { StreamHeads } from './heads.js';
import type { TypeNames } from './names.js';
import type { PageLog } from './page-log.js';

/** Bounds how long one transaction holds the event loop. */
const MAX_GROUP_EVENTS = 2_000;

type Row = Readonly<{ id: string; type: string; data: string; metadata: string }>;
type Pending = Readonly<{
  stream: string;
  rows: readonly Row[];
  expected: ExpectedRevision;
  resolve: (appended: Appended) => void;
  reject: (error: unknown) => void;
}>;

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;

/** The exact text to be stored; throws what makes an event impossible to store, before it can touch anybody else's. */
function rowOf({ id, type, data, metadata }: NewEvent): Row {
  if (!id || !type || CONTROL.test(id) || CONTROL.test(type)) throw new TypeError('an event needs an id and a type without control characters');
  const row = { id, type, data: JSON.stringify(data) ?? 'null', metadata: JSON.stringify(metadata) };
  // No UTF-16 unit takes more than three bytes: most events need no count.
  if ((row.data.length + row.metadata.length) * 3 > MAX_EVENT_BYTES) {
    const bytes = Buffer.byteLength(row.data) + Buffer.byteLength(row.metadata);
    if (bytes > MAX_EVENT_BYTES) throw new DomainError('EVENT.TOO_LARGE', { type, bytes, limit: MAX_EVENT_BYTES });
  }
  return row;
}

type Answered = Readonly<{ pending: Pending; answer: Appended | DomainError }>;

/**
 * Queues appends and commits all that wait in one transaction; each is refused or accepted for itself.
 * Nobody is answered, and nothing counts as stored, before it is durable; the next group is committed meanwhile.
 */
export class GroupWriter {
  #queue: Pending[] = [];
  #scheduled = false;
  /** Committed, not yet known to be durable. */
  #answered: Answered[] = [];
  #securing = false;
  #disk: Pick<PageLog, 'sync'> | undefined;
  #durablePosition: number;
  /** Why nothing is stored any more, once a sync has failed. */
  #broken: unknown;
  #lastPosition: number;
  #lastRecordedMs: number;
  #drained: (() => void)[] = [];
  readonly #heads: StreamHeads;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #insert: StatementSync;
  readonly #undo: StatementSync;
  readonly #locate: StatementSync;
  readonly #last: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly types: TypeNames,
    private readonly clock: Clock,
    private readonly onStored: () => void,
    private readonly faultOf: (error: unknown) => unknown,
  ) {
    this.#heads = new StreamHeads(db);
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
    this.#insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING');
    this.#undo = db.prepare('DELETE FROM events WHERE position > ?');
    this.#locate = db.prepare('SELECT e.position, e.revision, s.name AS stream FROM events e JOIN streams s ON s.id = e.stream_id WHERE e.id = ?');
    this.#last = db.prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1');
    [this.#lastPosition, this.#lastRecordedMs] = this.#readLast();
    this.#durablePosition = this.#lastPosition;
  }

  /** From here on commits are durable when this says so; without it they count as such when COMMIT returns. */
  secureBy(disk: Pick<PageLog, 'sync'>): void {
    this.#disk = disk;
  }

  /** The last position that readers may know of. */
  get durablePosition(): number {
    return this.#durablePosition;
  }

  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (events.length === 0) throw new TypeError(`nothing to append to ${stream}`);
      if (!stream || CONTROL.test(stream)) throw new TypeError('a stream name needs one character at least and no control characters');
      this.#queue.push({ stream, rows: events.map(rowOf), expected, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when nothing waits any more. */
  drain(): Promise<void> {
    return this.#idle ? Promise.resolve() : new Promise((resolve) => this.#drained.push(resolve));
  }

  // setImmediate and not a microtask: all requests that one turn of the event loop brings in share a commit.
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#queue.length > 0) this.#flush(this.#nextGroup());
      if (this.#queue.length > 0) this.#schedule();
      void this.#secure();
    });
  }

  get #idle(): boolean {
    return this.#queue.length === 0 && this.#answered.length === 0 && !this.#securing;
  }

  #nextGroup(): readonly Pending[] {
    let events = 0;
    const end = this.#queue.findIndex((pending, i) => (events += pending.rows.length) > MAX_GROUP_EVENTS && i > 0);
    if (end > 0) return this.#queue.splice(0, end);
    const all = this.#queue;
    this.#queue = [];
    return all;
  }

  #flush(group: readonly Pending[]): void {
    const before = this.#lastPosition;
    const answered: Answered[] = [];
    try {
      if (this.#broken !== undefined) throw this.#broken;
      this.#begin.run();
      const recordedMs = Math.max(Date.parse(this.clock.now()), this.#lastRecordedMs);
      const recordedAt = new Date(recordedMs).toISOString();
      for (const pending of group) answered.push({ pending, answer: this.#appendOne(pending, recordedMs, recordedAt) });
      this.#commit.run();
      if (this.#lastPosition > before) this.#lastRecordedMs = recordedMs;
      this.#answered.push(...answered);
    } catch (error) {
      this.#forget();
      const fault = this.faultOf(error);
      for (const { reject } of group) reject(fault);
    }
  }

  /** Answers what is committed once it is durable: refusals and repeats too, for they may speak of events that are not yet. */
  async #secure(): Promise<void> {
    if (this.#securing) return;
    this.#securing = true;
    while (this.#answered.length > 0) {
      const answered = this.#answered;
      this.#answered = [];
      const grown = await this.#makeDurable(this.#lastPosition);
      for (const { pending, answer } of answered) {
        if (this.#broken !== undefined) pending.reject(this.#broken);
        else if (answer instanceof DomainError) pending.reject(answer);
        else pending.resolve(answer);
      }
      if (grown) this.onStored();
      if (this.#answered.length > 0) {
        this.#schedule(); // The next sync is for those too who have just been answered and come again at once.
        break;
      }
    }
    this.#securing = false;
    if (this.#idle) for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** True when there is more to read than before. */
  async #makeDurable(upTo: number): Promise<boolean> {
    if (upTo <= this.#durablePosition || this.#broken !== undefined) return false;
    try {
      await this.#disk?.sync();
    } catch (error) {
      // What a failed sync has left on the disk cannot be known, and the next one may report success without the lost pages.
      this.#broken = this.faultOf(error);
      return false;
    }
    this.#durablePosition = upTo;
    return true;
  }

  #appendOne({ stream, rows, expected }: Pending, recordedMs: number, recordedAt: string): Appended | DomainError {
    const head = this.#heads.find(stream);
    const revision = head?.revision ?? -1;
    if (expected !== 'any' && revision !== (expected === 'none' ? -1 : expected)) return this.#repeatOf(stream, rows) ?? new RevisionConflict(stream, expected, revision);
    const { streamId, hash: headHash } = head ?? this.#heads.create(stream);
    const start = this.#lastPosition;
    let previousHash = headHash;
    for (const [i, { id, type, data, metadata }] of rows.entries()) {
      const event = { previousHash, stream, revision: revision + 1 + i, id, type, recordedAt, data, metadata };
      const own = hash('sha256', hashedText(event));
      const position = start + 1 + i;
      const { changes } = this.#insert.run(position, streamId, event.revision, this.types.intern(type), recordedMs, id, previousHash, own, data, metadata);
      if (changes === 0) {
        if (i > 0) this.#undo.run(start);
        return this.#repeatOf(stream, rows) ?? new DomainError('EVENT.ID_TAKEN', { id, stream });
      }
      previousHash = own;
    }
    this.#lastPosition = start + rows.length;
    this.#heads.set(stream, { streamId, revision: revision + rows.length, hash: previousHash });
    return { stream, revision: revision + rows.length, position: this.#lastPosition, repeated: false };
  }

  /** The earlier append of the same ids, `EVENT.ID_TAKEN` when some of them stand somewhere else, undefined when none is stored. */
  #repeatOf(stream: string, rows: readonly Row[]): Appended | DomainError | undefined {
    const found = rows.map(({ id }) => this.#locate.get(id) as { position: number; revision: number; stream: string } | undefined);
    const [first] = found;
    const last = found.at(-1);
    if (first && last && found.every((row, i) => row?.stream === stream && row.revision === first.revision + i))
      return { stream, revision: last.revision, position: last.position, repeated: true };
    const taken = rows.find(({ id }, i) => found[i] || rows.findIndex((other) => other.id === id) < i);
    return taken && new DomainError('EVENT.ID_TAKEN', { id: taken.id, stream });
  }

  #forget(): void {
    try {
      this.#rollback.run();
    } catch {
      // SQLite has rolled back by itself, or had not begun.
    }
    this.#heads.clear();
    this.types.reload();
    [this.#lastPosition, this.#lastRecordedMs] = this.#readLast();
  }

  #readLast(): [position: number, recordedMs: number] {
    const row = this.#last.get();
    return row ? [Number(row['position']), Number(row['recorded_at'])] : [0, 0];
  }
}
