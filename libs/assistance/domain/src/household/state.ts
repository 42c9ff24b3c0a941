import { hasLabour, type IdentificationEvent, type RiskType } from '@humai/contracts-identification';
import { MEASURES, type AssistanceEvent, type MeasureCode } from '@humai/contracts-assistance';

/** What assistance folds from a household's stream: who is enrolled against which risks, and its own facts. */
export type HouseholdEvent = IdentificationEvent | AssistanceEvent;

export type Enrolment = Readonly<{
  enrolmentId: string;
  status: 'OPEN' | 'CLEARED';
  risks: readonly Readonly<{ riskId: string; open: boolean }>[];
  /** What was recorded as overdue, so that it is recorded once; again only after a roll-back. */
  overdue: Readonly<{ plan: boolean; riskIds: readonly string[]; development: boolean }>;
}>;
export type Plan = Readonly<{ planId: string; enrolmentId: string; helperId: string }>;
export type Measure = Readonly<{ enrolmentId: string; riskId: string; code: MeasureCode; village: string; dueOn: string; ended: boolean; begun: boolean }>;

/** Only what a decision needs, as plain data; screens use read models. */
export type Household = Readonly<{
  village: string | null;
  /** Person id → able to work. */
  members: Readonly<Record<string, boolean>>;
  openClues: Readonly<Record<string, Readonly<{ riskTypes: readonly RiskType[]; foundOn: string }>>>;
  /** The current enrolment, or the last one once it is cleared. */
  enrolment: Enrolment | null;
  /** The last plan; that of the enrolment when it names it. */
  plan: Plan | null;
  measures: Readonly<Record<string, Measure>>;
  deliveryIds: readonly string[];
  refusedIds: readonly string[];
  /** Help outside a plan: what the cap of the green channel counts. */
  outsidePlan: readonly Readonly<{ code: MeasureCode; amountFen: number; deliveredOn: string }>[];
  /** Help that came before an enrolment, by the clue it rests on: gone with the enrolment, or once its delay is recorded. */
  greenChannel: Readonly<Record<string, Readonly<{ completeBy: string; givenFen: number }>>>;
}>;

export const initialHousehold: Household = {
  village: null, members: {}, openClues: {}, enrolment: null, plan: null, measures: {}, deliveryIds: [], refusedIds: [], outsidePlan: [], greenChannel: {},
};

const NOTHING_OVERDUE = { plan: false, riskIds: [], development: false };

const without = <V>(record: Readonly<Record<string, V>>, key: string): Record<string, V> => Object.fromEntries(Object.entries(record).filter(([k]) => k !== key));

const withEnrolment = (state: Household, enrolmentId: string, change: (e: Enrolment) => Enrolment): Household =>
  state.enrolment?.enrolmentId === enrolmentId ? { ...state, enrolment: change(state.enrolment) } : state;

const withMeasure = (state: Household, measureId: string, change: Partial<Measure>): Household => {
  const measure = entry(state.measures, measureId);
  return measure ? { ...state, measures: { ...state.measures, [measureId]: { ...measure, ...change } } } : state;
};

/** The household after one more fact. Facts of others that do not matter here leave it as it is. */
export function evolveHousehold(state: Household, { type, data }: HouseholdEvent): Household {
  switch (type) {
    case 'identification.HouseholdRegistered.v1':
    case 'identification.HouseholdChanged.v1':
      return { ...state, village: data.village };
    case 'identification.MemberAdded.v1':
    case 'identification.MemberChanged.v1':
      return { ...state, members: { ...state.members, [data.personId]: hasLabour(data.labour) } };
    case 'identification.MemberRemoved.v1':
      return { ...state, members: without(state.members, data.personId) };
    case 'identification.ClueReported.v1':
      return { ...state, openClues: { ...state.openClues, [data.clueId]: { riskTypes: data.riskTypes, foundOn: data.foundOn } } };
    case 'identification.ClueClosed.v1':
      return { ...state, openClues: without(state.openClues, data.clueId) };
    case 'identification.MonitoringCarriedOver.v1':
      return {
        ...state, greenChannel: {},
        enrolment: {
          enrolmentId: data.enrolmentId, status: data.cleared ? 'CLEARED' : 'OPEN', risks: data.risks.map(({ riskId }) => ({ riskId, open: !data.cleared })), overdue: NOTHING_OVERDUE,
        },
      };
    case 'identification.HouseholdEnrolled.v1':
      return { ...state, greenChannel: {}, enrolment: { enrolmentId: data.enrolmentId, status: 'OPEN', risks: data.risks.map(({ riskId }) => ({ riskId, open: true })), overdue: NOTHING_OVERDUE } };
    case 'identification.RiskAdded.v1':
      return withEnrolment(state, data.enrolmentId, (e) => ({ ...e, risks: [...e.risks, { riskId: data.riskId, open: true }] }));
    case 'identification.RiskEliminated.v1':
      return withEnrolment(state, data.enrolmentId, (e) => ({ ...e, risks: e.risks.map((r) => (r.riskId === data.riskId ? { ...r, open: false } : r)) }));
    case 'identification.HouseholdCleared.v1':
      return withEnrolment(state, data.enrolmentId, (e) => ({ ...e, status: 'CLEARED' }));
    case 'identification.HouseholdMergedInto.v1':
    case 'identification.HouseholdClosed.v1':
      return { ...state, enrolment: null };
    case 'identification.ClearingRolledBack.v1':
      // Limits run anew from here, so they can be missed anew.
      return withEnrolment(state, data.enrolmentId, (e) => ({
        ...e, status: 'OPEN', risks: e.risks.map((r) => (data.reopenedRiskIds.includes(r.riskId) ? { ...r, open: true } : r)),
        overdue: { plan: false, riskIds: e.overdue.riskIds.filter((id) => !data.reopenedRiskIds.includes(id)), development: false },
      }));

    case 'assistance.PlanMade.v1':
      return { ...state, plan: { planId: data.planId, enrolmentId: data.enrolmentId, helperId: data.helperId } };
    case 'assistance.HelperReplaced.v1':
      return state.plan ? { ...state, plan: { ...state.plan, helperId: data.helperId } } : state;
    case 'assistance.MeasurePlanned.v1':
      return {
        ...state,
        measures: {
          ...state.measures,
          [data.measureId]: { enrolmentId: state.plan?.enrolmentId ?? '', riskId: data.riskId, code: data.code, village: data.village, dueOn: data.dueOn, ended: false, begun: false },
        },
      };
    case 'assistance.MeasureDelivered.v1': {
      const delivered = { ...state, deliveryIds: [...state.deliveryIds, data.deliveryId] };
      if (data.measureId !== null) return withMeasure(delivered, data.measureId, { begun: true });
      const { amountFen, greenChannel: ahead } = data;
      const before = ahead && entry(state.greenChannel, ahead.clueId);
      return {
        ...delivered, outsidePlan: [...state.outsidePlan, { code: data.code, amountFen: amountFen ?? 0, deliveredOn: data.deliveredOn }],
        greenChannel: ahead ? { ...state.greenChannel, [ahead.clueId]: { completeBy: ahead.completeBy, givenFen: (before?.givenFen ?? 0) + (amountFen ?? 0) } } : state.greenChannel,
      };
    }
    case 'assistance.GreenChannelOverdue.v1':
      return { ...state, greenChannel: without(state.greenChannel, data.clueId) };
    case 'assistance.MeasureEnded.v1':
      return withMeasure(state, data.measureId, { ended: true });
    case 'assistance.MeasuresMoved.v1':
      return data.measureIds.reduce((moved, id) => withMeasure(moved, id, { village: data.village }), state);
    case 'assistance.AssistanceRefused.v1':
      return { ...state, refusedIds: [...state.refusedIds, data.requestId] };
    case 'assistance.PlanOverdue.v1':
      return withEnrolment(state, data.enrolmentId, (e) => ({ ...e, overdue: { ...e.overdue, plan: true } }));
    case 'assistance.MeasureOverdue.v1':
      return withEnrolment(state, data.enrolmentId, (e) => ({ ...e, overdue: { ...e.overdue, riskIds: [...e.overdue.riskIds, data.riskId] } }));
    case 'assistance.DevelopmentOverdue.v1':
      return withEnrolment(state, data.enrolmentId, (e) => ({ ...e, overdue: { ...e.overdue, development: true } }));
    default:
      return state;
  }
}

/** The plan of the current enrolment. */
export const currentPlan = (state: Household): Plan | null => (state.plan && state.plan.enrolmentId === state.enrolment?.enrolmentId ? state.plan : null);

/** An own entry: ids come from outside, and `constructor` is none. */
export const entry = <V>(record: Readonly<Record<string, V>>, key: string): V | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);

export const hasMemberWithLabour = (state: Household): boolean => Object.values(state.members).some((able) => able);

/** Help that counts on a date: delivered, or still to be delivered in time. */
export const counts = (m: Measure, on: string): boolean => m.begun || (!m.ended && m.dueOn >= on);

export const isDevelopment = (m: Measure): boolean => MEASURES[m.code].development;
