import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventFeed, FeedMessage, NewEvent } from '@humai/kernel';
import fc from 'fast-check';
import { syntheticEvent } from './synthetic.js';

/** One feed for one test; it may carry older messages of others, on other streams. */
export type EventFeedHarness = Readonly<{
  open(): Promise<EventFeed>;
  /** A feed of a new process over the same log and the same progress; the old one's consumers have been aborted. */
  reopen(): Promise<EventFeed>;
  /** Appends to the log that feeds it, in this order. */
  publish(stream: string, events: readonly NewEvent[]): Promise<void>;
  dispose(): Promise<void>;
}>;

/** A promise with its own switch. */
const gate = () => Promise.withResolvers<void>();
type Seen = Readonly<{ stream: string; number: number }>;
const numberOf = (message: FeedMessage) => (message.data as { number: number }).number;

/** What every event feed must do. Run it in a spec of each adapter. */
export function eventFeedSuite(name: string, factory: () => EventFeedHarness | Promise<EventFeedHarness>): void {
  describe(`${name} as an event feed`, () => {
    let harness: EventFeedHarness;
    let feed: EventFeed;
    let type: string;
    let group: string;
    const running: { stop: AbortController; done: Promise<void> }[] = [];

    beforeEach(async () => {
      harness = await factory();
      feed = await harness.open();
      const run = randomUUID().slice(0, 8);
      type = `testing.Fed${run}.v1`;
      group = `testing.on-fed-${run}`;
    });
    afterEach(async () => {
      for (const { stop } of running) stop.abort();
      await Promise.all(running.splice(0).map(({ done }) => done));
      await harness.dispose();
    });

    const event = (number: number, of = type) => syntheticEvent(number, { id: randomUUID(), type: of });
    const publish = (stream: string, ...numbers: number[]) => harness.publish(stream, numbers.map((n) => event(n)));
    const stream = (key: string) => `suite-${group.slice(-8)}${key}`;

    /** Consumes until told; `until` resolves when that many messages have been taken. */
    const consume = (handle: (message: FeedMessage) => Promise<void>, options: { of?: EventFeed; types?: string[]; concurrency?: number } = {}) => {
      const taken: Seen[] = [];
      const waiting: { count: number; resolve: () => void }[] = [];
      const stop = new AbortController();
      const done = (options.of ?? feed).consume(
        { name: group, types: options.types ?? [type], ...(options.concurrency ? { concurrency: options.concurrency } : {}) },
        async (message) => {
          await handle(message);
          taken.push({ stream: message.stream, number: numberOf(message) });
          for (const w of waiting) if (taken.length >= w.count) w.resolve();
        },
        stop.signal,
      );
      running.push({ stop, done });
      const until = (count: number) => (taken.length >= count ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ count, resolve })));
      return { taken, until, end: async () => { stop.abort(); await done; } };
    };
    const numbersOf = (taken: readonly Seen[], key: string) => taken.filter((t) => t.stream === stream(key)).map((t) => t.number);

    it('delivers each stream in order, what was there before and what comes after', async () => {
      await publish(stream('a'), 1, 2);
      const consumer = consume(async () => {});
      await consumer.until(2);
      await publish(stream('b'), 10);
      await publish(stream('a'), 3);
      await consumer.until(4);
      expect([numbersOf(consumer.taken, 'a'), numbersOf(consumer.taken, 'b')]).toEqual([[1, 2, 3], [10]]);
    });

    it('delivers only the types a group asked for', async () => {
      await harness.publish(stream('a'), [event(1, `${type.slice(0, -1)}9`), event(2)]);
      const consumer = consume(async () => {});
      await consumer.until(1);
      await consumer.end();
      expect(numbersOf(consumer.taken, 'a')).toEqual([2]);
    });

    it('hands over the event as it was written', async () => {
      const written = event(7);
      await harness.publish(stream('a'), [written]);
      let seen: FeedMessage | undefined;
      await consume(async (message) => void (seen = message)).until(1);
      expect(seen).toMatchObject({ ...written, stream: stream('a'), revision: 0 });
      expect(seen?.position).toBeGreaterThan(0);
    });

    it('keeps other streams going while one waits, and never hands over two of one stream at once', async () => {
      const { promise: held, resolve: release } = gate();
      const underWay = new Map<string, number>();
      let most = 0;
      await publish(stream('a'), 1, 2);
      await publish(stream('b'), 1, 2);
      const consumer = consume(async (message) => {
        const now = (underWay.get(message.stream) ?? 0) + 1;
        underWay.set(message.stream, now);
        most = Math.max(most, now);
        if (message.stream === stream('a')) await held;
        underWay.set(message.stream, now - 1);
      });
      await consumer.until(2);
      expect(consumer.taken.map((t) => t.stream)).toEqual([stream('b'), stream('b')]);
      release();
      await consumer.until(4);
      expect([most, numbersOf(consumer.taken, 'a')]).toEqual([1, [1, 2]]);
    });

    it('has no more messages under way than asked for', async () => {
      let now = 0;
      let most = 0;
      for (const key of 'abcdefgh') await publish(stream(key), 1, 2);
      const consumer = consume(async () => {
        most = Math.max(most, (now += 1));
        await new Promise(setImmediate);
        now -= 1;
      }, { concurrency: 3 });
      await consumer.until(16);
      expect(most).toBeLessThanOrEqual(3);
    });

    it('delivers a rejected message again, and nothing later of its stream before', async () => {
      await publish(stream('a'), 1, 2);
      const tries: number[] = [];
      const consumer = consume(async (message) => {
        tries.push(numberOf(message));
        if (tries.length <= 2) throw new Error('not yet');
      });
      await consumer.until(2);
      expect(tries).toEqual([1, 1, 1, 2]);
    });

    it('goes on after a restart where it was, with nothing done left out', async () => {
      await publish(stream('a'), 1, 2, 3);
      const first = consume(async () => {});
      await first.until(3);
      await first.end();
      await publish(stream('a'), 4);
      const second = consume(async () => {}, { of: await harness.reopen() });
      await second.until(1);
      expect(numbersOf(second.taken, 'a')).toEqual([4]);
    });

    it('delivers after a restart what was not done before it', async () => {
      await publish(stream('a'), 1);
      await publish(stream('b'), 1, 2);
      const first = consume(async (message) => {
        if (message.stream === stream('a')) throw new Error('never');
      });
      await first.until(2);
      await first.end();
      const second = consume(async () => {}, { of: await harness.reopen() });
      await second.until(1);
      while (numbersOf(second.taken, 'a').length === 0) await second.until(second.taken.length + 1);
      expect(numbersOf(second.taken, 'a')).toEqual([1]);
    });

    it('ends handlers under way before it ends itself, and counts them as done', async () => {
      const { promise: held, resolve: release } = gate();
      const { promise: begun, resolve: begin } = gate();
      await publish(stream('a'), 1);
      const stop = new AbortController();
      let ended = false;
      const done = feed.consume({ name: group, types: [type] }, async () => { begin(); await held; ended = true; }, stop.signal);
      await begun;
      stop.abort();
      release();
      await done;
      expect(ended).toBe(true);
      await publish(stream('a'), 2);
      const second = consume(async () => {}, { of: await harness.reopen() });
      await second.until(1);
      expect(numbersOf(second.taken, 'a')).toEqual([2]);
    });

    it('says how far a group is', async () => {
      let last = 0;
      await publish(stream('a'), 1, 2);
      const consumer = consume(async (message) => void (last = message.position));
      await consumer.until(2);
      await consumer.end();
      expect(await (await harness.reopen()).position(group)).toBeGreaterThanOrEqual(last);
    });

    it('keeps groups apart', async () => {
      await publish(stream('a'), 1);
      const first = consume(async () => {});
      await first.until(1);
      group = `${group}-other`;
      const second = consume(async () => {});
      await second.until(1);
      expect(second.taken).toHaveLength(1);
    });

    it('property: whatever fails or restarts, each stream arrives whole and in order, repeats aside', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 25 }),
          fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 }),
          fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
          async (keys, failures, restartsAfter) => {
            const run = randomUUID().slice(0, 8);
            const of = `testing.Fed${run}.v1`;
            const written = new Map<string, number[]>();
            for (const [i, key] of keys.entries()) {
              const name = `suite-${run}${key}`;
              written.set(name, [...(written.get(name) ?? []), i]);
              await harness.publish(name, [event(i, of)]);
            }
            const arrived = new Map<string, number[]>();
            let left = keys.length;
            const plan = [...failures];
            for (const lifetime of [...restartsAfter, Infinity]) {
              const current = await harness.reopen();
              const stop = new AbortController();
              let calls = 0;
              await current.consume(
                { name: `testing.on-${run}`, types: [of] },
                async (message) => {
                  calls += 1;
                  if (calls >= lifetime) stop.abort();
                  if (plan.shift() === 0) throw new Error('planned');
                  const list = arrived.get(message.stream) ?? [];
                  arrived.set(message.stream, list);
                  const number = numberOf(message);
                  if (!list.includes(number)) left -= 1;
                  list.push(number);
                  if (left === 0) stop.abort();
                },
                left === 0 ? AbortSignal.abort() : stop.signal,
              );
            }
            // First arrivals are the stream itself, and a repeat never jumps ahead of what has arrived.
            for (const [name, numbers] of written) expect([...new Set(arrived.get(name))]).toEqual(numbers);
          },
        ),
        { numRuns: 25 },
      );
    });
  });
}
