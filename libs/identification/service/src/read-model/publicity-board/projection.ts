import type { Board, Category, IdentificationEvent, Purpose, RiskType } from '@humai/contracts-identification';
import { subjectOf, type LocalDate, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';
import type { z } from 'zod';

export type ShownCaseDocument = ReadDocument & Readonly<{
  caseId: string;
  village: string;
  purpose: Purpose;
  toCategory: Category | null;
  riskTypes: readonly RiskType[];
  /** Null while the case is not on the board. */
  board: z.infer<typeof Board> | null;
  shown: boolean;
  openedOn: LocalDate | null;
  mayCloseOn: LocalDate | null;
}>;

/** Which cases are on the public board now? Whose they are is looked up when the board is asked for. */
export const publicityBoardProjection: Projection<ShownCaseDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.publicity-board',
  version: 2,
  indexes: [['village'], ['shown', 'village'], ['openedOn']],
  handles: [
    'identification.CaseOpened.v1', 'identification.HouseholdVerified.v1', 'identification.PublicityOpened.v1', 'identification.PublicityClosed.v1', 'identification.CaseEnded.v1',
    'identification.HouseholdEnrolled.v1', 'identification.HouseholdCleared.v1', 'identification.CategoryChanged.v1', 'identification.HouseholdChanged.v1', 'identification.EntryCorrected.v1',
  ],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data }) {
    if (type === 'identification.CaseOpened.v1')
      return { caseId: data.caseId, village: data.village, purpose: data.purpose, toCategory: data.toCategory ?? null, riskTypes: [], board: null, shown: false, openedOn: null, mayCloseOn: null };
    if (!doc) return null;
    switch (type) {
      case 'identification.HouseholdVerified.v1': return { ...doc, riskTypes: data.riskTypes };
      case 'identification.EntryCorrected.v1': return data.content.entry === 'VERIFICATION' && data.content.caseId === doc.caseId ? { ...doc, riskTypes: data.content.riskTypes } : doc;
      case 'identification.PublicityOpened.v1': return { ...doc, board: data.board ?? null, shown: true, openedOn: data.openedOn, mayCloseOn: data.mayCloseOn };
      case 'identification.PublicityClosed.v1': return { ...doc, shown: false };
      case 'identification.HouseholdChanged.v1': return { ...doc, village: data.village };
      default: return null; // decided or ended: nothing of it may hang there any more
    }
  },
};
