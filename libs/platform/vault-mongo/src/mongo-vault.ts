import { type AccessRecord, type Clock, DomainError, type PersonRecord, type Purpose, type StoredPerson, type Vault } from '@humai/kernel';
import type { MongoConnection } from '@humai/mongo';
import { type AccessEntry, type AccessLogCheck, type Keyring, recordOfText } from '@humai/vault-records';
import { AccessLog, type Query } from './access-log.js';
import { isDuplicate, metaOf, type Person, personsOf } from './collections.js';
import { type Given, planOf, tagIn, textIn } from './plan.js';

/** How often a call begins anew because others changed the same persons meanwhile. */
const ATTEMPTS = 20;
type Failed = Readonly<{ index: number }>;

/**
 * The vault in a MongoDB database, for any number of processes, without transactions.
 *
 * - **One person, one document, one step.** Number tag, key and record of a person change together or not at all. Each change names the `turn` it was made on,
 *   so a slower writer begins anew on what it finds, and what was erased is never written back. A unique index on the tag lets one of two writers have a number.
 * - **Several persons in one call** are looked at first: one that is erased refuses the whole call before anything is written. Then they are written in order,
 *   each durable for itself. A crash in between leaves the first ones stored, and the same call again finds them unchanged and stores the rest: a known
 *   number keeps its person, and who has none is known by id. Nobody may count on persons before the call has resolved; a reader may see some of them earlier.
 *   Where a person of the same call is erased by somebody else at that very moment, it ends with `PERSON.ERASED` and those before that one are stored.
 * - **Recorded first.** The entries of the access log are durable before anything is given out or changed. A crash in between leaves an access recorded that
 *   was not granted; a call that had to begin anew is recorded each time.
 * - **Erasing** removes key, record and number from the document. Copies of an older state live on where MongoDB itself keeps them for a while (its journal, the
 *   oplog, pages not yet reused) and in backups, sealed under the master key as ever: keep the oplog's window and the backups' age within what the law allows.
 */
export class MongoVault implements Vault {
  readonly #log: AccessLog;

  constructor(
    private readonly connection: MongoConnection,
    private readonly keyring: Keyring,
    private readonly options: Readonly<{ place: string; clock: Clock }>,
  ) {
    this.#log = new AccessLog(connection, keyring);
  }

  /** Throws `PERSON.ERASED` when a record is for an erased person's id: who comes back is a new person. `SERVICE.BUSY` when others change the same persons again and again. */
  async store(records: readonly Given[], why: Purpose): Promise<readonly StoredPerson[]> {
    const stored: StoredPerson[] = [];
    for (let attempt = 0; stored.length < records.length; attempt += 1) {
      if (attempt === ATTEMPTS) throw new DomainError('SERVICE.BUSY');
      const rest = records.slice(stored.length);
      const steps = planOf(rest, await this.#concerned(rest), this.keyring, this.#textIn);
      await this.#record(steps.map(({ stored: { personId, outcome } }): AccessEntry => [personId, outcome === 'unchanged' ? 'match' : 'write']), why);
      const done = await this.#write(steps.map((s) => s.write));
      stored.push(...steps.slice(0, done).map((s) => s.stored));
    }
    return stored;
  }

  async match(documentNumbers: readonly string[], why: Purpose): Promise<ReadonlyMap<string, string>> {
    const byTag = new Map((await this.#find('tag', documentNumbers.map((n) => tagIn(this.keyring, n)))).map((p) => [p.tag!, p._id]));
    const found = new Map<string, string>();
    for (const number of documentNumbers) {
      const personId = byTag.get(tagIn(this.keyring, number));
      if (personId !== undefined) found.set(number, personId);
    }
    await this.#record([...found.values()].map((personId): AccessEntry => [personId, 'match']), why);
    return found;
  }

  async read(personIds: readonly string[], why: Purpose): Promise<ReadonlyMap<string, PersonRecord | null>> {
    const byId = new Map((await this.#find('_id', personIds)).map((p) => [p._id, p]));
    const known = [...new Set(personIds)].flatMap((id) => byId.get(id) ?? []);
    await this.#record(known.map(({ _id }): AccessEntry => [_id, 'read']), why);
    return new Map(known.map((p) => {
      const text = this.#textIn(p);
      return [p._id, text === null ? null : recordOfText(text)];
    }));
  }

  async erase(personId: string, why: Purpose): Promise<boolean> {
    const [person] = await this.#find('_id', [personId]);
    if (!person?.wrapped) return false;
    await this.#record([[personId, 'erase']], why);
    return this.connection.run(async (database) => {
      const { modifiedCount } = await personsOf(database).updateOne(
        { _id: personId, wrapped: { $exists: true } },
        { $set: { erasedAt: this.options.clock.now() }, $unset: { tag: '', wrapped: '', sealed: '' }, $inc: { turn: 1 } },
      );
      return modifiedCount === 1;
    });
  }

  erasuresUpTo(): Promise<number> {
    return this.connection.run(async (database) => (await metaOf(database).findOne({ _id: 'erasures' }))?.upTo ?? 0);
  }

  async noteErasuresUpTo(position: number): Promise<void> {
    await this.connection.run((database) => metaOf(database).updateOne({ _id: 'erasures' }, { $set: { upTo: position } }, { upsert: true }));
  }

  /** Newest first, by the clocks of those who wrote them; 1,000 unless told. */
  accesses(options: Query = {}): Promise<readonly AccessRecord[]> {
    return this.#log.find(options);
  }

  /** Whether the access log is as it was written. */
  checkAccesses(): Promise<AccessLogCheck> {
    return this.#log.check();
  }

  /** Resolves when the database answers at this moment. */
  ping(): Promise<void> {
    return this.connection.ping();
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  readonly #textIn = (person: Person): string | null => textIn(person, this.keyring, this.options.place);

  #record(entries: readonly AccessEntry[], why: Purpose): Promise<void> {
    return this.#log.append(entries, why, this.options.clock.now());
  }

  async #concerned(records: readonly Given[]): Promise<readonly Person[]> {
    const tags = records.flatMap(({ record }) => (record.documentNumber === undefined ? [] : tagIn(this.keyring, record.documentNumber)));
    return [...(await this.#find('tag', tags)), ...(await this.#find('_id', records.map((r) => r.personId)))];
  }

  #find(field: 'tag' | '_id', values: readonly string[]): Promise<readonly Person[]> {
    const wanted = [...new Set(values)];
    if (wanted.length === 0) return Promise.resolve([]);
    return this.connection.run(async (database) => {
      const found = await personsOf(database).find({ [field]: { $in: wanted } }).toArray();
      return found.map((p) => ({ ...p, ...(p.wrapped ? { wrapped: bytesOf(p.wrapped) } : {}), ...(p.sealed ? { sealed: bytesOf(p.sealed) } : {}) }));
    });
  }

  /** In order, up to the first that meets a change of another; answers how many of the steps are done. */
  async #write(writes: readonly (Person | null)[]): Promise<number> {
    const changes = writes.flatMap((write, step) => (write ? [{ write, step }] : []));
    if (changes.length === 0) return writes.length;
    try {
      // A turn that was not found becomes an insert of a key that is there, which the server refuses: so the steps after it wait.
      await this.connection.run((database) => personsOf(database).bulkWrite(
        changes.map(({ write }) => ({ replaceOne: { filter: { _id: write._id, turn: write.turn - 1 }, replacement: write, upsert: true } })), { ordered: true }));
      return writes.length;
    } catch (error) {
      const [failed] = [(error as { writeErrors?: Failed | readonly Failed[] }).writeErrors ?? []].flat() as readonly Failed[];
      if (!isDuplicate(error) || !failed) throw error;
      return changes[failed.index]!.step;
    }
  }
}

/** The driver wraps bytes in an object of its own. */
const bytesOf = (stored: Uint8Array | Readonly<{ buffer: Uint8Array; position: number }>): Uint8Array =>
  stored instanceof Uint8Array ? stored : stored.buffer.subarray(0, stored.position);
