import type { IdentificationEvent, MatchDoubt, MatchVerdict } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';

export type DoubtfulMatchDocument = ReadDocument & Readonly<{
  batchId: string;
  source: string;
  period: string;
  area: string;
  row: number;
  doubt: MatchDoubt;
  candidateId: string | null;
  status: 'OPEN' | MatchVerdict;
  personId: string | null;
  reason: string | null;
  foundOn: string;
  settledOn: string | null;
}>;

/** Which rows of departments wait for somebody to say whom they are about? What the rows say of people is in the vault, under the same id. */
export const doubtfulMatchesProjection: Projection<DoubtfulMatchDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.doubtful-matches',
  version: 1,
  indexes: [['area'], ['foundOn'], ['status', 'foundOn'], ['status', 'area'], ['batchId', 'row'], ['source', 'area'], ['doubt', 'area']],
  handles: ['identification.MatchesDoubted.v1', 'identification.MatchSettled.v1'],
  documentId: ({ type, data }) => (type === 'identification.MatchesDoubted.v1' ? data.matches.map((m) => m.matchId) : type === 'identification.MatchSettled.v1' ? data.matchId : null),
  evolve(doc, { type, data, stream, metadata }, id) {
    if (type === 'identification.MatchesDoubted.v1') {
      const { row, doubt, candidateId } = data.matches.find((m) => m.matchId === id)!;
      const { source, period, area } = data;
      return { batchId: subjectOf(stream), source, period, area, row, doubt, candidateId, status: 'OPEN', personId: null, reason: null, foundOn: metadata.effectiveOn, settledOn: null };
    }
    return doc && type === 'identification.MatchSettled.v1' ? { ...doc, status: data.verdict, personId: data.personId, reason: data.reason, settledOn: metadata.effectiveOn } : doc;
  },
};
