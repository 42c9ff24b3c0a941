import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedMessage } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import { county, person, VILLAGE } from '../testing/running-service.js';
import { runningApp, type RunningApp } from '../testing/running-app.js';
import { WatchReactions } from './watch-reactions.js';

let app: RunningApp;
beforeAll(async () => { app = await runningApp(); });
afterAll(() => app.close());

let n = 0;
let h = '';
beforeEach(async () => {
  n += 1;
  h = `h${n}`;
  await app.give('RegisterHousehold', h, { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(n)] });
  await app.feed.drain();
});
const lists = async () => (await app.streams.household(h)).state.watch.lists;
const joined = async () => (await app.history(h)).filter((e) => e.type === 'identification.WatchListJoined.v1').map((e) => e.data as { list: string; origin: string; visitDueOn: string | null });
const notEligible = async (...riskTypes: string[]) => {
  await app.give('ReportClue', h, { clueId: 'c1', channel: 'OTHER', riskTypes });
  await app.give('CloseClue', h, { clueId: 'c1', verdict: 'NOT_ELIGIBLE', reason: '收入高于监测线', toldOn: '2025-03-10' });
  await app.feed.drain();
};
const line = { incomePerHeadFen: 1_200_000, lineFen: 880_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021' };
const cleared = { type: 'identification.HouseholdCleared.v1', data: { caseId: 'k1', enrolmentId: 'e1', mode: 'HELP', clearedOn: '2025-03-10', ...line } };
const carry = (clear: boolean) => app.give('CarryOverMonitoring', h, { enrolmentId: 'e1', category: 'C2', riskTypes: ['01'], enrolledMonth: '202401', ...(clear ? { cleared: { month: '202407', mode: 'HELP' } } : {}) });
const stream = () => `household-${h}`;

describe('a clue found not eligible', () => {
  it('puts the household on the list of its reason, and on each of several', async () => {
    await notEligible('0201', '09');
    expect((await joined()).map((j) => [j.list, j.origin, j.visitDueOn])).toStrictEqual([['DISASTER', 'VERDICT', '2025-04-09'], ['MULTI_STUDENT', 'VERDICT', '2025-09-06']]);
  });
  it('puts it on none where the policy names none, and does so once however often it is told', async () => {
    await notEligible('06', '01');
    const closed = (await app.history(h)).find((e) => e.type === 'identification.ClueClosed.v1')!;
    await new WatchReactions(app.executor as CommandExecutor, app.store, app.catalogue, app.policies).onClueClosed(closed as FeedMessage as never);
    expect((await joined()).map((j) => j.list)).toStrictEqual(['SERIOUS_ILLNESS']);
  });
  it('is no matter with another verdict', async () => {
    await app.give('ReportClue', h, { clueId: 'c1', channel: 'OTHER', riskTypes: ['01'] });
    await app.give('ReportClue', h, { clueId: 'c2', channel: 'OTHER', riskTypes: ['01'] });
    await app.feed.drain();
    expect(await lists()).toStrictEqual({});
  });
  it('is no matter any more when the household is gone', async () => {
    await app.give('ReportClue', h, { clueId: 'c1', channel: 'OTHER', riskTypes: ['01'] });
    await app.give('CloseClue', h, { clueId: 'c1', verdict: 'NOT_ELIGIBLE', reason: '收入高于监测线', toldOn: '2025-03-10' });
    await app.give('CloseHousehold', h, { reason: 'DEATH' });
    const closed = (await app.history(h)).find((e) => e.type === 'identification.ClueClosed.v1')!;
    await new WatchReactions(app.executor as CommandExecutor, app.store, app.catalogue, app.policies).onClueClosed(closed as FeedMessage as never);
    expect(await joined()).toStrictEqual([]);
  });
});

describe('a warning', () => {
  const warn = async (watchList: string | null) => {
    await app.record(stream(), { type: 'identification.WarningRaised.v1', data: {
      warningId: 'w1', village: VILLAGE, riskType: '01', batchId: 'b1', source: 'civil-affairs', period: '2025-02', rule: 'r', ruleVersion: 'data-source/511504/civil-affairs', personId: 'p1', occurredOn: '2025-02-28',
      numbers: {}, statement: { zh: '低保', en: 'allowance' }, expiresOn: '2025-12-31', trust: 0.9, householdStatus: 'NONE', category: null, watchList, raisedOn: '2025-03-10', dueOn: '2025-03-31',
    } });
    await app.feed.drain();
  };
  it('puts the household on the list that its rule names', async () => {
    await warn('LOW_INCOME');
    expect((await joined()).map((j) => [j.list, j.origin])).toStrictEqual([['LOW_INCOME', 'DATA']]);
  });
  it.each([null, 'NO_SUCH_LIST'])('does not, where it names none (%s)', async (watchList) => {
    await warn(watchList);
    expect(await joined()).toStrictEqual([]);
  });
});

describe('a cleared household', () => {
  it('is tracked, also when it was cleared before Humai', async () => {
    await carry(true);
    await app.feed.drain();
    expect((await joined()).map((j) => [j.list, j.origin, j.visitDueOn])).toStrictEqual([['CLEARED_TRACKING', 'CLEARING', '2025-09-06']]);
  });
  it('is tracked until its clearing is rolled back', async () => {
    await carry(false);
    await app.record(stream(), cleared);
    await app.feed.drain();
    expect(await lists()).toMatchObject({ CLEARED_TRACKING: { dueOn: '2025-09-06' } });
    await app.give('RollBackClearing', h, { reason: '收入虚报', approverId: 'county-2' }, { actor: county });
    await app.feed.drain();
    expect(await lists()).toStrictEqual({});
  });
  it('is not tracked when it is enrolled again before anybody heard of the clearing', async () => {
    await carry(false);
    await app.record(stream(), cleared, { type: 'identification.ClearingRolledBack.v1', data: { enrolmentId: 'e1', reason: 'x', reopenedRiskIds: [] } });
    await app.feed.drain();
    expect(await joined()).toStrictEqual([]);
  });
  it('is tracked no more once it is enrolled again', async () => {
    await carry(true);
    await app.feed.drain();
    await app.record(stream(), { type: 'identification.HouseholdEnrolled.v1', data: { caseId: 'k2', enrolmentId: 'e2', previousEnrolmentId: 'e1', category: 'C2', risks: [{ riskId: 'e2.1', type: '01' }], enrolledOn: '2025-03-10', ...line } });
    await app.feed.drain();
    expect(await lists()).toStrictEqual({});
  });
  it('is visited by being tracked', async () => {
    await carry(true);
    await app.feed.drain();
    await app.give('TrackHousehold', h, { trackingId: 't1', visitedOn: '2025-03-10', visitorIds: ['a'], finding: 'STABLE', evidenceHashes: ['a'.repeat(64)] });
    await app.feed.drain();
    expect((await app.history(h)).at(-1)).toMatchObject({ type: 'identification.VisitRecorded.v1', data: { visitId: 't1', finding: 'NOTHING_NEW', lists: [{ list: 'CLEARED_TRACKING', nextDueOn: '2025-09-06' }] } });
  });
  it('is visited by being tracked, for every list that it is on', async () => {
    await carry(true);
    await app.feed.drain();
    await app.give('PutOnWatchList', h, { list: 'DISASTER' });
    await app.give('TrackHousehold', h, { trackingId: 't2', visitedOn: '2025-03-10', visitorIds: ['a'], finding: 'STABLE', evidenceHashes: ['a'.repeat(64)] });
    await app.feed.drain();
    expect(((await app.history(h)).at(-1)!.data as { lists: { list: string }[] }).lists.map((l) => l.list).sort()).toStrictEqual(['CLEARED_TRACKING', 'DISASTER']);
  });
});
