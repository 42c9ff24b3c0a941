import { describe, expect, it } from '@jest/globals';
import { loadAreas } from '@humai/areas';
import { checkCharacterOf } from './id-number.js';
import { checkHousehold, type CheckedHousehold } from './household.js';
import { findVillage } from './place.js';
import type { Cells } from './cells.js';
import { parseRow } from './row.js';

const TODAY = '2026-03-01';
const areas = loadAreas();
const number = (sequence: number) => {
  const digits = `00000019800101${String(sequence).padStart(3, '0')}`;
  return `${digits}${checkCharacterOf(digits)}`;
};
const cells = (sequence: number, relation: string, change: Partial<Cells> = {}): Cells => ({
  township: '柏溪街道', village: '振兴社区', householdNumber: '5115040001', name: '测甲', documentNumber: number(sequence), relation, labour: '普通劳动力', education: '小学', residentInsurance: '是',
  kind: '一般农户', ...change,
});
const check = (...rows: Cells[]): CheckedHousehold =>
  checkHousehold(
    rows.map((row, i) => ({ row: i + 2, ...(({ row: parsed, problems }) => ({ parsed, problems }))(parseRow(row, TODAY)), firstWithId: i + 2 })),
    (place) => findVillage(place, { directory: areas, within: '', on: TODAY }),
  );
const codes = ({ problems }: CheckedHousehold) => problems.map((p) => [p.row, p.code]);

describe('the rows of one household', () => {
  it('need no county where only one has the township', () => expect(check(cells(1, '户主')).household?.village).toBe('511504001004'));

  it('may spell their village in different ways', () => {
    const { household, problems } = check(cells(1, '户主'), cells(2, '配偶', { village: '振兴社区居民委员会' }), cells(3, '之子', { village: '511504001004' }));
    expect([household?.village, problems]).toEqual(['511504001004', []]);
  });

  it('may not lie in two villages', () =>
    expect(codes(check(cells(1, '户主'), cells(2, '配偶', { village: '华盛社区' })))).toEqual([[3, 'REGISTER.DIFFERS'], [2, 'REGISTER.HELD_BACK']]));

  it('are taken without an income whose year nobody gave, and that is asked about', () => {
    const checked = check(cells(1, '户主', { incomePerHead: '7000' }));
    expect([checked.household?.income, codes(checked)]).toEqual([null, [[2, 'REGISTER.INCOME_WITHOUT_YEAR']]]);
  });
});
