import { describe, expect, it } from '@jest/globals';
import { loadAreas } from '@humai/areas';
import fc from 'fast-check';
import { evolveFacts, knownUpTo, type FactEvent, type HouseholdFacts } from '../facts/facts.js';
import { calendar, edition, factsOf, happen, recorded, V1, V2, V3 } from '../testing/past.js';
import { score } from './score.js';

const areas = loadAreas();
const frame = { policy: edition('2021'), year: 2022, asOf: '2023-12-31', calendar };
const { registers, opens, ends, enrols, plans, delivers, clears, rollsBack, moves, joins } = happen;
const A1 = (units: ReturnType<typeof score>['units'], area: string) => units.find((u) => u.area === area)?.indicators[0];
const decided = (village: string, on: string) => factsOf([registers('2020-01-01', village), opens('2022-03-01', 'c', '2022-03-29'), ends(on, 'c')], village);
const households = [decided(V1, '2022-03-10'), decided(V2, '2022-04-10'), decided(V3, '2022-03-10')];

describe('scores', () => {
  it('cover the county, its 17 townships and its 364 villages, in that order', () => {
    const { units } = score([], frame, '511504', areas);
    expect([units.length, units[0]?.area, units[1]?.area, units[18]?.area]).toStrictEqual([382, '511504000000', areas.within('511504', 'township')[0]?.code, areas.within('511504', 'village')[0]?.code]);
    expect(units[0]).toStrictEqual({
      area: '511504000000', name: '叙州区', total: null, grade: null, indicators: ['A1', 'A3', 'A4', 'D'].map((code) => ({ code, numerator: 0, denominator: 0, points: null })),
    });
  });
  it('add villages up to their township and county', () => {
    const { units } = score(households, frame, '511504', areas);
    expect(A1(units, V1)).toStrictEqual({ code: 'A1', numerator: 1, denominator: 1, points: 100 });
    expect(A1(units, '511504101000')).toStrictEqual({ code: 'A1', numerator: 1, denominator: 2, points: 50 });
    expect(A1(units, '511504000000')).toStrictEqual({ code: 'A1', numerator: 2, denominator: 3, points: 66.67 });
  });
  it('of a township are the same asked alone or with its county', () => {
    const whole = score(households, frame, '511504', areas).units;
    const alone = score(households, frame, '511504101', areas).units;
    expect(alone).toStrictEqual(whole.filter((u) => u.area.startsWith('511504101')));
  });
  it('are refused for a division that is not there', () => {
    for (const area of ['511599', '51150', '5115041011', '', 'abc']) expect(() => score([], frame, area, areas)).toThrow(expect.objectContaining({ code: 'AREA.UNKNOWN' }));
  });
  it('show a village that the table does not have, so that no case is lost', () => {
    const { units } = score([decided('511504101399', '2022-03-10')], frame, '511504101', areas);
    expect([units.at(-1)?.area, units.at(-1)?.name, units.at(-1)?.total]).toStrictEqual(['511504101399', '511504101399', 100]);
  });
});

describe('the same events', () => {
  const village = fc.constantFrom(V1, V2, V3);
  const date = fc.integer({ min: 0, max: 700 }).map((d) => new Date(Date.UTC(2022, 0, 1) + d * 86_400_000).toISOString().slice(0, 10));
  const step = fc.oneof(
    date.map((on) => opens(on, 'c', '2022-06-30')), date.map((on) => ends(on, 'c')), date.map((on) => enrols(on, 'e1', null, ['r1'], 'c')), date.map((on) => enrols(on, 'e2', 'e1')),
    date.map((on) => plans(on, 'm1', 'r1')), date.map((on) => delivers(on, 'm1')), date.map((on) => clears(on, 'e1')), date.map((on) => rollsBack(on, 'e1')),
    date.map((on) => moves(on)), date.map((on) => joins(on, 'p1', 'ORDINARY')), village.map((v) => happen.changes('2022-07-01', v)),
  );
  const district = fc.array(fc.tuple(village, fc.array(step, { maxLength: 12 })), { minLength: 1, maxLength: 8 });
  const fold = (events: readonly FactEvent[]) => {
    const all = new Map<string, HouseholdFacts>();
    for (const event of events) all.set(event.stream, evolveFacts(all.get(event.stream) ?? null, event));
    return [...all.values()];
  };
  const unitsOf = (facts: readonly HouseholdFacts[]) => JSON.stringify(score(facts, frame, '511504', areas));

  it('give the same scores however households are interleaved, repeated or ordered', () => {
    fc.assert(
      fc.property(district, fc.infiniteStream(fc.nat()), (villages, choices) => {
        const streams = villages.map(([home, steps], h) => recorded(`h${h}`, [registers('2020-01-01', home), ...steps], (r) => r * 100 + h + 1));
        const inOrder = fold(streams.flat());
        const open = streams.map((s) => [...s]);
        const mixed: FactEvent[] = [];
        while (open.some((s) => s.length > 0)) {
          const stream = open.filter((s) => s.length > 0)[choices.next().value! % open.filter((s) => s.length > 0).length]!;
          mixed.push(stream[0]!);
          if (choices.next().value! % 4 !== 0) stream.shift(); // otherwise the same event comes again
        }
        expect(unitsOf(fold(mixed))).toBe(unitsOf(inOrder));
        expect(unitsOf(inOrder.toReversed())).toBe(unitsOf(inOrder));
      }),
      { numRuns: 60 },
    );
  });

  it('known up to a position are those a log that ended there would have given', () => {
    fc.assert(
      fc.property(district, fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 7 })).map(([r, h]) => r * 100 + h + 1), (villages, position) => {
        const events = villages.flatMap(([home, steps], h) => recorded(`h${h}`, [registers('2020-01-01', home), ...steps], (r) => r * 100 + h + 1));
        const cut = fold(events).map((f) => knownUpTo(f, position));
        const ended = fold(events.filter((e) => e.position <= position));
        expect(cut.flatMap((f) => f.facts)).toStrictEqual(ended.flatMap((f) => f.facts));
        expect(unitsOf(cut)).toBe(unitsOf(ended));
      }),
      { numRuns: 60 },
    );
  });
});
