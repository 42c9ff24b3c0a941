import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { householdsProjection } from './projection.js';

const { given, happened } = readModelSpecOf(householdsProjection);
const VILLAGE = '511504101201';
const H1 = 'household-h1';
const registered = happened(H1, '2024-01-10', 'identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL' });
const member = (personId: string, relation: '01' | '02' | '03' = '01', labour: 'ORDINARY' | 'NONE' = 'ORDINARY') =>
  happened(H1, '2024-01-10', 'identification.MemberAdded.v1', { personId, relation, labour, reason: 'REGISTER' });
const income = (year: number, incomePerHeadFen: number) => happened(H1, '2024-01-10', 'identification.IncomeRecorded.v1', { year, incomePerHeadFen });
const opened = (on: string, caseId: string, purpose: 'ENROLMENT' | 'CLEARING' | 'REGRADE' = 'ENROLMENT') =>
  happened(H1, on, 'identification.CaseOpened.v1', { caseId, village: VILLAGE, purpose, clueIds: [], policyVersion: 'identification/511504/2021', steps: ['verification'], mode: null, dueOn: '2024-12-31' });
const ended = (caseId: string) => happened(H1, '2024-11-20', 'identification.CaseEnded.v1', { caseId, outcome: 'REFUSED', step: 'review', reason: '评议未通过' });
const line = { incomePerHeadFen: 650_000, lineFen: 880_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021' };
const enrolled = (enrolmentId = 'e1', on = '2024-03-18', previousEnrolmentId: string | null = null) =>
  happened(H1, on, 'identification.HouseholdEnrolled.v1', {
    caseId: 'k1', enrolmentId, previousEnrolmentId, category: 'C2', risks: [{ riskId: `${enrolmentId}.1`, type: '01' }, { riskId: `${enrolmentId}.2`, type: '09' }], enrolledOn: on, ...line,
  });
const eliminated = (riskId: string) => happened(H1, '2024-09-20', 'identification.RiskEliminated.v1', { enrolmentId: 'e1', riskId, mode: 'HELP', evidenceHash: 'a'.repeat(64) });
const cleared = happened(H1, '2024-10-10', 'identification.HouseholdCleared.v1', { caseId: 'k2', enrolmentId: 'e1', mode: 'HELP', clearedOn: '2024-10-10', ...line });
const rolledBack = happened(H1, '2024-11-11', 'identification.ClearingRolledBack.v1', { enrolmentId: 'e1', reason: '收入虚报', reopenedRiskIds: ['e1.1', 'e1.2'] });
const carriedOver = (over: Readonly<{ month: string; mode: 'HELP' }> | null) =>
  happened(H1, '2024-01-10', 'identification.MonitoringCarriedOver.v1', {
    enrolmentId: 'e0', category: 'C1', risks: [{ riskId: 'e0.1', type: '01' }], enrolledMonth: '202107', cleared: over, bottomLine: false,
  });

const document = {
  registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL', status: 'REGISTERED', category: null, risks: [], openRisks: 0, enrolmentId: null, enrolments: 0, enrolledOn: null,
  clearedOn: null, trackedOn: null, caseId: null, members: [], incomePerHeadFen: null, incomeYear: null, originId: null, mergedIntoId: null,
} as const;
const risks = (first: boolean, second: boolean, id = 'e1') => [{ riskId: `${id}.1`, type: '01', open: first }, { riskId: `${id}.2`, type: '09', open: second }] as const;
const monitored = { ...document, status: 'ENROLLED', category: 'C2', risks: [...risks(true, true)], openRisks: 2, enrolmentId: 'e1', enrolments: 1, enrolledOn: '2024-03-18' } as const;
const done = { ...monitored, status: 'CLEARED', risks: [...risks(false, false)], openRisks: 0, clearedOn: '2024-10-10' } as const;
const TO_CLEARED = [registered, enrolled(), eliminated('e1.1'), eliminated('e1.2'), opened('2024-09-20', 'k2', 'CLEARING'), cleared];

describe('identification.households: the record', () => {
  it('holds a household from its registration on', () => given(registered).then({ h1: document }));

  it('follows changes of number, village and kind', () =>
    given(registered, happened(H1, '2024-02-01', 'identification.HouseholdChanged.v1', { registerNumber: '5115040009', village: '511504102203', kind: 'OUT_OF_POVERTY', openClueIds: ['c1'] }))
      .then({ h1: { ...document, registerNumber: '5115040009', village: '511504102203', kind: 'OUT_OF_POVERTY' } }));

  it('lists members as they come, change and go', () => {
    const [p1, p2] = [{ personId: 'p1', relation: '01', labour: 'ORDINARY' }, { personId: 'p2', relation: '02', labour: 'NONE' }] as const;
    given(registered, member('p1'), member('p2', '02', 'NONE')).then({ h1: { ...document, members: [p1, p2] } });
    given(registered, member('p1'), member('p2', '02', 'NONE'), happened(H1, '2024-02-01', 'identification.MemberChanged.v1', { personId: 'p2', relation: '28', labour: 'WEAK' }))
      .then({ h1: { ...document, members: [p1, { personId: 'p2', relation: '28', labour: 'WEAK' }] } });
    given(registered, member('p1'), member('p2', '02', 'NONE'), happened(H1, '2024-02-01', 'identification.MemberRemoved.v1', { personId: 'p1', reason: 'DEATH' }))
      .then({ h1: { ...document, members: [p2] } });
  });

  it('shows the income of the latest year, whatever the order in which years are recorded', () => {
    given(registered, income(2023, 700_000), income(2022, 600_000)).then({ h1: { ...document, incomeYear: 2023, incomePerHeadFen: 700_000 } });
    given(registered, income(2022, 600_000), income(2023, 700_000), income(2023, 710_000)).then({ h1: { ...document, incomeYear: 2023, incomePerHeadFen: 710_000 } });
  });

  it('knows nothing of a household that was never registered', () => given(member('p1'), enrolled()).then({}));
});

describe('identification.households: where it stands', () => {
  it('is in procedure while it is being identified, and again registered when that comes to nothing', () => {
    given(registered, opened('2024-03-04', 'k1')).then({ h1: { ...document, status: 'IN_PROCEDURE', caseId: 'k1' } });
    given(registered, opened('2024-03-04', 'k1'), ended('k1')).then({ h1: document });
  });

  it('is enrolled with its category and risks', () => given(registered, opened('2024-03-04', 'k1'), enrolled()).then({ h1: monitored }));

  it('has the risks that are added, and loses those that are eliminated', () => {
    given(registered, enrolled(), happened(H1, '2024-05-05', 'identification.RiskAdded.v1', { enrolmentId: 'e1', riskId: 'r3', type: '07' }))
      .then({ h1: { ...monitored, risks: [...risks(true, true), { riskId: 'r3', type: '07', open: true }], openRisks: 3 } });
    given(registered, enrolled(), eliminated('e1.1')).then({ h1: { ...monitored, risks: [...risks(false, true)], openRisks: 1 } });
  });

  it('stays enrolled while a clearing runs, and when that comes to nothing', () => {
    given(registered, enrolled(), opened('2024-09-20', 'k2', 'CLEARING')).then({ h1: { ...monitored, caseId: 'k2' } });
    given(registered, enrolled(), opened('2024-09-20', 'k2', 'CLEARING'), ended('k2')).then({ h1: monitored });
  });

  it('is cleared, and stays in the list', () => given(...TO_CLEARED).then({ h1: done }));

  it('says when it was last looked at since', () => {
    const tracked = happened(H1, '2024-12-03', 'identification.HouseholdTracked.v1', { enrolmentId: 'e1', trackingId: 't1', visitedOn: '2024-12-02', visitorIds: ['v1'], finding: 'STABLE', evidenceHashes: ['a'.repeat(64)] });
    given(...TO_CLEARED, tracked).then({ h1: { ...done, trackedOn: '2024-12-02' } });
    given(...TO_CLEARED, tracked, rolledBack).then({ h1: monitored });
  });

  it('has another category once that is changed, and stays enrolled meanwhile', () => {
    const changed = happened(H1, '2024-05-10', 'identification.CategoryChanged.v1', { caseId: 'k4', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-05-10', rigidSpendingPerHeadFen: 0, unsolved: [], ...line });
    given(registered, enrolled(), opened('2024-05-06', 'k4', 'REGRADE')).then({ h1: { ...monitored, caseId: 'k4' } });
    given(registered, enrolled(), opened('2024-05-06', 'k4', 'REGRADE'), changed).then({ h1: { ...monitored, category: 'C3' } });
  });

  it('is enrolled again after a roll-back, with its risks open', () => given(...TO_CLEARED, rolledBack).then({ h1: monitored }));

  it('is in procedure when a cleared household is identified again, and cleared again when that comes to nothing', () => {
    given(...TO_CLEARED, opened('2024-11-12', 'k3')).then({ h1: { ...done, status: 'IN_PROCEDURE', caseId: 'k3' } });
    given(...TO_CLEARED, opened('2024-11-12', 'k3'), ended('k3')).then({ h1: done });
  });

  it('counts a relapse as another enrolment, with the risks of its own', () =>
    given(...TO_CLEARED, opened('2024-11-12', 'k3'), enrolled('e2', '2024-12-02', 'e1'))
      .then({ h1: { ...monitored, risks: [...risks(true, true, 'e2')], enrolmentId: 'e2', enrolments: 2, enrolledOn: '2024-12-02' } }));

  it('takes monitoring from before over, as of the first of its month', () =>
    given(registered, carriedOver(null)).then({
      h1: { ...document, status: 'ENROLLED', category: 'C1', risks: [{ riskId: 'e0.1', type: '01', open: true }], openRisks: 1, enrolmentId: 'e0', enrolments: 1, enrolledOn: '2021-07-01' },
    }));

  it('takes a clearing from before over, without an open risk', () => {
    const old = {
      ...document, status: 'CLEARED', category: 'C1', risks: [{ riskId: 'e0.1', type: '01', open: false }], openRisks: 0, enrolmentId: 'e0', enrolments: 1, enrolledOn: '2021-07-01', clearedOn: '2022-11-01',
    } as const;
    given(registered, carriedOver({ month: '202211', mode: 'HELP' })).then({ h1: old });
    given(registered, carriedOver({ month: '202211', mode: 'HELP' }), happened(H1, '2024-02-02', 'identification.ClearingRolledBack.v1', { enrolmentId: 'e0', reason: '不稳定', reopenedRiskIds: ['e0.1'] }))
      .then({ h1: { ...old, status: 'ENROLLED', risks: [{ riskId: 'e0.1', type: '01', open: true }], openRisks: 1, clearedOn: null } });
  });
});

describe('identification.households: where it comes from and what became of it', () => {
  const mergedInto = happened(H1, '2024-06-01', 'identification.HouseholdMergedInto.v1', { intoHouseholdId: 'h2', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: 'a'.repeat(64) });
  const undone = (otherHouseholdId: string) => happened(H1, '2024-06-02', 'identification.HouseholdLinkUndone.v1', { eventId: 'x', otherHouseholdId, why: 'HOUSEHOLD_GONE' });
  const gone = { ...monitored, status: 'MERGED', category: null, risks: [], openRisks: 0, enrolmentId: null, enrolledOn: null, clearedOn: null, mergedIntoId: 'h2' } as const;

  it('names the household it split off from', () =>
    given(registered, happened(H1, '2024-01-10', 'identification.HouseholdFormedBySplit.v1', { originHouseholdId: 'h0', splitEventId: 'x', splitPosition: 3 })).then({ h1: { ...document, originId: 'h0' } }));

  it('is on no list once it went into another, and on it again when that came to nothing', () => {
    given(registered, enrolled(), mergedInto).then({ h1: gone });
    given(registered, mergedInto, undone('h2')).then({ h1: document });
    given(registered, enrolled(), mergedInto, undone('h9')).then({ h1: gone });
  });

  it('is on no list once it is closed', () =>
    given(registered, enrolled(), happened(H1, '2024-06-01', 'identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: 'e1' })).then({ h1: { ...gone, status: 'CLOSED', mergedIntoId: null } }));

  it('takes over the monitoring of a household that came into it, with its day', () =>
    given(registered, happened(H1, '2024-06-01', 'identification.MonitoringCarriedOver.v1', {
      enrolmentId: 'e0', category: 'C2', risks: [{ riskId: 'e0.1', type: '01' }], enrolledMonth: '202403', cleared: null, bottomLine: false, enrolledOn: '2024-03-18', deliveredMeasures: 1,
    })).then({ h1: { ...document, status: 'ENROLLED', category: 'C2', risks: [{ riskId: 'e0.1', type: '01', open: true }], openRisks: 1, enrolmentId: 'e0', enrolments: 1, enrolledOn: '2024-03-18' } }));
});

describe('identification.households: corrections', () => {
  const corrected = (content: { entry: 'INCOME'; year: number; incomePerHeadFen: number } | { entry: 'KIND'; kind: 'OUT_OF_POVERTY' } | { entry: 'CLUE'; clueId: string; riskTypes: ['01']; occurredOn: string }) =>
    happened(H1, '2024-02-02', 'identification.EntryCorrected.v1', { eventId: 'x', position: 2, reason: '录入有误', content });
  it('show the right income and kind; of an earlier year nothing is shown', () => {
    given(registered, income(2023, 700_000), corrected({ entry: 'INCOME', year: 2023, incomePerHeadFen: 70_000 })).then({ h1: { ...document, incomeYear: 2023, incomePerHeadFen: 70_000 } });
    given(registered, income(2022, 600_000), income(2023, 700_000), corrected({ entry: 'INCOME', year: 2022, incomePerHeadFen: 1 })).then({ h1: { ...document, incomeYear: 2023, incomePerHeadFen: 700_000 } });
    given(registered, corrected({ entry: 'KIND', kind: 'OUT_OF_POVERTY' })).then({ h1: { ...document, kind: 'OUT_OF_POVERTY' } });
    given(registered, corrected({ entry: 'CLUE', clueId: 'c1', riskTypes: ['01'], occurredOn: '2024-01-01' })).then({ h1: document });
  });
});
