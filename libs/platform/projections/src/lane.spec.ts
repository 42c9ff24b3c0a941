import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventCatalogue, type ReadStore } from '@humai/kernel';
import fc from 'fast-check';
import { Lane } from './lane.js';
import { type ThingEvent, thingsProjection } from './testing/things.js';
import { NAME, over, World } from './testing/world.js';

describe('a projection on its way along the log', () => {
  const world = new World();
  const laneOf = (readStore: ReadStore = world.readStore) => new Lane(thingsProjection(), { readStore });
  const part = (events: readonly ThingEvent[], after: number, upTo: number) => ({ after, upTo, events: events.filter((e) => e.position > after && e.position <= upTo) });

  beforeEach(async () => {
    await world.open();
    await world.readStore.ensure({ name: NAME, indexes: [] });
  });
  afterEach(() => world.close());

  it('applies each event once, however the parts that it is given repeat each other', async () => {
    await world.fill(30);
    const events = await world.events();
    const wanted = await world.fold();
    const parts = fc.array(fc.record({ back: fc.nat({ max: 12 }), length: fc.nat({ max: 10 }) }), { maxLength: 20 });
    await fc.assert(fc.asyncProperty(parts, async (given) => {
      await world.readStore.drop(NAME);
      await world.readStore.ensure({ name: NAME, indexes: [] });
      const lane = laneOf();
      let applied = 0;
      for (const { back, length } of [...given, { back: 0, length: 30 }]) {
        const after = Math.max(0, lane.position - back);
        const [before, upTo] = [lane.position, Math.min(after + length, 30)];
        applied += await lane.apply(part(events, after, upTo));
        expect(lane.position).toBe(Math.max(before, upTo));
      }
      expect([applied, await world.rows()]).toStrictEqual([events.filter((e) => lane.projection.handles.includes(e.type)).length, wanted]);
    }), { numRuns: 50 });
  });

  it('takes no part of the log that leaves something out', async () => {
    await world.fill(10);
    const lane = laneOf();
    await lane.apply(part(await world.events(), 0, 4));
    await expect(lane.apply(part(await world.events(), 5, 10))).rejects.toThrow('is at 4 and cannot go on after 5');
    expect([lane.position, await world.rows()]).toStrictEqual([4, await world.fold(undefined, 4)]);
  });

  it('stores nothing of a part that the store refused, when it goes on with a smaller one', async () => {
    await world.fill(10);
    let refused = false;
    const write: ReadStore['write'] = async (batch) => (refused ? world.readStore.write(batch) : ((refused = true), Promise.reject(new Error('no space'))));
    const lane = laneOf(over(world.readStore, { write }));
    await expect(lane.apply(part(await world.events(), 0, 10))).rejects.toThrow('no space');
    await lane.apply(part(await world.events(), 0, 5));
    expect([await world.readStore.checkpoint(NAME), await world.rows()]).toStrictEqual([5, await world.fold(undefined, 5)]);
  });

  it('loses none of more documents than it keeps in memory', async () => {
    const things = 1_300;
    const added = (n: number, step: number) => world.append('fake.Added.v1', { id: `t${(n * step) % things}`, n });
    for (const step of [1, 7, 11]) await Promise.all(Array.from({ length: things }, (_, n) => added(n, step)));
    await laneOf().readUp(world.store, { upTo: 3 * things, batchSize: 100, signal: undefined });
    expect(await world.rows()).toStrictEqual(await world.fold());
  });

  it('takes an event in its newest shape only', async () => {
    const catalogue = new EventCatalogue([{ 'fake.Put.v2': {} as never }], [{ from: 'fake.Added.v1', to: 'fake.Put.v2', upcast: (data) => data }]);
    await world.append('fake.Added.v1', { id: 'a' });
    const lane = new Lane(thingsProjection(), { readStore: world.readStore, catalogue });
    expect([await lane.readUp(world.store, { upTo: 1, batchSize: 1, signal: undefined }), lane.position]).toStrictEqual([0, 1]);
  });
});
