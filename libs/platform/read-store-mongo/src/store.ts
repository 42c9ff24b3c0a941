import { type CollectionSpec, DomainError, type Filter, type FindQuery, type Page, type ReadDocument, type ReadStore, type WriteBatch } from '@humai/kernel';
import { connectMongo, type Database, type MongoConnection, type MongoOptions } from '@humai/mongo';
import { checkCollection, checkField, cursorOf, placeOf, valueAt } from '@humai/read-store';
import { all, leavesOutMissing, orderOf, type Query, queryOf, rangesAfter, sortOf } from './query.js';
import { replaceAll, rows, type Stored } from './replace.js';

export type MongoReadStore = ReadStore & Readonly<{ ping(): Promise<void> }>;

/** What is written down about a collection. */
type Declared = { _id: string; fields: string[]; /** Those of several fields, joined. */ compound: string[] };
type Known = Readonly<{ fields: ReadonlySet<string>; compound: readonly (readonly string[])[] }>;
type Checkpoint = { _id: string; position: number };
type Pointer = { _id: string; collection: string };
/** Where a document was deleted: what is left of it. The server removes it after a while. */
type Gone = ReadDocument & { readonly [GONE]: Date };

const DECLARED = 'humai.collections';
const CHECKPOINTS = 'humai.checkpoints';
const POINTERS = 'humai.pointers';
const GONE = '~gone';
/** No writer that has been cut off for so long comes back. */
const REMEMBERED_SECONDS = 7 * 24 * 3_600;
const PAGE = 100;
const BATCH = 1_000;
const NO_SUCH_COLLECTION = 26;

/**
 * Read models as collections of a MongoDB database. It needs no transaction and no change stream, so a single node serves:
 * a document is replaced whole by its key, and a checkpoint is written after the rows it stands for, so that what a crash
 * leaves in between is written again.
 *
 * A writer that has lost its lead may still be in the middle of a write. So a document replaces none of a later position, what was deleted up to a
 * position is remembered for seven days and counts like a document of that position, and a write never puts a checkpoint back.
 *
 * Throws `MONGO.BAD_URL`, `MONGO.REFUSED`, `MONGO.UNREACHABLE`.
 */
export async function openMongoReadStore(options: MongoOptions): Promise<MongoReadStore> {
  return new Store(await connectMongo(options));
}

class Store implements MongoReadStore {
  readonly #known = new Map<string, Known>();

  constructor(private readonly connection: MongoConnection) {}

  async ensure({ name, indexes, loading = false }: CollectionSpec): Promise<void> {
    checkCollection(name);
    const fields = [...new Set(indexes.flat().map(checkField))];
    await this.connection.run(async (database) => {
      await database.collection<Declared>(DECLARED).updateOne({ _id: name }, { $addToSet: { fields: { $each: fields }, compound: { $each: indexes.filter((i) => i.length > 1).map((i) => i.join()) } } }, { upsert: true });
      await database.collection(name).createIndex({ [GONE]: 1 }, { name: GONE, sparse: true, expireAfterSeconds: REMEMBERED_SECONDS });
      if (loading) return;
      // Ties are broken by the key, so it stands in each index.
      for (const index of indexes) await database.collection(name).createIndex(Object.fromEntries([...index, '_id'].map((field) => [field, 1])), { name: [...index, '_id'].join() });
    });
    this.#known.delete(name);
  }

  async drop(name: string): Promise<void> {
    await this.connection.run(async (database) => {
      await database.collection<Declared>(DECLARED).deleteOne({ _id: name });
      await database.collection(checkCollection(name)).drop().catch((error: { code?: number; message?: string }) => {
        if (error.code !== NO_SUCH_COLLECTION && error.message !== 'ns not found') throw error; // in words only: what speaks the protocol and is no MongoDB
      });
    });
    this.#known.delete(name);
  }

  collections(): Promise<readonly string[]> {
    return this.connection.run(async (database) => (await database.collection<Declared>(DECLARED).find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id));
  }

  get<D extends ReadDocument>(collection: string, id: string): Promise<D | null> {
    return this.connection.run(async (database) => {
      const document = await rows(database, collection).findOne({ _id: id });
      return document === null || isGone(document) ? null : (document as unknown as D);
    });
  }

  getMany<D extends ReadDocument>(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, D>> {
    return this.connection.run(async (database) => {
      const found = new Map<string, D>();
      for (let i = 0; i < ids.length; i += BATCH)
        for (const document of await rows(database, collection).find({ _id: { $in: ids.slice(i, i + BATCH) } }).toArray()) if (!isGone(document)) found.set(document._id, document as unknown as D);
      return new Map(ids.flatMap((id) => (found.has(id) ? [[id, found.get(id)!] as const] : [])));
    });
  }

  deletedUpTo(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.connection.run(async (database) => {
      const found = new Map<string, number>();
      for (let i = 0; i < ids.length; i += BATCH)
        for (const document of await rows(database, collection).find({ _id: { $in: ids.slice(i, i + BATCH) } }).toArray()) if (isGone(document)) found.set(document._id, document.position);
      return found;
    });
  }

  async find<D extends ReadDocument>(collection: string, { filter, sort, limit = PAGE, cursor }: FindQuery = {}): Promise<Page<D>> {
    return this.#asked(collection, { items: [], cursor: null }, async (database, fields) => {
      const where = living(fields, filter);
      const order = orderOf(fields, sort);
      const ranges = cursor === undefined ? [{ where: {} as Query, order }] : rangesAfter(order, placeOf(order, cursor));
      const items: Stored[] = [];
      // One more than asked for tells whether there is a next page.
      for (const range of ranges) {
        const wanted = limit + 1 - items.length;
        if (wanted <= 0) break;
        const parts = [where, range.where].filter((part) => Object.keys(part).length > 0);
        items.push(...(await rows(database, collection).find(all(parts) as never).sort(sortOf(range.order)).limit(wanted).toArray()));
      }
      const page = items.slice(0, limit) as unknown as D[];
      return { items: page, cursor: items.length > limit ? cursorOf(order, page.at(-1)!) : null };
    });
  }

  async count(collection: string, filter?: Filter): Promise<number> {
    return this.#asked(collection, 0, async (database, fields) => rows(database, collection).countDocuments(living(fields, filter) as never));
  }

  async *scan<D extends ReadDocument>(collection: string, filter?: Filter): AsyncIterable<readonly D[]> {
    let after: string | undefined;
    for (;;) {
      // By the key and not by one long cursor, which the server would close on a slow reader.
      const batch = await this.#asked(collection, [], async (database, fields) =>
        rows(database, collection).find(all([living(fields, filter), ...(after === undefined ? [] : [{ _id: { $gt: after } }])].filter((q) => Object.keys(q).length > 0)) as never).sort({ _id: 1 }).limit(BATCH).toArray());
      if (batch.length > 0) yield batch as unknown as readonly D[];
      if (batch.length < BATCH) return;
      after = batch.at(-1)!._id;
    }
  }

  async write({ collection, upserts, deletes = [], checkpoint }: WriteBatch): Promise<void> {
    const known = await this.#knownOf(collection);
    if (!known) throw new Error(`no such collection: ${collection}`);
    for (const document of upserts) refuseParallelLists(collection, known, document);
    const documents = upserts.map((document) => ({ ...document })); // what cannot be written fails here, before anything is sent
    await this.connection.run(async (database) => {
      const gone = checkpoint ? deletes.map((_id): Gone => ({ _id, position: checkpoint.position, [GONE]: new Date() })) : [];
      for (const changes of [documents, gone] as readonly (readonly Stored[])[])
        for (let i = 0; i < changes.length; i += BATCH) await replaceAll(rows(database, collection), changes.slice(i, i + BATCH));
      for (let i = 0; !checkpoint && i < deletes.length; i += BATCH) await rows(database, collection).deleteMany({ _id: { $in: deletes.slice(i, i + BATCH) } });
      if (checkpoint) await database.collection<Checkpoint>(CHECKPOINTS).updateOne({ _id: checkpoint.name }, { $max: { position: checkpoint.position } }, { upsert: true });
    });
  }

  checkpoint(name: string): Promise<number> {
    return this.connection.run(async (database) => (await database.collection<Checkpoint>(CHECKPOINTS).findOne({ _id: name }))?.position ?? 0);
  }

  async setCheckpoint(name: string, position: number): Promise<void> {
    await this.connection.run((database) => database.collection<Checkpoint>(CHECKPOINTS).replaceOne({ _id: name }, { position }, { upsert: true }));
  }

  resolve(logicalName: string): Promise<string> {
    return this.connection.run(async (database) => (await database.collection<Pointer>(POINTERS).findOne({ _id: logicalName }))?.collection ?? logicalName);
  }

  async pointTo(logicalName: string, collection: string): Promise<void> {
    checkCollection(logicalName);
    checkCollection(collection);
    await this.connection.run((database) => database.collection<Pointer>(POINTERS).replaceOne({ _id: logicalName }, { collection }, { upsert: true }));
  }

  ping(): Promise<void> {
    return this.connection.ping();
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** A question by declared fields; one that is unknown may have been declared by another process meanwhile. */
  async #asked<T>(collection: string, nothing: T, ask: (database: Database, fields: ReadonlySet<string>) => Promise<T>): Promise<T> {
    const known = await this.#knownOf(collection);
    if (!known) return nothing;
    try {
      return await this.connection.run((database) => ask(database, known.fields));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'READ_MODEL.FIELD_NOT_INDEXED') throw error;
      this.#known.delete(collection);
      const again = await this.#knownOf(collection);
      if (!again || again.fields.size === known.fields.size) throw error;
      return this.connection.run((database) => ask(database, again.fields));
    }
  }

  async #knownOf(collection: string): Promise<Known | undefined> {
    const known = this.#known.get(collection);
    if (known) return known;
    const declared = await this.connection.run((database) => database.collection<Declared>(DECLARED).findOne({ _id: collection }));
    if (!declared) return undefined;
    const now: Known = { fields: new Set(declared.fields), compound: declared.compound.map((index) => index.split(',')) };
    this.#known.set(collection, now);
    return now;
  }
}

/** Looked at here, so that a question by key is one by key alone, which every server answers from its index. */
const isGone = (document: Stored): boolean => GONE in document;

/** MongoDB has no index over two lists of one document; a stand-in might take it, and then it would fail only where it counts. */
function refuseParallelLists(collection: string, { compound }: Known, document: ReadDocument): void {
  for (const index of compound) {
    const lists = index.filter((field) => Array.isArray(valueAt(document, field.split('.'))));
    if (lists.length > 1) throw new Error(`${collection}: ${lists.join(' and ')} are lists in one document, and MongoDB has no index over two lists`);
  }
}

/** The documents that are there and hold what is asked; those that are gone hold nothing, so it matters only to questions that find what is missing. */
function living(fields: ReadonlySet<string>, filter: Filter = {}): Query {
  const asked = queryOf(fields, filter);
  return Object.entries(filter).some(([field, condition]) => field !== '_id' && leavesOutMissing(condition)) ? asked : all([{ [GONE]: null }, ...(Object.keys(asked).length > 0 ? [asked] : [])]);
}
