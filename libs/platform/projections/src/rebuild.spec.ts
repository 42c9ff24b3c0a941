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

  it('has the indexes of the projection', async () => {
    await world.fill(20);
    await world.runnerOf().rebuild(things);
    const { items } = await world.readStore.find<Thing>(FRESH, { sort: [['sum', 'asc']] });
    expect(items.map((t) => t.sum)).toStrictEqual([...(await world.fold()).values()].map((t) => t.sum).sort((a, b) => a - b));
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

  it('counts all that differ and names the first ten', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => world.append('fake.Added.v1', { id: `k${String(n).padStart(2, '0')}` })));
    const runner = await world.started();
    await runner.catchUp();
    await world.readStore.write({ collection: NAME, upserts: [], deletes: [...(await world.rows()).keys()] });
    const { differences, differing } = await runner.rebuild(things);
    expect([differences, differing]).toStrictEqual([30, Array.from({ length: 10 }, (_, n) => `k0${n}`)]);
  });

  it('lets the one that serves go on while it is made', async () => {
    await world.fill(40);
    const seen: number[] = [];
    const readStore = writingTo(FRESH, async () => {
      if (seen.length < 2) seen.push(await runner.waitFor(NAME, await world.append('fake.Added.v1', { id: 't1' })));
    });
    const runner = await world.started({ readStore });
    await runner.catchUp();
    expect(await runner.rebuild(things, { batchSize: 1, cacheDocuments: 4 })).toMatchObject({ differences: 0 });
    expect(seen).toStrictEqual([41, 42]);
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
      let over = false;
      const rebuilding = runner.rebuild(things, { batchSize: 5, onProgress: () => world.stop.abort() }).finally(() => (over = true));
      await expect(rebuilding).rejects.toThrow('aborted');
      await runner.stopped();
      expect(over).toBe(true);
      await leavesAll(before);
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

    it('because its projection fails on an event, which it names', async () => {
      await world.append('fake.Poison.v1', { id: 't1' });
      await world.fill(5);
      let wrong = false;
      const runner = await world.started({ projections: [thingsProjection({ poison: () => { if (wrong) throw new Error('wrong'); } })] });
      await runner.catchUp();
      const before = await world.rows();
      wrong = true;
      await expect(runner.rebuild(things)).rejects.toThrow('fake.Poison.v1 at position 1: wrong');
      await leavesAll(before);
      expect(runner.status[0]).toMatchObject({ state: 'live', position: 6 });
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
