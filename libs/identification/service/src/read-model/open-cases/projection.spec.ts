import { describe, it } from '@jest/globals';
import type { Step } from '@humai/contracts-identification';
import { readModelSpecOf } from '@humai/testing';
import { openCasesProjection } from './projection.js';

const { given, happened } = readModelSpecOf(openCasesProjection);
const VILLAGE = '511504101201';
const H1 = 'household-h1';
const hash = 'a'.repeat(64);
const STEPS: Step[] = ['verification', 'authorisation', 'comparison', 'review', 'publicity', 'townshipOpinion', 'countyDecision', 'announcement'];
const opened = (caseId = 'k1', purpose: 'ENROLMENT' | 'CLEARING' | 'REGRADE' = 'ENROLMENT', steps = STEPS) =>
  happened(H1, '2024-03-04', 'identification.CaseOpened.v1', { caseId, village: VILLAGE, purpose, clueIds: ['c1'], policyVersion: 'identification/511504/2021', steps, mode: null, dueOn: '2024-04-01' });
const document = {
  caseId: 'k1', village: VILLAGE, purpose: 'ENROLMENT', steps: STEPS, done: [], next: 'verification', openedOn: '2024-03-04', dueOn: '2024-04-01', overdue: false, mayCloseOn: null,
  openObjections: 0,
} as const;

const verified = happened(H1, '2024-03-05', 'identification.HouseholdVerified.v1', {
  caseId: 'k1', verifierIds: ['v1', 'v2'], visitedOn: '2024-03-05', incomePerHeadFen: 650_000, rigidSpendingPerHeadFen: 0,
  safeguards: { food: true, clothing: true, education: true, medical: true, housing: true, water: true }, riskTypes: ['01'], evidenceHashes: [hash],
});
const authorised = happened(H1, '2024-03-05', 'identification.AuthorisationGranted.v1', {
  caseId: 'k1', personIds: ['p1'], scope: ['deposits'], from: '2024-03-05', to: '2025-03-05', noticeVersion: '2024-1', evidenceHash: hash,
});
const withdrawn = happened(H1, '2024-03-06', 'identification.AuthorisationWithdrawn.v1', { caseId: 'k1', personIds: ['p1'] });
const compared = happened(H1, '2024-03-07', 'identification.ComparisonReturned.v1', { caseId: 'k1', result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash });
const reviewed = happened(H1, '2024-03-08', 'identification.ReviewHeld.v1', { caseId: 'k1', heldOn: '2024-03-08', attendance: 20, votesFor: 18, votesAgainst: 1, minutesHash: hash });
const published = happened(H1, '2024-03-08', 'identification.PublicityOpened.v1', { caseId: 'k1', openedOn: '2024-03-08', mayCloseOn: '2024-03-14', evidenceHash: hash });
const objected = (objectionId: string) => happened(H1, '2024-03-10', 'identification.ObjectionRaised.v1', { caseId: 'k1', objectionId, raisedOn: '2024-03-10' });
const settled = happened(H1, '2024-03-12', 'identification.ObjectionSettled.v1', { caseId: 'k1', objectionId: 'o1', upheld: false, evidenceHash: hash });
const closed = happened(H1, '2024-03-14', 'identification.PublicityClosed.v1', { caseId: 'k1', closedOn: '2024-03-14' });
const opinion = happened(H1, '2024-03-14', 'identification.TownshipOpinionGiven.v1', { caseId: 'k1', agrees: true, reason: null });
const decided = happened(H1, '2024-03-15', 'identification.CountyDecisionMade.v1', { caseId: 'k1', approved: true, reason: null });
const announced = happened(H1, '2024-03-15', 'identification.DecisionAnnounced.v1', { caseId: 'k1', announcedOn: '2024-03-15', evidenceHash: hash });
const overdue = (subjectId: string, subject: 'CLUE' | 'CASE' = 'CASE') => happened(H1, '2024-04-02', 'identification.IdentificationOverdue.v1', { subject, subjectId, dueOn: '2024-04-01' });

const line = { incomePerHeadFen: 650_000, lineFen: 880_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021' };
const enrolled = happened(H1, '2024-03-18', 'identification.HouseholdEnrolled.v1', {
  caseId: 'k1', enrolmentId: 'e1', previousEnrolmentId: null, category: 'C2', risks: [{ riskId: 'e1.1', type: '01' }], enrolledOn: '2024-03-18', ...line,
});
const cleared = happened(H1, '2024-10-10', 'identification.HouseholdCleared.v1', { caseId: 'k2', enrolmentId: 'e1', mode: 'HELP', clearedOn: '2024-10-10', ...line });
const regraded = happened(H1, '2024-05-10', 'identification.CategoryChanged.v1', { caseId: 'k3', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-05-10', rigidSpendingPerHeadFen: 0, unsolved: [], ...line });
const ended = happened(H1, '2024-03-12', 'identification.CaseEnded.v1', { caseId: 'k1', outcome: 'WITHDRAWN', step: 'publicity', reason: '申请人撤回' });

describe('identification.open-cases', () => {
  it('lists a case from its opening on, at its first step', () => given(opened()).then({ h1: document }));

  it('follows each step to the next one that is not done', () => {
    given(opened(), verified).then({ h1: { ...document, done: ['verification'], next: 'authorisation' } });
    given(opened(), authorised).then({ h1: { ...document, done: ['authorisation'], next: 'verification' } });
    const review = [opened(), verified, authorised, compared, reviewed];
    given(...review.slice(0, 4)).then({ h1: { ...document, done: STEPS.slice(0, 3), next: 'review' } });
    given(...review).then({ h1: { ...document, done: STEPS.slice(0, 4), next: 'publicity' } });
    const publicity = [...review, published, closed];
    given(...publicity).then({ h1: { ...document, done: STEPS.slice(0, 5), next: 'townshipOpinion', mayCloseOn: '2024-03-14' } });
    given(...publicity, opinion).then({ h1: { ...document, done: STEPS.slice(0, 6), next: 'countyDecision', mayCloseOn: '2024-03-14' } });
    given(...publicity, opinion, decided).then({ h1: { ...document, done: STEPS.slice(0, 7), next: 'announcement', mayCloseOn: '2024-03-14' } });
  });

  it('follows an asset check where the procedure begins with one', () => {
    const steps: Step[] = ['assetCheck', ...STEPS];
    const checked = happened(H1, '2024-03-05', 'identification.AssetCheckReturned.v1', { caseId: 'k1', result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash });
    given(opened('k1', 'ENROLMENT', steps), checked).then({ h1: { ...document, steps, done: ['assetCheck'], next: 'verification' } });
  });

  it('has no next step when only the label is missing', () =>
    given(opened(), verified, authorised, compared, reviewed, published, closed, opinion, decided, announced).then({ h1: { ...document, done: STEPS, next: null, mayCloseOn: '2024-03-14' } }));

  it('is back at the authorisation when that is withdrawn', () =>
    given(opened(), verified, authorised, compared, withdrawn).then({ h1: { ...document, done: ['verification', 'comparison'], next: 'authorisation' } }));

  it('is at the publicity as long as that runs, and says until when', () =>
    given(opened(), verified, authorised, compared, reviewed, published).then({ h1: { ...document, done: STEPS.slice(0, 4), next: 'publicity', mayCloseOn: '2024-03-14' } }));

  it('counts the objections that are not settled', () => {
    const doc = { ...document, mayCloseOn: '2024-03-14' };
    given(opened(), published, objected('o1'), objected('o2')).then({ h1: { ...doc, openObjections: 2 } });
    given(opened(), published, objected('o1'), objected('o2'), settled).then({ h1: { ...doc, openObjections: 1 } });
  });

  it('says that a case is overdue, by its own delay only', () => {
    given(opened(), overdue('k1')).then({ h1: { ...document, overdue: true } });
    given(opened(), overdue('k1', 'CLUE')).then({ h1: document });
    given(opened(), overdue('k0')).then({ h1: document });
  });

  it('goes with the household to another village', () =>
    given(opened(), happened(H1, '2024-03-09', 'identification.HouseholdChanged.v1', { registerNumber: null, village: '511504102203', kind: 'GENERAL' }))
      .then({ h1: { ...document, village: '511504102203' } }));

  it('is gone once it ends, enrols, clears or changes the category', () => {
    given(opened(), ended).then({});
    given(opened(), verified, enrolled).then({});
    given(opened('k2', 'CLEARING'), cleared).then({});
    given(opened('k3', 'REGRADE'), regraded).then({});
  });

  it('lists the next case of the household as a new one', () => {
    const steps = STEPS.filter((s) => s !== 'authorisation' && s !== 'comparison');
    given(opened(), verified, overdue('k1'), enrolled, opened('k2', 'CLEARING', steps)).then({ h1: { ...document, caseId: 'k2', purpose: 'CLEARING', steps } });
  });
});
