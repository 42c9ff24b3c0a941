import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkRoundAggregate } from '../application/check-round-aggregate.js';
import type { Actor } from '@humai/kernel';
import { county, person, VILLAGE } from '../testing/running-service.js';
import { runningApp, type RunningApp } from '../testing/running-app.js';
import { checkRoundsProjection, checksProjection, coverageProjection, sampleErrorsProjection, watchListProjection } from '../read-model/index.js';
import { Rounds } from './rounds.js';

const NEXT = '511504101203';
const FAR = '511504103001';
let app: RunningApp;
let photo: string;
let commands = 0;
beforeAll(async () => {
  app = await runningApp();
  ({ hash: photo } = await app.evidence.put((async function* () { yield Buffer.from('照片'); })(), { actor: 'spec', role: 'village', purpose: 'testing' }));
  for (const [i, village] of [VILLAGE, VILLAGE, NEXT, FAR].entries()) await app.give('RegisterHousehold', `h${i + 1}`, { registerNumber: `511504000${i + 1}`, village, kind: 'GENERAL', members: [person(i + 1)] });
  await app.give('CarryOverMonitoring', 'h1', { enrolmentId: 'e1', category: 'C2', riskTypes: ['01'], enrolledMonth: '202401' });
  await app.give('CarryOverMonitoring', 'h3', { enrolmentId: 'e3', category: 'C2', riskTypes: ['01'], enrolledMonth: '202401', cleared: { month: '202407', mode: 'HELP' } });
  await app.give('PutOnWatchList', 'h2', { list: 'DISASTER' });
  await app.give('CloseHousehold', 'h4', { reason: 'DEATH' });
  await app.give('RegisterHousehold', 'h6', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(6)] });
  await app.give('PutOnWatchList', 'h6', { list: 'DISASTER' });
  await app.record('household-h6', { type: 'identification.HouseholdMergedInto.v1', data: { intoHouseholdId: 'h1', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: 'a'.repeat(64) } });
});
afterAll(() => app.close());

const round = { name: '集中排查', area: '511504000000', from: '2025-03-01', to: '2025-03-31', scope: 'ALL', questionnaireVersion: 'questionnaire/511504/2024' };
const onRound = (type: string, id: string, data: object, actor: Actor = county) => app.executor.execute(checkRoundAggregate, { type, id, data, actor, commandId: `round ${(commands += 1)}` });
const drawn = async (id: string) => Object.fromEntries(Object.entries((await new Rounds(app.store, app.catalogue).find(id))!.villages));
const worksheet = { from: '2023-10-01', to: '2024-09-30', wageFen: 900_000, businessFen: 0, propertyFen: 0, transferFen: 0, businessCostFen: 0, members: 2, rigid: { medicalFen: 0, schoolingFen: 0, disasterFen: 0, housingFen: 0 } };
const check = (over: object = {}) => ({
  roundId: 'all', checkId: 'k1', visitedOn: '2025-03-05', byIds: ['village-1'], worksheet, safeguards: { food: true, clothing: true, education: true, medical: true, housing: true, water: true },
  answers: { lives_here: true, workers_away: 0, income_trend: 'SAME' }, evidenceHashes: [photo], ...over,
});
const project = () => app.upToDate([checkRoundsProjection, coverageProjection, sampleErrorsProjection, checksProjection, watchListProjection]);
const items = async (path: string, who = 'county@511504') => (await app.get(`/v1/identification/${path}`, who)).body['items'] as Record<string, unknown>[];

describe('the scope of a round', () => {
  it('is all households that are still there, those monitored, those on a list, or a sample', async () => {
    await onRound('OpenCheckRound', 'all', round);
    await onRound('OpenCheckRound', 'monitored', { ...round, scope: 'MONITORED' });
    await onRound('OpenCheckRound', 'watched', { ...round, scope: 'WATCHED' });
    await onRound('OpenCheckRound', 'sample', { ...round, scope: 'SAMPLE', sample: { sharePercent: 50, seed: 's' } });
    expect(await drawn('all')).toStrictEqual({ [VILLAGE]: ['h1', 'h2'], [NEXT]: ['h3'] });
    expect(await drawn('monitored')).toStrictEqual({ [VILLAGE]: ['h1'] });
    expect(await drawn('watched')).toStrictEqual({ [VILLAGE]: ['h2'] });
    expect(Object.values(await drawn('sample')).map((ids) => ids.length)).toStrictEqual([1, 1]);
  });
  it('is within its area, and does not change when households come', async () => {
    await onRound('OpenCheckRound', 'village', { ...round, area: NEXT });
    expect(await drawn('village')).toStrictEqual({ [NEXT]: ['h3'] });
    await app.give('RegisterHousehold', 'h5', { registerNumber: null, village: NEXT, kind: 'GENERAL', members: [person(5)] });
    await onRound('OpenCheckRound', 'village', { ...round, area: NEXT });
    expect(await drawn('village')).toStrictEqual({ [NEXT]: ['h3'] });
    await expect(onRound('OpenCheckRound', 'empty', { ...round, area: FAR })).rejects.toMatchObject({ code: 'CHECK_ROUND.EMPTY' });
  });
});

describe('a check', () => {
  it('is of a household of the round, by who is assigned, and answers the questionnaire', async () => {
    await onRound('AssignCheck', 'all', { village: VILLAGE, visitorIds: ['village-1'] });
    await expect(app.give('RecordCheck', 'h1', check({ byIds: ['village-9'] }), { actor: { id: 'v', role: 'village', area: VILLAGE } })).rejects.toMatchObject({ code: 'CHECK.NOT_ASSIGNED' });
    const by = { actor: { id: 'v', role: 'village', area: VILLAGE } };
    await expect(app.give('RecordCheck', 'h2', check({ roundId: 'monitored' }), by)).rejects.toMatchObject({ code: 'CHECK_ROUND.NOT_IN_SCOPE' });
    await expect(app.give('RecordCheck', 'h1', check({ roundId: 'none' }), by)).rejects.toMatchObject({ code: 'CHECK_ROUND.NOT_FOUND' });
    await expect(app.give('RecordCheck', 'h1', check({ evidenceHashes: ['b'.repeat(64)] }), by)).rejects.toMatchObject({ code: 'EVIDENCE.UNKNOWN' });
    await app.give('RecordCheck', 'h1', check(), by);
    await app.give('RecordCheck', 'h2', check({ checkId: 'k2', clue: { clueId: 'c1', riskTypes: ['01'] } }), by);
    expect((await app.history('h2')).slice(-2).map((e) => e.type)).toStrictEqual(['identification.CheckRecorded.v1', 'identification.ClueReported.v1']);
  });
  it('is found with what it found, by household and by round, also by the register number', async () => {
    await project();
    await app.project();
    expect(await items('checks?household=5115040001')).toMatchObject([{ householdId: 'h1', incomePerHeadFen: 450_000, unsolved: 0, answers: { lives_here: true } }]);
    expect((await items('checks?round=all')).map((i) => i['householdId']).sort()).toStrictEqual(['h1', 'h2']);
    expect(await items('checks?round=village')).toStrictEqual([]);
  });
});

describe('what comes out of a round', () => {
  it('is its coverage, for each division that one may see', async () => {
    const told = async (who?: string) => (await items('round-coverage?round=all', who)).map((i) => [i['area'], i['inScope'], i['checked'], i['checkedPercent']]);
    const [county_, township, village] = [['511504000000', 3, 2, 66.66], ['511504101000', 3, 2, 66.66], [VILLAGE, 2, 2, 100]];
    expect(await told()).toStrictEqual([county_, township, village, [NEXT, 1, 0, 0]]);
    expect(await told('township@511504101')).toStrictEqual([township, village, [NEXT, 1, 0, 0]]);
    expect(await told(`village@${VILLAGE}`)).toStrictEqual([village]);
  });
  it('are the errors of its sample, by how the households stand', async () => {
    const assessor = { id: 'assessor-1', role: 'assessor', area: '511504' };
    await expect(onRound('JudgeSample', 'all', { householdId: 'h1', finding: 'OMITTED', reason: 'x' }, assessor)).rejects.toMatchObject({ code: 'JUDGEMENT.DOES_NOT_FIT' });
    await onRound('JudgeSample', 'all', { householdId: 'h1', finding: 'WRONGLY_ENROLLED', reason: '收入高于监测线' }, assessor);
    await onRound('JudgeSample', 'all', { householdId: 'h2', finding: 'CORRECT' }, assessor);
    await onRound('JudgeSample', 'all', { householdId: 'h3', finding: 'WRONGLY_CLEARED', reason: '风险未消除' }, assessor);
    await project();
    expect(await items('round-coverage?round=all&level=county')).toMatchObject([{ judged: 3, inclusion: { errors: 1, of: 1 }, omission: { errors: 0, of: 1 }, clearing: { errors: 1, of: 1 } }]);
    expect((await items('sample-errors?round=all')).map((i) => [i['householdId'], i['finding'], i['standing']])).toStrictEqual([['h1', 'WRONGLY_ENROLLED', 'MONITORED'], ['h3', 'WRONGLY_CLEARED', 'CLEARED']]);
    expect(await items('sample-errors?finding=OMITTED')).toStrictEqual([]);
  });
  it('stands in the event that closes it, after which nothing is checked', async () => {
    await onRound('CloseCheckRound', 'all', {});
    expect((await app.store.readStream('checkRound-all')).at(-1)!.data).toMatchObject({ households: 3, checked: 2 });
    await expect(app.give('RecordCheck', 'h3', check(), { actor: { id: 'v', role: 'village', area: NEXT } })).rejects.toMatchObject({ code: 'CHECK_ROUND.NOT_OPEN' });
    await project();
    expect((await items('check-rounds?open=false')).map((i) => [i['id'], i['checked'], i['judged'], i['closedOn']])).toStrictEqual([['all', 2, 3, '2025-03-10']]);
  });
});

describe('the watch list', () => {
  it('tells by list, village and what is overdue, with the days that are left', async () => {
    await project();
    expect((await items('watch-list')).map((i) => [i['id'], i['lists'], i['lastVisitOn'], i['nextDueOn'], i['daysLeft'], i['overdue']])).toStrictEqual([['h2', ['DISASTER'], '2025-03-05', '2025-04-09', 30, false]]);
    await app.record('household-h2', { type: 'identification.VisitOverdue.v1', data: { list: 'DISASTER', dueOn: '2025-04-09', nextDueOn: '2025-05-09' } });
    await project();
    const ids = async (query: string) => (await items(`watch-list?${query}`)).map((i) => i['id']);
    expect([await ids('overdue=true'), await ids('overdue=false'), await ids('list=DISASTER&overdue=true'), await ids('list=DISASTER&overdue=false'), await ids('list=LOW_INCOME'), await ids(`village=${NEXT}`)])
      .toStrictEqual([['h2'], [], ['h2'], [], [], []]);
    expect(await items('watch-list', 'township@511504103')).toStrictEqual([]);
  });
});
