import type { IdentificationEvent } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';

export type ComparisonQueryDocument = ReadDocument & Readonly<{
  householdId: string;
  village: string;
  caseId: string;
  queryId: string;
  source: string;
  personIds: readonly string[];
  scope: readonly string[];
  purpose: string;
  queriedOn: string;
  /** Who asked: pseudonymous id and role. */
  actor: string;
  role: string;
}>;

/** Who asked which source about whom, when and what for? */
export const comparisonQueriesProjection: Projection<ComparisonQueryDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.comparison-queries',
  version: 1,
  indexes: [['village'], ['queriedOn'], ['householdId', 'queriedOn'], ['source', 'village'], ['actor', 'queriedOn'], ['personIds']],
  handles: ['identification.ComparisonQueried.v1'],
  // Queries are named by who asks, so their ids are unique within a household only.
  documentId: ({ type, data, stream }) => (type === 'identification.ComparisonQueried.v1' ? `${subjectOf(stream)}~${data.queryId}` : null),
  evolve: (doc, { type, data, stream, metadata }) =>
    type === 'identification.ComparisonQueried.v1' ? { householdId: subjectOf(stream), ...data, actor: metadata.actor, role: metadata.role } : doc,
};
