import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import type { FeedMessage } from '@humai/kernel';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { eventFeedSuite, FakeClock, MemoryReadStore, syntheticEvent } from '@humai/testing';
import { EmbeddedEventFeed } from './embedded-feed.js';

const sleep = async () => new Promise<void>((resolve) => setImmediate(resolve));

eventFeedSuite('the embedded feed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'humai-feed-'));
  const store = await openSqliteEventStore({ directory, clock: new FakeClock(), synchronous: 'off' });
  const file = join(directory, 'read.sqlite');
  let progress = await openSqliteReadStore({ file });
  const open = async () => new EmbeddedEventFeed({ store, progress, sleep });
  return {
    open,
    reopen: async () => {
      await progress.close();
      progress = await openSqliteReadStore({ file });
      return open();
    },
    publish: async (stream, events) => void (await store.append(stream, events, 'any')),
    dispose: async () => {
      await store.close();
      await progress.close();
      await rm(directory, { recursive: true });
    },
  };
});

describe('the embedded feed', () => {
  let directory: string;
  let store: SqliteEventStore;
  let progress: MemoryReadStore;
  const stops: AbortController[] = [];
  const runs: Promise<void>[] = [];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'humai-feed-'));
    store = await openSqliteEventStore({ directory, clock: new FakeClock(), synchronous: 'off' });
    progress = new MemoryReadStore();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop.abort();
    await Promise.allSettled(runs.splice(0));
    await store.close();
    await rm(directory, { recursive: true });
  });
  const consume = (feed: EmbeddedEventFeed, name: string, types: string[], handle: (m: FeedMessage) => Promise<void>) => {
    const stop = new AbortController();
    stops.push(stop);
    const run = feed.consume({ name, types }, handle, stop.signal);
    runs.push(run);
    return { stop, run };
  };
  const write = (stream: string, n: number, type = 'testing.A.v1') => store.append(stream, [syntheticEvent(n, { type })], 'any');

  it('drains in order of the log, one at a time, groups in order, what handlers write included', async () => {
    const feed = new EmbeddedEventFeed({ store, progress, live: false });
    const order: string[] = [];
    consume(feed, 'one', ['testing.A.v1'], async (m) => {
      order.push(`one ${m.position}`);
      if (m.position <= 2) await write('s-c', 50 + m.position, 'testing.B.v1');
    });
    consume(feed, 'two', ['testing.A.v1', 'testing.B.v1'], async (m) => void order.push(`two ${m.position}`));
    await write('s-a', 1);
    await write('s-b', 2);
    expect(await feed.drain()).toBe(6);
    expect(order).toEqual(['one 1', 'two 1', 'one 2', 'two 2', 'two 3', 'two 4']);
    expect(await feed.drain()).toBe(0);
    expect([await feed.position('one'), await feed.position('two'), await progress.checkpoint('feed/one')]).toEqual([4, 4, 4]);
  });

  it('stops a drain at the first rejection and takes it up there again', async () => {
    const feed = new EmbeddedEventFeed({ store, progress, live: false });
    const seen: number[] = [];
    consume(feed, 'one', ['testing.A.v1'], async (m) => {
      seen.push(m.position);
      if (seen.length === 2) throw new Error('broken');
    });
    for (const n of [1, 2, 3]) await write('s-a', n);
    await expect(feed.drain()).rejects.toThrow('broken');
    expect(await progress.checkpoint('feed/one')).toBe(1);
    await feed.drain();
    expect(seen).toEqual([1, 2, 2, 3]);
  });

  it('live, a drain waits until everything is handled', async () => {
    const feed = new EmbeddedEventFeed({ store, progress, sleep });
    const seen: number[] = [];
    consume(feed, 'one', ['testing.A.v1'], async (m) => {
      await sleep();
      seen.push(m.position);
      if (m.position === 1) await write('s-b', 9);
    });
    await write('s-a', 1);
    await write('s-a', 2);
    await feed.drain();
    expect(seen.sort()).toEqual([1, 2, 3]);
    await write('s-a', 3, 'testing.Other.v1');
    expect(await feed.position('one')).toBe(4);
  });

  it('does not run a group twice', async () => {
    const feed = new EmbeddedEventFeed({ store, progress, live: false });
    consume(feed, 'one', ['testing.A.v1'], async () => {});
    await expect(feed.consume({ name: 'one', types: [] }, async () => {}, new AbortController().signal)).rejects.toThrow('consumed already');
  });

  it('stores no progress past a message that is not done', async () => {
    const feed = new EmbeddedEventFeed({ store, progress, sleep });
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { promise: others, resolve: done } = Promise.withResolvers<void>();
    let taken = 0;
    consume(feed, 'one', ['testing.A.v1'], async (m) => {
      if (m.position === 1) await held;
      else if ((taken += 1) === 3) done();
    });
    for (const [i, stream] of ['s-a', 's-b', 's-c', 's-d'].entries()) await write(stream, i + 1);
    await others;
    await sleep();
    expect(await progress.checkpoint('feed/one')).toBe(0);
    release();
    await feed.drain();
    stops[0]?.abort();
    await runs[0];
    expect(await progress.checkpoint('feed/one')).toBe(4);
  });

  it('ends with the error when progress cannot be stored', async () => {
    const broken = { checkpoint: async () => 0, setCheckpoint: async () => { throw new Error('disk full'); } };
    const { run } = consume(new EmbeddedEventFeed({ store, progress: broken, sleep }), 'one', ['testing.A.v1'], async () => {});
    await write('s-a', 1);
    await expect(run).rejects.toThrow('disk full');
  });
});
