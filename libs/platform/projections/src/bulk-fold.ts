import { setImmediate as turn } from 'node:timers/promises';
import { applyEvent, type EventStore, type ReadDocument, type ReadStore } from '@humai/kernel';
import { FailedEvent } from './fold.js';
import type { Lane } from './lane.js';

const WRITE = 1_000;

/** The keys whose hash leaves `nth` when divided by `of`. */
type Share = Readonly<{ of: number; nth: number }>;
type Parts = Readonly<{
  store: Pick<EventStore, 'readAll'>;
  readStore: Pick<ReadStore, 'write'>;
  lane: Pick<Lane, 'projection' | 'intake'>;
  /** Empty. */
  collection: string;
  upTo: number;
  /** How many documents may be held in memory. */
  capacity: number;
  /** How many there will be, about. */
  expected: number;
  batchSize: number;
  signal: AbortSignal | undefined;
  /** Told after each batch how much of the reading is done, in positions, and how many events it had folded. */
  onProgress: (done: number, of: number, events: number) => void;
}>;

/**
 * Folds the log up to a position in memory, and writes each document once, in order of key.
 * Where the documents would not fit, their keys are shared out, and the log is read once for each share:
 * that is much faster than to write and load again what events in no order ask for. Answers how many events were folded.
 */
export async function bulkFold(parts: Parts): Promise<number> {
  const { capacity, expected, upTo, signal, onProgress } = parts;
  const of = Math.max(1, Math.ceil(expected / capacity));
  const shares: Share[] = Array.from({ length: of }, (_, nth) => ({ of, nth }));
  let [events, passes] = [0, 0];
  while (shares.length > 0) {
    let share = shares.pop()!;
    const documents = new Map<string, ReadDocument>();
    for await (const batch of parts.store.readAll({ upTo, types: parts.lane.intake.types, batchSize: parts.batchSize })) {
      signal?.throwIfAborted();
      const folded = take(parts, share, batch, documents);
      if (passes === 0) events += folded;
      while (documents.size > capacity) {
        const { of, nth } = share;
        shares.push({ of: of * 2, nth: nth + of });
        share = { of: of * 2, nth };
        for (const id of documents.keys()) if (!isIn(share, id)) documents.delete(id);
      }
      onProgress(passes * upTo + batch.at(-1)!.position, (passes + 1 + shares.length) * upTo, events);
    }
    await write(parts, documents);
    passes += 1;
  }
  return events;
}

function take({ lane: { projection, intake } }: Parts, share: Share, batch: Parameters<typeof intake.of>[0], documents: Map<string, ReadDocument>): number {
  const { concerned, failure } = intake.of(batch);
  for (const { event, ids } of concerned) {
    for (const id of ids) {
      if (!isIn(share, id)) continue;
      let document: ReadDocument | null;
      try {
        document = applyEvent(projection, documents.get(id) ?? null, event, id);
      } catch (error) {
        throw new FailedEvent(event, error);
      }
      if (document) documents.set(id, document);
      else documents.delete(id);
    }
  }
  if (failure) throw failure;
  return concerned.length;
}

async function write({ readStore, collection, signal }: Parts, documents: ReadonlyMap<string, ReadDocument>): Promise<void> {
  const ids = [...documents.keys()].sort();
  for (let i = 0; i < ids.length; i += WRITE) {
    signal?.throwIfAborted();
    await readStore.write({ collection, upserts: ids.slice(i, i + WRITE).map((id) => documents.get(id)!) });
    await turn(); // Let other work in between.
  }
}

const isIn = ({ of, nth }: Share, id: string): boolean => of === 1 || hash(id) % of === nth;

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
