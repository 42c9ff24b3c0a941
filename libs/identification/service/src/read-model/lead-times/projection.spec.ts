import { describe, it } from '@jest/globals';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { readModelSpecOf } from '@humai/testing';
import { leadTimesProjection } from './projection.js';

const { given, happened } = readModelSpecOf(leadTimesProjection);
const [VILLAGE, OTHER] = ['511504101201', '511504101202'];
const H = 'household-h1';
const clueOf = (clueId: string, foundOn: string, occurredOn = '2024-03-01') => ({ clueId, channel: 'SELF_REPORT' as const, riskTypes: ['01' as const], occurredOn, foundOn });

const registered = happened(H, '2023-01-10', 'identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: null, village: VILLAGE, kind: 'GENERAL' });
const reported = (clueId = 'c1', foundOn = '2024-03-04') => happened(H, foundOn, 'identification.ClueReported.v1', { ...clueOf(clueId, foundOn), village: VILLAGE, dueOn: '2024-04-01', source: null });
const closed = happened(H, '2024-03-20', 'identification.ClueClosed.v1', { clueId: 'c1', verdict: 'ENROLLED', reason: null, caseId: 'k1' });
const opened = (purpose: 'ENROLMENT' | 'CLEARING' = 'ENROLMENT', clueIds = ['c1']) =>
  happened(H, '2024-03-05', 'identification.CaseOpened.v1', { caseId: 'k1', village: VILLAGE, purpose, clueIds, policyVersion: 'p', steps: [], mode: null, dueOn: '2024-04-01' });
const found = { caseId: 'k1', incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, safeguards: { food: true, clothing: true, education: true, medical: true, housing: true, water: true }, riskTypes: [], evidenceHashes: [] };
const verified = happened(H, '2024-03-08', 'identification.HouseholdVerified.v1', { ...found, verifierIds: [], visitedOn: '2024-03-07' });
const decided = happened(H, '2024-03-18', 'identification.CountyDecisionMade.v1', { caseId: 'k1', approved: true, reason: null });
const ended = (outcome: 'REFUSED' | 'WITHDRAWN') => happened(H, '2024-03-10', 'identification.CaseEnded.v1', { caseId: 'k1', outcome, step: 'review', reason: 'x' });
const enrolled = happened(H, '2024-03-19', 'identification.HouseholdEnrolled.v1', {
  caseId: 'k1', enrolmentId: 'e1', previousEnrolmentId: null, category: 'C2', risks: [], enrolledOn: '2024-03-19', incomePerHeadFen: 1, lineFen: 2, lineVersion: 'l', policyVersion: 'p',
});
const delivered = (measureId: string | null, deliveredOn = '2024-04-02') =>
  happened(H, deliveredOn, 'assistance.MeasureDelivered.v1', { measureId, deliveryId: 'd', code: 'M41', riskId: null, recipientId: 'p', deliveredOn, amountFen: 1, quantity: null, unit: null, evidenceHash: '' });

const begun = { caseId: 'k1', clueIds: ['c1'], village: VILLAGE, channel: 'SELF_REPORT', riskTypes: ['01'], happenedOn: '2024-03-01', foundOn: '2024-03-04', analysedOn: null, decidedOn: null, helpedOn: null, enrolmentId: null } as const;
const document = (more: object = {}) => ({ village: VILLAGE, clues: [clueOf('c1', '2024-03-04')], cases: [begun], ...more }) as never;

describe('identification.lead-times', () => {
  it('begins empty with the household', () => given(registered).then({ h1: document({ clues: [], cases: [] }) }));
  it('keeps clues until they are settled', () => {
    given(registered, reported()).then({ h1: document({ cases: [] }) });
    given(registered, reported(), closed).then({ h1: document({ clues: [], cases: [] }) });
  });
  it('begins a case by the first of its clues', () =>
    given(registered, reported('c2', '2024-03-06'), reported(), opened('ENROLMENT', ['c2', 'c1'])).then({ h1: document({ clues: [clueOf('c2', '2024-03-06'), clueOf('c1', '2024-03-04')], cases: [{ ...begun, clueIds: ['c1', 'c2'] }] }) }));
  it('takes no clearing for an identification', () => given(registered, reported(), opened('CLEARING', [])).then({ h1: document({ cases: [] }) }));
  it('counts where the household lived when the case began', () =>
    given(registered, reported(), opened(), happened(H, '2024-03-06', 'identification.HouseholdChanged.v1', { registerNumber: null, village: OTHER, kind: 'GENERAL' })).then({ h1: document({ village: OTHER }) }));
  it('is analysed on the day of the visit and decided on that of the county', () =>
    given(registered, reported(), opened(), verified, decided).then({ h1: document({ cases: [{ ...begun, analysedOn: '2024-03-07', decidedOn: '2024-03-18' }] }) }));
  it('is decided by a refusal before the county, not by a withdrawal, and not twice', () => {
    given(registered, reported(), opened(), ended('REFUSED')).then({ h1: document({ cases: [{ ...begun, decidedOn: '2024-03-10' }] }) });
    given(registered, reported(), opened(), ended('WITHDRAWN')).then({ h1: document() });
    given(registered, reported(), opened(), decided, ended('REFUSED')).then({ h1: document({ cases: [{ ...begun, decidedOn: '2024-03-18' }] }) });
  });
  it('is helped by the first delivery of its enrolment, not by help outside a plan', () =>
    given(registered, reported(), opened(), enrolled, delivered(null, '2024-03-25'), delivered('m1'), delivered('m1', '2024-05-01')).then({
      h1: document({ cases: [{ ...begun, enrolmentId: 'e1', helpedOn: '2024-04-02' }] }),
    }));
  it('follows corrections: of a clue, and of the case that it dates; of a visit', () => {
    const corrected = (content: Extract<IdentificationEvent, { type: 'identification.EntryCorrected.v1' }>['data']['content']) =>
      happened(H, '2024-03-09', 'identification.EntryCorrected.v1', { eventId: 'x', position: 2, reason: '录入有误', content });
    const clue = corrected({ entry: 'CLUE', clueId: 'c1', riskTypes: ['03'], occurredOn: '2024-02-20' });
    const right = { ...clueOf('c1', '2024-03-04', '2024-02-20'), riskTypes: ['03'] };
    given(registered, reported(), opened(), clue).then({ h1: document({ clues: [right], cases: [{ ...begun, riskTypes: ['03'], happenedOn: '2024-02-20' }] }) });
    given(registered, reported('c2', '2024-03-06'), reported(), opened('ENROLMENT', ['c2', 'c1']), corrected({ entry: 'CLUE', clueId: 'c2', riskTypes: ['09'], occurredOn: '2024-02-20' })).then({
      h1: document({ clues: [{ ...clueOf('c2', '2024-03-06', '2024-02-20'), riskTypes: ['09'] }, clueOf('c1', '2024-03-04')], cases: [{ ...begun, clueIds: ['c1', 'c2'], riskTypes: ['09', '01'] }] }),
    });
    given(registered, reported(), opened(), verified, corrected({ ...found, entry: 'VERIFICATION', visitedOn: '2024-03-06' }))
      .then({ h1: document({ cases: [{ ...begun, analysedOn: '2024-03-06' }] }) });
    given(registered, reported(), corrected({ entry: 'KIND', kind: 'GENERAL' })).then({ h1: document({ cases: [] }) });
  });
});
