import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { identificationService } from '../application/household-aggregate.js';
import { householdLinks } from '../application/lineage-aggregate.js';
import { LineageReactions } from '../messaging/lineage.js';
import { formedBy } from '../messaging/links.js';
import { dataFile, stay, takeBatch } from '../testing/data-files.js';
import { county, idNumberOf, person, runningService, TODAY, VILLAGE, type RunningService } from '../testing/running-service.js';
import { batchIdOf, matchIdOf, readBatch } from './batches.js';

let service: RunningService;
beforeEach(async () => {
  service = await runningService();
  await register('h1', 1);
});
afterEach(() => service.close());

const register = (id: string, n: number, village = VILLAGE) => service.give('RegisterHousehold', id, { registerNumber: null, village, kind: 'GENERAL', members: [person(n)] }, { actor: { ...county, area: '' } });
const warningsOf = async (id = 'h1') => (await service.history(id)).filter((e) => e.type.startsWith('identification.Warning'));
const take = async (rows: Parameters<typeof dataFile>[1], options: Parameters<typeof takeBatch>[2] = {}, file: Parameters<typeof dataFile>[2] = {}) => takeBatch(service, await dataFile(service, rows, file), options);
const refusal = async (work: Promise<unknown>) => work.then(() => 'taken', (e: { code: string }) => e.code);
const counts = { rows: 0, rejected: 0, unknown: 0, doubtful: 0, matched: 0, outside: 0, raised: 0, supported: 0 };

describe('a delivery', () => {
  it('is matched by ID number and warned of; the batch says what became of its rows', async () => {
    const report = await take([stay(1, 12_000), stay(2, 50_000), stay(1, 10, { 出院日期: '2025-02-21' })]);
    const batch = report.batch;
    expect(report).toStrictEqual({ batch, source: 'medical-insurance', period: '2025-02', area: '511504', ...counts, rows: 3, unknown: 1, matched: 2, raised: 1, errors: [] });
    const [warning] = await warningsOf();
    expect(warning?.data).toMatchObject({ batchId: batch, source: 'medical-insurance', numbers: { staySelfPaidFen: 1_200_000 }, occurredOn: '2025-02-20', raisedOn: TODAY, householdStatus: 'NONE' });
    expect(warning?.metadata).toMatchObject({ actor: 'identification', role: 'service', area: '511504', causationId: batch, policy: 'identification/511504/2021' });
    const events = await service.store.readStream(`dataBatch-${batch}`);
    expect(events.map((e) => [e.type, e.metadata.actor, e.metadata.policy])).toStrictEqual([
      ['identification.DataBatchReceived.v1', 'medical-1', 'data-source/511504/medical-insurance-2021'], ['identification.DataBatchDone.v1', 'medical-1', 'data-source/511504/medical-insurance-2021'],
    ]);
    expect(JSON.stringify(await service.log())).not.toContain(idNumberOf(1));
    expect((await service.vault.accesses({ actor: 'medical-1' })).map((a) => [a.action, a.role, a.purpose])).toContainEqual(['match', 'department:medical-insurance', 'identification.data medical-insurance 2025-02']);
  });

  it.each([['csv', 'gb18030'], ['xlsx', 'utf8']] as const)('is read as %s in %s', async (format, encoding) =>
    expect(await take([stay(1, 12_000)], {}, { format, encoding })).toMatchObject({ rows: 1, matched: 1, raised: 1 }));

  it('names are read only of rows that could be a signal', async () => {
    await register('h2', 2);
    await take([stay(1, 12_000), stay(2, 100)]);
    const read = (await service.vault.accesses({ actor: 'medical-1' })).filter((a) => a.action === 'read').map((a) => a.personId);
    expect(read).toStrictEqual(Object.keys((await service.streams.household('h1')).state.members));
  });

  it('tells each wrong row and takes the others', async () => {
    const report = await take([
      stay(1, -5), stay(1, 12_000), stay(2, 1, { 证件号码: '123' }), stay(3, 1, { 证件号码: `${idNumberOf(3).slice(0, 17)}${idNumberOf(3).endsWith('1') ? '2' : '1'}` }), stay(4, 1, { 出院日期: '2025-02-30', 单次住院自付费用: 'x' }),
    ]);
    expect(report).toMatchObject({ rows: 5, rejected: 4, matched: 1, raised: 1 });
    expect(report.errors.map(({ row, column, code }) => [row, column, code])).toStrictEqual([
      [2, '单次住院自付费用', 'DATA.NEGATIVE'], [2, '年度累计自付费用', 'DATA.NEGATIVE'], [4, '证件号码', 'PERSON.ID_NUMBER_LENGTH'], [5, '证件号码', 'PERSON.ID_NUMBER_CHECK'],
      [6, '单次住院自付费用', 'DATA.NOT_A_NUMBER'], [6, '出院日期', 'DATA.NOT_A_DATE'],
    ]);
    expect(report.errors[0]?.message).toBe('单次住院自付费用 must not be negative');
  });

  it('says how many wrong rows it does not list, and which row has too many cells', async () => {
    const path = join(service.directory, 'long.csv');
    await writeFile(path, `证件号码,单次住院自付费用,年度累计自付费用\n${idNumberOf(1)},1,1,extra\n,,\nx,1,1\n`);
    expect((await takeBatch(service, path, { maxProblems: 1, language: 'zh' })).errors).toStrictEqual([
      { row: 2, column: '', code: 'DATA.TOO_MANY_CELLS', message: '该行比标题多出 1 格' }, { row: 0, column: '', code: 'DATA.MORE_PROBLEMS', message: '另有 1 行有误未列出' },
    ]);
  });

  it('reaches no household outside its area, and none of people who left', async () => {
    await register('far', 5, '511504001201');
    const report = await take([stay(1, 12_000), stay(5, 12_000)], { area: '511504101', sender: { id: 'c', grants: [{ role: 'county', area: '511504' }] } });
    expect(report).toMatchObject({ area: '511504101', matched: 2, outside: 1, raised: 1 });
    expect(await warningsOf('far')).toStrictEqual([]);
  });

  it('follows a merge that is not carried out yet: the warning is raised where the person goes', async () => {
    await register('h2', 2);
    await register('h3', 3);
    const [person1] = Object.keys((await service.streams.household('h1')).state.members);
    const merge = (from: string, into: string, members: readonly string[]) => service.give('MergeHousehold', from, { intoHouseholdId: into, members: members.map((personId) => ({ personId, relation: '28' })), evidenceHash: 'a'.repeat(64) });
    await merge('h1', 'h2', [person1!]);
    await merge('h2', 'h3', Object.keys((await service.streams.household('h2')).state.members));
    expect((await service.streams.person(person1!)).state.householdId).toBe('h1');
    expect(await take([stay(1, 12_000)], { dryRun: true })).toMatchObject({ matched: 1, outside: 0, raised: 1 });
    expect(await take([stay(1, 12_000)])).toMatchObject({ matched: 1, outside: 0, raised: 1 });
    expect([(await warningsOf('h1')).length, (await warningsOf('h2')).length, (await warningsOf('h3')).map((e) => (e.data as { personId: string }).personId)]).toStrictEqual([0, 0, [person1]]);
  });

  describe('of somebody who has just left in a split that is not carried out yet', () => {
    let leaving: string;
    beforeEach(async () => {
      await service.give('RegisterHousehold', 'h5', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(11), person(12, '02'), person(13, '03')] });
      const son = Object.entries((await service.streams.household('h5')).state.members).find(([, m]) => m.relation === '03')![0];
      leaving = Object.entries((await service.streams.household('h5')).state.members).find(([, m]) => m.relation === '02')![0];
      await service.give('SplitHousehold', 'h5', { newHouseholdId: 'h6', members: [{ personId: son, relation: '01' }, { personId: leaving, relation: '28' }], evidenceHash: 'a'.repeat(64) });
      expect((await service.streams.person(leaving)).state.householdId).toBe('h5');
    });
    const place = async () => (await service.streams.person(leaving)).state.householdId;
    const all = async () => Promise.all(['h5', 'h6', 'h8'].map(async (id) => (await warningsOf(id)).map((e) => (e.data as { personId: string }).personId)));

    it('raises the warning in the new household, which it forms for that, once and for all', async () => {
      const position = await service.store.lastPosition();
      expect(await take([stay(12, 12_000)], { dryRun: true })).toMatchObject({ matched: 1, outside: 0, raised: 1 });
      expect(await service.store.lastPosition()).toBe(position);
      expect(await take([stay(12, 12_000)])).toMatchObject({ matched: 1, outside: 0, raised: 1 });
      expect([await all(), await place()]).toStrictEqual([[[], [leaving], []], 'h6']);
      const formed = await service.store.lastPosition();
      await new LineageReactions(service.executor, service.store, service.catalogue).onHouseholdSplit((await service.history('h5')).find((e) => e.type === 'identification.HouseholdSplit.v1') as never);
      expect(await service.store.lastPosition()).toBe(formed);
    });

    it('raises it where the person was when the new household cannot be, for somebody else has taken its id', async () => {
      await register('h6', 6);
      expect(await take([stay(12, 12_000)])).toMatchObject({ matched: 1, outside: 0, raised: 1 });
      expect([await all(), await place()]).toStrictEqual([[[leaving], [], []], 'h5']);
    });

    it('raises it there also when the household that was left has gone into another one since', async () => {
      await register('h8', 8);
      const rest = Object.keys((await service.streams.household('h5')).state.members);
      await service.give('MergeHousehold', 'h5', { intoHouseholdId: 'h8', members: rest.map((personId) => ({ personId, relation: '28' })), evidenceHash: 'a'.repeat(64) });
      expect(await take([stay(12, 12_000)], { dryRun: true })).toMatchObject({ outside: 0, raised: 1 });
      expect(await take([stay(12, 12_000), stay(11, 13_000)])).toMatchObject({ matched: 2, outside: 0, raised: 2 });
      expect(await all()).toStrictEqual([[], [leaving], rest]);
    });

    /** As a process that is killed before the places go along. */
    const form = async () => {
      const split = (await service.history('h5')).find((e) => e.type === 'identification.HouseholdSplit.v1') as never;
      await service.executor.execute(householdLinks, { type: 'FormBySplit', id: 'h6', data: formedBy(split), actor: identificationService, commandId: 'formed, and then killed' });
    };

    it('says nothing where the new household has lost the person by now', async () => {
      await form();
      await service.give('RemoveMember', 'h6', { personId: leaving, reason: 'DEATH' });
      expect(await place()).toBe('h5');
      for (const dryRun of [true, false]) expect(await take([stay(12, 12_000)], { dryRun })).toMatchObject({ matched: 1, outside: 0, raised: 0 });
      expect(await all()).toStrictEqual([[], [], []]);
    });

    it('raises it in the household into which the new one is going', async () => {
      await form();
      await register('h8', 8);
      const going = Object.keys((await service.streams.household('h6')).state.members);
      await service.give('MergeHousehold', 'h6', { intoHouseholdId: 'h8', members: going.map((personId) => ({ personId, relation: '28' })), evidenceHash: 'a'.repeat(64) });
      expect(await place()).toBe('h5');
      expect(await take([stay(12, 12_000)], { dryRun: true })).toMatchObject({ outside: 0, raised: 1 });
      expect(await take([stay(12, 12_000)])).toMatchObject({ matched: 1, outside: 0, raised: 1 });
      expect(await all()).toStrictEqual([[], [], [leaving]]);
    });
  });

  it('says nothing of a household that ended meanwhile, and takes the other rows', async () => {
    await register('h2', 2);
    await service.give('CloseHousehold', 'h1', { reason: 'DEATH' });
    expect(await take([stay(1, 12_000), stay(2, 12_000)], { dryRun: true })).toMatchObject({ outside: 1, raised: 1 });
    expect(await take([stay(1, 12_000), stay(2, 12_000)])).toMatchObject({ matched: 2, outside: 1, raised: 1 });
  });

  it('is only judged in a dry run: nothing is written', async () => {
    const position = await service.store.lastPosition();
    expect(await take([stay(1, 12_000), stay(1, 13_000, { 姓名: '别人' }), stay(1, -1)], { dryRun: true })).toMatchObject({ rows: 3, matched: 1, doubtful: 1, rejected: 1, raised: 1 });
    expect(await service.store.lastPosition()).toBe(position);
  });
});

describe('invariant 24: a delivery is taken once', () => {
  const slip = `${idNumberOf(1).slice(0, 17)}${idNumberOf(1).endsWith('1') ? '2' : '1'}`;
  const rows = [stay(1, 12_000), stay(2, 12_000), stay(1, -1), stay(1, 12_500, { 姓名: '别人' }), stay(1, 13_000, { 证件号码: slip })];

  it('the same again answers the same and writes nothing', async () => {
    const path = await dataFile(service, rows);
    const report = await takeBatch(service, path);
    const position = await service.store.lastPosition();
    service.clock.advance(3 * 86_400_000);
    expect(await takeBatch(service, path)).toStrictEqual(report);
    expect(await service.store.lastPosition()).toBe(position);
  });

  it('the same facts in another file lead to no other warning', async () => {
    await take([stay(1, 12_000)]);
    expect(await take([stay(1, 12_000), stay(1, 12_000)])).toMatchObject({ rows: 2, matched: 2, raised: 0, supported: 0 });
    expect(await warningsOf()).toHaveLength(1);
  });

  it('another period, or content, is another batch', () => {
    const ids: readonly Parameters<typeof batchIdOf>[] = [['a', '2025-02', '511504', 'x'], ['a', '2025-03', '511504', 'x'], ['a', '2025-02', '511504', 'y'], ['b', '2025-02', '511504', 'x'], ['a', '2025-02', '511505', 'x']];
    expect(new Set(ids.map((id) => batchIdOf(...id))).size).toBe(5);
  });

  it('interrupted, it goes on where it was and ends as if it had not been', async () => {
    const many = Array.from({ length: 2_500 }, (_, i) => stay(i % 100 === 0 ? 1 : 2_000 + i, 12_000 + i));
    const path = await dataFile(service, many);
    const stopping = new AbortController();
    await expect(takeBatch(service, path, { signal: stopping.signal, onProgress: ({ rows: n }) => { if (n >= 1_000) stopping.abort(); } })).rejects.toThrow(/abort/i);
    const halfway = await service.store.lastPosition();
    const report = await takeBatch(service, path);
    expect(report).toMatchObject({ rows: 2_500, matched: 25, unknown: 2_475, raised: 1, supported: 24 });
    expect(await service.store.lastPosition()).toBeGreaterThan(halfway);
    expect(await warningsOf()).toHaveLength(25);
    expect((await readBatch(service.store, service.catalogue, report.batch)).done).toStrictEqual({ ...counts, rows: 2_500, matched: 25, unknown: 2_475, raised: 1, supported: 24 });
  });

  it('counts the same when its progress was lost between the rows and their end', async () => {
    const path = await dataFile(service, rows);
    const report = await takeBatch(service, path);
    const other = await runningService();
    try {
      await other.give('RegisterHousehold', 'h1', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(1)] });
      const failing = { ...other, executor: { execute: async (...args: Parameters<typeof other.executor.execute>) => { if (args[1].type === 'FinishBatch') throw new Error('power cut'); return other.executor.execute(...args); } } };
      await expect(takeBatch(failing as never, path)).rejects.toThrow('power cut');
      await other.readStore.drop('identification.data-batch-progress.v1');
      expect(await takeBatch(other, path)).toStrictEqual(report);
    } finally {
      await other.close();
    }
  });
});

describe('a doubtful match', () => {
  const wrongCheck = `${idNumberOf(1).slice(0, 17)}${idNumberOf(1).endsWith('1') ? '2' : '1'}`;
  const oldForm = `${idNumberOf(1).slice(0, 6)}${idNumberOf(1).slice(8, 17)}`;
  const doubtOf = async (row: ReturnType<typeof stay>) => {
    const report = await take([row]);
    return { ...Object.values((await readBatch(service.store, service.catalogue, report.batch)).matches)[0], report };
  };

  it.each([
    ['a number with another check digit and the same name', { 证件号码: wrongCheck }, 'CHECK_DIGIT'],
    ['a number of the old form', { 证件号码: oldForm }, 'OLD_NUMBER'],
    ['the number with another name', { 姓名: '别人' }, 'NAME_DIFFERS'],
  ])('is %s: it waits, and no warning is raised', async (_, over, doubt) => {
    const [candidateId] = Object.keys((await service.streams.household('h1')).state.members);
    const { report, ...match } = await doubtOf(stay(1, 12_000, over));
    expect(report).toMatchObject({ rows: 1, doubtful: 1, matched: 0, raised: 0, errors: [] });
    expect(match).toStrictEqual({ matchId: matchIdOf(report.batch, 2), row: 2, doubt, candidateId, settled: null });
    expect(await warningsOf()).toStrictEqual([]);
  });

  it('is a person without a household', async () => {
    await service.vault.store([{ personId: 'lone', record: { name: '测试9', documentNumber: idNumberOf(9) } }], { actor: 'spec', role: 'ops', purpose: 'test' });
    expect(await doubtOf(stay(9, 12_000))).toMatchObject({ doubt: 'NO_HOUSEHOLD', candidateId: 'lone' });
  });

  it('is none by the name alone', async () => {
    expect(await take([stay(1, 12_000, { 证件号码: idNumberOf(77) })])).toMatchObject({ unknown: 1, doubtful: 0 });
    expect(await take([stay(1, 12_000, { 证件号码: wrongCheck, 姓名: '别人' })])).toMatchObject({ rejected: 1, doubtful: 0, errors: [{ code: 'PERSON.ID_NUMBER_CHECK' }] });
  });

  it('is none where the row is no signal for anybody', async () => {
    expect(await take([stay(1, 10, { 证件号码: oldForm }), stay(1, 10, { 姓名: '别人' })])).toMatchObject({ matched: 2, doubtful: 0 });
  });

  it("is none for an erased person, whose number is nobody's", async () => {
    const [id] = Object.keys((await service.streams.household('h1')).state.members);
    await service.vault.erase(id!, { actor: 'spec', role: 'ops', purpose: 'test' });
    expect(await take([stay(1, 12_000)])).toMatchObject({ unknown: 1, doubtful: 0, raised: 0 });
  });

  it('leaves what the row says of a person in the vault alone', async () => {
    const { report, matchId } = await doubtOf(stay(1, 12_000, { 姓名: '别人' }));
    expect(JSON.stringify(await service.store.readStream(`dataBatch-${report.batch}`))).not.toMatch(/别人|12000|1200000/);
    const record = (await service.vault.read([matchId!], { actor: 'spec', role: 'ops', purpose: 'test' })).get(matchId!);
    expect(record).toMatchObject({ name: '别人', attributes: { 证件号码: idNumberOf(1) } });
    // Nobody is found by what was put aside.
    expect([...(await service.vault.match([idNumberOf(1)], { actor: 'spec', role: 'ops', purpose: 'test' })).values()]).not.toContain(matchId);
  });
});

describe('a delivery is refused as a whole, and leaves no trace', () => {
  afterEach(async () => expect((await service.log()).filter((e) => e.stream.startsWith('dataBatch-'))).toStrictEqual([]));
  const at = (options: Parameters<typeof takeBatch>[2], rows = [stay(1, 1)]) => refusal(take(rows, options));

  it.each<[string, Parameters<typeof takeBatch>[2], string]>([
    ['of a source nobody knows', { source: 'weather' }, 'DATA.SOURCE_UNKNOWN'],
    ['where the source has no document', { area: '510104' }, 'DATA.SOURCE_UNKNOWN'],
    ['of a period in another form', { period: '2025' }, 'DATA.PERIOD'],
    ['of a period to come', { period: '2025-04' }, 'DATA.PERIOD_FUTURE'],
    ['by another department', { sender: { id: 'x', grants: [{ role: 'department:education', area: '511504' }] } }, 'DATA.OTHER_DEPARTMENT'],
    ['by a township', { sender: { id: 'x', grants: [{ role: 'township', area: '511504101' }] } }, 'PERMISSION.ROLE'],
    ['for an area beyond the rights', { sender: { id: 'x', grants: [{ role: 'county', area: '511503' }] } }, 'PERMISSION.AREA'],
  ])('%s', async (_, options, code) => expect(await at(options)).toBe(code));

  it('in an encoding that is none', async () => {
    const path = join(service.directory, 'broken.csv');
    await writeFile(path, Buffer.from([0xff, 0x61, 0x0a, 0xff]));
    expect(await refusal(takeBatch(service, path))).toBe('DATA.ENCODING');
  });
  it('without a heading it needs', async () => expect(await refusal(take([stay(1, 1)], {}, { headings: ['证件号码', '姓名'] }))).toBe('DATA.MISSING_HEADING'));
  it('that is empty', async () => {
    const path = join(service.directory, 'empty.csv');
    await writeFile(path, '\n\n');
    expect(await refusal(takeBatch(service, path))).toBe('DATA.EMPTY');
  });
  it('that breaks off', async () => {
    const path = join(service.directory, 'torn.csv');
    await writeFile(path, '证件号码,"单次住院自付费用');
    expect(await refusal(takeBatch(service, path))).toBe('DATA.UNREADABLE');
  });
});

it('an area wider than the only document is that of the document', async () => {
  expect(await take([stay(1, 12_000)], { area: '', sender: { id: 'root', grants: [{ role: 'county', area: '' }] } })).toMatchObject({ area: '511504', raised: 1 });
});
