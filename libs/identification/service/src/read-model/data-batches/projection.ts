import type { BatchCounts, IdentificationEvent } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';

export type DataBatchDocument = ReadDocument & Readonly<{
  source: string;
  sourceVersion: string;
  period: string;
  area: string;
  contentHash: string;
  receivedOn: string;
  /** Who sent it: pseudonymous id and role. */
  sender: string;
  role: string;
  status: 'RECEIVED' | 'DONE';
  counts: BatchCounts | null;
  /** Doubtful matches that nobody has looked at. */
  openMatches: number;
}>;

/** Which deliveries came from departments, and what became of their rows? */
export const dataBatchesProjection: Projection<DataBatchDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.data-batches',
  version: 1,
  indexes: [['area'], ['receivedOn'], ['source', 'receivedOn'], ['source', 'period'], ['status', 'area']],
  handles: ['identification.DataBatchReceived.v1', 'identification.MatchesDoubted.v1', 'identification.MatchSettled.v1', 'identification.DataBatchDone.v1'],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data, metadata }) {
    if (type === 'identification.DataBatchReceived.v1') {
      const { source, sourceVersion, period, area, contentHash, receivedOn } = data;
      return { source, sourceVersion, period, area, contentHash, receivedOn, sender: metadata.actor, role: metadata.role, status: 'RECEIVED', counts: null, openMatches: 0 };
    }
    if (!doc) return null;
    switch (type) {
      case 'identification.MatchesDoubted.v1': return { ...doc, openMatches: doc.openMatches + data.matches.length };
      case 'identification.MatchSettled.v1': return { ...doc, openMatches: doc.openMatches - 1 };
      case 'identification.DataBatchDone.v1': return { ...doc, status: 'DONE', counts: data.counts };
      default: return doc;
    }
  },
};
