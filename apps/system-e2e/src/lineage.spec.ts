import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Officer } from './testing/officer.js';
import { daysAgo, documentNumber, hash } from './testing/people.js';
import { System } from './testing/system.js';

jest.setTimeout(120_000);

const [NUMBER, OTHER] = ['51150400100400001', '51150400100400002'];
const system = new System();
const files = mkdtempSync(join(tmpdir(), 'humai-e2e-files-'));

type Household = { id: string; status: string; members: { personId: string; relation: string }[]; incomePerHeadFen: number; originId: string | null; mergedIntoId: string | null };
type Event = { position: number; revision: number; type: string; effectiveOn: string; data: Record<string, unknown> };
type History = { household: string; state: { identification: { incomes: Record<string, number>; members: Record<string, unknown>; lineage: Record<string, unknown> } }; events: Event[] };

let county: Officer;
const path = (name: string, command = '') => `/v1/identification/households/${name}${command && `/${command}`}`;
const card = async (name: string) => (await county.get<Household>(path(name))).body;
const history = (name: string, ...asOf: string[]) => system.json<History>(['history', name, ...asOf]);
/** Reactions run beside the answer. */
async function once<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    await sleep(50);
  }
  throw new Error('never came to be');
}

beforeAll(async () => {
  const row = (name: string, document: string, relation: string, household: string) => [name, document, relation, household, '振兴社区', '柏溪街道', '普通劳动力', '一般农户', '2024', '7000'].join(',');
  writeFileSync(join(files, 'register.csv'), [
    '姓名,证件号码,与户主关系,户编号,村,乡,劳动技能,户类型,年度,人均纯收入',
    row('测甲', documentNumber('1970-03-01', 11), '户主', NUMBER), row('测乙', documentNumber('1972-05-02', 12), '配偶', NUMBER), row('测丙', documentNumber('1995-01-01', 13), '之子', NUMBER),
    row('测丁', documentNumber('1996-01-01', 14), '之儿媳', NUMBER), row('测戊', documentNumber('1950-01-01', 21), '户主', OTHER),
  ].join('\n'));
  await system.json(['import', join(files, 'register.csv')]);
  await system.start();
  county = await Officer.appointed(system, 'county', '511504000000');
});
afterAll(async () => {
  await system.remove();
  rmSync(files, { recursive: true, force: true });
});

describe('a household that splits', () => {
  it('is two, and the line to its origin stands in the history of the new one', async () => {
    const { members } = await card(NUMBER);
    const [, , son, wife] = members.map((m) => m.personId);
    const going = [{ personId: son, relation: '01' }, { personId: wife, relation: '02' }];
    const split = { newHouseholdId: 'part-1', newRegisterNumber: '51150400100400008', members: going, evidenceHash: hash('a') };
    expect(await county.isRefused(path(NUMBER, 'split-household'), { ...split, members: [{ personId: members[0]!.personId, relation: '01' }] })).toBe('SPLIT.HOUSEHOLDER_STAYS');
    const done = await county.does(path(NUMBER, 'split-household'), split);
    expect(done.events).toEqual(['identification.HouseholdSplit.v1', 'identification.MemberRemoved.v1', 'identification.MemberRemoved.v1']);
    const part = await once(() => card('part-1'), (h) => h.members?.length === 2);
    const { id, ...origin } = await once(() => card(NUMBER), (h) => h.members.length === 2);
    expect(part).toMatchObject({ status: 'REGISTERED', originId: id, incomePerHeadFen: 700_000, members: going });
    expect(origin.members.map((m) => m.relation)).toEqual(['01', '02']);

    const { state, events } = await history('part-1');
    expect(state.identification.lineage).toMatchObject({ origin: { householdId: id } });
    expect(events.map((e) => e.position)).toEqual([...events.map((e) => e.position)].sort((a, b) => a - b));
    const types = events.map((e) => e.type.split('.')[1]);
    expect(types.filter((t) => t === 'HouseholdRegistered')).toHaveLength(2);
    expect(types.indexOf('HouseholdSplit')).toBeLessThan(types.indexOf('HouseholdFormedBySplit'));
    expect((await system.humai(['history', 'part-1'])).stdout).toContain(`split off from ${id}`);
  });

  it('may go into another, with everybody, and the other shows both histories', async () => {
    const { members } = await card('part-1');
    const { id: into } = await card(OTHER);
    const merge = { intoHouseholdId: into, members: members.map((m, i) => ({ personId: m.personId, relation: i === 0 ? '07' : '28' })), evidenceHash: hash('b') };
    expect(await county.isRefused(path('part-1', 'merge-household'), { ...merge, members: [merge.members[0]] })).toBe('MERGE.MEMBERS');
    await county.does(path('part-1', 'merge-household'), merge);
    await once(() => card(OTHER), (h) => h.members.length === 3);
    expect(await card('part-1')).toMatchObject({ status: 'MERGED', mergedIntoId: into, members: [] });
    expect(await county.isRefused(path('part-1', 'report-clue'), { clueId: 'c1', channel: 'OTHER', riskTypes: ['01'] })).toBe('HOUSEHOLD.MERGED');
    const types = (await history(OTHER)).events.map((e) => e.type.split('.')[1]);
    expect(types.filter((t) => t === 'HouseholdRegistered')).toHaveLength(3); // its own, the part's, and that of the part's origin
    expect(types).toEqual(expect.arrayContaining(['HouseholdSplit', 'HouseholdFormedBySplit', 'HouseholdMergedInto', 'HouseholdMergedFrom']));
    expect(await system.json(['verify'])).toMatchObject({ ok: true });
  });
});

describe('an entry that was wrong', () => {
  it('is corrected by a later one that names it; both clocks show what was known and what was true', async () => {
    await county.does(path(NUMBER, 'record-income'), { year: 2023, incomePerHeadFen: 9_000_000, effectiveOn: daysAgo(20) });
    const before = new Date().toISOString();
    const wrong = (await county.get<History>(`/v1/ledger/households/${NUMBER}/history`)).body.events.at(-1)!;
    const correct = { eventId: String(wrong.position), data: { incomePerHeadFen: 900_000 }, reason: '多录一个零', effectiveOn: daysAgo(10) };
    expect(await county.isRefused(path(NUMBER, 'correct-entry'), { ...correct, data: { kind: 'GENERAL' } })).toBe('CORRECTION.FIELDS');
    expect(await county.isRefused(path(NUMBER, 'correct-entry'), { ...correct, effectiveOn: daysAgo(21) })).toBe('CORRECTION.BEFORE_ENTRY');
    expect(await county.isRefused(path(NUMBER, 'correct-entry'), { ...correct, data: {} })).toBe('SHAPE.INVALID');
    expect((await county.does(path(NUMBER, 'correct-entry'), correct)).events).toEqual(['identification.EntryCorrected.v1']);

    const income = async (...asOf: string[]) => (await history(NUMBER, ...asOf)).state.identification.incomes['2023'];
    expect(await income()).toBe(900_000);
    expect(await income('--known-at', before)).toBe(9_000_000);
    expect(await income('--true-on', daysAgo(11))).toBe(9_000_000);
    expect(await income('--true-on', daysAgo(10))).toBe(900_000);
    expect((await history(NUMBER)).events.at(-1)!.data).toMatchObject({ position: wrong.position, reason: '多录一个零' });
  });
});
