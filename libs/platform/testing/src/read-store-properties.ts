import { expect, it } from '@jest/globals';
import type { Condition, Filter, ReadStore, Scalar, Sort } from '@humai/kernel';
import fc from 'fast-check';
import { allPages, type ReadStoreCapabilities, type Row, ROWS } from './read-store-suite.js';

// Few values, so that ties and matches are common.
const wordsOf = (astral: boolean) => fc.constantFrom('', 'a', 'ab', 'b', '村', '村庄', '1', ...(astral ? ['\u{10ffff}', '\uffff'] : []));

/** Documents, writes and questions; without characters beyond U+FFFF where an adapter cannot order them. */
function arbitraries(astral: boolean) {
  const word = wordsOf(astral);
  const scalar: fc.Arbitrary<Scalar> = fc.oneof(word, fc.constantFrom(-1, 0, 1, 1.5, 1e15), fc.boolean(), fc.constant(null));
  const id = fc.integer({ min: 0, max: 30 }).map((n) => `k${n}`);
  const row = fc.record(
    { _id: id, position: fc.nat(1_000), village: fc.option(word), rank: scalar, tags: fc.oneof(fc.array(fc.oneof(word, fc.constant(null)), { maxLength: 3 }), word) },
    { requiredKeys: ['_id', 'position'], noNullPrototype: true },
  ) as fc.Arbitrary<Row>;
  const writes = fc.array(fc.record({ upserts: fc.uniqueArray(row, { selector: (r) => r._id, maxLength: 12 }), deletes: fc.array(id, { maxLength: 2 }) }), { maxLength: 6 });

  const condition = (value: fc.Arbitrary<Scalar>): fc.Arbitrary<Condition> =>
    fc.oneof(
      value,
      fc.record({ in: fc.array(value, { maxLength: 3 }) }),
      fc.record({ ne: value }),
      fc.record({ prefix: word }),
      fc.record({ gt: value }), fc.record({ gte: value }), fc.record({ lt: value }), fc.record({ lte: value }),
      fc.record({ gte: value, lt: value }),
    );
  const filter = fc.record({ village: condition(word), rank: condition(scalar), tags: condition(word), _id: condition(id) }, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Filter>;
  const direction = fc.constantFrom('asc' as const, 'desc' as const);
  const sort: fc.Arbitrary<Sort> = fc.oneof(
    fc.constant([]),
    direction.map((d): Sort => [['rank', d]]),
    fc.tuple(direction, direction).map(([a, b]): Sort => [['village', a], ['rank', b]]),
    direction.map((d): Sort => [['_id', d]]),
  );
  return { writes, filter, sort };
}

const TYPES = ['object', 'number', 'string', 'boolean'];
const typeRank = (v: Scalar): number => TYPES.indexOf(typeof v);
const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
export const compareScalars = (a: Scalar, b: Scalar): number =>
  typeRank(a) !== typeRank(b) ? typeRank(a) - typeRank(b) : typeof a === 'string' ? compareText(a, b as string) : Number(a) - Number(b);

const valueOf = (r: Row, field: string): Scalar => ((r as Record<string, unknown>)[field] ?? null) as Scalar;
const elementsOf = (value: unknown): readonly Scalar[] => (Array.isArray(value) ? (value as Scalar[]) : [(value ?? null) as Scalar]);

function holds(value: Scalar, c: Exclude<Condition, Scalar>): boolean {
  const same = (v: Scalar) => typeRank(v) === typeRank(value);
  return (
    (c.in === undefined || c.in.includes(value)) &&
    (c.prefix === undefined || (typeof value === 'string' && value.startsWith(c.prefix))) &&
    (c.gt === undefined || (same(c.gt) && compareScalars(value, c.gt) > 0)) &&
    (c.gte === undefined || (same(c.gte) && compareScalars(value, c.gte) >= 0)) &&
    (c.lt === undefined || (same(c.lt) && compareScalars(value, c.lt) < 0)) &&
    (c.lte === undefined || (same(c.lte) && compareScalars(value, c.lte) <= 0))
  );
}

/** What the port says of a filter, in the plainest words. */
export const matches = (r: Row, asked: Filter): boolean =>
  Object.entries(asked).every(([field, raw]) => {
    const { ne, ...c } = raw !== null && typeof raw === 'object' ? raw : { in: [raw], ne: undefined };
    const elements = elementsOf((r as Record<string, unknown>)[field]);
    return (Object.keys(c).length === 0 || elements.some((e) => holds(e, c))) && (ne === undefined || !elements.includes(ne));
  });

const inOrder = (rows: readonly Row[], by: Sort): Row[] => {
  const order: Sort = by.some(([f]) => f === '_id') ? by : [...by, ['_id', by.at(-1)?.[1] ?? 'asc']];
  return rows.toSorted((a, b) => {
    for (const [field, d] of order) {
      const c = compareScalars(valueOf(a, field), valueOf(b, field));
      if (c !== 0) return d === 'desc' ? -c : c;
    }
    return 0;
  });
};

type Writes = readonly Readonly<{ upserts: readonly Row[]; deletes: readonly string[] }>[];

/** As along a log: what is written later is of a later position. */
let position = 0;

async function apply(store: ReadStore, model: Map<string, Row>, batches: Writes): Promise<void> {
  for (const { upserts: given, deletes } of batches) {
    position += 1;
    const upserts = given.map((r) => ({ ...r, position }));
    await store.write({ collection: ROWS.name, upserts, deletes, ...(position % 2 === 0 ? { checkpoint: { name: ROWS.name, position } } : {}) });
    for (const r of upserts) model.set(r._id, r);
    for (const key of deletes) model.delete(key);
  }
}

async function emptied(store: ReadStore): Promise<Map<string, Row>> {
  const ids = (await allPages(store, ROWS.name)).map((r) => r._id);
  await store.write({ collection: ROWS.name, upserts: [], deletes: ids });
  return new Map();
}

export function readStoreProperties(storeOf: () => ReadStore, { astralOrder = true }: ReadStoreCapabilities = {}): void {
  const { writes, filter, sort } = arbitraries(astralOrder);

  it('answers any question as a plain list of documents would', async () => {
    await fc.assert(
      fc.asyncProperty(writes, fc.array(fc.tuple(filter, sort, fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 5 }), async (batches, questions) => {
        const store = storeOf();
        const model = await emptied(store);
        await apply(store, model, batches);
        for (const [asked, by, limit] of questions) {
          const expected = inOrder([...model.values()].filter((r) => matches(r, asked)), by);
          expect(await allPages(store, ROWS.name, { filter: asked, sort: by, limit })).toStrictEqual(expected);
          expect(await store.count(ROWS.name, asked)).toBe(expected.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('neither skips nor repeats a document that stays where it is while others are written between pages', async () => {
    await fc.assert(
      fc.asyncProperty(writes, fc.array(writes, { maxLength: 6 }), filter, sort, fc.integer({ min: 1, max: 5 }), async (before, during, asked, by, limit) => {
        const store = storeOf();
        const model = await emptied(store);
        await apply(store, model, before);
        const staying = new Map([...model].filter(([key, r]) => matches(r, asked) && !during.flat().some((w) => w.deletes.includes(key) || w.upserts.some((u) => u._id === key))));
        const next = during.values();
        const pages = await allPages(store, ROWS.name, { filter: asked, sort: by, limit }, () => apply(store, model, next.next().value ?? []));
        expect(pages.filter((r) => staying.has(r._id))).toStrictEqual(inOrder([...staying.values()], by));
      }),
      { numRuns: 100 },
    );
  });
}
