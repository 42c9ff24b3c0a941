import { type Condition, DomainError, type Filter, type ReadDocument, type ReadStore, type Scalar } from '@humai/kernel';

/** A read store in memory for specs: keeps JSON text, so nothing is shared with its callers. Cursors are offsets. */
export class MemoryReadStore implements ReadStore {
  readonly #collections = new Map<string, Map<string, string>>();
  readonly #fields = new Map<string, Set<string>>();
  readonly #checkpoints = new Map<string, number>();
  readonly #pointers = new Map<string, string>();

  async ensure({ name, indexes }: Parameters<ReadStore['ensure']>[0]): Promise<void> {
    if (!this.#collections.has(name)) this.#collections.set(name, new Map());
    this.#fields.set(name, new Set(['_id', ...indexes.flat()]));
  }
  async drop(name: string): Promise<void> {
    this.#collections.delete(name);
  }
  async collections(): Promise<readonly string[]> {
    return [...this.#collections.keys()].sort();
  }
  async get<D extends ReadDocument>(name: string, id: string): Promise<D | null> {
    const text = this.#collections.get(name)?.get(id);
    return text === undefined ? null : (JSON.parse(text) as D);
  }
  async getMany<D extends ReadDocument>(name: string, ids: readonly string[]): Promise<ReadonlyMap<string, D>> {
    const found = await Promise.all(ids.map((id) => this.get<D>(name, id)));
    return new Map(found.flatMap((d) => (d ? [[d._id, d] as const] : [])));
  }
  async find<D extends ReadDocument>(name: string, { filter = {}, sort = [], limit = 50, cursor }: NonNullable<Parameters<ReadStore['find']>[1]> = {}) {
    for (const field of [...Object.keys(filter), ...sort.map(([f]) => f)])
      if (!this.#fields.get(name)?.has(field)) throw new DomainError('READ_MODEL.FIELD_NOT_INDEXED', { field });
    const all = this.#all<D>(name, filter).sort((a, b) => {
      for (const [field, direction] of sort) {
        const [x, y] = [at(a, field) as string, at(b, field) as string];
        if (x !== y) return (x < y ? -1 : 1) * (direction === 'asc' ? 1 : -1);
      }
      return a._id < b._id ? -1 : 1;
    });
    const from = Number(cursor ?? 0);
    return { items: all.slice(from, from + limit), cursor: from + limit < all.length ? String(from + limit) : null };
  }
  async count(name: string, filter: Filter = {}): Promise<number> {
    return this.#all(name, filter).length;
  }
  async *scan<D extends ReadDocument>(name: string, filter: Filter = {}): AsyncIterable<readonly D[]> {
    const all = this.#all<D>(name, filter);
    if (all.length > 0) yield all;
  }
  async write({ collection, upserts, deletes = [], checkpoint }: Parameters<ReadStore['write']>[0]): Promise<void> {
    const rows = this.#collections.get(collection) ?? new Map<string, string>();
    this.#collections.set(collection, rows);
    for (const document of upserts) rows.set(document._id, JSON.stringify(document));
    for (const id of deletes) rows.delete(id);
    if (checkpoint) this.#checkpoints.set(checkpoint.name, checkpoint.position);
  }
  async checkpoint(name: string): Promise<number> {
    return this.#checkpoints.get(name) ?? 0;
  }
  async setCheckpoint(name: string, position: number): Promise<void> {
    this.#checkpoints.set(name, position);
  }
  async resolve(logicalName: string): Promise<string> {
    return this.#pointers.get(logicalName) ?? logicalName;
  }
  async pointTo(logicalName: string, collection: string): Promise<void> {
    this.#pointers.set(logicalName, collection);
  }
  async close(): Promise<void> {}

  #all<D extends ReadDocument>(name: string, filter: Filter): D[] {
    const rows = [...(this.#collections.get(name) ?? new Map<string, string>()).values()].map((text) => JSON.parse(text) as D);
    return rows.filter((row) => Object.entries(filter).every(([field, condition]) => [at(row, field)].flat().some((value) => holds(value as Scalar, condition)))).sort((a, b) => (a._id < b._id ? -1 : 1));
  }
}

const at = (document: object, field: string): unknown => field.split('.').reduce<unknown>((o, key) => (o as Record<string, unknown> | undefined)?.[key], document);

function holds(value: Scalar, condition: Condition): boolean {
  if (condition === null || typeof condition !== 'object') return value === condition;
  const { in: list, gt, gte, lt, lte, ne, prefix } = condition;
  return (
    (list === undefined || list.includes(value)) && (ne === undefined || value !== ne) && (prefix === undefined || String(value).startsWith(prefix)) &&
    (gt === undefined || value! > gt!) && (gte === undefined || value! >= gte!) && (lt === undefined || value! < lt!) && (lte === undefined || value! <= lte!)
  );
}
