/** A document of a read model. `_id` is the key; `position` the last log position applied to it. */
export type ReadDocument = Readonly<{ _id: string; position: number }>;

/** The fields by which a collection can be filtered and sorted; each entry is one index, compound when it has several fields. */
export type CollectionSpec = Readonly<{ name: string; indexes: readonly (readonly string[])[] }>;

export type Scalar = string | number | boolean | null;
export type Condition =
  | Scalar
  | Readonly<{ in?: readonly Scalar[]; gt?: Scalar; gte?: Scalar; lt?: Scalar; lte?: Scalar; ne?: Scalar; prefix?: string }>;
/** All conditions must hold. Keys are indexed fields or `_id`; a field holding an array matches when any element does. */
export type Filter = Readonly<Record<string, Condition>>;
export type Sort = readonly (readonly [field: string, direction: 'asc' | 'desc'])[];

export type FindQuery = Readonly<{ filter?: Filter; sort?: Sort; limit?: number; cursor?: string }>;
export type Page<D> = Readonly<{ items: readonly D[]; cursor: string | null }>;

export type WriteBatch = Readonly<{
  collection: string;
  upserts: readonly ReadDocument[];
  deletes?: readonly string[];
  /** Stored in the same transaction as the rows (or after them where there is none: documents carry their position). */
  checkpoint?: Readonly<{ name: string; position: number }>;
}>;

/**
 * The read store port: documents with declared indexes.
 * Filtering or sorting by a field without an index throws `READ_MODEL.FIELD_NOT_INDEXED`; a damaged cursor `READ_MODEL.BAD_CURSOR`.
 */
export interface ReadStore {
  /** Creates the collection and its indexes; harmless when they exist. */
  ensure(spec: CollectionSpec): Promise<void>;
  drop(collection: string): Promise<void>;
  collections(): Promise<readonly string[]>;
  get<D extends ReadDocument>(collection: string, id: string): Promise<D | null>;
  getMany<D extends ReadDocument>(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, D>>;
  /** One page; the order is total (ties by `_id`), so that cursors neither skip nor repeat. */
  find<D extends ReadDocument>(collection: string, query?: FindQuery): Promise<Page<D>>;
  count(collection: string, filter?: Filter): Promise<number>;
  /** All documents in order of `_id`, in batches. */
  scan<D extends ReadDocument>(collection: string, filter?: Filter): AsyncIterable<readonly D[]>;
  write(batch: WriteBatch): Promise<void>;
  /** Position stored under a checkpoint's name, 0 when there is none. */
  checkpoint(name: string): Promise<number>;
  setCheckpoint(name: string, position: number): Promise<void>;
  /** The collection a logical name stands for now: itself until {@link pointTo} says otherwise. */
  resolve(logicalName: string): Promise<string>;
  pointTo(logicalName: string, collection: string): Promise<void>;
  close(): Promise<void>;
}
