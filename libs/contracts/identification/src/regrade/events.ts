import { z } from 'zod';
import { Category, Safeguard } from '../codes.js';
import { Fen, Id, On } from '../stored.js';

// STORAGE FORMAT, as in ../events.ts.
export const RegradeEvents = {
  'CategoryChanged.v1': z.object({
    caseId: Id, enrolmentId: Id, from: Category, to: Category, changedOn: On, incomePerHeadFen: Fen, rigidSpendingPerHeadFen: Fen, unsolved: z.array(Safeguard), lineFen: Fen,
    lineVersion: z.string(), policyVersion: z.string(),
  }),
} as const;
