import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import { type Calendar, createIdSource, EventCatalogue, type PolicySource } from '@humai/kernel';
import { FakeClock } from '@humai/testing';
import { CommandExecutor } from './command-executor.js';
import { counter, CounterEvents } from './testing/counter.js';

const clock = new FakeClock();
const village = '511504101201';
const raise = (id: string, commandId: string) => ({ type: 'RaiseCounter', id, data: { by: 1 }, actor: { id: 'u', role: 'village', area: village }, commandId });

describe('CommandExecutor on the SQLite store', () => {
  let directory: string;
  let store: SqliteEventStore;
  let n = 0;
  const open = async () => openSqliteEventStore({ directory, clock });
  const executorOf = () => new CommandExecutor({
    store, catalogue: new EventCatalogue([CounterEvents]), clock, policies: {} as PolicySource, calendar: {} as Calendar,
    ids: createIdSource(clock, () => Uint8Array.from({ length: 10 }, () => (n += 1) % 251)),
  });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'humai-executor-'));
    store = await open();
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });

  it('lets many write to one household at once: all get through, once each, and repeats are known after a restart', async () => {
    const executor = executorOf();
    await executor.execute(counter, { type: 'OpenCounter', id: 'c1', data: { village, name: 'n' }, actor: { id: 'u', role: 'county', area: '511504' }, commandId: 'open' });
    const first = await Promise.all(Array.from({ length: 60 }, (_, i) => executor.execute(counter, raise('c1', `k${i % 30}`))));
    expect(await store.lastPosition()).toBe(31);
    await store.close();
    store = await open();
    const again = executorOf();
    for (const [i, result] of first.entries()) expect(await again.execute(counter, raise('c1', `k${i % 30}`))).toStrictEqual(result);
    expect(await store.lastPosition()).toBe(31);
  });
});
