/** A row put aside until all rows of its group are known. `row` is its number in the file, unique and ascending. */
export type StagedRow = Readonly<{
  row: number;
  group: string;
  /** What should occur once in the whole file; null when the row has no such thing. */
  unique: string | null;
  payload: string;
}>;

export type StagedGroup = Readonly<{
  /** 1 for the group whose first row comes first, without gaps. */
  ordinal: number;
  /** In order of row; `firstWithUnique` is the first row of the file with the same `unique`, its own number when it is that or has none. */
  rows: readonly Readonly<{ row: number; payload: string; firstWithUnique: number }>[];
}>;

/**
 * Holds the rows of one file outside memory and gives them back by group. Its content is unreadable to others
 * and gone when it is discarded or the process ends.
 */
export interface RowStaging {
  add(rows: readonly StagedRow[]): Promise<void>;
  /** Ends the adding; from here on groups can be read. */
  finish(): Promise<Readonly<{ rows: number; groups: number }>>;
  has(group: string): Promise<boolean>;
  /** Groups after an ordinal, in order, in batches. */
  groups(after: number, batchSize: number): AsyncIterable<readonly StagedGroup[]>;
  /** The groups with these ordinals, in order. */
  groupsAt(ordinals: readonly number[]): Promise<readonly StagedGroup[]>;
  discard(): Promise<void>;
}

export type OpenRowStaging = () => Promise<RowStaging>;
