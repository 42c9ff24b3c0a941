import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { connectMongo } from '@humai/mongo';
import { describeReal, findReal, readStoreSuite } from '@humai/testing';
import { type MongoReadStore, openMongoReadStore } from './index.js';

const fresh = (server: string) => `${server}/suite-${randomUUID().slice(0, 8)}`;

/** MongoDB says which revision of its source it is; what only speaks its protocol does not. */
async function isMongoDb(): Promise<boolean> {
  const found = findReal('mongo');
  if (!('url' in found)) return false;
  const server = await connectMongo({ url: fresh(found.url) });
  const info = await server.database.command({ buildInfo: 1 });
  await server.close();
  return 'gitVersion' in info;
}
const astralOrder = await isMongoDb();

describeReal('the read store over MongoDB', ['mongo'], ({ mongo }) => {
  readStoreSuite('MongoDB', () => {
    const url = fresh(mongo);
    let store: MongoReadStore | undefined;
    const open = async () => (store = await openMongoReadStore({ url }));
    return { open, reopen: async () => (await store?.close(), open()), dispose: async () => store?.close() };
  }, { astralOrder });

  it('refuses what MongoDB could not index, wherever it is tried', async () => {
    const store = await openMongoReadStore({ url: fresh(mongo) });
    await store.ensure({ name: 'suite.lists.v1', indexes: [['a', 'b']] });
    const write = (document: object) => store.write({ collection: 'suite.lists.v1', upserts: [{ _id: 'x', position: 1, ...document }] });
    await write({ a: [1], b: 2 });
    await expect(write({ a: [1], b: ['c'] })).rejects.toThrow('suite.lists.v1: a and b are lists in one document');
    await store.close();
  });
});

it.each([
  ['mongodb://127.0.0.1:1/humai', 'MONGO.UNREACHABLE', '127.0.0.1:1/humai'],
  ['mongodb://user:secret@127.0.0.1:1/humai', 'MONGO.UNREACHABLE', '127.0.0.1:1/humai'],
  ['mongodb://127.0.0.1:1', 'MONGO.BAD_URL', '127.0.0.1:1'],
  ['mongodb://127.0.0.1:1/humai?nonsense=1', 'MONGO.BAD_URL', '127.0.0.1:1/humai'],
])('says of %s what is wrong with it, and no secret', async (url, code, place) => {
  await expect(openMongoReadStore({ url, findServerMs: 300 })).rejects.toMatchObject({ code, details: { place, problem: expect.not.stringContaining('secret') } });
});
