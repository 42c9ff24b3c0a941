import { setImmediate as turn } from 'node:timers/promises';
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
      if (!(key in target)) return undefined;
      return (...all: never[]) => {
        if (left < 0) return dead();
        if (['write', 'setCheckpoint', 'ensure', 'drop', 'pointTo'].includes(key)) left -= 1;
        if (left < 0) return key === 'write' ? write(...(all as unknown as Parameters<ReadStore['write']>)) : dead();
        return (target[key] as (...all: never[]) => unknown)(...all);
      };
    },
  });
}

/** Runs one list of operations; what is not waited for goes on beside the next ones. */
class Trial {
  readonly #world = new World();
  readonly #projections: readonly Projection<never, ThingEvent>[];
  readonly #gaps: unknown[] = [];
  #going: Promise<void>[] = [];
  #store!: ReturnType<typeof mortal>;
  #runner: ProjectionRunner | undefined;
  #started = false;
  #dying = false;
  #sound = false;

  constructor(chance: Iterator<number>, private readonly batchSize: number) {
    const poison = () => { if (!this.#sound && chance.next().value === 0) throw new Error('by chance'); };
    this.#projections = [thingsProjection({ poison }), firstsProjection, thingsProjection({ version: 2 })] as never;
  }

  async run(operations: readonly Operation[]): Promise<void> {
    await this.#world.open();
    try {
      this.#begin();
      for (const operation of operations) await this.#apply(operation);
      await this.#end();
      this.#sound = true;
      await this.#current.catchUp();
      await this.#compareAll();
    } finally {
      await this.#world.close();
    }
  }

  get #current(): ProjectionRunner {
    const onError = ({ error }: Readonly<{ error: unknown }>) => void (String(error).includes('cannot go on after') && this.#gaps.push(error));
    return (this.#runner ??= this.#world.runnerOf({ readStore: this.#store, projections: this.#projections, batchSize: this.batchSize, retry: { attempts: 3, delayMs: 0 }, onError }));
  }

  async #apply(o: Operation): Promise<void> {
    switch (o.op) {
      case 'append': return this.#go(this.#append(o.count, o.from), o.wait);
      case 'start': return this.#started ? undefined : ((this.#started = true), this.#go(this.#current.start(this.#world.stop.signal), true));
      case 'stop': return this.#end();
      case 'die': return (this.#dying = true), this.#store.dieAfter(o.afterWrites);
      case 'catch up': return this.#go(this.#current.catchUp(), o.wait);
      case 'turns': for (let i = 0; i < o.count; i += 1) await turn(); return;
      case 'rebuild': {
        const abort = new AbortController();
        let left = o.abortAfter ?? Infinity;
        const onProgress = () => void ((left -= 1) < 0 && abort.abort());
        return this.#go(this.#current.rebuild(this.#projections[o.which]!, { batchSize: 5, cacheDocuments: 3, signal: abort.signal, onProgress }), o.wait);
      }
    }
  }

  async #go(work: Promise<unknown>, wait: boolean): Promise<void> {
    const ended = work.then(() => {}, (error: Error) => {
      if (!/dead|aborted|stopped at|BEHIND|by chance/.test(error.message)) throw error;
    });
    this.#going.push(ended);
    if (wait && !this.#dying) await ended; // A live runner waits for ever for a store that is dead.
  }

  async #append(count: number, from: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, n) => (n + from) % 17 === 3 ? this.#world.append('fake.Poison.v1', { id: `t${n}` }) : this.#world.append(...happening(from + n))));
  }

  #begin(): void {
    this.#store = mortal(this.#world.readStore);
    this.#runner = undefined;
    this.#started = this.#dying = false;
  }

  async #end(): Promise<void> {
    await this.#world.restart();
    await Promise.all(this.#going.splice(0));
    this.#begin();
  }

  async #compareAll(): Promise<void> {
    for (const projection of this.#projections) expect(await this.#world.rows(`${projection.name}.v${projection.version}`)).toStrictEqual(await this.#world.fold(projection));
    expect(await this.#world.readStore.collections()).toHaveLength(this.#projections.length);
    expect(this.#gaps).toStrictEqual([]);
  }
}

describe('read models', () => {
  it('end as a fresh fold of the log, however appends, starts, stops, crashes, failures and rebuilds fall together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 3, maxLength: 25 }), fc.infiniteStream(fc.nat({ max: 9 })), fc.integer({ min: 1, max: 7 }), (operations, chance, batchSize) =>
        new Trial(chance, batchSize).run(operations),
      ),
      { numRuns: 50, interruptAfterTimeLimit: 4_000 },
    );
  });
});
