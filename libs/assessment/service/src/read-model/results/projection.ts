import type { AssessmentEvent } from '@humai/contracts-assessment';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';

export type ResultDocument = ReadDocument & Readonly<{
  year: number;
  area: string;
  policy: string;
  /** The log position of the scores; not to be taken for the document's own. */
  scoredAt: number;
  digest: string;
  publishedAt: string;
  /** The last revision, with what it replaced and why; null where there is none. */
  revisedAt: string | null;
  previousDigest: string | null;
  reason: string | null;
  approverId: string | null;
  revisions: number;
}>;

/** Which results are published, and which of them were revised, why, and who approved? */
export const resultsProjection: Projection<ResultDocument, RecordedEvent<AssessmentEvent>> = {
  name: 'assessment.results',
  version: 1,
  indexes: [['area'], ['year', 'area'], ['publishedAt'], ['revisedAt']],
  handles: ['assessment.ResultPublished.v1', 'assessment.ResultRevised.v1'],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data, recordedAt }) {
    const { year, area, policy, position: scoredAt, digest } = data;
    const result = { year, area, policy, scoredAt, digest };
    if (type === 'assessment.ResultPublished.v1') return { ...result, publishedAt: recordedAt, revisedAt: null, previousDigest: null, reason: null, approverId: null, revisions: 0 };
    const { previousDigest, reason, approverId } = data;
    return doc && { ...result, publishedAt: doc.publishedAt, revisedAt: recordedAt, previousDigest, reason, approverId, revisions: doc.revisions + 1 };
  },
};
