import type { IdentificationEvent } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';

export type EvidenceDocument = ReadDocument & Readonly<{ householdIds: readonly string[] }>;

const HASH = /^[0-9a-f]{64}$/;

/** Every hash of a document that an event names, wherever it stands. */
export function hashesIn(value: unknown): string[] {
  if (typeof value === 'string') return HASH.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? [...new Set(Object.values(value).flatMap(hashesIn))] : [];
}

/** Of which households is a document evidence? */
export const evidenceProjection: Projection<EvidenceDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.evidence',
  version: 1,
  indexes: [],
  handles: [
    'identification.ClueReported.v1', 'identification.HouseholdVerified.v1', 'identification.AuthorisationGranted.v1', 'identification.ComparisonReturned.v1', 'identification.AssetCheckReturned.v1',
    'identification.ReviewHeld.v1', 'identification.PublicityOpened.v1', 'identification.ObjectionSettled.v1', 'identification.TownshipOpinionGiven.v1', 'identification.CountyDecisionMade.v1',
    'identification.DecisionAnnounced.v1', 'identification.RiskEliminated.v1', 'identification.HouseholdTracked.v1', 'identification.HouseholdSplit.v1', 'identification.HouseholdMergedInto.v1',
    'identification.EntryCorrected.v1', 'identification.VisitRecorded.v1', 'identification.CheckRecorded.v1',
  ],
  documentId: ({ data }) => hashesIn(data),
  evolve(doc, { stream }) {
    const householdId = subjectOf(stream);
    return doc?.householdIds.includes(householdId) ? doc : { householdIds: [...(doc?.householdIds ?? []), householdId] };
  },
};
