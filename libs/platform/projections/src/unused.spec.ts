import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { unusedCollections } from './index.js';
import { firstsProjection, thingsProjection } from './testing/things.js';
import { World } from './testing/world.js';

describe('collections of read models that are no more', () => {
  const world = new World();
  beforeEach(async () => {
    await world.open();
    await world.fill(12);
  });
  afterEach(() => world.close());

  /** What an earlier Humai kept; without a checkpoint it was something else. */
  const leave = async (name: string, { rows = 0, checkpoint = 9 } = {}) => {
    await world.readStore.ensure({ name, indexes: [] });
    await world.readStore.write({ collection: name, upserts: Array.from({ length: rows }, (_, i) => ({ _id: `r${i}`, position: 1 })), checkpoint: { name, position: checkpoint } });
  };
  const projections = [thingsProjection(), firstsProjection];
  const unused = async () => (await world.runnerOf({ projections }).unused()).map((c) => [c.name, c.rows]);

  it('are those of a version that another has followed and of a question nobody asks, with what rebuilds left of them', async () => {
    await leave('fake.things.v0', { rows: 3 });
    await leave('fake.gone.v7');
    await leave('fake.gone.v7~2', { rows: 1, checkpoint: 0 });
    expect(await unused()).toStrictEqual([['fake.gone.v7', 0], ['fake.gone.v7~2', 1], ['fake.things.v0', 3]]);
  });

  it('are not what serves, was replaced or is being built, what a newer Humai or another context keeps, nor what was never a read model', async () => {
    const runner = await world.started({ projections });
    await runner.catchUp();
    await runner.rebuild(thingsProjection());
    expect(await world.readStore.resolve('fake.things.v1')).toBe('fake.things.v1~1');
    await leave('fake.things.v1~2', { rows: 2, checkpoint: 0 });
    await leave('fake.things.v2', { rows: 2 });
    await leave('other.things.v0', { rows: 2 });
    await leave('fake.progress.v1', { rows: 2, checkpoint: 0 });
    const all = await world.readStore.collections();
    expect([await unused(), await runner.unused(), await runner.dropUnused(all), await world.readStore.collections()]).toStrictEqual([[], [], [], all]);
  });

  it('are dropped by name and in no other way; one that comes back is made anew', async () => {
    await leave('fake.things.v0', { rows: 3 });
    await leave('fake.gone.v7');
    const runner = world.runnerOf({ projections });
    expect(await runner.dropUnused(['fake.things.v0', 'fake.none.v1'])).toStrictEqual([{ name: 'fake.things.v0', rows: 3 }]);
    expect([await unused(), await world.readStore.checkpoint('fake.things.v0')]).toStrictEqual([[['fake.gone.v7', 0]], 0]);
    const back = { ...thingsProjection(), version: 0 };
    await world.runnerOf({ projections: [back] }).catchUp();
    expect(await world.readStore.checkpoint('fake.things.v0')).toBe(12);
    expect(await unusedCollections(world.readStore, ['fake.things.v0'])).toStrictEqual([{ name: 'fake.gone.v7', rows: 0 }]);
  });
});
