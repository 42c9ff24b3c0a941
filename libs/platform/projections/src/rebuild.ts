import { isDeepStrictEqual } from 'node:util';
import type { EventCatalogue, EventStore, ReadDocument, ReadStore, RecordedEvent } from '@humai/kernel';
import { Fold } from './fold.js';
import type { Lane } from './lane.js';

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
  onProgress?: (progress: Readonly<{ name: string; position: number; of: number; events: number }>) => void;
  /** Documents held in memory, 50,000 unless told. */
  cacheDocuments?: number;
  batchSize?: number;
  signal?: AbortSignal;
}>;
type Parts = Readonly<{ store: Pick<EventStore, 'readAll'>; readStore: ReadStore; lane: Lane; catalogue: EventCatalogue | undefined }>;

const CACHE = 50_000;
const BATCH = 10_000;
const NAMED = 10;

/** `x.v1` is rebuilt into `x.v1~1`, that into `x.v1~2`, and so on. */
const nextName = (name: string, current: string): string => `${name}~${Number(current.slice(name.length + 1) || 0) + 1}`;

async function discard(readStore: ReadStore, collection: string): Promise<void> {
  await readStore.drop(collection);
  await readStore.setCheckpoint(collection, 0);
}

/** Drops what an interrupted rebuild left behind. */
export async function clean(readStore: ReadStore, name: string, current: string): Promise<void> {
  for (const collection of await readStore.collections())
    if (collection !== current && (collection === name || collection.startsWith(`${name}~`))) await discard(readStore, collection);
}

/**
 * @param hold called when the lane must not be moved any more by others; before that it goes on as ever.
 * Where the new collection is compared and takes over is where the lane stands then.
 */
export async function rebuildBeside({ store, readStore, lane, catalogue }: Parts, options: RebuildOptions, hold: () => void): Promise<Rebuilt> {
  const start = performance.now();
  const { projection, name } = lane;
  const spec = { name: nextName(name, lane.collection), indexes: projection.indexes };
  await discard(readStore, spec.name);
  try {
    await readStore.ensure({ ...spec, loading: true });
    const builder = new Builder({ store, readStore, lane, catalogue }, new Fold(readStore, projection, spec.name, options.cacheDocuments ?? CACHE, true), options);
    while (builder.position < lane.position) await builder.build(lane.position);
    await builder.finish();
    await readStore.ensure(spec);
    hold();
    return await lane.exclusively(async () => {
      await builder.build(lane.position);
      await builder.finish();
      await readStore.setCheckpoint(spec.name, lane.position);
      const compared = await compare(readStore, lane.collection, spec.name, options.signal);
      const old = lane.collection;
      await readStore.pointTo(name, spec.name);
      await lane.open(spec.name);
      await discard(readStore, old);
      return { name, events: builder.events, ...compared, seconds: (performance.now() - start) / 1_000 };
    });
  } catch (error) {
    if (lane.collection !== spec.name) await discard(readStore, spec.name);
    throw error;
  }
}

class Builder {
  readonly #types: readonly string[];
  readonly #handles: ReadonlySet<string>;
  position = 0;
  events = 0;

  constructor(
    private readonly parts: Parts,
    private readonly fold: Fold,
    private readonly options: RebuildOptions,
  ) {
    const { handles } = parts.lane.projection;
    this.#handles = new Set(handles);
    this.#types = parts.catalogue?.storedAs(handles) ?? handles;
  }

  async build(upTo: number): Promise<void> {
    const { store, catalogue, lane } = this.parts;
    const { batchSize = BATCH, signal, onProgress } = this.options;
    for await (const batch of store.readAll({ after: this.position, upTo, types: this.#types, batchSize })) {
      signal?.throwIfAborted();
      await this.#apply(catalogue ? batch.map((e) => catalogue.upcast(e)) : batch);
      this.position = batch.at(-1)!.position;
      onProgress?.({ name: lane.name, position: this.position, of: upTo, events: this.events });
    }
    this.position = Math.max(upTo, this.position);
  }

  finish(): Promise<void> {
    return this.fold.spill(true);
  }

  async #apply(events: readonly RecordedEvent[]): Promise<void> {
    const mine = events.filter((e) => this.#handles.has(e.type));
    const ids = mine.map((e) => this.fold.idsOf(e));
    await this.fold.load(ids.flat());
    for (const [i, event] of mine.entries()) this.fold.apply(event, ids[i]!);
    this.events += mine.length;
    await this.fold.spill();
  }
}

/** Both in order of the key, side by side. */
async function compare(readStore: ReadStore, before: string, after: string, signal?: AbortSignal): Promise<Pick<Rebuilt, 'rows' | 'differences' | 'differing'>> {
  const [old, fresh] = [rowsOf(readStore, before), rowsOf(readStore, after)];
  const differing: string[] = [];
  let [rows, differences] = [0, 0];
  const differs = (id: string) => {
    differences += 1;
    if (differing.length < NAMED) differing.push(id);
  };
  let [a, b] = [await old.next(), await fresh.next()];
  while (!a.done || !b.done) {
    const order = a.done ? 1 : b.done ? -1 : compareKeys(a.value._id, b.value._id);
    if (order < 0) differs(a.value!._id);
    else if (order > 0) differs(b.value!._id);
    else if (!same(a.value!, b.value!)) differs(a.value!._id);
    if (order >= 0) rows += 1;
    if (rows % 1_000 === 0) signal?.throwIfAborted();
    const [takeOld, takeFresh] = [order <= 0, order >= 0];
    if (takeOld) a = await old.next();
    if (takeFresh) b = await fresh.next();
  }
  return { rows, differences, differing };
}

async function* rowsOf(readStore: ReadStore, collection: string): AsyncGenerator<ReadDocument, undefined> {
  for await (const batch of readStore.scan(collection)) yield* batch;
}

const same = (a: ReadDocument, b: ReadDocument): boolean => JSON.stringify(a) === JSON.stringify(b) || isDeepStrictEqual(a, b);
/** As read stores order keys: by code point. */
const compareKeys = (a: string, b: string): number => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));
