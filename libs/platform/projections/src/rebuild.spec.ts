import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReadStore } from '@humai/kernel';
import { firstsProjection, type Thing, thingsProjection } from './testing/things.js';
import { NAME, over, until, World } from './testing/world.js';

const FRESH = `${NAME}~1`;

describe('a rebuild', () => {
  const world = new World();
  const things = thingsProjection();
  const collections = () => world.readStore.collections();
  /** The read store, with something done before each write to a collection. */
  const writingTo = (collection: string, before: () => unknown): ReadStore =>
    over(world.readStore, { write: async (batch) => (batch.collection === collection && (await before()), world.readStore.write(batch)) });

  beforeEach(() => world.open());
  afterEach(() => world.close());

  it('makes the same rows beside those that serve and takes over from them', async () => {
    await world.fill(40);
    const runner = await world.started();
    await runner.catchUp();
    const before = await world.rows();
    const rebuilt = await runner.rebuild(things, { batchSize: 6, cacheDocuments: 4 });
    expect(rebuilt).toStrictEqual({ name: NAME, events: 37, rows: before.size, differences: 0, differing: [], seconds: rebuilt.seconds });
    expect([await world.readStore.resolve(NAME), runner.status[0]?.collection]).toStrictEqual([FRESH, FRESH]);
    expect(await world.rows()).toStrictEqual(before);
    await runner.waitFor(NAME, await world.append('fake.Added.v1', { id: 't1' }));
    expect(await world.rows()).toStrictEqual(await world.fold());
    expect(await world.readStore.checkpoint(FRESH)).toBe(41);
  });

  it('keeps what it replaced until the next one, for those who are still reading it', async () => {
    await world.fill(20);
    const runner = await world.started();
    await runner.rebuild(things);
    const collection = await world.readStore.resolve(NAME);
    await runner.rebuild(things);
    expect(await world.rowsIn(collection)).toStrictEqual(await world.rows());
    expect(await collections()).toStrictEqual([FRESH, `${NAME}~2`]);
    await world.restart();
    await world.started();
    expect(await collections()).toStrictEqual([`${NAME}~2`]);
    expect(await Promise.all([NAME, FRESH, `${NAME}~2`].map((c) => world.readStore.checkpoint(c)))).toStrictEqual([0, 0, 20]);
  });

  it('makes the indexes of the projection after its rows', async () => {
    await world.fill(20);
    const steps: unknown[] = [];
    const readStore = over(world.readStore, {
      ensure: (spec) => (steps.push(spec), world.readStore.ensure(spec)),
      write: (batch) => (steps.push(batch.collection), world.readStore.write(batch)),
    });
    await world.runnerOf({ readStore }).rebuild(things);
    const spec = { name: FRESH, indexes: things.indexes };
    expect(steps.slice(-3)).toStrictEqual([{ ...spec, loading: true }, FRESH, spec]);
  });

  it('works without a started runner, and is found again after a restart', async () => {
    await world.fill(40);
    expect(await world.runnerOf().rebuild(things)).toMatchObject({ differences: 0, rows: (await world.fold()).size });
    await world.append('fake.Added.v1', { id: 't1' });
    const runner = await world.started();
    await runner.catchUp();
    expect(runner.status[0]).toMatchObject({ collection: FRESH, position: 41 });
    expect(await world.rows()).toStrictEqual(await world.fold());
  });

  it('counts and names the rows that are not the same, and puts them right', async () => {
    await world.fill(34);
    await world.runnerOf().catchUp();
    const right = await world.fold();
    const planted: Thing[] = [{ ...right.get('t1')!, sum: -1 }, { _id: 't9', position: 1, sum: 0, count: 0 }];
    await world.readStore.write({ collection: NAME, upserts: planted, deletes: ['t3'] });
    expect(await world.runnerOf().rebuild(things)).toMatchObject({ rows: right.size, differences: 3, differing: ['t1', 't3', 't9'] });
    expect(await world.rows()).toStrictEqual(right);
  });

  it('counts all that differ and names the first ten, also when there are more than was expected', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => world.append('fake.Added.v1', { id: `k${String(n).padStart(2, '0')}` })));
    const runner = await world.started();
    await runner.catchUp();
    await world.readStore.write({ collection: NAME, upserts: [], deletes: [...(await world.rows()).keys()] });
    const { differences, differing, rows, events } = await runner.rebuild(things, { cacheDocuments: 7 });
    expect([differences, differing, rows, events]).toStrictEqual([30, Array.from({ length: 10 }, (_, n) => `k0${n}`), 30, 30]);
    expect(await world.rows()).toStrictEqual(await world.fold());
  });

  it('lets the one that serves go on while it is made, and until little is left to do', async () => {
    await world.fill(40);
    const seen: unknown[] = [];
    const readStore = writingTo(FRESH, async () => {
      if (seen.length < 2) await runner.waitFor(NAME, await world.append('fake.Added.v1', { id: 't1' }));
      seen.push([runner.position(NAME), runner.status[0]?.state]);
    });
    const runner = await world.started({ readStore });
    await runner.catchUp();
    expect(await runner.rebuild(things, { batchSize: 1, cacheDocuments: 4 })).toMatchObject({ events: 39, differences: 0 });
    expect(seen).toStrictEqual([[41, 'live'], ...Array.from({ length: seen.length - 1 }, () => [42, 'live'])]);
    expect(await world.rows()).toStrictEqual(await world.fold());
  });

  it('loses no event that arrives meanwhile', async () => {
    await world.fill(40);
    const runner = await world.started({ batchSize: 3 });
    await runner.catchUp();
    const appends: Promise<void>[] = [];
    const rebuilt = await runner.rebuild(things, { batchSize: 4, onProgress: () => void appends.push(world.fill(5, appends.length)) });
    await world.fill(3);
    await Promise.all(appends);
    await runner.catchUp();
    expect([appends.length > 5, rebuilt.differences]).toStrictEqual([true, 0]);
    expect(await world.rows()).toStrictEqual(await world.fold());
  });

  it('of one read model waits for another of it; those of two run side by side', async () => {
    await world.fill(40);
    const runner = await world.started({ projections: [things, firstsProjection] });
    const rebuilt = await Promise.all([runner.rebuild(things), runner.rebuild(things), runner.rebuild(firstsProjection), world.fill(10, 40)]);
    expect(rebuilt.slice(0, 3)).toMatchObject([{ differences: 0 }, { differences: 0 }, { differences: 0 }]);
    expect([await world.readStore.resolve(NAME), await world.readStore.resolve('fake.firsts.v1')]).toStrictEqual([`${NAME}~2`, 'fake.firsts.v1~1']);
    await runner.catchUp();
    expect([await world.rows(), await world.rows('fake.firsts.v1')]).toStrictEqual([await world.fold(), await world.fold(firstsProjection)]);
  });

  it('sets a stopped projection going again once its fold is right', async () => {
    let wrong = true;
    const runner = await world.started({ projections: [thingsProjection({ poison: () => { if (wrong) throw new Error('wrong'); } })] });
    await world.fill(5);
    await world.append('fake.Poison.v1', { id: 't1' });
    await world.fill(5);
    await expect(runner.catchUp()).rejects.toThrow('stopped');
    wrong = false;
    expect(await runner.rebuild(things)).toMatchObject({ events: 5, differences: 0 });
    await runner.catchUp();
    expect(await world.rows()).toStrictEqual(await world.fold());
  });

  it('does not hide that a projection stops where it stopped before', async () => {
    await world.fill(5);
    await world.append('fake.Poison.v1', { id: 't1' });
    const runner = world.runnerOf({ projections: [thingsProjection({ poison: () => { throw new Error('wrong'); } })] });
    await expect(runner.rebuild(things)).rejects.toThrow('projection fake.things.v1 stopped at 5: fake.Poison.v1 at position 6: wrong');
    expect(await world.rows()).toStrictEqual(await world.fold(undefined, 5));
  });

  describe('that does not come to its end', () => {
    const leavesAll = async (before: Map<string, Thing>) => {
      expect(await collections()).toStrictEqual([NAME]);
      expect([await world.readStore.resolve(NAME), await world.rows()]).toStrictEqual([NAME, before]);
    };

    it('because it is aborted leaves the read model as it was, and nothing else; the projection goes on', async () => {
      await world.fill(40);
      const runner = await world.started();
      await runner.catchUp();
      const before = await world.rows();
      const interrupted = new AbortController();
      await expect(runner.rebuild(things, { batchSize: 5, signal: interrupted.signal, onProgress: () => interrupted.abort() })).rejects.toThrow('aborted');
      await leavesAll(before);
      await runner.waitFor(NAME, await world.append('fake.Moved.v1', { id: 't1', other: 't2' }));
      expect(await world.rows()).toStrictEqual(await world.fold());
    });

    it('because the runner stops is over when the runner has stopped', async () => {
      await world.fill(40);
      const runner = await world.started();
      await runner.catchUp();
      const before = await world.rows();
      let ended: unknown;
      void runner.rebuild(things, { batchSize: 5, onProgress: () => world.stop.abort() }).catch((error: unknown) => (ended = error));
      await until(() => world.stop.signal.aborted);
      await runner.stopped();
      expect(String(ended)).toContain('aborted');
      await leavesAll(before);
    });

    it('because it is aborted while it catches up with the one that serves', async () => {
      await world.fill(40);
      const interrupted = new AbortController();
      let writes = 0;
      const readStore = writingTo(FRESH, async () => {
        if ((writes += 1) === 1) await world.fill(10).then(async () => runner.waitFor(NAME, await world.store.lastPosition()));
        else interrupted.abort();
      });
      const runner = await world.started({ readStore });
      await runner.catchUp();
      await expect(runner.rebuild(things, { batchSize: 2, signal: interrupted.signal })).rejects.toThrow('aborted');
      expect(writes).toBe(2);
      await leavesAll(await world.fold());
    });

    it.each(['ensure', 'write', 'setCheckpoint', 'scan', 'pointTo'] as const)('because the read store fails at %s', async (method) => {
      await world.fill(40);
      let sound = true;
      const failing = (...all: unknown[]): unknown => {
        if (!sound && JSON.stringify(all).includes(FRESH)) throw new Error('no space');
        return (world.readStore[method] as (...all: unknown[]) => unknown)(...all);
      };
      const runner = await world.started({ readStore: over(world.readStore, { [method]: failing }) });
      await runner.catchUp();
      const before = await world.rows();
      sound = false;
      await expect(runner.rebuild(things)).rejects.toThrow('no space');
      expect(await world.rows()).toStrictEqual(before);
      sound = true;
      await world.restart();
      await world.started();
      await leavesAll(before);
    });

    it.each(['evolve', 'documentId'] as const)('because its projection fails on an event, which it names: %s', async (step) => {
      await world.append('fake.Poison.v1', { id: 't1' });
      await world.fill(5);
      let wrong = false;
      const failing = (...all: never[]): unknown => {
        if (wrong) throw new Error('wrong');
        return (things[step] as (...all: never[]) => unknown)(...all);
      };
      const runner = await world.started({ projections: [{ ...things, [step]: failing }] });
      await runner.catchUp();
      const before = await world.rows();
      wrong = true;
      await expect(runner.rebuild(things)).rejects.toThrow('fake.Poison.v1 at position 1: wrong');
      await leavesAll(before);
      expect(runner.status[0]).toMatchObject({ state: 'live', position: 6 });
    });

    it('leaves a projection stopped that had stopped', async () => {
      await world.fill(5);
      await world.append('fake.Poison.v1', { id: 't1' });
      let thrown = 0;
      const scan = () => { throw new Error('no scan'); };
      const runner = await world.started({ readStore: over(world.readStore, { scan }), projections: [thingsProjection({ poison: () => { throw new Error(`wrong ${(thrown += 1)}`); } })] });
      await expect(runner.catchUp()).rejects.toThrow('wrong 3');
      await expect(runner.rebuild(things)).rejects.toThrow('no scan');
      expect([thrown, runner.status[0]?.state]).toStrictEqual([3, 'stopped']);
    });

    it('because it was killed leaves nothing after the next start', async () => {
      await world.fill(40);
      await world.runnerOf().catchUp();
      await world.readStore.ensure({ name: FRESH, indexes: [] });
      await world.readStore.setCheckpoint(FRESH, 17);
      await world.readStore.ensure({ name: 'fake.things.v10', indexes: [] });
      await world.started();
      expect(await collections()).toStrictEqual([NAME, 'fake.things.v10']);
      expect(await world.readStore.checkpoint(FRESH)).toBe(0);
    });
  });

  it('holds up no other projection while it compares', async () => {
    await world.fill(20);
    const compared = Promise.withResolvers<void>();
    const scan = async function* (collection: string) {
      await compared.promise;
      yield* world.readStore.scan(collection);
    } as ReadStore['scan'];
    const runner = await world.started({ readStore: over(world.readStore, { scan }), projections: [things, firstsProjection] });
    await runner.catchUp();
    const rebuilding = runner.rebuild(things);
    await until(() => runner.status[0]?.state === 'rebuilding');
    const position = await world.append('fake.Added.v1', { id: 't1' });
    await runner.waitFor('fake.firsts.v1', position);
    expect([runner.position(NAME), runner.status[0]?.state]).toStrictEqual([20, 'rebuilding']);
    compared.resolve();
    await rebuilding;
    await runner.waitFor(NAME, position);
    expect(await world.rows()).toStrictEqual(await world.fold());
  });
});
