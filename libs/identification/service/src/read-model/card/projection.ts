import type { HouseholdKind, WatchList } from '@humai/contracts-identification';
import { subjectOf, type LocalDate, type Projection, type ReadDocument } from '@humai/kernel';
import {
  type CardCase, casesAfter, type CardCheck, type CardClue, cluesAfter, type CardDocument, documentsAfter, type CardEnrolment, enrolmentsAfter, type CardEvent, type CardLook, listsAfter, looksAfter, type CardMeasure, measuresAfter, type CardMember,
  membersAfter, type CardWarning, warningsAfter,
} from './sections.js';

export const STANDINGS = ['REGISTERED', 'IN_PROCEDURE', 'ENROLLED', 'CLEARED', 'MERGED', 'CLOSED'] as const;

export type CardOfHousehold = ReadDocument & Readonly<{
  registerNumber: string | null;
  village: string;
  kind: HouseholdKind;
  status: (typeof STANDINGS)[number];
  members: readonly CardMember[];
  incomes: readonly Readonly<{ year: number; incomePerHeadFen: number }>[];
  enrolments: readonly CardEnrolment[];
  cases: readonly CardCase[];
  clues: readonly CardClue[];
  warnings: readonly CardWarning[];
  lists: readonly WatchList[];
  /** What each verification (by its case) and each check found; a later correction may say it otherwise. */
  looks: readonly CardLook[];
  /** The last visit that was neither. */
  otherContactOn: LocalDate | null;
  /** What the last look at the household found. */
  lastCheck: CardCheck | null;
  lastContactOn: LocalDate | null;
  plan: Readonly<{ planId: string; helperId: string; madeOn: LocalDate }> | null;
  measures: readonly CardMeasure[];
  documents: readonly CardDocument[];
  /** Households that this one came from, or went to. */
  kin: readonly Readonly<{ householdId: string; how: 'SPLIT_OFF' | 'FORMED_FROM' | 'MERGED_INTO' | 'MERGED_FROM'; on: LocalDate; eventId: string }>[];
}>;

type Body = Omit<CardOfHousehold, '_id' | 'position'>;

const statusOf = (doc: Body): Body['status'] => {
  const gone = doc.kin.find((k) => k.how === 'MERGED_INTO');
  if (gone) return 'MERGED';
  if (doc.status === 'CLOSED') return 'CLOSED';
  const last = doc.enrolments.at(-1);
  if (doc.cases.some((c) => c.purpose === 'ENROLMENT' && c.endedOn === null)) return 'IN_PROCEDURE';
  return last === undefined ? 'REGISTERED' : last.clearedOn === null ? 'ENROLLED' : 'CLEARED';
};

/** Of two on one day, the one that was recorded later. */
const lastOf = (looks: readonly CardLook[]): CardLook | null => looks.reduce<CardLook | null>((last, look) => (last && last.on > look.on ? last : look), null);

const contacted = (doc: Body, on: LocalDate): Body => ({ ...doc, otherContactOn: doc.otherContactOn !== null && doc.otherContactOn > on ? doc.otherContactOn : on });

function withContacts(doc: Body): Body {
  const last = lastOf(doc.looks);
  const { caseId: _, ...lastCheck } = last ?? { caseId: null };
  return { ...doc, lastCheck: last && (lastCheck as CardCheck), lastContactOn: [last?.on, doc.otherContactOn].flatMap((on) => on ?? []).sort().at(-1) ?? null };
}

const withIncome = (doc: Body, { year, incomePerHeadFen }: Body['incomes'][number]): Body => ({ ...doc, incomes: [...doc.incomes.filter((i) => i.year !== year), { year, incomePerHeadFen }].sort((a, b) => a.year - b.year) });

function recordAfter(doc: Body, { type, data, metadata, id }: CardEvent): Body {
  const on = metadata.effectiveOn;
  const kin = (householdId: string, how: Body['kin'][number]['how'], eventId = id): Body => ({ ...doc, kin: [...doc.kin, { householdId, how, on, eventId }] });
  switch (type) {
    case 'identification.HouseholdChanged.v1': return { ...doc, registerNumber: data.registerNumber, village: data.village, kind: data.kind };
    case 'identification.IncomeRecorded.v1': return withIncome(doc, data);
    case 'identification.VisitRecorded.v1': return data.finding === 'NOBODY_HOME' ? doc : contacted(doc, data.visitedOn);
    case 'identification.HouseholdTracked.v1': return contacted(doc, data.visitedOn);
    case 'identification.EntryCorrected.v1': {
      const { content } = data;
      return content.entry === 'KIND' ? { ...doc, kind: content.kind } : content.entry === 'INCOME' ? withIncome(doc, content) : doc;
    }
    case 'identification.HouseholdSplit.v1': return kin(data.newHouseholdId, 'SPLIT_OFF');
    case 'identification.HouseholdFormedBySplit.v1': return kin(data.originHouseholdId, 'FORMED_FROM');
    case 'identification.HouseholdMergedInto.v1': return kin(data.intoHouseholdId, 'MERGED_INTO');
    case 'identification.HouseholdMergedFrom.v1': return kin(data.fromHouseholdId, 'MERGED_FROM');
    case 'identification.HouseholdLinkUndone.v1': return { ...doc, kin: doc.kin.filter((k) => k.eventId !== data.eventId) };
    case 'identification.HouseholdClosed.v1': return { ...doc, status: 'CLOSED' };
    case 'assistance.PlanMade.v1': return { ...doc, plan: { planId: data.planId, helperId: data.helperId, madeOn: on } };
    case 'assistance.HelperReplaced.v1': return doc.plan?.planId === data.planId ? { ...doc, plan: { ...doc.plan, helperId: data.helperId } } : doc;
    default: return doc;
  }
}

export const card = { name: 'identification.card', version: 2, indexes: [['village'], ['registerNumber'], ['status', 'village']] } as const;

/** What is known of a household, on one page? People by id only: who they are stays behind the route that records each read. */
export const cardProjection: Projection<CardOfHousehold, CardEvent> = {
  ...card,
  name: 'identification.card',
  handles: [
    'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.MemberAdded.v1', 'identification.MemberChanged.v1', 'identification.MemberRemoved.v1',
    'identification.IncomeRecorded.v1', 'identification.MonitoringCarriedOver.v1', 'identification.ClueReported.v1', 'identification.ClueClosed.v1', 'identification.CaseOpened.v1',
    'identification.AssetCheckReturned.v1', 'identification.HouseholdVerified.v1', 'identification.AuthorisationGranted.v1', 'identification.AuthorisationWithdrawn.v1', 'identification.ComparisonReturned.v1',
    'identification.ReviewHeld.v1', 'identification.PublicityOpened.v1', 'identification.ObjectionSettled.v1', 'identification.PublicityClosed.v1', 'identification.TownshipOpinionGiven.v1',
    'identification.CountyDecisionMade.v1', 'identification.DecisionAnnounced.v1', 'identification.CaseEnded.v1', 'identification.HouseholdEnrolled.v1', 'identification.RiskAdded.v1',
    'identification.RiskEliminated.v1', 'identification.CategoryChanged.v1', 'identification.HouseholdCleared.v1', 'identification.ClearingRolledBack.v1', 'identification.HouseholdTracked.v1',
    'identification.WarningRaised.v1', 'identification.WarningClosed.v1', 'identification.WatchListJoined.v1', 'identification.WatchListLeft.v1', 'identification.VisitRecorded.v1',
    'identification.CheckRecorded.v1', 'identification.HouseholdSplit.v1', 'identification.HouseholdFormedBySplit.v1', 'identification.HouseholdMergedInto.v1', 'identification.HouseholdMergedFrom.v1',
    'identification.HouseholdLinkUndone.v1', 'identification.HouseholdClosed.v1', 'assistance.PlanMade.v1', 'assistance.HelperReplaced.v1', 'assistance.MeasurePlanned.v1', 'assistance.MeasureDelivered.v1',
    'assistance.MeasureEnded.v1', 'identification.EntryCorrected.v1',
  ],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, event) {
    if (event.type === 'identification.HouseholdRegistered.v1') {
      const { registerNumber, village, kind } = event.data;
      return {
        registerNumber, village, kind, status: 'REGISTERED', members: [], incomes: [], enrolments: [], cases: [], clues: [], warnings: [], lists: [], looks: [], otherContactOn: null, lastCheck: null, lastContactOn: null, plan: null, measures: [],
        documents: [], kin: [],
      };
    }
    if (!doc) return null;
    const next = recordAfter(doc, event);
    const whole: Body = {
      ...next, members: membersAfter(doc.members, event), enrolments: enrolmentsAfter(doc.enrolments, event), cases: casesAfter(doc.cases, event), clues: cluesAfter(doc.clues, event),
      warnings: warningsAfter(doc.warnings, event), lists: listsAfter(doc.lists, event), measures: measuresAfter(doc.measures, event), documents: documentsAfter(doc.documents, event), looks: looksAfter(doc.looks, event),
    };
    return withContacts({ ...whole, status: statusOf(whole) });
  },
};
