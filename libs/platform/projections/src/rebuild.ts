import { tmpdir } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { EventCatalogue, EventStore, ReadDocument, ReadStore } from '@humai/kernel';
import { bulkFold } from './bulk-fold.js';
import { Lane } from './lane.js';

export type Rebuilt = Readonly<{
  name: string;
  /** Events folded. */
  events: number;
  rows: number;
  /** Rows that were not the same in both, or in one only. */
  differences: number;
  /** Keys of the first few of them. */
  differing: readonly string[];
  seconds: number;
}>;
export type RebuildOptions = Readonly<{
  /** `position` of `of` positions have been read; what did not fit into memory, and is taken up again, counts as more of them. */
  onProgress?: (progress: Readonly<{ name: string; position: number; of: number; events: number }>) => void;
  /** Documents held in memory, 20,000 unless told; what they take as JSON is bounded, too. More of them wait in a file, with their events. */
  cacheDocuments?: number;
  batchSize?: number;
  signal?: AbortSignal;
}>;
type Parts = Readonly<{
  store: Pick<EventStore, 'readAll'>;
  readStore: ReadStore;
  catalogue: EventCatalogue | undefined;
  lane: Lane;
  /** A directory. */
  scratch: string | undefined;
  /** Does work while nothing else moves the projection. */
  aside: <T>(work: () => Promise<T>) => Promise<T>;
}>;

const CACHE = 20_000;
const CACHE_BYTES = 32 * 2 ** 20;
const BATCH = 2_000;
const NAMED = 10;

/** `x.v1` is rebuilt into `x.v1~1`, that into `x.v1~2`, and so on. */
const nextName = (name: string, current: string): string => `${name}~${Number(current.slice(name.length + 1) || 0) + 1}`;

export async function discard(readStore: ReadStore, collection: string): Promise<void> {
  await readStore.setCheckpoint(collection, 0);
  await readStore.drop(collection);
}

/** Drops what an earlier rebuild left behind: what it replaced, or what it had begun. */
export async function clean(readStore: ReadStore, name: string, current: string): Promise<void> {
  for (const collection of await readStore.collections())
    if (collection !== current && (collection === name || collection.startsWith(`${name}~`))) await discard(readStore, collection);
}

/**
 * Builds beside the collection that serves, compares the two where the projection stands then, and switches.
 * What was replaced stays until the next rebuild or start, for those who are still reading it.
 */
export async function rebuildBeside({ store, readStore, catalogue, lane, scratch = tmpdir(), aside }: Parts, options: RebuildOptions): Promise<Rebuilt> {
  const start = performance.now();
  const { projection, name, collection } = lane;
  const { cacheDocuments = CACHE, batchSize = BATCH, signal, onProgress } = options;
  const spec = { name: nextName(name, collection), indexes: projection.indexes };
  const fresh = new Lane(projection, { readStore, ...(catalogue && { catalogue }) });
  let events = 0;
  const readUp = async () => {
    events += await fresh.readUp(store, { upTo: lane.position, batchSize, signal });
    signal?.throwIfAborted();
  };
  await clean(readStore, name, collection);
  await orDiscard(readStore, spec.name, async () => {
    await readStore.ensure({ ...spec, loading: true });
    const upTo = lane.position;
    events = await bulkFold({
      store, readStore, lane, collection: spec.name, upTo, capacity: { documents: Math.max(1, cacheDocuments), bytes: CACHE_BYTES }, scratch, batchSize, signal,
      onProgress: (position, of, events) => onProgress?.({ name, position, of, events }),
    });
    await readStore.ensure(spec);
    fresh.moveTo(spec.name, upTo);
    // The projection has gone on meanwhile; what one batch holds is left for when it stands still.
    while (fresh.position + batchSize < lane.position) await readUp();
  });
  return aside(async () => {
    const compared = await orDiscard(readStore, spec.name, async () => {
      await readUp();
      await readStore.setCheckpoint(spec.name, lane.position);
      return compare(readStore, collection, spec.name, signal);
    });
    await readStore.pointTo(name, spec.name);
    lane.moveTo(spec.name, lane.position);
    return { name, events, ...compared, seconds: (performance.now() - start) / 1_000 };
  });
}

/** Leaves nothing behind when the work fails; what cannot be dropped now goes at the next start. */
async function orDiscard<T>(readStore: ReadStore, collection: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await discard(readStore, collection).catch(() => {});
    throw error;
  }
}

/** Both in order of the key, side by side. */
async function compare(readStore: ReadStore, before: string, after: string, signal: AbortSignal | undefined): Promise<Pick<Rebuilt, 'rows' | 'differences' | 'differing'>> {
  const [old, fresh] = [rowsOf(readStore, before, signal), rowsOf(readStore, after, signal)];
  const differing: string[] = [];
  let [rows, differences] = [0, 0];
  let [a, b] = [await old.next(), await fresh.next()];
  while (!a.done || !b.done) {
    const order = a.done ? 1 : b.done ? -1 : compareKeys(a.value._id, b.value._id);
    if (order !== 0 || !same(a.value!, b.value!)) {
      differences += 1;
      if (differing.length < NAMED) differing.push((order <= 0 ? a : b).value!._id);
    }
    if (order >= 0) {
      rows += 1;
      b = await fresh.next();
    }
    if (order <= 0) a = await old.next();
  }
  return { rows, differences, differing };
}

async function* rowsOf(readStore: ReadStore, collection: string, signal: AbortSignal | undefined): AsyncGenerator<ReadDocument, undefined> {
  for await (const batch of readStore.scan(collection)) {
    signal?.throwIfAborted();
    yield* batch;
  }
}

const same = (a: ReadDocument, b: ReadDocument): boolean => JSON.stringify(a) === JSON.stringify(b) || isDeepStrictEqual(a, b);
/** As read stores order keys: by code point. */
const compareKeys = (a: string, b: string): number => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));
