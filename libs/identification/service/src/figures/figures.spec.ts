import { describe, expect, it } from '@jest/globals';
import type { CaseTimes } from '../read-model/lead-times/projection.js';
import type { Spell } from '../read-model/monitoring-spells/projection.js';
import { leadTimesBy, statisticsBy } from './figures.js';
import { suspicionOf } from './suspicious-clearings.js';

const [V1, V2] = ['511504101201', '511504102201'];
const names = { areas: { find: (code: string) => ({ code, name: `unit ${code}`, level: 'township' as const, parent: null }) } };
const EVER = { from: '2000-01-01', to: '9999-12-31' };
const time = (change: Partial<CaseTimes> = {}): CaseTimes => ({
  caseId: 'k', clueIds: ['c'], village: V1, channel: 'SELF_REPORT', riskTypes: ['01'], happenedOn: '2024-03-01', foundOn: '2024-03-04', analysedOn: '2024-03-06', decidedOn: '2024-03-20', helpedOn: '2024-04-01', enrolmentId: 'e', ...change,
});
const spell = (change: Partial<Spell> = {}): Spell => ({ enrolmentId: 'e', village: V1, category: 'C2', causes: ['01'], enrolledOn: '2024-03-18', relapse: false, carriedOver: false, cleared: null, rolledBackOn: [], ...change });
const cleared = (on: string, change: Partial<NonNullable<Spell['cleared']>> = {}) => ({ on, village: V1, mode: 'HELP' as const, incomePerHeadFen: 1_000_000, lineFen: 880_000, ...change });

describe('the four earlies', () => {
  it('are days between two dates of a case, by group, as values that occurred', () => {
    const [first, second] = leadTimesBy([time(), time({ foundOn: '2024-03-11', analysedOn: '2024-03-12' }), time({ village: V2, happenedOn: '2024-03-04' })], 'township', EVER, '511504', names);
    expect(first).toMatchObject({ key: '511504101000', name: { zh: 'unit 511504101000' }, found: { cases: 2, p50: 3, p90: 10, longest: 10 }, analysed: { cases: 2, p50: 1, p90: 2 }, decided: { cases: 2, p50: 8, p90: 14 }, helped: { cases: 2, p50: 12 } });
    expect(second).toMatchObject({ key: '511504102000', found: { cases: 1, p50: 0 } });
  });
  it('leave out what has not come to that, and help where nobody was enrolled', () =>
    expect(leadTimesBy([time({ decidedOn: null, helpedOn: null }), time({ enrolmentId: null, helpedOn: null })], 'county', EVER, '', names)[0]).toMatchObject({
      found: { cases: 2 }, decided: { cases: 1 }, helped: { cases: 0, p50: null, p90: null, longest: null },
    }));
  it('count a case once under each of its causes', () =>
    expect(leadTimesBy([time({ riskTypes: ['01', '07'] })], 'risk', EVER, '', names).map((g) => [g.key, g.name.zh])).toEqual([['01', '因病'], ['07', '因务工就业不稳']]));
  it('are of the cases found in the period and in the area', () => {
    expect(leadTimesBy([time()], 'village', { from: '2024-03-05', to: '2024-12-31' }, '', names)).toEqual([]);
    expect(leadTimesBy([time()], 'village', EVER, '511504102', names)).toEqual([]);
  });
});

describe('statistics', () => {
  it('count enrolments, relapses among them, clearings that stand and roll-backs, each where and when it happened', () =>
    expect(statisticsBy([spell({ cleared: cleared('2024-10-10', { village: V2 }) }), spell({ relapse: true, rolledBackOn: ['2025-01-05'] })], 'township', EVER, '', names)).toEqual([
      { key: '511504101000', name: expect.anything(), enrolled: 2, relapsed: 1, cleared: 0, rolledBack: 1 },
      { key: '511504102000', name: expect.anything(), enrolled: 0, relapsed: 0, cleared: 1, rolledBack: 0 },
    ]));
  it('do not count what was taken over from before', () =>
    expect(statisticsBy([spell({ carriedOver: true, cleared: cleared('2022-07-01', { lineFen: 0 }) })], 'month', EVER, '', names)).toEqual([]));
  it('count a clearing here of what was taken over', () =>
    expect(statisticsBy([spell({ carriedOver: true, cleared: cleared('2024-10-10') })], 'month', EVER, '', names)).toEqual([{ key: '2024-10', name: { zh: '2024-10', en: '2024-10' }, enrolled: 0, relapsed: 0, cleared: 1, rolledBack: 0 }]));
});

describe('a suspicious clearing', () => {
  const rules = { months: 1, contactDays: 180 };
  const of = (change: Partial<Spell>, more: object = {}, today = '2024-06-01') =>
    suspicionOf({ _id: 'h1', position: 1, village: V1, registerNumber: '1', listed: false, spells: [spell(change)], looks: [], otherContactOn: null, lastContactOn: null, educationUnsolvedOn: null, ...more }, rules, today)?.suspicions ?? null;

  it('is one by help in the same or the next month', () => {
    expect(of({ cleared: cleared('2024-03-30') })).toEqual(['TOO_SOON']);
    expect(of({ cleared: cleared('2024-04-30') })).toEqual(['TOO_SOON']);
    expect(of({ cleared: cleared('2024-05-01') })).toBeNull();
    expect(of({ cleared: cleared('2024-03-30', { mode: 'NATURAL' }) })).toBeNull();
  });
  it('is one with an income not above the line, where the numbers are known', () => {
    expect(of({ cleared: cleared('2024-05-01', { incomePerHeadFen: 880_000 }) })).toEqual(['BELOW_LINE']);
    expect(of({ cleared: cleared('2024-05-01', { incomePerHeadFen: 0, lineFen: 0 }) })).toBeNull();
  });
  it('is one with a child out of school since', () => {
    expect(of({ cleared: cleared('2024-05-01') }, { educationUnsolvedOn: '2024-05-10' })).toEqual(['OUT_OF_SCHOOL']);
    expect(of({ cleared: cleared('2024-05-01') }, { educationUnsolvedOn: '2024-04-10' })).toBeNull();
  });
  it('is one where nobody has been for long', () => {
    expect(of({ cleared: cleared('2024-05-01') }, {}, '2024-10-28')).toBeNull();
    expect(of({ cleared: cleared('2024-05-01') }, {}, '2024-10-29')).toEqual(['NO_CONTACT']);
    expect(of({ cleared: cleared('2024-05-01') }, { lastContactOn: '2024-09-01' }, '2024-10-29')).toBeNull();
  });
  it('is none of a household that is on the list', () => expect(of({})).toBeNull());
});
