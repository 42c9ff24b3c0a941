import { z } from 'zod';
import { Category, RiskType } from '../codes.js';
import { Id, On } from '../stored.js';
import { MatchDoubt, MatchVerdict, MonitoringStatus, WarningVerdict } from './codes.js';

/** What a department's row said of a person: the rule that spoke, its document, and only the numbers it compared. */
const signal = {
  batchId: Id,
  source: z.string(),
  period: z.string(),
  rule: z.string(),
  ruleVersion: z.string().describe('version of the source document that holds the rule'),
  personId: Id,
  occurredOn: On,
  numbers: z.record(z.string(), z.number().int()).describe('amounts in fen, everything else as counted'),
  statement: z.object({ zh: z.string(), en: z.string() }),
  expiresOn: On.describe('last day on which the signal means anything'),
  watchList: z.string().nullable().describe('the list on which the rule puts the household, if any'),
};

const count = z.number().int();
/** How the rows of a batch ended; each is in one of the first four, and `outside` and the events are among the matched. */
export const BatchCounts = z.object({
  rows: count,
  rejected: count.describe('rows that could not be read'),
  unknown: count.describe('rows about nobody of the register'),
  doubtful: count.describe('rows that wait for somebody to look at them'),
  matched: count.describe('rows about a person of the register'),
  outside: count.describe('rows about a household outside the area of the batch'),
  raised: count.describe('warnings raised'),
  supported: count.describe('signals that joined a warning'),
});
export type BatchCounts = z.infer<typeof BatchCounts>;

// STORAGE FORMAT, spread into the events of identification.
export const DataEvents = {
  // On the household's stream.
  'WarningRaised.v1': z.object({
    warningId: Id, village: z.string(), riskType: RiskType, ...signal, trust: z.number().describe('of the source, 0 to 1'), householdStatus: MonitoringStatus, category: Category.nullable(),
    raisedOn: On, dueOn: On, carriedFrom: Id.optional().describe('the household it was raised of before, with a split or a merge'),
  }),
  // The same fact once more, from another source or another delivery of the same one.
  'WarningSupported.v1': z.object({ warningId: Id, ...signal }),
  'WarningClosed.v1': z.object({ warningId: Id, verdict: WarningVerdict, reason: z.string().nullable(), clueId: Id.nullable() }),
  'WarningOverdue.v1': z.object({ warningId: Id, dueOn: On }),
  'ComparisonQueried.v1': z.object({ caseId: Id, queryId: Id, village: z.string(), source: z.string(), personIds: z.array(Id), scope: z.array(z.string()), purpose: z.string(), queriedOn: On }),

  // One delivery of one source (stream dataBatch-<id>); its id follows from source, period and content (invariant 24).
  'DataBatchReceived.v1': z.object({
    batchId: Id, source: z.string(), sourceVersion: z.string(), period: z.string(), area: z.string().describe('division code or prefix; only its households are concerned'),
    contentHash: z.string(), receivedOn: On,
  }),
  // Several in one event: a batch may have thousands. What the rows say of people is in the vault under the id of the match.
  'MatchesDoubted.v1': z.object({ source: z.string(), period: z.string(), area: z.string(), matches: z.array(z.object({ matchId: Id, row: count, doubt: MatchDoubt, candidateId: Id.nullable() })) }),
  'MatchSettled.v1': z.object({ matchId: Id, verdict: MatchVerdict, personId: Id.nullable(), reason: z.string().nullable() }),
  'DataBatchDone.v1': z.object({ counts: BatchCounts }),
} as const;
