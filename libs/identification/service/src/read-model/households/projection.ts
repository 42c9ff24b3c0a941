import type { Category, HouseholdKind, IdentificationEvent, Labour, Relation, RiskType } from '@humai/contracts-identification';
import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

export type HouseholdDocument = ReadDocument & Readonly<{
  registerNumber: string | null;
  village: string;
  kind: HouseholdKind;
  status: 'REGISTERED' | 'IN_PROCEDURE' | 'ENROLLED' | 'CLEARED' | 'CLOSED' | 'MERGED';
  category: Category | null;
  risks: readonly Readonly<{ riskId: string; type: RiskType; open: boolean }>[];
  openRisks: number;
  enrolmentId: string | null;
  enrolments: number;
  enrolledOn: string | null;
  clearedOn: string | null;
  /** The last visit since it was cleared. */
  trackedOn: string | null;
  caseId: string | null;
  members: readonly Readonly<{ personId: string; relation: Relation; labour: Labour }>[];
  incomePerHeadFen: number | null;
  incomeYear: number | null;
  /** The household it split off from. */
  originId: string | null;
  /** The household it went into. */
  mergedIntoId: string | null;
}>;

type Event = RecordedEvent<IdentificationEvent>;
type Body = Omit<HouseholdDocument, '_id' | 'position'>;

const firstOf = (month: string) => `${month.slice(0, 4)}-${month.slice(4, 6)}-01`;

const settled = (doc: Body): Body['status'] => (doc.enrolmentId === null ? 'REGISTERED' : doc.clearedOn === null ? 'ENROLLED' : 'CLEARED');
const withRisks = (doc: Body, risks: Body['risks']): Body => ({ ...doc, risks, openRisks: risks.filter((r) => r.open).length });

/** A household that is gone is on no list. */
const unlisted = (doc: Body): Body => ({ ...doc, category: null, risks: [], openRisks: 0, enrolmentId: null, enrolledOn: null, clearedOn: null });

/** Which households are there, and where does each stand? */
export const householdsProjection: Projection<HouseholdDocument, Event> = {
  name: 'identification.households',
  version: 1,
  indexes: [['registerNumber'], ['village'], ['status', 'village'], ['category', 'village'], ['kind', 'village'], ['enrolledOn'], ['clearedOn'], ['openRisks']],
  handles: [
    'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.MemberAdded.v1', 'identification.MemberChanged.v1',
    'identification.MemberRemoved.v1', 'identification.IncomeRecorded.v1', 'identification.MonitoringCarriedOver.v1', 'identification.CaseOpened.v1',
    'identification.CaseEnded.v1', 'identification.HouseholdEnrolled.v1', 'identification.RiskAdded.v1', 'identification.RiskEliminated.v1',
    'identification.HouseholdFormedBySplit.v1', 'identification.HouseholdMergedInto.v1', 'identification.HouseholdClosed.v1', 'identification.HouseholdLinkUndone.v1',
    'identification.EntryCorrected.v1', 'identification.HouseholdCleared.v1', 'identification.ClearingRolledBack.v1', 'identification.CategoryChanged.v1', 'identification.HouseholdTracked.v1',
  ],
  documentId: (event) => subjectOf(event.stream),
  evolve(doc, { type, data }) {
    if (type === 'identification.HouseholdRegistered.v1')
      return {
        registerNumber: data.registerNumber, village: data.village, kind: data.kind, status: 'REGISTERED', category: null, risks: [], openRisks: 0, enrolmentId: null,
        enrolments: 0, enrolledOn: null, clearedOn: null, trackedOn: null, caseId: null, members: [], incomePerHeadFen: null, incomeYear: null, originId: null, mergedIntoId: null,
      };
    if (!doc) return null;
    switch (type) {
      case 'identification.HouseholdChanged.v1':
        return { ...doc, registerNumber: data.registerNumber, village: data.village, kind: data.kind };
      case 'identification.MemberAdded.v1':
        return { ...doc, members: [...doc.members, { personId: data.personId, relation: data.relation, labour: data.labour }] };
      case 'identification.MemberChanged.v1':
        return { ...doc, members: doc.members.map((m) => (m.personId === data.personId ? { personId: data.personId, relation: data.relation, labour: data.labour } : m)) };
      case 'identification.MemberRemoved.v1':
        return { ...doc, members: doc.members.filter((m) => m.personId !== data.personId) };
      case 'identification.IncomeRecorded.v1':
        return data.year >= (doc.incomeYear ?? 0) ? { ...doc, incomeYear: data.year, incomePerHeadFen: data.incomePerHeadFen } : doc;
      case 'identification.MonitoringCarriedOver.v1': {
        const carried = withRisks(
          {
            ...doc, category: data.category, enrolmentId: data.enrolmentId, enrolments: doc.enrolments + 1, enrolledOn: data.enrolledOn ?? firstOf(data.enrolledMonth),
            clearedOn: data.cleared && firstOf(data.cleared.month),
          },
          data.risks.map((r) => ({ ...r, open: data.cleared === null })),
        );
        return { ...carried, status: settled(carried) };
      }
      case 'identification.CaseOpened.v1':
        return { ...doc, caseId: data.caseId, status: data.purpose === 'ENROLMENT' ? 'IN_PROCEDURE' : doc.status };
      case 'identification.CaseEnded.v1':
        return { ...doc, caseId: null, status: settled(doc) };
      case 'identification.HouseholdEnrolled.v1':
        return withRisks(
          { ...doc, status: 'ENROLLED', caseId: null, category: data.category, enrolmentId: data.enrolmentId, enrolments: doc.enrolments + 1, enrolledOn: data.enrolledOn, clearedOn: null, trackedOn: null },
          data.risks.map((r) => ({ ...r, open: true })),
        );
      case 'identification.RiskAdded.v1':
        return withRisks(doc, [...doc.risks, { riskId: data.riskId, type: data.type, open: true }]);
      case 'identification.RiskEliminated.v1':
        return withRisks(doc, doc.risks.map((r) => (r.riskId === data.riskId ? { ...r, open: false } : r)));
      case 'identification.HouseholdCleared.v1':
        return { ...doc, status: 'CLEARED', caseId: null, clearedOn: data.clearedOn, trackedOn: null };
      case 'identification.CategoryChanged.v1':
        return { ...doc, caseId: null, category: data.to };
      case 'identification.HouseholdTracked.v1':
        return { ...doc, trackedOn: data.visitedOn };
      case 'identification.ClearingRolledBack.v1':
        return withRisks({ ...doc, status: 'ENROLLED', clearedOn: null, trackedOn: null }, doc.risks.map((r) => (data.reopenedRiskIds.includes(r.riskId) ? { ...r, open: true } : r)));
      case 'identification.HouseholdFormedBySplit.v1':
        return { ...doc, originId: data.originHouseholdId };
      case 'identification.HouseholdMergedInto.v1':
        return { ...unlisted(doc), status: 'MERGED', mergedIntoId: data.intoHouseholdId };
      case 'identification.HouseholdClosed.v1':
        return { ...unlisted(doc), status: 'CLOSED' };
      case 'identification.HouseholdLinkUndone.v1':
        return doc.mergedIntoId === data.otherHouseholdId ? { ...doc, status: settled(doc), mergedIntoId: null } : doc;
      case 'identification.EntryCorrected.v1': {
        const { content } = data;
        if (content.entry === 'KIND') return { ...doc, kind: content.kind };
        return content.entry === 'INCOME' && content.year === doc.incomeYear ? { ...doc, incomePerHeadFen: content.incomePerHeadFen } : doc;
      }
      default:
        return doc;
    }
  },
};
