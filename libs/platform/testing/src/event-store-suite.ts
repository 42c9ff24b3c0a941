import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, hashedText, MAX_EVENT_BYTES, type NewEvent, type RawEvent, type RecordedEvent, RevisionConflict } from '@humai/kernel';
import { eventStoreProperties } from './event-store-properties.js';
import { syntheticEvent } from './synthetic.js';

/** One store for one test; it may hold older events of others. */
export type EventStoreHarness = Readonly<{
  open(): Promise<EventStore>;
  /** Closes the store and opens it again on the same data; leave out where there is nothing to close. */
  reopen?(): Promise<EventStore>;
  /** Moves the store's clock, backwards too; leave out where the store's clock is its own. */
  advanceClock?(ms: number): void;
  dispose(): Promise<void>;
}>;

export type EventStoreCapabilities = Readonly<{
  /** Each position is the one before plus 1. Without it positions only rise. */
  gaplessPositions: boolean;
  /** It knows an id only within its stream, so it takes one that stands in another. */
  idsPerStream?: true;
}>;

/** Gives an event with an id of its own, different in every run: a shared server keeps the old ones. */
export const freshEvent = (n = 0, over: Partial<NewEvent> = {}): NewEvent => syntheticEvent(n, { id: randomUUID(), ...over });
export const freshStream = (): string => `suite-${randomUUID()}`;

export async function collect<E>(batches: AsyncIterable<readonly E[]>): Promise<E[]> {
  const all: E[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

/** Reads a subscription until `enough` says so, then ends it. */
export async function collectUntil(
  store: EventStore,
  options: Readonly<{ after: number; types?: readonly string[]; batchSize?: number }>,
  enough: (events: readonly RecordedEvent[]) => boolean,
): Promise<RecordedEvent[]> {
  const stop = new AbortController();
  const all: RecordedEvent[] = [];
  for await (const batch of store.subscribe({ ...options, signal: stop.signal })) {
    all.push(...batch);
    if (enough(all)) stop.abort();
  }
  return all;
}

const idsOf = (events: readonly Readonly<{ id: string }>[]): string[] => events.map((e) => e.id);
const three = (): [NewEvent, NewEvent, NewEvent] => [freshEvent(0), freshEvent(1), freshEvent(2)];

/** What every event store must do. Run it in a spec of each adapter. */
export function eventStoreSuite(name: string, factory: () => EventStoreHarness | Promise<EventStoreHarness>, capabilities: EventStoreCapabilities): void {
  describe(`${name} as an event store`, () => {
    let harness: EventStoreHarness;
    let store: EventStore;
    let stream: string;
    let base: number;

    beforeEach(async () => {
      harness = await factory();
      store = await harness.open();
      stream = freshStream();
      base = await store.lastPosition();
    });
    afterEach(() => harness.dispose());

    describe('append', () => {
      it('stores the events of a new stream from revision 0 and answers where they stand', async () => {
        const events = three();
        const appended = await store.append(stream, events, 'none');
        expect(appended).toStrictEqual({ stream, revision: 2, position: await store.lastPosition(), repeated: false });
        const stored = await store.readStream(stream);
        expect(stored.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }))).toStrictEqual(events);
        expect(stored.map((e) => [e.stream, e.revision])).toStrictEqual([[stream, 0], [stream, 1], [stream, 2]]);
        expect(stored.at(-1)?.position).toBe(appended.position);
      });

      it('goes on from the expected revision, and from wherever the stream is when told any', async () => {
        await store.append(stream, [freshEvent()], 'any');
        await store.append(stream, [freshEvent()], 0);
        expect(await store.append(stream, [freshEvent()], 'any')).toMatchObject({ revision: 2, repeated: false });
      });

      it.each([
        { expected: 'none', length: 2, actual: 1 },
        { expected: 0, length: 2, actual: 1 },
        { expected: 5, length: 2, actual: 1 },
        { expected: 0, length: 0, actual: -1 },
      ] as const)('refuses expected $expected on a stream of $length events', async ({ expected, length, actual }) => {
        for (let i = 0; i < length; i += 1) await store.append(stream, [freshEvent()], 'any');
        await expect(store.append(stream, three(), expected)).rejects.toStrictEqual(new RevisionConflict(stream, expected, actual));
        expect(await store.readStream(stream)).toHaveLength(length);
      });

      it.each(['none', 'any', 0, 2, 7] as const)('answers a repeat of the same ids under expected %s and writes nothing', async (expected) => {
        const events = three();
        const first = await store.append(stream, events, 'none');
        await store.append(stream, [freshEvent()], 2);
        expect(await store.append(stream, events, expected)).toStrictEqual({ ...first, repeated: true });
        expect(await store.readStream(stream)).toHaveLength(4);
      });

      it('refuses ids that partly match, stand in another stream (where it can know), or stand twice in one append', async () => {
        const events = three();
        await store.append(stream, events, 'none');
        const offers: [string, NewEvent[]][] = [
          [stream, [events[0], freshEvent()]],
          [stream, [events[2], freshEvent()]],
          [stream, [freshEvent(), events[0]]],
          [stream, [events[0], events[2]]],
        ];
        if (!capabilities.idsPerStream) offers.push([freshStream(), events], [freshStream(), [freshEvent(), events[1]]]);
        const twice = freshEvent();
        offers.push([freshStream(), [twice, twice]]);
        for (const [target, offer] of offers)
          for (const expected of ['any', 'none'] as const) await expect(store.append(target, offer, expected)).rejects.toMatchObject({ code: 'EVENT.ID_TAKEN' });
        expect(await collect(store.readAll({ after: base }))).toHaveLength(3);
      });

      it('takes an event of the largest size and refuses one byte more', async () => {
        const event = freshEvent();
        const spare = MAX_EVENT_BYTES - Buffer.byteLength(JSON.stringify({ text: '' })) - Buffer.byteLength(JSON.stringify(event.metadata));
        const text = '户'.repeat(Math.floor(spare / 3)) + 'x'.repeat(spare % 3);
        await store.append(stream, [{ ...event, data: { text } }], 'none');
        expect((await store.readStream(stream))[0]?.data).toStrictEqual({ text });
        const tooLarge = store.append(stream, [freshEvent(), freshEvent(0, { data: { text: `${text}x` } })], 'any');
        await expect(tooLarge).rejects.toMatchObject({ code: 'EVENT.TOO_LARGE', details: { type: event.type, bytes: MAX_EVENT_BYTES + 1, limit: MAX_EVENT_BYTES } });
        expect(await store.readStream(stream)).toHaveLength(1);
      });

      it('refuses to append nothing, and what cannot be written as JSON', async () => {
        await expect(store.append(stream, [], 'any')).rejects.toThrow(TypeError);
        await expect(store.append(stream, [freshEvent(0, { data: 1n })], 'any')).rejects.toThrow(TypeError);
        expect(await store.readStream(stream)).toStrictEqual([]);
      });

      it('lets exactly one of many writers of the same revision win, and each refused one alone', async () => {
        const offers = Array.from({ length: 16 }, () => freshEvent());
        const results = await Promise.allSettled(offers.flatMap((e) => [store.append(stream, [e], 'none'), store.append(freshStream(), [freshEvent()], 'none')]));
        const won = results.filter((r) => r.status === 'fulfilled');
        expect(won).toHaveLength(1 + offers.length);
        for (const r of results) if (r.status === 'rejected') expect(r.reason).toStrictEqual(new RevisionConflict(stream, 'none', 0));
        expect(await store.readStream(stream)).toHaveLength(1);
      });
    });

    describe('reading', () => {
      it('gives a stream from a revision and at most so many', async () => {
        const events = three();
        await store.append(stream, events, 'none');
        expect(idsOf(await store.readStream(stream, { fromRevision: 1 }))).toStrictEqual(idsOf(events.slice(1)));
        expect(idsOf(await store.readStream(stream, { fromRevision: 1, maxCount: 1 }))).toStrictEqual([events[1].id]);
        expect(await store.readStream(stream, { fromRevision: 3 })).toStrictEqual([]);
        expect(await store.readStream(freshStream())).toStrictEqual([]);
      });

      it('gives the log in order in non-empty batches of at most the size asked for', async () => {
        const events = Array.from({ length: 25 }, (_, i) => freshEvent(i));
        for (const e of events) await store.append(freshStream(), [e], 'none');
        const batches: (readonly RecordedEvent[])[] = [];
        for await (const batch of store.readAll({ after: base, batchSize: 10 })) batches.push(batch);
        expect(batches.every((b) => b.length > 0 && b.length <= 10)).toBe(true);
        expect(idsOf(batches.flat())).toStrictEqual(idsOf(events));
        const positions = batches.flat().map((e) => e.position);
        expect(positions).toStrictEqual(capabilities.gaplessPositions ? events.map((_, i) => base + 1 + i) : positions.toSorted((a, b) => a - b));
        const [from, to] = [positions[3] as number, positions[8] as number];
        expect(idsOf(await collect(store.readAll({ after: from, upTo: to })))).toStrictEqual(idsOf(events.slice(4, 9)));
      });

      it('gives only the types asked for', async () => {
        const events = Array.from({ length: 12 }, (_, i) => freshEvent(i, { type: `testing.Kind${i % 3}.v1` }));
        await store.append(stream, events, 'none');
        const wanted = ['testing.Kind2.v1', 'testing.Kind0.v1', 'testing.Never.v1'];
        expect(idsOf(await collect(store.readAll({ after: base, types: wanted, batchSize: 3 })))).toStrictEqual(idsOf(events.filter((e) => wanted.includes(e.type))));
        expect(await collect(store.readAll({ after: base, types: ['testing.Never.v1'] }))).toStrictEqual([]);
        expect(await collect(store.readAll({ after: base, types: [] }))).toStrictEqual([]);
      });

      it('ends a read of the log where the log ended when it was asked for', async () => {
        const events = three();
        await store.append(stream, events, 'none');
        const batches = store.readAll({ after: base, batchSize: 1 });
        const seen: string[] = [];
        for await (const [event] of batches) {
          seen.push((event as RecordedEvent).id);
          await store.append(freshStream(), [freshEvent()], 'none');
        }
        expect(seen).toStrictEqual(idsOf(events));
      });

      it('gives the same events raw, each hashed over its exact text and chained to the one before in its stream', async () => {
        for (let i = 0; i < 3; i += 1) {
          await store.append(stream, [freshEvent(i, { data: { 注: '“”\\\u2028', n: 1e21, nested: [null, true, ''] } })], 'any');
          await store.append(freshStream(), [freshEvent(i)], 'none');
        }
        const raw = await collect<RawEvent>(store.readRaw({ after: base, batchSize: 2 }));
        const parsed = raw.map(({ previousHash: _, data, metadata, ...rest }) => ({ ...rest, data: JSON.parse(data) as unknown, metadata: JSON.parse(metadata) as unknown }));
        expect(parsed).toStrictEqual(await collect(store.readAll({ after: base })));
        for (const e of raw) expect(e.hash).toBe(createHash('sha256').update(hashedText(e)).digest('hex'));
        const chain = raw.filter((e) => e.stream === stream);
        expect(chain.map((e) => e.previousHash)).toStrictEqual(['', chain[0]?.hash, chain[1]?.hash]);
      });
    });

    describe('subscription', () => {
      it('gives what is there and then what comes, until it is aborted', async () => {
        const before = three();
        await store.append(stream, before, 'none');
        const stop = new AbortController();
        const seen: string[] = [];
        const after = three();
        for await (const batch of store.subscribe({ after: base, signal: stop.signal })) {
          seen.push(...idsOf(batch));
          if (seen.length === 3) await store.append(stream, after, 2);
          if (seen.length === 6) stop.abort();
        }
        expect(seen).toStrictEqual(idsOf([...before, ...after]));
      });

      it('wakes a waiting subscriber, and passes by what it did not ask for', async () => {
        const wanted = freshEvent(0, { type: 'testing.Wanted.v1' });
        const waiting = collectUntil(store, { after: base, types: [wanted.type] }, (all) => all.length === 1);
        for (let i = 0; i < 5; i += 1) await store.append(stream, [freshEvent(i)], 'any');
        await store.append(stream, [wanted], 'any');
        expect(idsOf(await waiting)).toStrictEqual([wanted.id]);
      });

      it('ends a subscriber that waits for nothing when it is aborted', async () => {
        const stop = new AbortController();
        const waiting = collect(store.subscribe({ after: base, signal: stop.signal }));
        stop.abort();
        expect(await waiting).toStrictEqual([]);
        expect(await collect(store.subscribe({ after: base, signal: stop.signal }))).toStrictEqual([]);
      });

      it('shows many subscribers the same log that many writers make, none skipped, none twice', async () => {
        const total = 8 * 12;
        const readers = [1, 7, 100].map((batchSize) => collectUntil(store, { after: base, batchSize }, (all) => all.length >= total));
        await Promise.all(
          Array.from({ length: 8 }, async () => {
            const own = freshStream();
            for (let i = 0; i < 12; i += 1) await store.append(own, [freshEvent(i)], i === 0 ? 'none' : i - 1);
          }),
        );
        const log = await collect(store.readAll({ after: base }));
        expect(log).toHaveLength(total);
        for (const seen of await Promise.all(readers)) expect(seen).toStrictEqual(log);
      });
    });

    it('commits what waits before it closes, and refuses what comes after', async () => {
      const waiting = Promise.all(three().map((e) => store.append(freshStream(), [e], 'none')));
      const closed = store.close();
      await expect(store.append(stream, three(), 'none')).rejects.toMatchObject({ code: 'STORE.CLOSED' });
      await closed;
      expect(await waiting).toHaveLength(3);
      await store.close();
    });

    it('keeps all when it is opened again', async () => {
      if (!harness.reopen) return;
      const events = three();
      await store.append(stream, events, 'none');
      const log = await collect(store.readAll({ after: base }));
      store = await harness.reopen();
      expect(await collect(store.readAll({ after: base }))).toStrictEqual(log);
      expect(await store.append(stream, events, 'none')).toMatchObject({ repeated: true });
      expect(await store.append(stream, [freshEvent()], 2)).toMatchObject({ revision: 3 });
    });

    it('stamps the time of its clock and never goes backwards, also when it is opened again', async () => {
      const { advanceClock, reopen } = harness;
      if (!advanceClock || !reopen) return;
      await store.append(stream, [freshEvent()], 'any');
      advanceClock.call(harness, 60_000);
      await store.append(stream, [freshEvent()], 'any');
      advanceClock.call(harness, -90_000);
      await store.append(stream, [freshEvent()], 'any');
      store = await reopen.call(harness);
      await store.append(stream, [freshEvent()], 'any');
      const [first, ...later] = (await store.readStream(stream)).map((e) => Date.parse(e.recordedAt));
      expect(later.map((ms) => ms - (first as number))).toStrictEqual([60_000, 60_000, 60_000]);
    });

    eventStoreProperties(factory, capabilities);
  });
}
