import { beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError, EventCatalogue, type FeedMessage } from '@humai/kernel';
import { FakeClock, MemoryReadStore, syntheticId, syntheticMetadata } from '@humai/testing';
import fc from 'fast-check';
import { z } from 'zod';
import { type ConsumerLoopOptions, ConsumerLoop, type EventHandler } from './consumer-loop.js';
import { commandIdOf } from './ids.js';
import { ParkingLot } from './parking-lot.js';

const TYPE = 'testing.Happened.v2';
const catalogue = new EventCatalogue(
  [{ [TYPE]: z.object({ number: z.number() }) }],
  [{ from: 'testing.Happened.v1', to: TYPE, upcast: (data: { n: number }) => ({ number: data.n }) }],
);
const clock = new FakeClock('2026-03-01T00:00:00.000Z');

const message = (stream: string, position: number, number: unknown = position, type = TYPE): FeedMessage => ({
  id: syntheticId(position), type, data: { number }, stream, revision: 0, position, recordedAt: clock.now(), metadata: syntheticMetadata(), hash: '',
});

describe('the consumer loop', () => {
  let store: MemoryReadStore;
  let lot: ParkingLot;
  let done: string[];
  let poison: Set<number>;
  let pauses: number[];
  beforeEach(() => {
    store = new MemoryReadStore();
    done = [];
    poison = new Set();
    pauses = [];
  });
  const handler: EventHandler = async (event) => {
    if (poison.has(event.position)) throw new DomainError('HOUSEHOLD.CLEARED');
    done.push(`${event.stream}:${event.position}`);
  };
  const loopWith = (handlers: readonly EventHandler[] = [handler], more: Partial<ConsumerLoopOptions> = {}) => {
    const loop = new ConsumerLoop({
      group: 'testing.on-happened', handlers: new Map([[TYPE, handlers], ['testing.Happened.v1', handlers]]), catalogue, store, clock,
      sleep: async (ms) => void pauses.push(ms), ...more,
    });
    lot = new ParkingLot(store, clock);
    lot.attach(loop);
    return loop;
  };
  const feed = async (loop: ConsumerLoop, ...messages: FeedMessage[]) => {
    for (const m of messages) await loop.handle(m);
  };
  const parked = async () => (await lot.list()).map((p) => [p.stream, p.order, p.code]);

  it('hands a message to all handlers of its type in turn', async () => {
    const order: string[] = [];
    const slow: EventHandler = async () => {
      await new Promise(setImmediate);
      order.push('first');
    };
    await feed(loopWith([slow, async () => void order.push('second')]), message('household-1', 1));
    expect(order).toEqual(['first', 'second']);
  });

  it('hands over the newest shape of an event', async () => {
    let data: unknown;
    await feed(loopWith([async (event) => void (data = [event.type, event.data])]), { ...message('household-1', 1, 0, 'testing.Happened.v1'), data: { n: 5 } });
    expect(data).toEqual([TYPE, { number: 5 }]);
  });

  it('has no second effect for a message that comes again, also after a restart', async () => {
    await feed(loopWith(), message('household-1', 1), message('household-1', 2), message('household-1', 1));
    await feed(loopWith(), message('household-1', 2));
    expect(done).toEqual(['household-1:1', 'household-1:2']);
  });

  it('tries again with longer pauses, and then it may work', async () => {
    let tries = 0;
    await feed(loopWith([async (_, { attempt }) => {
      tries = attempt;
      if (attempt < 4) throw new Error('not yet');
    }], { retry: { firstPauseMs: 10, longestPauseMs: 35 } }), message('household-1', 1));
    expect([tries, pauses, await parked()]).toEqual([4, [10, 20, 35], []]);
  });

  it('tries only the handler that failed again', async () => {
    let first = 0;
    await feed(loopWith([async () => void (first += 1), async (_, { attempt }) => { if (attempt === 1) throw new Error('once'); }]), message('household-1', 1));
    expect(first).toBe(1);
  });

  it('parks a message that never works, and lets the other households pass', async () => {
    poison.add(1);
    await feed(loopWith(), message('household-1', 1), message('household-2', 2));
    expect(done).toEqual(['household-2:2']);
    expect(await lot.list()).toStrictEqual([{
      id: `testing.on-happened/${syntheticId(1)}`, group: 'testing.on-happened', stream: 'household-1', order: 1, type: TYPE, eventId: syntheticId(1), state: 'parked',
      code: 'HOUSEHOLD.CLEARED', problem: '{}', attempts: 5, parkedAt: '2026-03-01T00:00:00.000Z',
    }]);
  });

  it('parks later messages of that household behind it, in order, untried', async () => {
    poison.add(1);
    await feed(loopWith(), message('household-1', 1), message('household-1', 3), message('household-1', 4));
    expect(await parked()).toEqual([['household-1', 1, 'HOUSEHOLD.CLEARED'], ['household-1', 3, 'PARKED.BEHIND'], ['household-1', 4, 'PARKED.BEHIND']]);
    expect(done).toEqual([]);
  });

  it('parks what does not fit its shape without trying it', async () => {
    await feed(loopWith(), message('household-1', 1, 'no number'));
    expect([done, pauses, (await parked())[0]]).toEqual([[], [], ['household-1', 1, 'SHAPE.INVALID']]);
  });

  it('says of a defect only what kind it is, because its text may quote a person', async () => {
    await feed(loopWith([async () => { throw new TypeError('cannot read name of 某某'); }]), message('household-1', 1));
    expect((await lot.list()).map((p) => [p.code, p.problem])).toEqual([['INTERNAL', 'TypeError']]);
  });

  it('on retry handles also what another replica parks behind it meanwhile: nothing overtakes it', async () => {
    poison.add(1);
    const other = loopWith();
    const here = loopWith([async (event, context) => {
      if (event.position === 1 && !poison.has(1)) await other.handle(message('household-1', 2));
      await handler(event, context);
    }]);
    await feed(other, message('household-1', 1));
    poison.clear();
    expect(await here.retry('household-1')).toEqual({ handled: 2, left: 0 });
    await feed(other, message('household-1', 3));
    expect([done, await parked()]).toEqual([['household-1:1', 'household-1:2', 'household-1:3'], []]);
  });

  it('on retry handles what is parked in order, then lets new messages through', async () => {
    poison.add(1);
    const loop = loopWith();
    await feed(loop, message('household-1', 1), message('household-1', 2));
    poison.clear();
    expect(await lot.retry((await lot.list())[1]!.id)).toEqual({ handled: 2, left: 0 });
    await feed(loop, message('household-1', 3));
    expect([done, await parked()]).toEqual([['household-1:1', 'household-1:2', 'household-1:3'], []]);
  });

  it('on retry stops at the first that fails again', async () => {
    poison.add(1);
    const loop = loopWith();
    await feed(loop, message('household-1', 1), message('household-1', 2), message('household-1', 3));
    poison = new Set([2]);
    expect(await lot.retry((await lot.list())[0]!.id)).toEqual({ handled: 1, left: 2 });
    expect([done, await parked()]).toEqual([['household-1:1'], [['household-1', 2, 'HOUSEHOLD.CLEARED'], ['household-1', 3, 'PARKED.BEHIND']]]);
    await feed(loop, message('household-1', 4));
    expect(done).toEqual(['household-1:1']);
  });

  it('discards with who and why, and goes on with the rest', async () => {
    poison.add(1);
    await feed(loopWith(), message('household-1', 1), message('household-1', 2));
    const [first] = await lot.list();
    expect(await lot.discard(first!.id, { by: 'ops-1', reason: 'entered twice' })).toEqual({ handled: 1, left: 0 });
    expect(done).toEqual(['household-1:2']);
    expect((await lot.list({ state: 'discarded' })).map((p) => [p.order, p.discarded])).toEqual([[1, { at: '2026-03-01T00:00:00.000Z', by: 'ops-1', reason: 'entered twice' }]]);
    await expect(lot.retry(first!.id)).rejects.toMatchObject({ code: 'SUBJECT.NOT_FOUND' });
  });

  it('discards nothing without a reason', async () => {
    poison.add(1);
    await feed(loopWith(), message('household-1', 1));
    await expect(lot.discard((await lot.list())[0]!.id, { by: 'ops-1', reason: ' ' })).rejects.toMatchObject({ code: 'SHAPE.INVALID' });
    expect(await lot.count()).toBe(1);
  });

  it('a process that answers for its own consumers only, and has none, has nothing parked', async () => {
    poison.add(1);
    await feed(loopWith(), message('household-1', 1));
    const lots = [new ParkingLot(store, clock), new ParkingLot(store, clock, 'here')];
    expect(await Promise.all(lots.map(async (l) => [(await l.list()).length, await l.count()]))).toEqual([[1, 1], [0, 0]]);
  });

  it('a discarded one in the middle leaves the ones before it parked', async () => {
    poison.add(1);
    await feed(loopWith(), message('household-1', 1), message('household-1', 2));
    expect(await lot.discard((await lot.list())[1]!.id, { by: 'ops-1', reason: 'r' })).toEqual({ handled: 0, left: 1 });
    expect(done).toEqual([]);
  });

  it('does not park when it is closing: the feed delivers again', async () => {
    const loop = loopWith([async () => { throw new Error('broken'); }], { sleep: async () => loop.close() });
    await expect(loop.handle(message('household-1', 1))).rejects.toThrow('closing');
    expect(await parked()).toEqual([]);
  });

  it('rejects when it can neither handle nor park, so that nothing is lost', async () => {
    poison.add(1);
    const loop = loopWith();
    store.write = async () => { throw new Error('disk full'); };
    await expect(loop.handle(message('household-1', 1))).rejects.toThrow('disk full');
  });

  it('property: with poison, crashes at any write, and any interleaving of households, each message is handled once it can be, in order per household', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 20 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }),
        async (keys, poisonous, crashes) => {
          store = new MemoryReadStore();
          poison = new Set(poisonous);
          const effects = new Map<string, Set<string>>();
          const order: [string, number][] = [];
          const idempotent: EventHandler = async (event) => {
            if (poison.has(event.position)) throw new Error('poison');
            const known = effects.get(event.stream) ?? new Set();
            effects.set(event.stream, known);
            const id = commandIdOf(event.id, 'effect');
            if (!known.has(id)) order.push([event.stream, event.position]);
            known.add(id);
          };
          const write = store.write.bind(store);
          let budget = Infinity;
          store.write = async (batch) => {
            if (budget <= 0) throw new Error('crash');
            budget -= 1;
            await write(batch);
          };
          const queues = [0, 1, 2, 3].map((key) => keys.flatMap((k, i) => (k === key ? [message(`household-${key}`, i + 1)] : [])));
          const pending = [...queues];
          const plan = [...crashes];
          while (pending.some((q) => q.length > 0)) {
            budget = plan.shift() ?? Infinity;
            const loop = loopWith([idempotent]);
            await Promise.all(pending.map(async (queue, i) => {
              try {
                for (const m of queue) {
                  await loop.handle(m);
                  pending[i] = pending[i]!.slice(1);
                }
              } catch { /* delivered again by the next process */ }
            }));
          }
          for (const [i, queue] of queues.entries()) {
            const first = queue.findIndex((m) => poison.has(m.position));
            const passing = first < 0 ? queue : queue.slice(0, first);
            expect(order.filter(([s]) => s === `household-${i}`).map(([, p]) => p)).toEqual(passing.map((m) => m.position));
          }
          poison.clear();
          budget = Infinity;
          loopWith([idempotent]);
          for (let rest = await lot.list(); rest.length > 0; rest = await lot.list()) await lot.retry(rest[0]!.id);
          for (const [i, queue] of queues.entries())
            expect(order.filter(([s]) => s === `household-${i}`).map(([, p]) => p)).toEqual(queue.map((m) => m.position));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('command ids of handlers', () => {
  it('are the same for every redelivery and differ by purpose and event', () => {
    const ids = [commandIdOf('e1', 'a'), commandIdOf('e1', 'a'), commandIdOf('e1', 'b'), commandIdOf('e2', 'a')];
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe('52ebb577-7a01-51d3-8628-0d3007b94909');
  });
});
