import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { collect, FakeClock, syntheticEvent } from '@humai/testing';
import { openSqliteEventStore, type SqliteEventStore } from './index.js';
import { PageLog } from './page-log.js';

/** The disk: each sync goes on until it is told how it ends. */
let syncs: { done(): void; fail(error: Error): void }[];
let directory: string;
let store: SqliteEventStore;
const clock = new FakeClock();
const open = () => openSqliteEventStore({ directory, clock });

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'humai-store-'));
  syncs = [];
  jest.spyOn(PageLog.prototype, 'sync').mockImplementation(() => new Promise((done, fail) => syncs.push({ done, fail })));
  store = await open();
});
afterEach(async () => {
  for (const sync of syncs) sync.done();
  await store.close();
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

/** What has become of a promise after all that can happen by itself. */
async function fateOf(promise: Promise<unknown>): Promise<unknown> {
  let fate: unknown = 'waiting';
  promise.then((value) => (fate = value), (error: unknown) => (fate = error));
  for (let i = 0; i < 5; i += 1) await turn();
  return fate;
}

const append = (n: number, stream = `household-${n}`, expected: 'none' | 'any' | number = 'none') => store.append(stream, [syntheticEvent(n)], expected);
const committed = (): number => {
  const db = new DatabaseSync(join(directory, 'events.sqlite'), { readOnly: true });
  const { count } = db.prepare('SELECT count(*) AS count FROM events').get() as { count: number };
  db.close();
  return count;
};

describe('an append', () => {
  it('is answered when it is durable, and nobody can read it before', async () => {
    const seen: string[] = [];
    const stop = new AbortController();
    const watching = (async () => {
      for await (const batch of store.subscribe({ after: 0, signal: stop.signal })) seen.push(...batch.map((e) => e.id));
    })();
    const appended = append(1);
    expect([await fateOf(appended), committed()]).toStrictEqual(['waiting', 1]);
    const readable = async () => [await store.lastPosition(), (await store.readStream('household-1')).length, (await collect(store.readAll())).length, (await collect(store.readRaw())).length, seen.length];
    expect(await readable()).toStrictEqual([0, 0, 0, 0, 0]);
    syncs[0]!.done();
    expect(await fateOf(appended)).toStrictEqual({ stream: 'household-1', revision: 0, position: 1, repeated: false });
    expect(await readable()).toStrictEqual([1, 1, 1, 1, 1]);
    stop.abort();
    await watching;
  });

  it('is committed while others are made durable, and the next sync is for all that have come', async () => {
    const first = append(1);
    await fateOf(first);
    const [second, third] = [append(2), append(3)];
    expect([await fateOf(second), committed(), syncs.length]).toStrictEqual(['waiting', 3, 1]);
    syncs[0]!.done();
    expect([await fateOf(first), await fateOf(second), syncs.length, await store.lastPosition()]).toStrictEqual([expect.objectContaining({ position: 1 }), 'waiting', 2, 1]);
    syncs[1]!.done();
    expect([await second, await third].map((a) => a.position)).toStrictEqual([2, 3]);
    expect(syncs).toHaveLength(2);
  });

  it('is not refused, nor answered as a repeat, by an event that is not durable yet', async () => {
    const first = append(1);
    await fateOf(first);
    const [conflict, repeat] = [append(2, 'household-1', 'none'), append(1)];
    conflict.catch(() => {});
    expect([await fateOf(conflict), await fateOf(repeat)]).toStrictEqual(['waiting', 'waiting']);
    syncs[0]!.done();
    await expect(conflict).rejects.toMatchObject({ code: 'STREAM.REVISION_CONFLICT' });
    expect(await repeat).toMatchObject({ position: 1, repeated: true });
    expect(syncs).toHaveLength(1);
  });

  it('fails when it cannot be made durable, and so do all others from then on', async () => {
    await Promise.all([append(1), fateOf(Promise.resolve()).then(() => syncs[0]!.done())]);
    const [lost, behind] = [append(2), append(3, 'household-1', 0)];
    for (const promise of [lost, behind]) promise.catch(() => {});
    await fateOf(lost);
    const during = append(4);
    during.catch(() => {});
    await fateOf(during);
    syncs[1]!.fail(Object.assign(new Error('i/o error'), { code: 'EIO' }));
    for (const promise of [lost, behind, during, append(5)]) await expect(promise).rejects.toMatchObject({ code: 'STORE.UNWRITABLE', details: { problem: 'i/o error' } });
    expect([await store.lastPosition(), (await store.readStream('household-1')).length, committed(), syncs.length]).toStrictEqual([1, 1, 4, 2]);
  });

  it('shares a sync with those who were committed meanwhile, and those who come again as soon as they are answered', async () => {
    const first = append(1);
    await fateOf(first);
    syncs[0]!.done();
    await first;
    const many = Array.from({ length: 32 }, (_, i) => append(100 + i));
    await fateOf(many[0]!);
    const alone = append(2);
    await fateOf(alone);
    const again = Promise.all(many.map(async (one, i) => (await one, append(200 + i))));
    syncs[1]!.done();
    expect([await fateOf(again), committed(), syncs.length]).toStrictEqual(['waiting', 66, 3]);
    syncs[2]!.done();
    await Promise.all([alone, again]);
    expect(syncs).toHaveLength(3);
  });

  it('that was offered is durable before the store is closed', async () => {
    const appended = append(1);
    await fateOf(appended);
    const closed = store.close();
    expect(await fateOf(closed)).toBe('waiting');
    syncs[0]!.done();
    await closed;
    expect(await appended).toMatchObject({ position: 1 });
  });
});
