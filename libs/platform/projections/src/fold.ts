import { applyEvent, documentIdsOf, type EventCatalogue, type Projection, type ReadDocument, type ReadStore, type RecordedEvent } from '@humai/kernel';

// The document and event types of different projections have no common parent but this.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyProjection = Projection<any, any>;

/** An event and the keys of its documents. */
export type Concerned = Readonly<{ event: RecordedEvent; ids: readonly string[] }>;

/** What a projection takes from the log. */
export class Intake {
  /** Under which its events stand there. */
  readonly types: readonly string[];
  readonly #types: ReadonlySet<string>;
  readonly #handles: ReadonlySet<string>;

  constructor(
    private readonly projection: AnyProjection,
    private readonly catalogue: EventCatalogue | undefined,
  ) {
    this.types = catalogue?.storedAs(projection.handles) ?? projection.handles;
    this.#types = new Set(this.types);
    this.#handles = new Set(projection.handles);
  }

  takes(type: string): boolean {
    return this.#types.has(type);
  }

  /** The events that concern it, in their newest shape, each with the keys of its documents; up to the first that fails. */
  of(events: readonly RecordedEvent[]): Readonly<{ concerned: readonly Concerned[]; failure: FailedEvent | null }> {
    const concerned: Concerned[] = [];
    for (const stored of events) {
      if (!this.#types.has(stored.type)) continue;
      try {
        const event = this.catalogue?.upcast(stored) ?? stored;
        if (this.#handles.has(event.type)) concerned.push({ event, ids: documentIdsOf(this.projection, event) });
      } catch (error) {
        return { concerned, failure: new FailedEvent(stored, error) };
      }
    }
    return { concerned, failure: null };
  }
}

type Parts = Readonly<{
  store: Pick<ReadStore, 'getMany' | 'deletedUpTo' | 'write'>;
  projection: AnyProjection;
  intake: Intake;
  collection: string;
}>;

/** How many documents stay in memory, about: those of the last events. */
const KEPT = 1_000;

/**
 * The documents of one collection under the hands of its projection: loaded as events ask for them, changed in memory, written when told.
 * Two generations, of which the older leaves when the younger is full.
 */
export class Fold {
  readonly #changed = new Set<string>();
  /** Of documents that are not there, where the store says so: their events up to here are in that deletion. */
  readonly #deleted = new Map<string, number>();
  #young = new Map<string, ReadDocument | null>();
  #old = new Map<string, ReadDocument | null>();

  constructor(private readonly parts: Parts) {}

  /** Applies events in memory, up to the first that fails. */
  async take(events: readonly RecordedEvent[]): Promise<Readonly<{ applied: number; failure: FailedEvent | null }>> {
    const { concerned, failure } = this.parts.intake.of(events);
    await this.#load(concerned);
    for (const [i, { event, ids }] of concerned.entries()) {
      try {
        this.#apply(event, ids);
      } catch (error) {
        return { applied: i, failure: new FailedEvent(event, error) };
      }
    }
    return { applied: concerned.length, failure };
  }

  /** Writes all changes and the checkpoint in one step. */
  async flush(position: number): Promise<void> {
    const { store, collection } = this.parts;
    const changed = [...this.#changed];
    const upserts = changed.flatMap((id) => this.#young.get(id) ?? []);
    const deletes = changed.filter((id) => !this.#young.get(id));
    await store.write({ collection, upserts, deletes, checkpoint: { name: collection, position } });
    this.#changed.clear();
    for (const [id, upTo] of this.#deleted) if (upTo <= position) this.#deleted.delete(id);
    if (this.#young.size < KEPT / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  /** Forgets what it holds: it may not be what is stored. */
  clear(): void {
    for (const held of [this.#changed, this.#deleted, this.#young, this.#old]) held.clear();
  }

  async #load(concerned: readonly Concerned[]): Promise<void> {
    const { store, collection } = this.parts;
    const missing = new Set<string>();
    for (const { ids } of concerned) for (const id of ids) if (!this.#rejuvenated(id)) missing.add(id);
    if (missing.size === 0) return;
    const found = await store.getMany(collection, [...missing]);
    for (const id of missing) this.#young.set(id, found.get(id) ?? null);
    const gone = [...missing].filter((id) => !found.has(id));
    if (store.deletedUpTo && gone.length > 0) for (const [id, upTo] of await store.deletedUpTo(collection, gone)) this.#deleted.set(id, upTo);
  }

  /** To all documents that the event changes, or to none when the projection throws. */
  #apply(event: RecordedEvent, ids: readonly string[]): void {
    const before = ids.map((id) => this.#young.get(id) ?? null);
    const after = before.map((document, i) =>
      document === null && event.position <= (this.#deleted.get(ids[i]!) ?? 0) ? null : (applyEvent(this.parts.projection, document, event, ids[i]!) as ReadDocument | null));
    for (const [i, id] of ids.entries()) {
      if (before[i] === after[i]) continue;
      this.#young.set(id, after[i]!);
      this.#changed.add(id);
    }
  }

  #rejuvenated(id: string): boolean {
    if (this.#young.has(id)) return true;
    const old = this.#old.get(id);
    if (old === undefined) return false;
    this.#young.set(id, old);
    return true;
  }
}

/** A projection, or an upcaster before it, threw on an event. */
export class FailedEvent extends Error {
  constructor(
    readonly event: RecordedEvent,
    cause: unknown,
  ) {
    super(`${event.type} at position ${event.position}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
