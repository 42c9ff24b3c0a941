import type { Instant } from './dates.js';

/** What identifies a person or is sensitive about them; kept only in the vault, encrypted with the person's own key. */
export type PersonRecord = Readonly<{
  name: string;
  /** 证件号码: ID (18), disability certificate (20, 22). Upper case. */
  documentNumber?: string;
  phone?: string;
  /** Everything else of the register that is personal: health, disability, schooling, employer, … by national heading. */
  attributes?: Readonly<Record<string, string>>;
}>;

/** Who reads and why; every read is recorded. */
export type Purpose = Readonly<{ actor: string; role: string; purpose: string }>;
export type AccessRecord = Readonly<{ at: Instant; actor: string; role: string; purpose: string; personId: string; action: 'read' | 'match' | 'write' | 'erase' }>;

export type StoredPerson = Readonly<{ personId: string; outcome: 'created' | 'updated' | 'unchanged' }>;

/** The vault port: personal data by person id, erased by destroying the person's key (design decision 7). */
export interface Vault {
  /**
   * Stores persons in one durable step. A record whose document number is known keeps that person's id;
   * otherwise `personId` names the new person.
   */
  store(records: readonly Readonly<{ personId: string; record: PersonRecord }>[], why: Purpose): Promise<readonly StoredPerson[]>;
  /** Persons by document number, matched by keyed hash; missing ones are absent. Recorded as `match`. */
  match(documentNumbers: readonly string[], why: Purpose): Promise<ReadonlyMap<string, string>>;
  /** Clear records; `null` for an erased person. Unknown ids are absent. */
  read(personIds: readonly string[], why: Purpose): Promise<ReadonlyMap<string, PersonRecord | null>>;
  /** Destroys the person's key and all that was stored under it. False when nothing was there to erase. */
  erase(personId: string, why: Purpose): Promise<boolean>;
  /** Up to which place of the log the erasures in it were carried out here, 0 at first. A vault that was put back from a copy knows of fewer. */
  erasuresUpTo(): Promise<number>;
  noteErasuresUpTo(position: number): Promise<void>;
  accesses(options?: Readonly<{ personId?: string; actor?: string; limit?: number }>): Promise<readonly AccessRecord[]>;
  close(): Promise<void>;
}
