import type { LocalDate } from '@humai/kernel';
import type { LimitEvent } from '../read-model/limits/limits.js';

export const VILLAGE = '511504101201';
export const OTHER_VILLAGE = '511504102203';
export const hash = 'a'.repeat(64);
export const POLICY = 'identification/511504/2021';
const H1 = 'household-h1';
const SOLVED = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };
const line = { incomePerHeadFen: 650_000, lineFen: 880_000, lineVersion: 'income-line/51/2024', policyVersion: POLICY };

/** A fact of a stream on its business date. */
export type Fact = Pick<LimitEvent, 'stream' | 'type' | 'data'> & Readonly<{ on: LocalDate }>;
type Past<T extends LimitEvent['type']> = Readonly<{ stream: string; on: LocalDate; type: T; data: Extract<LimitEvent, { type: T }>['data'] }>;
const fact = <T extends LimitEvent['type']>(on: LocalDate, type: T, data: Past<T>['data'], stream = H1): Past<T> => ({ stream, on, type, data });

/** What happens to one household, day by day, as read models are told of it. */
export const past = {
  fact,
  registered: () => fact('2024-01-10', 'identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: null, village: VILLAGE, kind: 'GENERAL' }),
  carriedOver: (cleared: { month: string; mode: 'HELP' } | null = null) =>
    fact('2024-03-20', 'identification.MonitoringCarriedOver.v1', { enrolmentId: 'e1', category: 'C2', risks: [{ riskId: 'e1.1', type: '01' }], enrolledMonth: '202301', cleared, bottomLine: false }),
  riskAdded: (riskId = 'e1.2') => fact('2024-05-06', 'identification.RiskAdded.v1', { enrolmentId: 'e1', riskId, type: '09' }),
  eliminated: (riskId = 'e1.1') => fact('2024-09-20', 'identification.RiskEliminated.v1', { enrolmentId: 'e1', riskId, mode: 'HELP', evidenceHash: hash }),
  rolledBack: () => fact('2024-11-11', 'identification.ClearingRolledBack.v1', { enrolmentId: 'e1', reason: '收入虚报', reopenedRiskIds: ['e1.1'] }),
  undone: () => fact('2024-04-12', 'identification.HouseholdLinkUndone.v1', { eventId: 'x', otherHouseholdId: 'h2', why: 'HOUSEHOLD_GONE' }),
  clue: (clueId = 'x1', acceptBy?: LocalDate) =>
    fact('2024-03-04', 'identification.ClueReported.v1', {
      clueId, village: VILLAGE, channel: 'OTHER', riskTypes: ['01'], occurredOn: '2024-03-01', foundOn: '2024-03-04', dueOn: '2024-04-01', source: null, ...(acceptBy === undefined ? {} : { acceptBy }),
    }),
  accepted: (clueId = 'x1') => fact('2024-03-05', 'identification.ClueAccepted.v1', { clueId, acceptedOn: '2024-03-05' }),
  closed: (verdict: 'NOT_ELIGIBLE' | 'ENROLLED' | 'DUPLICATE', toldOn?: LocalDate) =>
    fact('2024-03-20', 'identification.ClueClosed.v1', { clueId: 'x1', verdict, reason: null, caseId: null, ...(toldOn === undefined ? {} : { toldOn }) }),
  opened: (purpose: 'ENROLMENT' | 'CLEARING' | 'REGRADE' = 'ENROLMENT', caseId = 'k1', policyVersion = POLICY) =>
    fact('2024-03-06', 'identification.CaseOpened.v1', { caseId, village: VILLAGE, purpose, clueIds: purpose === 'ENROLMENT' ? ['x1'] : [], policyVersion, steps: ['verification'], mode: null, dueOn: '2024-04-03' }),
  verified: (on: LocalDate = '2024-03-07') =>
    fact(on, 'identification.HouseholdVerified.v1', {
      caseId: 'k1', verifierIds: ['v1', 'v2'], visitedOn: on, incomePerHeadFen: 650_000, rigidSpendingPerHeadFen: 0, safeguards: SOLVED, riskTypes: ['01'], evidenceHashes: [hash],
    }),
  authorised: () => fact('2024-03-07', 'identification.AuthorisationGranted.v1', { caseId: 'k1', personIds: ['p1'], scope: ['deposits'], from: '2024-03-07', to: '2025-03-06', noticeVersion: '1', evidenceHash: hash }),
  withdrawn: () => fact('2024-03-08', 'identification.AuthorisationWithdrawn.v1', { caseId: 'k1', personIds: ['p1'] }),
  compared: () => fact('2024-03-08', 'identification.ComparisonReturned.v1', { caseId: 'k1', result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash }),
  reviewed: () => fact('2024-03-11', 'identification.ReviewHeld.v1', { caseId: 'k1', heldOn: '2024-03-11', attendance: 20, votesFor: 18, votesAgainst: 1, minutesHash: hash }),
  shown: () => fact('2024-03-11', 'identification.PublicityOpened.v1', { caseId: 'k1', openedOn: '2024-03-11', mayCloseOn: '2024-03-17', evidenceHash: hash, board: 'VILLAGE' }),
  objected: () => fact('2024-03-12', 'identification.ObjectionRaised.v1', { caseId: 'k1', objectionId: 'o1', raisedOn: '2024-03-12' }),
  settled: () => fact('2024-03-14', 'identification.ObjectionSettled.v1', { caseId: 'k1', objectionId: 'o1', upheld: false, evidenceHash: hash }),
  unshown: () => fact('2024-03-17', 'identification.PublicityClosed.v1', { caseId: 'k1', closedOn: '2024-03-17' }),
  opinion: () => fact('2024-03-18', 'identification.TownshipOpinionGiven.v1', { caseId: 'k1', agrees: true, reason: null }),
  decided: () => fact('2024-03-19', 'identification.CountyDecisionMade.v1', { caseId: 'k1', approved: true, reason: null }),
  announced: () => fact('2024-03-19', 'identification.DecisionAnnounced.v1', { caseId: 'k1', announcedOn: '2024-03-19', evidenceHash: hash }),
  ended: (caseId = 'k1') => fact('2024-03-20', 'identification.CaseEnded.v1', { caseId, outcome: 'REFUSED', step: 'review', reason: '评议未通过' }),
  enrolled: (caseId = 'k1') =>
    fact('2024-03-20', 'identification.HouseholdEnrolled.v1', { caseId, enrolmentId: 'e1', previousEnrolmentId: null, category: 'C2', risks: [{ riskId: 'e1.1', type: '01' }], enrolledOn: '2024-03-20', ...line }),
  cleared: (caseId = 'k2') => fact('2024-10-10', 'identification.HouseholdCleared.v1', { caseId, enrolmentId: 'e1', mode: 'HELP', clearedOn: '2024-10-10', ...line }),
  moved: (openClueIds: string[] = [], openWarningIds: string[] = []) =>
    fact('2024-03-21', 'identification.HouseholdChanged.v1', { registerNumber: null, village: OTHER_VILLAGE, kind: 'GENERAL', openClueIds, openWarningIds }),
  warned: () => fact('2024-03-04', 'identification.WarningRaised.v1', {
    warningId: 'w1', village: VILLAGE, riskType: '01', batchId: 'b1', source: 'medical-insurance', period: '2024-02', rule: 'high-cost', ruleVersion: 'data-source/51/2024', personId: 'p1', occurredOn: '2024-03-01',
    numbers: {}, statement: { zh: '自付较高', en: 'high cost' }, expiresOn: '2024-09-01', trust: 0.9, householdStatus: 'NONE' as never, category: null, watchList: null, raisedOn: '2024-03-04', dueOn: '2024-03-18',
  }),
  handled: () => fact('2024-03-10', 'identification.WarningClosed.v1', { warningId: 'w1', verdict: 'UNFOUNDED', reason: '不属实', clueId: null }),
  listed: (visitDueOn: LocalDate | null = '2024-06-04') => fact('2024-03-04', 'identification.WatchListJoined.v1', { list: 'LOW_INCOME', village: VILLAGE, origin: 'HAND', reason: null, listedOn: '2024-03-04', visitDueOn }),
  visited: (nextDueOn: LocalDate | null = '2024-08-01') => fact('2024-05-03', 'identification.VisitRecorded.v1', {
    visitId: 'a1', village: VILLAGE, visitedOn: '2024-05-03', byIds: ['v1'], lists: [{ list: 'LOW_INCOME', nextDueOn }], finding: 'NOTHING_NEW', clueId: null, evidenceHashes: [],
  }),
  unvisited: () => fact('2024-06-05', 'identification.VisitOverdue.v1', { list: 'LOW_INCOME', dueOn: '2024-06-04', nextDueOn: '2024-09-04' }),
  unlisted: () => fact('2024-07-01', 'identification.WatchListLeft.v1', { list: 'LOW_INCOME', reason: '收入稳定', leftOn: '2024-07-01' }),
  planned: () => fact('2024-03-25', 'assistance.PlanMade.v1', { planId: 'plan-1', enrolmentId: 'e1', helperId: 'helper-1', withLabour: true }),
  measure: () => fact('2024-03-25', 'assistance.MeasurePlanned.v1', { planId: 'plan-1', measureId: 'm1', riskId: 'e1.1', code: 'M41', dueOn: '2024-04-24', village: VILLAGE }),
  delivered: () => fact('2024-04-10', 'assistance.MeasureDelivered.v1', {
    measureId: 'm1', deliveryId: 'd1', code: 'M41', riskId: 'e1.1', recipientId: 'p1', deliveredOn: '2024-04-10', amountFen: 100, quantity: null, unit: null, evidenceHash: hash,
  }),
  measureEnded: () => fact('2024-04-10', 'assistance.MeasureEnded.v1', { measureId: 'm1', reason: '已不需要' }),
  measuresMoved: () => fact('2024-04-10', 'assistance.MeasuresMoved.v1', { measureIds: ['m1'], village: OTHER_VILLAGE }),
  merged: () => fact('2024-04-11', 'identification.HouseholdMergedInto.v1', {
    intoHouseholdId: 'h2', members: [], incomes: [], enrolment: null, evidenceHash: hash,
    clues: [{ clueId: 'x1', channel: 'OTHER', riskTypes: ['01'], occurredOn: '2024-03-01', foundOn: '2024-03-04', dueOn: '2024-04-01', source: null }],
  }),
  closedHousehold: (clueIds: string[] = []) => fact('2024-04-11', 'identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: 'e1', clueIds }),
};
