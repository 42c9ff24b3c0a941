import type { Projection, ReadDocument, RecordedEvent } from '@humai/kernel';

export type Data = Readonly<{ id: string; n?: number; dueOn?: string; other?: string }>;
export type ThingEvent = RecordedEvent<Readonly<{ type: string; data: Data }>>;
export type Thing = ReadDocument & Readonly<{ sum: number; count: number }>;

/** Sums `n` of `fake.Added.v1` per id; `fake.Removed.v1` deletes; `fake.Moved.v1` takes from one and gives to another; `fake.Poison.v1` throws as told. */
export function thingsProjection(over: Readonly<{ name?: string; version?: number; poison?: () => void }> = {}): Projection<Thing, ThingEvent> {
  return {
    name: over.name ?? 'fake.things',
    version: over.version ?? 1,
    indexes: [['sum']],
    handles: ['fake.Added.v1', 'fake.Removed.v1', 'fake.Moved.v1', 'fake.Poison.v1'],
    documentId: ({ data }) => (data.other === undefined ? data.id : [data.id, data.other]),
    evolve(document, { type, data }, id) {
      const { sum, count } = document ?? { sum: 0, count: 0 };
      switch (type) {
        case 'fake.Added.v1': return { sum: sum + (data.n ?? 1), count: count + 1 };
        case 'fake.Moved.v1': return { sum: id === data.id ? sum - (data.n ?? 1) : sum + (data.n ?? 1), count: count + 1 };
        case 'fake.Poison.v1': return over.poison?.(), { sum, count };
        default: return null;
      }
    },
  };
}

/** Reads only one of the types, and sees each thing once: which was added first? */
export const firstsProjection: Projection<ReadDocument & Readonly<{ n: number }>, ThingEvent> = {
  name: 'fake.firsts',
  version: 1,
  indexes: [],
  handles: ['fake.Added.v1'],
  documentId: ({ data }) => data.id,
  evolve: (document, { data }) => document ?? { n: data.n ?? 1 },
};

/** What happens to things number `n`: mostly additions, now and then something else. */
export function happening(n: number, things = 7): readonly [type: string, data: Data] {
  const id = `t${n % things}`;
  if (n % 9 === 8) return ['fake.Removed.v1', { id }];
  if (n % 5 === 4) return ['fake.Moved.v1', { id, n, other: `t${(n + 1) % things}` }];
  return [n % 6 === 5 ? 'other.Happened.v1' : 'fake.Added.v1', { id, n }];
}
