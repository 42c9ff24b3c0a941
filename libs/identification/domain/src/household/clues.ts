import { daysBetween, DomainError, type CommandMeta } from '@humai/kernel';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { fact, notAfter, policyOf, registered, type CommandOf, type Decisions } from './context.js';
import { entry, type Clue, type Household } from './state.js';

export const openClueIds = (state: Household): string[] => Object.entries(state.clues).filter(([, c]) => c.open).map(([id]) => id);

function reportClue(state: Household, { data, meta }: CommandOf<'ReportClue'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (entry(state.clues, data.clueId)) return [];
  const { occurredOn = meta.effectiveOn, selfReport, otherKind, personIds, ...clue } = data;
  if (occurredOn > meta.effectiveOn) throw new DomainError('CLUE.OCCURRED_AFTER_FOUND', { occurredOn, foundOn: meta.effectiveOn }, 'occurredOn');
  if (selfReport && data.channel !== 'SELF_REPORT') throw new DomainError('CLUE.SELF_REPORT_CHANNEL', {}, 'selfReport');
  // What others wrote for an applicant is read out before the applicant's own mark. [F11]
  if (selfReport && selfReport.form !== 'OWN' && selfReport.readOut !== true) throw new DomainError('CLUE.NOT_READ_OUT', {}, 'selfReport.readOut');
  if (otherKind && data.channel !== 'OTHER') throw new DomainError('CLUE.OTHER_KIND_CHANNEL', {}, 'otherKind');
  if (personIds?.some((id) => !entry(state.members, id))) throw new DomainError('MEMBER.NOT_FOUND', {}, 'personIds');
  const { clueLimit, clues: { acceptLimit, duplicateWindow } } = policyOf(household, meta).content;
  const reported = fact('ClueReported.v1', {
    ...clue, village: household.registered.village, occurredOn, foundOn: meta.effectiveOn, dueOn: meta.calendar.due(meta.effectiveOn, clueLimit),
    ...(acceptLimit && { acceptBy: meta.calendar.due(meta.effectiveOn, acceptLimit) }), ...(selfReport && { selfReport }), ...(otherKind && { otherKind }), ...(personIds && { personIds }),
  });
  const same = sameClue(state, data, meta, duplicateWindow);
  return same === undefined ? [reported] : [reported, fact('ClueClosed.v1', { clueId: data.clueId, verdict: 'DUPLICATE', reason: null, caseId: null, duplicateOf: same })];
}

/** The open clue that says the same already: of the same people, with all these risks, within the window. It is joined, not dropped. */
function sameClue(state: Household, { riskTypes, personIds }: CommandOf<'ReportClue'>['data'], meta: CommandMeta, window: number): string | undefined {
  const isSamePeople = (clue: Clue) => !personIds || !clue.personIds || personIds.some((id) => clue.personIds!.includes(id));
  return Object.entries(state.clues).find(([, clue]) =>
    clue.open && riskTypes.every((t) => clue.riskTypes.includes(t)) && isSamePeople(clue) && Math.abs(daysBetween(clue.foundOn, meta.effectiveOn)) <= window)?.[0];
}

function openClue(state: Household, clueId: string): Clue {
  const clue = entry(registered(state).clues, clueId);
  if (!clue) throw new DomainError('CLUE.NOT_FOUND', { clue: clueId }, 'clueId');
  // Invariant 23: one clue, one verdict.
  if (!clue.open) throw new DomainError('CLUE.CLOSED', { clue: clueId }, 'clueId');
  return clue;
}

function acceptClue(state: Household, { data, meta }: CommandOf<'AcceptClue'>): readonly IdentificationEvent[] {
  if (entry(state.clues, data.clueId)?.accepted) return [];
  openClue(state, data.clueId);
  return [fact('ClueAccepted.v1', { clueId: data.clueId, acceptedOn: meta.effectiveOn })];
}

/** Invariant 23: each clue ends in one verdict. `ENROLLED` comes with the enrolment itself, never by hand. */
function closeClue(state: Household, { data, meta }: CommandOf<'CloseClue'>): readonly IdentificationEvent[] {
  openClue(state, data.clueId);
  // Invariant 23: the end of its case closes it.
  if (state.case?.clueIds.includes(data.clueId)) throw new DomainError('CASE.ALREADY_OPEN', { case: state.case.caseId }, 'clueId');
  const { clueId, verdict, reason, toldOn, duplicateOf } = data;
  const closed = { clueId, verdict, reason, caseId: null };
  switch (verdict) {
    case 'ENROLLED':
      throw new DomainError('CLUE.VERDICT_NEEDS_CASE', {}, 'verdict');
    case 'NOT_ELIGIBLE':
      // Invariant 23.
      if (reason === null) throw new DomainError('CLUE.VERDICT_NEEDS_REASON', {}, 'reason');
      // Invariant 23: the reason told.
      if (toldOn === undefined) throw new DomainError('CLUE.NOT_TOLD', {}, 'toldOn');
      notAfter(toldOn, meta, 'toldOn');
      return [fact('ClueClosed.v1', { ...closed, toldOn })];
    case 'ALREADY_ENROLLED':
      // Invariant 23.
      if (state.enrolment?.status !== 'OPEN') throw new DomainError('CLUE.NOT_ENROLLED', {}, 'verdict');
      return [fact('ClueClosed.v1', closed)];
    case 'DUPLICATE':
      // Invariant 23.
      if (duplicateOf === undefined || duplicateOf === clueId || !entry(state.clues, duplicateOf)) throw new DomainError('CLUE.NOTHING_TO_DUPLICATE', {}, 'duplicateOf');
      return [fact('ClueClosed.v1', { ...closed, duplicateOf })];
  }
}

/** A case that was refused closes its clues; that the applicant was told is recorded afterwards. */
function tellReason(state: Household, { data, meta }: CommandOf<'TellReason'>): readonly IdentificationEvent[] {
  const clue = entry(registered(state).clues, data.clueId);
  if (!clue) throw new DomainError('CLUE.NOT_FOUND', { clue: data.clueId }, 'clueId');
  if (!clue.toTell) throw new DomainError('CLUE.NO_REASON_TO_TELL', { clue: data.clueId }, 'clueId');
  notAfter(data.toldOn, meta, 'toldOn');
  return [fact('ReasonTold.v1', data)];
}

/** Written by the deadline process; nothing when the matter is settled or was recorded before. */
function recordOverdue(state: Household, { data }: CommandOf<'RecordOverdue'>): readonly IdentificationEvent[] {
  registered(state);
  const clue = entry(state.clues, data.subjectId);
  const { subject, subjectId, dueOn } = data;
  if (subject === 'ACCEPTANCE') {
    // Whoever has begun a case on it has taken it up.
    const waits = clue?.open === true && !clue.accepted && !clue.acceptanceOverdue && !state.case?.clueIds.includes(subjectId);
    return waits ? [fact('ClueAcceptanceOverdue.v1', { clueId: subjectId, dueOn })] : [];
  }
  const late = subject === 'CLUE'
    ? clue?.open === true && !clue.overdue
    : state.case?.caseId === subjectId && !state.case.overdue;
  return late ? [fact('IdentificationOverdue.v1', { subject, subjectId, dueOn })] : [];
}

export const clueDecisions = {
  ReportClue: reportClue,
  AcceptClue: acceptClue,
  CloseClue: closeClue,
  TellReason: tellReason,
  RecordOverdue: recordOverdue,
} satisfies Partial<Decisions>;
