import { describe, expect, it } from '@jest/globals';
import { DataSourcePolicy } from '@humai/contracts-identification';
import { policies } from '../testing/household-past.js';
import { fieldsOfHeadings } from './headings.js';
import { isSameName, isSoundButForCheck, readDataRow } from './row.js';

const { content: medical } = policies.inForce(DataSourcePolicy, '511504', '2024-03-01', 'medical-insurance');
const { content: civil } = policies.inForce(DataSourcePolicy, '511504', '2024-03-01', 'civil-affairs');
const ON = '2024-04-05';
const ID = '000000196001010014'; // nobody's: no area has the code 000000
const cells = { idNumber: ID, name: '测试', staySelfPaidFen: '12,000.5元', yearSelfPaidFen: '¥20000', dischargedOn: '2024年3月8日' };
const problemsOf = (change: Readonly<Record<string, string>>, source = medical, base: Readonly<Record<string, string>> = cells) => readDataRow(source, { ...base, ...change }, ON).problems;

describe('a row of a department', () => {
  it('is read into fields, amounts in fen, empty cells as nothing', () =>
    expect(readDataRow(medical, cells, ON)).toStrictEqual({
      fields: { staySelfPaidFen: 1_200_050, yearSelfPaidFen: 2_000_000, outpatientFen: 0, dischargedOn: '2024-03-08' }, number: { kind: 'sound', idNumber: ID, typed: ID }, name: '测试', problems: [],
    }));

  it('reads flags', () =>
    expect(readDataRow(civil, { idNumber: ID, newAllowance: '是', newDestitute: '0' }, ON).fields).toStrictEqual({ newAllowance: true, newDestitute: false, allowanceEnded: false, reliefFen: 0 }));

  it.each([
    ['a required value that is empty', { staySelfPaidFen: ' ' }, 'DATA.MISSING_VALUE', '单次住院自付费用'],
    ['an amount that is none', { staySelfPaidFen: '很多' }, 'DATA.NOT_A_NUMBER', '单次住院自付费用'],
    ['a negative amount', { yearSelfPaidFen: '-1' }, 'DATA.NEGATIVE', '年度累计自付费用'],
    ['an amount beyond reason', { yearSelfPaidFen: '99999999999' }, 'DATA.OUT_OF_RANGE', '年度累计自付费用'],
    ['a date that does not exist', { dischargedOn: '2024-02-30' }, 'DATA.NOT_A_DATE', '出院日期'],
    ['a date after the batch came', { dischargedOn: '2024-04-06' }, 'DATA.IN_FUTURE', '出院日期'],
    ['an ID number of another length', { idNumber: '12345' }, 'PERSON.ID_NUMBER_LENGTH', '证件号码'],
    ['an ID number with a wrong check digit', { idNumber: `${ID.slice(0, 17)}5` }, 'PERSON.ID_NUMBER_CHECK', '证件号码'],
    ['an ID number with an impossible birth date', { idNumber: '000000196002300013' }, 'PERSON.ID_NUMBER_BIRTH', '证件号码'],
  ])('says %s', (_, change, code, heading) => expect(problemsOf(change).map((p) => [p.code, p.heading])).toStrictEqual([[code, heading]]));
  it('says a flag that is none', () =>
    expect(problemsOf({ newAllowance: '也许' }, civil, { idNumber: ID, newDestitute: '否' })).toStrictEqual([{ heading: '是否新增低保', code: 'DATA.NOT_A_FLAG', details: { heading: '是否新增低保' } }]));
  it('says every wrong cell', () => expect(problemsOf({ staySelfPaidFen: 'x', dischargedOn: 'y' }).map((p) => p.code)).toStrictEqual(['DATA.NOT_A_NUMBER', 'DATA.NOT_A_DATE']));

  it('knows a number of the old form', () =>
    expect(readDataRow(medical, { ...cells, idNumber: '000000600101001' }, ON).number).toStrictEqual({ kind: 'old', idNumber: ID, typed: '000000600101001' }));
  it('says which number a wrong check digit may be a slip for, when nothing else is wrong', () => {
    const row = readDataRow(medical, { ...cells, idNumber: `${ID.slice(0, 17)}5` }, ON);
    expect(row.number).toStrictEqual({ kind: 'check', idNumber: ID, typed: `${ID.slice(0, 17)}5` });
    expect(isSoundButForCheck(row)).toBe(true);
    expect(isSoundButForCheck(readDataRow(medical, { ...cells, idNumber: `${ID.slice(0, 17)}5`, staySelfPaidFen: 'x' }, ON))).toBe(false);
    expect(isSoundButForCheck(readDataRow(medical, cells, ON))).toBe(false);
  });
});

describe('the headings of a file', () => {
  it('may stand in any order, under other names, beside columns nobody asked for', () =>
    expect(fieldsOfHeadings(medical, ['诊断', ' 身份证号 ', '年度累计自付费用(元)', '*单次住院自付费用', '姓名'])).toStrictEqual([null, 'idNumber', 'yearSelfPaidFen', 'staySelfPaidFen', 'name']));
  it('that are missing are named', () =>
    expect(() => fieldsOfHeadings(medical, ['证件号码'])).toThrow(expect.objectContaining({ code: 'DATA.MISSING_HEADING', details: { headings: ['单次住院自付费用', '年度累计自付费用'] } })));
  it('that come twice are named', () =>
    expect(() => fieldsOfHeadings(medical, ['证件号码', '单次住院自付费用', '年度累计自付费用', '身份证号'])).toThrow(expect.objectContaining({ code: 'DATA.DUPLICATE_HEADING', details: { heading: '身份证号' } })));
});

it('a name is the same with spaces, dots or width of its own', () => {
  expect(isSameName('阿依 古丽·买买提', '阿依古丽•买买提')).toBe(true);
  expect(isSameName('张一', '张二')).toBe(false);
});
