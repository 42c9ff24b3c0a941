/** A document of a read model. `_id` is the key; `position` the last log position applied to it. */
export type ReadDocument = Readonly<{ _id: string; position: number }>;

/** The fields by which a collection can be filtered and sorted; each entry is one index, compound when it has several fields. */
export type CollectionSpec = Readonly<{
  name: string;
  indexes: readonly (readonly string[])[];
  /** Much is to be written before anything is asked: the indexes may wait until the next `ensure` without this. */
  loading?: boolean;
}>;

export type Scalar = string | number | boolean | null;
export type Condition =
  | Scalar
  | Readonly<{ in?: readonly Scalar[]; gt?: Scalar; gte?: Scalar; lt?: Scalar; lte?: Scalar; ne?: Scalar; prefix?: string }>;
/**
 * All conditions must hold. Keys are indexed fields or `_id`, dotted where nested; a field holding an array matches when any element does,
 * and `ne` when none is equal. Null and missing are the same. Comparisons hold within one type only: nothing is above or below a string but strings.
 */
export type Filter = Readonly<Record<string, Condition>>;
/** Null, then numbers, strings by code point, booleans; the order of fields that hold arrays is not defined. */
export type Sort = readonly (readonly [field: string, direction: 'asc' | 'desc'])[];

export type FindQuery = Readonly<{ filter?: Filter; sort?: Sort; limit?: number; cursor?: string }>;
export type Page<D> = Readonly<{ items: readonly D[]; cursor: string | null }>;

export type WriteBatch = Readonly<{
  collection: string;
  /** Each replaces the document of its key, unless that one is of a later position: then a slower writer has come too late, and it stays. */
  upserts: readonly ReadDocument[];
  /** With a checkpoint they count as of its position, where several processes may write. */
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
  /** One page, of 100 unless told; the order is total (ties by `_id`, in the direction of the last field), so that cursors neither skip nor repeat. */
  find<D extends ReadDocument>(collection: string, query?: FindQuery): Promise<Page<D>>;
  count(collection: string, filter?: Filter): Promise<number>;
  /**
   * Up to which position of the log those of the documents that are gone were deleted. Absent where rows and checkpoint are stored in one step;
   * elsewhere a deletion may be stored whose checkpoint is not, and who reads the log again from there must know which events it has seen.
   */
  deletedUpTo?(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
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
