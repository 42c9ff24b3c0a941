import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { foldReadModel, type ReadDocument, type RecordedEvent } from '@humai/kernel';
import { connectMongo, type MongoConnection } from '@humai/mongo';
import { ProjectionRunner } from '@humai/projections';
import { describeReal, syntheticEvent } from '@humai/testing';
import { type MongoReadStore, openMongoReadStore } from './index.js';
import { replaceAll, type Stored } from './replace.js';

const collection = 'suite.late.v1';
type Row = ReadDocument & Readonly<{ village?: string | null; n?: number }>;

describeReal('writers that come too late, over MongoDB', ['mongo'], ({ mongo }) => {
  let stores: readonly [leader: MongoReadStore, late: MongoReadStore];
  let connection: MongoConnection;
  beforeEach(async () => {
    const url = `${mongo}/suite-${randomUUID().slice(0, 8)}`;
    stores = [await openMongoReadStore({ url }), await openMongoReadStore({ url })];
    connection = await connectMongo({ url });
    await stores[0].ensure({ name: collection, indexes: [['village'], ['n']] });
  });
  afterEach(async () => {
    for (const store of [...stores, connection]) await store.close();
  });
  const write = (store: MongoReadStore, position: number, upserts: readonly Row[], deletes: readonly string[] = []) =>
    store.write({ collection, upserts, deletes, checkpoint: { name: collection, position } });
  const all = async () => (await stores[0].find<Row>(collection)).items;

  describe('one that has lost its lead', () => {
    it('neither replaces what is newer, nor brings back what was deleted, nor deletes it, nor puts the checkpoint back', async () => {
      const [leader, late] = stores;
      await write(leader, 3, [{ _id: 'kept', position: 2 }, { _id: 'gone', position: 3 }, { _id: 'back', position: 3 }]);
      await write(leader, 9, [{ _id: 'kept', position: 8, n: 8 }, { _id: 'back', position: 9, n: 9 }], ['gone', 'never']);
      await write(late, 6, [{ _id: 'kept', position: 5, n: 5 }, { _id: 'gone', position: 6, n: 6 }, { _id: 'never', position: 4 }, { _id: 'other', position: 4 }], ['back']);
      expect(await all()).toStrictEqual([{ _id: 'back', position: 9, n: 9 }, { _id: 'kept', position: 8, n: 8 }, { _id: 'other', position: 4 }]);
      expect(await leader.checkpoint(collection)).toBe(9);
    });
    it('does not keep the next event from making a document anew', async () => {
      await write(stores[0], 3, [{ _id: 'a', position: 3, n: 3 }]);
      await write(stores[0], 5, [], ['a']);
      await write(stores[0], 7, [{ _id: 'a', position: 6, n: 6 }]);
      expect(await all()).toStrictEqual([{ _id: 'a', position: 6, n: 6 }]);
    });
  });

  it('two at once write all documents of both, of each key the later one', async () => {
    const rows = (late: number) => Array.from({ length: 400 }, (_, i): Row => ({ _id: `k${i}`, position: 1 + ((i + late) % 2), n: i }));
    await Promise.all(stores.map((store, i) => write(store, 2, rows(i))));
    const found: Row[] = [];
    for await (const batch of stores[0].scan<Row>(collection)) found.push(...batch);
    expect(found.map((r) => r.position)).toStrictEqual(Array<number>(400).fill(2));
  });

  it('one whose new key another inserts in the same moment replaces that document, unless it is later', async () => {
    for (const [theirs, ours, expected] of [[1, 2, 2], [2, 1, 2]] as const) {
      const rows = connection.database.collection<Stored>(collection);
      await rows.deleteMany({});
      let first = true;
      const raced = new Proxy(rows, {
        get: (on, name) => name !== 'bulkWrite' || !first ? (on[name as keyof typeof on] as () => unknown).bind(on) : async () => {
          first = false;
          await on.insertOne({ _id: 'a', position: theirs });
          throw Object.assign(new Error('E11000'), { code: 11_000, writeErrors: [{ index: 0, code: 11_000 }] }); // as the server says it
        },
      });
      await replaceAll(raced, [{ _id: 'a', position: ours }]);
      expect(await rows.findOne({ _id: 'a' })).toStrictEqual({ _id: 'a', position: expected });
    }
  });

  it('what was deleted answers no question', async () => {
    const [store] = stores;
    await write(store, 1, [{ _id: 'a', position: 1, village: 'v', n: 1 }, { _id: 'b', position: 1, village: null }]);
    await write(store, 2, [], ['a', 'never']);
    expect([await store.get(collection, 'a'), [...(await store.getMany(collection, ['a', 'b', 'never'])).keys()]]).toStrictEqual([null, ['b']]);
    for (const filter of [{}, { village: null }, { village: { ne: 'x' } }, { n: null }, { n: { gte: null } }, { village: { in: [null, 'v'] } }, { _id: { prefix: '' } }, { _id: { ne: 'z' } }]) {
      expect((await store.find(collection, { filter })).items.map((d) => d._id)).toStrictEqual(['b']);
      expect(await store.count(collection, filter)).toBe(1);
      for await (const batch of store.scan(collection, filter)) expect(batch.map((d) => d._id)).toStrictEqual(['b']);
    }
    expect(await store.deletedUpTo!(collection, ['a', 'b', 'never', 'unknown'])).toStrictEqual(new Map([['a', 2], ['never', 2]]));
  });

  it('what is left of a deleted document leaves by itself', async () => {
    const indexes = await connection.run((database) => database.collection(collection).indexes());
    expect(indexes).toContainEqual(expect.objectContaining({ key: { '~gone': 1 }, expireAfterSeconds: 604_800 }));
  });

  it('after a crash between rows and checkpoint the same rows come out, even by a projection that cannot begin in the middle', async () => {
    const event = (position: number, kind: 'Began' | 'Grew' | 'Ended', id: string): RecordedEvent =>
      ({ ...syntheticEvent(position), type: `testing.${kind}.v1`, data: { id }, stream: `thing-${id}`, revision: position, position, recordedAt: '2026-03-01T00:00:00.000Z' }) as unknown as RecordedEvent;
    const [B, G, E] = ['Began', 'Grew', 'Ended'] as const;
    const log = ([[B, 'a'], [B, 'b'], [G, 'a'], [G, 'b'], [E, 'a'], [B, 'c'], [B, 'a'], [G, 'a'], [E, 'c'], [E, 'b'], [G, 'a'], [B, 'b'], [G, 'b']] as const).map(([kind, id], i) => event(i + 1, kind, id));
    const projection = {
      name: 'suite.late', version: 1, indexes: [], handles: [B, G, E].map((k) => `testing.${k}.v1`), documentId: (e: RecordedEvent) => (e.data as { id: string }).id,
      evolve: (document: Row | null, e: RecordedEvent) => {
        if (e.type === 'testing.Ended.v1') return null;
        if (e.type === 'testing.Began.v1') return { n: 0 };
        if (!document) throw new Error('it never began');
        return { n: document.n! + 1 };
      },
    };
    const readable = (upTo: number) => ({
      lastPosition: async () => upTo,
      readAll: async function* ({ after = 0, upTo: until = upTo }: { after?: number; upTo?: number } = {}) {
        yield log.filter((e) => e.position > after && e.position <= Math.min(until, upTo));
      },
    });
    const catchUp = (upTo: number, batchSize: number) => new ProjectionRunner({ store: readable(upTo) as never, readStore: stores[0], projections: [projection as never], batchSize }).catchUp();
    for (const [written, checkpoint, batchSize] of [[10, 2, 1], [13, 0, 4], [11, 5, 2], [5, 3, 1]] as const) {
      await stores[0].drop(collection);
      await stores[0].setCheckpoint(collection, 0);
      await catchUp(written, 100);
      await stores[0].setCheckpoint(collection, checkpoint); // as if the process had ended before it was stored
      await catchUp(13, batchSize);
      expect(new Map((await all()).map((d) => [d._id, d]))).toStrictEqual(foldReadModel(projection, log));
    }
  });
});
