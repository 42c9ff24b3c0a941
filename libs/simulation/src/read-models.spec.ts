import { describe, expect, it } from '@jest/globals';
import { contexts } from '@humai/contexts';
import { collectionOf, foldReadModel, type LocalDate, type ReadDocument, type RecordedEvent } from '@humai/kernel';
import { projectionsOf } from '@humai/nest';
import { Random, simulate, SimulatedClock } from './index.js';
import { inSystem } from './testing/district.js';

const OPTIONS = { area: '511504', households: 120, from: '2023-01-01', to: '2024-03-31' } as const;

describe('the read models of a simulated district', () => {
  it('hold, one and all, what a fresh fold of its log gives', async () => {
    const random = new Random(11);
    const clock = new SimulatedClock(OPTIONS.from);
    const compared = await inSystem({ clock, random: () => random.bytes(10), live: false }, async ({ platform, executor, processes, runner }) => {
      const { store, readStore, calendar, areas, policies, feed, catalogue, evidence } = platform;
      const system = { executor, store, clock, calendar, areas, policies, evidence, drain: () => feed.drain(), deadlines: async (today: LocalDate) => void (await processes.tick(today)) };
      await simulate(system, OPTIONS, random);
      await runner.catchUp();
      const events: RecordedEvent[] = [];
      for await (const batch of store.readAll()) for (const event of batch) events.push(catalogue.upcast(event));
      const all = contexts.flatMap((c) => [...projectionsOf(c, { policies, calendar }), ...(c.processes?.({ executor, policies, calendar, readStore }) ?? []).map((p) => p.dueDates)]);
      return Promise.all(all.map(async (projection) => {
        const stored = new Map<string, ReadDocument>();
        for await (const batch of readStore.scan<ReadDocument>(await readStore.resolve(collectionOf(projection)))) for (const d of batch) stored.set(d._id, d);
        return { name: collectionOf(projection), stored, folded: foldReadModel(projection, events) };
      }));
    });
    for (const { name, stored, folded } of compared) expect([name, stored]).toEqual([name, folded]);
    const sizes = Object.fromEntries(compared.map(({ name, stored }) => [name, stored.size]));
    expect(sizes['identification.card.v2']).toBe(sizes['identification.households.v1']);
    expect(sizes['identification.tasks.v2']).toBeGreaterThan(0);
  }, 120_000);
});
