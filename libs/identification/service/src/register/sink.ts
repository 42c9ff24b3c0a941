import type { PersonRecord } from '@humai/kernel';
import type { CurrentHousehold } from '@humai/identification-domain';

export type KnownPerson = Readonly<{ personId: string; /** the household the person has a place in now */ householdId: string | null }>;
export type RecordOf = Readonly<{ personId: string; record: PersonRecord }>;

/** What the import needs of the running system. All methods may be called for several households at once. */
export interface RegisterSink {
  /** Households by register number, as recorded now; new ones are absent. */
  current(registerNumbers: readonly string[]): Promise<ReadonlyMap<string, CurrentHousehold>>;
  /** Persons by ID number; new ones are absent. */
  findPersons(idNumbers: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>>;
  /** What others call the household; null when it has no register number. */
  registerNumberOf(householdId: string): Promise<string | null>;
  /** Ids of the persons whose record differs from what is kept; with `write` it is brought up to date, durably. */
  updatePersons(records: readonly RecordOf[], write: boolean): Promise<ReadonlySet<string>>;
  /** The id a new household will have. */
  householdIdFor(registerNumber: string): string;
  /** The roles of which the importer would need one to give a command; none when there is one. */
  missingRoles(type: string): readonly string[];
  /** Gives a command. `key` is the same when the same run of the same file gives it again. Throws DomainError when refused. */
  execute(householdId: string, command: Readonly<{ type: string; data: unknown; key: string }>): Promise<Readonly<{ events: number }>>;
}

export type ImportState = Readonly<{
  /** Households done from the beginning of the file, in order of first row. */
  done: number;
  /** Households put off to the end. */
  putOff: readonly number[];
  accepted: number; unchanged: number; rejected: number; events: number;
  /** Problems that only the recorded state could show; those of the rows themselves are found again by reading them. */
  refusals: readonly Readonly<{ row: number; field: string | null; code: string; details: Readonly<Record<string, string | number | boolean | null | readonly string[]>> }>[];
}>;

/** Where an import that was interrupted goes on; by the hash of its file, mapping and area. */
export interface ImportProgress {
  load(key: string): Promise<ImportState | null>;
  save(key: string, state: ImportState): Promise<void>;
  clear(key: string): Promise<void>;
}
