import { applyEvent, documentIdsOf, type Projection, type ReadDocument, type ReadStore, type RecordedEvent } from '@humai/kernel';

// The document and event types of different projections have no common parent but this.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyProjection = Projection<any, any>;
export type Checkpoint = Readonly<{ name: string; position: number }>;

/** Documents in one write while a fold is spilled: enough to be fast, few enough to let others in between. */
const WRITE = 5_000;

type Entry = { document: ReadDocument | null; changed: boolean; stored: boolean };

/**
 * The documents of one collection under the hands of its projection: loaded as events ask for them, changed in memory, written when told.
 * Holds at most about `capacity` unchanged ones: two generations, of which the older goes when the younger is full.
 */
export class Fold {
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();

  constructor(
    private readonly store: Pick<ReadStore, 'getMany' | 'write'>,
    private readonly projection: AnyProjection,
    readonly collection: string,
    private readonly capacity: number,
    /** True when the collection was empty at first, so that nothing need be looked for before anything was written. */
    private empty = false,
  ) {}

  /** The keys an event concerns. May throw what the projection throws. */
  idsOf(event: RecordedEvent): readonly string[] {
    return documentIdsOf(this.projection, event);
  }

  async load(ids: Iterable<string>): Promise<void> {
    const missing = new Set<string>();
    for (const id of ids) if (!this.#entry(id)) missing.add(id);
    if (missing.size === 0) return;
    const found = this.empty ? new Map<string, ReadDocument>() : await this.store.getMany(this.collection, [...missing]);
    for (const id of missing) {
      const document = found.get(id) ?? null;
      this.#young.set(id, { document, changed: false, stored: document !== null });
    }
  }

  /** Applies an event to documents loaded before: to all of them, or to none when the projection throws. */
  apply(event: RecordedEvent, ids: readonly string[]): void {
    if (ids.length === 1) return this.#set(ids[0]!, applyEvent(this.projection, this.#documentOf(ids[0]!), event, ids[0]!));
    const after = ids.map((id) => applyEvent(this.projection, this.#documentOf(id), event, id) as ReadDocument | null);
    for (const [i, id] of ids.entries()) this.#set(id, after[i]!);
  }

  /** Writes all changes and the checkpoint in one step. */
  async flush(checkpoint: Checkpoint): Promise<void> {
    await this.#write([...this.#old, ...this.#young], checkpoint);
    this.#turn();
  }

  /** Writes what must leave the memory, or everything; for a collection that nobody reads yet, so without a checkpoint. */
  async spill(everything = false): Promise<void> {
    if (!everything && this.#young.size < this.capacity / 2) return;
    const leaving = [...this.#old, ...(everything ? this.#young : [])].filter(([, entry]) => entry.changed);
    for (let i = 0; i < leaving.length; i += WRITE) await this.#write(leaving.slice(i, i + WRITE));
    if (!everything) this.#turn();
  }

  /** Forgets what it holds: it may not be what is stored. */
  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }

  async #write(entries: readonly (readonly [string, Entry])[], checkpoint?: Checkpoint): Promise<void> {
    const changed = entries.filter(([, entry]) => entry.changed);
    const upserts = changed.flatMap(([, { document }]) => (document ? [document] : []));
    const deletes = changed.flatMap(([id, { document, stored }]) => (!document && stored ? [id] : []));
    await this.store.write({ collection: this.collection, upserts, deletes, ...(checkpoint && { checkpoint }) });
    for (const [, entry] of changed) {
      entry.changed = false;
      entry.stored = entry.document !== null;
    }
    this.empty &&= changed.length === 0;
  }

  #turn(): void {
    if (this.#young.size < this.capacity / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  #documentOf(id: string): ReadDocument | null {
    return this.#young.get(id)!.document;
  }

  #set(id: string, document: ReadDocument | null): void {
    const entry = this.#young.get(id)!;
    if (document === entry.document) return;
    entry.document = document;
    entry.changed = true;
  }

  #entry(id: string): Entry | undefined {
    const young = this.#young.get(id);
    if (young) return young;
    const old = this.#old.get(id);
    if (!old) return undefined;
    this.#old.delete(id);
    this.#young.set(id, old);
    return old;
  }
}
