import type { Channel, IdentificationEvent, RiskType, Verdict } from '@humai/contracts-identification';
import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

export type ClueDocument = ReadDocument & Readonly<{
  householdId: string;
  clueId: string;
  village: string;
  channel: Channel;
  riskTypes: readonly RiskType[];
  occurredOn: string;
  foundOn: string;
  dueOn: string;
  open: boolean;
  overdue: boolean;
  verdict: Verdict | null;
  reason: string | null;
  closedOn: string | null;
  acceptedOn: string | null;
  /** Not taken up by the day of the policy. */
  acceptanceOverdue: boolean;
  /** The clue that said the same before. */
  duplicateOf: string | null;
  /** When the applicant was told why the household is not eligible. */
  toldOn: string | null;
}>;

// Who reports a clue names it, so its id is unique within the household only; neither id can hold a tilde.
const keyOf = (stream: string, clueId: string) => `${subjectOf(stream)}~${clueId}`;

/** Which clues came in, and what became of each? */
export const cluesProjection: Projection<ClueDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.clues',
  version: 2,
  indexes: [['village'], ['open', 'dueOn'], ['overdue', 'village'], ['channel', 'village'], ['householdId'], ['foundOn'], ['dueOn'], ['verdict']],
  handles: [
    'identification.ClueReported.v1', 'identification.ClueClosed.v1', 'identification.HouseholdChanged.v1', 'identification.IdentificationOverdue.v1',
    'identification.ClueAccepted.v1', 'identification.ReasonTold.v1', 'identification.EntryCorrected.v1', 'identification.ClueAcceptanceOverdue.v1',
  ],
  documentId: ({ type, data, stream }) => {
    switch (type) {
      case 'identification.ClueReported.v1':
      case 'identification.ClueAccepted.v1':
      case 'identification.ClueAcceptanceOverdue.v1':
      case 'identification.ReasonTold.v1':
      case 'identification.ClueClosed.v1': return keyOf(stream, data.clueId);
      case 'identification.HouseholdChanged.v1': return (data.openClueIds ?? []).map((clueId) => keyOf(stream, clueId));
      case 'identification.IdentificationOverdue.v1': return data.subject === 'CLUE' ? keyOf(stream, data.subjectId) : null;
      case 'identification.EntryCorrected.v1': return data.content.entry === 'CLUE' ? keyOf(stream, data.content.clueId) : null;
      default: return null;
    }
  },
  evolve(doc, { type, data, stream, metadata }) {
    if (type === 'identification.ClueReported.v1') {
      const { clueId, village, channel, riskTypes, occurredOn, foundOn, dueOn } = data;
      return {
        householdId: subjectOf(stream), clueId, village, channel, riskTypes, occurredOn, foundOn, dueOn, open: true, overdue: false, verdict: null, reason: null, closedOn: null,
        acceptedOn: null, acceptanceOverdue: false, duplicateOf: null, toldOn: null,
      };
    }
    if (!doc) return null;
    switch (type) {
      case 'identification.ClueAccepted.v1': return { ...doc, acceptedOn: data.acceptedOn };
      case 'identification.ClueAcceptanceOverdue.v1': return { ...doc, acceptanceOverdue: true };
      case 'identification.ReasonTold.v1': return { ...doc, toldOn: data.toldOn };
      case 'identification.ClueClosed.v1':
        return { ...doc, open: false, verdict: data.verdict, reason: data.reason, closedOn: metadata.effectiveOn, duplicateOf: data.duplicateOf ?? null, toldOn: data.toldOn ?? null };
      case 'identification.HouseholdChanged.v1': return { ...doc, village: data.village };
      case 'identification.EntryCorrected.v1': return data.content.entry === 'CLUE' ? { ...doc, riskTypes: data.content.riskTypes, occurredOn: data.content.occurredOn } : doc;
      default: return { ...doc, overdue: true };
    }
  },
};
