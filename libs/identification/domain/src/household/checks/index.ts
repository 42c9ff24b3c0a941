import { DomainError, type CommandMeta } from '@humai/kernel';
import { QuestionnairePolicy, type CheckCommands, type CheckRules, type IdentificationEvent } from '@humai/contracts-identification';
import type { z } from 'zod';
import { fact, isSame, policyOf, registered, type CommandOf, type Decisions } from '../context.js';
import { entry } from '../entry.js';
import type { Household } from '../state.js';
import { reportFound, visitDate, visitedLists } from '../watch/index.js';
import { requireAnswers } from './answers.js';
import { perHead, requireWorksheet } from './worksheet.js';

export { evolveChecks, initialChecks, type HouseholdChecks } from './state.js';
export { perHead, windowOf } from './worksheet.js';

/** What the decider is told of the round, which has a stream of its own; null when there is none. */
export type RoundFacts = Readonly<{
  from: string; to: string; open: boolean; questionnaireVersion: string;
  /** Where the round has the household; null when it is not in scope. */
  village: string | null;
  /** Who goes to that village; null as long as nobody was named. */
  visitorIds: readonly string[] | null;
}>;
export type RecordCheck = Readonly<z.infer<(typeof CheckCommands)['RecordCheck']['body']>> & Readonly<{ round: RoundFacts | null }>;

const WITHOUT_RULES: CheckRules = { incomeWindow: 'ROLLING', minEvidence: 0 };

type Told = Omit<Extract<IdentificationEvent, { type: 'identification.CheckRecorded.v1' }>['data'], 'village' | 'lists' | 'questionnaireVersion'>;

function recordCheck(state: Household, { data, meta }: CommandOf<'RecordCheck'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const { round, clue, ...given } = data;
  const told: Told = { ...given, ...perHead(given.worksheet), clueId: clue?.clueId ?? null };
  if (isDone(state, told)) return [];
  const { village, questionnaireVersion } = requireRound(household.registered.householdId, data, meta);
  const visitedOn = visitDate(data.visitedOn, meta);
  const rules = policyOf(household, meta).content.checks ?? WITHOUT_RULES;
  requireWorksheet(data.worksheet, rules.incomeWindow, visitedOn);
  requireAnswers(meta.policies.version(QuestionnairePolicy, questionnaireVersion).content, data.answers);
  if (data.evidenceHashes.length < rules.minEvidence) throw new DomainError('CHECK.EVIDENCE_MISSING', { min: rules.minEvidence, count: data.evidenceHashes.length }, 'evidenceHashes');
  return [
    fact('CheckRecorded.v1', { ...told, village, questionnaireVersion, lists: visitedLists(household, visitedOn, meta) }),
    ...(clue ? reportFound(state, clue, meta) : []),
  ];
}

/** A household is checked once in a round. */
function isDone(state: Household, told: Told): boolean {
  const before = entry(state.checks, told.roundId);
  if (!before) return false;
  const { village: _, lists: __, questionnaireVersion: ___, ...content } = before;
  if (isSame(content, told)) return true;
  throw new DomainError('CHECK.EXISTS', { check: before.checkId }, 'roundId');
}

function requireRound(householdId: string, { round, roundId, visitedOn, byIds }: RecordCheck, meta: CommandMeta): RoundFacts & { village: string } {
  if (!round) throw new DomainError('CHECK_ROUND.NOT_FOUND', { round: roundId }, 'roundId');
  if (!round.open) throw new DomainError('CHECK_ROUND.NOT_OPEN', { round: roundId }, 'roundId');
  const { village, visitorIds, from, to } = round;
  if (village === null) throw new DomainError('CHECK_ROUND.NOT_IN_SCOPE', { household: householdId });
  visitDate(visitedOn, meta);
  if (visitedOn < from) throw new DomainError('CHECK.BEFORE_ROUND', { date: visitedOn, from }, 'visitedOn');
  if (visitedOn > to) throw new DomainError('CHECK.AFTER_ROUND', { date: visitedOn, to }, 'visitedOn');
  if (visitorIds && !byIds.some((id) => visitorIds.includes(id))) throw new DomainError('CHECK.NOT_ASSIGNED', { village }, 'byIds');
  return { ...round, village };
}

export const checkDecisions = { RecordCheck: recordCheck } satisfies Partial<Decisions>;
