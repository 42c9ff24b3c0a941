import { randomUUID } from 'node:crypto';
import { connectMongo } from '@humai/mongo';
import { readStoreSuite } from '@humai/testing';
import { type MongoReadStore, openMongoReadStore } from './index.js';

const fresh = () => `${process.env['HUMAI_TEST_MONGO_URL']}/suite-${randomUUID().slice(0, 8)}`;
const server = await connectMongo({ url: fresh() });
// MongoDB says which revision of its source it is; what only speaks its protocol does not.
const isMongoDb = 'gitVersion' in (await server.database.command({ buildInfo: 1 }));
await server.close();

readStoreSuite(isMongoDb ? 'MongoDB' : 'a server that speaks MongoDB\'s protocol', () => {
  const url = fresh();
  let store: MongoReadStore | undefined;
  const open = async () => (store = await openMongoReadStore({ url }));
  return { open, reopen: async () => (await store?.close(), open()), dispose: async () => store?.close() };
}, { astralOrder: isMongoDb });
