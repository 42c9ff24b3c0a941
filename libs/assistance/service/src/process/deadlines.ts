import { AssistancePolicy, MEASURES, type AssistanceEvent } from '@humai/contracts-assistance';
import { hasLabour, type IdentificationEvent } from '@humai/contracts-identification';
import { addMonths, DomainError, subjectOf, type Calendar, type LocalDate, type PolicySource, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

/** A limit that runs, and the command that says it has passed. */
export type Deadline = Readonly<
  | { command: 'RecordPlanOverdue'; data: Readonly<{ enrolmentId: string; dueOn: LocalDate }> }
  | { command: 'RecordMeasureOverdue'; data: Readonly<{ enrolmentId: string; riskId: string; dueOn: LocalDate }> }
  | { command: 'RecordDevelopmentOverdue'; data: Readonly<{ enrolmentId: string; dueOn: LocalDate }> }
>;

type Risk = Readonly<{ riskId: string; open: boolean; overdue: boolean; dueOn: LocalDate }>;
type Measure = Readonly<{ measureId: string; riskId: string; dueOn: LocalDate; ended: boolean; begun: boolean; development: boolean }>;
type Enrolment = Readonly<{
  enrolmentId: string;
  running: boolean;
  planDueOn: LocalDate;
  /** There is a plan, or its absence was recorded. */
  planSettled: boolean;
  developmentDueOn: LocalDate;
  developmentSettled: boolean;
  risks: readonly Risk[];
  measures: readonly Measure[];
}>;

export type DeadlineDocument = ReadDocument & Readonly<{
  village: string;
  labourIds: readonly string[];
  enrolment: Enrolment | null;
  /** The limit that ends first, and its last day; null when nothing runs. */
  next: Deadline | null;
  dueOn: LocalDate | null;
}>;

type Event = RecordedEvent<IdentificationEvent | AssistanceEvent>;
type Body = Omit<DeadlineDocument, '_id' | 'position'>;
type Facts = Omit<Body, 'next' | 'dueOn'>;

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

function deadlinesOf({ enrolment: e, labourIds }: Facts): readonly Deadline[] {
  if (!e?.running) return [];
  const { enrolmentId } = e;
  const open = e.risks.filter((r) => r.open);
  const found: Deadline[] = [];
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

function withNext({ village, labourIds, enrolment }: Facts): Body {
  const [next = null] = [...deadlinesOf({ village, labourIds, enrolment })].sort(byDate);
  return { village, labourIds, enrolment, next, dueOn: next?.data.dueOn ?? null };
}

/**
 * Which limit of which household ends next? Due dates follow from the event alone: its business date, the policy in force on it and the working-day calendar,
 * so a rebuild finds the same ones.
 */
export function deadlinesProjection(policies: Pick<PolicySource, 'inForce'>, calendar: Pick<Calendar, 'due'>): Projection<DeadlineDocument, Event> {
  const policyOn = (village: string, on: LocalDate): AssistancePolicy | null => {
    try {
      return policies.inForce(AssistancePolicy, village, on).content;
    } catch (error) {
      // Without a rulebook nothing has a limit there; a projection must not stop for that.
      if (error instanceof DomainError && error.code === 'POLICY.NOT_IN_FORCE') return null;
      throw error;
    }
  };

  const begin = (doc: Facts, enrolmentId: string, riskIds: readonly string[], from: LocalDate): Facts => {
    const policy = policyOn(doc.village, from);
    if (!policy) return { ...doc, enrolment: null };
    const dueOn = calendar.due(from, policy.firstDeliveryLimit);
    return {
      ...doc,
      enrolment: {
        enrolmentId, running: true, planDueOn: calendar.due(from, policy.planLimit), planSettled: false, developmentDueOn: addMonths(from, policy.developmentMeasureMonths),
        developmentSettled: false, risks: riskIds.map((riskId) => ({ riskId, open: true, overdue: false, dueOn })), measures: [],
      },
    };
  };

  const change = (doc: Facts, { type, data, metadata }: Event): Facts => {
    const on = metadata.effectiveOn;
    const inEnrolment = (next: (e: Enrolment) => Enrolment): Facts => (doc.enrolment ? { ...doc, enrolment: next(doc.enrolment) } : doc);
    const inThisEnrolment = (enrolmentId: string, next: (e: Enrolment) => Enrolment): Facts => inEnrolment((e) => (e.enrolmentId === enrolmentId ? next(e) : e));
    const toMeasure = (measureId: string | null, to: Partial<Measure>): Facts =>
      inEnrolment((e) => ({ ...e, measures: e.measures.map((m) => (m.measureId === measureId ? { ...m, ...to } : m)) }));
    const toRisk = (enrolmentId: string, riskIds: readonly string[], to: Partial<Risk>): Facts =>
      inThisEnrolment(enrolmentId, (e) => ({ ...e, risks: e.risks.map((r) => (riskIds.includes(r.riskId) ? { ...r, ...to } : r)) }));

    switch (type) {
      case 'identification.HouseholdChanged.v1':
        return { ...doc, village: data.village };
      case 'identification.MemberAdded.v1':
      case 'identification.MemberChanged.v1': {
        const others = doc.labourIds.filter((id) => id !== data.personId);
        return { ...doc, labourIds: hasLabour(data.labour) ? [...others, data.personId] : others };
      }
      case 'identification.MemberRemoved.v1':
        return { ...doc, labourIds: doc.labourIds.filter((id) => id !== data.personId) };
      case 'identification.MonitoringCarriedOver.v1':
        // Limits of what was enrolled before run from the day it was carried over: nobody could plan it here before.
        return data.cleared ? { ...doc, enrolment: null } : begin(doc, data.enrolmentId, data.risks.map((r) => r.riskId), on);
      case 'identification.HouseholdEnrolled.v1':
        return begin(doc, data.enrolmentId, data.risks.map((r) => r.riskId), data.enrolledOn);
      case 'identification.RiskAdded.v1': {
        const policy = policyOn(doc.village, on);
        if (!policy) return doc;
        return inThisEnrolment(data.enrolmentId, (e) => ({ ...e, risks: [...e.risks, { riskId: data.riskId, open: true, overdue: false, dueOn: calendar.due(on, policy.firstDeliveryLimit) }] }));
      }
      case 'identification.RiskEliminated.v1':
        return toRisk(data.enrolmentId, [data.riskId], { open: false });
      case 'identification.HouseholdCleared.v1':
        return inThisEnrolment(data.enrolmentId, (e) => ({ ...e, running: false }));
      case 'identification.ClearingRolledBack.v1': {
        const reopened = toRisk(data.enrolmentId, data.reopenedRiskIds, { open: true });
        return reopened.enrolment?.enrolmentId === data.enrolmentId ? { ...reopened, enrolment: { ...reopened.enrolment, running: true } } : reopened;
      }
      case 'assistance.PlanMade.v1':
      case 'assistance.PlanOverdue.v1':
        return inThisEnrolment(data.enrolmentId, (e) => ({ ...e, planSettled: true }));
      case 'assistance.MeasurePlanned.v1':
        return inEnrolment((e) => ({
          ...e,
          measures: [...e.measures, { measureId: data.measureId, riskId: data.riskId, dueOn: data.dueOn, ended: false, begun: false, development: MEASURES[data.code].development }],
        }));
      case 'assistance.MeasureDelivered.v1':
        return toMeasure(data.measureId, { begun: true });
      case 'assistance.MeasureEnded.v1':
        return toMeasure(data.measureId, { ended: true });
      case 'assistance.MeasureOverdue.v1':
        return toRisk(data.enrolmentId, [data.riskId], { overdue: true });
      case 'assistance.DevelopmentOverdue.v1':
        return inThisEnrolment(data.enrolmentId, (e) => ({ ...e, developmentSettled: true }));
      default:
        return doc;
    }
  };

  return {
    name: 'assistance.deadlines',
    version: 1,
    indexes: [['dueOn'], ['village']],
    handles: [
      'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.MemberAdded.v1', 'identification.MemberChanged.v1',
      'identification.MemberRemoved.v1', 'identification.MonitoringCarriedOver.v1', 'identification.HouseholdEnrolled.v1', 'identification.RiskAdded.v1',
      'identification.RiskEliminated.v1', 'identification.HouseholdCleared.v1', 'identification.ClearingRolledBack.v1', 'assistance.PlanMade.v1', 'assistance.PlanOverdue.v1',
      'assistance.MeasurePlanned.v1', 'assistance.MeasureDelivered.v1', 'assistance.MeasureEnded.v1', 'assistance.MeasureOverdue.v1', 'assistance.DevelopmentOverdue.v1',
    ],
    documentId: (event) => subjectOf(event.stream),
    evolve(doc, event) {
      if (event.type === 'identification.HouseholdRegistered.v1') return withNext({ village: event.data.village, labourIds: [], enrolment: null });
      return doc && withNext(change(doc, event));
    },
  };
}
