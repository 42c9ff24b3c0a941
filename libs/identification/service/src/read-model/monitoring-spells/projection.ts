import type { Category, ClearingMode, IdentificationEvent, RiskType } from '@humai/contracts-identification';
import { subjectOf, type LocalDate, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

/** One time on the list, from the enrolment to the clearing that stands, if any. */
export type Spell = Readonly<{
  enrolmentId: string;
  /** Where the household lived when it was enrolled: figures count there. */
  village: string;
  category: Category;
  causes: readonly RiskType[];
  enrolledOn: LocalDate;
  /** It had been on the list before. */
  relapse: boolean;
  /** Taken over from before Humai: no act of this system. */
  carriedOver: boolean;
  cleared: Readonly<{ on: LocalDate; village: string; mode: ClearingMode; incomePerHeadFen: number; lineFen: number }> | null;
  rolledBackOn: readonly LocalDate[];
}>;

type Look = Readonly<{ caseId: string | null; on: LocalDate; education: boolean }>;

export type MonitoringSpellsDocument = ReadDocument & Readonly<{
  village: string;
  registerNumber: string | null;
  listed: boolean;
  spells: readonly Spell[];
  /** Each verification (by its case) and check, with whether schooling was found solved; a later correction may say it otherwise. */
  looks: readonly Look[];
  /** The last visit that was neither. */
  otherContactOn: LocalDate | null;
  /** The last day somebody was there. */
  lastContactOn: LocalDate | null;
  /** Since when schooling has been found unsolved, while it is. */
  educationUnsolvedOn: LocalDate | null;
}>;

type Event = RecordedEvent<IdentificationEvent>;
type Body = Omit<MonitoringSpellsDocument, '_id' | 'position'>;

const firstOf = (month: string) => `${month.slice(0, 4)}-${month.slice(4, 6)}-01`;
const isListed = (spells: readonly Spell[]): boolean => spells.length > 0 && spells.at(-1)!.cleared === null;
const withSpells = (doc: Body, spells: readonly Spell[]): Body => ({ ...doc, spells, listed: isListed(spells) });
const changed = (doc: Body, enrolmentId: string, to: (spell: Spell) => Spell): Body => withSpells(doc, doc.spells.map((s) => (s.enrolmentId === enrolmentId ? to(s) : s)));

const withContacts = (doc: Body): Body => ({
  ...doc, lastContactOn: [...doc.looks.map((l) => l.on), ...(doc.otherContactOn === null ? [] : [doc.otherContactOn])].sort().at(-1) ?? null,
  educationUnsolvedOn: doc.looks.reduce<LocalDate | null>((since, { on, education }) => (education ? null : (since ?? on)), null),
});
const looked = (doc: Body, caseId: string | null, { visitedOn: on, safeguards: { education } }: Readonly<{ visitedOn: LocalDate; safeguards: Readonly<{ education: boolean }> }>): Body =>
  withContacts({ ...doc, looks: [...doc.looks, { caseId, on, education }] });
const visited = (doc: Body, on: LocalDate): Body => withContacts({ ...doc, otherContactOn: doc.otherContactOn !== null && doc.otherContactOn > on ? doc.otherContactOn : on });

/** When was each household on the list, as what, why, and how did it end? Only households that ever were have a document with spells. */
export const monitoringSpellsProjection: Projection<MonitoringSpellsDocument, Event> = {
  name: 'identification.monitoring-spells',
  version: 2,
  indexes: [['village'], ['listed', 'village']],
  handles: [
    'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.MonitoringCarriedOver.v1', 'identification.HouseholdEnrolled.v1', 'identification.RiskAdded.v1',
    'identification.HouseholdVerified.v1', 'identification.HouseholdTracked.v1', 'identification.VisitRecorded.v1', 'identification.CheckRecorded.v1',
    'identification.HouseholdCleared.v1', 'identification.ClearingRolledBack.v1', 'identification.HouseholdMergedInto.v1', 'identification.HouseholdClosed.v1',
    'identification.HouseholdLinkUndone.v1', 'identification.EntryCorrected.v1',
  ],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data, metadata }) {
    if (type === 'identification.HouseholdRegistered.v1') return { village: data.village, registerNumber: data.registerNumber, listed: false, spells: [], looks: [], otherContactOn: null, lastContactOn: null, educationUnsolvedOn: null };
    if (!doc) return null;
    switch (type) {
      case 'identification.HouseholdChanged.v1':
        return { ...doc, village: data.village, registerNumber: data.registerNumber };
      case 'identification.MonitoringCarriedOver.v1':
        return withSpells(doc, [...doc.spells, {
          enrolmentId: data.enrolmentId, village: doc.village, category: data.category, causes: data.risks.map((r) => r.type), enrolledOn: data.enrolledOn ?? firstOf(data.enrolledMonth), relapse: false, carriedOver: true,
          cleared: data.cleared && { on: firstOf(data.cleared.month), village: doc.village, mode: data.cleared.mode, incomePerHeadFen: 0, lineFen: 0 }, rolledBackOn: [],
        }]);
      case 'identification.HouseholdEnrolled.v1':
        return withSpells(doc, [...doc.spells, {
          enrolmentId: data.enrolmentId, village: doc.village, category: data.category, causes: data.risks.map((r) => r.type), enrolledOn: data.enrolledOn, relapse: data.previousEnrolmentId !== null,
          carriedOver: false, cleared: null, rolledBackOn: [],
        }]);
      case 'identification.RiskAdded.v1':
        return changed(doc, data.enrolmentId, (s) => (s.causes.includes(data.type) ? s : { ...s, causes: [...s.causes, data.type] }));
      case 'identification.HouseholdVerified.v1':
        return looked(doc, data.caseId, data);
      case 'identification.CheckRecorded.v1':
        return looked(doc, null, data);
      case 'identification.EntryCorrected.v1': {
        const { content } = data;
        if (content.entry !== 'VERIFICATION') return doc;
        const { caseId, visitedOn: on, safeguards: { education } } = content;
        return withContacts({ ...doc, looks: doc.looks.map((l) => (l.caseId === caseId ? { caseId, on, education } : l)) });
      }
      case 'identification.HouseholdTracked.v1':
      case 'identification.VisitRecorded.v1':
        return visited(doc, data.visitedOn);
      case 'identification.HouseholdMergedInto.v1':
      case 'identification.HouseholdClosed.v1':
        return { ...doc, listed: false }; // what it was goes on in another household, or nowhere
      case 'identification.HouseholdLinkUndone.v1':
        return withSpells(doc, doc.spells);
      case 'identification.HouseholdCleared.v1':
        return changed(doc, data.enrolmentId, (s) => ({ ...s, cleared: { on: data.clearedOn, village: doc.village, mode: data.mode, incomePerHeadFen: data.incomePerHeadFen, lineFen: data.lineFen } }));
      case 'identification.ClearingRolledBack.v1':
        return changed(doc, data.enrolmentId, (s) => ({ ...s, cleared: null, rolledBackOn: [...s.rolledBackOn, metadata.effectiveOn] }));
      default:
        return doc;
    }
  },
};
