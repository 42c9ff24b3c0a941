import { AssistancePolicy, MEASURES, type AssistanceEvent } from '@humai/contracts-assistance';
import { hasLabour, type IdentificationEvent } from '@humai/contracts-identification';
import { addMonths, DomainError, subjectOf, type Calendar, type LocalDate, type PolicySource, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';
import { commandIdOf } from '@humai/messaging';
import type { ContextProcess, ProcessParts } from '@humai/nest';
import { assistanceAggregate, assistanceService } from '../application/household-aggregate.js';

/** A limit that runs, and the command that says it has passed. */
export type Deadline = Readonly<
  | { command: 'RecordPlanOverdue'; data: Readonly<{ enrolmentId: string; dueOn: LocalDate }> }
  | { command: 'RecordMeasureOverdue'; data: Readonly<{ enrolmentId: string; riskId: string; dueOn: LocalDate }> }
  | { command: 'RecordDevelopmentOverdue'; data: Readonly<{ enrolmentId: string; dueOn: LocalDate }> }
  | { command: 'RecordGreenChannelOverdue'; data: Readonly<{ clueId: string; dueOn: LocalDate }> }
>;

type Risk = Readonly<{ riskId: string; open: boolean; overdue: boolean; dueOn: LocalDate }>;
type Measure = Readonly<{ measureId: string; riskId: string; dueOn: LocalDate; ended: boolean; begun: boolean; development: boolean }>;
type Enrolment = Readonly<{
  enrolmentId: string;
  running: boolean;
  planDueOn: LocalDate;
  planned: boolean;
  /** There is a plan, or its absence was recorded. */
  planSettled: boolean;
  developmentDueOn: LocalDate;
  developmentSettled: boolean;
  risks: readonly Risk[];
  measures: readonly Measure[];
}>;

export type DeadlineDocument = ReadDocument & Readonly<{
  area: string;
  labourIds: readonly string[];
  enrolment: Enrolment | null;
  /** Help that came first and waits for an enrolment. */
  ahead: readonly Readonly<{ clueId: string; dueOn: LocalDate }>[];
  /** What runs, the first to end before the others. */
  limits: readonly Deadline[];
  /** The last day of the first of them; null when nothing runs. */
  dueOn: LocalDate | null;
}>;

type Event = RecordedEvent<IdentificationEvent | AssistanceEvent>;
type Body = Omit<DeadlineDocument, '_id' | 'position'>;
type Facts = Omit<Body, 'limits' | 'dueOn'>;

const latest = (dates: readonly LocalDate[]): LocalDate => [...dates].sort().at(-1)!;
const byDate = (a: Deadline, b: Deadline) => (a.data.dueOn < b.data.dueOn ? -1 : a.data.dueOn > b.data.dueOn ? 1 : 0);

/**
 * When help that meets a limit is no longer on its way: the limit itself, or the last date by which a measure is still to be delivered.
 * Null when it was delivered: nothing is due any more.
 */
function helpDueOn(limit: LocalDate, measures: readonly Measure[]): LocalDate | null {
  if (measures.some((m) => m.begun)) return null;
  return latest([limit, ...measures.filter((m) => !m.ended).map((m) => m.dueOn)]);
}

function deadlinesOf({ enrolment: e, labourIds, ahead }: Facts): readonly Deadline[] {
  // Invariant 8.
  const found: Deadline[] = ahead.map((data) => ({ command: 'RecordGreenChannelOverdue', data }));
  if (!e?.running) return found;
  const { enrolmentId } = e;
  const open = e.risks.filter((r) => r.open);
  // Invariant 11.
  if (!e.planSettled) found.push({ command: 'RecordPlanOverdue', data: { enrolmentId, dueOn: e.planDueOn } });
  // Invariant 9.
  for (const { riskId, dueOn: limit } of open.filter((r) => !r.overdue)) {
    const dueOn = helpDueOn(limit, e.measures.filter((m) => m.riskId === riskId));
    if (dueOn !== null) found.push({ command: 'RecordMeasureOverdue', data: { enrolmentId, riskId, dueOn } });
  }
  // Invariant 10.
  const developmentDueOn = helpDueOn(e.developmentDueOn, e.measures.filter((m) => m.development));
  if (!e.developmentSettled && open.length > 0 && labourIds.length > 0 && developmentDueOn !== null)
    found.push({ command: 'RecordDevelopmentOverdue', data: { enrolmentId, dueOn: developmentDueOn } });
  return found;
}

function withLimits({ area, labourIds, enrolment, ahead }: Facts): Body {
  const limits = [...deadlinesOf({ area, labourIds, enrolment, ahead })].sort(byDate);
  return { area, labourIds, enrolment, ahead, limits, dueOn: limits[0]?.data.dueOn ?? null };
}

/** Help before an enrolment waits for it from the first delivery on. */
const waiting = (doc: Facts, { clueId, completeBy }: Readonly<{ clueId: string; completeBy: LocalDate }>): Facts =>
  (doc.ahead.some((a) => a.clueId === clueId) ? doc : { ...doc, ahead: [...doc.ahead, { clueId, dueOn: completeBy }] });

/**
 * Which limits of which household end when? Due dates follow from the event alone: its business date, the policy in force on it and the working-day calendar,
 * so a rebuild finds the same ones.
 */
export function deadlinesProjection(policies: Pick<PolicySource, 'inForce'>, calendar: Pick<Calendar, 'due'>): Projection<DeadlineDocument, Event> {
  const policyOn = (area: string, on: LocalDate): AssistancePolicy | null => {
    try {
      return policies.inForce(AssistancePolicy, area, on).content;
    } catch (error) {
      // Without a rulebook nothing has a limit there; a projection must not stop for that.
      if (error instanceof DomainError && error.code === 'POLICY.NOT_IN_FORCE') return null;
      throw error;
    }
  };
  const helpFrom = (policy: AssistancePolicy, on: LocalDate) => ({ dueOn: calendar.due(on, policy.firstDeliveryLimit) });
  const planFrom = (policy: AssistancePolicy, on: LocalDate) => ({ planDueOn: calendar.due(on, policy.planLimit), developmentDueOn: addMonths(on, policy.developmentMeasureMonths) });

  const begin = (doc: Facts, enrolmentId: string, risks: readonly Readonly<{ riskId: string }>[], from: LocalDate, running = true): Facts => {
    const policy = policyOn(doc.area, from);
    if (!policy) return { ...doc, enrolment: null };
    return {
      ...doc,
      enrolment: {
        enrolmentId, running, ...planFrom(policy, from), planned: false, planSettled: false, developmentSettled: false, measures: [],
        risks: risks.map(({ riskId }) => ({ riskId, open: running, overdue: false, ...helpFrom(policy, from) })),
      },
    };
  };
  // While the household was cleared nobody could help it, so limits run anew.
  const reopen = (e: Enrolment, riskIds: readonly string[], policy: AssistancePolicy | null, on: LocalDate): Enrolment => ({
    ...e, running: true, planSettled: e.planned, developmentSettled: false, ...(policy && planFrom(policy, on)),
    risks: e.risks.map((r) => (riskIds.includes(r.riskId) ? { ...r, open: true, overdue: false, ...(policy && helpFrom(policy, on)) } : r)),
  });

  const change = (doc: Facts, { type, data, metadata }: Event): Facts => {
    const on = metadata.effectiveOn;
    const inEnrolment = (next: (e: Enrolment) => Enrolment): Facts => (doc.enrolment ? { ...doc, enrolment: next(doc.enrolment) } : doc);
    const inThisEnrolment = (enrolmentId: string, next: (e: Enrolment) => Enrolment): Facts => inEnrolment((e) => (e.enrolmentId === enrolmentId ? next(e) : e));
    const toMeasure = (measureId: string | null, to: Partial<Measure>): Facts =>
      inEnrolment((e) => ({ ...e, measures: e.measures.map((m) => (m.measureId === measureId ? { ...m, ...to } : m)) }));
    const toRisk = (enrolmentId: string, riskId: string, to: Partial<Risk>): Facts =>
      inThisEnrolment(enrolmentId, (e) => ({ ...e, risks: e.risks.map((r) => (r.riskId === riskId ? { ...r, ...to } : r)) }));

    switch (type) {
      case 'identification.HouseholdChanged.v1':
        return { ...doc, area: data.village };
      case 'identification.MemberAdded.v1':
      case 'identification.MemberChanged.v1': {
        const others = doc.labourIds.filter((id) => id !== data.personId);
        return { ...doc, labourIds: hasLabour(data.labour) ? [...others, data.personId] : others };
      }
      case 'identification.MemberRemoved.v1':
        return { ...doc, labourIds: doc.labourIds.filter((id) => id !== data.personId) };
      case 'identification.MonitoringCarriedOver.v1':
        // Limits of what was enrolled before run from the day it was carried over: nobody could plan it here before.
        return begin({ ...doc, ahead: [] }, data.enrolmentId, data.risks, on, data.cleared === null);
      case 'identification.HouseholdEnrolled.v1':
        return begin({ ...doc, ahead: [] }, data.enrolmentId, data.risks, data.enrolledOn);
      case 'identification.RiskAdded.v1': {
        const policy = policyOn(doc.area, on);
        if (!policy) return doc;
        return inThisEnrolment(data.enrolmentId, (e) => ({ ...e, risks: [...e.risks, { riskId: data.riskId, open: true, overdue: false, ...helpFrom(policy, on) }] }));
      }
      case 'identification.RiskEliminated.v1':
        return toRisk(data.enrolmentId, data.riskId, { open: false });
      case 'identification.HouseholdCleared.v1':
        return inThisEnrolment(data.enrolmentId, (e) => ({ ...e, running: false }));
      case 'identification.HouseholdMergedInto.v1':
      case 'identification.HouseholdClosed.v1':
        return { ...doc, enrolment: null };
      case 'identification.ClearingRolledBack.v1':
        return inThisEnrolment(data.enrolmentId, (e) => reopen(e, data.reopenedRiskIds, policyOn(doc.area, on), on));
      case 'assistance.PlanMade.v1':
        return inThisEnrolment(data.enrolmentId, (e) => ({ ...e, planned: true, planSettled: true }));
      case 'assistance.PlanOverdue.v1':
        return inThisEnrolment(data.enrolmentId, (e) => ({ ...e, planSettled: true }));
      case 'assistance.MeasurePlanned.v1':
        return inEnrolment((e) => ({
          ...e,
          measures: [...e.measures, { measureId: data.measureId, riskId: data.riskId, dueOn: data.dueOn, ended: false, begun: false, development: MEASURES[data.code].development }],
        }));
      case 'assistance.MeasureDelivered.v1':
        return data.greenChannel ? waiting(doc, data.greenChannel) : toMeasure(data.measureId, { begun: true });
      case 'assistance.GreenChannelOverdue.v1':
        return { ...doc, ahead: doc.ahead.filter((a) => a.clueId !== data.clueId) };
      case 'assistance.MeasureEnded.v1':
        return toMeasure(data.measureId, { ended: true });
      case 'assistance.MeasureOverdue.v1':
        return toRisk(data.enrolmentId, data.riskId, { overdue: true });
      case 'assistance.DevelopmentOverdue.v1':
        return inThisEnrolment(data.enrolmentId, (e) => ({ ...e, developmentSettled: true }));
      default:
        return doc;
    }
  };

  return {
    name: 'assistance.deadlines',
    version: 2,
    indexes: [['dueOn']],
    handles: [
      'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.MemberAdded.v1', 'identification.MemberChanged.v1',
      'identification.MemberRemoved.v1', 'identification.MonitoringCarriedOver.v1', 'identification.HouseholdEnrolled.v1', 'identification.RiskAdded.v1',
      'identification.RiskEliminated.v1', 'identification.HouseholdCleared.v1', 'identification.ClearingRolledBack.v1', 'identification.HouseholdMergedInto.v1', 'identification.HouseholdClosed.v1',
      'assistance.PlanMade.v1', 'assistance.PlanOverdue.v1',
      'assistance.MeasurePlanned.v1', 'assistance.MeasureDelivered.v1', 'assistance.MeasureEnded.v1', 'assistance.MeasureOverdue.v1', 'assistance.DevelopmentOverdue.v1',
      'assistance.GreenChannelOverdue.v1',
    ],
    documentId: (event) => subjectOf(event.stream),
    evolve(doc, event) {
      if (event.type === 'identification.HouseholdRegistered.v1') return withLimits({ area: event.data.village, labourIds: [], enrolment: null, ahead: [] });
      return doc && withLimits(change(doc, event));
    },
  };
}

/** Invariants 8, 9, 10 and 11: a limit that passes unseen is recorded, once. */
export const assistanceDeadlines = ({ executor, policies, calendar }: ProcessParts): ContextProcess => ({
  name: 'assistance.deadlines',
  dueDates: deadlinesProjection(policies, calendar),
  act: async ({ _id, limits }: DeadlineDocument, today: LocalDate) => {
    for (const { command, data } of limits.filter((limit) => limit.data.dueOn < today))
      await executor.execute(assistanceAggregate, {
        type: command, id: _id, data, actor: assistanceService, commandId: commandIdOf([_id, 'clueId' in data ? data.clueId : data.enrolmentId, 'riskId' in data ? data.riskId : '', data.dueOn].join('~'), command),
      });
  },
});
