import { describe, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import {
  after, authorise, cleared, CLEARING, clear, CLUE, command, compare, county, decide, DECIDED, delivered, eliminate, enrol, ENROLLED, hash, member, on, OPENED, propose, proposed, publish, REGISTERED, registration,
  review, STEPS, township, unpublish, verify, village,
} from '../testing/household-past.js';
import { Life, officer, stepCommands, VARIANTS } from '../testing/variants.js';
import { householdDecider } from './household.js';

const { given } = specOf(householdDecider);
const report = (clueId: string, riskTypes: readonly ('01' | '03' | '04' | '05' | '06' | '07' | '09')[], date: string) =>
  command('ReportClue', { clueId, channel: 'OTHER', riskTypes: [...riskTypes], source: null }, on(date, village));

describe('members', () => {
  const register = (...members: ReturnType<typeof member>[]) => command('RegisterHousehold', { ...registration, members }, on('2024-01-10', township));
  it('are there from the beginning, each once', () => {
    given().when(register()).thenRejects('HOUSEHOLD.NO_MEMBERS');
    given().when(register(member('p1'), member('p1', '03'))).thenRejects('MEMBER.EXISTS');
  });
});

describe('a case', () => {
  it('is the only one, whatever it is for', () => {
    given(...after(OPENED)).when(command('OpenCase', { caseId: 'case-2' }, on('2024-03-06', village))).thenRejects('CASE.ALREADY_OPEN');
    const regrade = command('ProposeRegrade', { caseId: 'regrade', category: 'C3', reason: '突发' }, on('2024-09-20', village));
    given(...after([regrade], [...after(ENROLLED), delivered()])).when(propose()).thenRejects('CASE.ALREADY_OPEN');
  });
  it('of an identification begins from a clue', () => {
    given(...after(REGISTERED)).when(command('OpenCase', { caseId: 'case-1' }, on('2024-03-06', village))).thenRejects('CASE.NO_CLUE');
    const closed = command('CloseClue', { clueId: 'clue-1', verdict: 'NOT_ELIGIBLE', reason: '收入高', toldOn: '2024-03-06' }, on('2024-03-06', township));
    given(...after([...CLUE, closed])).when(command('OpenCase', { caseId: 'case-1' }, on('2024-03-06', village))).thenRejects('CASE.NO_CLUE');
  });
  it('has no step that its procedure does not name', () =>
    given(...after([...OPENED, authorise()])).when(command('RecordAssetCheck', { result: 'CLEAR', sources: ['houses'], evidenceHash: hash }, on('2024-03-06', county))).thenRejects('CASE.STEP_NOT_IN_PROCEDURE'));
});

describe('invariant 6: an authorisation', () => {
  const grant = (from: string, to: string) => command('GrantAuthorisation', { personIds: ['p1', 'p2'], scope: ['deposits'], from, to, noticeVersion: '1', evidenceHash: hash }, on('2024-03-05', village));
  it('has an end after its beginning, and not in the past', () => {
    given(...after(OPENED)).when(grant('2024-03-06', '2024-03-05')).thenRejects('AUTHORISATION.PERIOD');
    given(...after(OPENED)).when(grant('2024-03-01', '2024-03-04')).thenRejects('AUTHORISATION.PERIOD');
  });
  it('is withdrawn when there is one', () => given(...after(OPENED)).when(command('WithdrawAuthorisation', { personIds: ['p1'] }, on('2024-03-05', village))).thenRejects('AUTHORISATION.MISSING'));
  it('that is over allows no comparison and no asset check', () => {
    given(...after([...OPENED, grant('2024-03-05', '2024-03-06')])).when(compare('2024-03-07')).thenRejects('AUTHORISATION.MISSING');
    const life = new Life(VARIANTS['asset check first (Hainan)']);
    life.give(report('clue-1', ['01'], '2024-03-04'), command('OpenCase', { caseId: 'case-1' }, on('2024-03-04', officer(life.village, 'village'))));
    life.give({ ...grant('2024-03-05', '2024-03-06'), meta: on('2024-03-05', officer(life.village, 'village')) } as ReturnType<typeof grant>);
    given(...life.events).when(stepCommands(life.village, 'ENROLMENT', 'assetCheck', '2024-03-07', ['p1', 'p2'])[0]!).thenRejects('AUTHORISATION.MISSING');
  });
});

describe('invariant 3: a review and its minutes', () => {
  it('are not of tomorrow', () => {
    const meeting = command('RecordReview', { heldOn: '2024-03-09', invited: 24, attendance: 20, votesFor: 18, votesAgainst: 1, minutesHash: hash }, on('2024-03-08', village));
    given(...after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare])).when(meeting).thenRejects('VERIFICATION.FUTURE');
    given(...after([...OPENED, STEPS.verify, STEPS.authorise])).when(review()).thenRejects('CASE.STEP_NOT_DUE');
  });
});

describe('invariant 4: publicity and objections', () => {
  const open = after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare, STEPS.review, STEPS.publish]);
  const settle = (objectionId: string) => command('SettleObjection', { objectionId, upheld: false, evidenceHash: hash }, on('2024-03-13', township));
  const object = (date: string) => command('RaiseObjection', { objectionId: 'o1' }, on(date, township));
  it('is opened once', () => {
    given(...open).when(publish()).thenRejects('PUBLICITY.ALREADY_OPEN');
    given(...after([STEPS.unpublish], open)).when(publish('2024-03-15')).thenRejects('PUBLICITY.ALREADY_OPEN');
  });
  it('takes objections while it is open', () => {
    given(...after([...OPENED, STEPS.verify])).when(object('2024-03-06')).thenRejects('PUBLICITY.NOT_OPEN');
    given(...after([STEPS.unpublish], open)).when(object('2024-03-15')).thenRejects('PUBLICITY.NOT_OPEN');
    given(...after([...OPENED, STEPS.verify])).when(unpublish()).thenRejects('PUBLICITY.NOT_OPEN');
  });
  it('settles objections that were raised', () => given(...after([object('2024-03-10')], open)).when(settle('o2')).thenRejects('OBJECTION.NOT_FOUND'));
});

describe('invariant 5: who looked at it before', () => {
  it('does not take the county decision on their own opinion', () => {
    const past = after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare, STEPS.review, STEPS.publish, STEPS.unpublish, STEPS.opinion]);
    given(...past).when(decide('2024-03-15', { ...county, id: 'township-1' })).thenRejects('CASE.REVIEWER_APPROVES');
  });
});

describe('risks', () => {
  const add = (riskId: string, riskType: '01' | '03' | '04' | '05' | '06' | '07' | '09') => command('AddRisk', { riskId, riskType }, on('2024-04-08', township));
  it('are five at most, at the label as later', () => {
    const clues = [...REGISTERED, report('clue-1', ['01', '03', '04', '05', '06'], '2024-03-04'), report('clue-2', ['07'], '2024-03-04'), command('OpenCase', { caseId: 'case-1' }, on('2024-03-04', village))];
    given(...after([...clues, ...Object.values({ ...STEPS, verify: verify({ riskTypes: [] }) })])).when(enrol()).thenRejects('ENROLMENT.RISKS');
    const five = after([add('r2', '03'), add('r3', '04'), add('r4', '05'), add('r5', '06')], after(ENROLLED));
    given(...five).when(add('r6', '07')).thenRejects('ENROLMENT.RISKS');
  });
  it('are one of a type', () => given(...after(ENROLLED)).when(add('r2', '01')).thenRejects('RISK.EXISTS'));
  it('are eliminated when they are there', () => given(...after(ENROLLED)).when(command('EliminateRisk', { riskId: 'r9', mode: 'HELP', evidenceHash: hash }, on('2024-04-08', township))).thenRejects('RISK.NOT_FOUND'));
});

it('invariant 2: monitoring of before is carried over in a category of the kind', () =>
  given(...after(REGISTERED)).when(command('CarryOverMonitoring', { enrolmentId: 'e0', category: 'C1', riskTypes: ['01'], enrolledMonth: '202101', cleared: null, bottomLine: false }, on('2024-02-01', county)))
    .thenRejects('ENROLMENT.CATEGORY_KIND'));

it('invariant 13: a delivery that is not in the log counts nothing at the label either', () =>
  given(...after(Object.values(CLEARING), proposed()).filter((e) => e.type !== 'assistance.MeasureDelivered.v1')).when(clear()).thenRejects('CLEARING.NO_MEASURE'));

it('invariant 18: nothing of a cleared household is eliminated again', () => given(...cleared()).when(eliminate('2024-11-04')).thenRejects('HOUSEHOLD.CLEARED'));
it('a decided case needs no more of what it has', () => given(...after(DECIDED)).when(authorise('2024-03-05')).thenNothing());

it('nobody is taken in by a household that is gone', () => {
  const closed = after([...REGISTERED, command('CloseHousehold', { reason: 'DEATH' }, on('2024-04-08', township))]);
  const takeIn = command('TakeInHousehold', { fromHouseholdId: 'h2', mergeEventId: 'event-1', mergePosition: 9, members: [], incomes: [], clues: [], enrolment: null }, on('2024-05-06', township));
  given(...closed).when(takeIn).thenRejects('HOUSEHOLD.CLOSED');
});
