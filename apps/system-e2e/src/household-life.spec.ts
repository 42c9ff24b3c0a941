import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { Officer } from './testing/officer.js';
import { daysAgo, documentNumber, hash } from './testing/people.js';
import { System } from './testing/system.js';

const VILLAGE = '511504001004';
const TOWNSHIP = '511504001000';
const COUNTY = '511504000000';
const NUMBER = '51150400100400001';
const OTHER = '51150400100400002';

type Members = { items: { personId: string; relation: string; name: string | null; documentNumber: string | null }[] };
type History = { household: string; state: { identification: { enrolment: { status: string; enrolmentId: string; risks: { open: boolean }[] } | null } }; events: { type: string; effectiveOn: string; position: number; actor: string; policy: string | null; data: Record<string, unknown> }[] };
type Import = { accepted: number; unchanged: number; rejected: number; events: number; errors: { row: number; column: string; code: string; message: string }[] };
type Assessment = { digest: string; policy: string; units: { area: string; indicators: { code: string; numerator: number; denominator: number }[] }[] };

// Headings in an order of their own; the village by the name people write, without its 委会.
const HEADINGS = ['姓名', '证件号码', '与户主关系', '户编号', '村', '乡', '劳动技能', '文化程度', '健康状况', '是否参加城乡居民医保', '户类型', '年度', '人均纯收入'];
const row = (name: string, number: string, relation: string, household: string, village = '振兴社区') => [name, number, relation, household, village, '柏溪街道', '普通劳动力', '小学', '健康', '是', '一般农户', '2024', '7000'];
const csv = (rows: readonly (readonly string[])[]) => iconv.encode([HEADINGS, ...rows].map((cells) => cells.join(',')).join('\r\n'), 'gb18030');

const system = new System();
const files = mkdtempSync(join(tmpdir(), 'humai-e2e-files-'));
const register = join(files, '台账.csv');
let village: Officer, township: Officer, county: Officer, elsewhere: Officer, auditor: Officer;
let household: string;
let people: string[];

beforeAll(async () => {
  writeFileSync(register, csv([
    row('测甲', documentNumber('1970-03-01', 11), '户主', NUMBER),
    row('测乙', documentNumber('1972-05-02', 12), '配偶', NUMBER),
    row('测丙', documentNumber('1980-01-01', 21), '户主', OTHER),
    row('测丁', `${documentNumber('1981-01-01', 22).slice(0, 17)}${documentNumber('1981-01-01', 22).endsWith('1') ? '2' : '1'}`, '配偶', '51150400100400003'),
  ]));
}, 60_000);
afterAll(async () => {
  await system.remove();
  rmSync(files, { recursive: true, force: true });
});

describe('a register', () => {
  it('is imported without a server: good households whole, a bad row by row, column, code and reason', async () => {
    const { code, stdout } = await system.humai(['import', register, '--json'], { HUMAI_LANG: 'zh' });
    const report = JSON.parse(stdout) as Import;
    expect(code).toBe(1); // a row was rejected
    expect(report).toEqual({ accepted: 3, unchanged: 0, rejected: 1, events: expect.any(Number), errors: expect.any(Array) });
    expect(report.errors).toContainEqual({ row: 5, column: '证件号码', code: 'PERSON.ID_NUMBER_CHECK', message: '证件号码校验位错误' });
    expect((await system.json<{ events: number }>(['verify'])).events).toBe(report.events);
  });

  it('changes nothing when it comes again, through the running server', async () => {
    await system.start();
    const { stdout } = await system.humai(['import', register, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ accepted: 0, unchanged: 3, rejected: 1, events: 0 });
  });
});

describe('a household', () => {
  const on = (command: string, context = 'identification', name = NUMBER) => `/v1/${context}/households/${name}/${command}`;
  const at = (days: number, body: object = {}) => ({ ...body, effectiveOn: daysAgo(days) });
  const verification = (days: number, incomeYuan: number) => at(days, {
    verifierIds: ['visitor-1', 'visitor-2'], visitedOn: daysAgo(days), incomePerHeadFen: incomeYuan * 100, rigidSpendingPerHeadFen: 0,
    safeguards: { food: true, clothing: true, education: true, medical: true, housing: true, water: true }, riskTypes: ['01'], evidenceHashes: [hash('a')],
  });
  const review = (days: number, votes: readonly [number, number] = [20, 1]) => at(days, { heldOn: daysAgo(days), invited: 30, attendance: 22, votesFor: votes[0], votesAgainst: votes[1], minutesHash: hash('b') });

  beforeAll(async () => {
    [village, township, county, elsewhere, auditor] = await Promise.all([
      Officer.appointed(system, 'village', VILLAGE), Officer.appointed(system, 'township', TOWNSHIP),
      Officer.appointed(system, 'county', COUNTY), Officer.appointed(system, 'township', '511504101000'), Officer.appointed(system, 'auditor', '000000'),
    ]);
    household = (await village.get<{ id: string }>(`/v1/identification/households/${NUMBER}`)).body.id ?? '';
    people = (await village.get<Members>(`/v1/identification/households/${NUMBER}/members?purpose=visit`)).body.items.map((m) => m.personId);
  });

  it('is asked about by whoever has the right to its area, and by nobody else', async () => {
    expect((await elsewhere.get(`/v1/identification/households/${NUMBER}`)).status).toBe(403);
    expect((await fetch(`${system.url}/v1/identification/households/${NUMBER}`)).status).toBe(401);
    expect((await village.get(`/v1/identification/households/nobody`)).status).toBe(404);
  });

  it('shows personal data masked, and only for a purpose', async () => {
    expect((await village.get(`/v1/identification/households/${NUMBER}/members`)).status).toBe(400);
    const { items } = (await village.get<Members>(`/v1/identification/households/${NUMBER}/members?purpose=visit`)).body;
    expect(items.map((m) => m.documentNumber)).toEqual([expect.stringMatching(/^000000\*{8}\d{3}[\dX]$/), expect.stringMatching(/^000000\*{8}\d{3}[\dX]$/)]);
    expect((await village.get(`/v1/identification/households/${NUMBER}/members?purpose=visit&unmasked=true`)).status).toBe(403);
  });

  it('gets no help before it is enrolled: the refusal stands in its stream', async () => {
    const help = { code: 'M10', deliveryId: 'd-0', recipientId: people[0], deliveredOn: daysAgo(301), amountFen: 100_000, evidenceHash: hash('c'), effectiveOn: daysAgo(301) };
    expect((await township.does(on('grant-help', 'assistance'), help)).events).toEqual(['assistance.AssistanceRefused.v1']);
  });

  it('becomes a clue, reported once however often the phone retries', async () => {
    const clue = at(300, { clueId: 'clue-1', channel: 'CADRE_VISIT', riskTypes: ['01'], occurredOn: daysAgo(305) });
    const [first, again] = [await village.does(on('report-clue'), clue, { key: 'phone-1' }), await village.does(on('report-clue'), clue, { key: 'phone-1' })];
    expect(first.events).toEqual(['identification.ClueReported.v1']);
    expect(again).toEqual(first);
    expect(await village.isRefused(on('open-case'), at(299, { caseId: 'case-1' }), { key: 'phone-1' })).toBe('IDEMPOTENCY.KEY_REUSED');
    expect(await village.isRefused(on('report-clue'), { ...clue, clueId: 'clue-2', effectiveOn: daysAgo(-1) })).toBe('EFFECTIVE_DATE.FUTURE');
    expect(await village.isRefused(on('report-clue'), { ...clue, riskTypes: ['xx'] })).toBe('SHAPE.INVALID');
    expect(await village.isRefused(on('report-clue'), { ...clue, clueId: 'clue-2', source: `电话13800000000` })).toBe('EVENT.PERSONAL_DATA');
  });

  it('is enrolled only by every step, in turn, by those whose step it is', async () => {
    await village.does(on('open-case'), at(299, { caseId: 'case-1' }));
    expect(await village.isRefused(on('record-review'), review(299))).toBe('CASE.STEP_NOT_DUE');
    expect(await county.isRefused(on('enrol-household'), at(299, { enrolmentId: 'e-1', category: 'C2' }))).toBe('CASE.STEPS_MISSING');
    expect(await village.isRefused(on('record-verification'), { ...verification(298, 6_000), verifierIds: ['visitor-1'] })).toBe('VERIFICATION.TOO_FEW');
    await village.does(on('record-verification'), verification(298, 6_000));
    const authorisation = at(298, { personIds: people, scope: ['deposits', 'vehicles', 'houses'], from: daysAgo(298), to: daysAgo(200), noticeVersion: '1', evidenceHash: hash('d') });
    expect(await county.isRefused(on('record-comparison'), at(297, { result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash('e') }))).toBe('AUTHORISATION.MISSING');
    expect(await village.isRefused(on('grant-authorisation'), { ...authorisation, personIds: people.slice(1) })).toBe('AUTHORISATION.NOT_ALL_MEMBERS');
    await village.does(on('grant-authorisation'), authorisation);
    await county.does(on('record-comparison'), at(295, { result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash('e') }));
    expect(await village.isRefused(on('record-review'), review(293, [20, 20]))).toBe('REVIEW.VOTES_EXCEED_ATTENDANCE');
    await village.does(on('record-review'), review(293));
    await village.does(on('open-publicity'), at(292, { evidenceHash: hash('f') }));
    expect(await village.isRefused(on('close-publicity'), at(287))).toBe('PUBLICITY.TOO_EARLY');
    await village.does(on('raise-objection'), at(290, { objectionId: 'o-1' }));
    expect(await village.isRefused(on('close-publicity'), at(285))).toBe('PUBLICITY.OBJECTION_OPEN');
    await township.does(on('settle-objection'), at(286, { objectionId: 'o-1', upheld: false, evidenceHash: hash('1') }));
    await village.does(on('close-publicity'), at(285));
    expect(await village.isRefused(on('give-township-opinion'), at(284, { agrees: true }))).toBe('PERMISSION.ROLE');
    expect(await elsewhere.isRefused(on('give-township-opinion'), at(284, { agrees: true }))).toBe('PERMISSION.AREA');
    await township.does(on('give-township-opinion'), at(284, { agrees: true }));
    await county.does(on('decide-case'), at(283, { approved: true }));
    await township.does(on('announce-decision'), at(282, { evidenceHash: hash('2') }));
    expect(await county.isRefused(on('enrol-household'), at(281, { enrolmentId: 'e-1', category: 'C1' }))).toBe('ENROLMENT.CATEGORY_KIND');
    const enrolled = await county.does(on('enrol-household'), at(281, { enrolmentId: 'e-1', category: 'C2' }));
    expect(enrolled.events).toEqual(['identification.HouseholdEnrolled.v1', 'identification.ClueClosed.v1']);
    const card = await village.get<{ status: string; category: string; openRisks: number }>(`/v1/identification/households/${NUMBER}`, { 'humai-at-least': String(enrolled.position) });
    expect(card.body).toMatchObject({ status: 'ENROLLED', category: 'C2', openRisks: 1 });
    expect(Number(card.headers.get('humai-position'))).toBeGreaterThanOrEqual(enrolled.position);
  });

  it('is refused a stale change', async () => {
    expect(await township.isRefused(on('add-risk'), at(280, { riskId: 'r-x', riskType: '07' }), { headers: { 'if-match': '"3"' } })).toBe('STREAM.REVISION_CONFLICT');
  });

  it('is helped by a plan with one helper and a measure for its risk', async () => {
    expect(await township.isRefused(on('plan-measure', 'assistance'), at(278, { measureId: 'm-1', riskId: 'e-1.1', code: 'M41' }))).toBe('PLAN.NONE');
    await township.does(on('make-plan', 'assistance'), at(277, { planId: 'p-1', helperId: 'helper-1' }));
    await township.does(on('plan-measure', 'assistance'), at(277, { measureId: 'm-1', riskId: 'e-1.1', code: 'M41' }));
    await township.does(on('deliver-measure', 'assistance'), at(260, { measureId: 'm-1', deliveryId: 'd-1', recipientId: people[0], deliveredOn: daysAgo(260), amountFen: 500_000, evidenceHash: hash('3') }));
  });

  it('is cleared after half a year, when no risk is open, and by every step', async () => {
    expect(await village.isRefused(on('propose-clearing'), at(200, { caseId: 'clear-1', mode: 'HELP' }))).toBe('CLEARING.TOO_EARLY');
    await village.does(on('propose-clearing'), at(90, { caseId: 'clear-1', mode: 'HELP' }));
    await village.does(on('record-verification'), verification(89, 15_000));
    await village.does(on('record-review'), review(88));
    await village.does(on('open-publicity'), at(87, { evidenceHash: hash('4') }));
    await village.does(on('close-publicity'), at(80));
    expect(await Officer.appointed(system, 'county', COUNTY, 'visitor-2').then((o) => o.isRefused(on('decide-case'), at(78, { approved: true })))).toBe('CASE.VERIFIER_APPROVES');
    await township.does(on('give-township-opinion'), at(79, { agrees: true }));
    await county.does(on('decide-case'), at(78, { approved: true }));
    await township.does(on('announce-decision'), at(77, { evidenceHash: hash('5') }));
    expect(await county.isRefused(on('clear-household'), at(76))).toBe('CLEARING.OPEN_RISK');
    await township.does(on('eliminate-risk'), at(76, { riskId: 'e-1.1', mode: 'HELP', evidenceHash: hash('6') }));
    expect((await county.does(on('clear-household'), at(76))).events).toEqual(['identification.HouseholdCleared.v1']);
    expect(await township.isRefused(on('add-risk'), at(75, { riskId: 'r-2', riskType: '07' }))).toBe('HOUSEHOLD.CLEARED');
  });

  it('falls again: a new enrolment, linked to the old, by every step', async () => {
    await village.does(on('report-clue'), at(40, { clueId: 'clue-9', channel: 'SELF_REPORT', riskTypes: ['01'] }));
    await village.does(on('open-case'), at(39, { caseId: 'case-2' }));
    await village.does(on('record-verification'), verification(38, 5_000));
    await village.does(on('grant-authorisation'), at(38, { personIds: people, scope: ['deposits'], from: daysAgo(38), to: daysAgo(1), noticeVersion: '1', evidenceHash: hash('7') }));
    await county.does(on('record-comparison'), at(37, { result: 'EXPLAINED', sources: ['houses'], evidenceHash: hash('8') }));
    await village.does(on('record-review'), review(36));
    await village.does(on('open-publicity'), at(35, { evidenceHash: hash('9') }));
    await village.does(on('close-publicity'), at(29));
    await township.does(on('give-township-opinion'), at(28, { agrees: true }));
    await county.does(on('decide-case'), at(27, { approved: true }));
    await township.does(on('announce-decision'), at(26, { evidenceHash: hash('0') }));
    await county.does(on('enrol-household'), at(25, { enrolmentId: 'e-2', category: 'C2' }));
    const { events } = (await auditor.get<History>(`/v1/ledger/households/${NUMBER}/history`)).body;
    const enrolments = events.filter((e) => e.type === 'identification.HouseholdEnrolled.v1');
    expect(enrolments.map((e) => [e.data['enrolmentId'], e.data['previousEnrolmentId']])).toEqual([['e-1', null], ['e-2', 'e-1']]);
    expect(enrolments.map((e) => e.policy)).toEqual(['identification/511504/2021', 'identification/511504/2021']);
  });

  it('tells its history by id and by number, by both clocks, the same at the command line and over HTTP', async () => {
    const whole = await system.json<History>(['history', NUMBER]);
    expect(whole.household).toBe(household);
    expect((await auditor.get<History>(`/v1/ledger/households/${household}/history`)).body).toEqual(whole);
    const then = await system.json<History>(['history', household, '--true-on', daysAgo(100)]);
    expect(then.state.identification.enrolment).toMatchObject({ status: 'OPEN', enrolmentId: 'e-1' });
    expect(then.events.every((e) => e.effectiveOn <= daysAgo(100))).toBe(true);
    const before = await system.json<History>(['history', household, '--known-at', '2020-01-01']);
    expect(before.events).toEqual([]);
  });

  it('that loses its last job becomes a clue in identification, by event', async () => {
    await county.does('/v1/relocation/sites/site-1/open-site', at(20, { name: '一号安置点', area: TOWNSHIP, type: 'TOWN', openedOn: daysAgo(20) }));
    await township.does(on('relocate-household', 'relocation', OTHER), at(20, { siteId: 'site-1', movedOn: daysAgo(20) }));
    const [person] = (await village.get<Members>(`/v1/identification/households/${OTHER}/members?purpose=visit`)).body.items;
    await village.does(on('record-employment', 'relocation', OTHER), at(19, { personId: person!.personId, employmentId: 'job-1', channel: 'COUNTY', startedOn: daysAgo(19) }));
    await village.does(on('lose-employment', 'relocation', OTHER), at(3, { employmentId: 'job-1', lostOn: daysAgo(3) }));
    let clues: { channel: string; riskTypes: string[]; open: boolean }[] = [];
    for (let tries = 0; tries < 100 && clues.length === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { body } = await village.get<{ items: typeof clues }>('/v1/identification/clues');
      clues = body.items.filter((c) => c.channel === 'OTHER');
    }
    expect(clues).toEqual([expect.objectContaining({ riskTypes: ['07'], open: true })]);
  });
});

describe('the whole', () => {
  const year = Number(daysAgo(25).slice(0, 4));

  it('is scored from the events: the same digest again, after a rebuild, and over HTTP', async () => {
    const args = ['assess', '--year', String(year), '--area', '511504'];
    const first = await system.json<Assessment>(args);
    expect((await system.json<Assessment>(args)).digest).toBe(first.digest);
    const { readModels } = await system.json<{ readModels: { name: string; differences: number }[] }>(['rebuild', '--all']);
    expect(readModels.length).toBeGreaterThan(8);
    expect(readModels.filter((r) => r.differences > 0)).toEqual([]);
    expect((await system.json<Assessment>(args)).digest).toBe(first.digest);
    const assessor = await Officer.appointed(system, 'assessor', COUNTY);
    expect((await assessor.get<Assessment>(`/v1/assessment/scores?year=${year}&area=511504`)).body.digest).toBe(first.digest);
    expect((await system.json<Assessment>([...args, '--policy', 'assessment/5115/2021'])).policy).toBe('assessment/5115/2021');
  }, 120_000);

  it('is sound, and knows it', async () => {
    expect(await system.json(['verify'])).toMatchObject({ ok: true, problems: [] });
    expect(await system.json(['doctor'])).toMatchObject({ ok: true });
    expect(await system.json(['parked', 'list'])).toEqual({ items: [] });
    expect(await system.json(['resume', '--all'])).toEqual({ readModels: [] });
    expect(await system.json(['rebuild', '--prune'])).toEqual({ dropped: [] });
  });

  it('holds no name or number of anybody in its events', async () => {
    const { stdout } = await system.humai(['export', 'events']);
    expect(stdout).not.toContain('测甲');
    expect(stdout).not.toContain(documentNumber('1970-03-01', 11));
    expect(stdout.trim().split('\n').length).toBeGreaterThan(40);
  });

  it.each(['/dev/null', '/proc/humai/data'])('does not start where no file can be made, and says so (%s)', async (directory) =>
    expect(await system.humai(['up'], { HUMAI_DATA: directory, HUMAI_PORT: '0' })).toMatchObject({ code: 1, stderr: expect.stringContaining('[STORE.UNWRITABLE]') }));

  it('names what is wrong with a command line, and ends with 2', async () => {
    expect(await system.humai(['assess', '--year', 'x', '--area', '511504'])).toMatchObject({ code: 2 });
    expect(await system.humai(['history'])).toMatchObject({ code: 2 });
    expect(await system.humai(['history', 'nobody'])).toMatchObject({ code: 1, stderr: expect.stringContaining('SUBJECT.NOT_FOUND') });
    expect(await system.humai(['up'], { HUMAI_PORT: '0' })).toMatchObject({ code: 1, stderr: expect.stringContaining('STORE.HELD') });
  });

  it('stops clean, and goes on where it was', async () => {
    expect(await system.stop()).toBe(0);
    await system.start();
    expect((await auditor.get<History>(`/v1/ledger/households/${NUMBER}/history`)).status).toBe(200);
    expect(await system.stop()).toBe(0);
  });
});

