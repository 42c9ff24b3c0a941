import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { type CollectionSpec, DomainError, type Filter, type FindQuery, type Page, type ReadDocument, type ReadStore, type WriteBatch } from '@humai/kernel';
import { Collection, type CollectionRecord } from './collection.js';
import { checkCollection } from '@humai/read-store';

export class SqliteReadStore implements ReadStore {
  readonly #collections = new Map<string, Collection>();
  readonly #run;
  #closed = false;

  constructor(
    private readonly db: DatabaseSync,
    /** Another process may change the collections: look again each time. */
    private readonly readOnly: boolean,
    private readonly faultOf: (error: unknown) => unknown,
  ) {
    this.#run = {
      record: db.prepare('SELECT record FROM collections WHERE name = ?'),
      checkpoint: db.prepare('SELECT position FROM checkpoints WHERE name = ?'),
      setCheckpoint: db.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?)'),
      pointer: db.prepare('SELECT collection FROM pointers WHERE name = ?'),
      setPointer: db.prepare('INSERT OR REPLACE INTO pointers VALUES (?, ?)'),
      save: db.prepare('INSERT OR REPLACE INTO collections VALUES (?, ?)'),
      forget: db.prepare('DELETE FROM collections WHERE name = ?'),
    };
  }

  async ensure({ name, indexes, loading = false }: CollectionSpec): Promise<void> {
    this.#atomically(() => {
      const collection = this.#find(name) ?? Collection.create(this.db, name, this.#save);
      collection.addFields([...new Set(indexes.flat())]);
      this.#collections.set(name, collection);
    });
    for (const index of loading ? [] : indexes) {
      if (this.#find(name)?.hasIndex(index) !== false) continue;
      this.#atomically(() => this.#find(name)?.addIndex(index));
      await turn(); // Over many rows an index takes a while: let other work in between.
    }
  }

  async drop(name: string): Promise<void> {
    this.#atomically(() => {
      this.#find(name)?.drop();
      this.#run.forget.run(name);
    });
    this.#collections.delete(name);
  }

  async collections(): Promise<readonly string[]> {
    return this.#guarded(() => this.db.prepare('SELECT name FROM collections ORDER BY name').all().map((row) => String(row['name'])));
  }

  async get<D extends ReadDocument>(collection: string, id: string): Promise<D | null> {
    return this.#guarded(() => (this.#find(collection)?.get(id) ?? null) as D | null);
  }

  async getMany<D extends ReadDocument>(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, D>> {
    return this.#guarded(() => {
      const found = new Map<string, D>();
      const from = this.#find(collection);
      for (const id of from ? ids : []) {
        const document = from?.get(id);
        if (document) found.set(id, document as D);
      }
      return found;
    });
  }

  async find<D extends ReadDocument>(collection: string, query: FindQuery = {}): Promise<Page<D>> {
    return this.#guarded(() => (this.#find(collection)?.find(query) ?? { items: [], cursor: null }) as Page<D>);
  }

  async count(collection: string, filter?: Filter): Promise<number> {
    return this.#guarded(() => this.#find(collection)?.count(filter) ?? 0);
  }

  async *scan<D extends ReadDocument>(collection: string, filter?: Filter): AsyncIterable<readonly D[]> {
    const batches = this.#guarded(() => this.#find(collection)?.scan(filter));
    while (batches) {
      const { done, value } = this.#guarded(() => batches.next());
      if (done) return;
      yield value as readonly D[];
      await turn(); // Let other work in between.
    }
  }

  async write({ collection: name, upserts, deletes = [], checkpoint }: WriteBatch): Promise<void> {
    this.#atomically(() => {
      const collection = this.#find(name);
      if (!collection) throw new Error(`no such collection: ${name}`);
      collection.upsert(upserts);
      collection.delete(deletes);
      if (checkpoint) this.#run.setCheckpoint.run(checkpoint.name, checkpoint.position);
    });
  }

  async checkpoint(name: string): Promise<number> {
    return this.#guarded(() => Number(this.#run.checkpoint.get(name)?.['position'] ?? 0));
  }

  async setCheckpoint(name: string, position: number): Promise<void> {
    this.#guarded(() => this.#run.setCheckpoint.run(name, position));
  }

  async resolve(logicalName: string): Promise<string> {
    return this.#guarded(() => String(this.#run.pointer.get(logicalName)?.['collection'] ?? logicalName));
  }

  async pointTo(logicalName: string, collection: string): Promise<void> {
    this.#guarded(() => this.#run.setPointer.run(checkCollection(logicalName), checkCollection(collection)));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    if (!this.readOnly) this.#guarded(() => this.db.exec('PRAGMA optimize'));
    this.#closed = true;
    this.db.close();
  }

  readonly #save = (record: CollectionRecord): void => void this.#run.save.run(record.name, JSON.stringify(record));

  #find(name: string): Collection | undefined {
    const known = this.readOnly ? undefined : this.#collections.get(name);
    if (known) return known;
    const row = this.#run.record.get(name);
    if (!row) return undefined;
    const collection = new Collection(this.db, JSON.parse(String(row['record'])) as CollectionRecord, this.#save);
    this.#collections.set(name, collection);
    return collection;
  }

  #atomically(work: () => void): void {
    this.#guarded(() => {
      this.db.exec('BEGIN IMMEDIATE');
      try {
        work();
        this.db.exec('COMMIT');
      } catch (error) {
        this.#collections.clear(); // What they know of their tables may have been rolled back.
        if (this.db.isTransaction) this.db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  #guarded<T>(work: () => T): T {
    if (this.#closed) throw new DomainError('STORE.CLOSED');
    try {
      return work();
    } catch (error) {
      throw this.faultOf(error);
    }
  }
}
