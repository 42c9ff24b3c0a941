import { fileURLToPath } from 'node:url';
import { AssistancePolicy, type AssistanceEvent, type MeasureCode } from '@humai/contracts-assistance';
import type { IdentificationEvent, Labour, RiskType } from '@humai/contracts-identification';
import type { CommandMeta, DomainEvent } from '@humai/kernel';
import { chineseCalendar, loadPolicies } from '@humai/policy';
import type { CommandOf, HouseholdCommand } from '../household/context.js';
import type { HouseholdEvent } from '../household/state.js';

const policies = loadPolicies({ directory: fileURLToPath(new URL('../../../../../policies', import.meta.url)), kinds: [AssistancePolicy], otherKinds: 'ignore' });
const calendar = chineseCalendar();

export const VILLAGE = '511504101201';
export const hash = 'a'.repeat(64);

export const on = (date: string, role = 'village'): CommandMeta => ({
  now: `${date}T02:00:00.000Z`, today: date, effectiveOn: date, actor: { id: `${role}-1`, role, area: VILLAGE }, commandId: `command-${date}`, policies, calendar,
});
export const command = <T extends HouseholdCommand['type']>(type: T, data: CommandOf<T>['data'], date: string): HouseholdCommand => ({ type, data, meta: on(date) }) as DomainEvent as HouseholdCommand;

type DataOf<E extends DomainEvent, T extends E['type']> = Extract<E, { type: T }>['data'];
const found = <N extends string>(name: N, data: DataOf<IdentificationEvent, Extract<IdentificationEvent['type'], `identification.${N}`>>) =>
  ({ type: `identification.${name}`, data }) as DomainEvent as HouseholdEvent;
export const fact = <N extends string>(name: N, data: DataOf<AssistanceEvent, Extract<AssistanceEvent['type'], `assistance.${N}`>>) =>
  ({ type: `assistance.${name}`, data }) as DomainEvent as HouseholdEvent;

export const registered = found('HouseholdRegistered.v1', { householdId: 'h1', registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL' });
export const member = (personId: string, labour: Labour = 'ORDINARY') => found('MemberAdded.v1', { personId, relation: '01', labour, reason: 'REGISTER' });
export const memberLeft = (personId: string) => found('MemberRemoved.v1', { personId, reason: 'DEATH' });
export const clue = (riskTypes: readonly RiskType[] = ['01'], foundOn = '2024-03-04', clueId = 'c1') =>
  found('ClueReported.v1', { clueId, village: VILLAGE, channel: 'SELF_REPORT', riskTypes: [...riskTypes], occurredOn: foundOn, foundOn, dueOn: '2024-04-02', source: null });
export const clueClosed = found('ClueClosed.v1', { clueId: 'c1', verdict: 'NOT_ELIGIBLE', reason: '不符合条件', caseId: null });
export const enrolled = (enrolmentId = 'e1', enrolledOn = '2024-03-18') => found('HouseholdEnrolled.v1', {
  caseId: 'k1', enrolmentId, previousEnrolmentId: null, category: 'C2', risks: [{ riskId: `${enrolmentId}.1`, type: '01' }], enrolledOn, incomePerHeadFen: 650_000,
  lineFen: 780_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021',
});
export const carriedOver = (cleared: boolean) => found('MonitoringCarriedOver.v1', {
  enrolmentId: 'e0', category: 'C1', risks: [{ riskId: 'e0.1', type: '01' }], enrolledMonth: '201906', cleared: cleared ? { month: '202101', mode: 'HELP' } : null, bottomLine: false,
});
export const riskAdded = found('RiskAdded.v1', { enrolmentId: 'e1', riskId: 'e1.2', type: '07' });
export const riskEliminated = (riskId = 'e1.1') => found('RiskEliminated.v1', { enrolmentId: 'e1', riskId, mode: 'HELP', evidenceHash: hash });
export const cleared = found('HouseholdCleared.v1', {
  caseId: 'k2', enrolmentId: 'e1', mode: 'HELP', clearedOn: '2024-10-10', incomePerHeadFen: 1_200_000, lineFen: 780_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021',
});
export const rolledBack = found('ClearingRolledBack.v1', { enrolmentId: 'e1', reason: '收入虚报', reopenedRiskIds: ['e1.1'] });

export const planned = (planId = 'plan-1', enrolmentId = 'e1') => fact('PlanMade.v1', { planId, enrolmentId, helperId: 'helper-1', withLabour: true });
export const measure = (measureId = 'm1', code: MeasureCode = 'M41', riskId = 'e1.1', dueOn = '2024-04-17') =>
  fact('MeasurePlanned.v1', { planId: 'plan-1', measureId, riskId, code, dueOn, village: VILLAGE });
export const gift = { deliveryId: 'd1', recipientId: 'p1', deliveredOn: '2024-04-01', amountFen: 100_000, quantity: null, unit: null, evidenceHash: hash };
export const delivered = (measureId: string | null = 'm1', code: MeasureCode = 'M41', deliveryId = 'd1', over: Partial<typeof gift> = {}, greenChannel?: Readonly<{ clueId: string; capFen: number; completeBy: string }>) =>
  fact('MeasureDelivered.v1', { ...gift, deliveryId, ...over, ...(greenChannel && { greenChannel }), measureId, code, riskId: measureId === null ? null : 'e1.1', ...(measureId === null ? { village: VILLAGE } : {}) });
export const ended = (measureId = 'm1') => fact('MeasureEnded.v1', { measureId, reason: '合同到期' });

/** A household of two, one able to work, not enrolled. */
export const outside = [registered, member('p1'), member('p2', 'NONE')];
export const inside = [...outside, enrolled()];
export const withPlan = [...inside, planned()];
export const withMeasure = [...withPlan, measure()];
