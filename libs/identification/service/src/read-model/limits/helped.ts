import { AssistancePolicy } from '@humai/contracts-assistance';
import { DomainError, type LocalDate } from '@humai/kernel';
import type { PolicyParts } from '@humai/nest';
import type { LimitEvent } from './limits.js';

/** An enrolment as far as the limits of its plan and of the help against its risks go; null where assistance has no rulebook. */
export type Helped = Readonly<{
  enrolmentId: string;
  running: boolean;
  planned: boolean;
  planDueOn: LocalDate | null;
  risks: readonly Readonly<{ riskId: string; open: boolean; dueOn: LocalDate | null }>[];
  measures: readonly Readonly<{ measureId: string; riskId: string; begun: boolean; ended: boolean }>[];
}>;

function limitOn(which: 'planLimit' | 'firstDeliveryLimit', village: string, on: LocalDate, { policies, calendar }: PolicyParts): LocalDate | null {
  try {
    return calendar.due(on, policies.inForce(AssistancePolicy, village, on).content[which]);
  } catch (error) {
    // Where help has no rulebook nothing of it has a limit; a projection must not stop for that.
    if (error instanceof DomainError && error.code === 'POLICY.NOT_IN_FORCE') return null;
    throw error;
  }
}

/** The enrolment after an event; null while the household has none. Limits run from the enrolment, from a carry-over, from a new risk, and anew from a roll-back. */
export function helpedAfter(h: Helped | null, { type, data, metadata: { effectiveOn: on } }: LimitEvent, village: string, parts: PolicyParts): Helped | null {
  const planDueOn = (from: LocalDate) => limitOn('planLimit', village, from, parts);
  const helpDueOn = (from: LocalDate) => limitOn('firstDeliveryLimit', village, from, parts);
  const begun = (enrolmentId: string, risks: readonly Readonly<{ riskId: string }>[], from: LocalDate, running = true): Helped =>
    ({ enrolmentId, running, planned: false, planDueOn: planDueOn(from), risks: risks.map(({ riskId }) => ({ riskId, open: running, dueOn: helpDueOn(from) })), measures: [] });
  const inThis = (enrolmentId: string, to: (h: Helped) => Partial<Helped>): Helped | null => (h?.enrolmentId === enrolmentId ? { ...h, ...to(h) } : h);
  const measured = (measureId: string | null, to: Partial<Helped['measures'][number]>): Helped | null => h && { ...h, measures: h.measures.map((m) => (m.measureId === measureId ? { ...m, ...to } : m)) };
  switch (type) {
    case 'identification.MonitoringCarriedOver.v1': return begun(data.enrolmentId, data.risks, on, data.cleared === null);
    case 'identification.HouseholdEnrolled.v1': return begun(data.enrolmentId, data.risks, data.enrolledOn);
    case 'identification.RiskAdded.v1': return inThis(data.enrolmentId, ({ risks }) => ({ risks: [...risks, { riskId: data.riskId, open: true, dueOn: helpDueOn(on) }] }));
    case 'identification.RiskEliminated.v1': return inThis(data.enrolmentId, ({ risks }) => ({ risks: risks.map((r) => (r.riskId === data.riskId ? { ...r, open: false } : r)) }));
    case 'identification.HouseholdCleared.v1': return inThis(data.enrolmentId, () => ({ running: false }));
    case 'identification.ClearingRolledBack.v1':
      return inThis(data.enrolmentId, ({ risks }) => ({
        running: true, planDueOn: planDueOn(on), risks: risks.map((r) => (data.reopenedRiskIds.includes(r.riskId) ? { ...r, open: true, dueOn: helpDueOn(on) } : r)),
      }));
    case 'identification.HouseholdMergedInto.v1': return null;
    case 'assistance.PlanMade.v1': return inThis(data.enrolmentId, () => ({ planned: true }));
    case 'assistance.MeasurePlanned.v1': return h && { ...h, measures: [...h.measures, { measureId: data.measureId, riskId: data.riskId, begun: false, ended: false }] };
    case 'assistance.MeasureDelivered.v1': return measured(data.measureId, { begun: true });
    case 'assistance.MeasureEnded.v1': return measured(data.measureId, { ended: true });
    default: return h;
  }
}

/** By when there must be a plan (invariant 11); null when there is one, or none is needed. */
export const planDue = (h: Helped | null): LocalDate | null => (h?.running && !h.planned ? h.planDueOn : null);

/** By when the first open risk without any help must have some (invariant 9); a measure under way has a day of its own. */
export const helpDue = (h: Helped | null): LocalDate | null =>
  (h?.running ? h.risks.filter((r) => r.open && !h.measures.some((m) => m.riskId === r.riskId && (m.begun || !m.ended))).flatMap((r) => r.dueOn ?? []).sort()[0] ?? null : null);
