import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, foldReadModel, type ReadAllOptions, type WriteBatch } from '@humai/kernel';
import fc from 'fast-check';
import { bulkFold, type Capacity } from './bulk-fold.js';
import { Intake } from './fold.js';
import { happening, type Thing, type ThingEvent, thingsProjection } from './testing/things.js';

describe('a fold of the whole log', () => {
  let scratch: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'humai-fold-'));
  });
  afterEach(() => rmSync(scratch, { recursive: true }));

  const eventsOf = (count: number, things: number, from = 0, poison?: number): ThingEvent[] =>
    Array.from({ length: count }, (_, i) => {
      const [type, data] = i === poison ? ['fake.Poison.v1', { id: 't1' }] : happening(from + i, things);
      return { type, data, stream: `thing-${data.id}`, position: i + 1 } as ThingEvent;
    });

  async function fold(events: readonly ThingEvent[], capacity: Capacity, { handedOut = 3, ...over }: Partial<Parameters<typeof bulkFold>[0]> & Readonly<{ handedOut?: number }> = {}) {
    const writes: (readonly Thing[])[] = [];
    const told: (readonly [done: number, of: number])[] = [];
    const projection = thingsProjection({ poison: () => { throw new Error('wrong'); } });
    const readAll = (async function* ({ upTo = 0, types = [] }: ReadAllOptions = {}) {
      const wanted = events.filter((e) => e.position <= upTo && types.includes(e.type));
      for (let i = 0; i < wanted.length; i += handedOut) yield wanted.slice(i, i + handedOut);
    }) as EventStore['readAll'];
    const count = await bulkFold({
      store: { readAll }, readStore: { write: async ({ upserts }: WriteBatch) => void writes.push(upserts as readonly Thing[]) },
      lane: { projection, intake: new Intake(projection, undefined) }, collection: 'fake.things.v1~1', upTo: events.length, capacity, scratch, batchSize: 3, signal: undefined,
      onProgress: (done, of) => void told.push([done, of]), ...over,
    });
    return { count, writes, told, rows: new Map(writes.flat().map((row) => [row._id, row])) };
  }

  it('makes what a simple fold makes, each row written once, however little fits into memory', async () => {
    const some = fc.record({ count: fc.integer({ min: 1, max: 300 }), things: fc.integer({ min: 1, max: 120 }), from: fc.nat({ max: 500 }) });
    const capacity = fc.oneof(fc.record({ documents: fc.integer({ min: 1, max: 9 }), bytes: fc.constant(1e9) }), fc.record({ documents: fc.constant(1e9), bytes: fc.integer({ min: 1, max: 500 }) }));
    let setAside = 0;
    await fc.assert(
      fc.asyncProperty(some, capacity, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 150 }), async ({ count, things, from }, room, batchSize, handedOut) => {
        const events = eventsOf(count, things, from);
        const { rows, writes, told } = await fold(events, room, { batchSize, handedOut });
        expect(rows).toStrictEqual(foldReadModel(thingsProjection(), events));
        expect(writes.flat()).toHaveLength(rows.size);
        expect(Math.max(0, ...writes.map((w) => w.length))).toBeLessThanOrEqual(room.documents);
        for (const [i, [done, of]] of told.entries()) expect([done <= of, done >= (told[i - 1]?.[0] ?? 0)]).toStrictEqual([true, true]);
        if ((told.at(-1)?.[1] ?? 0) > events.length) setAside += 1;
        expect(readdirSync(scratch)).toStrictEqual([]);
      }),
      { numRuns: 150 },
    );
    expect(setAside).toBeGreaterThan(75);
  });

  it('reads the log once, and sets nothing aside while there is room', async () => {
    const events = eventsOf(200, 50);
    const roomy = await fold(events, { documents: 50, bytes: 1e9 }, { scratch: join(scratch, 'is not there') });
    expect(roomy.told.at(-1)).toStrictEqual([events.findLast((e) => !e.type.startsWith('other'))!.position, 200]);
    const tight = await fold(events, { documents: 5, bytes: 1e9 });
    expect(tight.count).toBe(events.filter((e) => !e.type.startsWith('other')).length);
    expect(tight.told.at(-1)![1]).toBeGreaterThan(300);
    expect(tight.rows).toStrictEqual(roomy.rows);
  });

  it('says which event its projection failed on, also when it had been set aside', async () => {
    const failing = fold(eventsOf(200, 50, 0, 60), { documents: 1, bytes: 1e9 });
    await expect(failing).rejects.toThrow('fake.Poison.v1 at position 61: wrong');
    expect(readdirSync(scratch)).toStrictEqual([]);
  });

  it('fails where what does not fit has no place', async () => {
    await expect(fold(eventsOf(200, 50), { documents: 5, bytes: 1e9 }, { scratch: fileURLToPath(import.meta.url) })).rejects.toThrow('EEXIST');
  });
});
