import { setImmediate as turn } from 'node:timers/promises';
import { applyEvent, type EventStore, type ReadDocument, type ReadStore, type RecordedEvent } from '@humai/kernel';
import { type Concerned, FailedEvent } from './fold.js';
import type { Lane } from './lane.js';
import { SetAside } from './set-aside.js';

const WRITE = 1_000;
const PART_BITS = 4;
/** Keys are shared out to so many parts, by their hash. */
const PARTS = 2 ** PART_BITS;
/** A part can be shared out again so often; what still is too much then stays together. */
const DEPTH = 6;
/** How much stays when something has to leave. */
const KEPT = 3 / 4;
/** Documents whose size is looked at. */
const SAMPLE = 16;

/** What may be held in memory: so many documents, and about so many bytes of them as JSON. */
export type Capacity = Readonly<{ documents: number; bytes: number }>;
/** An event for some of its documents, or a document as it was when it had to leave. */
type Entry = Concerned | Readonly<{ document: ReadDocument }>;
type Read = Readonly<{ concerned: readonly Entry[]; failure: Error | null }>;
type Settings = Readonly<{
  store: Pick<EventStore, 'readAll'>;
  readStore: Pick<ReadStore, 'write'>;
  lane: Pick<Lane, 'projection' | 'intake'>;
  /** Empty. */
  collection: string;
  upTo: number;
  capacity: Capacity;
  /** The directory for what does not fit. */
  scratch: string;
  batchSize: number;
  signal: AbortSignal | undefined;
  /** Told after each batch how much is done, in positions read and entries taken up again, and how many events had concerned the projection. */
  onProgress: (done: number, of: number, events: number) => void;
}>;

/**
 * Folds the log up to a position in memory, reads it once, and writes each document once. Answers how many events were folded.
 * Where the documents become too many, a part of the keys is set aside, documents first and then the events they are waiting for; it is folded
 * in the same way when its turn comes. All of that is written and read in sequence, which is much faster than to store and load documents as events ask for them, in no order.
 */
export async function bulkFold(settings: Settings): Promise<number> {
  const fold = new BulkFold(settings);
  await fold.all();
  return fold.events;
}

class BulkFold {
  events = 0;
  #position = 0;
  #setAside = 0;
  #takenUp = 0;

  constructor(private readonly settings: Settings) {}

  all(): Promise<void> {
    const { store, lane: { intake }, upTo, batchSize } = this.settings;
    return this.#fold(store.readAll({ upTo, types: intake.types, batchSize }), (batch) => this.#fromLog(batch), 0);
  }

  // What is read is brought into shape here and not by a generator around it: one more of those keeps batches alive longer, and V8 then makes their events old objects.
  async #fold<T>(batches: AsyncIterable<readonly T[]>, entriesOf: (batch: readonly T[]) => Read, depth: number): Promise<void> {
    const { scratch, batchSize, signal, upTo, onProgress } = this.settings;
    const documents = new Map<string, ReadDocument>();
    const aside = new SetAside<Entry>(scratch, batchSize);
    let parts = PARTS;
    const leaves = (id: string, entry: Entry): boolean => {
      const part = parts === PARTS ? 0 : partOf(id, depth);
      if (part < parts) return false;
      aside.add(part, entry);
      this.#setAside += 1;
      return true;
    };
    try {
      for await (const batch of batches) {
        signal?.throwIfAborted();
        const { concerned, failure } = entriesOf(batch);
        for (const entry of concerned) {
          if ('document' in entry) {
            if (!leaves(entry.document._id, entry)) documents.set(entry.document._id, entry.document);
          } else for (const id of entry.ids) if (!leaves(id, entry.ids.length === 1 ? entry : { ...entry, ids: [id] })) this.#apply(documents, entry.event, id);
        }
        if (failure) throw failure;
        while (parts > 0 && depth < DEPTH && this.#isTooMuch(documents)) {
          parts = Math.floor(parts * KEPT);
          for (const [id, document] of documents) if (leaves(id, { document })) documents.delete(id);
        }
        onProgress(this.#position + this.#takenUp, upTo + this.#setAside, this.events);
      }
      await this.#write(documents);
      documents.clear();
      for (const part of aside.parts) await this.#fold(aside.read(part), (batch) => this.#takenUpAgain(batch), depth + 1);
    } finally {
      aside.close();
    }
  }

  #fromLog(batch: readonly RecordedEvent[]): Read {
    const read = this.settings.lane.intake.of(batch);
    this.events += read.concerned.length;
    this.#position = batch.at(-1)!.position;
    return read;
  }

  #takenUpAgain(batch: readonly Entry[]): Read {
    this.#takenUp += batch.length;
    return { concerned: batch, failure: null };
  }

  #apply(documents: Map<string, ReadDocument>, event: RecordedEvent, id: string): void {
    let document: ReadDocument | null;
    try {
      document = applyEvent(this.settings.lane.projection, documents.get(id) ?? null, event, id) as ReadDocument | null;
    } catch (error) {
      throw new FailedEvent(event, error);
    }
    if (document) documents.set(id, document);
    else documents.delete(id);
  }

  #isTooMuch(documents: ReadonlyMap<string, ReadDocument>): boolean {
    const { capacity } = this.settings;
    if (documents.size > capacity.documents) return true;
    let [seen, bytes] = [0, 0];
    for (const document of documents.values()) {
      bytes += JSON.stringify(document).length;
      if ((seen += 1) === SAMPLE) break;
    }
    return (bytes / seen) * documents.size > capacity.bytes;
  }

  async #write(documents: ReadonlyMap<string, ReadDocument>): Promise<void> {
    const { readStore, collection, signal } = this.settings;
    const ids = [...documents.keys()].sort();
    for (let i = 0; i < ids.length; i += WRITE) {
      signal?.throwIfAborted();
      await readStore.write({ collection, upserts: ids.slice(i, i + WRITE).map((id) => documents.get(id)!) });
      await turn(); // Let other work in between.
    }
  }
}

const partOf = (id: string, depth: number): number => (hash(id) >>> (depth * PART_BITS)) % PARTS;

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
