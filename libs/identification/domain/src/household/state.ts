import type { Category, ClearingMode, ComparisonResult, HouseholdKind, IdentificationEvent, Labour, Purpose, Relation, RiskType, Safeguards, Step } from '@humai/contracts-identification';
import type { AssistanceEvent } from '@humai/contracts-assistance';
import { evolveCorrected } from './correction/evolve.js';
import { evolveChecks, initialChecks, type HouseholdChecks } from './checks/state.js';
import { evolveData, initialData, type HouseholdData } from './data/state.js';
import { entry } from './entry.js';
import { evolveCarried, evolveLineage, initialCarried, initialLineage, type Carried, type Lineage } from './lineage/state.js';
import { evolveWatch, initialWatch, type HouseholdWatch } from './watch/state.js';

export { entry };

/** What identification folds from a household's stream: its own facts and the deliveries that clearing depends on. */
export type HouseholdEvent = IdentificationEvent | AssistanceEvent;

export type Member = Readonly<{ relation: Relation; labour: Labour }>;
export type Clue = Readonly<{
  open: boolean; riskTypes: readonly RiskType[]; overdue: boolean; foundOn: string;
  /** Whom it is about; null for the whole household. */
  personIds: readonly string[] | null;
  accepted: boolean;
  acceptanceOverdue: boolean;
  /** Found not eligible, and the applicant does not know why yet. */
  toTell: boolean;
}>;

/** One run of the procedure. `done` keeps each finished step's facts, so that a repeat is told from a change. */
export type Case = Readonly<{
  caseId: string;
  purpose: Purpose;
  clueIds: readonly string[];
  policyVersion: string;
  steps: readonly Step[];
  mode: ClearingMode | null;
  done: Readonly<Partial<Record<Step, unknown>>>;
  overdue: boolean;
  verification: Readonly<{ verifierIds: readonly string[]; incomePerHeadFen: number; rigidSpendingPerHeadFen: number; safeguards: Safeguards; riskTypes: readonly RiskType[] }> | null;
  authorisation: Readonly<{ personIds: readonly string[]; from: string; to: string }> | null;
  /** The worst of what the comparison and the asset check found. */
  comparison: ComparisonResult | null;
  /** Who gave the township opinion. */
  reviewerId: string | null;
  toCategory: Category | null;
  /** Risks added since it began. */
  newRisks: number;
  publicity: Readonly<{ mayCloseOn: string; openObjectionIds: readonly string[]; settledObjectionIds: readonly string[] }> | null;
}>;

export type Risk = Readonly<{ riskId: string; type: RiskType; open: boolean }>;
export type Enrolment = Readonly<{
  enrolmentId: string;
  status: 'OPEN' | 'CLEARED';
  category: Category;
  enrolledOn: string;
  risks: readonly Risk[];
  /** Targeted measures delivered since enrolment (invariant 13). */
  deliveredMeasures: number;
  trackingIds: readonly string[];
}>;

/** Only what a decision needs, as plain data; screens use read models. */
export type Household = Readonly<{
  registered: Readonly<{ householdId: string; registerNumber: string | null; village: string; kind: HouseholdKind }> | null;
  members: Readonly<Record<string, Member>>;
  incomes: Readonly<Record<string, number>>;
  clues: Readonly<Record<string, Clue>>;
  case: Case | null;
  /** Ids of cases that have ended, so that a late repeat is recognised. */
  endedCaseIds: readonly string[];
  /** The current enrolment, or the last one once it is cleared. */
  enrolment: Enrolment | null;
  data: HouseholdData;
  watch: HouseholdWatch;
  checks: HouseholdChecks;
  lineage: Lineage;
  carried: Carried;
}>;

export const initialHousehold: Household = {
  registered: null, members: {}, incomes: {}, clues: {}, case: null, endedCaseIds: [], enrolment: null, data: initialData, watch: initialWatch, checks: initialChecks, lineage: initialLineage, carried: initialCarried,
};

/** The first day of a month written `YYYYMM`. */
const firstOf = (month: string) => `${month.slice(0, 4)}-${month.slice(4, 6)}-01`;

const without = <V>(record: Readonly<Record<string, V>>, key: string): Record<string, V> =>
  Object.fromEntries(Object.entries(record).filter(([k]) => k !== key));

const withCase = (state: Household, caseId: string, change: (c: Case) => Case): Household =>
  state.case?.caseId === caseId ? { ...state, case: change(state.case) } : state;

const step = (state: Household, name: Step, data: { caseId: string }, change: Partial<Case> = {}): Household =>
  withCase(state, data.caseId, (c) => ({ ...c, ...change, done: { ...c.done, [name]: data } }));

const endCase = (state: Household, caseId: string): Household => ({ ...state, case: null, endedCaseIds: [...state.endedCaseIds, caseId] });

const withEnrolment = (state: Household, enrolmentId: string, change: (e: Enrolment) => Enrolment): Household =>
  state.enrolment?.enrolmentId === enrolmentId ? { ...state, enrolment: change(state.enrolment) } : state;

const setRisk = (e: Enrolment, riskIds: readonly string[], open: boolean): Enrolment =>
  ({ ...e, risks: e.risks.map((r) => (riskIds.includes(r.riskId) ? { ...r, open } : r)) });

const WORST = ['CLEAR', 'EXPLAINED', 'DISQUALIFIED'] as const;
const worse = (a: ComparisonResult | null, b: ComparisonResult): ComparisonResult => (a && WORST.indexOf(a) > WORST.indexOf(b) ? a : b);

const withClue = (state: Household, clueId: string, change: Partial<Clue>): Household => {
  const clue = entry(state.clues, clueId);
  return clue ? { ...state, clues: { ...state.clues, [clueId]: { ...clue, ...change } } } : state;
};

/** The household after one more fact. Facts of others that do not matter here leave it as it is. */
export function evolveHousehold(state: Household, event: HouseholdEvent): Household {
  const own = evolveOwn(state, event);
  const data = evolveData(own.data, event);
  const watch = evolveWatch(own.watch, event);
  const checks = evolveChecks(own.checks, event);
  const lineage = evolveLineage(own.lineage, event as IdentificationEvent);
  const carried = evolveCarried(own.carried, event as IdentificationEvent);
  return watch === own.watch && checks === own.checks && data === own.data && lineage === own.lineage && carried === own.carried ? own : { ...own, watch, checks, data, lineage, carried };
}

function evolveOwn(state: Household, event: HouseholdEvent): Household {
  const { type, data } = event;
  switch (type) {
    case 'identification.HouseholdRegistered.v1':
      return { ...state, registered: data };
    case 'identification.HouseholdChanged.v1':
      return state.registered ? { ...state, registered: { ...state.registered, registerNumber: data.registerNumber, village: data.village, kind: data.kind } } : state;
    case 'identification.MemberAdded.v1':
    case 'identification.MemberChanged.v1':
      return { ...state, members: { ...state.members, [data.personId]: { relation: data.relation, labour: data.labour } } };
    case 'identification.MemberRemoved.v1':
      return { ...state, members: without(state.members, data.personId) };
    case 'identification.IncomeRecorded.v1':
      return { ...state, incomes: { ...state.incomes, [data.year]: data.incomePerHeadFen } };
    case 'identification.MonitoringCarriedOver.v1':
      return {
        ...state,
        enrolment: {
          enrolmentId: data.enrolmentId, status: data.cleared ? 'CLEARED' : 'OPEN', category: data.category, enrolledOn: data.enrolledOn ?? firstOf(data.enrolledMonth),
          risks: data.risks.map((r) => ({ ...r, open: !data.cleared })), deliveredMeasures: data.deliveredMeasures ?? 0, trackingIds: [],
        },
      };
    case 'identification.HouseholdMergedInto.v1':
    case 'identification.HouseholdClosed.v1':
      return { ...state, enrolment: null };
    case 'identification.EntryCorrected.v1':
      return evolveCorrected(state, data.content);
    case 'identification.ClueReported.v1':
      return { ...state, clues: { ...state.clues, [data.clueId]: {
        open: true, riskTypes: data.riskTypes, overdue: false, foundOn: data.foundOn, personIds: data.personIds ?? null, accepted: false, acceptanceOverdue: false, toTell: false,
      } } };
    case 'identification.ClueAccepted.v1':
      return withClue(state, data.clueId, { accepted: true });
    case 'identification.ClueAcceptanceOverdue.v1':
      return withClue(state, data.clueId, { acceptanceOverdue: true });
    case 'identification.ClueClosed.v1':
      return withClue(state, data.clueId, { open: false, toTell: data.verdict === 'NOT_ELIGIBLE' && data.toldOn === undefined });
    case 'identification.ReasonTold.v1':
      return withClue(state, data.clueId, { toTell: false });
    case 'identification.CaseOpened.v1':
      return {
        ...state,
        case: {
          caseId: data.caseId, purpose: data.purpose, clueIds: data.clueIds, policyVersion: data.policyVersion, steps: data.steps, mode: data.mode,
          done: {}, overdue: false, verification: null, authorisation: null, comparison: null, reviewerId: null, toCategory: data.toCategory ?? null, newRisks: 0, publicity: null,
        },
      };
    case 'identification.HouseholdVerified.v1':
      return step(state, 'verification', data, {
        verification: {
          verifierIds: data.verifierIds, incomePerHeadFen: data.incomePerHeadFen, rigidSpendingPerHeadFen: data.rigidSpendingPerHeadFen,
          safeguards: data.safeguards, riskTypes: data.riskTypes,
        },
      });
    case 'identification.AuthorisationGranted.v1':
      return step(state, 'authorisation', data, { authorisation: { personIds: data.personIds, from: data.from, to: data.to } });
    case 'identification.AuthorisationWithdrawn.v1':
      return withCase(state, data.caseId, (c) => ({ ...c, authorisation: null, done: without(c.done as Record<string, unknown>, 'authorisation') }));
    case 'identification.ComparisonReturned.v1':
      return step(state, 'comparison', data, { comparison: worse(state.case?.comparison ?? null, data.result) });
    case 'identification.AssetCheckReturned.v1':
      return step(state, 'assetCheck', data, { comparison: worse(state.case?.comparison ?? null, data.result) });
    case 'identification.ReviewHeld.v1':
      return step(state, 'review', data);
    case 'identification.PublicityOpened.v1':
      return withCase(state, data.caseId, (c) => ({ ...c, publicity: { mayCloseOn: data.mayCloseOn, openObjectionIds: [], settledObjectionIds: [] } }));
    case 'identification.ObjectionRaised.v1':
      return withCase(state, data.caseId, (c) => (c.publicity ? { ...c, publicity: { ...c.publicity, openObjectionIds: [...c.publicity.openObjectionIds, data.objectionId] } } : c));
    case 'identification.ObjectionSettled.v1':
      return withCase(state, data.caseId, (c) => (c.publicity ? {
        ...c,
        publicity: {
          ...c.publicity,
          openObjectionIds: c.publicity.openObjectionIds.filter((id) => id !== data.objectionId),
          settledObjectionIds: [...c.publicity.settledObjectionIds, data.objectionId],
        },
      } : c));
    case 'identification.PublicityClosed.v1':
      return step(state, 'publicity', data);
    case 'identification.TownshipOpinionGiven.v1':
      return step(state, 'townshipOpinion', data, { reviewerId: data.byId ?? null });
    case 'identification.CountyDecisionMade.v1':
      return step(state, 'countyDecision', data);
    case 'identification.DecisionAnnounced.v1':
      return step(state, 'announcement', data);
    case 'identification.CaseEnded.v1':
      return endCase(state, data.caseId);
    case 'identification.HouseholdEnrolled.v1':
      return endCase({
        ...state,
        enrolment: {
          enrolmentId: data.enrolmentId, status: 'OPEN', category: data.category, enrolledOn: data.enrolledOn,
          risks: data.risks.map((r) => ({ ...r, open: true })), deliveredMeasures: 0, trackingIds: [],
        },
      }, data.caseId);
    case 'identification.RiskAdded.v1':
      return {
        ...withEnrolment(state, data.enrolmentId, (e) => ({ ...e, risks: [...e.risks, { riskId: data.riskId, type: data.type, open: true }] })),
        case: state.case && { ...state.case, newRisks: state.case.newRisks + 1 },
      };
    case 'identification.CategoryChanged.v1':
      return endCase(withEnrolment(state, data.enrolmentId, (e) => ({ ...e, category: data.to })), data.caseId);
    case 'identification.HouseholdTracked.v1':
      return withEnrolment(state, data.enrolmentId, (e) => ({ ...e, trackingIds: [...e.trackingIds, data.trackingId] }));
    case 'identification.RiskEliminated.v1':
      return withEnrolment(state, data.enrolmentId, (e) => setRisk(e, [data.riskId], false));
    case 'identification.HouseholdCleared.v1':
      return endCase(withEnrolment(state, data.enrolmentId, (e) => ({ ...e, status: 'CLEARED' })), data.caseId);
    case 'identification.ClearingRolledBack.v1':
      return withEnrolment(state, data.enrolmentId, (e) => setRisk({ ...e, status: 'OPEN' }, data.reopenedRiskIds, true));
    case 'identification.IdentificationOverdue.v1': {
      if (data.subject === 'CASE') return withCase(state, data.subjectId, (c) => ({ ...c, overdue: true }));
      return withClue(state, data.subjectId, { overdue: true });
    }
    case 'assistance.MeasureDelivered.v1':
      return data.measureId !== null && state.enrolment?.status === 'OPEN'
        ? { ...state, enrolment: { ...state.enrolment, deliveredMeasures: state.enrolment.deliveredMeasures + 1 } }
        : state;
    default:
      return state;
  }
}
