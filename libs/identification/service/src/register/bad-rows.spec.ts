import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RegisterCells } from './write-register.js';
import * as people from '../testing/running-service.js';
import * as files from '../testing/register-files.js';

const { importFile, monitored, recordOf, registerFile } = files;
let service: people.RunningService;
beforeAll(async () => { service = await people.runningService(); });
afterAll(() => service.close());

// One store for all, and people of its own for each test.
let base = 0;
beforeEach(() => { base += 100; });
const idNumberOf = (n: number) => people.idNumberOf(base + n);
const numberOf = (n: number) => files.numberOf(base + n);
const row = (n: number, over: RegisterCells = {}) => files.row(base + n, over);
const memberRow = (n: number, household: number, relation: string, over: RegisterCells = {}) => files.memberRow(base + n, base + household, relation, over);
const named = (n: number) => `测试${base + n}`;

const wrongCheck = (n: number) => `${idNumberOf(n).slice(0, 17)}${idNumberOf(n).endsWith('0') ? '1' : '0'}`;
/** Imports rows 2, 3, … beside a good household in the last row; answers the errors without their row's own number where that is 2. */
async function errorsOf(rows: readonly RegisterCells[]) {
  const report = await importFile(service, await registerFile(service, [...rows, row(99)]));
  expect([report.accepted, report.rejected]).toStrictEqual([1, rows.length]);
  expect(await recordOf(service, numberOf(99))).toHaveLength(1);
  return report.errors;
}

describe('a bad row is reported with its place, a code and a reason, and loses nothing of the others', () => {
  it.each<[string, RegisterCells, object]>([
    ['a wrong check digit', { documentNumber: wrongCheck(1) }, { column: '证件号码', code: 'PERSON.ID_NUMBER_CHECK', message: '证件号码校验位错误' }],
    ['a number of the wrong length', { documentNumber: '12345' }, { column: '证件号码', code: 'PERSON.ID_NUMBER_LENGTH', message: '证件号码应为 18、20 或 22 位,实为 5 位' }],
    ['a birth date that does not exist', { documentNumber: '11010519490231002X' }, { column: '证件号码', code: 'PERSON.ID_NUMBER_CHECK', message: '证件号码校验位错误' }],
    ['no name', { name: ' ' }, { column: '姓名', code: 'REGISTER.MISSING_VALUE', message: '「姓名」不能为空' }],
    ['a relation that is none', { relation: '邻居' }, { column: '与户主关系', code: 'REGISTER.NOT_IN_LIST', message: '「与户主关系」的值不在代码表内' }],
    ['a phone of ten digits', { phone: '1000000001' }, { column: '成员联系电话', code: 'PERSON.PHONE', message: '电话号码应为 11 位数字' }],
    ['an income that is no number', { year: 2024, incomePerHead: '很多' }, { column: '人均纯收入', code: 'REGISTER.NOT_A_NUMBER', message: '「人均纯收入」不是数字' }],
    ['a month that is none', { ...monitored, enrolledMonth: '202313' }, { column: '识别监测时间', code: 'REGISTER.NOT_A_MONTH', message: '「识别监测时间」应为年月,如 202403' }],
    ['a month to come', { ...monitored, enrolledMonth: '209901' }, { column: '识别监测时间', code: 'REGISTER.IN_FUTURE', message: '「识别监测时间」晚于今天' }],
    ['a category for the other kind of household', { ...monitored, category: '脱贫不稳定户' }, { column: '监测对象类别', code: 'ENROLMENT.CATEGORY_KIND', message: '「脱贫不稳定户」不适用于该户类型' }],
    ['monitoring without a risk', { ...monitored, risk1: '', risk2: '' }, { column: '致贫/返贫风险1', code: 'REGISTER.RISK_MISSING', message: '监测对象须至少有一项风险' }],
    ['a clearing without its month', { ...monitored, cleared: '是', clearingMode: '帮扶消除' }, { column: '消除监测时间', code: 'REGISTER.CLEARING_INCOMPLETE', message: '风险已消除的,须填「消除监测时间」和「风险消除方式」' }],
    ['a clearing before the enrolment', { ...monitored, cleared: '是', clearedMonth: '202301', clearingMode: '自然消除' }, { column: '消除监测时间', code: 'REGISTER.CLEARED_BEFORE_ENROLLED', message: '消除监测时间早于识别监测时间' }],
    ['a risk without a category', { risk1: '因病' }, { column: '致贫/返贫风险1', code: 'REGISTER.CATEGORY_MISSING', message: '填了「致贫/返贫风险1」,须填「监测对象类别」' }],
    ['a township that is not in the county', { township: '北京路' }, { column: '乡', code: 'REGISTER.TOWNSHIP_UNKNOWN', message: '叙州区 下没有名为「北京路」的乡镇(街道)' }],
    ['a county that is none', { county: '不存在区' }, { column: '县', code: 'REGISTER.COUNTY_UNKNOWN', message: '没有名为「不存在区」的县(区),或不止一个' }],
    ['a county outside the import', { county: '翠屏区' }, { column: '县', code: 'REGISTER.OUTSIDE_AREA', message: '该村不在本次导入的区域 511504 内' }],
  ])('%s', async (_, over, error) => expect(await errorsOf([row(1, over)])).toStrictEqual([{ row: 2, ...error }]));

  // Domain §7.2: what two columns say together.
  it.each<[string, RegisterCells, string, string]>([
    ['education and schooling', { education: '小学', schooling: '小学' }, '文化程度', 'REGISTER.EDUCATION_AND_SCHOOLING'],
    ['neither education nor schooling', { education: '' }, '文化程度', 'REGISTER.EDUCATION_OR_SCHOOLING'],
    ['months of work without a place', { workMonths: 3 }, '务工所在地', 'REGISTER.WORK_WITHOUT_PLACE'],
    ['a place of work without months', { workPlace: '浙江省' }, '务工时间(月)', 'REGISTER.WORK_WITHOUT_MONTHS'],
    ['more months of work than a year has', { workMonths: 13, workPlace: '浙江省' }, '务工时间(月)', 'REGISTER.OUT_OF_RANGE'],
    ['both medical insurances', { employeeInsurance: '是' }, '是否参加职工医保', 'REGISTER.INSURANCE_BOTH'],
    ['no medical insurance', { residentInsurance: '否' }, '是否参加城乡居民医保', 'REGISTER.INSURANCE_NEITHER'],
    ['yes or no that is neither', { mandarin: '会一点' }, '是否会讲普通话', 'REGISTER.NOT_YES_OR_NO'],
  ])('%s', async (_, over, column, code) => {
    const columns = [
      'township', 'village', 'householdNumber', 'name', 'documentNumber', 'relation', 'labour', 'education', 'schooling', 'workMonths', 'workPlace', 'residentInsurance', 'employeeInsurance', 'mandarin', 'kind',
    ] as const;
    const insured = (n: number, more: RegisterCells = {}) => row(n, { residentInsurance: '是', employeeInsurance: '否', mandarin: '是', ...more });
    const report = await importFile(service, await registerFile(service, [insured(1, over), insured(2)], { columns }));
    expect(report).toMatchObject({ accepted: 1, rejected: 1, errors: [{ row: 2, column, code }] });
  });

  it('a village that is not in the township', async () => {
    const [error] = await errorsOf([row(1, { village: '天上村' })]);
    expect(error).toStrictEqual({ row: 2, column: '村', code: 'AREA.VILLAGE_UNKNOWN', message: expect.stringContaining('天上村') });
  });

  it('no household number: the row stands alone', async () =>
    expect(await errorsOf([row(1, { householdNumber: '' }), row(2, { householdNumber: '' })])).toStrictEqual(
      [2, 3].map((at) => ({ row: at, column: '户编号', code: 'REGISTER.MISSING_VALUE', message: '「户编号」不能为空' }))));

  it('every problem of a row is told, in the order of the columns', async () =>
    expect((await errorsOf([row(1, { name: '', documentNumber: '1', labour: '很能干' })])).map((e) => [e.row, e.column])).toStrictEqual([[2, '姓名'], [2, '证件号码'], [2, '劳动技能']]));

  it('tells it in English, too, and by the name the file has for the column', async () => {
    const report = await importFile(service, await registerFile(service, [row(1, { name: '' })], { headings: { phone: '联系' } }), { language: 'en' });
    expect(report.errors).toStrictEqual([{ row: 2, column: '姓名', code: 'REGISTER.MISSING_VALUE', message: '姓名 must not be empty' }]);
  });
});

describe('a household is taken whole or not at all', () => {
  it('its other rows say which row holds it back', async () =>
    expect(await errorsOf([row(1), memberRow(2, 1, '配偶', { documentNumber: wrongCheck(2) }), memberRow(3, 1, '之子')])).toStrictEqual([
      { row: 2, column: '户编号', code: 'REGISTER.HELD_BACK', message: '本行无误,但同户第 3 行有误,整户未导入' },
      { row: 3, column: '证件号码', code: 'PERSON.ID_NUMBER_CHECK', message: '证件号码校验位错误' },
      { row: 4, column: '户编号', code: 'REGISTER.HELD_BACK', message: '本行无误,但同户第 3 行有误,整户未导入' },
    ]));

  it('with exactly one householder and at most one spouse', async () => {
    expect((await errorsOf([row(1), memberRow(2, 1, '户主')]))[1]).toStrictEqual({ row: 3, column: '与户主关系', code: 'HOUSEHOLD.NOT_ONE_HOUSEHOLDER', message: '一户必须且只能有一名户主,现有 2 名' });
    expect(await recordOf(service, numberOf(1))).toStrictEqual([]);
  });
  it('not without a householder', async () =>
    expect(await errorsOf([row(1, { relation: '配偶' })])).toStrictEqual([{ row: 2, column: '与户主关系', code: 'HOUSEHOLD.NOT_ONE_HOUSEHOLDER', message: '一户必须且只能有一名户主,现有 0 名' }]));
  it('not with two spouses', async () =>
    expect((await errorsOf([row(1), memberRow(2, 1, '配偶'), memberRow(3, 1, '配偶')])).find((e) => e.code !== 'REGISTER.HELD_BACK')).toMatchObject({ row: 4, code: 'HOUSEHOLD.TWO_SPOUSES' }));

  it('an ID number stands in the file once: the later row is wrong, also in another household and in another spelling', async () => {
    const twice = { documentNumber: ` ${idNumberOf(1).toLowerCase()}` };
    expect(await importFile(service, await registerFile(service, [row(1), memberRow(2, 1, '配偶', twice), row(3, twice), row(4)]))).toMatchObject({
      accepted: 1, rejected: 3,
      errors: [
        { row: 2, code: 'REGISTER.HELD_BACK' }, { row: 3, column: '证件号码', code: 'REGISTER.ID_REPEATED', message: '证件号码与第 2 行重复' },
        { row: 4, column: '证件号码', code: 'REGISTER.ID_REPEATED', message: '证件号码与第 2 行重复' },
      ],
    });
  });

  it('its rows agree on what is said of the household', async () =>
    expect((await errorsOf([row(1), memberRow(2, 1, '配偶', { kind: '脱贫户' })])).filter((e) => e.code !== 'REGISTER.HELD_BACK')).toStrictEqual([
      { row: 3, column: '户类型', code: 'REGISTER.DIFFERS', message: '同一户的「户类型」应一致,与第 2 行不同' },
    ]));

  it('its rows need not stand together', async () => {
    expect(await importFile(service, await registerFile(service, [row(1), row(5), memberRow(2, 1, '配偶'), row(6), memberRow(3, 1, '之女')]))).toMatchObject({ accepted: 5, rejected: 0 });
    expect(await recordOf(service, numberOf(1))).toMatchObject([{ members: [[named(1), '01', 'ORDINARY'], [named(2), '02', 'ORDINARY'], [named(3), '04', 'ORDINARY']] }]);
  });
});

it('what is doubtful is asked, and taken all the same', async () => {
  const columns = ['township', 'village', 'householdNumber', 'name', 'sex', 'bornOn', 'documentNumber', 'relation', 'labour', 'kind', 'health'] as const;
  const report = await importFile(service, await registerFile(service, [row(1, { sex: '女', bornOn: '1999-09-09', labour: '无劳动力', health: '健康', documentNumber: people.idNumberOf(9_001) })], { columns }));
  expect(report).toMatchObject({ accepted: 1, rejected: 0, errors: [] });
  expect(report.queries.map((q) => [q.row, q.column, q.code])).toStrictEqual([
    [2, '性别', 'REGISTER.SEX_DIFFERS'], [2, '出生日期', 'REGISTER.BIRTH_DIFFERS'], [2, '劳动技能', 'REGISTER.ABLE_WITHOUT_LABOUR'],
  ]);
  expect(await importFile(service, await registerFile(service, [row(2, { incomePerHead: '100' })]))).toMatchObject({ accepted: 1, errors: [], queries: [
    { row: 2, column: '年度', code: 'REGISTER.INCOME_WITHOUT_YEAR', message: '填了「人均纯收入」而未填「年度」,收入未记录,请核实' },
  ] });
  expect(await recordOf(service, numberOf(2))).toMatchObject([{ incomeYear: null }]);
});

describe('rows are numbered as a spreadsheet does', () => {
  it('the heading is 1, an empty line counts, a quoted line break does not', async () => {
    const path = await registerFile(service, [row(1, { name: '测试\n一' }), row(2, { documentNumber: '1' })]);
    expect((await importFile(service, path)).errors.map((e) => e.row)).toStrictEqual([3]);
    await appendFile(path, '\r\n\r\n叙州区,南广镇,五一村,R000009,测试9,1,,户主,普通劳动力,小学,一般农户,,,,,,,,,\r\n');
    expect((await importFile(service, path)).errors.map((e) => e.row)).toStrictEqual([3, 6]);
  });

  it('a row with more cells than headings is wrong', async () => {
    const path = await registerFile(service, [row(1)]);
    await appendFile(path, '叙州区,南广镇,五一村,R000002,测试2,,,户主,普通劳动力,小学,一般农户,,,,,,,,,,多余\r\n');
    expect((await importFile(service, path)).errors[0]).toStrictEqual({ row: 3, column: '', code: 'REGISTER.TOO_MANY_CELLS', message: '该行比标题多出 1 格' });
  });
});

describe('a file that cannot be read', () => {
  const fileOf = async (content: string | Uint8Array, name = 'bad.csv') => {
    const path = join(service.directory, name);
    await writeFile(path, content);
    return path;
  };
  it.each<[string, string | Uint8Array, object]>([
    ['is empty', '', { code: 'REGISTER.EMPTY' }],
    ['has only empty lines', '\r\n\r\n', { code: 'REGISTER.EMPTY' }],
    ['is neither UTF-8 nor GB18030', Uint8Array.of(0xff, 0x61, 0x0a, 0xff), { code: 'REGISTER.ENCODING' }],
    ['is an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4), { code: 'REGISTER.UNREADABLE' }],
    ['is a broken workbook', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 1, 2, 3, 4), { code: 'REGISTER.UNREADABLE' }],
    ['has a quote that is not closed', '姓名,村\r\n测试,"没有结束\r\n测试,村\r\n', { code: 'REGISTER.UNREADABLE', details: { row: 2, problem: '引号没有成对(quote not closed)' } }],
  ])('%s', async (_, content, refusal) => {
    const before = await service.store.lastPosition();
    await expect(importFile(service, await fileOf(content))).rejects.toMatchObject(refusal);
    expect(await service.store.lastPosition()).toBe(before);
  });
  it('is not there', async () => expect(importFile(service, join(service.directory, 'none.csv'))).rejects.toMatchObject({ code: 'REGISTER.UNREADABLE', details: { row: 1, problem: 'ENOENT' } }));
});
