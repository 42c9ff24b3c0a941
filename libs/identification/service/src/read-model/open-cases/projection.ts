import type { IdentificationEvent, Purpose, Step } from '@humai/contracts-identification';
import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

export type OpenCaseDocument = ReadDocument & Readonly<{
  caseId: string;
  village: string;
  purpose: Purpose;
  steps: readonly Step[];
  done: readonly Step[];
  /** The first step still to be done; null when only the label is missing. */
  next: Step | null;
  openedOn: string;
  dueOn: string;
  overdue: boolean;
  mayCloseOn: string | null;
  openObjections: number;
}>;

type Event = RecordedEvent<IdentificationEvent>;
type Body = Omit<OpenCaseDocument, '_id' | 'position'>;

const withDone = (doc: Body, done: readonly Step[]): Body => ({ ...doc, done, next: doc.steps.find((s) => !done.includes(s)) ?? null });
const doing = (doc: Body, step: Step): Body => (doc.done.includes(step) ? doc : withDone(doc, [...doc.done, step]));

/** Which cases are open, and at which step does each stand? A household has one at most, so its id is the key. */
export const openCasesProjection: Projection<OpenCaseDocument, Event> = {
  name: 'identification.open-cases',
  version: 1,
  indexes: [['village'], ['dueOn'], ['next', 'village'], ['purpose', 'dueOn'], ['overdue', 'village'], ['openedOn']],
  handles: [
    'identification.CaseOpened.v1', 'identification.AssetCheckReturned.v1', 'identification.CategoryChanged.v1', 'identification.HouseholdVerified.v1', 'identification.AuthorisationGranted.v1', 'identification.AuthorisationWithdrawn.v1',
    'identification.ComparisonReturned.v1', 'identification.ReviewHeld.v1', 'identification.PublicityOpened.v1', 'identification.ObjectionRaised.v1',
    'identification.ObjectionSettled.v1', 'identification.PublicityClosed.v1', 'identification.TownshipOpinionGiven.v1', 'identification.CountyDecisionMade.v1',
    'identification.DecisionAnnounced.v1', 'identification.CaseEnded.v1', 'identification.HouseholdEnrolled.v1', 'identification.HouseholdCleared.v1',
    'identification.IdentificationOverdue.v1', 'identification.HouseholdChanged.v1',
  ],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data, metadata }) {
    if (type === 'identification.CaseOpened.v1')
      return {
        caseId: data.caseId, village: data.village, purpose: data.purpose, steps: data.steps, done: [], next: data.steps[0] ?? null,
        openedOn: metadata.effectiveOn, dueOn: data.dueOn, overdue: false, mayCloseOn: null, openObjections: 0,
      };
    if (!doc) return null;
    switch (type) {
      case 'identification.AssetCheckReturned.v1': return doing(doc, 'assetCheck');
      case 'identification.HouseholdVerified.v1': return doing(doc, 'verification');
      case 'identification.AuthorisationGranted.v1': return doing(doc, 'authorisation');
      case 'identification.AuthorisationWithdrawn.v1': return withDone(doc, doc.done.filter((s) => s !== 'authorisation'));
      case 'identification.ComparisonReturned.v1': return doing(doc, 'comparison');
      case 'identification.ReviewHeld.v1': return doing(doc, 'review');
      case 'identification.PublicityOpened.v1': return { ...doc, mayCloseOn: data.mayCloseOn };
      case 'identification.ObjectionRaised.v1': return { ...doc, openObjections: doc.openObjections + 1 };
      case 'identification.ObjectionSettled.v1': return { ...doc, openObjections: doc.openObjections - 1 };
      case 'identification.PublicityClosed.v1': return doing(doc, 'publicity');
      case 'identification.TownshipOpinionGiven.v1': return doing(doc, 'townshipOpinion');
      case 'identification.CountyDecisionMade.v1': return doing(doc, 'countyDecision');
      case 'identification.DecisionAnnounced.v1': return doing(doc, 'announcement');
      case 'identification.IdentificationOverdue.v1': return data.subject === 'CASE' && data.subjectId === doc.caseId ? { ...doc, overdue: true } : doc;
      case 'identification.HouseholdChanged.v1': return { ...doc, village: data.village };
      default: return null; // ended, enrolled, cleared or in another category: no longer open
    }
  },
};
