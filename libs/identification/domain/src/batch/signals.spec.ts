import { describe, expect, it } from '@jest/globals';
import { DataSourcePolicy } from '@humai/contracts-identification';
import { policies } from '../testing/household-past.js';
import { occurredOnOf, signalSearch, signalsOf, usesLine, type RuleFacts } from './signals.js';

const sourceOf = (key: string) => policies.inForce(DataSourcePolicy, '511504101201', '2024-03-01', key).content;
const evaluate = policies.evaluate.bind(policies);
const facts: RuleFacts = { monitored: false, cleared: false, kind: 'GENERAL', category: '', lineFen: 880_000 };
const rules = (key: string, fields: Readonly<Record<string, string | number | boolean>>, change: Partial<RuleFacts> = {}) => signalsOf(sourceOf(key), fields, { ...facts, ...change }, evaluate).map((s) => s.rule.code);
const medical = { staySelfPaidFen: 0, yearSelfPaidFen: 0, outpatientFen: 0, dischargedOn: '' };
const civil = { newAllowance: false, newDestitute: false, allowanceEnded: false, reliefFen: 0 };

// Domain §2.8: each threshold on both sides.
describe('the rules that are shipped', () => {
  it.each<[string, Record<string, string | number | boolean>, Partial<RuleFacts>, readonly string[]]>([
    ['medical-insurance', { ...medical, staySelfPaidFen: 1_000_000 }, {}, []],
    ['medical-insurance', { ...medical, staySelfPaidFen: 1_000_001 }, {}, ['single-stay']],
    ['medical-insurance', { ...medical, staySelfPaidFen: 600_000 }, { monitored: true }, []],
    ['medical-insurance', { ...medical, staySelfPaidFen: 600_001 }, { monitored: true }, ['single-stay']],
    ['medical-insurance', { ...medical, yearSelfPaidFen: 1_999_999 }, {}, []],
    ['medical-insurance', { ...medical, yearSelfPaidFen: 2_000_000 }, {}, ['year']],
    ['medical-insurance', { ...medical, yearSelfPaidFen: 499_999, outpatientFen: 49_999 }, { kind: 'OUT_OF_POVERTY' }, []],
    ['medical-insurance', { ...medical, yearSelfPaidFen: 500_000, outpatientFen: 50_000 }, { kind: 'OUT_OF_POVERTY' }, ['year', 'outpatient']],
    ['education', { netCostFen: 1_000_000, outOfSchool: false }, {}, []],
    ['education', { netCostFen: 1_000_001, outOfSchool: true }, {}, ['school-cost', 'out-of-school']],
    ['human-resources', { monthsWithoutWork: 2, wageOwedFen: 499_999 }, {}, []],
    ['human-resources', { monthsWithoutWork: 3, wageOwedFen: 500_000 }, {}, ['without-work', 'wage-owed']],
    ['housing', { grade: 'B', byDisaster: true, inspectedOn: '2024-03-01' }, {}, []],
    ['housing', { grade: 'C级', byDisaster: true, inspectedOn: '2024-03-01' }, {}, ['dangerous-by-disaster']],
    ['housing', { grade: 'D', byDisaster: false, inspectedOn: '2024-03-01' }, {}, ['dangerous']],
    ['civil-affairs', { ...civil, newAllowance: true, newDestitute: true }, {}, ['new-allowance', 'new-destitute']],
    ['civil-affairs', { ...civil, newAllowance: true, newDestitute: true }, { monitored: true }, []],
    ['civil-affairs', { ...civil, allowanceEnded: true, reliefFen: 200_000 }, {}, ['allowance-ended', 'relief']],
    ['poverty-alleviation', { incomePerHeadFen: 880_000, incomeBeforeFen: 0 }, {}, []],
    ['poverty-alleviation', { incomePerHeadFen: 879_999, incomeBeforeFen: 0 }, {}, ['below-line']],
    ['poverty-alleviation', { incomePerHeadFen: 879_999, incomeBeforeFen: 0 }, { monitored: true }, []],
    ['poverty-alleviation', { incomePerHeadFen: 1_000_000, incomeBeforeFen: 1_500_000 }, {}, ['income-fell']],
  ])('%s of %j for %j: %j', (key, fields, change, expected) => expect(rules(key, fields, change)).toStrictEqual(expected));

  it('of the six sources can all be evaluated for every household', () => {
    expect(policies.versions('data-source').map((p) => p.version)).toStrictEqual(
      ['civil-affairs', 'education', 'housing', 'human-resources', 'medical-insurance', 'poverty-alleviation'].map((key) => `data-source/511504/${key}-2021`));
    expect(['medical-insurance', 'poverty-alleviation'].map((key) => usesLine(sourceOf(key)))).toStrictEqual([false, true]);
  });
});

it('a signal carries the numbers that were compared, written out in yuan', () => {
  const [signal] = signalsOf(sourceOf('poverty-alleviation'), { incomePerHeadFen: 650_050, incomeBeforeFen: 0 }, facts, evaluate);
  expect(signal).toMatchObject({ numbers: { incomePerHeadFen: 650_050, lineFen: 880_000 }, statement: { zh: '人均纯收入 6500.5 元,低于监测线 8800 元', en: 'net income per head 6500.5 yuan, under the line of 8800 yuan' } });
});

it('a row may be a signal when it is one for any household', () => {
  const may = (fields: Record<string, number | string>) => signalSearch(sourceOf('medical-insurance'), 0, evaluate)({ ...medical, ...fields });
  expect(may({ staySelfPaidFen: 600_000 })).toBe(false);
  expect(may({ staySelfPaidFen: 600_001 })).toBe(true);
  expect(may({ outpatientFen: 50_000 })).toBe(true);
  expect(signalSearch(sourceOf('poverty-alleviation'), 880_000, evaluate)({ incomePerHeadFen: 879_999, incomeBeforeFen: 0 })).toBe(true);
});

it('what happened, happened on the day the source tells, else at the end of the period, never after the telling', () => {
  const source = { occurredOn: 'dischargedOn' };
  expect(occurredOnOf(source, { dischargedOn: '2024-03-08' }, '2024-03-31', '2024-04-05')).toBe('2024-03-08');
  expect(occurredOnOf(source, { dischargedOn: '' }, '2024-03-31', '2024-04-05')).toBe('2024-03-31');
  expect(occurredOnOf({}, { dischargedOn: '2024-03-08' }, '2024-03-31', '2024-03-20')).toBe('2024-03-20');
});
