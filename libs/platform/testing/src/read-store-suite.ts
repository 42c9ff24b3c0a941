import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CollectionSpec, ReadDocument, ReadStore } from '@humai/kernel';
import { readStoreProperties } from './read-store-properties.js';

export type ReadStoreHarness = Readonly<{
  open(): Promise<ReadStore>;
  /** Closes the store and opens it again on the same data; leave out where there is nothing to close. */
  reopen?(): Promise<ReadStore>;
  dispose(): Promise<void>;
}>;

export type Row = ReadDocument & Readonly<{ village?: string | null; rank?: number | string | boolean | null; tags?: readonly (string | number | null)[] | string | null; home?: Readonly<{ area: string }>; secret?: string }>;

export const ROWS: CollectionSpec = { name: 'suite.rows.v1', indexes: [['village', 'rank'], ['rank'], ['tags'], ['home.area']] };
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code });
const idsOf = (documents: readonly ReadDocument[]): string[] => documents.map((d) => d._id);

/** Every page of a question, one after the other. */
export async function allPages(store: ReadStore, collection: string, query: Parameters<ReadStore['find']>[1] = {}, between: () => Promise<void> = async () => {}): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await store.find<Row>(collection, { ...query, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.items);
    ({ cursor } = page);
    await between();
  }
  return rows;
}

export type ReadStoreCapabilities = Readonly<{
  /** Strings come in order of code points beyond U+FFFF, too. True unless told: a stand-in that is no MongoDB orders those by UTF-16. */
  astralOrder?: boolean;
}>;

/** What every read store must do, with transactions or without. Run it in a spec of each adapter. */
export function readStoreSuite(name: string, factory: () => ReadStoreHarness | Promise<ReadStoreHarness>, capabilities: ReadStoreCapabilities = {}): void {
  describe(`${name} as a read store`, () => {
    let harness: ReadStoreHarness;
    let store: ReadStore;
    const put = (...upserts: readonly Row[]) => store.write({ collection: ROWS.name, upserts });
    const found = async (query?: Parameters<ReadStore['find']>[1]) => idsOf((await store.find(ROWS.name, query)).items);

    beforeEach(async () => {
      harness = await factory();
      store = await harness.open();
      await store.ensure(ROWS);
    });
    afterEach(() => harness.dispose());

    describe('documents', () => {
      it('gives back what was written, and null for what was not', async () => {
        const row: Row = { _id: 'a', position: 7, village: '村"\u0000😀', rank: null, tags: ['x'], home: { area: '51' }, secret: '{}' };
        await put(row);
        expect(await store.get(ROWS.name, 'a')).toStrictEqual(row);
        expect(await store.get(ROWS.name, 'b')).toBeNull();
      });

      it('replaces a document whole', async () => {
        await put({ _id: 'a', position: 1, village: 'v', secret: 's' });
        await put({ _id: 'a', position: 2, village: 'w' });
        expect(await store.get(ROWS.name, 'a')).toStrictEqual({ _id: 'a', position: 2, village: 'w' });
        expect(await store.count(ROWS.name)).toBe(1);
        expect(await found({ filter: { village: 'v' } })).toStrictEqual([]);
        await put({ _id: 'a', position: 3, rank: true });
        await put({ _id: 'a', position: 4, rank: false });
        expect([await found({ filter: { rank: true } }), await found({ filter: { rank: false } })]).toStrictEqual([[], ['a']]);
      });

      it('keeps the later of two versions of a document, whichever is written last', async () => {
        await put({ _id: 'a', position: 5, village: 'new', tags: ['new'] }, { _id: 'b', position: 1 });
        await put({ _id: 'a', position: 4, village: 'old', tags: ['old'] }, { _id: 'b', position: 2, village: 'w' }, { _id: 'c', position: 1 });
        expect([...(await store.getMany(ROWS.name, ['a', 'b', 'c'])).values()]).toStrictEqual([
          { _id: 'a', position: 5, village: 'new', tags: ['new'] }, { _id: 'b', position: 2, village: 'w' }, { _id: 'c', position: 1 }]);
        expect([await found({ filter: { tags: 'old' } }), await found({ filter: { tags: 'new' } })]).toStrictEqual([[], ['a']]);
        await put({ _id: 'a', position: 5, village: 'again' });
        expect(await store.get(ROWS.name, 'a')).toStrictEqual({ _id: 'a', position: 5, village: 'again' });
      });

      it('deletes, also what is not there', async () => {
        await put({ _id: 'a', position: 1, tags: ['x', 'y'] }, { _id: 'b', position: 1 });
        await store.write({ collection: ROWS.name, upserts: [], deletes: ['a', 'z'] });
        expect(await found()).toStrictEqual(['b']);
        expect(await found({ filter: { tags: 'x' } })).toStrictEqual([]);
      });

      it('finds many at once, without those that are missing', async () => {
        await put({ _id: 'a', position: 1 }, { _id: 'b', position: 2 }, { _id: 'c', position: 3 });
        expect(await store.getMany(ROWS.name, ['c', 'x', 'a'])).toStrictEqual(new Map<string, Row>([['c', { _id: 'c', position: 3 }], ['a', { _id: 'a', position: 1 }]]));
        expect(await store.getMany(ROWS.name, [])).toStrictEqual(new Map());
      });

      it('scans all in order of the key, in batches, also filtered', async () => {
        const rows = Array.from({ length: 2_500 }, (_, i): Row => ({ _id: `k${String(i).padStart(5, '0')}`, position: i, rank: i % 2 }));
        await put(...rows.toReversed());
        const batches: (readonly ReadDocument[])[] = [];
        for await (const batch of store.scan(ROWS.name)) batches.push(batch);
        expect(batches.length).toBeGreaterThan(1);
        expect(batches.flat()).toStrictEqual(rows);
        const odd: string[] = [];
        for await (const batch of store.scan(ROWS.name, { rank: 1 })) odd.push(...idsOf(batch));
        expect(odd).toStrictEqual(idsOf(rows.filter((r) => r.rank === 1)));
      });

      it('reads a collection that was never made as empty', async () => {
        expect(await store.get('suite.none.v1', 'a')).toBeNull();
        expect(await store.find('suite.none.v1')).toStrictEqual({ items: [], cursor: null });
        expect(await store.count('suite.none.v1')).toBe(0);
      });
    });

    describe('questions', () => {
      it('refuses a filter or an order by a field without an index', async () => {
        await expect(store.find(ROWS.name, { filter: { secret: 'x' } })).rejects.toThrow(refusal('READ_MODEL.FIELD_NOT_INDEXED'));
        await expect(store.find(ROWS.name, { sort: [['secret', 'asc']] })).rejects.toThrow(refusal('READ_MODEL.FIELD_NOT_INDEXED'));
        await expect(store.count(ROWS.name, { secret: null })).rejects.toThrow(refusal('READ_MODEL.FIELD_NOT_INDEXED'));
        await expect(store.find(ROWS.name, { filter: { 'village") OR 1 --': 'x' } })).rejects.toThrow(refusal('READ_MODEL.FIELD_NOT_INDEXED'));
      });

      it.each(['', 'x', 'bm90IGpzb24', Buffer.from('[]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')])('refuses the cursor %j', async (cursor) => {
        await expect(store.find(ROWS.name, { cursor })).rejects.toThrow(refusal('READ_MODEL.BAD_CURSOR'));
      });

      it('refuses a cursor of another order', async () => {
        await put({ _id: 'a', position: 1 }, { _id: 'b', position: 2 });
        const { cursor } = await store.find(ROWS.name, { sort: [['village', 'asc']], limit: 1 });
        await expect(store.find(ROWS.name, { sort: [['village', 'desc']], cursor: cursor! })).rejects.toThrow(refusal('READ_MODEL.BAD_CURSOR'));
      });

      it('takes null and missing for the same', async () => {
        await put({ _id: 'a', position: 1, village: null }, { _id: 'b', position: 2 }, { _id: 'c', position: 3, village: '' });
        expect(await found({ filter: { village: null } })).toStrictEqual(['a', 'b']);
        expect(await found({ filter: { village: { ne: null } } })).toStrictEqual(['c']);
        expect(await found({ filter: { village: { in: [null, ''] } } })).toStrictEqual(['a', 'b', 'c']);
        expect(await found({ filter: { village: { ne: '' } } })).toStrictEqual(['a', 'b']);
      });

      it('compares within one type and tells true from 1', async () => {
        await put({ _id: 'a', position: 1, rank: 1 }, { _id: 'b', position: 1, rank: true }, { _id: 'c', position: 1, rank: '1' }, { _id: 'd', position: 1, rank: 2.5 });
        expect(await found({ filter: { rank: 1 } })).toStrictEqual(['a']);
        expect(await found({ filter: { rank: true } })).toStrictEqual(['b']);
        expect(await found({ filter: { rank: { gte: 1 } } })).toStrictEqual(['a', 'd']);
        expect(await found({ filter: { rank: { lt: '2' } } })).toStrictEqual(['c']);
        expect(await found({ filter: { rank: { gt: false } } })).toStrictEqual(['b']);
        expect(await found({ sort: [['rank', 'asc']] })).toStrictEqual(['a', 'd', 'c', 'b']);
      });

      it('matches an array by any element, whether arrays came first or later', async () => {
        await put({ _id: 'a', position: 1, tags: 'x' }, { _id: 'b', position: 1 });
        await put({ _id: 'c', position: 1, tags: ['x', 'y', 'x'] }, { _id: 'd', position: 1, tags: [] }, { _id: 'e', position: 1, tags: 'y' }, { _id: 'f', position: 1, tags: [null] });
        expect(await found({ filter: { tags: 'x' } })).toStrictEqual(['a', 'c']);
        expect(await found({ filter: { tags: { ne: 'x' } } })).toStrictEqual(['b', 'd', 'e', 'f']);
        expect(await found({ filter: { tags: null } })).toStrictEqual(['b', 'f']);
        expect(await found({ filter: { tags: { prefix: 'y' } } })).toStrictEqual(['c', 'e']);
        await put({ _id: 'c', position: 2, tags: ['z'] });
        expect(await found({ filter: { tags: { in: ['x', 'z'] } } })).toStrictEqual(['a', 'c']);
      });

      it('follows a dotted path', async () => {
        await put({ _id: 'a', position: 1, home: { area: '511504' } }, { _id: 'b', position: 1, home: { area: '511503' } }, { _id: 'c', position: 1 });
        expect(await found({ filter: { 'home.area': { prefix: '511504' } } })).toStrictEqual(['a']);
        expect(await found({ sort: [['home.area', 'desc']] })).toStrictEqual(['a', 'b', 'c']);
      });

      it('takes a prefix as it is written, and filters by the key', async () => {
        await put({ _id: 'a%', position: 1, village: '5_%' }, { _id: 'ab', position: 1, village: '51' }, { _id: 'b', position: 1, village: '户\u{10ffff}脉' });
        expect(await found({ filter: { village: { prefix: '5_' } } })).toStrictEqual(['a%']);
        expect(await found({ filter: { village: { prefix: '户\u{10ffff}' } } })).toStrictEqual(['b']);
        expect(await found({ filter: { _id: { prefix: 'a' } } })).toStrictEqual(['a%', 'ab']);
        expect(await found({ filter: { _id: { in: [] } } })).toStrictEqual([]);
      });

      it('breaks ties by the key in the direction of the last field', async () => {
        await put(...['c', 'a', 'b'].map((_id): Row => ({ _id, position: 1, village: 'v' })));
        expect(await found({ sort: [['village', 'asc']] })).toStrictEqual(['a', 'b', 'c']);
        expect(await found({ sort: [['village', 'desc']] })).toStrictEqual(['c', 'b', 'a']);
      });

      it('answers 100 documents unless told', async () => {
        await put(...Array.from({ length: 101 }, (_, i): Row => ({ _id: `k${i}`, position: 1 })));
        const page = await store.find(ROWS.name);
        expect([page.items.length, page.cursor === null]).toStrictEqual([100, false]);
        expect((await store.find(ROWS.name, { cursor: page.cursor! })).items).toHaveLength(1);
      });

      readStoreProperties(() => store, capabilities);
    });

    describe('collections', () => {
      it('keeps what is there when a collection is ensured again, and fills new indexes', async () => {
        await put({ _id: 'a', position: 1, secret: 'x' }, { _id: 'b', position: 2, secret: 'y', tags: ['t'] });
        await store.ensure(ROWS);
        await store.ensure({ name: ROWS.name, indexes: [...ROWS.indexes, ['secret', 'village']] });
        expect(await found({ filter: { secret: 'y' } })).toStrictEqual(['b']);
        expect(await found({ filter: { tags: 't' }, sort: [['secret', 'desc']] })).toStrictEqual(['b']);
      });

      it('answers the same when its indexes came after the load', async () => {
        const spec = { name: 'suite.loaded.v1', indexes: ROWS.indexes };
        await store.ensure({ ...spec, loading: true });
        await store.write({ collection: spec.name, upserts: [{ _id: 'a', position: 1, village: 'v', tags: ['x'] }, { _id: 'b', position: 1, village: 'w' }] as Row[] });
        await store.ensure(spec);
        expect((await store.find(spec.name, { filter: { tags: 'x', village: { gte: 'v' } } })).items).toHaveLength(1);
        await store.drop(spec.name);
      });

      it('lists its collections and drops one with all it holds', async () => {
        await store.ensure({ name: 'suite.other.v1', indexes: [['tags']] });
        await store.write({ collection: 'suite.other.v1', upserts: [{ _id: 'a', position: 1, tags: ['x'] } as Row] });
        expect(await store.collections()).toEqual(expect.arrayContaining([ROWS.name, 'suite.other.v1']));
        await store.drop('suite.other.v1');
        await store.drop('suite.other.v1');
        expect(await store.collections()).not.toContain('suite.other.v1');
        await store.ensure({ name: 'suite.other.v1', indexes: [['tags']] });
        expect(await store.count('suite.other.v1', { tags: 'x' })).toBe(0);
        await store.drop('suite.other.v1');
      });

      it('lists, counts and drops a collection that another process made, and touches no other', async () => {
        if (!harness.reopen) return;
        const old = 'suite.old.v1~2';
        await store.ensure({ name: old, indexes: [['tags']] });
        await store.write({ collection: old, upserts: [{ _id: 'a', position: 1, tags: ['x'] }, { _id: 'b', position: 2 }] as Row[], checkpoint: { name: old, position: 2 } });
        await store.write({ collection: ROWS.name, upserts: [{ _id: 'a', position: 1, village: 'v' } as Row], checkpoint: { name: ROWS.name, position: 3 } });
        store = await harness.reopen(); // which was told of none of them
        expect(await store.collections()).toContain(old);
        expect([await store.count(old), await store.checkpoint(old)]).toStrictEqual([2, 2]);
        await store.setCheckpoint(old, 0);
        await store.drop(old);
        expect([(await store.collections()).includes(old), await store.count(old), await store.checkpoint(old)]).toStrictEqual([false, 0, 0]);
        expect([await found({ filter: { village: 'v' } }), await store.checkpoint(ROWS.name)]).toStrictEqual([['a'], 3]);
        await store.setCheckpoint(ROWS.name, 0);
      });

      it('stands a logical name for itself until it is pointed elsewhere', async () => {
        expect(await store.resolve('suite.logical.v1')).toBe('suite.logical.v1');
        await store.pointTo('suite.logical.v1', 'suite.logical.v1~1');
        expect(await store.resolve('suite.logical.v1')).toBe('suite.logical.v1~1');
        await store.pointTo('suite.logical.v1', 'suite.logical.v1~2');
        expect(await store.resolve('suite.logical.v1')).toBe('suite.logical.v1~2');
        await store.pointTo('suite.logical.v1', 'suite.logical.v1');
      });
    });

    describe('checkpoints', () => {
      it('stores a checkpoint with the rows', async () => {
        const checkpoint = { name: `suite.checkpoint-${ROWS.name}`, position: 41 };
        await store.setCheckpoint(checkpoint.name, 0);
        await store.write({ collection: ROWS.name, upserts: [{ _id: 'a', position: 41 }], checkpoint });
        expect(await store.checkpoint(checkpoint.name)).toBe(41);
        await store.write({ collection: ROWS.name, upserts: [], checkpoint: { ...checkpoint, position: 42 } });
        expect(await store.checkpoint(checkpoint.name)).toBe(42);
      });

      it('has 0 where there is none, and can be set without rows, backwards too', async () => {
        expect(await store.checkpoint('suite.never-set')).toBe(0);
        await store.setCheckpoint('suite.set', 9);
        await store.setCheckpoint('suite.set', 0);
        expect(await store.checkpoint('suite.set')).toBe(0);
      });

      it('never stores a checkpoint ahead of its rows', async () => {
        const before = await store.checkpoint('suite.failed');
        const unwritable = { _id: 'b', position: 2, get village(): string { throw new Error('unwritable'); } };
        await expect(store.write({ collection: ROWS.name, upserts: [{ _id: 'a', position: 1 }, unwritable], checkpoint: { name: 'suite.failed', position: 2 } })).rejects.toThrow('unwritable');
        expect(await store.checkpoint('suite.failed')).toBe(before);
        expect(await store.get(ROWS.name, 'b')).toBeNull();
      });

      it('keeps rows, checkpoints and names over a restart', async () => {
        if (!harness.reopen) return;
        await store.write({ collection: ROWS.name, upserts: [{ _id: 'a', position: 5, village: 'v', tags: ['x'] } as Row], checkpoint: { name: 'suite.kept', position: 5 } });
        await store.pointTo('suite.kept.v1', 'suite.kept.v1~3');
        store = await harness.reopen();
        expect(await found({ filter: { village: 'v', tags: 'x' } })).toStrictEqual(['a']);
        expect(await store.checkpoint('suite.kept')).toBe(5);
        expect(await store.resolve('suite.kept.v1')).toBe('suite.kept.v1~3');
      });
    });
  });
}
