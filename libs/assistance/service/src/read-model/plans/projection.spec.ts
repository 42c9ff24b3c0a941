import { describe, it } from '@jest/globals';
import type { MeasureCode } from '@humai/contracts-assistance';
import { readModelSpecOf } from '@humai/testing';
import { plansProjection } from './projection.js';

const { given, happened } = readModelSpecOf(plansProjection);
const VILLAGE = '511504101201';
const H1 = 'household-h1';
const line = { incomePerHeadFen: 650_000, lineFen: 880_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021' };
const registered = happened(H1, '2024-01-10', 'identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: null, village: VILLAGE, kind: 'GENERAL' });
const enrolled = (enrolmentId = 'e1', on = '2024-03-18', previousEnrolmentId: string | null = null) =>
  happened(H1, on, 'identification.HouseholdEnrolled.v1', {
    caseId: 'k1', enrolmentId, previousEnrolmentId, category: 'C2', risks: [{ riskId: `${enrolmentId}.1`, type: '01' }, { riskId: `${enrolmentId}.2`, type: '07' }], enrolledOn: on, ...line,
  });
const eliminated = (riskId: string) => happened(H1, '2024-09-20', 'identification.RiskEliminated.v1', { enrolmentId: 'e1', riskId, mode: 'HELP', evidenceHash: 'a'.repeat(64) });
const cleared = happened(H1, '2024-10-10', 'identification.HouseholdCleared.v1', { caseId: 'k2', enrolmentId: 'e1', mode: 'HELP', clearedOn: '2024-10-10', ...line });
const rolledBack = (enrolmentId = 'e1') =>
  happened(H1, '2024-11-11', 'identification.ClearingRolledBack.v1', { enrolmentId, reason: '不稳定', reopenedRiskIds: [`${enrolmentId}.1`, `${enrolmentId}.2`] });
const closed = happened(H1, '2024-06-01', 'identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: 'e1' });
const mergedInto = happened(H1, '2024-06-01', 'identification.HouseholdMergedInto.v1', { intoHouseholdId: 'h2', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: 'a'.repeat(64) });
const planned = (planId = 'plan-1', enrolmentId = 'e1') => happened(H1, '2024-03-20', 'assistance.PlanMade.v1', { planId, enrolmentId, helperId: 'helper-1', withLabour: true });
const measure = (measureId: string, riskId = 'e1.1', code: MeasureCode = 'M41') =>
  happened(H1, '2024-03-21', 'assistance.MeasurePlanned.v1', { planId: 'plan-1', measureId, riskId, code, dueOn: '2024-04-20', village: VILLAGE });
const delivered = (measureId: string | null, riskId: string | null = 'e1.1', code: MeasureCode = 'M41') =>
  happened(H1, '2024-04-18', 'assistance.MeasureDelivered.v1', {
    measureId, deliveryId: 'd1', code, riskId, recipientId: 'p1', deliveredOn: '2024-04-18', amountFen: 100, quantity: null, unit: null, evidenceHash: 'a'.repeat(64),
  });
const planOverdue = happened(H1, '2024-04-02', 'assistance.PlanOverdue.v1', { enrolmentId: 'e1', dueOn: '2024-04-01' });
const riskOverdue = (riskId: string) => happened(H1, '2024-04-18', 'assistance.MeasureOverdue.v1', { enrolmentId: 'e1', riskId, dueOn: '2024-04-17' });
const developmentOverdue = happened(H1, '2024-09-19', 'assistance.DevelopmentOverdue.v1', { enrolmentId: 'e1', dueOn: '2024-09-18' });

const none = {
  village: VILLAGE, state: 'NONE', enrolmentId: null, enrolledOn: null, planId: null, helperId: null, plannedOn: null, withLabour: null, openRiskIds: [], measureIds: [], deliveries: 0,
  planOverdue: false, overdueRiskIds: [], overdueRisks: 0, developmentOverdue: false,
} as const;
const due = { ...none, state: 'DUE', enrolmentId: 'e1', enrolledOn: '2024-03-18', openRiskIds: ['e1.1', 'e1.2'] } as const;
const active = { ...due, state: 'ACTIVE', planId: 'plan-1', helperId: 'helper-1', plannedOn: '2024-03-20', withLabour: true } as const;

describe('assistance.plans', () => {
  it('keeps the village of a household that was never enrolled, and follows it', () => {
    given(registered).then({ h1: none });
    given(registered, enrolled(), happened(H1, '2024-03-19', 'identification.HouseholdChanged.v1', { registerNumber: null, village: '511504102203', kind: 'GENERAL' }))
      .then({ h1: { ...due, village: '511504102203' } });
  });

  it('knows nothing of a household that was never registered', () => given(enrolled(), planned()).then({}));

  it('is due from the enrolment on, for its open risks', () => {
    given(registered, enrolled()).then({ h1: due });
    given(registered, enrolled(), happened(H1, '2024-05-05', 'identification.RiskAdded.v1', { enrolmentId: 'e1', riskId: 'r3', type: '09' })).then({ h1: { ...due, openRiskIds: ['e1.1', 'e1.2', 'r3'] } });
    given(registered, enrolled(), eliminated('e1.1')).then({ h1: { ...due, openRiskIds: ['e1.2'] } });
  });

  it('is none any more for a household that is closed or went into another', () => {
    given(registered, enrolled(), planned(), measure('m1'), closed).then({ h1: none });
    given(registered, enrolled(), planned(), mergedInto).then({ h1: none });
  });

  it('names the helper, also the next one', () => {
    given(registered, enrolled(), planned()).then({ h1: active });
    given(registered, enrolled(), planned(), happened(H1, '2024-05-01', 'assistance.HelperReplaced.v1', { planId: 'plan-1', helperId: 'helper-2', reason: '调离' })).then({ h1: { ...active, helperId: 'helper-2' } });
  });

  it('lists the measures that have not ended, and counts their deliveries', () => {
    given(registered, enrolled(), planned(), measure('m1'), measure('m2', 'e1.2'), delivered('m1')).then({ h1: { ...active, measureIds: ['m1', 'm2'], deliveries: 1 } });
    given(registered, enrolled(), planned(), measure('m1'), measure('m2'), happened(H1, '2024-05-01', 'assistance.MeasureEnded.v1', { measureId: 'm1', reason: '合同到期' }))
      .then({ h1: { ...active, measureIds: ['m2'] } });
  });

  it('does not count help outside a plan', () => given(registered, delivered(null, null, 'M60'), enrolled(), delivered(null, null, 'M60')).then({ h1: due }));

  it('is overdue until it is made', () => {
    given(registered, enrolled(), planOverdue).then({ h1: { ...due, state: 'OVERDUE', planOverdue: true } });
    given(registered, enrolled(), planOverdue, planned()).then({ h1: { ...active, planOverdue: true } });
  });

  it('says which risks are without help beyond the limit, until help is delivered or the risk is gone', () => {
    const late = [registered, enrolled(), planned(), measure('m1'), riskOverdue('e1.1'), riskOverdue('e1.2')];
    const document = { ...active, measureIds: ['m1'] };
    given(...late).then({ h1: { ...document, overdueRiskIds: ['e1.1', 'e1.2'], overdueRisks: 2 } });
    given(...late, delivered('m1')).then({ h1: { ...document, deliveries: 1, overdueRiskIds: ['e1.2'], overdueRisks: 1 } });
    given(...late, delivered('m1'), eliminated('e1.2')).then({ h1: { ...document, deliveries: 1, openRiskIds: ['e1.1'] } });
    given(...late, delivered(null, null, 'M60')).then({ h1: { ...document, overdueRiskIds: ['e1.1', 'e1.2'], overdueRisks: 2 } });
  });

  it('says that development measures are missing, until one is delivered', () => {
    const late = [registered, enrolled(), planned(), measure('m1'), measure('m2', 'e1.2', 'M20'), developmentOverdue];
    given(...late, delivered('m1')).then({ h1: { ...active, measureIds: ['m1', 'm2'], deliveries: 1, developmentOverdue: true } });
    given(...late, delivered('m2', 'e1.2', 'M20')).then({ h1: { ...active, measureIds: ['m1', 'm2'], deliveries: 1 } });
  });

  it('is closed with the clearing, when nothing is late any more, and goes on after a roll-back', () => {
    const past = [registered, enrolled(), planned(), developmentOverdue, eliminated('e1.1'), eliminated('e1.2'), cleared];
    given(...past).then({ h1: { ...active, state: 'CLEARED', openRiskIds: [] } });
    given(...past, rolledBack()).then({ h1: active });
    given(registered, enrolled(), eliminated('e1.1'), eliminated('e1.2'), cleared, rolledBack()).then({ h1: due });
    // The limit of the plan runs anew.
    given(registered, enrolled(), planOverdue, eliminated('e1.1'), eliminated('e1.2'), cleared, rolledBack()).then({ h1: due });
  });

  it('begins anew with a relapse', () =>
    given(registered, enrolled(), planned(), measure('m1'), delivered('m1'), eliminated('e1.1'), eliminated('e1.2'), cleared, enrolled('e2', '2025-02-03', 'e1'))
      .then({ h1: { ...due, enrolmentId: 'e2', enrolledOn: '2025-02-03', openRiskIds: ['e2.1', 'e2.2'] } }));

  it('is due for monitoring carried over from before, unless that was cleared', () => {
    const carriedOver = (over: Readonly<{ month: string; mode: 'HELP' }> | null) =>
      happened(H1, '2024-01-10', 'identification.MonitoringCarriedOver.v1', {
        enrolmentId: 'e0', category: 'C1', risks: [{ riskId: 'e0.1', type: '01' }, { riskId: 'e0.2', type: '07' }], enrolledMonth: '202107', cleared: over, bottomLine: false,
      });
    const old = { ...due, enrolmentId: 'e0', enrolledOn: '2021-07-01', openRiskIds: ['e0.1', 'e0.2'] };
    given(registered, carriedOver(null)).then({ h1: old });
    given(registered, carriedOver({ month: '202211', mode: 'HELP' })).then({ h1: { ...old, state: 'CLEARED', openRiskIds: [] } });
    given(registered, carriedOver({ month: '202211', mode: 'HELP' }), rolledBack('e0')).then({ h1: old });
  });
});
