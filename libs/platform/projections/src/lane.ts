import { collectionOf, DomainError, type EventStore, type RecordedEvent } from '@humai/kernel';
import { type AnyProjection, Fold, Intake } from './fold.js';
import type { ProjectionRunnerOptions } from './runner.js';
import { traceApplied } from './tracing.js';
import { Turns } from './turns.js';

export type ProjectionState = 'idle' | 'live' | 'catching-up' | 'retrying' | 'rebuilding' | 'stopped';
export type ProjectionError = Readonly<{ code: string; message: string; attempts: number; position: number; event?: Readonly<{ position: number; type: string; id: string }> }>;
export type ProjectionStatus = Readonly<{
  /** The collection's logical name: `identification.open-cases.v1`. */
  name: string;
  /** The collection that stands for it now. */
  collection: string;
  position: number;
  state: ProjectionState;
  /** Of the last failure, until it is overcome. */
  error: ProjectionError | null;
}>;

/** What the log holds after one position and up to another: all of it, or all that the projection reads. */
export type Part = Readonly<{ after: number; upTo: number; events: readonly RecordedEvent[] }>;
type Settings = Pick<ProjectionRunnerOptions, 'readStore' | 'catalogue' | 'metrics'>;
type Waiter = { position: number; resolve: (position: number) => void; reject: (error: Error) => void };

/** Where one projection is in the log, and how it moves. `apply`, `readUp`, `flush` and `moveTo` are for the one whose turn it is by {@link exclusively}. */
export class Lane {
  readonly name: string;
  readonly intake: Intake;
  readonly #waiting = new Set<Waiter>();
  #fold: Fold;
  readonly #turns = new Turns();
  #collection: string;
  #stored = 0;
  position = 0;
  state: ProjectionState = 'idle';
  error: ProjectionError | null = null;
  /** What lies up to here was in the log before: its traces ended long ago, and are not added to. */
  past = Infinity;
  /** Works, waiting ones included, that keep it out of the shared reading. */
  away = 0;

  constructor(
    readonly projection: AnyProjection,
    private readonly settings: Settings,
  ) {
    this.#collection = this.name = collectionOf(projection);
    this.intake = new Intake(projection, settings.catalogue);
    this.#fold = this.#foldOf(this.name);
  }

  get collection(): string {
    return this.#collection;
  }

  get status(): ProjectionStatus {
    const { name, collection, position, state, error } = this;
    return { name, collection, position, state, error };
  }

  /** Waits until nothing else happens to the projection, then does the work. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.take(work);
  }

  /** Goes on with this collection, from this checkpoint. */
  moveTo(collection: string, checkpoint: number): void {
    this.#collection = collection;
    this.#fold = this.#foldOf(collection);
    this.#stored = checkpoint;
    this.#reach(checkpoint);
  }

  /**
   * Applies what it has not applied yet of a part of the log, in one write with the checkpoint; answers how many events that were.
   * On a failure all before the failing event is kept, and {@link FailedEvent} or the store's error thrown.
   */
  async apply({ after, upTo, events }: Part): Promise<number> {
    if (after > this.position) throw new Error(`projection ${this.name} is at ${this.position} and cannot go on after ${after}`);
    if (upTo <= this.position) return 0;
    const before = this.position;
    const start = performance.now();
    try {
      const { applied, failure } = await this.#fold.take(events.filter((e) => e.position > this.position));
      const end = failure ? failure.event.position - 1 : upTo;
      if (applied > 0) {
        await this.#fold.flush(end);
        this.#stored = end;
      }
      this.#reach(end);
      traceApplied(this, events, { after: Math.max(before, this.past), upTo: end, since: start });
      if (failure) throw failure;
      this.error = null;
      this.settings.metrics?.applied({ name: this.name, events: events.length, seconds: (performance.now() - start) / 1_000, position: end });
      return applied;
    } catch (error) {
      this.#fold.clear();
      throw error;
    }
  }

  /** Reads its own events up to a position, unless the signal aborts before; answers how many it applied. */
  async readUp(log: Pick<EventStore, 'readAll'>, { upTo, batchSize, signal }: Readonly<{ upTo: number; batchSize: number; signal: AbortSignal | undefined }>): Promise<number> {
    let applied = 0;
    for await (const events of log.readAll({ after: this.position, upTo, types: this.intake.types, batchSize })) {
      if (signal?.aborted) return applied;
      applied += await this.apply({ after: this.position, upTo: events.at(-1)!.position, events });
    }
    return applied + (await this.apply({ after: this.position, upTo, events: [] }));
  }

  /** True when it has passed events that it does not read since the checkpoint was stored. */
  get isUnstored(): boolean {
    return this.#stored < this.position;
  }

  async flush(): Promise<void> {
    if (!this.isUnstored) return;
    const { position } = this;
    await this.settings.readStore.setCheckpoint(this.collection, position);
    this.#stored = position;
  }

  /** Resolves at the position, with where it is then; rejects with `READ_MODEL.BEHIND` when the signal aborts or the projection stops before. */
  reached(position: number, signal?: AbortSignal): Promise<number> {
    if (this.position >= position) return Promise.resolve(this.position);
    if (this.state === 'stopped' || signal?.aborted) return Promise.reject(this.#behind(position));
    return new Promise((resolve, reject) => {
      const giveUp = () => waiter.reject(this.#behind(position));
      const settle = <T>(end: (value: T) => void) => (value: T) => {
        this.#waiting.delete(waiter);
        signal?.removeEventListener('abort', giveUp);
        end(value);
      };
      const waiter: Waiter = { position, resolve: settle(resolve), reject: settle(reject) };
      this.#waiting.add(waiter);
      signal?.addEventListener('abort', giveUp);
    });
  }

  stop(): void {
    this.state = 'stopped';
    for (const waiter of [...this.#waiting]) waiter.reject(this.#behind(waiter.position));
  }

  #foldOf(collection: string): Fold {
    return new Fold({ store: this.settings.readStore, projection: this.projection, intake: this.intake, collection });
  }

  #reach(position: number): void {
    this.position = position;
    for (const waiter of [...this.#waiting]) if (waiter.position <= position) waiter.resolve(position);
  }

  #behind(wanted: number): DomainError {
    return new DomainError('READ_MODEL.BEHIND', { wanted, position: this.position });
  }
}
