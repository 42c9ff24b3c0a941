import { DomainError, type CommandMeta, type LocalDate } from '@humai/kernel';
import type { AssistanceEvent, AssistancePolicy, MeasureCode, RefusalReason } from '@humai/contracts-assistance';
import { fact, policyOf, villageOf, type CommandOf } from './context.js';
import { currentPlan, entry, type Household, type Measure } from './state.js';

export function planMeasure(state: Household, { data, meta }: CommandOf<'PlanMeasure'>): readonly AssistanceEvent[] {
  const village = villageOf(state);
  const policy = policyOf(state, meta);
  const known = entry(state.measures, data.measureId);
  if (known) {
    if (known.riskId === data.riskId && known.code === data.code) return [];
    throw new DomainError('MEASURE.EXISTS', { measure: data.measureId }, 'measureId');
  }
  const outside = outsideOf(state);
  if (outside && !policy.universal.includes(data.code)) return refused(state, data.measureId, data.code, outside);
  const plan = currentPlan(state);
  if (outside || !plan) throw new DomainError('PLAN.NONE');
  const risk = state.enrolment?.risks.find((r) => r.riskId === data.riskId);
  if (!risk) throw new DomainError('MEASURE.RISK_NOT_FOUND', { risk: data.riskId }, 'riskId');
  if (!risk.open) throw new DomainError('MEASURE.RISK_CLOSED', { risk: data.riskId }, 'riskId');
  const dueOn = data.dueOn ?? meta.calendar.due(meta.effectiveOn, policy.firstDeliveryLimit);
  if (dueOn < meta.effectiveOn) throw new DomainError('MEASURE.DUE_IN_PAST', { dueOn, effectiveOn: meta.effectiveOn }, 'dueOn');
  return [fact('MeasurePlanned.v1', { planId: plan.planId, measureId: data.measureId, riskId: data.riskId, code: data.code, dueOn, village })];
}

export function deliverMeasure(state: Household, { data, meta }: CommandOf<'DeliverMeasure'>): readonly AssistanceEvent[] {
  villageOf(state);
  const policy = policyOf(state, meta);
  if (isRepeat(state, data.deliveryId)) return [];
  const measure = measureOf(state, data.measureId);
  if (measure.ended) throw new DomainError('MEASURE.ENDED', { measure: data.measureId }, 'measureId');
  const outside = outsideOf(state);
  if (outside && !policy.universal.includes(measure.code) && !mayGoOn(measure, policy)) return refused(state, data.deliveryId, measure.code, outside);
  checkDelivery(state, data, meta);
  return [fact('MeasureDelivered.v1', { ...data, code: measure.code, riskId: measure.riskId })];
}

export function endMeasure(state: Household, { data }: CommandOf<'EndMeasure'>): readonly AssistanceEvent[] {
  villageOf(state);
  return measureOf(state, data.measureId).ended ? [] : [fact('MeasureEnded.v1', data)];
}

/** What has not ended goes with the household; what has stays where it was given. */
export function moveMeasures(state: Household): readonly AssistanceEvent[] {
  const village = villageOf(state);
  const measureIds = Object.entries(state.measures).filter(([, m]) => !m.ended && m.village !== village).map(([id]) => id);
  return measureIds.length === 0 ? [] : [fact('MeasuresMoved.v1', { measureIds, village })];
}

export function grantHelp(state: Household, { data, meta }: CommandOf<'GrantHelp'>): readonly AssistanceEvent[] {
  const village = villageOf(state);
  const policy = policyOf(state, meta);
  if (isRepeat(state, data.deliveryId)) return [];
  const given = { ...data, measureId: null, riskId: null, village };
  if (policy.universal.includes(data.code)) {
    checkDelivery(state, data, meta);
    return [fact('MeasureDelivered.v1', given)];
  }
  const outside = outsideOf(state);
  if (!outside) throw new DomainError('MEASURE.NEEDS_PLAN', { code: data.code }, 'code');
  const greenChannel = outside === 'NOT_ENROLLED' ? greenChannelFor(state, data, meta, policy) : outside;
  // Invariant 7: recorded, because a refusal without a trace would be none.
  if (typeof greenChannel === 'string') return refused(state, data.deliveryId, data.code, greenChannel);
  checkDelivery(state, data, meta);
  return [fact('MeasureDelivered.v1', { ...given, greenChannel })];
}

/** Why a household is outside the register, or null for an enrolled one. */
const outsideOf = ({ enrolment }: Household): Extract<RefusalReason, 'NOT_ENROLLED' | 'CLEARED'> | null =>
  !enrolment ? 'NOT_ENROLLED' : enrolment.status === 'CLEARED' ? 'CLEARED' : null;

/** Invariant 7: 体外循环 is refused, and the refusal is a fact. [seed] */
const refused = (state: Household, requestId: string, code: MeasureCode, reason: RefusalReason): readonly AssistanceEvent[] =>
  state.refusedIds.includes(requestId) ? [] : [fact('AssistanceRefused.v1', { requestId, code, reason, village: villageOf(state) })];

/** After clearing: loans, posts and schooling that have begun run to their end. [F38] */
const mayGoOn = (measure: Measure, policy: AssistancePolicy): boolean => measure.begun && policy.continuing.includes(measure.code);

/** Invariant 8: help may come before enrolment after a disaster or accident, up to a cap and a date. [F14] */
function greenChannelFor(state: Household, data: CommandOf<'GrantHelp'>['data'], meta: CommandMeta, { greenChannel: { codes, riskTypes, capFen, completionLimit } }: AssistancePolicy): RefusalReason | GreenChannel {
  // Invariant 8.
  if (!codes.includes(data.code)) return 'NOT_ENROLLED';
  const [clueId, clue] = Object.entries(state.openClues).filter(([, c]) => c.riskTypes.some((t) => riskTypes.includes(t))).sort(([, a], [, b]) => (a.foundOn < b.foundOn ? -1 : 1)).at(-1) ?? [];
  // Invariant 8: a disaster or an accident.
  if (clueId === undefined || !clue) return 'NOT_ENROLLED';
  const given = state.outsidePlan.filter((d) => codes.includes(d.code) && d.deliveredOn >= clue.foundOn).reduce((sum, d) => sum + d.amountFen, 0);
  // Invariant 8: up to the cap.
  if (given + (data.amountFen ?? 0) > capFen) return 'GREEN_CHANNEL';
  const completeBy = meta.calendar.due(clue.foundOn, completionLimit);
  // Invariant 8: up to the completion date.
  if (meta.effectiveOn > completeBy) return 'GREEN_CHANNEL';
  return { clueId, capFen, completeBy };
}
type GreenChannel = Readonly<{ clueId: string; capFen: number; completeBy: LocalDate }>;

const isRepeat = (state: Household, deliveryId: string): boolean => state.deliveryIds.includes(deliveryId);

function measureOf(state: Household, measureId: string): Measure {
  const measure = entry(state.measures, measureId);
  if (!measure) throw new DomainError('MEASURE.NOT_FOUND', { measure: measureId }, 'measureId');
  return measure;
}

/** Evidence: a date, an amount or a quantity with its unit, and a registered recipient. (domain §3.2) */
function checkDelivery(state: Household, data: Pick<CommandOf<'GrantHelp'>['data'], 'recipientId' | 'deliveredOn' | 'amountFen' | 'quantity' | 'unit'>, meta: CommandMeta): void {
  if (entry(state.members, data.recipientId) === undefined) throw new DomainError('DELIVERY.NOT_MEMBER', {}, 'recipientId');
  if (data.deliveredOn > meta.effectiveOn) throw new DomainError('DELIVERY.FUTURE', { deliveredOn: data.deliveredOn, effectiveOn: meta.effectiveOn }, 'deliveredOn');
  if (data.amountFen === null && data.quantity === null) throw new DomainError('DELIVERY.NOTHING_GIVEN', {}, 'amountFen');
  if (data.quantity !== null && data.unit === null) throw new DomainError('DELIVERY.UNIT_MISSING', {}, 'unit');
}
