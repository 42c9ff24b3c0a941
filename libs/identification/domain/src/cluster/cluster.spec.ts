import { describe, expect, it } from '@jest/globals';
import type { ClusterRules } from '@humai/contracts-identification';
import { fold } from '@humai/kernel';
import { on, policies, service } from '../testing/household-past.js';
import { areaDecider, type AreaCommand, type AreaEvent } from './area.js';
import { causeOf, gatheringsOf, isCluster, type NewRisk } from './counting.js';

const V1 = '511504101201';
const V2 = '511504101202';
const T = '511504101000';
const TODAY = '2024-03-31';
const risk = (householdId: string, day = TODAY, village = V1, cause = '01'): NewRisk => ({ householdId, village, cause, on: day });
const rules = (...list: ClusterRules['rules']): ClusterRules => ({ signals: ['CLUE'], rules: list });
const count = (risks: readonly NewRisk[], ...list: ClusterRules['rules']) => gatheringsOf(risks, rules(...list), TODAY).map(({ area, cause, householdIds }) => [area, cause, householdIds]);

describe('counting new risks', () => {
  it('reaches the count of a rule in a division and not before, by cause, each household once', () => {
    const rule = { level: 'village', windowDays: 30, minCount: 2 } as const;
    expect(count([risk('h1'), risk('h1', '2024-03-30')], rule)).toStrictEqual([]);
    expect(count([risk('h2'), risk('h1')], rule)).toStrictEqual([[V1, '01', ['h1', 'h2']]]);
    expect(count([risk('h1'), risk('h2', TODAY, V2)], rule)).toStrictEqual([]);
    expect(count([risk('h1'), risk('h2', TODAY, V1, '02')], rule)).toStrictEqual([]);
    expect(count([risk('h1'), risk('h2', TODAY, V2)], { ...rule, level: 'township' })).toStrictEqual([[T, '01', ['h1', 'h2']]]);
    expect(count([risk('h1'), risk('h2', TODAY, '511504102201')], { ...rule, level: 'county' })).toStrictEqual([['511504000000', '01', ['h1', 'h2']]]);
  });

  it('looks at the window alone: today is its last day', () => {
    const rule = { level: 'village', windowDays: 30, minCount: 1 } as const;
    expect(count([risk('h1', '2024-03-02')], rule)).toHaveLength(1);
    expect(count([risk('h1', '2024-03-01')], rule)).toHaveLength(0);
    expect(count([risk('h1', '2024-04-01')], rule)).toHaveLength(0);
  });

  it('can be for some causes only', () => {
    const rule = { level: 'village', windowDays: 30, minCount: 1, causes: ['02'] } as const;
    expect(count([risk('h1'), risk('h2', TODAY, V1, '02')], { ...rule, causes: [...rule.causes] })).toStrictEqual([[V1, '02', ['h2']]]);
    expect(causeOf('0201')).toBe('02');
  });

  it('needs the rate, too, where the rule names one', () => {
    const [gathering] = gatheringsOf([risk('h1'), risk('h2'), risk('h3')], rules({ level: 'village', windowDays: 30, minRatePerMille: 30 }), TODAY);
    expect([100, 101, 0].map((households) => isCluster(gathering!, households))).toStrictEqual([true, false, false]);
    const [byCount] = gatheringsOf([risk('h1')], rules({ level: 'village', windowDays: 30, minCount: 1 }), TODAY);
    expect(isCluster(byCount!, 0)).toBe(true);
  });
});

describe('the clusters of an area', () => {
  const meta = on(TODAY, service);
  const { version } = policies.inForce({ kind: 'identification' } as never, V1, TODAY);
  const find = (households: number, cause = '01'): AreaCommand => ({
    type: 'FindCluster', meta,
    data: { area: V1, level: 'village', cause, from: '2024-03-02', to: TODAY, count: households, households: 300, householdIds: [], minCount: 5, minRatePerMille: null, windowDays: 30 },
  });
  const end = (cause = '01'): AreaCommand => ({ type: 'EndCluster', data: { area: V1, cause, endedOn: TODAY }, meta });
  const after = (...commands: readonly AreaCommand[]): readonly AreaEvent[] => {
    const events: AreaEvent[] = [];
    for (const command of commands) events.push(...areaDecider.decide(command, fold(areaDecider, events)));
    return events;
  };
  const told = (...commands: readonly AreaCommand[]) => after(...commands).map(({ type, data }) => [type.split('.')[1], data.clusterId, 'count' in data ? data.count : null]);

  it('invariant 20: name the rulebook of the business date', () => {
    const asked: string[] = [];
    const source = { ...policies, inForce: (kind: never, area: string, date: string) => { asked.push(`${area} ${date}`); return policies.inForce(kind, area, date); } };
    areaDecider.decide({ ...find(5), meta: { ...meta, policies: source as typeof policies } }, areaDecider.initialState);
    expect(asked).toStrictEqual([`${V1} ${TODAY}`]);
  });
  it('are found once, however often they are looked at', () => {
    expect(after(find(5))).toStrictEqual([{ type: 'identification.AreaClusterFound.v1', data: { clusterId: `${V1}-01-1`, ...find(5).data, policyVersion: version } }]);
    expect(told(find(5), find(5), find(10))).toStrictEqual([['AreaClusterFound', `${V1}-01-1`, 5]]);
  });

  it('have grown when they are more than double what was told last', () => {
    expect(told(find(5), find(11), find(20), find(22), find(23))).toStrictEqual([['AreaClusterFound', `${V1}-01-1`, 5], ['AreaClusterGrown', `${V1}-01-1`, 11], ['AreaClusterGrown', `${V1}-01-1`, 23]]);
    expect(after(find(5), find(11))[1]!.data).toStrictEqual({ clusterId: `${V1}-01-1`, area: V1, cause: '01', from: '2024-03-02', to: TODAY, count: 11, households: 300, householdIds: [], previousCount: 5 });
  });

  it('end once, and what comes after is another one', () => {
    expect(told(end())).toStrictEqual([]);
    expect(told(find(5), end(), end(), find(6))).toStrictEqual([['AreaClusterFound', `${V1}-01-1`, 5], ['AreaClusterEnded', `${V1}-01-1`, null], ['AreaClusterFound', `${V1}-01-2`, 6]]);
  });

  it('are apart by cause', () =>
    expect(told(find(5), find(5, '02'), end())).toStrictEqual([['AreaClusterFound', `${V1}-01-1`, 5], ['AreaClusterFound', `${V1}-02-2`, 5], ['AreaClusterEnded', `${V1}-01-1`, null]]));
});
