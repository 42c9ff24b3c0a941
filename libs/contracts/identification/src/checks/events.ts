import { z } from 'zod';
import { RiskType, Safeguards } from '../codes.js';
import { EvidenceHash, Fen, Id, On } from '../stored.js';
import { VisitedList } from '../watch/events.js';
import { MonitoringStatus } from '../data/codes.js';
import { CheckScope, SampleFinding } from './codes.js';

/** Income and spending of the window, by kind; all amounts of the whole household. */
const worksheet = {
  from: On, to: On, wageFen: Fen, businessFen: Fen, propertyFen: Fen, transferFen: Fen, businessCostFen: Fen, members: z.number().int(),
  rigid: z.object({ medicalFen: Fen, schoolingFen: Fen, disasterFen: Fen, housingFen: Fen }),
};
export const StoredAnswers = z.record(z.string(), z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]));
export type Answers = z.infer<typeof StoredAnswers>;
const judged = { finding: SampleFinding, standing: MonitoringStatus.describe('how the household stood to monitoring') };
const count = z.number().int();

// STORAGE FORMAT, spread into the events of identification.
export const CheckEvents = {
  // On the household's stream.
  'CheckRecorded.v1': z.object({
    roundId: Id, checkId: Id, village: z.string().describe('where the round has the household'), visitedOn: On, byIds: z.array(Id), worksheet: z.object(worksheet), incomePerHeadFen: Fen,
    rigidSpendingPerHeadFen: Fen, safeguards: Safeguards, riskTypes: z.array(RiskType), questionnaireVersion: z.string(), answers: StoredAnswers, lists: z.array(VisitedList),
    clueId: Id.nullable(), evidenceHashes: z.array(EvidenceHash),
  }),

  // The round (stream checkRound-<id>).
  'CheckRoundOpened.v1': z.object({
    roundId: Id, name: z.string(), area: z.string(), from: On, to: On, scope: CheckScope, sample: z.object({ sharePercent: count, seed: z.string() }).nullable(), questionnaireVersion: z.string(),
    households: count.describe('in scope'), asOfPosition: count.describe('the log position up to which households were looked at'),
  }),
  // Which households the round goes to, one or more events for each village: what is in scope does not change when households do.
  'CheckRoundDrawn.v1': z.object({ roundId: Id, village: z.string(), householdIds: z.array(Id) }),
  'CheckRoundAssigned.v1': z.object({ roundId: Id, village: z.string(), visitorIds: z.array(Id) }),
  'CheckRoundSampleJudged.v1': z.object({ roundId: Id, householdId: Id, village: z.string(), ...judged, reason: z.string().nullable(), judgedOn: On, replaces: z.object(judged).nullable() }),
  'CheckRoundClosed.v1': z.object({ roundId: Id, closedOn: On, households: count, checked: count, asOfPosition: count }),
} as const;
