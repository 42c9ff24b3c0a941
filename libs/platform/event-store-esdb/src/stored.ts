import { hash } from 'node:crypto';
import { binaryEvent, type EventData, type RecordedEvent as EsdbEvent } from '@eventstore/db-client';
import { type EventMetadata, DomainError, hashedText, MAX_EVENT_BYTES, type NewEvent, type RawEvent, type RecordedEvent } from '@humai/kernel';
import { z } from 'zod';

// STORAGE FORMAT. What the hash covers must come back byte for byte, also when somebody has changed it.
// - The data of an EventStoreDB event is the exact text of our data. Its content type is octet-stream: the client parses what is
//   application/json and drops the text, so that a change of spacing or of the order of keys would go unseen.
// - The client parses custom metadata whatever their content type. They are JSON in which our metadata stand as one string:
//   its characters come back exactly as they were written.
// The server never looks into either.
const Envelope = z.object({ recordedAt: z.string(), previousHash: z.string(), hash: z.string(), metadata: z.string() });

export type Row = Readonly<{ id: string; type: string; data: string; metadata: string }>;
export type Chained = Readonly<{ event: EventData; hash: string }>;

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** The exact text to be stored of each event. Throws TypeError for what cannot be, and `EVENT.TOO_LARGE`. */
export function rowsOf(stream: string, events: readonly NewEvent[]): readonly Row[] {
  if (events.length === 0) throw new TypeError(`nothing to append to ${stream}`);
  if (!stream || stream.startsWith('$') || CONTROL.test(stream)) throw new TypeError('a stream name needs one character at least, no control characters, and no $ in front');
  return events.map(({ id, type, data, metadata }) => {
    if (!UUID.test(id)) throw new TypeError('an event id is a UUID in small letters');
    if (!type || type.startsWith('$') || CONTROL.test(type)) throw new TypeError('an event needs a type without control characters and without $ in front');
    const row = { id, type, data: JSON.stringify(data) ?? 'null', metadata: JSON.stringify(metadata) };
    const bytes = Buffer.byteLength(row.data) + Buffer.byteLength(row.metadata);
    if (bytes > MAX_EVENT_BYTES) throw new DomainError('EVENT.TOO_LARGE', { type, bytes, limit: MAX_EVENT_BYTES });
    return row;
  });
}

/** Rows as they follow an event of their stream, each chained to the one before. */
export function chain(stream: string, rows: readonly Row[], after: Readonly<{ revision: number; hash: string }>, recordedAt: string): readonly Chained[] {
  let previousHash = after.hash;
  return rows.map(({ id, type, data, metadata }, i) => {
    const own = hash('sha256', hashedText({ previousHash, stream, revision: after.revision + 1 + i, id, type, recordedAt, data, metadata }));
    const event = binaryEvent({ id, type, data: Buffer.from(data), metadata: { recordedAt, previousHash, hash: own, metadata } });
    previousHash = own;
    return { event, hash: own };
  });
}

// Only events of the old transactions, which nobody can write any more, share a commit position.
const positionOf = (event: EsdbEvent): number => Number(event.position?.commit ?? -1n);

const textOf = (data: unknown): string => (data instanceof Uint8Array ? Buffer.from(data).toString('utf8') : JSON.stringify(data));

/** An event as integrity checks read it; one that is not of our format says so in its data, and has no hash. */
export function rawOf(event: EsdbEvent): RawEvent {
  const place = { id: event.id, type: event.type, stream: event.streamId, revision: Number(event.revision), position: positionOf(event) };
  const envelope = Envelope.safeParse(event.metadata);
  if (event.isJson || !envelope.success) return { ...place, recordedAt: '', data: `not an event of this store: ${textOf(event.data)}`, metadata: '', previousHash: '', hash: '' };
  return { ...place, ...envelope.data, data: textOf(event.data) };
}

/** Throws an Error that says what is wrong with an event that cannot be read. */
export function recordedOf(event: EsdbEvent): RecordedEvent {
  const { data, metadata, previousHash: _, ...raw } = rawOf(event);
  const where = `event ${raw.position} (${raw.stream}, revision ${raw.revision})`;
  if (raw.hash === '') throw new Error(`${where} is not an event of this store`);
  if (!Number.isSafeInteger(raw.position) || raw.position < 0) throw new Error(`${where} came without its position: the server is older than 22.10`);
  try {
    return { ...raw, data: JSON.parse(data) as unknown, metadata: JSON.parse(metadata) as EventMetadata };
  } catch {
    throw new Error(`${where} is not JSON`);
  }
}
