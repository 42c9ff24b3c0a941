import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { FactEvent } from '@humai/assessment-domain';
import { collectionOf, type Filter, type Instant, type ReadDocument, type ReadStore } from '@humai/kernel';
import { MemoryReadStore } from '@humai/testing';
import fc from 'fast-check';
import { householdFactsProjection, readModelFacts } from '../read-model/index.js';
import { areas, ArrayLog, calendar, catalogue, clockAt, deliver, happen, inOrder, policies, recorded, V1, V2, V3 } from '../testing/district.js';
import { assess, type AssessRequest, type AssessmentSources, type FactSource } from './assess.js';
import { logFacts } from './log-facts.js';

const NOW = '2024-03-01T02:00:00.000Z';
const events = inOrder();
const log = new ArrayLog(events);
const sourcesOf = (facts: FactSource, over: Partial<AssessmentSources> = {}): AssessmentSources => ({ log, facts, areas, policies, calendar, clock: clockAt(NOW), ...over });
const fromLog = (over: Partial<AssessmentSources> = {}) => sourcesOf(logFacts(over.log ?? log, catalogue), over);
async function fromReadModel(delivered: readonly FactEvent[] = events, over: Partial<AssessmentSources> = {}): Promise<AssessmentSources> {
  const store = new MemoryReadStore();
  await deliver(store, delivered, Math.max(0, ...delivered.map((e) => e.position)));
  return sourcesOf(readModelFacts(store), over);
}
const ask = (over: Partial<AssessRequest> = {}, sources = fromLog()) => assess({ year: 2022, area: '511504', ...over }, sources);
const unit = (answer: Awaited<ReturnType<typeof ask>>, area: string) => answer.units.find((u) => u.area === area);

describe('an assessment', () => {
  it('gives the scores of the area and all below it, with what they can be checked by', async () => {
    const { units, ...rest } = await ask({ area: '511504101201' });
    expect(rest).toStrictEqual({ digest: '6df90022e0e27ea367f506b3b8528f36eb7aa9de0ef47dcb8533adaa57061734', policy: 'assessment/5115/2021', position: events.length });
    expect(units).toStrictEqual([
      {
        area: '511504101201', name: areas.find(V1)?.name, total: 75, grade: '一般',
        indicators: [
          { code: 'A1', numerator: 1, denominator: 1, points: 37.5 }, { code: 'A3', numerator: 1, denominator: 1, points: 37.5 },
          { code: 'A4', numerator: 0, denominator: 1, points: 0 }, { code: 'D', numerator: 0, denominator: 0, points: null },
        ],
      },
    ]);
  });

  it('has a digest that anybody can compute from the answer', async () => {
    const { digest, policy, units } = await ask({ area: '511504101' });
    // RFC 8785 of plain data: keys in order, no space.
    const sorted = (value: unknown): unknown =>
      Array.isArray(value) ? value.map(sorted)
        : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)])) : value;
    const text = JSON.stringify(sorted({ year: 2022, units, policy, area: '511504101000' }));
    expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(digest);
  });

  it('is the same by both names of an area', async () => expect(await ask({ area: '511504000000' })).toStrictEqual(await ask({ area: '511504' })));
  it('is the same from the read model', async () => expect(await ask({}, await fromReadModel())).toStrictEqual(await ask()));
  it('counts a household where each thing happened, though it lives elsewhere now', async () => {
    const elsewhere = areas.within('511504101', 'village').at(-1)!.code;
    const past = inOrder({ h1: [happen.registers('2022-01-05', V1), happen.opens('2022-03-01', 'c', '2022-03-29'), happen.ends('2022-03-10', 'c'), happen.changes('2022-04-01', elsewhere)] });
    for (const sources of [fromLog({ log: new ArrayLog(past) }), await fromReadModel(past, { log: new ArrayLog(past) })])
      expect([await ask({ area: V1 }, sources), await ask({ area: elsewhere }, sources)].map(({ units }) => units[0]?.indicators[0]?.denominator)).toStrictEqual([1, 0]);
  });
  it('of an empty log judges nothing', async () => {
    const { position, units } = await ask({ area: V1 }, fromLog({ log: new ArrayLog([]) }));
    expect([position, units[0]?.total, units[0]?.indicators[0]]).toStrictEqual([0, null, { code: 'A1', numerator: 0, denominator: 0, points: null }]);
  });
});

describe('the policy', () => {
  const versionAt = async (now: Instant, year: number, policy?: string) => (await ask({ year, policy }, fromLog({ clock: clockAt(now) }))).policy;

  it('of a year that is over is the one in force on its last day', async () => {
    expect(await versionAt(NOW, 2022)).toBe('assessment/5115/2021');
    expect(await versionAt(NOW, 2023)).toBe('assessment/5115/2023');
  });
  it('of a year that is not over is the one in force today, in China', async () => {
    expect(await versionAt('2022-12-31T15:59:59.999Z', 2023)).toBe('assessment/5115/2021');
    expect(await versionAt('2022-12-31T16:00:00.000Z', 2023)).toBe('assessment/5115/2023');
  });
  it('can be another, and gives other scores under another digest', async () => {
    const [usual, other] = [await ask(), await ask({ policy: 'assessment/5115/2023' })];
    expect(other.policy).toBe('assessment/5115/2023');
    expect(unit(other, V1)?.total).not.toBe(unit(usual, V1)?.total);
    expect(other.digest).not.toBe(usual.digest);
  });
  it('is part of the digest even where it changes no score', async () => {
    const empty = fromLog({ log: new ArrayLog([]) });
    const [a, b] = [await ask({}, empty), await ask({ policy: 'assessment/5115/2023' }, empty)];
    expect(a.units).toStrictEqual(b.units);
    expect(a.digest).not.toBe(b.digest);
  });
});

describe('as known on another day', () => {
  it('leaves out what was recorded later, however early it was true', async () => {
    expect(unit(await ask(), V1)?.indicators[2]).toMatchObject({ code: 'A4', numerator: 0, denominator: 1 });
    const known = await ask({ knownAt: '2022-12-31' });
    expect(unit(known, V1)?.indicators[2]).toMatchObject({ code: 'A4', numerator: 1, denominator: 1 });
  });
  it('includes the whole of a date in China, and an instant itself', async () => {
    const [last] = events.filter((e) => e.type === 'identification.ClearingRolledBack.v1');
    expect(last?.recordedAt).toBe('2023-02-10T04:00:00.000Z');
    expect((await ask({ knownAt: '2023-02-10' })).position).toBe(last?.position);
    expect((await ask({ knownAt: '2023-02-10T12:00:00+08:00' })).position).toBe(last?.position);
    expect((await ask({ knownAt: '2023-02-10T03:59:59.999Z' })).position).toBe(last!.position - 1);
  });
  it('is the same as at the position the log had then, whatever came after', async () => {
    const known = await ask({ knownAt: '2022-06-30' });
    expect(await ask({ upTo: known.position })).toStrictEqual(known);
    expect(await ask({ knownAt: '2022-06-30' }, await fromReadModel())).toStrictEqual(known);
    expect(await ask({}, fromLog({ log: new ArrayLog(events.slice(0, known.position)) }))).toStrictEqual(known);
  });
});

describe('a year that is not over', () => {
  const A3 = async (upTo: number, over: Partial<AssessmentSources> = {}) => unit(await ask({ upTo }, fromLog(over)), V3)?.indicators[1];
  const positionOn = (day: string) => events.findLast((e) => e.recordedAt.slice(0, 10) <= day)!.position;

  it('holds nothing against anybody whose limit still runs on the last day of the log', async () => {
    expect(await A3(positionOn('2022-06-02'))).toMatchObject({ numerator: 0, denominator: 0 });
    expect(await A3(positionOn('2022-07-01'))).toMatchObject({ numerator: 0, denominator: 1 });
  });
  it('does not depend on when it is asked', async () => {
    for (const now of ['2022-06-03T00:00:00.000Z', '2022-08-01T00:00:00.000Z', NOW]) expect(await A3(positionOn('2022-06-02'), { clock: clockAt(now) })).toMatchObject({ denominator: 0 });
  });
  it('sees relocated households as they are on that day', async () => {
    const D = async (day: string) => unit(await ask({ upTo: positionOn(day) }), V2)?.indicators[3];
    expect(await D('2022-06-02')).toMatchObject({ code: 'D', numerator: 0, denominator: 1 });
    expect(await D('2022-07-01')).toMatchObject({ numerator: 1, denominator: 1 });
    expect(await D('2022-08-01')).toMatchObject({ numerator: 2, denominator: 2 });
  });
});

describe('what is not well formed', () => {
  it.each<[string, object, string, string]>([
    ['a year before 2000', { year: 1999 }, 'SHAPE.INVALID', 'year'],
    ['a year after 2100', { year: 2101 }, 'SHAPE.INVALID', 'year'],
    ['half a year', { year: 2022.5 }, 'SHAPE.INVALID', 'year'],
    ['no year', { year: undefined }, 'SHAPE.INVALID', 'year'],
    ['no area', { area: undefined }, 'SHAPE.INVALID', 'area'],
    ['a name for an area', { area: '叙州区' }, 'SHAPE.INVALID', 'area'],
    ['half a code', { area: '51150' }, 'SHAPE.INVALID', 'area'],
    ['an area that is not there', { area: '511599' }, 'AREA.UNKNOWN', 'area'],
    ['the whole country', { area: '000000' }, 'AREA.UNKNOWN', 'area'],
    ['an empty policy', { policy: '' }, 'SHAPE.INVALID', 'policy'],
    ['a policy that is not there', { policy: 'assessment/5115/1999' }, 'POLICY.UNKNOWN_VERSION', 'policy'],
    ['a policy of another kind', { policy: 'identification/5115/2021' }, 'POLICY.UNKNOWN_VERSION', 'policy'],
    ['rubbish for a moment', { knownAt: 'last week' }, 'SHAPE.INVALID', 'knownAt'],
    ['a date that does not exist', { knownAt: '2022-02-30' }, 'SHAPE.INVALID', 'knownAt'],
    ['a position below 0', { upTo: -1 }, 'SHAPE.INVALID', 'upTo'],
    ['a misspelt option', { knownat: '2022-01-01' }, 'SHAPE.INVALID', 'request'],
  ])('%s is refused by its field', async (_, over, code, field) => {
    await expect(ask(over)).rejects.toMatchObject({ code, field });
  });
  it('a position beyond the log is refused', async () => {
    await expect(ask({ upTo: events.length + 1 })).rejects.toMatchObject({ code: 'ASSESSMENT.POSITION_AHEAD', details: { position: events.length + 1, last: events.length } });
  });
  it('a year without any policy is refused', async () => {
    await expect(ask({ year: 2019 })).rejects.toMatchObject({ code: 'POLICY.NOT_IN_FORCE' });
  });
});

describe('the read model as a source', () => {
  it('is waited for, not for ever', async () => {
    const store = new MemoryReadStore();
    await deliver(store, events.slice(0, -1), events.length - 1);
    let position = events.length - 3;
    const slow = readModelFacts(store, { positionOf: async () => Math.min((position += 1), events.length - 1) });
    expect((await ask({ upTo: events.length - 1 }, sourcesOf(slow))).digest).toBe((await ask({ upTo: events.length - 1 })).digest);
    await expect(ask({}, sourcesOf(slow))).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND' });
  });

  const name = collectionOf(householdFactsProjection);
  /** A store whose read model is rebuilt and the old one dropped while it is being read. */
  async function switching(end: 'fails' | 'is empty' | 'fails by itself'): Promise<ReadStore> {
    const store = new MemoryReadStore();
    await deliver(store, events, events.length);
    await deliver(store, events, events.length, `${name}~1`);
    const scan = store.scan.bind(store);
    store.scan = async function* <D extends ReadDocument>(collection: string, filter?: Filter) {
      if (collection !== name) return yield* scan<D>(collection, filter);
      if (end !== 'fails by itself') await store.pointTo(name, `${name}~1`);
      if (end !== 'is empty') throw new Error('no such table');
    };
    return store;
  }
  it.each(['fails', 'is empty'] as const)('is read again from the beginning when it is replaced and the reading %s', async (end) => {
    expect(await ask({}, sourcesOf(readModelFacts(await switching(end))))).toStrictEqual(await ask());
  });
  it('passes on a failure of its own', async () => {
    await expect(ask({}, sourcesOf(readModelFacts(await switching('fails by itself'))))).rejects.toThrow('no such table');
  });
});

describe('the same events', () => {
  const village = fc.constantFrom(V1, V2, V3);
  const date = fc.integer({ min: 0, max: 700 }).map((d) => new Date(Date.UTC(2022, 0, 1) + d * 86_400_000).toISOString().slice(0, 10));
  const { opens, ends, enrols, plans, delivers, clears, rollsBack, moves, joins, changes, registers, employed, certified } = happen;
  const step = fc.oneof(
    date.map((on) => opens(on, 'c', '2022-06-30')), date.map((on) => ends(on, 'c')), date.map((on) => enrols(on, 'e1', null, ['r1'], 'c')), date.map((on) => enrols(on, 'e2', 'e1')),
    date.map((on) => plans(on, 'm1', 'r1')), date.map((on) => delivers(on, 'm1')), date.map((on) => clears(on, 'e1')), date.map((on) => rollsBack(on, 'e1')), date.map((on) => moves(on)),
    date.map((on) => joins(on, 'p1', 'ORDINARY')), date.map((on) => employed(on, 'j1')), date.map((on) => certified(on)), fc.tuple(date, village).map(([on, to]) => changes(on, to)),
  );
  const streams = fc.array(fc.tuple(village, fc.array(step, { maxLength: 12 })), { minLength: 1, maxLength: 6 })
    .map((homes) => homes.map(([home, steps], h) => recorded(`h${h}`, [registers('2022-01-01', home), ...steps])));
  const choices = fc.infiniteStream(fc.nat({ max: 1_000 }));

  /** Takes from the streams in an order of chance, each in its own order; sometimes the same event again. */
  function mixed(of: readonly (readonly FactEvent[])[], choose: Iterator<number>, repeats: boolean): readonly FactEvent[] {
    const open = of.map((s) => [...s]);
    const taken: FactEvent[] = [];
    for (let left = open.filter((s) => s.length > 0); left.length > 0; left = open.filter((s) => s.length > 0)) {
      const stream = left[choose.next().value! % left.length]!;
      taken.push(stream[0]!);
      if (!repeats || choose.next().value! % 3 !== 0) stream.shift();
    }
    return taken;
  }
  // One machine wrote them all on one day, in some order of the streams.
  const written = (all: readonly FactEvent[]): readonly FactEvent[] => all.map((e, i) => ({ ...e, position: i + 1, recordedAt: '2024-02-01T04:00:00.000Z' }));
  const byStream = (all: readonly FactEvent[]) => [...Map.groupBy(all, (e) => e.stream).values()];
  // A township: two of the three villages.
  const digests = (over: Partial<AssessRequest>, sources: readonly AssessmentSources[]) => Promise.all(sources.map(async (s) => (await ask({ area: '511504101', ...over }, s)).digest));

  it('give one digest in whatever order streams are written, delivered, repeated or rebuilt', async () => {
    await fc.assert(
      fc.asyncProperty(streams, choices, async (district, choose) => {
        const [here, there] = [written(mixed(district, choose, false)), written(mixed(district, choose, false))];
        const found = await digests({}, [
          fromLog({ log: new ArrayLog(here) }), fromLog({ log: new ArrayLog(there) }),
          await fromReadModel(mixed(byStream(here), choose, true), { log: new ArrayLog(here) }),
          await fromReadModel(mixed(byStream(there), choose, true), { log: new ArrayLog(there) }),
          await fromReadModel(here, { log: new ArrayLog(here) }),
        ]);
        expect(new Set(found).size).toBe(1);
      }),
      { numRuns: 40 },
    );
  });

  it('give at a position what a log that ended there gives, also from a read model that is further', async () => {
    await fc.assert(
      fc.asyncProperty(streams, choices, fc.nat({ max: 60 }), async (district, choose, cut) => {
        const all = written(mixed(district, choose, false));
        const upTo = Math.min(cut, all.length);
        const [ended] = await digests({}, [fromLog({ log: new ArrayLog(all.slice(0, upTo)) })]);
        expect(await digests({ upTo }, [fromLog({ log: new ArrayLog(all) }), await fromReadModel(mixed(byStream(all), choose, true), { log: new ArrayLog(all) })])).toStrictEqual([ended, ended]);
      }),
      { numRuns: 40 },
    );
  });
});
