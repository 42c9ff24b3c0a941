import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Filter, FindQuery, Page, ReadDocument, Scalar } from '@humai/kernel';
import { cursorOf, placeOf, valueAt } from '@humai/read-store';
import { columnName, elementsIndex, elementsTable, indexName, rowsTable } from './names.js';
import { all, type Field, type Fields, type Order, orderOf, rangesAfter, type Sql, whereOf } from './query.js';
import { isSame, type Stored, toStored } from './values.js';

const PAGE = 100;
const SCAN = 1_000;

/** What is written down about a collection: its fields, those that hold arrays, and the indexes that stand. */
export type CollectionRecord = { readonly name: string; fields: string[]; lists: string[]; indexes: string[][] };

/** One collection: a table of rows with a column per indexed field, and a table of single values per field that holds arrays. */
export class Collection {
  readonly #table: string;
  #fields: Fields;
  #statements = new Map<string, StatementSync>();

  constructor(
    private readonly db: DatabaseSync,
    readonly record: CollectionRecord,
    private readonly save: (record: CollectionRecord) => void,
  ) {
    this.#table = rowsTable(record.name);
    this.#fields = this.#fieldsOf(record);
  }

  static create(db: DatabaseSync, name: string, save: (record: CollectionRecord) => void): Collection {
    db.exec(`CREATE TABLE ${rowsTable(name)} (_id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, doc TEXT NOT NULL)`);
    const record: CollectionRecord = { name, fields: [], lists: [], indexes: [] };
    save(record);
    return new Collection(db, record, save);
  }

  /** Adds the columns that are missing, filled. Call in a transaction. */
  addFields(fields: readonly string[]): void {
    const { record } = this;
    const missing = fields.filter((f) => f !== '_id' && !record.fields.includes(f));
    if (missing.length === 0) return;
    for (const field of missing) this.db.exec(`ALTER TABLE ${this.#table} ADD COLUMN ${columnName(field)}`);
    record.fields.push(...missing);
    this.#changed();
    for (const batch of this.scan()) this.upsert(batch);
    this.save(record);
  }

  hasIndex(index: readonly string[]): boolean {
    return this.record.indexes.some((known) => known.join() === index.join());
  }

  /** Call in a transaction, after its fields were added. */
  addIndex(index: readonly string[]): void {
    const { record } = this;
    const columns = [...new Set([...index.map((f) => (f === '_id' ? '_id' : columnName(f))), '_id'])];
    this.db.exec(`CREATE INDEX ${indexName(record.name, index)} ON ${this.#table} (${columns.join()})`);
    record.indexes.push([...index]);
    this.save(record);
  }

  drop(): void {
    for (const field of this.record.lists) this.db.exec(`DROP TABLE ${elementsTable(this.record.name, field)}`);
    this.db.exec(`DROP TABLE ${this.#table}`);
  }

  get(id: string): ReadDocument | null {
    const row = this.#prepared(`SELECT doc FROM ${this.#table} WHERE _id = ?`).get(id) as unknown as [string] | undefined;
    return row ? (JSON.parse(row[0]) as ReadDocument) : null;
  }

  find({ filter, sort, limit = PAGE, cursor }: FindQuery): Page<ReadDocument> {
    const where = whereOf(this.#fields, filter);
    const order = orderOf(this.#fields, sort);
    const ranges: readonly Readonly<{ where: Sql; order: Order }>[] = cursor === undefined ? [{ where: all([]), order }] : rangesAfter(order, placeOf(order, cursor));
    const items: ReadDocument[] = [];
    for (const range of ranges) {
      if (items.length > limit) break;
      items.push(...this.#select(all([range.where, where]), range.order, limit + 1 - items.length));
    }
    if (items.length <= limit) return { items, cursor: null };
    items.length = limit;
    const last = items.at(-1);
    return { items, cursor: last ? cursorOf(order, last) : (cursor ?? null) };
  }

  count(filter: Filter | undefined): number {
    const { text, parameters } = whereOf(this.#fields, filter);
    return Number((this.#prepared(`SELECT count(*) FROM ${this.#table} WHERE ${text}`).get(...parameters) as unknown as [number])[0]);
  }

  *scan(filter?: Filter): Generator<readonly ReadDocument[]> {
    for (let last = '', first = true; ; first = false) {
      const after: Sql = first ? all([]) : { text: '_id > ?', parameters: [last] };
      const batch = this.#select(all([after, whereOf(this.#fields, filter)]), orderOf(this.#fields), SCAN);
      if (batch.length > 0) yield batch;
      if (batch.length < SCAN) return;
      last = batch.at(-1)!._id;
    }
  }

  /** Call in a transaction. */
  upsert(documents: readonly ReadDocument[]): void {
    let writer = this.#writer();
    for (const document of documents) {
      const values = [...this.#fields.values()].map(({ path }) => valueAt(document, path));
      const isWritten = writer(document, values.map((v) => (Array.isArray(v) ? null : toStored(v))));
      if (!isWritten) continue;
      if (!values.some(Array.isArray) && this.record.lists.length === 0) continue;
      this.#storeElements(document);
      writer = this.#writer(); // This document may have been the first with an array, which makes statements anew.
    }
  }

  /** Writes a row and of its columns only those that differ, since each one written is written again in its indexes; false where a later document stays. */
  #writer(): (document: ReadDocument, values: readonly Stored[]) => boolean {
    const columns = [...this.#fields.values()].map((f) => f.column);
    const find = this.#prepared(`SELECT ${['rowid', 'position', ...columns].join()} FROM ${this.#table} WHERE _id = ?`);
    const insert = this.#prepared(`INSERT INTO ${this.#table} (${['_id', 'position', 'doc', ...columns].join()}) VALUES (?, ?, ?${', ?'.repeat(columns.length)})`);
    return (document, values) => {
      const row = find.get(document._id) as unknown as [rowid: number, position: number, ...Stored[]] | undefined;
      if (!row) {
        insert.run(document._id, document.position, JSON.stringify(document), ...values);
        return true;
      }
      if (row[1] > document.position) return false;
      const changed = columns.flatMap((_, i) => (isSame(row[i + 2]!, values[i]!) ? [] : i));
      const update = this.#prepared(`UPDATE ${this.#table} SET ${['position', 'doc', ...changed.map((i) => columns[i]!)].map((c) => `${c} = ?`).join()} WHERE rowid = ?`);
      update.run(document.position, JSON.stringify(document), ...changed.map((i) => values[i]!), row[0]);
      return true;
    };
  }

  /** Call in a transaction. */
  delete(ids: readonly string[]): void {
    for (const id of ids) {
      this.#prepared(`DELETE FROM ${this.#table} WHERE _id = ?`).run(id);
      for (const { elements } of this.#fields.values()) if (elements) this.#prepared(`DELETE FROM ${elements} WHERE _id = ?`).run(id);
    }
  }

  #storeElements(document: ReadDocument): void {
    for (const { name, path } of [...this.#fields.values()]) {
      const value: Scalar | readonly Scalar[] = valueAt(document, path);
      if (Array.isArray(value) && !this.record.lists.includes(name)) this.#startElements(name);
      const table = this.#fields.get(name)?.elements;
      if (!table) continue;
      this.#prepared(`DELETE FROM ${table} WHERE _id = ?`).run(document._id);
      const insert = this.#prepared(`INSERT INTO ${table} VALUES (?, ?, ?)`);
      for (const [n, element] of [...new Set(Array.isArray(value) ? (value as Scalar[]) : [value as Scalar])].entries()) insert.run(document._id, n, toStored(element));
    }
  }

  /** From the first array on, all values of the field stand in a table of their own, one row each. */
  #startElements(field: string): void {
    const table = elementsTable(this.record.name, field);
    this.db.exec(`CREATE TABLE ${table} (_id TEXT NOT NULL, n INTEGER NOT NULL, value, PRIMARY KEY (_id, n)) WITHOUT ROWID`);
    this.db.exec(`CREATE INDEX ${elementsIndex(this.record.name, field)} ON ${table} (value, _id)`);
    this.db.exec(`INSERT INTO ${table} SELECT _id, 0, ${columnName(field)} FROM ${this.#table}`);
    this.record.lists.push(field);
    this.#changed();
    this.save(this.record);
  }

  #select({ text, parameters }: Sql, order: Order, limit: number): ReadDocument[] {
    const by = order.map(({ field, descending }) => `${field.column}${descending ? ' DESC' : ''}`).join();
    const rows = this.#prepared(`SELECT doc FROM ${this.#table} WHERE ${text} ORDER BY ${by} LIMIT ?`).all(...parameters, limit) as unknown as [string][];
    return rows.map(([doc]) => JSON.parse(doc) as ReadDocument);
  }

  #changed(): void {
    this.#fields = this.#fieldsOf(this.record);
    this.#statements.clear();
  }

  #fieldsOf({ name, fields, lists }: CollectionRecord): Fields {
    return new Map(fields.map((field): [string, Field] => [field, { name: field, path: field.split('.'), column: columnName(field), elements: lists.includes(field) ? elementsTable(name, field) : null }]));
  }

  #prepared(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.db.prepare(text);
    statement.setReturnArrays(true);
    if (this.#statements.size >= 200) this.#statements.clear(); // Filters by lists of any length make ever new texts.
    this.#statements.set(text, statement);
    return statement;
  }
}
