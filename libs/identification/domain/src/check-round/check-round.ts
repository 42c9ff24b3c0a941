import { absurd, DomainError, isInArea, isLocalDate, type CommandMeta, type CommandsOf, type Decider } from '@humai/kernel';
import {
  MONITORING_STATUSES, QuestionnairePolicy, SAMPLE_FINDINGS, type CheckRoundCommands, type IdentificationEvent, type MonitoringStatus, type SampleFinding,
} from '@humai/contracts-identification';
import type { z } from 'zod';
import { entry } from '../household/entry.js';
import { drawSample } from './sample.js';

export type CheckRoundEvent = Extract<IdentificationEvent, { type: `identification.CheckRound${string}` }>;
type Opened = Extract<CheckRoundEvent, { type: 'identification.CheckRoundOpened.v1' }>['data'];
type Judgement = Readonly<{ finding: SampleFinding; standing: MonitoringStatus; reason: string | null }>;

/** A round of checks (排查): which households it goes to, who goes, and what looking again at some of them showed. */
export type CheckRound = Readonly<{
  opened: Opened;
  /** Households in scope by village; they stay where the round found them. */
  villages: Readonly<Record<string, readonly string[]>>;
  assigned: Readonly<Record<string, readonly string[]>>;
  judged: Readonly<Record<string, Judgement>>;
  closed: boolean;
}>;

type Body<N extends keyof typeof CheckRoundCommands> = Readonly<z.infer<(typeof CheckRoundCommands)[N]['body']>>;
/** Households by village. */
export type Drawn = Readonly<Record<string, readonly string[]>>;
/** What stands outside the round's stream comes with the command. */
type Replaced = {
  OpenCheckRound: Body<'OpenCheckRound'> & Readonly<{ roundId: string; candidates: Drawn; asOfPosition: number }>;
  JudgeSample: Body<'JudgeSample'> & Readonly<{ standing: MonitoringStatus }>;
  CloseCheckRound: Readonly<{ checked: number; asOfPosition: number }>;
};
export type CheckRoundCommand = CommandsOf<typeof CheckRoundCommands, CommandMeta, Replaced>;
type CommandOf<T extends CheckRoundCommand['type']> = Extract<CheckRoundCommand, { type: T }>;

/** So many ids stand in one event, lest a town's village be too large for one. */
const IDS_PER_EVENT = 1_000;

export const villageOf = (round: CheckRound, householdId: string): string | undefined =>
  Object.entries(round.villages).find(([, ids]) => ids.includes(householdId))?.[0];

const fact = <T extends CheckRoundEvent['type']>(type: T, data: Extract<CheckRoundEvent, { type: T }>['data']) => ({ type, data }) as CheckRoundEvent;

function evolve(state: CheckRound | null, { type, data }: CheckRoundEvent): CheckRound | null {
  if (type === 'identification.CheckRoundOpened.v1') return { opened: data, villages: {}, assigned: {}, judged: {}, closed: false };
  if (!state) return state;
  switch (type) {
    case 'identification.CheckRoundDrawn.v1':
      return { ...state, villages: { ...state.villages, [data.village]: [...(entry(state.villages, data.village) ?? []), ...data.householdIds] } };
    case 'identification.CheckRoundAssigned.v1':
      return { ...state, assigned: { ...state.assigned, [data.village]: data.visitorIds } };
    case 'identification.CheckRoundSampleJudged.v1':
      return { ...state, judged: { ...state.judged, [data.householdId]: { finding: data.finding, standing: data.standing, reason: data.reason } } };
    case 'identification.CheckRoundClosed.v1':
      return { ...state, closed: true };
    default: return state;
  }
}

function openCheckRound(state: CheckRound | null, { data, meta }: CommandOf<'OpenCheckRound'>): readonly CheckRoundEvent[] {
  const { roundId, candidates, asOfPosition, sample, ...round } = data;
  const { area, from, to, scope, questionnaireVersion } = round;
  if (state) {
    const { households: _, asOfPosition: __, ...before } = state.opened;
    if (sameRound(before, { roundId, ...round, sample: sample ?? null })) return [];
    throw new DomainError('CHECK_ROUND.EXISTS', { round: roundId });
  }
  for (const [field, date] of Object.entries({ from, to })) if (!isLocalDate(date)) throw new DomainError('DATE.IMPOSSIBLE', { date }, field);
  if (from > to) throw new DomainError('CHECK_ROUND.PERIOD', { from, to }, 'to');
  if ((scope === 'SAMPLE') !== (sample !== undefined)) throw new DomainError('CHECK_ROUND.SAMPLE', {}, 'sample');
  requireQuestionnaire(questionnaireVersion, area, from, meta);
  const drawn = Object.entries(candidates).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([village, ids]) => [village, sample ? drawSample(ids, sample.sharePercent, sample.seed) : [...ids].sort()] as const);
  const households = drawn.reduce((sum, [, ids]) => sum + ids.length, 0);
  if (households === 0) throw new DomainError('CHECK_ROUND.EMPTY', { area }, 'scope');
  return [
    fact('identification.CheckRoundOpened.v1', { roundId, ...round, sample: sample ?? null, households, asOfPosition }),
    ...drawn.flatMap(([village, ids]) => chunks(ids).map((householdIds) => fact('identification.CheckRoundDrawn.v1', { roundId, village, householdIds }))),
  ];
}

const sameRound = (a: Omit<Opened, 'households' | 'asOfPosition'>, b: Omit<Opened, 'households' | 'asOfPosition'>): boolean =>
  a.name === b.name && a.area === b.area && a.from === b.from && a.to === b.to && a.scope === b.scope && a.questionnaireVersion === b.questionnaireVersion &&
  a.sample?.sharePercent === b.sample?.sharePercent && a.sample?.seed === b.sample?.seed;

/** The document must hold for the whole area when the round begins. */
function requireQuestionnaire(version: string, area: string, on: string, meta: CommandMeta): void {
  const document = meta.policies.version(QuestionnairePolicy, version);
  if (!isInArea(area, document.area) || on < document.from || (document.to !== undefined && on > document.to))
    throw new DomainError('CHECK_ROUND.QUESTIONNAIRE', { version, area, on }, 'questionnaireVersion');
}

const chunks = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / IDS_PER_EVENT) }, (_, i) => ids.slice(i * IDS_PER_EVENT, (i + 1) * IDS_PER_EVENT));

function requireOpen({ closed, opened }: CheckRound): void {
  if (closed) throw new DomainError('CHECK_ROUND.NOT_OPEN', { round: opened.roundId });
}

function assignCheck(state: CheckRound, { data: { village, visitorIds } }: CommandOf<'AssignCheck'>): readonly CheckRoundEvent[] {
  const { roundId, area } = state.opened;
  if (!isInArea(village, area)) throw new DomainError('CHECK_ROUND.VILLAGE_OUTSIDE', { village, area }, 'village');
  const before = entry(state.assigned, village);
  if (before?.length === visitorIds.length && before.every((id, i) => id === visitorIds[i])) return [];
  requireOpen(state);
  return [fact('identification.CheckRoundAssigned.v1', { roundId, village, visitorIds })];
}

const ERRS_ON: Readonly<Record<Exclude<SampleFinding, 'CORRECT'>, MonitoringStatus>> = { OMITTED: 'NONE', WRONGLY_ENROLLED: 'MONITORED', WRONGLY_CLEARED: 'CLEARED' };

/** Looking again may go on after the round is closed; a second judgement takes the place of the first. */
function judgeSample(state: CheckRound, { data: { householdId, finding, reason, standing }, meta }: CommandOf<'JudgeSample'>): readonly CheckRoundEvent[] {
  const village = villageOf(state, householdId);
  if (village === undefined) throw new DomainError('CHECK_ROUND.NOT_IN_SCOPE', { household: householdId }, 'householdId');
  const before = entry(state.judged, householdId);
  if (before?.finding === finding && before.standing === standing && before.reason === reason) return [];
  if (entry(state.assigned, village)?.includes(meta.actor.id)) throw new DomainError('JUDGEMENT.OWN_CHECK');
  if (finding !== 'CORRECT' && ERRS_ON[finding] !== standing)
    throw new DomainError('JUDGEMENT.DOES_NOT_FIT', {
      standing: MONITORING_STATUSES[standing].en, standingZh: MONITORING_STATUSES[standing].zh, finding: SAMPLE_FINDINGS[finding].en, findingZh: SAMPLE_FINDINGS[finding].zh,
    }, 'finding');
  if (finding !== 'CORRECT' && reason === null) throw new DomainError('JUDGEMENT.NEEDS_REASON', {}, 'reason');
  return [fact('identification.CheckRoundSampleJudged.v1', {
    roundId: state.opened.roundId, householdId, village, finding, standing, reason, judgedOn: meta.effectiveOn, replaces: before ? { finding: before.finding, standing: before.standing } : null,
  })];
}

function closeCheckRound(state: CheckRound, { data: { checked, asOfPosition }, meta }: CommandOf<'CloseCheckRound'>): readonly CheckRoundEvent[] {
  const { roundId, from, households } = state.opened;
  if (state.closed) return [];
  if (meta.effectiveOn < from) throw new DomainError('CHECK_ROUND.NOT_STARTED', { from });
  return [fact('identification.CheckRoundClosed.v1', { roundId, closedOn: meta.effectiveOn, households, checked, asOfPosition })];
}

function decide(command: CheckRoundCommand, state: CheckRound | null): readonly CheckRoundEvent[] {
  if (command.type === 'OpenCheckRound') return openCheckRound(state, command);
  if (!state) throw new DomainError('CHECK_ROUND.NOT_FOUND', { round: '' });
  switch (command.type) {
    case 'AssignCheck': return assignCheck(state, command);
    case 'JudgeSample': return judgeSample(state, command);
    case 'CloseCheckRound': return closeCheckRound(state, command);
    default: return absurd(command);
  }
}

export const checkRoundDecider: Decider<CheckRound | null, CheckRoundCommand, CheckRoundEvent> = { decide, evolve, initialState: null };
