import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '@humai/kernel';
import { eventStoreSuite, FakeClock } from '@humai/testing';
import { openSqliteEventStore } from './index.js';

eventStoreSuite('SQLite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'humai-store-'));
  const clock = new FakeClock();
  let store: EventStore | undefined;
  const open = async () => (store = await openSqliteEventStore({ directory, clock }));
  return {
    open,
    reopen: async () => (await store?.close(), open()),
    advanceClock: (ms) => clock.advance(ms),
    dispose: async () => (await store?.close(), rmSync(directory, { recursive: true })),
  };
}, { gaplessPositions: true });
