import type { AssistanceEvent } from '@humai/contracts-assistance';
import { fact, villageOf, type CommandOf } from './context.js';
import { counts, currentPlan, entry, hasMemberWithLabour, isDevelopment, type Enrolment, type Household } from './state.js';

/** The enrolment a deadline is about, when it is still running and the due date has gone by. */
function lateEnrolment(state: Household, { data, meta }: CommandOf<'RecordPlanOverdue' | 'RecordMeasureOverdue' | 'RecordDevelopmentOverdue'>): Enrolment | null {
  villageOf(state);
  const { enrolment } = state;
  return enrolment?.status === 'OPEN' && enrolment.enrolmentId === data.enrolmentId && data.dueOn < meta.effectiveOn ? enrolment : null;
}

/** Invariant 11; nothing when there is a plan by now or it was recorded before. */
export function recordPlanOverdue(state: Household, command: CommandOf<'RecordPlanOverdue'>): readonly AssistanceEvent[] {
  const enrolment = lateEnrolment(state, command);
  return enrolment && !enrolment.overdue.plan && !currentPlan(state) ? [fact('PlanOverdue.v1', command.data)] : [];
}

/** Invariant 9: an open risk has at least one linked live or delivered measure within the limit. [F8] */
export function recordMeasureOverdue(state: Household, command: CommandOf<'RecordMeasureOverdue'>): readonly AssistanceEvent[] {
  const { data, meta } = command;
  const enrolment = lateEnrolment(state, command);
  const uncovered = enrolment?.risks.some((r) => r.riskId === data.riskId && r.open) && !Object.values(state.measures).some((m) => m.enrolmentId === data.enrolmentId && m.riskId === data.riskId && counts(m, meta.effectiveOn));
  return uncovered && !enrolment?.overdue.riskIds.includes(data.riskId) ? [fact('MeasureOverdue.v1', data)] : [];
}

/** Invariant 10: a household with labour and an open risk has a development measure by the month the policy names. [F8] */
export function recordDevelopmentOverdue(state: Household, command: CommandOf<'RecordDevelopmentOverdue'>): readonly AssistanceEvent[] {
  const { data, meta } = command;
  const enrolment = lateEnrolment(state, command);
  const missing = enrolment?.risks.some((r) => r.open) && hasMemberWithLabour(state)
    && !Object.values(state.measures).some((m) => m.enrolmentId === data.enrolmentId && isDevelopment(m) && counts(m, meta.effectiveOn));
  return missing && !enrolment?.overdue.development ? [fact('DevelopmentOverdue.v1', data)] : [];
}

/** Invariant 8: help came first, and the completion date has passed without an enrolment. */
export function recordGreenChannelOverdue(state: Household, { data, meta }: CommandOf<'RecordGreenChannelOverdue'>): readonly AssistanceEvent[] {
  const village = villageOf(state);
  const ahead = entry(state.greenChannel, data.clueId);
  return ahead && ahead.completeBy < meta.effectiveOn ? [fact('GreenChannelOverdue.v1', { clueId: data.clueId, dueOn: ahead.completeBy, givenFen: ahead.givenFen, village })] : [];
}
