import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { deadlinesProjection } from './deadlines.js';

const { given, happened } = readModelSpecOf(deadlinesProjection);
const VILLAGE = '511504101201';
const H1 = 'household-h1';
const clue = (household = 'h1', acceptBy?: string) =>
  happened(`household-${household}`, '2024-03-04', 'identification.ClueReported.v1', {
    clueId: 'x1', village: VILLAGE, channel: 'OTHER', riskTypes: ['01'], occurredOn: '2024-03-04', foundOn: '2024-03-04', dueOn: '2024-04-01', source: null, ...(acceptBy === undefined ? {} : { acceptBy }),
  });
const opened = (caseId = 'x1', purpose: 'ENROLMENT' | 'CLEARING' | 'REGRADE' = 'ENROLMENT') =>
  happened(H1, '2024-03-06', 'identification.CaseOpened.v1', { caseId, village: VILLAGE, purpose, clueIds: ['x1'], policyVersion: 'identification/511504/2021', steps: ['verification'], mode: null, dueOn: '2024-04-03' });
const line = { incomePerHeadFen: 650_000, lineFen: 880_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021' };
const overdue = (subject: 'CLUE' | 'CASE') => happened(H1, '2024-04-04', 'identification.IdentificationOverdue.v1', { subject, subjectId: 'x1', dueOn: '2024-04-03' });
const ofClue = { dueOn: '2024-04-01', area: VILLAGE, householdId: 'h1', subject: 'CLUE', subjectId: 'x1' } as const;
const ofCase = { dueOn: '2024-04-03', area: VILLAGE, householdId: 'h1', subject: 'CASE', subjectId: 'x1' } as const;

describe('identification.deadlines', () => {
  it('runs for each clue and each case, apart even where ids are the same', () =>
    given(clue(), clue('h2'), opened()).then({ 'h1~CLUE~x1': ofClue, 'h2~CLUE~x1': { ...ofClue, householdId: 'h2' }, 'h1~CASE~x1': ofCase }));

  it('ends for a clue with its verdict', () =>
    given(clue(), opened(), happened(H1, '2024-03-20', 'identification.ClueClosed.v1', { clueId: 'x1', verdict: 'NOT_ELIGIBLE', reason: '不符合', caseId: null })).then({ 'h1~CASE~x1': ofCase }));

  it('ends for a case when it ends, enrols, clears or changes the category', () => {
    given(clue(), opened(), happened(H1, '2024-03-20', 'identification.CaseEnded.v1', { caseId: 'x1', outcome: 'REFUSED', step: 'review', reason: '评议未通过' })).then({ 'h1~CLUE~x1': ofClue });
    given(opened(), happened(H1, '2024-03-20', 'identification.HouseholdEnrolled.v1', {
      caseId: 'x1', enrolmentId: 'e1', previousEnrolmentId: null, category: 'C2', risks: [{ riskId: 'e1.1', type: '01' }], enrolledOn: '2024-03-20', ...line,
    })).then({});
    given(opened('x1', 'CLEARING'), happened(H1, '2024-03-20', 'identification.HouseholdCleared.v1', { caseId: 'x1', enrolmentId: 'e1', mode: 'HELP', clearedOn: '2024-03-20', ...line })).then({});
    given(opened('x1', 'REGRADE'), happened(H1, '2024-03-20', 'identification.CategoryChanged.v1', { caseId: 'x1', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-03-20', rigidSpendingPerHeadFen: 0, unsolved: [], ...line })).then({});
  });

  it('runs for the acceptance of a clue where the policy has a limit for it, until that, its case or its verdict, or until the delay is recorded', () => {
    const waiting = clue('h1', '2024-03-06');
    const [of, both] = [{ ...ofClue, dueOn: '2024-03-06', subject: 'ACCEPTANCE' }, { 'h1~CLUE~x1': ofClue }] as const;
    given(waiting).then({ ...both, 'h1~ACCEPTANCE~x1': of });
    given(waiting, happened(H1, '2024-03-05', 'identification.ClueAccepted.v1', { clueId: 'x1', acceptedOn: '2024-03-05' })).then(both);
    given(waiting, happened(H1, '2024-03-07', 'identification.ClueAcceptanceOverdue.v1', { clueId: 'x1', dueOn: '2024-03-06' })).then(both);
    given(waiting, opened()).then({ ...both, 'h1~CASE~x1': ofCase });
    given(waiting, happened(H1, '2024-03-20', 'identification.ClueClosed.v1', { clueId: 'x1', verdict: 'DUPLICATE', reason: null, caseId: null })).then({});
  });

  it('ends when the delay is recorded, each by its own', () => {
    given(clue(), opened(), overdue('CLUE')).then({ 'h1~CASE~x1': ofCase });
    given(clue(), opened(), overdue('CASE')).then({ 'h1~CLUE~x1': ofClue });
  });
});
