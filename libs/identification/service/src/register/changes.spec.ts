import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RegisterCells } from './write-register.js';
import * as files from '../testing/register-files.js';
import * as people from '../testing/running-service.js';

const { importFile, monitored, recordOf, registerFile } = files;
let service: people.RunningService;
beforeAll(async () => { service = await people.runningService(); });
afterAll(() => service.close());

// One store for all, and people of its own for each test.
let base = 0;
beforeEach(() => { base += 100; });
const numberOf = (n: number) => files.numberOf(base + n);
const row = (n: number, over: RegisterCells = {}) => files.row(base + n, over);
const memberRow = (n: number, household: number, relation: string, over: RegisterCells = {}) => files.memberRow(base + n, base + household, relation, over);
const named = (n: number) => `测试${base + n}`;

const why = { actor: 'spec', role: 'ops', purpose: 'testing' };
const idOf = async (n: number) => (await service.vault.match([people.idNumberOf(base + n)], why)).get(people.idNumberOf(base + n));
const takes = async (...rows: RegisterCells[]) => {
  const report = await importFile(service, await registerFile(service, rows));
  expect(report.errors).toStrictEqual([]);
  // What was taken is as the file says, so that the same file changes nothing any more.
  expect(await importFile(service, await registerFile(service, rows))).toMatchObject({ accepted: 0, unchanged: rows.length, rejected: 0, events: 0 });
  return report;
};
const membersOf = async (household: number) => {
  const [record] = await recordOf(service, numberOf(household));
  return (record?.members as [string, string, string][]).map(([name, relation]) => `${name} ${relation}`).sort();
};
const householdOf = async (n: number) => (await service.streams.person((await idOf(n))!)).state.householdId;

describe('a newer register', () => {
  it('changes what differs, and nothing else', async () => {
    await takes(row(1, { year: 2023, incomePerHead: 6_000 }), memberRow(2, 1, '配偶', { year: 2023, incomePerHead: 6_000 }), row(3));
    const report = await takes(row(1, { year: 2024, incomePerHead: 7_000 }), memberRow(2, 1, '配偶', { year: 2024, incomePerHead: 7_000, labour: '弱劳动力或半劳动力' }), row(3));
    expect(report).toMatchObject({ accepted: 2, unchanged: 1, rejected: 0, events: 2 });
    expect(await recordOf(service, numberOf(1))).toMatchObject([{ incomeYear: 2024, incomePerHeadFen: 700_000, members: [[named(1), '01', 'ORDINARY'], [named(2), '02', 'WEAK']] }]);
  });

  it('changes the kind and the village of a household', async () => {
    await takes(row(1));
    expect(await takes(row(1, { kind: '脱贫户', township: '柏溪街道', village: '革坪村' }))).toMatchObject({ accepted: 1, events: 1 });
    expect(await recordOf(service, numberOf(1))).toMatchObject([{ kind: 'OUT_OF_POVERTY', village: '511504001201' }]);
  });

  it('brings a person up to date without an event', async () => {
    await takes(row(1), row(2));
    expect(await takes(row(1, { name: '新名', phone: '10099999999' }), row(2))).toMatchObject({ accepted: 1, unchanged: 1, events: 0 });
    const id = (await idOf(1))!;
    expect((await service.vault.read([id], why)).get(id)).toMatchObject({ name: '新名', phone: '10099999999' });
  });

  it('adds who is new and removes who is gone, whose place is free at once', async () => {
    await takes(row(1), memberRow(2, 1, '配偶'), memberRow(3, 1, '之子'));
    await takes(row(1), memberRow(2, 1, '配偶'), memberRow(4, 1, '之女'));
    expect(await membersOf(1)).toStrictEqual([`${named(1)} 01`, `${named(2)} 02`, `${named(4)} 04`]);
    expect([await householdOf(3), await householdOf(4)]).toStrictEqual([null, await householdOf(1)]);
  });

  it('lets the spouse become householder, and the householder the spouse', async () => {
    await takes(row(1), memberRow(2, 1, '配偶'));
    await takes(row(2, { householdNumber: numberOf(1) }), memberRow(1, 1, '配偶'));
    expect(await membersOf(1)).toStrictEqual([`${named(1)} 02`, `${named(2)} 01`]);
  });

  it('lets a child take over from a householder who is gone', async () => {
    await takes(row(1), memberRow(2, 1, '之子'));
    await takes(row(2, { householdNumber: numberOf(1) }));
    expect(await membersOf(1)).toStrictEqual([`${named(2)} 01`]);
  });

  it('lets somebody new become householder, whether the former stays or goes', async () => {
    await takes(row(1), memberRow(2, 1, '配偶'));
    await takes(row(3, { householdNumber: numberOf(1) }), memberRow(1, 1, '之父'), memberRow(2, 1, '之母'));
    expect(await membersOf(1)).toStrictEqual([`${named(1)} 11`, `${named(2)} 12`, `${named(3)} 01`]);
    await takes(row(4, { householdNumber: numberOf(1) }), memberRow(2, 1, '之母'), memberRow(5, 1, '配偶'));
    expect(await membersOf(1)).toStrictEqual([`${named(2)} 12`, `${named(4)} 01`, `${named(5)} 02`]);
  });
});

describe('people who move between households of one file', () => {
  it('go from one to the other, whichever comes first', async () => {
    await takes(row(1), memberRow(2, 1, '之子'), row(3), memberRow(4, 3, '之女'));
    await takes(row(1), memberRow(4, 1, '之女'), row(3));
    expect([await membersOf(1), await membersOf(3)]).toStrictEqual([[`${named(1)} 01`, `${named(4)} 04`], [`${named(3)} 01`]]);
    await takes(row(1), row(3), memberRow(4, 3, '之女'));
    expect([await membersOf(1), await membersOf(3)]).toStrictEqual([[`${named(1)} 01`], [`${named(3)} 01`, `${named(4)} 04`]]);
  });

  it('go in a chain, too: who waits may wait for one who waits', async () => {
    await takes(row(1), row(2), memberRow(5, 2, '之子'), row(3), memberRow(6, 3, '之子'), row(4), memberRow(7, 4, '之子'));
    await takes(row(1), memberRow(5, 1, '之子'), row(2), memberRow(6, 2, '之子'), row(3), memberRow(7, 3, '之子'), row(4));
    expect(await Promise.all([1, 2, 3, 4].map(membersOf))).toStrictEqual([
      [`${named(1)} 01`, `${named(5)} 03`], [`${named(2)} 01`, `${named(6)} 03`], [`${named(3)} 01`, `${named(7)} 03`], [`${named(4)} 01`]]);
  });

  it('do not change places with each other: both households are told, and neither is touched', async () => {
    await takes(row(1), memberRow(2, 1, '之子'), row(3), memberRow(4, 3, '之子'));
    const report = await importFile(service, await registerFile(service, [row(1), memberRow(4, 1, '之子'), row(3), memberRow(2, 3, '之子')]));
    expect(report).toMatchObject({ accepted: 0, unchanged: 0, rejected: 4, events: 0 });
    expect(report.errors.filter((e) => e.code !== 'REGISTER.HELD_BACK')).toStrictEqual([
      { row: 3, column: '证件号码', code: 'PERSON.IN_OTHER_HOUSEHOLD', message: `该人员已在另一户(${numberOf(3)})` },
      { row: 5, column: '证件号码', code: 'PERSON.IN_OTHER_HOUSEHOLD', message: `该人员已在另一户(${numberOf(1)})` },
    ]);
  });

  it('found a household of their own', async () => {
    await takes(row(1), memberRow(2, 1, '之子'));
    await takes(row(2), row(1));
    expect([await membersOf(1), await membersOf(2)]).toStrictEqual([[`${named(1)} 01`], [`${named(2)} 01`]]);
  });
});

describe('what stands recorded', () => {
  it('keeps a person who is in a household that is not in the file', async () => {
    await takes(row(1), memberRow(2, 1, '之子'));
    const report = await importFile(service, await registerFile(service, [row(3), memberRow(2, 3, '之子'), row(4)]));
    expect(report).toMatchObject({ accepted: 1, rejected: 2, errors: [
      { row: 2, code: 'REGISTER.HELD_BACK' }, { row: 3, column: '证件号码', code: 'PERSON.IN_OTHER_HOUSEHOLD', message: `该人员已在另一户(${numberOf(1)})` },
    ] });
    expect(await householdOf(2)).toBe(await householdOf(1));
  });

  it('is found by its number, also when somebody registered it by hand under an id of its own', async () => {
    await service.give('RegisterHousehold', `hand-${base}`, { registerNumber: numberOf(1), village: people.VILLAGE, kind: 'GENERAL', members: [people.person(base + 1)] });
    expect(await takes(row(1), memberRow(2, 1, '配偶'))).toMatchObject({ rejected: 0 });
    expect([await householdOf(1), await householdOf(2)]).toStrictEqual([`hand-${base}`, `hand-${base}`]);
  });

  it('is monitored as recorded: the register asks, the procedure decides', async () => {
    await takes(row(1, monitored));
    const report = await importFile(service, await registerFile(service, [row(1, { ...monitored, cleared: '是', clearedMonth: '202410', clearingMode: '帮扶消除' })]));
    expect(report).toMatchObject({ accepted: 0, unchanged: 1, errors: [], queries: [
      { row: 2, column: '监测对象类别', code: 'REGISTER.MONITORING_DIFFERS', message: '监测信息与系统内记录不同,以系统为准,请按程序变更' },
    ] });
    expect(await recordOf(service, numberOf(1))).toMatchObject([{ status: 'ENROLLED' }]);
  });

  it('is carried over as cleared when it was', async () => {
    await takes(row(1, { ...monitored, kind: '脱贫户', category: '脱贫不稳定户', cleared: '是', clearedMonth: '202410', clearingMode: '帮扶消除' }));
    expect(await recordOf(service, numberOf(1))).toMatchObject([{ status: 'CLEARED', category: 'C1', enrolledOn: '2023-03-01', clearedOn: '2024-10-01', openRisks: 0 }]);
  });

  it('has no name of an erased person; who comes back is a new person', async () => {
    await takes(row(1), memberRow(2, 1, '配偶'));
    const erased = (await idOf(2))!;
    await service.vault.erase(erased, why);
    await takes(row(1), memberRow(2, 1, '配偶'));
    expect(await idOf(2)).not.toBe(erased);
    expect([await householdOf(2), (await service.streams.person(erased)).state.householdId]).toStrictEqual([await householdOf(1), null]);
  });
});
