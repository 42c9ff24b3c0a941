import { randomUUID } from 'node:crypto';
import { describeReal, FakeClock, vaultSuite } from '@humai/testing';
import { type MongoVault, openMongoVault } from './index.js';

describeReal('the vault over MongoDB', ['mongo'], ({ mongo }) => vaultSuite('MongoDB', () => {
  const url = `${mongo}/vault-${randomUUID().slice(0, 8)}`;
  let vault: MongoVault | undefined;
  const open = async () => (vault = await openMongoVault({ url, clock: new FakeClock(), masterKey: new Uint8Array(32).fill(7) }));
  return { open, reopen: async () => (await vault?.close(), open()), dispose: async () => vault?.close() };
}));
