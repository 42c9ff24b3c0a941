import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { Officer } from './testing/officer.js';
import { daysAgo, documentNumber } from './testing/people.js';
import { System } from './testing/system.js';

const VILLAGE = '511504001004';
const MONTH = daysAgo(0).slice(0, 7);
const NUMBER = documentNumber('1970-03-01', 11);
const OTHER = documentNumber('1975-06-01', 13);

type Report = { batch: string; rows: number; rejected: number; matched: number; unknown: number; doubtful: number; raised: number; supported: number; errors: { row: number; column: string; code: string; message: string }[] };
type Page<T> = { items: T[] };
type Warning = { id: string; householdId: string; sources: string[]; riskType: string; status: string; clueId: string | null };

const system = new System();
const files = mkdtempSync(join(tmpdir(), 'humai-e2e-data-'));
const file = (name: string, rows: readonly (readonly string[])[]) => {
  writeFileSync(join(files, name), iconv.encode(rows.map((cells) => cells.join(',')).join('\r\n'), 'gb18030'));
  return join(files, name);
};
const HEADINGS = ['身份证号', '姓名', '诊断', '单次住院自付费用(元)', '年度累计自付费用(元)', '出院日期'];
const stays = file('medical.csv', [
  HEADINGS,
  [NUMBER, '测甲', '某病', '12000.50', '12000.50', daysAgo(3)],
  [documentNumber('1990-01-01', 77), '路人', '某病', '99999', '99999', daysAgo(3)],
  [OTHER, '写错的名字', '某病', '30000', '30000', daysAgo(3)],
  [NUMBER, '测甲', '某病', '-1', '1', '2024-02-30'],
]);
const take = async (args: readonly string[]) => {
  const { code, stdout } = await system.humai(['data', ...args, '--json']);
  return { code, report: JSON.parse(stdout) as Report & { error?: { code: string } } };
};

let township: Officer, county: Officer;
beforeAll(async () => {
  const register = file('register.csv', [
    ['户编号', '姓名', '证件号码', '与户主关系', '劳动技能', '户类型', '村', '乡'],
    ['1', '测甲', NUMBER, '户主', '普通劳动力', '一般农户', '振兴社区', '柏溪街道'],
    ['2', '测乙', OTHER, '户主', '普通劳动力', '一般农户', '振兴社区', '柏溪街道'],
  ]);
  expect((await system.humai(['import', register, '--json'])).code).toBe(0);
}, 60_000);
afterAll(async () => {
  await system.remove();
  rmSync(files, { recursive: true, force: true });
});

it('a department batch is judged, taken once, and told wrong row by wrong row, with and without a server', async () => {
  expect((await take(['medical-insurance', stays, '--period', MONTH, '--dry-run'])).report).toMatchObject({ rows: 4, raised: 1 });
  const taken = await take(['medical-insurance', stays, '--period', MONTH]);
  expect(taken.code).toBe(1); // a row was rejected
  expect(taken.report).toMatchObject({ rows: 4, rejected: 1, unknown: 1, doubtful: 1, matched: 1, raised: 1, supported: 0 });
  expect(taken.report.errors.map((e) => [e.row, e.code])).toStrictEqual([[5, 'DATA.NEGATIVE'], [5, 'DATA.NOT_A_DATE']]);
  const before = await system.json<{ events: number }>(['verify']);
  await system.start();
  expect(await take(['medical-insurance', stays, '--period', MONTH])).toStrictEqual(taken);
  expect(await system.json<{ events: number }>(['verify'])).toStrictEqual(before);
}, 120_000);

it('is refused as a whole for a source, a period or a heading that is wrong', async () => {
  expect(await take(['weather', stays, '--period', MONTH])).toMatchObject({ code: 1, report: { error: { code: 'DATA.SOURCE_UNKNOWN' } } });
  expect(await take(['medical-insurance', stays, '--period', '2024'])).toMatchObject({ code: 1, report: { error: { code: 'DATA.PERIOD' } } });
  expect(await take(['education', stays, '--period', '2024-2025-1'])).toMatchObject({ code: 1, report: { error: { code: 'DATA.MISSING_HEADING' } } });
  expect((await system.humai(['data', 'medical-insurance', stays])).code).toBe(2);
}, 60_000);

it('its warning is in the inbox and becomes a clue; its doubtful row is settled and warned of, too', async () => {
  township = await Officer.appointed(system, 'township', '511504001');
  county = await Officer.appointed(system, 'county', '511504');
  const inbox = async (query = '') => (await township.get<Page<Warning>>(`/v1/identification/warnings?area=511504001${query}`)).body.items;
  const [warning] = await inbox();
  expect(warning).toMatchObject({ sources: ['medical-insurance'], riskType: '01', status: 'OPEN' });
  const done = await township.does('/v1/identification/households/1/handle-warning', { warningId: warning!.id, verdict: 'TO_CLUE' });
  expect(done.events).toStrictEqual(['identification.ClueReported.v1', 'identification.WarningClosed.v1']);
  const { body: clues } = await township.get<Page<Record<string, unknown>>>('/v1/identification/clues', { 'humai-at-least': String(done.position) });
  expect(clues.items).toMatchObject([{ channel: 'DEPARTMENT_DATA', village: VILLAGE }]);
  expect(await township.isRefused('/v1/identification/households/1/handle-warning', { warningId: warning!.id, verdict: 'FOLLOWED' })).toBe('WARNING.CLOSED');

  const { body: matches } = await county.get<Page<{ id: string; batchId: string; doubt: string }>>('/v1/identification/doubtful-matches');
  expect(matches.items).toMatchObject([{ doubt: 'NAME_DIFFERS' }]);
  const { id: matchId, batchId } = matches.items[0]!;
  expect((await county.get(`/v1/identification/data-batches/${batchId}/matches/${matchId}?purpose=settle`)).body).toMatchObject({ said: { name: '写错的名字', documentNumber: OTHER }, candidate: { name: '测乙', documentNumber: OTHER } });
  await county.does(`/v1/identification/data-batches/${batchId}/settle-match`, { matchId, verdict: 'ACCEPTED' });
  for (let i = 0; i < 100 && (await inbox()).length === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await inbox()).toMatchObject([{ sources: ['medical-insurance'], status: 'OPEN' }]);
  expect(await inbox('&status=TO_CLUE')).toMatchObject([{ id: warning!.id, clueId: warning!.id }]);
}, 60_000);

it('says nothing of people in the log', async () => {
  const { stdout } = await system.humai(['history', '2', '--json']);
  expect(stdout).not.toMatch(/测乙|写错|某病/);
  expect(stdout).not.toContain(OTHER);
});
