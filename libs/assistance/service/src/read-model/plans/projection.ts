import { MEASURES, type AssistanceEvent } from '@humai/contracts-assistance';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

/** NONE: never enrolled, kept because a household's village is told long before. DUE and OVERDUE: enrolled without a plan. */
export type PlanState = 'NONE' | 'DUE' | 'OVERDUE' | 'ACTIVE' | 'CLEARED';

export type PlanDocument = ReadDocument & Readonly<{
  village: string;
  state: PlanState;
  enrolmentId: string | null;
  enrolledOn: string | null;
  planId: string | null;
  helperId: string | null;
  plannedOn: string | null;
  withLabour: boolean | null;
  openRiskIds: readonly string[];
  /** Measures planned in this enrolment and not ended. */
  measureIds: readonly string[];
  /** Deliveries of planned measures in this enrolment. */
  deliveries: number;
  /** The plan came late, or is late still. */
  planOverdue: boolean;
  /** Open risks beyond the limit for which nothing was delivered yet. */
  overdueRiskIds: readonly string[];
  overdueRisks: number;
  /** The same of development measures. */
  developmentOverdue: boolean;
}>;

type Event = RecordedEvent<IdentificationEvent | AssistanceEvent>;
type Body = Omit<PlanDocument, '_id' | 'position'>;

const empty = (village: string): Body => ({
  village, state: 'NONE', enrolmentId: null, enrolledOn: null, planId: null, helperId: null, plannedOn: null, withLabour: null, openRiskIds: [], measureIds: [], deliveries: 0,
  planOverdue: false, overdueRiskIds: [], overdueRisks: 0, developmentOverdue: false,
});
const running = (doc: Body): PlanState => (doc.planId !== null ? 'ACTIVE' : doc.planOverdue ? 'OVERDUE' : 'DUE');
const late = (doc: Body, overdueRiskIds: readonly string[]): Body => ({ ...doc, overdueRiskIds, overdueRisks: overdueRiskIds.length });
const firstOf = (month: string) => `${month.slice(0, 4)}-${month.slice(4, 6)}-01`;

/** Which enrolled households have a plan and a helper, and what is late? */
export const plansProjection: Projection<PlanDocument, Event> = {
  name: 'assistance.plans',
  version: 2,
  indexes: [['village'], ['state', 'village'], ['helperId'], ['enrolledOn'], ['overdueRisks', 'village'], ['developmentOverdue', 'village']],
  handles: [
    'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.MonitoringCarriedOver.v1', 'identification.HouseholdEnrolled.v1',
    'identification.RiskAdded.v1', 'identification.RiskEliminated.v1', 'identification.HouseholdCleared.v1', 'identification.ClearingRolledBack.v1',
    'identification.HouseholdMergedInto.v1', 'identification.HouseholdClosed.v1',
    'assistance.PlanMade.v1', 'assistance.HelperReplaced.v1', 'assistance.MeasurePlanned.v1', 'assistance.MeasureDelivered.v1', 'assistance.MeasureEnded.v1',
    'assistance.PlanOverdue.v1', 'assistance.MeasureOverdue.v1', 'assistance.DevelopmentOverdue.v1',
  ],
  documentId: (event) => subjectOf(event.stream),
  evolve(doc, { type, data, metadata }) {
    if (type === 'identification.HouseholdRegistered.v1') return empty(data.village);
    if (!doc) return null;
    switch (type) {
      case 'identification.HouseholdChanged.v1':
        return { ...doc, village: data.village };
      case 'identification.MonitoringCarriedOver.v1':
        return {
          ...empty(doc.village), state: data.cleared ? 'CLEARED' : 'DUE', enrolmentId: data.enrolmentId, enrolledOn: data.enrolledOn ?? firstOf(data.enrolledMonth),
          openRiskIds: data.cleared ? [] : data.risks.map((r) => r.riskId),
        };
      case 'identification.HouseholdEnrolled.v1':
        return { ...empty(doc.village), state: 'DUE', enrolmentId: data.enrolmentId, enrolledOn: data.enrolledOn, openRiskIds: data.risks.map((r) => r.riskId) };
      case 'identification.RiskAdded.v1':
        return { ...doc, openRiskIds: [...doc.openRiskIds, data.riskId] };
      case 'identification.RiskEliminated.v1':
        return late({ ...doc, openRiskIds: doc.openRiskIds.filter((id) => id !== data.riskId) }, doc.overdueRiskIds.filter((id) => id !== data.riskId));
      case 'identification.HouseholdCleared.v1':
        return late({ ...doc, state: 'CLEARED', developmentOverdue: false }, []);
      case 'identification.HouseholdMergedInto.v1':
      case 'identification.HouseholdClosed.v1':
        return empty(doc.village); // what it was helped with goes on in another household, or ends
      case 'identification.ClearingRolledBack.v1':
        // Its limit runs anew.
        return { ...doc, state: running({ ...doc, planOverdue: false }), planOverdue: doc.planId !== null && doc.planOverdue, openRiskIds: [...new Set([...doc.openRiskIds, ...data.reopenedRiskIds])] };
      case 'assistance.PlanMade.v1':
        return { ...doc, state: 'ACTIVE', planId: data.planId, helperId: data.helperId, plannedOn: metadata.effectiveOn, withLabour: data.withLabour };
      case 'assistance.HelperReplaced.v1':
        return { ...doc, helperId: data.helperId };
      case 'assistance.MeasurePlanned.v1':
        return { ...doc, measureIds: [...doc.measureIds, data.measureId] };
      case 'assistance.MeasureDelivered.v1':
        // Help outside a plan is none of the plan's.
        if (data.measureId === null) return doc;
        return late(
          { ...doc, deliveries: doc.deliveries + 1, developmentOverdue: doc.developmentOverdue && !MEASURES[data.code].development },
          doc.overdueRiskIds.filter((id) => id !== data.riskId),
        );
      case 'assistance.MeasureEnded.v1':
        return { ...doc, measureIds: doc.measureIds.filter((id) => id !== data.measureId) };
      case 'assistance.PlanOverdue.v1':
        return { ...doc, state: 'OVERDUE', planOverdue: true };
      case 'assistance.MeasureOverdue.v1':
        return late(doc, [...doc.overdueRiskIds, data.riskId]);
      case 'assistance.DevelopmentOverdue.v1':
        return { ...doc, developmentOverdue: true };
      default:
        return doc;
    }
  },
};
