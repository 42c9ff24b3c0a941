import { z } from 'zod';
import type { CommandDefinition } from '@humai/kernel';
import { HouseholdKind, RiskType, Safeguards } from '../codes.js';
import { Fen, Hashes, Id, On, onHousehold, Reason } from '../define.js';

/** What was wrong, as it should have been; which fields an entry has depends on its kind. */
export const Correction = z.strictObject({
  incomePerHeadFen: Fen, rigidSpendingPerHeadFen: Fen.min(0), riskTypes: z.array(RiskType).min(1).max(5), occurredOn: On, visitedOn: On, safeguards: Safeguards, evidenceHashes: Hashes,
  kind: HouseholdKind,
}).partial().refine((fields) => Object.keys(fields).length > 0, 'says nothing');
export type Correction = Readonly<z.infer<typeof Correction>>;

/** Wrong entries, spread into the commands of identification. */
export const CorrectionCommands = {
  CorrectEntry: onHousehold('CorrectEntry', ['township', 'county'], '更正记录', 'correct an entry',
    z.object({ eventId: Id.describe('id of the wrong event, or its place in the log as the history shows it'), data: Correction, reason: Reason }),
    ['CORRECTION.NOT_FOUND', 'CORRECTION.NOT_CORRECTABLE', 'CORRECTION.FIELDS', 'CORRECTION.SUPERSEDED', 'CORRECTION.DECIDED', 'CORRECTION.BEFORE_ENTRY', 'CLUE.OCCURRED_AFTER_FOUND', 'VERIFICATION.FUTURE']),
} as const satisfies Record<string, CommandDefinition>;
