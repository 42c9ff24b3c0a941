import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOf, openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import { eventStoreSuite, FakeClock } from '@humai/testing';
import { type AppendServer, openSharedEventStore, serveAppends, type SharedEventStore, storeSecret } from './index.js';

const nothingFails = (error: unknown) => {
  throw error;
};

eventStoreSuite('SQLite shared by the processes of one machine', () => {
  const directory = mkdtempSync(join(tmpdir(), 'humai-shared-'));
  const clock = new FakeClock();
  let held: SqliteEventStore | undefined;
  let server: AppendServer | undefined;
  let store: SharedEventStore | undefined;
  const close = async () => {
    await store?.close();
    await server?.close();
    await held?.close();
  };
  const open = async () => {
    held = await openSqliteEventStore({ directory, clock });
    server = await serveAppends({ store: held, port: 0, secret: storeSecret(directory), onFault: nothingFails });
    return (store = await openSharedEventStore({ directory, holderOf, openReader: () => openSqliteEventStore({ directory, clock, readOnly: true }) }));
  };
  return {
    open,
    reopen: async () => (await close(), open()),
    advanceClock: (ms) => clock.advance(ms),
    dispose: async () => (await close(), rmSync(directory, { recursive: true })),
  };
}, { gaplessPositions: true });
