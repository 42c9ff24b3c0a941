import { describe, expect, it } from '@jest/globals';
import type { Projection, ReadStore } from '@humai/kernel';
import fc from 'fast-check';
import type { ProjectionRunner } from './index.js';
import { firstsProjection, happening, type ThingEvent, thingsProjection } from './testing/things.js';
import { World } from './testing/world.js';

const which = fc.nat({ max: 2 });
const operation = fc.oneof(
  { weight: 5, arbitrary: fc.record({ op: fc.constant('append' as const), count: fc.integer({ min: 1, max: 12 }), from: fc.nat({ max: 200 }), wait: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('start' as const) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('stop' as const) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('die' as const), afterWrites: fc.nat({ max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('catch up' as const), wait: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('rebuild' as const), which, wait: fc.boolean(), abortAfter: fc.option(fc.nat({ max: 3 }), { freq: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('turns' as const), count: fc.integer({ min: 1, max: 20 }) }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer O> ? O : never;

/** A read store that dies after some writes, of which the last is done in part: rows without their checkpoint, as where there are no transactions. */
function mortal(store: ReadStore): ReadStore & { dieAfter(writes: number): void } {
  let left = Infinity;
  const dead = () => Promise.reject(new Error('dead'));
  const write: ReadStore['write'] = async ({ collection, upserts }) => {
    await store.write({ collection, upserts: upserts.slice(0, Math.ceil(upserts.length / 2)) });
    return dead();
  };
  return new Proxy(store as ReturnType<typeof mortal>, {
    get(target, key: keyof ReadStore | 'dieAfter') {
      if (key === 'dieAfter') return (writes: number) => (left = Math.min(left, writes));
      if (key === 'scan') return target.scan.bind(target);
      return (...all: never[]) => {
        if (left < 0) return dead();
        if (['write', 'setCheckpoint', 'ensure', 'drop', 'pointTo'].includes(key)) left -= 1;
        if (left < 0) return key === 'write' ? write(...(all as unknown as Parameters<ReadStore['write']>)) : dead();
        return (target[key] as (...all: never[]) => unknown)(...all);
      };
    },
  });
}

describe('read models', () => {
  it('end as a fresh fold of the log, however appends, starts, stops, crashes, failures and rebuilds fall together', async () => {
    const reached = { rebuilt: 0, died: 0, aborted: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 3, maxLength: 25 }), fc.infiniteStream(fc.nat({ max: 9 })), fc.integer({ min: 1, max: 7 }), async (operations, chance, batchSize) => {
        const world = new World();
        await world.open();
        try {
          let sound = false;
          const poison = () => { if (!sound && chance.next().value === 0) throw new Error('by chance'); };
          const things = thingsProjection({ poison });
          const projections = [things, firstsProjection, thingsProjection({ version: 2 })];
          const pending: Promise<unknown>[] = [];
          let store = mortal(world.readStore);
          let runner: ProjectionRunner | undefined;
          const current = () => (runner ??= world.runnerOf({ readStore: store, projections, batchSize, retry: { attempts: 3, delayMs: 0 } }));
          let [started, dying] = [false, false];
          const end = async () => {
            await world.restart();
            await Promise.all(pending.splice(0));
            [store, runner, started, dying] = [mortal(world.readStore), undefined, false, false];
          };
          const going = (work: Promise<unknown>, wait: boolean) => {
            const settled = work.catch((error: Error) => {
              if (/aborted/.test(error.message)) reached.aborted += 1;
              else if (error.message === 'dead') reached.died += 1;
              else if (!/stopped at|BEHIND|by chance/.test(error.message)) throw error;
            });
            pending.push(settled);
            return wait && !dying ? settled : undefined; // A live runner waits for ever for a store that is dead.
          };
          const apply = async (o: Operation): Promise<void> => {
            switch (o.op) {
              case 'append': return void (await going(fill(world, o.count, o.from), o.wait));
              case 'start': return started ? undefined : ((started = true), void (await going(current().start(world.stop.signal), true)));
              case 'stop': return end();
              case 'die': return (dying = true), store.dieAfter(o.afterWrites);
              case 'catch up': return void (await going(current().catchUp(), o.wait));
              case 'turns': for (let i = 0; i < o.count; i += 1) await new Promise(setImmediate); return;
              case 'rebuild': {
                const abort = new AbortController();
                let left = o.abortAfter ?? Infinity;
                const rebuild = current().rebuild(projections[o.which]!, { batchSize: 5, cacheDocuments: 3, signal: abort.signal, onProgress: () => void ((left -= 1) < 0 && abort.abort()) });
                return void (await going(rebuild.then(() => (reached.rebuilt += 1)), o.wait));
              }
            }
          };
          for (const o of operations) await apply(o);
          await end();
          sound = true;
          await current().catchUp();
          const found = await Promise.all(projections.map((p) => world.rows(`${p.name}.v${p.version}`)));
          const wanted = await Promise.all(projections.map((p) => world.fold(p as Projection<never, ThingEvent>)));
          expect(found).toStrictEqual(wanted);
          expect(await world.readStore.collections()).toHaveLength(projections.length);
        } finally {
          await world.close();
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 5_000 },
    );
    expect(Object.values(reached).every((times) => times > 0)).toBe(true);
  });
});

async function fill(world: World, count: number, from: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, n) => (n + from) % 17 === 3 ? world.append('fake.Poison.v1', { id: `t${n}` }) : world.append(...happening(from + n))));
}

