import { hash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashedText, type RawEvent, type RecordedEvent, RevisionConflict } from '@humai/kernel';
import { collect, collectUntil, FakeClock, syntheticEvent, syntheticId, syntheticMetadata } from '@humai/testing';
import { type EsdbEventStore, type EsdbEventStoreOptions, openEsdbEventStore } from './index.js';
import { EsdbDouble } from './testing/esdb-double.js';

const clock = new FakeClock();
let double: EsdbDouble;
let trouble: unknown[];
const stores: EsdbEventStore[] = [];

beforeEach(async () => {
  double = new EsdbDouble();
  trouble = [];
  await double.start();
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  double.stop();
});

const open = async (over: Partial<EsdbEventStoreOptions> = {}): Promise<EsdbEventStore> => {
  const store = await openEsdbEventStore({ url: double.url, clock, onTrouble: (error) => trouble.push(error), ...over });
  stores.push(store);
  return store;
};
const revisionsOf = (events: readonly RecordedEvent[]) => events.map((e) => e.revision);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Every event is hashed over its text, and chained to the one before in its stream. */
async function expectChained(store: EsdbEventStore): Promise<void> {
  const heads = new Map<string, RawEvent>();
  for (const e of await collect<RawEvent>(store.readRaw())) {
    const before = heads.get(e.stream);
    expect([e.revision, e.previousHash, e.hash]).toStrictEqual([(before?.revision ?? -1) + 1, before?.hash ?? '', hash('sha256', hashedText(e))]);
    heads.set(e.stream, e);
  }
}

describe('an append over the double', () => {
  it('is sent again while the server is not available', async () => {
    const store = await open();
    double.faults.unavailable = 3;
    expect(await store.append('household-1', [syntheticEvent(1)], 'none')).toMatchObject({ revision: 0, repeated: false });
    expect(await store.readStream('household-1')).toHaveLength(1);
    expect(trouble).toHaveLength(3);
  });

  it.each([true, false])('stands there once when its answers were lost (BatchAppend: %s)', async (batchAppend) => {
    double.faults.batchAppend = batchAppend;
    const store = await open();
    double.faults.lost = 1;
    const events = [syntheticEvent(1), syntheticEvent(2)];
    expect(await store.append('household-1', events, 'none')).toMatchObject({ revision: 1, repeated: true });
    expect(await store.append('household-1', [syntheticEvent(3)], 1)).toMatchObject({ revision: 2, repeated: false });
    expect(revisionsOf(await store.readStream('household-1'))).toStrictEqual([0, 1, 2]);
    await expectChained(store);
  });

  it('that is never answered ends by its deadline, and is found by the next attempt', async () => {
    const store = await open({ deadlineMs: 1_000 }); // long enough for the reads beside it on a busy machine
    double.faults.silent = 1;
    expect(await store.append('household-1', [syntheticEvent(1)], 'none')).toMatchObject({ revision: 0, repeated: true });
    expect(trouble).toMatchObject([{ message: 'no answer for 2000 ms' }]);
  });

  it('is given up after a time, and goes through when the server is back', async () => {
    const store = await open({ patienceMs: 300 });
    double.stop();
    await expect(store.append('household-1', [syntheticEvent(1)], 'none')).rejects.toMatchObject({ code: 'STORE.UNREACHABLE', details: { place: `esdb://127.0.0.1:${double.port}` } });
    await expect(store.readStream('household-1')).rejects.toMatchObject({ code: 'STORE.UNREACHABLE' });
    await expect(store.lastPosition()).rejects.toMatchObject({ code: 'STORE.UNREACHABLE' });
    await expect(store.ping()).rejects.toMatchObject({ code: 'STORE.UNREACHABLE' });
    await double.start();
    expect(await store.append('household-1', [syntheticEvent(1)], 'none')).toMatchObject({ revision: 0 });
    await store.ping();
  });

  it('is refused when its events together are larger than the server takes', async () => {
    const store = await open();
    const events = [1, 2].map((n) => syntheticEvent(n, { data: 'x'.repeat(600_000) }));
    for (const batchAppend of [true, false]) {
      double.faults.batchAppend = batchAppend;
      const other = await open();
      await expect(other.append('household-1', events, 'none')).rejects.toMatchObject({ code: 'EVENT.TOO_LARGE', details: { bytes: expect.any(Number), limit: 1_048_576 } });
    }
    expect(await store.readStream('household-1')).toStrictEqual([]);
  });

  it('needs names that EventStoreDB keeps as they are', async () => {
    const store = await open();
    for (const id of ['1', '', syntheticId(1, 0xabc).toUpperCase()]) await expect(store.append('household-1', [syntheticEvent(1, { id })], 'any')).rejects.toThrow(TypeError);
    for (const stream of ['', '$household', 'house\nhold']) await expect(store.append(stream, [syntheticEvent(1)], 'any')).rejects.toThrow(TypeError);
    for (const type of ['', '$testing.Happened.v1', 'a\u0000']) await expect(store.append('household-1', [syntheticEvent(1, { type })], 'any')).rejects.toThrow(TypeError);
  });
});

describe('several processes over the double', () => {
  it('go on from each other\'s events in one chain', async () => {
    const [one, other] = [await open(), await open()];
    for (let i = 0; i < 10; i += 1) expect(await (i % 3 === 0 ? one : other).append('household-1', [syntheticEvent(i)], 'any')).toMatchObject({ revision: i });
    await expect(one.append('household-1', [syntheticEvent(20)], 7)).rejects.toStrictEqual(new RevisionConflict('household-1', 7, 9));
    await Promise.all([one, other, one, other].map((store, i) => store.append('household-1', [syntheticEvent(30 + i)], 'any')));
    expect(revisionsOf(await one.readStream('household-1'))).toStrictEqual(upTo(14));
    await expectChained(one);
  });

  it('know that what they remember of a stream may be old', async () => {
    const [one, other] = [await open(), await open()];
    await one.append('household-1', [syntheticEvent(1)], 'none');
    await other.append('household-1', [syntheticEvent(2)], 0);
    expect(await one.append('household-1', [syntheticEvent(3)], 1)).toMatchObject({ revision: 2 });
    await expect(other.append('household-1', [syntheticEvent(4)], 0)).rejects.toStrictEqual(new RevisionConflict('household-1', 0, 2));
    await expectChained(one);
  });

  it('repeat each other\'s append without breaking the chain, though the server takes it for a new one', async () => {
    const [one, other] = [await open(), await open()];
    await one.append('household-1', [syntheticEvent(1)], 'none');
    const again = [syntheticEvent(2), syntheticEvent(3)];
    const first = await other.append('household-1', again, 0);
    clock.advance(1_000);
    expect(await one.append('household-1', again, 0)).toStrictEqual({ ...first, repeated: true });
    expect(await one.append('household-1', [syntheticEvent(4)], 2)).toMatchObject({ revision: 3, repeated: false });
    await expectChained(one);
  });

  it('are told of ids that partly stand there, also when another has just written them', async () => {
    const [one, other] = [await open(), await open()];
    await one.append('household-1', [syntheticEvent(1)], 'none');
    await other.append('household-1', [syntheticEvent(2)], 0);
    await expect(one.append('household-1', [syntheticEvent(2), syntheticEvent(3)], 0)).rejects.toMatchObject({ code: 'EVENT.ID_TAKEN', details: { id: syntheticEvent(2).id, stream: 'household-1' } });
    await expect(one.append('household-1', [syntheticEvent(3)], 0)).rejects.toStrictEqual(new RevisionConflict('household-1', 0, 1));
  });
});

describe('a subscription over the double', () => {
  it('is taken up again after every break, none skipped and none twice', async () => {
    const store = await open();
    const seen: number[] = [];
    const stop = new AbortController();
    const reading = (async () => {
      for await (const batch of store.subscribe({ after: 0, batchSize: 3, signal: stop.signal })) {
        seen.push(...revisionsOf(batch));
        if (seen.length > 1 && seen.length % 11 < 3) double.dropSubscriptions();
        if (seen.length === 60) stop.abort();
      }
    })();
    for (let i = 0; i < 60; i += 1) {
      await store.append('household-1', [syntheticEvent(i)], 'any');
      if (i === 30) {
        double.stop();
        await double.start();
      }
    }
    await reading;
    expect(seen).toStrictEqual(upTo(60));
    expect(double.subscribed.length).toBeGreaterThan(2);
    expect(double.subscribed.map(({ from }) => from)).toStrictEqual(double.subscribed.map(({ from }) => from).toSorted((a, b) => a - b));
  });

  it('asks the server for its types alone, and goes on from a checkpoint past what it did not want', async () => {
    const store = await open();
    const wanted = { type: 'testing.Kind1.v1' };
    const stop = new AbortController();
    const seen: RecordedEvent[] = [];
    const reading = (async () => {
      for await (const batch of store.subscribe({ after: 0, types: [wanted.type, 'testing.Kind2.v1'], signal: stop.signal })) {
        seen.push(...batch);
        if (seen.length === 2) stop.abort();
      }
    })();
    await store.append('household-1', [syntheticEvent(0, wanted)], 'any');
    for (let n = 1; n <= 40; n += 1) await store.append(`household-${n}`, upTo(10).map((i) => syntheticEvent(n * 10 + i, { type: 'testing.Kind1.v10' })), 'any');
    while (double.dropSubscriptions() === 0) await new Promise(setImmediate);
    await store.append('household-1', [syntheticEvent(1_000, wanted)], 'any');
    await reading;
    expect(seen.map((e) => [e.id, e.type])).toStrictEqual([syntheticEvent(0), syntheticEvent(1_000)].map(({ id }) => [id, wanted.type]));
    expect(double.subscribed[0]).toStrictEqual({ from: -1, regex: String.raw`^(?:testing\.Kind1\.v1|testing\.Kind2\.v1)$` });
    expect(double.subscribed[1]!.from).toBeGreaterThan(seen[0]!.position);
  });

  it('ends with the store, and when it is aborted while the server is away', async () => {
    const store = await open();
    const waiting = collect(store.subscribe({ after: 0, signal: new AbortController().signal }));
    const stop = new AbortController();
    double.stop();
    const aborted = collect(store.subscribe({ after: 0, signal: stop.signal }));
    while (trouble.length < 2) await new Promise(setImmediate);
    stop.abort();
    expect(await aborted).toStrictEqual([]);
    await store.close();
    expect(await waiting).toStrictEqual([]);
  });
});

describe('a read over the double', () => {
  it('of the log goes on where it broke off', async () => {
    const store = await open();
    for (let i = 0; i < 20; i += 1) await store.append('household-1', [syntheticEvent(i)], 'any');
    const last = store.lastPosition.bind(store);
    await last();
    double.faults.breakReads = [999, 5, 9, 12]; // The first is that of the end.
    expect(revisionsOf(await collect(store.readAll({ batchSize: 4 })))).toStrictEqual(upTo(20));
    expect(trouble).toHaveLength(3);
  });

  it('of a stream and of its end is repeated', async () => {
    const store = await open();
    for (let i = 0; i < 5; i += 1) await store.append('household-1', [syntheticEvent(i)], 'any');
    double.faults.breakReads = [3, 0];
    expect(revisionsOf(await store.readStream('household-1'))).toStrictEqual(upTo(5));
    double.faults.breakReads = [0];
    expect(await store.lastPosition()).toBeGreaterThan(0);
  });

  it('waits for slow answers, but not longer than its deadline', async () => {
    const patient = await open();
    const hasty = await open({ deadlineMs: 100, patienceMs: 250 });
    await patient.append('household-1', [syntheticEvent(1)], 'none');
    double.faults.slowMs = 300;
    expect(await patient.readStream('household-1')).toHaveLength(1);
    await expect(hasty.readStream('household-1')).rejects.toMatchObject({ code: 'STORE.UNREACHABLE', details: { problem: 'no answer for 100 ms' } });
    double.faults.slowMs = 0;
    expect(await hasty.readStream('household-1')).toHaveLength(1);
  });

  it('shows the exact bytes, so that a change of them is seen', async () => {
    const store = await open();
    const { position } = await store.append('household-1', [syntheticEvent(1, { data: { a: 1 } })], 'none');
    const hashHolds = async () => {
      const [raw] = await collect<RawEvent>(store.readRaw());
      return raw!.hash === hash('sha256', hashedText(raw!));
    };
    const original = double.log.all.find((e) => e.position === position)!;
    const metadata = Buffer.from(original.metadata).toString('utf8');
    expect(await hashHolds()).toBe(true);
    for (const change of [
      { data: Buffer.from('{"a": 1}') },
      { data: Buffer.from('{"a":1.0}') },
      { metadata: Buffer.from(metadata.replace('officer-1', 'officer-2')) },
      { metadata: Buffer.from(metadata.replace(String.raw`{\"actor`, String.raw`{ \"actor`)) },
      { type: 'testing.Other.v1' },
      { contentType: 'application/json', data: Buffer.from('{"a": 1}') },
    ]) {
      double.log.tamper(position, { ...original, ...change });
      expect(await hashHolds()).toBe(false);
    }
  });

  it('names what is not an event of the store in its place, and stops who wants to understand it', async () => {
    const store = await open();
    await store.append('household-1', [syntheticEvent(1)], 'none');
    const foreign = { id: syntheticId(2), type: 'Other', contentType: 'application/json', data: Buffer.from('{"x":1}'), metadata: Buffer.from('{}') };
    double.log.append('other-1', [foreign], 'any');
    const broken = { ...foreign, id: syntheticId(3), contentType: 'application/octet-stream', data: Buffer.from('{'), metadata: double.log.all.find((e) => e.stream === 'household-1')!.metadata };
    double.log.append('other-2', [broken], 'any');
    const raw = await collect<RawEvent>(store.readRaw());
    expect(raw.map(({ stream, hash: own, data }) => [stream, own === '', data])).toStrictEqual([
      ['household-1', false, JSON.stringify(syntheticEvent(1).data)], ['other-1', true, 'not an event of this store: {"x":1}'], ['other-2', false, '{'],
    ]);
    await expect(collect(store.readAll())).rejects.toMatchObject({ code: 'STORE.DAMAGED', details: { problem: expect.stringMatching(/^event \d+ \(other-1, revision 0\) is not an event of this store$/) } });
    await expect(store.readStream('other-2')).rejects.toMatchObject({ code: 'STORE.DAMAGED', details: { problem: expect.stringMatching(/is not JSON$/) } });
    await expect(collectUntil(store, { after: 0 }, () => false)).rejects.toMatchObject({ code: 'STORE.DAMAGED' });
  });
});

describe('opening over the double', () => {
  it('says that the credentials are refused', async () => {
    double.faults.denied = true;
    await expect(open()).rejects.toMatchObject({ code: 'STORE.ACCESS_REFUSED', details: { place: `esdb://127.0.0.1:${double.port}` } });
    expect(trouble).toStrictEqual([]);
  });

  it('says that nobody answers, that what answers is no EventStoreDB, and that its TLS is another', async () => {
    const { port } = double;
    double.stop();
    await expect(open({ patienceMs: 200 })).rejects.toMatchObject({ code: 'STORE.UNREACHABLE', details: { problem: expect.stringMatching(/ECONNREFUSED/) } });
    const connections: Socket[] = [];
    const silent = createServer((socket) => void connections.push(socket)).listen(port, '127.0.0.1');
    await expect(open({ patienceMs: 200, deadlineMs: 200 })).rejects.toMatchObject({ code: 'STORE.UNREACHABLE', details: { problem: 'no answer for 200 ms' } });
    for (const socket of connections) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
    await double.start();
    await expect(open({ url: `esdb://127.0.0.1:${port}?tls=true`, patienceMs: 200, deadlineMs: 500 })).rejects.toMatchObject({ code: 'STORE.UNREACHABLE' });
    await expect(open({ url: 'esdb://x:y@127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=2&discoveryInterval=10', patienceMs: 100 })).rejects.toMatchObject({
      code: 'STORE.UNREACHABLE', details: { place: 'esdb://127.0.0.1:1,127.0.0.1:2', problem: 'Failed to discover after 2 attempts.' },
    });
  });

  it('finds the leader of a cluster from any of its addresses', async () => {
    for (const scheme of ['esdb', 'kurrentdb']) {
      const some = await open({ url: `${scheme}://127.0.0.1:1,127.0.0.1:${double.port}?tls=false` });
      const found = await open({ url: `${scheme}+discover://127.0.0.1:${double.port}?tls=false` });
      const { position } = await some.append(`${scheme}-1`, [syntheticEvent(1)], 'none');
      expect(await found.lastPosition()).toBe(position);
    }
  });

  it('goes from a follower to the leader, for reads, appends and subscriptions', async () => {
    const follower = new EsdbDouble();
    await follower.start();
    follower.faults.leader = double;
    const store = await open({ url: follower.url });
    const seen = collectUntil(store, { after: 0 }, () => true);
    await store.append('household-1', [syntheticEvent(1)], 'none');
    expect(revisionsOf(await store.readStream('household-1'))).toStrictEqual([0]);
    expect(revisionsOf(await seen)).toStrictEqual([0]);
    expect([double.log.stream('household-1')?.length, follower.log.stream('household-1')]).toStrictEqual([1, undefined]);
    follower.stop();
  });

  it('takes a simulated clock into an empty store or a simulated past, and marks it', async () => {
    const simulated = new FakeClock(clock.now(), true);
    const made = await open({ clock: simulated });
    expect(made.simulated).toBe(true);
    await made.append('household-1', [syntheticEvent(1, { metadata: syntheticMetadata({ simulated: true }) })], 'none');
    expect((await open()).simulated).toBe(true);
    expect((await open({ clock: simulated })).simulated).toBe(true);
  });

  it('takes no simulated clock into a real past', async () => {
    const real = await open();
    expect(real.simulated).toBe(false);
    await real.append('household-1', [syntheticEvent(1)], 'none');
    await expect(open({ clock: new FakeClock(clock.now(), true) })).rejects.toMatchObject({ code: 'STORE.NOT_SIMULATED' });
  });
});
