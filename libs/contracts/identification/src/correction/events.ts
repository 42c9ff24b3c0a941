import { z } from 'zod';
import { HouseholdKind, RiskType, Safeguards } from '../codes.js';
import { EvidenceHash, Fen, Id, On } from '../stored.js';

/** The whole content of the entry as it should have been, so that a reader needs no other event. */
const Content = z.discriminatedUnion('entry', [
  z.object({ entry: z.literal('INCOME'), year: z.number().int(), incomePerHeadFen: Fen }),
  z.object({ entry: z.literal('CLUE'), clueId: Id, riskTypes: z.array(RiskType), occurredOn: On }),
  z.object({
    entry: z.literal('VERIFICATION'), caseId: Id, visitedOn: On, incomePerHeadFen: Fen, rigidSpendingPerHeadFen: Fen, safeguards: Safeguards, riskTypes: z.array(RiskType),
    evidenceHashes: z.array(EvidenceHash),
  }),
  z.object({ entry: z.literal('KIND'), kind: HouseholdKind }),
]);
export type CorrectedContent = Readonly<z.infer<typeof Content>>;

// STORAGE FORMAT, as in ../events.ts.
export const CorrectionEvents = {
  'EntryCorrected.v1': z.object({ eventId: Id.describe('the event that was wrong'), position: z.number().int().describe('its place in the log'), reason: z.string(), content: Content }),
} as const;
