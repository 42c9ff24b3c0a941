import { describe, expect, it } from '@jest/globals';
import type { MeasureCode } from '@humai/contracts-assistance';
import type { Labour } from '@humai/contracts-identification';
import { DomainError } from '@humai/kernel';
import { readModelSpecOf } from '@humai/testing';
import { calendar, policies } from '../testing/running-service.js';
import { deadlinesProjection, type DeadlineDocument } from './deadlines.js';

// 10 working days to a plan, 30 days to help, 6 months to a development measure.
const { given, happened } = readModelSpecOf(deadlinesProjection(policies, calendar));
const VILLAGE = '511504101201';
const H1 = 'household-h1';
const line = { incomePerHeadFen: 650_000, lineFen: 880_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021' };
const registered = happened(H1, '2024-01-10', 'identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: null, village: VILLAGE, kind: 'GENERAL' });
const member = (personId: string, labour: Labour) => happened(H1, '2024-01-10', 'identification.MemberAdded.v1', { personId, relation: '01', labour, reason: 'REGISTER' });
const enrolled = (enrolmentId = 'e1', on = '2024-03-18') =>
  happened(H1, on, 'identification.HouseholdEnrolled.v1', { caseId: 'k', enrolmentId, previousEnrolmentId: null, category: 'C2', risks: [{ riskId: `${enrolmentId}.1`, type: '01' }], enrolledOn: on, ...line });
const riskAdded = happened(H1, '2024-05-06', 'identification.RiskAdded.v1', { enrolmentId: 'e1', riskId: 'r2', type: '09' });
const eliminated = (riskId: string) => happened(H1, '2024-09-20', 'identification.RiskEliminated.v1', { enrolmentId: 'e1', riskId, mode: 'HELP', evidenceHash: 'a'.repeat(64) });
const cleared = happened(H1, '2024-10-10', 'identification.HouseholdCleared.v1', { caseId: 'k2', enrolmentId: 'e1', mode: 'HELP', clearedOn: '2024-10-10', ...line });
const rolledBack = (enrolmentId = 'e1') => happened(H1, '2024-11-11', 'identification.ClearingRolledBack.v1', { enrolmentId, reason: '不稳定', reopenedRiskIds: [`${enrolmentId}.1`] });
const planned = (enrolmentId = 'e1') => happened(H1, '2024-03-20', 'assistance.PlanMade.v1', { planId: 'plan-1', enrolmentId, helperId: 'helper-1', withLabour: true });
const measure = (measureId: string, dueOn: string, code: MeasureCode = 'M41', riskId = 'e1.1') =>
  happened(H1, '2024-03-21', 'assistance.MeasurePlanned.v1', { planId: 'plan-1', measureId, riskId, code, dueOn, village: VILLAGE });
const delivered = (measureId: string | null) => happened(H1, '2024-04-10', 'assistance.MeasureDelivered.v1', {
  measureId, deliveryId: 'd1', code: 'M41', riskId: measureId && 'e1.1', recipientId: 'p1', deliveredOn: '2024-04-10', amountFen: 100, quantity: null, unit: null, evidenceHash: 'a'.repeat(64),
});
const ended = (measureId: string) => happened(H1, '2024-04-11', 'assistance.MeasureEnded.v1', { measureId, reason: '合同到期' });
const planOverdue = happened(H1, '2024-04-02', 'assistance.PlanOverdue.v1', { enrolmentId: 'e1', dueOn: '2024-04-01' });
const riskOverdue = happened(H1, '2024-04-18', 'assistance.MeasureOverdue.v1', { enrolmentId: 'e1', riskId: 'e1.1', dueOn: '2024-04-17' });
const developmentOverdue = happened(H1, '2024-09-19', 'assistance.DevelopmentOverdue.v1', { enrolmentId: 'e1', dueOn: '2024-09-18' });
const carriedOver = (over: Readonly<{ month: string; mode: 'HELP' }> | null) =>
  happened(H1, '2024-01-10', 'identification.MonitoringCarriedOver.v1', { enrolmentId: 'e0', category: 'C2', risks: [{ riskId: 'e0.1', type: '01' }], enrolledMonth: '202107', cleared: over, bottomLine: false });

const ahead = (deliveryId: string, clueId = 'c1', completeBy = '2024-04-03') => happened(H1, '2024-03-05', 'assistance.MeasureDelivered.v1', {
  measureId: null, deliveryId, code: 'M62', riskId: null, recipientId: 'p1', deliveredOn: '2024-03-05', amountFen: 100, quantity: null, unit: null, evidenceHash: 'a'.repeat(64), village: VILLAGE,
  greenChannel: { clueId, capFen: 500_000, completeBy },
});
const aheadOverdue = happened(H1, '2024-04-04', 'assistance.GreenChannelOverdue.v1', { clueId: 'c1', dueOn: '2024-04-03', givenFen: 100, village: VILLAGE });
const enrol = (dueOn = '2024-04-03', clueId = 'c1') => ({ command: 'RecordGreenChannelOverdue', data: { clueId, dueOn } }) as const;
const plan = (dueOn = '2024-04-01', enrolmentId = 'e1') => ({ command: 'RecordPlanOverdue', data: { enrolmentId, dueOn } }) as const;
const help = (dueOn = '2024-04-17', riskId = 'e1.1', enrolmentId = 'e1') => ({ command: 'RecordMeasureOverdue', data: { enrolmentId, riskId, dueOn } }) as const;
const development = (dueOn = '2024-09-18', enrolmentId = 'e1') => ({ command: 'RecordDevelopmentOverdue', data: { enrolmentId, dueOn } }) as const;

type Body = Omit<DeadlineDocument, '_id' | 'position'>;
const risk = { riskId: 'e1.1', open: true, overdue: false, dueOn: '2024-04-17' };
const enrolment = {
  enrolmentId: 'e1', running: true, planDueOn: '2024-04-01', planned: false, planSettled: false, developmentDueOn: '2024-09-18', developmentSettled: false, risks: [risk], measures: [],
};
const IN = [registered, member('p1', 'ORDINARY'), enrolled()];
const household = (over: Partial<NonNullable<Body['enrolment']>>, limits: Body['limits'], more: Partial<Body> = {}): Readonly<Record<string, Body>> =>
  ({ h1: { area: VILLAGE, labourIds: ['p1'], enrolment: { ...enrolment, ...over }, ahead: [], limits, dueOn: limits[0]?.data.dueOn ?? null, ...more } });
const kept = (measureId: string, dueOn: string, over: Partial<NonNullable<Body['enrolment']>['measures'][number]> = {}) =>
  ({ measureId, riskId: 'e1.1', dueOn, ended: false, begun: false, development: false, ...over });

describe('assistance.deadlines', () => {
  it('has none for a household outside the register, and remembers who can work', () => {
    const outside = { area: VILLAGE, labourIds: ['p1'], enrolment: null, ahead: [], limits: [], dueOn: null };
    given(registered, member('p1', 'WEAK'), member('p2', 'NONE')).then({ h1: outside });
    given(registered, member('p1', 'NONE'), happened(H1, '2024-02-01', 'identification.MemberChanged.v1', { personId: 'p1', relation: '01', labour: 'ORDINARY' })).then({ h1: outside });
    given(member('p1', 'ORDINARY'), enrolled()).then({});
  });

  it('waits for the enrolment when help came first, from the first help on for each clue', () => {
    const waiting = { area: VILLAGE, labourIds: [], enrolment: null, ahead: [{ clueId: 'c1', dueOn: '2024-04-03' }], limits: [enrol()], dueOn: '2024-04-03' };
    given(registered, ahead('d1'), ahead('d2')).then({ h1: waiting });
    given(registered, ahead('d1'), ahead('d2', 'c2', '2024-04-20')).then({ h1: { ...waiting, ahead: [...waiting.ahead, { clueId: 'c2', dueOn: '2024-04-20' }], limits: [enrol(), enrol('2024-04-20', 'c2')] } });
  });

  it('waits no more once the household is enrolled, or the delay is recorded', () => {
    given(registered, member('p1', 'ORDINARY'), ahead('d1'), enrolled()).then(household({}, [plan(), help(), development()]));
    given(registered, ahead('d1'), aheadOverdue).then({ h1: { area: VILLAGE, labourIds: [], enrolment: null, ahead: [], limits: [], dueOn: null } });
  });

  it('runs three limits from the enrolment on, the first to end in front', () => given(...IN).then(household({}, [plan(), help(), development()])));

  it('counts by the rulebook and calendar of the day of enrolment: a holiday puts the plan off', () =>
    given(registered, enrolled('e1', '2024-09-27')).then(household(
      // 29 September and 12 October are worked to make up for the week of 1 October.
      { planDueOn: '2024-10-16', developmentDueOn: '2025-03-27', risks: [{ ...risk, dueOn: '2024-10-27' }] }, [plan('2024-10-16'), help('2024-10-27')], { labourIds: [] })));

  it('asks for no development measure where nobody can work', () => {
    given(registered, member('p1', 'NONE'), enrolled()).then(household({}, [plan(), help()], { labourIds: [] }));
    given(...IN, happened(H1, '2024-04-01', 'identification.MemberRemoved.v1', { personId: 'p1', reason: 'MOVE_OUT' })).then(household({}, [plan(), help()], { labourIds: [] }));
  });

  it('goes on in another village by the dates it has', () =>
    given(...IN, happened(H1, '2024-03-20', 'identification.HouseholdChanged.v1', { registerNumber: null, village: '511504102203', kind: 'GENERAL' }))
      .then(household({}, [plan(), help(), development()], { area: '511504102203' })));

  it('ends for the plan when it is made, or its absence is recorded', () => {
    given(...IN, planned()).then(household({ planned: true, planSettled: true }, [help(), development()]));
    given(...IN, planOverdue).then(household({ planSettled: true }, [help(), development()]));
    given(...IN, planned('e0')).then(household({}, [plan(), help(), development()]));
  });

  it('waits for help that is planned, until the last day of what is still to come', () => {
    const measures = [kept('m1', '2024-04-05'), kept('m2', '2024-05-31')];
    given(...IN, planned(), measure('m1', '2024-04-05')).then(household({ planned: true, planSettled: true, measures: [measures[0]!] }, [help(), development()]));
    given(...IN, planned(), measure('m1', '2024-04-05'), measure('m2', '2024-05-31')).then(household({ planned: true, planSettled: true, measures }, [help('2024-05-31'), development()]));
    given(...IN, planned(), measure('m1', '2024-04-05'), measure('m2', '2024-05-31'), ended('m2'))
      .then(household({ planned: true, planSettled: true, measures: [measures[0]!, { ...measures[1]!, ended: true }] }, [help(), development()]));
  });

  it('ends for a risk with the first delivery, with its elimination, or when the delay is recorded', () => {
    given(...IN, planned(), measure('m1', '2024-04-05'), delivered('m1'), ended('m1'))
      .then(household({ planned: true, planSettled: true, measures: [kept('m1', '2024-04-05', { begun: true, ended: true })] }, [development()]));
    given(...IN, planned(), riskAdded, eliminated('e1.1'))
      .then(household({ planned: true, planSettled: true, risks: [{ ...risk, open: false }, { ...risk, riskId: 'r2', dueOn: '2024-06-05' }] }, [help('2024-06-05', 'r2'), development()]));
    given(...IN, planned(), riskOverdue).then(household({ planned: true, planSettled: true, risks: [{ ...risk, overdue: true }] }, [development()]));
    given(...IN, planned(), delivered(null)).then(household({ planned: true, planSettled: true }, [help(), development()]));
  });

  it('ends for development with a development measure, without an open risk, or when the delay is recorded', () => {
    const post = measure('m1', '2024-10-15', 'M20');
    given(...IN, planned(), post).then(household({ planned: true, planSettled: true, measures: [kept('m1', '2024-10-15', { development: true })] }, [help('2024-10-15'), development('2024-10-15')]));
    given(...IN, planned(), post, delivered('m1')).then(household({ planned: true, planSettled: true, measures: [kept('m1', '2024-10-15', { development: true, begun: true })] }, []));
    given(...IN, planned(), eliminated('e1.1')).then(household({ planned: true, planSettled: true, risks: [{ ...risk, open: false }] }, []));
    given(...IN, planned(), riskOverdue, developmentOverdue).then(household({ planned: true, planSettled: true, developmentSettled: true, risks: [{ ...risk, overdue: true }] }, []));
  });

  it('stands still while the household is cleared', () =>
    given(...IN, eliminated('e1.1'), cleared).then(household({ running: false, risks: [{ ...risk, open: false }] }, [])));

  it('ends with the household, closed or gone into another', () => {
    given(...IN, happened(H1, '2024-05-06', 'identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: 'e1' })).then({ h1: { area: VILLAGE, labourIds: ['p1'], enrolment: null, ahead: [], limits: [], dueOn: null } });
    given(...IN, happened(H1, '2024-05-06', 'identification.HouseholdMergedInto.v1', { intoHouseholdId: 'h2', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: 'a'.repeat(64) })).then({ h1: { area: VILLAGE, labourIds: ['p1'], enrolment: null, ahead: [], limits: [], dueOn: null } });
  });

  it('runs anew after a roll-back, from its day: while cleared nobody could help', () => {
    const anew = { developmentDueOn: '2025-05-11', risks: [{ ...risk, dueOn: '2024-12-11' }] };
    given(...IN, eliminated('e1.1'), cleared, rolledBack()).then(household({ ...anew, planDueOn: '2024-11-25' }, [plan('2024-11-25'), help('2024-12-11'), development('2025-05-11')]));
    given(...IN, planned(), riskOverdue, developmentOverdue, eliminated('e1.1'), cleared, rolledBack())
      .then(household({ ...anew, planned: true, planSettled: true, planDueOn: '2024-11-25' }, [help('2024-12-11'), development('2025-05-11')]));
    // A plan that was missed before can be missed again.
    given(...IN, planOverdue, eliminated('e1.1'), cleared, rolledBack()).then(household({ ...anew, planDueOn: '2024-11-25' }, [plan('2024-11-25'), help('2024-12-11'), development('2025-05-11')]));
  });

  it('begins anew with a relapse, whatever was delivered before', () =>
    given(...IN, planned(), measure('m1', '2024-04-05', 'M20'), delivered('m1'), eliminated('e1.1'), cleared, enrolled('e2', '2025-03-03')).then(household(
      { enrolmentId: 'e2', planDueOn: '2025-03-17', developmentDueOn: '2025-09-03', risks: [{ ...risk, riskId: 'e2.1', dueOn: '2025-04-02' }] },
      [plan('2025-03-17', 'e2'), help('2025-04-02', 'e2.1', 'e2'), development('2025-09-03', 'e2')])));

  it('takes monitoring from before on from the day it was carried over; what was cleared then stands still until a roll-back', () => {
    const old = { enrolmentId: 'e0', planDueOn: '2024-01-24', developmentDueOn: '2024-07-10' };
    const e0 = { riskId: 'e0.1', open: true, overdue: false, dueOn: '2024-02-09' };
    given(registered, carriedOver(null)).then(household({ ...old, risks: [e0] }, [plan('2024-01-24', 'e0'), help('2024-02-09', 'e0.1', 'e0')], { labourIds: [] }));
    const before = carriedOver({ month: '202211', mode: 'HELP' });
    given(registered, before).then(household({ ...old, running: false, risks: [{ ...e0, open: false }] }, [], { labourIds: [] }));
    given(registered, before, rolledBack('e0')).then(household(
      { ...old, planDueOn: '2024-11-25', developmentDueOn: '2025-05-11', risks: [{ ...e0, dueOn: '2024-12-11' }] }, [plan('2024-11-25', 'e0'), help('2024-12-11', 'e0.1', 'e0')], { labourIds: [] }));
  });

  it('has no limit where no rulebook is in force, and stops for any other fault', () => {
    const failing = (code: string) => readModelSpecOf(deadlinesProjection({ inForce: () => { throw new DomainError(code); } }, calendar));
    failing('POLICY.NOT_IN_FORCE').given(...IN, riskAdded, rolledBack()).then({ h1: { area: VILLAGE, labourIds: ['p1'], enrolment: null, ahead: [], limits: [], dueOn: null } });
    expect(() => failing('POLICY.INVALID').given(...IN).then({})).toThrow('POLICY.INVALID');
  });
});
