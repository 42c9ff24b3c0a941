import { collectionOf, DomainError, type ReadStore, type RecordedEvent } from '@humai/kernel';
import { type AnyProjection, Fold } from './fold.js';

/** Documents kept from one batch to the next. */
const KEPT = 1_000;

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

type Waiter = { position: number; resolve: (position: number) => void; reject: (error: Error) => void };

/** How one projection moves along the log. Only one thing at a time happens to it. */
export class Lane {
  readonly name: string;
  readonly #handles: ReadonlySet<string>;
  readonly #waiting = new Set<Waiter>();
  #fold: Fold;
  #turn: Promise<unknown> = Promise.resolve();
  #stored = 0;
  position = 0;
  state: ProjectionState = 'idle';
  error: ProjectionError | null = null;

  constructor(
    readonly projection: AnyProjection,
    private readonly store: ReadStore,
  ) {
    this.name = collectionOf(projection);
    this.#handles = new Set(projection.handles);
    this.#fold = new Fold(store, projection, this.name, KEPT);
  }

  get collection(): string {
    return this.#fold.collection;
  }

  get status(): ProjectionStatus {
    const { name, collection, position, state, error } = this;
    return { name, collection, position, state, error };
  }

  /** Goes on with this collection, from its checkpoint. */
  async open(collection: string): Promise<void> {
    this.#fold = new Fold(this.store, this.projection, collection, KEPT);
    this.#stored = this.position = await this.store.checkpoint(collection);
    this.#announce();
  }

  /** Waits until nothing else happens to the projection, then does the work. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  /**
   * Applies what it has not applied of a part of the log that ends at `upTo`, in one write with the checkpoint.
   * On a failure all before the failing event is kept, and {@link FailedEvent} or the store's error thrown.
   */
  apply(events: readonly RecordedEvent[], upTo: number): Promise<void> {
    return this.exclusively(async () => {
      const mine = events.filter((e) => e.position > this.position && this.#handles.has(e.type));
      if (mine.length === 0) return this.#reach(upTo);
      try {
        const failure = await this.#apply(mine);
        const end = failure ? failure.event.position - 1 : upTo;
        await this.#fold.flush({ name: this.collection, position: Math.max(end, this.position) });
        this.#stored = Math.max(end, this.position);
        this.#reach(end);
        if (failure) throw failure;
        this.error = null;
      } catch (error) {
        this.#fold.clear();
        throw error;
      }
    });
  }

  /** Stores the position where only events were passed that it does not read. */
  flush(): Promise<void> {
    return this.exclusively(async () => {
      if (this.#stored >= this.position) return;
      const { position } = this;
      await this.store.setCheckpoint(this.collection, position);
      this.#stored = position;
    });
  }

  get unstored(): boolean {
    return this.#stored < this.position;
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

  async #apply(events: readonly RecordedEvent[]): Promise<FailedEvent | null> {
    let failure: FailedEvent | null = null;
    const concerned: [RecordedEvent, readonly string[]][] = [];
    for (const event of events) {
      try {
        concerned.push([event, this.#fold.idsOf(event)]);
      } catch (error) {
        failure = new FailedEvent(event, error);
        break;
      }
    }
    await this.#fold.load(concerned.flatMap(([, ids]) => ids));
    for (const [event, ids] of concerned) {
      try {
        this.#fold.apply(event, ids);
      } catch (error) {
        return new FailedEvent(event, error);
      }
    }
    return failure;
  }

  #reach(position: number): void {
    this.position = Math.max(position, this.position);
    this.#announce();
  }

  #announce(): void {
    for (const waiter of [...this.#waiting]) if (waiter.position <= this.position) waiter.resolve(this.position);
  }

  #behind(wanted: number): DomainError {
    return new DomainError('READ_MODEL.BEHIND', { wanted, position: this.position });
  }
}

/** A projection threw on an event. */
export class FailedEvent extends Error {
  constructor(
    readonly event: RecordedEvent,
    cause: unknown,
  ) {
    super(`${event.type} at position ${event.position}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
