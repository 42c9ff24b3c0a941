import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Officer } from './testing/officer.js';
import { daysAgo, documentNumber } from './testing/people.js';
import { System } from './testing/system.js';

const NUMBER = '51150400100400001';
const [NAME, DOCUMENT, PHONE] = ['测壬癸', documentNumber('1990-03-01', 77), '10000000077'];

jest.setTimeout(120_000); // servers start and stop several times

const system = new System();
const files = mkdtempSync(join(tmpdir(), 'humai-e2e-files-'));
const HEADINGS = ['姓名', '证件号码', '与户主关系', '户编号', '村', '乡', '劳动技能', '成员联系电话', '户类型', '年度', '人均纯收入'];
const row = (name: string, document: string, relation: string, phone: string, household = NUMBER) => [name, document, relation, household, '振兴社区', '柏溪街道', '普通劳动力', phone, '一般农户', '2024', '7000'];
const write = (name: string, rows: readonly (readonly string[])[]) => {
  writeFileSync(join(files, name), [HEADINGS, ...rows].map((cells) => cells.join(',')).join('\n'));
  return join(files, name);
};

type Household = { id: string; status: string; category: string; members: { personId: string }[]; openRisks: number; incomePerHeadFen: number };
type Members = { items: { personId: string; name: string | null; documentNumber: string | null; erased: boolean }[] };
type Own = { erased: boolean; record: { name: string } | null; accesses: { action: string; purpose: string; actor: string }[] };
let county: Officer;
let person: string;

const household = async () => (await county.get<Household>(`/v1/identification/households/${NUMBER}`)).body;
const card = async () => (await county.get<Members>(`/v1/identification/households/${NUMBER}/members?purpose=visit`)).body.items;
const own = async () => (await county.get<Own>(`/v1/identification/persons/${person}/record?purpose=own%20request`)).body;
const digest = async () => (await system.json<{ digest: string }>(['assess', '--year', daysAgo(0).slice(0, 4), '--area', '511504'])).digest;

/** Files of the data directory that hold a text in any form it could be kept in, plain or as JSON escapes it. */
function filesWith(...texts: readonly string[]): readonly string[] {
  const forms = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(JSON.stringify(text).slice(1, -1))]);
  return readdirSync(system.directory, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name))
    .filter((file) => forms.some((form) => readFileSync(file).includes(form)));
}

beforeAll(async () => {
  await system.json(['import', write('register.csv', [row('测甲', documentNumber('1970-03-01', 11), '户主', '10000000011'), row(NAME, DOCUMENT, '之子', PHONE)])]);
  await system.start();
  county = await Officer.appointed(system, 'county', '511504000000');
  await county.does(`/v1/identification/households/${NUMBER}/carry-over-monitoring`, { enrolmentId: 'e1', category: 'C2', riskTypes: ['01'], enrolledMonth: '202107' });
  person = (await card()).find((m) => m.name === NAME)!.personId;
});
afterAll(async () => {
  await system.remove();
  rmSync(files, { recursive: true, force: true });
});

describe('a member of an enrolled household who is erased', () => {
  it('leaves status, counts and scores, and no copy of name or number on the disk', async () => {
    const before = { household: await household(), digest: await digest() };
    expect((await own()).record).toMatchObject({ name: NAME, documentNumber: DOCUMENT, phone: PHONE });
    await county.does(`/v1/identification/persons/${person}/erase-person`, { reason: '本人申请' });
    const exports = [['events', '--out', join(system.directory, 'events.ndjson')], ['read-model', 'identification.households', '--out', join(system.directory, 'households.csv')]];
    for (const args of exports) expect((await system.humai(['export', ...args])).code).toBe(0);

    expect(await household()).toEqual(before.household);
    expect(before.household).toMatchObject({ status: 'ENROLLED', category: 'C2', openRisks: 1, members: [{}, { personId: person }] });
    expect(await digest()).toBe(before.digest);
    expect((await card()).find((m) => m.personId === person)).toMatchObject({ name: null, documentNumber: null, erased: true });
    expect(await system.json(['verify'])).toMatchObject({ ok: true, problems: [] });
    expect(filesWith(NAME, DOCUMENT, PHONE)).toEqual([]);
    await system.stop();
    expect(filesWith(NAME, DOCUMENT, PHONE)).toEqual([]);
    // The search itself finds what is there.
    expect(filesWith(NUMBER).length).toBeGreaterThan(0);
  });

  it('stands in the access log with the act, and as erased to whoever asks', async () => {
    await system.start();
    const { erased, record, accesses } = await own();
    expect([erased, record]).toEqual([true, null]);
    expect(accesses.filter((a) => a.action === 'erase')).toMatchObject([{ actor: county.id, purpose: '本人申请' }]);
  });

  it('is a new person when a register brings them again', async () => {
    await system.json(['import', write('again.csv', [row(NAME, DOCUMENT, '户主', PHONE, '51150400100400009')])]);
    const { items } = (await county.get<Members>('/v1/identification/households/51150400100400009/members?purpose=visit')).body;
    expect(items).toMatchObject([{ name: NAME, erased: false }]);
    expect(items[0]!.personId).not.toBe(person);
    expect((await household()).members).toMatchObject([{}, { personId: person }]);
  });
});

describe('a vault put back from a copy that is older than an erasure', () => {
  it('loses the person again at the next start', async () => {
    const second = (await card()).find((m) => m.name === '测甲')!.personId;
    await system.stop();
    const [vault, copy] = [join(system.directory, 'vault.sqlite'), join(files, 'vault.sqlite')];
    copyFileSync(vault, copy);
    await system.start();
    await county.does(`/v1/identification/persons/${second}/erase-person`, { reason: '保存期满' });
    await system.stop();
    copyFileSync(copy, vault);
    await system.start();
    expect((await card()).find((m) => m.personId === second)).toMatchObject({ name: null, erased: true });
    const { accesses } = (await county.get<Own>(`/v1/identification/persons/${second}/record?purpose=check`)).body;
    expect(accesses.filter((a) => a.action === 'erase')).toMatchObject([{ actor: 'identification', purpose: expect.stringMatching(/^erased before, event /) }]);
    await system.stop();
    expect(filesWith('测甲', documentNumber('1970-03-01', 11))).toEqual([]);
    expect(await system.json(['doctor'])).toBeDefined();
  });
});

