import { describe, expect, it } from '@jest/globals';
import type { Worksheet } from '@humai/contracts-identification';
import { perHead, requireWorksheet, windowOf } from './worksheet.js';

const NO_SPENDING = { medicalFen: 0, schoolingFen: 0, disasterFen: 0, housingFen: 0 };
const sheet: Worksheet = { from: '2023-03-01', to: '2024-02-29', wageFen: 1_000_000, businessFen: 500_000, propertyFen: 20_000, transferFen: 80_000, businessCostFen: 300_000, members: 4, rigid: NO_SPENDING };

describe('net income per head', () => {
  it('is wage, business, property and transfer less business cost, by the members', () => expect(perHead(sheet)).toStrictEqual({ incomePerHeadFen: 325_000, rigidSpendingPerHeadFen: 0 }));
  it.each([
    ['wageFen', 4], ['businessFen', 4], ['propertyFen', 4], ['transferFen', 4], ['businessCostFen', -4],
  ] as const)('counts each item once: %s', (item, change) => expect(perHead({ ...sheet, [item]: sheet[item] + 4 }).incomePerHeadFen).toBe(325_000 + change / 4));
  it.each([[100, 3, 33], [101, 3, 33], [102, 3, 34], [-100, 3, -34], [1, 60, 0]])('of %i fen for %i is %i: rounded down, below zero too', (wageFen, members, expected) =>
    expect(perHead({ wageFen, businessFen: 0, propertyFen: 0, transferFen: 0, businessCostFen: 0, members, rigid: NO_SPENDING }).incomePerHeadFen).toBe(expected));
  it('can be below zero', () => expect(perHead({ ...sheet, businessCostFen: 2_000_000 }).incomePerHeadFen).toBe(-100_000));
});

describe('rigid spending per head', () => {
  it.each(['medicalFen', 'schoolingFen', 'disasterFen', 'housingFen'] as const)('has %s in it', (item) => expect(perHead({ ...sheet, rigid: { ...NO_SPENDING, [item]: 400 } }).rigidSpendingPerHeadFen).toBe(100));
  it('is rounded up', () => expect(perHead({ ...sheet, rigid: { ...NO_SPENDING, medicalFen: 401 } }).rigidSpendingPerHeadFen).toBe(101));
});

describe('the twelve months of an income', () => {
  it.each([['2024-03-15', '2023-03-01', '2024-02-29'], ['2024-01-01', '2023-01-01', '2023-12-31'], ['2023-03-31', '2022-03-01', '2023-02-28']])('end with the month before the visit: %s', (on, from, to) =>
    expect(windowOf('ROLLING', on)).toStrictEqual({ from, to }));
  it.each([['2024-09-30', '2022-10-01', '2023-09-30'], ['2024-10-01', '2023-10-01', '2024-09-30'], ['2024-12-31', '2023-10-01', '2024-09-30'], ['2024-01-05', '2022-10-01', '2023-09-30']])(
    'or from October to September, those that are over: %s', (on, from, to) => expect(windowOf('OCTOBER', on)).toStrictEqual({ from, to }));
});

describe('a worksheet', () => {
  const check = (over: Partial<Worksheet>, on = '2024-03-15') => () => requireWorksheet({ ...sheet, ...over }, 'ROLLING', on);
  it('is fine', () => expect(check({})).not.toThrow());
  it.each([[{ from: '2023-02-01' }, 'worksheet.from'], [{ to: '2024-03-01' }, 'worksheet.to']])('of other months is refused: %j', (over, field) =>
    expect(check(over)).toThrow(expect.objectContaining({ code: 'CHECK.WINDOW', details: { from: '2023-03-01', to: '2024-02-29' }, field })));
  it.each(['wageFen', 'businessFen', 'propertyFen', 'transferFen', 'businessCostFen'] as const)('with a negative %s is refused by name', (item) =>
    expect(check({ [item]: -1 })).toThrow(expect.objectContaining({ code: 'CHECK.NEGATIVE', field: `worksheet.${item}` })));
  it.each(['medicalFen', 'schoolingFen', 'disasterFen', 'housingFen'] as const)('with a negative %s is refused by name', (item) =>
    expect(check({ rigid: { ...NO_SPENDING, [item]: -1 } })).toThrow(expect.objectContaining({ code: 'CHECK.NEGATIVE', field: `worksheet.rigid.${item}` })));
});
