import { DomainError } from '@humai/kernel';
import type { AssistanceEvent } from '@humai/contracts-assistance';
import { fact, villageOf, type CommandOf } from './context.js';
import { currentPlan, hasMemberWithLabour, type Household } from './state.js';

/** Invariant 11: a plan belongs to an enrolment and names one helper. [F13] */
export function makePlan(state: Household, { data }: CommandOf<'MakePlan'>): readonly AssistanceEvent[] {
  villageOf(state);
  const { enrolment } = state;
  if (!enrolment) throw new DomainError('ASSISTANCE.NOT_ENROLLED');
  const plan = currentPlan(state);
  if (plan?.planId === data.planId) return [];
  if (enrolment.status === 'CLEARED') throw new DomainError('ASSISTANCE.CLEARED');
  if (plan) throw new DomainError('PLAN.EXISTS', { plan: plan.planId }, 'planId');
  return [fact('PlanMade.v1', { planId: data.planId, enrolmentId: enrolment.enrolmentId, helperId: data.helperId, withLabour: hasMemberWithLabour(state) })];
}

/** Another helper takes the place of the last one; a cleared household stays tracked, so it keeps one too. */
export function replaceHelper(state: Household, { data }: CommandOf<'ReplaceHelper'>): readonly AssistanceEvent[] {
  villageOf(state);
  const plan = currentPlan(state);
  if (!plan) throw new DomainError('PLAN.NONE');
  return plan.helperId === data.helperId ? [] : [fact('HelperReplaced.v1', { planId: plan.planId, ...data })];
}
