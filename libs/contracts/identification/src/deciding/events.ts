import { z } from 'zod';
import { ComparisonResult } from '../codes.js';
import { Document, EvidenceHash, Id, On } from '../stored.js';
import { TrackingFinding } from './codes.js';

// STORAGE FORMAT, as in ../events.ts.
export const DecidingEvents = {
  'ClueAccepted.v1': z.object({ clueId: Id, acceptedOn: On }),
  // Nobody took it up in time: written by the deadline process, once.
  'ClueAcceptanceOverdue.v1': z.object({ clueId: Id, dueOn: On }),
  // The reason of a clue whose case was refused; a clue closed by hand carries the date itself (invariant 23).
  'ReasonTold.v1': z.object({ clueId: Id, toldOn: On }),
  'AssetCheckReturned.v1': z.object({ caseId: Id, result: ComparisonResult, sources: z.array(z.string()), evidenceHash: EvidenceHash, documents: z.array(Document).optional() }),
  // A cleared household is looked at to the end of the transition period (invariant 18).
  'HouseholdTracked.v1': z.object({ enrolmentId: Id, trackingId: Id, visitedOn: On, visitorIds: z.array(Id), finding: TrackingFinding, evidenceHashes: z.array(EvidenceHash) }),
} as const;
