import { evolveFacts, type FactEvent, type HouseholdFacts } from '@humai/assessment-domain';
import { type Projection, type ReadDocument, subjectOf } from '@humai/kernel';

export type HouseholdFactsDocument = ReadDocument & HouseholdFacts;

/** What happened to each household, as far as scores depend on it, and when was it recorded? */
export const householdFactsProjection: Projection<HouseholdFactsDocument, FactEvent> = {
  name: 'assessment.household-facts',
  version: 1,
  indexes: [['villages']],
  handles: [
    'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.MemberAdded.v1', 'identification.MemberChanged.v1',
    'identification.MemberRemoved.v1', 'identification.CaseOpened.v1', 'identification.CaseEnded.v1', 'identification.HouseholdEnrolled.v1',
    'identification.HouseholdCleared.v1', 'identification.ClearingRolledBack.v1', 'identification.HouseholdMergedInto.v1', 'identification.HouseholdClosed.v1',
    'identification.HouseholdLinkUndone.v1', 'assistance.MeasurePlanned.v1', 'assistance.MeasureDelivered.v1',
    'relocation.HouseholdRelocated.v1', 'relocation.CertificateIssued.v1', 'relocation.EmploymentRecorded.v1', 'relocation.EmploymentLost.v1',
  ],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, event) {
    const after = evolveFacts(doc, event);
    return after.facts.length === 0 ? null : after;
  },
};
