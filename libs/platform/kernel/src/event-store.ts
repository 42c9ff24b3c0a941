import type { NewEvent, RawEvent, RecordedEvent } from './event.js';

/** `'none'`: the stream must not exist. `'any'`: no check. A number: the revision of the stream's last event. */
export type ExpectedRevision = number | 'none' | 'any';

export type Appended = Readonly<{
  stream: string;
  /** Revision of the last event of this append. */
  revision: number;
  /** Position of the last event of this append. */
  position: number;
  /** True when the same ids stood there already and nothing was written. */
  repeated: boolean;
}>;

export type ReadAllOptions = Readonly<{
  /** Read what comes after this position; 0 = from the beginning. */
  after?: number;
  /** The last position to return. */
  upTo?: number;
  /** Only these event types. */
  types?: readonly string[];
  /** Events per batch, 1,000 unless told. */
  batchSize?: number;
}>;

/** The largest stored event, data and metadata together, in bytes (the limit EventStoreDB has by default is 1 MB). */
export const MAX_EVENT_BYTES = 1_000_000;

/**
 * The event store port. Events are durable when `append` resolves.
 * All batches are non-empty and in order of position.
 */
export interface EventStore {
  /**
   * Appends all events or none. Throws {@link RevisionConflict} when the stream is elsewhere.
   * When the first event's id is stored in this stream already and the following ids match, answers that append again, whatever the expected revision.
   * Ids that partly match, or stand in another stream, throw DomainError `EVENT.ID_TAKEN`; EventStoreDB knows ids only within a stream and takes those of another.
   */
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended>;
  /** The events of one stream in order, empty when there is none. */
  readStream(stream: string, options?: Readonly<{ fromRevision?: number; maxCount?: number }>): Promise<readonly RecordedEvent[]>;
  /** The log up to its end at the time of the call, in batches. */
  readAll(options?: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]>;
  /** Like readAll, unparsed. */
  readRaw(options?: ReadAllOptions): AsyncIterable<readonly RawEvent[]>;
  /** The log from a position and then live, until the signal aborts; never skips, never shows an uncommitted event. */
  subscribe(options: Readonly<{ after: number; types?: readonly string[]; batchSize?: number; signal: AbortSignal }>): AsyncIterable<readonly RecordedEvent[]>;
  /** Position of the last committed event, 0 for an empty store. */
  lastPosition(): Promise<number>;
  close(): Promise<void>;
}

/** What a context may do with the store: append its own event types only (design decision 2). */
export type EventWriter = Pick<EventStore, 'append' | 'readStream'>;
