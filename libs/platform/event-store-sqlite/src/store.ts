import { setImmediate as turn } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import { type Appended, DomainError, type EventStore, type ExpectedRevision, type NewEvent, type RawEvent, type ReadAllOptions, type RecordedEvent } from '@humai/kernel';
import { damageOf } from './damage.js';
import type { Lock } from './lock.js';
import type { LogReader, Part, Range } from './reader.js';
import type { Changes } from './changes.js';
import type { PageLog } from './page-log.js';
import type { GroupWriter } from './writer.js';

const BATCH = 1_000;

/** The event store of one data directory. */
export type SqliteEventStore = EventStore &
  Readonly<{
    /** True when (a part of) its past was recorded by a simulated clock. */
    simulated: boolean;
    /** Tells other processes where the holder of the directory can be reached; nothing for a reader. */
    publishUrl(url: string): void;
    /** Names of all event types that were ever stored, read without reading the events. */
    types(): Promise<readonly string[]>;
    /** What SQLite itself finds wrong with the file, indexes included; empty when sound. Reads all of it. */
    damage(): Promise<readonly string[]>;
  }>;

type Parts = Readonly<{
  /** The one connection; every use of it ends in the turn of the event loop it began in. */
  db: DatabaseSync;
  file: string;
  simulated: boolean;
  reader: LogReader;
  changes: Changes;
  faultOf: (error: unknown) => unknown;
  /** Absent when open for reading only. */
  writing?: Readonly<{ writer: GroupWriter; lock: Lock; disk: PageLog | undefined }>;
}>;

export class SqliteStore implements SqliteEventStore {
  readonly simulated: boolean;
  #closing: Promise<void> | undefined;
  #closed = false;

  constructor(private readonly parts: Parts) {
    this.simulated = parts.simulated;
  }

  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    const { writing, file } = this.parts;
    if (this.#closing) return Promise.reject(new DomainError('STORE.CLOSED'));
    if (!writing) return Promise.reject(new DomainError('STORE.READ_ONLY', { file }));
    return writing.writer.append(stream, events, expected);
  }

  async readStream(stream: string, { fromRevision = 0, maxCount = -1 }: Readonly<{ fromRevision?: number; maxCount?: number }> = {}): Promise<readonly RecordedEvent[]> {
    return this.#guarded((reader) => reader.stream(stream, fromRevision, maxCount, this.#end(reader)));
  }

  async types(): Promise<readonly string[]> {
    return this.#guarded((reader) => reader.typeNames());
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<readonly RecordedEvent[]> {
    return this.#batches(options, (reader, range) => reader.events(range));
  }

  readRaw(options: ReadAllOptions = {}): AsyncIterable<readonly RawEvent[]> {
    return this.#batches(options, (reader, range) => reader.raw(range));
  }

  async *subscribe({ after, types, batchSize = BATCH, signal }: Readonly<{ after: number; types?: readonly string[]; batchSize?: number; signal: AbortSignal }>): AsyncIterable<readonly RecordedEvent[]> {
    let from = after;
    const stopped = () => signal.aborted || this.#closing !== undefined;
    while (!stopped()) {
      const end = this.#guarded((reader) => this.#end(reader));
      while (from < end && !stopped()) {
        const { events, next } = this.#guarded((reader) => reader.events({ after: from, end, limit: batchSize, types }));
        from = next;
        if (events.length > 0) yield events;
        await turn();
      }
      // Nothing can be committed between this look and the wait: both happen in one turn.
      if (!stopped() && this.#guarded((reader) => this.#end(reader)) <= from) await this.parts.changes.next(signal);
    }
  }

  async lastPosition(): Promise<number> {
    return this.#guarded((reader) => this.#end(reader));
  }

  publishUrl(url: string): void {
    this.parts.writing?.lock.publishUrl(url);
  }

  damage(): Promise<readonly string[]> {
    return this.#closed ? Promise.reject(new DomainError('STORE.CLOSED')) : damageOf(this.parts.file);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const { db, changes, writing } = this.parts;
    changes.close();
    await writing?.writer.drain();
    this.#closed = true;
    writing?.disk?.close();
    db.close();
    writing?.lock.release();
  }

  // The end is taken when the caller asks, not when it first iterates.
  #batches<E>(options: ReadAllOptions, read: (reader: LogReader, range: Range) => Part<E>): AsyncIterable<readonly E[]> {
    const end = this.#guarded((reader) => Math.min(options.upTo ?? Number.MAX_SAFE_INTEGER, this.#end(reader)));
    return this.#walk(options, end, read);
  }

  async *#walk<E>({ after = 0, types, batchSize = BATCH }: ReadAllOptions, end: number, read: (reader: LogReader, range: Range) => Part<E>): AsyncIterable<readonly E[]> {
    for (let from = after; from < end; ) {
      const { events, next } = this.#guarded((reader) => read(reader, { after: from, end, limit: batchSize, types }));
      from = next;
      if (events.length > 0) yield events;
      // A reader that never waits would keep everybody else out until the end of the log.
      await turn();
    }
  }

  /** What is committed and not yet durable does not count: it could be gone after a power failure. */
  #end(reader: LogReader): number {
    return this.parts.writing?.writer.durablePosition ?? reader.lastPosition();
  }

  #guarded<T>(read: (reader: LogReader) => T): T {
    if (this.#closed) throw new DomainError('STORE.CLOSED');
    try {
      return read(this.parts.reader);
    } catch (error) {
      throw this.parts.faultOf(error);
    }
  }
}
