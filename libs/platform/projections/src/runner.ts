import { setTimeout as sleep } from 'node:timers/promises';
import { collectionOf, DomainError, type EventCatalogue, type EventStore, type Projection, type ReadStore, type RecordedEvent, type UnknownEvent } from '@humai/kernel';
import type { AnyProjection } from './fold.js';
import { FailedEvent, Lane, type ProjectionStatus } from './lane.js';
import { clean, rebuildBeside, type Rebuilt, type RebuildOptions } from './rebuild.js';

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
  /** Times a failing event is tried again before its projection stops, and the pause before each, doubled every time. */
  retry?: Readonly<{ attempts: number; delayMs: number }>;
  /** Told of every failure, also of those that are tried again; `name` is absent when the log itself could not be read. */
  onError?: (failure: Readonly<{ name?: string; status?: ProjectionStatus; error: unknown }>) => void;
  metrics?: ProjectionMetrics;
}>;

const BATCH = 2_000;
const RETRY = { attempts: 4, delayMs: 250 };
/** How long the stored checkpoint may lag behind events that concern nobody. */
const LAG_MS = 100;

/**
 * Keeps the read models of a process up with the log. The log is read once for all of them; each has a checkpoint of its own,
 * stored under its collection's name together with its rows. One that fails, is rebuilt or is far behind goes by itself until it is level again.
 */
export class ProjectionRunner {
  readonly #lanes: ReadonlyMap<string, Lane>;
  readonly #unknown = new Map<string, { type: string; count: number; firstPosition: number }>();
  #prepared: Promise<void> | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #alone = new Set<Promise<void>>();
  #signal: AbortSignal | undefined;
  #offline: Promise<unknown> = Promise.resolve();
  #flushing: Promise<void> | undefined;
  /** The position up to which the shared subscription has handed out the log. */
  #shared = 0;
  #seen = 0;

  constructor(private readonly options: ProjectionRunnerOptions) {
    this.#lanes = new Map(options.projections.map((p) => [collectionOf(p), new Lane(p, options.readStore)]));
    if (this.#lanes.size !== options.projections.length) throw new Error('two projections have the same name and version');
  }

  /** Resolves when all collections are there and the log is being read, which goes on until the signal aborts. */
  async start(signal: AbortSignal): Promise<void> {
    if (this.#signal) throw new Error('the projection runner was started before');
    await this.#prepare();
    await this.#offline;
    this.#signal = signal;
    const lanes = [...this.#lanes.values()];
    this.#shared = Math.max(0, ...lanes.map((l) => l.position));
    const [level, behind] = [lanes.filter((l) => l.position >= this.#shared), lanes.filter((l) => l.position < this.#shared)];
    for (const lane of level) lane.state = 'live';
    if (behind.length > 0) this.#goAlone(() => this.#join(behind));
    this.#running = this.#follow(signal);
  }

  /** After the signal has aborted: resolves when the work under way has ended and all positions are stored. */
  async stopped(): Promise<void> {
    await this.#running;
    while (this.#alone.size > 0) await Promise.all(this.#alone);
    await this.#flush();
  }

  /**
   * Brings all projections, or some, to where the log ends now; answers that position.
   * Rejects with the first failure that could not be overcome, after all others have come to the end.
   */
  async catchUp(projections: readonly Pick<Projection, 'name' | 'version'>[] = this.options.projections): Promise<number> {
    const lanes = projections.map((p) => this.#laneOf(collectionOf(p)));
    await this.#prepare();
    const end = await this.options.store.lastPosition();
    if (this.#isLive) await Promise.allSettled(lanes.map((lane) => lane.reached(end, this.#signal)));
    else await this.#offlineTurn(() => this.#joinAndRecover(lanes));
    await Promise.all(lanes.map((lane) => lane.flush()));
    for (const lane of lanes) {
      if (lane.state === 'stopped') throw new Error(`projection ${lane.name} stopped at ${lane.position}: ${lane.error?.message ?? ''}`);
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

  /** Event types that were met and are in no catalogue. */
  get unknownEvents(): readonly UnknownEvent[] {
    return [...this.#unknown.values()];
  }

  /** Tries a stopped projection again, from where it stopped. */
  async resume(collection: string): Promise<void> {
    const lane = this.#laneOf(collection);
    if (lane.state !== 'stopped') return;
    lane.state = 'idle';
    lane.error = null;
    if (this.#isLive) this.#goAlone(() => this.#join([lane]));
  }

  /**
   * Builds a read model anew beside the one that serves, compares the two row by row at one position, and switches.
   * When it fails or is aborted the one that serves is as it was.
   */
  async rebuild(projection: Pick<Projection, 'name' | 'version'>, options: RebuildOptions = {}): Promise<Rebuilt> {
    const lane = this.#laneOf(collectionOf(projection));
    await this.#prepare();
    if (this.#isLive) return this.#rebuild(lane, options);
    return this.#offlineTurn(async () => {
      await this.#joinAndRecover([lane]);
      return this.#rebuild(lane, options);
    });
  }

  async #rebuild(lane: Lane, options: RebuildOptions): Promise<Rebuilt> {
    const { store, readStore, catalogue } = this.options;
    const before = lane.state;
    let held = false;
    try {
      const rebuilt = await rebuildBeside({ store, readStore, lane, catalogue }, options, () => {
        held = true;
        lane.state = 'rebuilding';
      });
      lane.error = null;
      return rebuilt;
    } finally {
      if (held) {
        lane.state = before === 'stopped' && lane.error ? 'stopped' : 'idle';
        if (this.#isLive && lane.state === 'idle') this.#goAlone(() => this.#join([lane]));
      }
    }
  }

  get #isLive(): boolean {
    return this.#signal !== undefined && !this.#signal.aborted;
  }

  #laneOf(collection: string): Lane {
    const lane = this.#lanes.get(collection);
    if (!lane) throw new Error(`no such projection here: ${collection}`);
    return lane;
  }

  #prepare(): Promise<void> {
    return (this.#prepared ??= (async () => {
      const { readStore } = this.options;
      for (const lane of this.#lanes.values()) {
        const collection = await readStore.resolve(lane.name);
        await clean(readStore, lane.name, collection);
        await readStore.ensure({ name: collection, indexes: lane.projection.indexes });
        await lane.open(collection);
      }
    })());
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { store, batchSize = BATCH, onError } = this.options;
    while (!signal.aborted) {
      try {
        for await (const batch of store.subscribe({ after: this.#shared, batchSize, signal })) {
          // Told before it is handed out: whoever joins in the meantime must read this part himself.
          this.#shared = batch.at(-1)!.position;
          await this.#handOut([...this.#lanes.values()].filter((l) => l.state === 'live'), batch, this.#shared);
        }
      } catch (error) {
        onError?.({ error });
      }
      await sleep(RETRY.delayMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Gives a part of the log to the lanes. Never rejects: each one's failure is its own. */
  async #handOut(lanes: readonly Lane[], batch: readonly RecordedEvent[], upTo: number): Promise<void> {
    const { catalogue, metrics } = this.options;
    const events = catalogue ? batch.map((e) => catalogue.upcast(e)) : batch;
    this.#count(events);
    await Promise.all(
      lanes.map(async (lane) => {
        const start = performance.now();
        try {
          await lane.apply(events, upTo);
          metrics?.applied({ name: lane.name, events: events.length, seconds: (performance.now() - start) / 1_000, position: lane.position });
        } catch (error) {
          this.#failed(lane, error);
        }
      }),
    );
    if (this.#isLive) this.#flushing ??= this.#flushLater();
  }

  #failed(lane: Lane, error: unknown): void {
    const { retry = RETRY, onError } = this.options;
    const event = error instanceof FailedEvent ? error.event : undefined;
    const attempts = lane.error?.position === lane.position ? lane.error.attempts + 1 : 1;
    lane.error = {
      code: error instanceof DomainError ? error.code : 'PROJECTION.FAILED', message: error instanceof Error ? error.message : String(error), attempts, position: lane.position,
      ...(event && { event: { position: event.position, type: event.type, id: event.id } }),
    };
    if (attempts > retry.attempts) lane.stop();
    else {
      lane.state = 'retrying';
      this.#goAlone(async () => {
        await sleep(retry.delayMs * 2 ** (attempts - 1), undefined, this.#signal && { signal: this.#signal }).catch(() => {});
        await this.#join([lane]);
      });
    }
    onError?.({ name: lane.name, status: lane.status, error });
  }

  /** Brings lanes to the end of the log, or to where the shared subscription is and then into it. */
  async #join(lanes: readonly Lane[]): Promise<void> {
    const { store, batchSize = BATCH } = this.options;
    for (const lane of lanes) lane.state = 'catching-up';
    const moving = () => lanes.filter((l) => l.state === 'catching-up');
    while (moving().length > 0 && !this.#signal?.aborted) {
      const from = Math.min(...moving().map((l) => l.position));
      const end = await store.lastPosition();
      const level = this.#isLive ? from >= this.#shared : from >= end;
      if (level) {
        for (const lane of moving()) lane.state = this.#isLive ? 'live' : 'idle';
        return;
      }
      for await (const batch of store.readAll({ after: from, upTo: end, batchSize })) {
        await this.#handOut(moving(), batch, batch.at(-1)!.position);
        if (moving().length === 0 || this.#signal?.aborted) break;
      }
    }
  }

  async #joinAndRecover(lanes: readonly Lane[]): Promise<void> {
    await this.#join(lanes.filter((l) => l.state !== 'stopped'));
    while (this.#alone.size > 0) await Promise.all(this.#alone);
  }

  #goAlone(work: () => Promise<void>): void {
    const going = work()
      .catch((error: unknown) => this.options.onError?.({ error }))
      .finally(() => this.#alone.delete(going));
    this.#alone.add(going);
  }

  #offlineTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#offline.then(work);
    this.#offline = result.catch(() => {});
    return result;
  }

  async #flushLater(): Promise<void> {
    await sleep(LAG_MS, undefined, { ref: false });
    this.#flushing = undefined;
    if (this.#isLive) await this.#flush();
  }

  async #flush(): Promise<void> {
    for (const lane of this.#lanes.values()) if (lane.unstored) await lane.flush().catch((error: unknown) => this.options.onError?.({ name: lane.name, status: lane.status, error }));
  }

  #count(events: readonly RecordedEvent[]): void {
    const { catalogue } = this.options;
    for (const { type, position } of catalogue ? events : []) {
      if (position <= this.#seen) continue;
      this.#seen = position;
      if (catalogue?.knows(type)) continue;
      const entry = this.#unknown.get(type) ?? { type, count: 0, firstPosition: position };
      this.#unknown.set(type, { ...entry, count: entry.count + 1 });
    }
  }
}
