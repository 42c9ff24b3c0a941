import { collectionOf, DomainError, type EventCatalogue, type EventStore, KeyLock, type Projection, type ReadStore, type RecordedEvent, type UnknownEvent } from '@humai/kernel';
import type { AnyProjection } from './fold.js';
import { Lane, type ProjectionStatus } from './lane.js';
import { Reading } from './reading.js';
import { clean, discard, rebuildBeside, type Rebuilt, type RebuildOptions } from './rebuild.js';
import { Turns } from './turns.js';
import { dropUnused, type UnusedCollection, unusedCollections } from './unused.js';

export type ReadableLog = Pick<EventStore, 'readAll' | 'subscribe' | 'lastPosition'>;

export interface ProjectionMetrics {
  /** A part of the log was applied; `events` is how many it held. */
  applied(part: Readonly<{ name: string; events: number; seconds: number; position: number }>): void;
}

export type ProjectionRunnerOptions = Readonly<{
  store: ReadableLog;
  readStore: ReadStore;
  projections: readonly AnyProjection[];
  /** Events per batch, 2,000 unless told. */
  batchSize?: number;
  /** Brings events to their newest shape, and knows which are unknown. */
  catalogue?: EventCatalogue;
  /** Times a failing event is tried again before its projection stops, and the pause before each, doubled every time; 4 and 250 unless told. */
  retry?: Readonly<{ attempts: number; delayMs: number }>;
  /** Told of every failure, also of those that are tried again; `name` is absent when the log itself could not be read. */
  onError?: (failure: Readonly<{ name?: string; status?: ProjectionStatus; error: unknown }>) => void;
  metrics?: ProjectionMetrics;
  /** The directory where a rebuild keeps what does not fit into memory, in a file without a name; the system's own for such things unless told. */
  scratch?: string;
}>;

/**
 * Keeps the read models of a process up with the log. The log is read once for all of them; each has a checkpoint of its own,
 * stored under its collection's name together with its rows. Until it is started, and after it has stopped, it moves only when asked to.
 */
export class ProjectionRunner {
  readonly #lanes: ReadonlyMap<string, Lane>;
  readonly #known: ReadonlySet<string> | undefined;
  readonly #unknown = new Map<string, UnknownEvent>();
  readonly #rebuilds = new KeyLock();
  #prepared: Promise<void> | undefined;
  /** Readings of the log, one after the other. */
  readonly #readings = new Turns();
  #live: Reading | undefined;
  #started: Promise<void> | undefined;
  #seen = 0;

  constructor(private readonly options: ProjectionRunnerOptions) {
    this.#lanes = new Map(options.projections.map((p) => [collectionOf(p), new Lane(p, options)]));
    if (this.#lanes.size !== options.projections.length) throw new Error('two projections have the same name and version');
    this.#known = options.catalogue && new Set(options.catalogue.storedAs(options.catalogue.types));
  }

  /** Resolves when all collections are there and the log is being read, which goes on until the signal aborts. */
  async start(signal: AbortSignal): Promise<void> {
    if (this.#live) throw new Error('the projection runner was started before');
    this.#live = this.#readingOf([...this.#lanes.values()], signal);
    return (this.#started = this.#begin(this.#live));
  }

  /** After the signal has aborted: resolves when the work under way has ended and all positions are stored. */
  async stopped(): Promise<void> {
    await this.#readings.take(async () => {});
    await Promise.all([...this.#lanes.values()].map((lane) => this.#rebuilds.run(lane.name, () => lane.exclusively(() => this.#flush(lane)))));
  }

  /**
   * Brings all projections, or some, to where the log ends now; answers that position.
   * Rejects with the first failure that could not be overcome, after all others have come to the end.
   */
  async catchUp(projections: readonly Pick<Projection, 'name' | 'version'>[] = this.options.projections): Promise<number> {
    const lanes = projections.map((p) => this.#laneOf(collectionOf(p)));
    await this.#prepare();
    const end = await this.options.store.lastPosition();
    const live = this.#liveReading;
    if (live) await Promise.allSettled(lanes.map((lane) => lane.reached(end, live.signal)));
    else await this.#readings.take(() => this.#readingOf(lanes).run());
    await Promise.all(lanes.map((lane) => lane.exclusively(() => lane.flush())));
    for (const lane of lanes) {
      throwIfStopped(lane);
      if (lane.position < end) throw new DomainError('READ_MODEL.BEHIND', { wanted: end, position: lane.position });
    }
    return end;
  }

  /** Resolves when a read model has applied a position; rejects with `READ_MODEL.BEHIND` after `timeoutMs`, 3,000 unless told. */
  async waitFor(collection: string, position: number, { timeoutMs = 3_000, signal }: Readonly<{ timeoutMs?: number; signal?: AbortSignal }> = {}): Promise<number> {
    const lane = this.#laneOf(collection);
    if (lane.position >= position) return lane.position;
    const enough = new AbortController();
    const timer = setTimeout(() => enough.abort(), timeoutMs);
    try {
      return await lane.reached(position, signal ? AbortSignal.any([signal, enough.signal]) : enough.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** How far a read model is, by its collection's logical name. */
  position(collection: string): number {
    return this.#laneOf(collection).position;
  }

  async positionOf(projection: Pick<Projection, 'name' | 'version'>): Promise<number> {
    return this.position(collectionOf(projection));
  }

  get status(): readonly ProjectionStatus[] {
    return [...this.#lanes.values()].map((lane) => lane.status);
  }

  /** Event types that were met in the log since this runner was made and are in no catalogue. */
  get unknownEvents(): readonly UnknownEvent[] {
    return [...this.#unknown.values()];
  }

  /** Tries a stopped projection again, from where it stopped. */
  async resume(collection: string): Promise<void> {
    const lane = this.#laneOf(collection);
    await this.#started;
    if (lane.state !== 'stopped') return;
    lane.state = 'idle';
    lane.error = null;
    this.#liveReading?.bringUp(lane);
  }

  /** Collections of read models that these contexts have no more. */
  unused(): Promise<readonly UnusedCollection[]> {
    return unusedCollections(this.options.readStore, [...this.#lanes.keys()]);
  }

  /** Drops those of the named collections that are unused now; answers which they were. */
  dropUnused(names: readonly string[]): Promise<readonly UnusedCollection[]> {
    return dropUnused(this.options.readStore, [...this.#lanes.keys()], names);
  }

  /**
   * Builds a read model anew beside the one that serves, compares the two row by row at one position, and switches; then the projection goes on.
   * When it fails or is aborted the one that serves is as it was.
   */
  rebuild(projection: Pick<Projection, 'name' | 'version'>, options: RebuildOptions = {}): Promise<Rebuilt> {
    const lane = this.#laneOf(collectionOf(projection));
    return this.#rebuilds.run(lane.name, async () => {
      await this.#prepare();
      await this.#started;
      const live = this.#liveReading;
      if (live) return this.#rebuild(lane, live, options);
      return this.#readings.take(async () => {
        const reading = this.#readingOf([lane]);
        await reading.run();
        return this.#rebuild(lane, reading, options);
      });
    });
  }

  async #rebuild(lane: Lane, reading: Reading, options: RebuildOptions): Promise<Rebuilt> {
    const { store, readStore, catalogue, scratch } = this.options;
    const signals = [options.signal, reading.signal].filter((s) => s !== undefined);
    const aside = <T>(work: () => Promise<T>) => reading.aside(lane, () => whileRebuilding(lane, work));
    const rebuilt = await rebuildBeside({ store, readStore, catalogue, lane, scratch, aside }, { ...options, signal: AbortSignal.any(signals) });
    throwIfStopped(lane);
    return rebuilt;
  }

  async #begin(live: Reading): Promise<void> {
    await this.#prepare();
    await this.#readings.take(async () => {}); // those that it was asked for before
    void this.#readings.take(() => live.run());
  }

  get #liveReading(): Reading | undefined {
    return this.#live?.signal?.aborted ? undefined : this.#live;
  }

  #readingOf(lanes: readonly Lane[], signal?: AbortSignal): Reading {
    return new Reading({ lanes, settings: this.options, onRead: (events) => this.#count(events), signal });
  }

  #laneOf(collection: string): Lane {
    const lane = this.#lanes.get(collection);
    if (!lane) throw new Error(`no such projection here: ${collection}`);
    return lane;
  }

  #prepare(): Promise<void> {
    return (this.#prepared ??= (async () => {
      const { store, readStore } = this.options;
      const end = await store.lastPosition();
      for (const lane of this.#lanes.values()) {
        const collection = await readStore.resolve(lane.name);
        await clean(readStore, lane.name, collection);
        // Made from events that the log has lost since, by a power failure or a restored copy.
        if ((await readStore.checkpoint(collection)) > end) await discard(readStore, collection);
        await readStore.ensure({ name: collection, indexes: lane.projection.indexes });
        lane.moveTo(collection, await readStore.checkpoint(collection));
        lane.past = end;
      }
    })());
  }

  #flush(lane: Lane): Promise<void> {
    return lane.flush().catch((error: unknown) => this.options.onError?.({ name: lane.name, status: lane.status, error }));
  }

  #count(events: readonly RecordedEvent[]): void {
    for (const { type, position } of this.#known ? events : []) {
      if (position <= this.#seen) continue;
      this.#seen = position;
      if (this.#known?.has(type)) continue;
      const { count, firstPosition } = this.#unknown.get(type) ?? { count: 0, firstPosition: position };
      this.#unknown.set(type, { type, count: count + 1, firstPosition });
    }
  }
}

function throwIfStopped({ state, name, position, error }: Lane): void {
  if (state === 'stopped') throw new Error(`projection ${name} stopped at ${position}: ${error?.message ?? ''}`);
}

/** A projection that had stopped may go on with rows that are right; it stays stopped when they could not be made. */
async function whileRebuilding<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
  const { state } = lane;
  lane.state = 'rebuilding';
  try {
    const result = await work();
    lane.error = null;
    return result;
  } catch (error) {
    lane.state = state;
    throw error;
  }
}
