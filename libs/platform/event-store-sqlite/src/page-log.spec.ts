import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

// The disk of these specs: what it was asked, how long that took, and whether it failed.
let asked: ('now' | 'on a thread')[];
let takesMs: number;
let failure: Error | null;
let now: number;
const real = await import('node:fs');
jest.unstable_mockModule('node:fs', () => ({
  ...real,
  fdatasyncSync: () => {
    asked.push('now');
    now += takesMs;
    if (failure) throw failure;
  },
  fdatasync: (_: number, done: (error: Error | null) => void) => {
    asked.push('on a thread');
    now += takesMs;
    setImmediate(done, failure);
  },
}));
const { openSqliteEventStore } = await import('./index.js');
const { FakeClock, syntheticEvent } = await import('@humai/testing');

let directory: string;
const open = (synchronous: 'full' | 'normal' | 'off' = 'full') => openSqliteEventStore({ directory, clock: new FakeClock(), synchronous });

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'humai-store-'));
  [asked, takesMs, failure, now] = [[], 0.2, null, 0];
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

describe('the disk under the store', () => {
  it('is synced when a store is opened, for what a killed process may have left, and for every append', async () => {
    const store = await open();
    expect(asked).toStrictEqual(['now']);
    for (let n = 0; n < 3; n += 1) await store.append('household-1', [syntheticEvent(n)], 'any');
    expect(asked).toStrictEqual(['now', 'now', 'now', 'now']);
    await store.close();
  });

  it('is synced on a thread while it is slow', async () => {
    const store = await open();
    const append = async (n: number) => {
      asked = [];
      await store.append('household-1', [syntheticEvent(n)], 'any');
      return asked;
    };
    takesMs = 40;
    expect([await append(0), await append(1)]).toStrictEqual([['now'], ['on a thread']]);
    takesMs = 0.2;
    let n = 2;
    while ((await append(n))[0] === 'on a thread') n += 1;
    expect(n).toBeGreaterThan(10); // One good moment makes no quick disk.
    await store.close();
  });

  it.each(['normal', 'off'] as const)('is not waited for in a store opened with synchronous: %s', async (synchronous) => {
    const store = await open(synchronous);
    expect(await store.append('household-1', [syntheticEvent(0)], 'none')).toMatchObject({ position: 1 });
    await store.close();
    expect(asked).toStrictEqual([]);
  });

  it.each([0.2, 40])('fails an append when it fails (after %s ms)', async (ms) => {
    const store = await open();
    takesMs = ms;
    await store.append('household-1', [syntheticEvent(0)], 'none');
    failure = Object.assign(new Error('i/o error'), { code: 'EIO' });
    await expect(store.append('household-1', [syntheticEvent(1)], 'any')).rejects.toMatchObject({ code: 'STORE.UNWRITABLE', details: { problem: 'i/o error' } });
    await store.close();
  });

  it('keeps a store from being opened when it refuses the first sync, and the directory stays free', async () => {
    failure = Object.assign(new Error('i/o error'), { code: 'EIO' });
    await expect(open()).rejects.toMatchObject({ code: 'STORE.UNWRITABLE', details: { problem: 'i/o error' } });
    failure = null;
    await (await open()).close();
  });
});
