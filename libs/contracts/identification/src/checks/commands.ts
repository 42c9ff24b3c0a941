import { z } from 'zod';
import { defineCommand, type CommandDefinition, type Role } from '@humai/kernel';
import { RiskType, Safeguards } from '../codes.js';
import { Fen, Id, onHousehold, Reason, Village, VILLAGE } from '../define.js';
import { AnyDate, FoundClue, Photos, Visitors } from '../watch/commands.js';
import { CheckScope, SampleFinding } from './codes.js';

// Amounts below zero are refused by the rule, with the item's name.
const Amount = Fen.min(-1e13).max(1e13);
export const Worksheet = z.object({
  from: AnyDate, to: AnyDate, wageFen: Amount, businessFen: Amount, propertyFen: Amount, transferFen: Amount, businessCostFen: Amount,
  members: z.number().int().min(1).max(60).describe('who share the income: those who live together'),
  rigid: z.object({ medicalFen: Amount, schoolingFen: Amount, disasterFen: Amount, housingFen: Amount }).describe('spending that cannot be put off, paid by the household itself'),
});
export type Worksheet = z.infer<typeof Worksheet>;
export const GivenAnswers = z.record(z.string().max(40), z.union([z.boolean(), z.number(), z.string().max(40), z.array(z.string().max(40)).max(40)]));

/** Commands on a household, spread into those of identification. */
export const CheckCommands = {
  RecordCheck: onHousehold('RecordCheck', VILLAGE, '记录排查', 'record the check of a household in a round',
    z.object({
      roundId: Id, checkId: Id, visitedOn: AnyDate, byIds: Visitors, worksheet: Worksheet, safeguards: Safeguards, riskTypes: z.array(RiskType).max(5).default([]),
      answers: GivenAnswers.describe('by the code of the question'), clue: FoundClue.optional().describe('a risk that the check found'), evidenceHashes: Photos,
    }),
    ['CHECK_ROUND.NOT_FOUND', 'CHECK_ROUND.NOT_OPEN', 'CHECK_ROUND.NOT_IN_SCOPE', 'CHECK.BEFORE_ROUND', 'CHECK.AFTER_ROUND', 'CHECK.NOT_ASSIGNED', 'CHECK.EXISTS', 'CHECK.WINDOW', 'CHECK.NEGATIVE', 'CHECK.EVIDENCE_MISSING',
      'ANSWER.NO_QUESTION', 'ANSWER.MISSING', 'ANSWER.TYPE', 'ANSWER.NOT_AN_OPTION', 'ANSWER.OUT_OF_RANGE', 'DATE.IMPOSSIBLE', 'VISIT.FUTURE', 'EVIDENCE.UNKNOWN', 'CLUE.OCCURRED_AFTER_FOUND']),
} as const satisfies Record<string, CommandDefinition>;

const onRound = <const N extends string, B extends z.ZodType>(name: N, roles: readonly Role[], zh: string, en: string, body: B, refusals: readonly string[]) =>
  defineCommand({ name, subject: 'check-rounds', category: 'checkRound', roles, summary: { zh, en }, body, refusals });

/** Commands on a check round. */
export const CheckRoundCommands = {
  OpenCheckRound: onRound('OpenCheckRound', ['township', 'county'], '开展排查', 'open a check round',
    z.object({
      name: z.string().trim().min(1).max(100), area: Village, from: AnyDate, to: AnyDate, scope: CheckScope,
      sample: z.object({ sharePercent: z.number().int().min(1).max(100), seed: z.string().min(1).max(64) }).optional().describe('with the scope SAMPLE: so many of a hundred households of each village, the same for the same seed'),
      questionnaireVersion: z.string().min(1).max(100).describe('questionnaire/<area>/<edition>'),
    }), ['CHECK_ROUND.EXISTS', 'CHECK_ROUND.PERIOD', 'CHECK_ROUND.SAMPLE', 'CHECK_ROUND.QUESTIONNAIRE', 'CHECK_ROUND.EMPTY', 'DATE.IMPOSSIBLE', 'AREA.UNKNOWN', 'POLICY.UNKNOWN_VERSION', 'READ_MODEL.BEHIND']),
  AssignCheck: onRound('AssignCheck', ['township', 'county'], '分派排查', 'assign a village to its visitors', z.object({ village: Village, visitorIds: z.array(Id).min(1).max(50) }),
    ['CHECK_ROUND.NOT_OPEN', 'CHECK_ROUND.VILLAGE_OUTSIDE', 'AREA.UNKNOWN']),
  JudgeSample: onRound('JudgeSample', ['assessor', 'county'], '抽查评判', 'judge a household of the round by looking again',
    z.object({ householdId: Id, finding: SampleFinding, reason: Reason.nullable().default(null) }), ['CHECK_ROUND.NOT_IN_SCOPE', 'JUDGEMENT.DOES_NOT_FIT', 'JUDGEMENT.NEEDS_REASON', 'JUDGEMENT.OWN_CHECK']),
  CloseCheckRound: onRound('CloseCheckRound', ['township', 'county'], '结束排查', 'close a check round', z.object({}), ['CHECK_ROUND.NOT_STARTED', 'READ_MODEL.BEHIND']),
} as const satisfies Record<string, CommandDefinition>;
