import { describe, expect, it } from '@jest/globals';
import { AssessmentPolicy } from '@humai/contracts-assessment';
import { edition } from '../testing/past.js';
import { pointsOf, type Counts } from './points.js';

const counts = (over: Partial<Record<keyof Counts, readonly [number, number]>>): Counts => {
  const of = (code: keyof Counts) => ({ numerator: over[code]?.[0] ?? 0, denominator: over[code]?.[1] ?? 0 });
  return { A1: of('A1'), A3: of('A3'), A4: of('A4'), D: of('D') };
};
const policy = edition('2021');
const shown = (c: Counts, p: AssessmentPolicy = policy) => {
  const { total, grade, indicators } = pointsOf(c, p);
  return { total, grade, points: indicators.map((i) => i.points) };
};

describe('points', () => {
  it('are the weight times the ratio, to two decimals', () =>
    expect(shown(counts({ A1: [2, 3], A3: [1, 1], A4: [1, 2], D: [3, 7] }))).toStrictEqual({ total: 68.57, grade: '一般', points: [20, 30, 10, 8.57] }));
  it('are rounded half up from the exact fraction', () => {
    // 30 ÷ 6000 is 0.005 and no less.
    expect(shown(counts({ A1: [1, 6000], A3: [0, 1], A4: [0, 1], D: [0, 1] })).points).toStrictEqual([0.01, 0, 0, 0]);
    expect(shown(counts({ A1: [1, 6001], A3: [0, 1], A4: [0, 1], D: [0, 1] })).points).toStrictEqual([0, 0, 0, 0]);
  });
  it('sum exactly before the total is rounded: a perfect unit has 100, whatever its points add up to', () =>
    expect(shown(counts({ A3: [3, 3], A4: [9, 9], D: [7, 7] }), edition('2023'))).toStrictEqual({ total: 100, grade: '好', points: [null, 53.85, 23.08, 23.08] }));
  it('give the weight of an indicator without a case to the others in proportion', () =>
    expect(shown(counts({ A1: [1, 2], A4: [1, 1] }))).toStrictEqual({ total: 70, grade: '一般', points: [30, null, 40, null] }));
  it('or count it in full where the scheme says so', () =>
    expect(shown(counts({ A1: [1, 2] }), { ...policy, nothingToJudge: 'full' })).toStrictEqual({ total: 85, grade: '较好', points: [15, 30, 20, 20] }));
  it('are none where there is nothing to judge at all', () => expect(shown(counts({}))).toStrictEqual({ total: null, grade: null, points: [null, null, null, null] }));
  it('stay exact with counts of a whole province', () =>
    expect(shown(counts({ A1: [9_999_999, 10_000_000], A3: [9_999_991, 9_999_991], A4: [9_999_973, 9_999_973], D: [9_999_971, 9_999_971] })).total).toBe(100));
  it.each([[9000, '好'], [8999, '较好'], [8000, '较好'], [7999, '一般'], [6000, '一般'], [5999, '差'], [0, '差']])('of %i in ten thousand are graded %s by the band they reach', (n, grade) =>
    expect(shown(counts({ A1: [n, 10_000], A3: [n, 10_000], A4: [n, 10_000], D: [n, 10_000] })).grade).toBe(grade));
});

describe('the document', () => {
  const parse = (change: (p: AssessmentPolicy) => unknown) => AssessmentPolicy.content.safeParse(change(structuredClone(policy) as AssessmentPolicy)).error?.issues.map((i) => i.message);
  it('is refused unless the weights sum to 100', () =>
    expect(parse((p) => ({ ...p, indicators: { ...p.indicators, A4: { ...p.indicators.A4, weight: 21 } } }))).toStrictEqual(['the weights must sum to 100']));
  it('is refused unless its bands go down to 0', () => {
    expect(parse((p) => ({ ...p, bands: p.bands.slice(0, 3) }))).toStrictEqual(['the last band begins at 0']);
    expect(parse((p) => ({ ...p, bands: p.bands.toReversed() }))).toStrictEqual(['bands stand from the highest to the lowest', 'the last band begins at 0']);
  });
});
