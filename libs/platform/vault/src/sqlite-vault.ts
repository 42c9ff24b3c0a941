import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { DomainError, type AccessRecord, type Clock, type PersonRecord, type Purpose, type StoredPerson, type Vault } from '@humai/kernel';
import { type AccessEntry, type AccessLogCheck, type Keyring, recordOfText, textOfRecord } from '@humai/vault-records';
import { AccessLog } from './access-log.js';
import { faultOf, isBusy } from './faults.js';
import { Meta } from './schema.js';

type Row = Readonly<{ person_id: string; tag: Uint8Array | null; wrapped: Uint8Array | null; sealed: Uint8Array | null }>;

/** How long another process may keep this one waiting. */
export const BUSY_MS = 10_000;
const PURGE_DUE = 'purge_due';
const ERASURES_UP_TO = 'erasures_up_to';
const COLUMNS = 'person_id, tag, wrapped, sealed';

/** The vault in one SQLite file. A person's row: keyed tag of the document number, wrapped key, sealed record. */
export class SqliteVault implements Vault {
  readonly #meta: Meta;
  readonly #log: AccessLog;
  readonly #byId;
  readonly #byTag;
  readonly #insert;
  readonly #update;
  readonly #clear;
  #purging: Promise<void> | undefined;

  constructor(
    private readonly db: DatabaseSync,
    private readonly keyring: Keyring,
    private readonly options: Readonly<{ file: string; directory: string; clock: Clock; readOnly: boolean }>,
  ) {
    this.#meta = new Meta(db);
    this.#log = new AccessLog(db, keyring, this.#meta);
    this.#byId = db.prepare(`SELECT ${COLUMNS} FROM persons WHERE person_id = ?`);
    this.#byTag = db.prepare(`SELECT ${COLUMNS} FROM persons WHERE tag = ?`);
    this.#insert = db.prepare('INSERT INTO persons (person_id, tag, wrapped, sealed) VALUES (?, ?, ?, ?)');
    this.#update = db.prepare('UPDATE persons SET tag = ?, sealed = ? WHERE person_id = ?');
    this.#clear = db.prepare('UPDATE persons SET tag = NULL, wrapped = NULL, sealed = NULL, erased_at = ? WHERE person_id = ?');
    if (!options.readOnly && this.#meta.get(PURGE_DUE) !== undefined) this.#rewrite();
  }

  /** All or nothing. Throws `PERSON.ERASED` when a record is for an erased person's id: who comes back is a new person. */
  async store(records: readonly Readonly<{ personId: string; record: PersonRecord }>[], why: Purpose): Promise<readonly StoredPerson[]> {
    if (records.length === 0) return [];
    return this.#transact(why, (entries) => records.map(({ personId, record }) => this.#storeOne(personId, record, entries)));
  }

  async match(documentNumbers: readonly string[], why: Purpose): Promise<ReadonlyMap<string, string>> {
    if (documentNumbers.length === 0) return new Map();
    return this.#transact(why, (entries) => {
      const found = new Map<string, string>();
      for (const number of new Set(documentNumbers)) {
        const row = this.#byTag.get(this.keyring.tagOf(number)) as Row | undefined;
        if (!row) continue;
        found.set(number, row.person_id);
        entries.push([row.person_id, 'match']);
      }
      return found;
    });
  }

  async read(personIds: readonly string[], why: Purpose): Promise<ReadonlyMap<string, PersonRecord | null>> {
    if (personIds.length === 0) return new Map();
    return this.#transact(why, (entries) => {
      const found = new Map<string, PersonRecord | null>();
      for (const personId of new Set(personIds)) {
        const row = this.#byId.get(personId) as Row | undefined;
        if (!row) continue;
        const text = this.#textIn(row);
        found.set(personId, text === null ? null : recordOfText(text));
        entries.push([personId, 'read']);
      }
      return found;
    });
  }

  /** Resolves when the bytes are gone from the files, too; erasures asked for together share that work. */
  async erase(personId: string, why: Purpose): Promise<boolean> {
    const erased = this.#transact(why, (entries, at) => {
      const row = this.#byId.get(personId) as Row | undefined;
      if (!row?.wrapped) return false;
      this.#clear.run(at, personId);
      this.#meta.set(PURGE_DUE, at);
      entries.push([personId, 'erase']);
      return true;
    });
    if (erased) await this.#purge();
    return erased;
  }

  async erasuresUpTo(): Promise<number> {
    return Number(this.#meta.get(ERASURES_UP_TO) ?? 0);
  }

  async noteErasuresUpTo(position: number): Promise<void> {
    this.#meta.set(ERASURES_UP_TO, String(position));
  }

  /** Newest first; 1,000 unless told. */
  async accesses(options: Readonly<{ personId?: string; actor?: string; limit?: number }> = {}): Promise<readonly AccessRecord[]> {
    return this.#log.find(options);
  }

  /** Whether the access log is as it was written. */
  async checkAccesses(): Promise<AccessLogCheck> {
    return this.#log.check();
  }

  async close(): Promise<void> {
    await this.#purging;
    if (this.db.isOpen) this.db.close();
  }

  #storeOne(given: string, record: PersonRecord, entries: AccessEntry[]): StoredPerson {
    const tag = record.documentNumber === undefined ? null : this.keyring.tagOf(record.documentNumber);
    const row = ((tag && this.#byTag.get(tag)) ?? this.#byId.get(given)) as Row | undefined;
    const text = textOfRecord(record);
    if (!row) {
      const { key, wrapped } = this.keyring.newKey(given);
      this.#insert.run(given, tag, wrapped, this.keyring.seal(key, given, text));
      entries.push([given, 'write']);
      return { personId: given, outcome: 'created' };
    }
    const personId = row.person_id;
    if (!row.wrapped) throw new DomainError('PERSON.ERASED', { personId });
    if (this.#textIn(row) === text) {
      entries.push([personId, 'match']);
      return { personId, outcome: 'unchanged' };
    }
    this.#update.run(tag, this.keyring.seal(this.keyring.unwrap(personId, row.wrapped), personId, text), personId);
    entries.push([personId, 'write']);
    return { personId, outcome: 'updated' };
  }

  #textIn({ person_id, wrapped, sealed }: Row): string | null {
    if (!wrapped || !sealed) return null;
    try {
      return this.keyring.unseal(this.keyring.unwrap(person_id, wrapped), person_id, sealed);
    } catch {
      throw new DomainError('STORE.DAMAGED', { file: this.options.file, problem: `the record of person ${person_id} cannot be opened` });
    }
  }

  /** One durable transaction that ends with its entries in the access log: nothing is given out or changed without one. */
  #transact<T>(why: Purpose, work: (entries: AccessEntry[], at: string) => T): T {
    if (this.options.readOnly) throw new DomainError('VAULT.READ_ONLY');
    try {
      this.db.exec('BEGIN IMMEDIATE');
      const at = this.options.clock.now();
      const entries: AccessEntry[] = [];
      const result = work(entries, at);
      this.#log.append(entries, why, at);
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.db.isOpen && this.db.isTransaction) this.db.exec('ROLLBACK');
      throw faultOf(error, this.options.file, this.options.directory);
    }
  }

  #purge(): Promise<void> {
    return (this.#purging ??= setImmediate().then(() => {
      this.#purging = undefined;
      this.#rewrite();
    }));
  }

  /**
   * secure_delete zeroes what is deleted, but a page split can leave a stale copy of a row in free space, and the WAL holds old pages:
   * only a rewritten file and an emptied WAL are free of them. Where another process is reading, the next erasure or opening does it.
   */
  #rewrite(): void {
    try {
      this.db.exec('PRAGMA busy_timeout = 100');
      this.db.exec('VACUUM');
      const checkpoint = this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      if (checkpoint?.['busy'] === 0) this.#meta.remove(PURGE_DUE);
    } catch (error) {
      if (!isBusy(error)) throw faultOf(error, this.options.file, this.options.directory);
    } finally {
      this.db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    }
  }
}
