import { DomainError } from '@humai/kernel';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { fact, policyOf, registered, type CommandOf, type Decisions } from './context.js';
import { entry, type Household } from './state.js';

export const openClueIds = (state: Household): string[] => Object.entries(state.clues).filter(([, c]) => c.open).map(([id]) => id);

function reportClue(state: Household, { data, meta }: CommandOf<'ReportClue'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (entry(state.clues, data.clueId)) return [];
  const occurredOn = data.occurredOn ?? meta.effectiveOn;
  if (occurredOn > meta.effectiveOn) throw new DomainError('CLUE.OCCURRED_AFTER_FOUND', { occurredOn, foundOn: meta.effectiveOn }, 'occurredOn');
  const { content } = policyOf(household, meta);
  return [fact('ClueReported.v1', {
    clueId: data.clueId, village: household.registered.village, channel: data.channel, riskTypes: data.riskTypes, occurredOn, foundOn: meta.effectiveOn,
    dueOn: meta.calendar.due(meta.effectiveOn, content.clueLimit), source: data.source,
  })];
}

/** Invariant 23: each clue ends in one verdict. `ENROLLED` comes with the enrolment itself, never by hand. */
function closeClue(state: Household, { data }: CommandOf<'CloseClue'>): readonly IdentificationEvent[] {
  registered(state);
  const clue = entry(state.clues, data.clueId);
  if (!clue) throw new DomainError('CLUE.NOT_FOUND', { clue: data.clueId }, 'clueId');
  if (!clue.open) throw new DomainError('CLUE.CLOSED', { clue: data.clueId }, 'clueId');
  if (state.case?.clueIds.includes(data.clueId)) throw new DomainError('CASE.ALREADY_OPEN', { case: state.case.caseId }, 'clueId');
  if (data.verdict === 'ENROLLED') throw new DomainError('CLUE.VERDICT_NEEDS_CASE', {}, 'verdict');
  if (data.verdict === 'NOT_ELIGIBLE' && data.reason === null) throw new DomainError('CLUE.VERDICT_NEEDS_REASON', {}, 'reason');
  if (data.verdict === 'ALREADY_ENROLLED' && state.enrolment?.status !== 'OPEN') throw new DomainError('CLUE.NOT_ENROLLED', {}, 'verdict');
  if (data.verdict === 'DUPLICATE' && Object.keys(state.clues).length < 2) throw new DomainError('CLUE.NOTHING_TO_DUPLICATE', {}, 'verdict');
  return [fact('ClueClosed.v1', { clueId: data.clueId, verdict: data.verdict, reason: data.reason, caseId: null })];
}

/** Written by the deadline process; nothing when the matter is settled or was recorded before. */
function recordOverdue(state: Household, { data }: CommandOf<'RecordOverdue'>): readonly IdentificationEvent[] {
  registered(state);
  const clue = entry(state.clues, data.subjectId);
  const late = data.subject === 'CLUE'
    ? clue?.open === true && !clue.overdue
    : state.case?.caseId === data.subjectId && !state.case.overdue;
  return late ? [fact('IdentificationOverdue.v1', data)] : [];
}

export const clueDecisions = {
  ReportClue: reportClue,
  CloseClue: closeClue,
  RecordOverdue: recordOverdue,
} satisfies Partial<Decisions>;
