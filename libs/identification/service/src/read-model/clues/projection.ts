import type { Channel, IdentificationEvent, RiskType, Verdict } from '@humai/contracts-identification';
import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

export type ClueDocument = ReadDocument & Readonly<{
  householdId: string;
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
}>;

/** Which clues came in, and what became of each? */
export const cluesProjection: Projection<ClueDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.clues',
  version: 1,
  indexes: [['village'], ['open', 'dueOn'], ['overdue', 'village'], ['channel', 'village'], ['householdId'], ['foundOn'], ['dueOn'], ['verdict']],
  handles: ['identification.ClueReported.v1', 'identification.ClueClosed.v1', 'identification.IdentificationOverdue.v1'],
  documentId: ({ type, data }) => {
    switch (type) {
      case 'identification.ClueReported.v1':
      case 'identification.ClueClosed.v1': return data.clueId;
      case 'identification.IdentificationOverdue.v1': return data.subject === 'CLUE' ? data.subjectId : null;
      default: return null;
    }
  },
  evolve(doc, { type, data, stream, metadata }) {
    if (type === 'identification.ClueReported.v1') {
      const { clueId: _, source: __, ...clue } = data;
      return { householdId: subjectOf(stream), ...clue, open: true, overdue: false, verdict: null, reason: null, closedOn: null };
    }
    if (!doc) return null;
    if (type === 'identification.ClueClosed.v1') return { ...doc, open: false, verdict: data.verdict, reason: data.reason, closedOn: metadata.effectiveOn };
    return { ...doc, overdue: true };
  },
};
