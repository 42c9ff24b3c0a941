import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseMapping } from './mapping.js';
import { idNumberOf, runningService, VILLAGE, type RunningService } from '../testing/running-service.js';
import { importFile, memberRow, monitored, numberOf, recordOf, registerFile, row, type FileOptions } from '../testing/register-files.js';

let service: RunningService;
beforeEach(async () => { service = await runningService(); });
afterEach(() => service.close());

const counts = (accepted: number, unchanged: number, rejected: number, events: number) => ({ accepted, unchanged, rejected, events });
const family = [
  row(1, { ...monitored, year: 2024, incomePerHead: '6500.50' }),
  memberRow(2, 1, '配偶', { ...monitored, year: 2024, incomePerHead: '6500.50' }),
  memberRow(3, 1, '之子', { ...monitored, year: 2024, incomePerHead: '6500.50', labour: '无劳动力' }),
];
const FAMILY = {
  registerNumber: numberOf(1), village: VILLAGE, kind: 'GENERAL', status: 'ENROLLED', category: 'C2', risks: [{ riskId: expect.any(String), type: '01', open: true }, { riskId: expect.any(String), type: '09', open: true }],
  mergedIntoId: null, openRisks: 2, originId: null, trackedOn: null, enrolmentId: expect.any(String), enrolments: 1, enrolledOn: '2023-03-01', clearedOn: null, caseId: null, incomePerHeadFen: 650_050, incomeYear: 2024,
  members: [['测试1', '01', 'ORDINARY'], ['测试2', '02', 'ORDINARY'], ['测试3', '03', 'NONE']],
};

describe('a register file', () => {
  it('brings households with members, income and monitoring in, and no personal data into events', async () => {
    const report = await importFile(service, await registerFile(service, [...family, row(4)]));
    expect(report).toStrictEqual({ ...counts(4, 0, 0, 12), errors: [], queries: [] });
    expect(await service.store.lastPosition()).toBe(12);
    expect(await recordOf(service, numberOf(1))).toStrictEqual([FAMILY]);
    const text = JSON.stringify(await service.log());
    for (const secret of ['测试', idNumberOf(1), '10000000001', '小学']) expect(text).not.toContain(secret);
    const id = (await service.vault.match([idNumberOf(1)], { actor: 'spec', role: 'ops', purpose: 'x' })).get(idNumberOf(1))!;
    expect((await service.vault.read([id], { actor: 'spec', role: 'ops', purpose: 'x' })).get(id)).toStrictEqual({ name: '测试1', documentNumber: idNumberOf(1), phone: '10000000001', attributes: { 文化程度: '小学' } });
  });

  const SHAPES: readonly (readonly [string, FileOptions])[] = [
    ['GB18030', { encoding: 'gb18030' }],
    ['UTF-8 with a byte order mark', { bom: true }],
    ['UTF-16, as Excel saves Unicode text', { encoding: 'utf16le', bom: true, delimiter: '\t' }],
    ['semicolons', { delimiter: ';' }],
    ['a workbook', { format: 'xlsx' }],
    ['headings in another order', { columns: ['kind', 'incomePerHead', 'year', 'clearingMode', 'clearedMonth', 'cleared', 'enrolledMonth', 'risk2', 'risk1', 'category', 'education', 'labour', 'relation', 'phone', 'documentNumber', 'name', 'householdNumber', 'village', 'township', 'county'] }],
    ['headings in another spelling', { headings: { county: '县(区)', township: '乡(镇)', village: '行政村', documentNumber: ' 证件号码 * ' } }],
  ];
  it.each(SHAPES)('may come as %s', async (_, options) => {
    expect(await importFile(service, await registerFile(service, family, options))).toStrictEqual({ ...counts(3, 0, 0, 9), errors: [], queries: [] });
    expect(await recordOf(service, numberOf(1))).toStrictEqual([FAMILY]);
  });

  it('names its village as people write it', async () => {
    const names = ['五一', '五一村', '五一村委会', '五一村村委会', '五一村村民委员会', ' 五一 村 ', VILLAGE];
    expect(await importFile(service, await registerFile(service, names.map((village, i) => row(i + 1, { village }))))).toMatchObject({ accepted: names.length, errors: [] });
    for (const i of names.keys()) expect(await recordOf(service, numberOf(i + 1))).toMatchObject([{ village: VILLAGE }]);
  });

  it('may tell the village by its code alone', async () => {
    const columns = ['village', 'householdNumber', 'name', 'documentNumber', 'relation', 'labour', 'kind'] as const;
    const path = await registerFile(service, [row(1, { village: VILLAGE })], { columns });
    expect((await importFile(service, path)).errors).toMatchObject([{ code: 'REGISTER.MISSING_HEADING', column: '乡' }]);
    expect((await importFile(service, path, { mapping: parseMapping('defaults: { 乡: 南广镇 }') }))).toMatchObject({ accepted: 1, errors: [] });
  });

  it('again changes nothing: every row is unchanged, without an event', async () => {
    const path = await registerFile(service, [...family, row(4)]);
    await importFile(service, path);
    const position = await service.store.lastPosition();
    expect(await importFile(service, path)).toStrictEqual({ ...counts(0, 4, 0, 0), errors: [], queries: [] });
    expect(await importFile(service, await registerFile(service, [...family, row(4)], { format: 'xlsx' }))).toStrictEqual({ ...counts(0, 4, 0, 0), errors: [], queries: [] });
    expect(await service.store.lastPosition()).toBe(position);
  });

  it('is only read in a dry run, which says what would happen', async () => {
    const path = await registerFile(service, [...family, row(4, { documentNumber: '123' })]);
    const dry = await importFile(service, path, { dryRun: true });
    expect([dry.accepted, dry.unchanged, dry.rejected, dry.events]).toStrictEqual([3, 0, 1, 0]);
    expect([await service.store.lastPosition(), (await service.vault.match([idNumberOf(1)], { actor: 'spec', role: 'ops', purpose: 'x' })).size]).toStrictEqual([0, 0]);
    const real = await importFile(service, path);
    expect([real.accepted, real.rejected, real.errors]).toStrictEqual([3, 1, dry.errors]);
    expect(await importFile(service, path, { dryRun: true })).toMatchObject(counts(0, 3, 1, 0));
  });

  it('of other headings is read by a mapping, which also fills what it does not have', async () => {
    const headings = { householdNumber: 'HH', name: 'Name', documentNumber: 'ID', relation: 'Role', labour: 'Labour', village: 'Village' };
    const path = await registerFile(service, family, { columns: ['householdNumber', 'name', 'documentNumber', 'relation', 'labour', 'village'], headings });
    const mapping = parseMapping('{ "户编号": "HH", "姓名": "name", "证件号码": "ID", "与户主关系": "Role", "劳动技能": "Labour", "村": "Village", "defaults": { "乡": "南广镇", "县": "叙州区", "户类型": "脱贫户" } }');
    expect((await importFile(service, path)).errors.map((e) => e.code)).toContain('REGISTER.MISSING_HEADING');
    expect(await importFile(service, path, { mapping })).toStrictEqual({ ...counts(3, 0, 0, 7), errors: [], queries: [] });
    expect(await recordOf(service, numberOf(1))).toMatchObject([{ kind: 'OUT_OF_POVERTY', village: VILLAGE, status: 'REGISTERED' }]);
  });

  it('tells unknown columns and takes the rest', async () =>
    expect(await importFile(service, await registerFile(service, [row(1)], { headings: { phone: '备注' } }))).toStrictEqual({
      ...counts(1, 0, 0, 3), errors: [], queries: [{ row: 1, column: '备注', code: 'REGISTER.UNKNOWN_HEADING', message: '不认识「备注」列,已忽略' }],
    }));

  it('without a needed column, or with one twice, is refused as a whole with what is wrong', async () => {
    expect(await importFile(service, await registerFile(service, family, { columns: ['township', 'village', 'householdNumber', 'name', 'relation', 'labour', 'kind'] }))).toStrictEqual({
      ...counts(0, 0, 3, 0), errors: [{ row: 1, column: '证件号码', code: 'REGISTER.MISSING_HEADING', message: '缺少「证件号码」列' }], queries: [],
    });
    expect(await importFile(service, await registerFile(service, family, { headings: { phone: '姓名' } }))).toMatchObject({
      ...counts(0, 0, 3, 0), errors: [{ row: 1, column: '姓名', code: 'REGISTER.DUPLICATE_HEADING', message: '「姓名」列出现两次' }],
    });
    expect(await service.store.lastPosition()).toBe(0);
  });

  it('may reach the area of the import only', async () => {
    const path = await registerFile(service, [row(1), row(2, { township: '柏溪街道', village: '革坪村' })]);
    expect(await importFile(service, path, { area: '511504101' })).toMatchObject({
      ...counts(1, 0, 1, 3), errors: [{ row: 3, column: '村', code: 'REGISTER.OUTSIDE_AREA', message: '该村不在本次导入的区域 511504101 内' }],
    });
  });
});

describe('rights', () => {
  it('are those of the importer: what lies outside them is refused, row by row', async () => {
    const path = await registerFile(service, [row(1), row(2, { township: '柏溪街道', village: '革坪村' })]);
    expect(await importFile(service, path, {}, { id: 't', grants: [{ role: 'township', area: '511504101' }] })).toMatchObject({
      ...counts(1, 0, 1, 3), errors: [{ row: 3, column: '村', code: 'PERMISSION.AREA', message: '您的权限范围不包含 511504001201' }],
    });
  });

  it('that lack one step of a household leave it alone: it is taken whole or not at all', async () => {
    const path = await registerFile(service, [...family, row(4)]);
    const report = await importFile(service, path, {}, { id: 't', grants: [{ role: 'township', area: '511504101' }] });
    expect(report).toMatchObject({ ...counts(1, 0, 3, 3), errors: [
      { row: 2, column: '监测对象类别', code: 'PERMISSION.ROLE', message: '该操作需要以下角色之一:county、service' }, { row: 3, code: 'REGISTER.HELD_BACK' }, { row: 4, code: 'REGISTER.HELD_BACK' },
    ] });
    expect(await recordOf(service, numberOf(1))).toStrictEqual([]);
    expect(await importFile(service, path)).toMatchObject(counts(3, 1, 0, 9));
  });
});
