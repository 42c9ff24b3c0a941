import { DomainError } from '@humai/kernel';
import type { CaseOutcome, IdentificationEvent, Step } from '@humai/contracts-identification';
import { openClueIds } from './clues.js';
import {
  fact, isSame, mayDo, notAfter, notVerifier, openCase, policyOf, procedureOf, registered, requireAllMembers, requireAuthorisation, stepNames, stepOnce, type CommandOf, type Decisions,
} from './context.js';
import type { Case, Household } from './state.js';
import type { CommandMeta } from '@humai/kernel';

function openEnrolmentCase(state: Household, { data, meta }: CommandOf<'OpenCase'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (state.case?.caseId === data.caseId || state.endedCaseIds.includes(data.caseId)) return [];
  if (state.case) throw new DomainError('CASE.ALREADY_OPEN', { case: state.case.caseId });
  // Invariant 1: one open enrolment at most.
  if (state.enrolment?.status === 'OPEN') throw new DomainError('ENROLMENT.EXISTS');
  const clueIds = openClueIds(state);
  if (clueIds.length === 0) throw new DomainError('CASE.NO_CLUE');
  const { version, content } = policyOf(household, meta);
  return [fact('CaseOpened.v1', {
    caseId: data.caseId, village: household.registered.village, purpose: 'ENROLMENT', clueIds, policyVersion: version, steps: content.enrolment.steps.map((s) => s.step), mode: null,
    dueOn: meta.calendar.due(meta.effectiveOn, content.enrolment.limit),
  })];
}

function recordVerification(state: Household, { data, meta }: CommandOf<'RecordVerification'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  const { policy } = procedureOf(c, meta);
  const verifiers = new Set(data.verifierIds).size;
  if (verifiers < policy.minVerifiers) throw new DomainError('VERIFICATION.TOO_FEW', { min: policy.minVerifiers, count: verifiers }, 'verifierIds');
  notAfter(data.visitedOn, meta, 'visitedOn');
  return stepOnce(c, 'verification', meta, fact('HouseholdVerified.v1', { caseId: c.caseId, ...data }));
}

/** Invariant 3 and 6: by or for all members, for a period that has begun and not ended. [F23] */
function grantAuthorisation(state: Household, { data, meta }: CommandOf<'GrantAuthorisation'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  if (data.from > data.to || data.to < meta.effectiveOn) throw new DomainError('AUTHORISATION.PERIOD', { from: data.from, to: data.to }, 'to');
  requireAllMembers(state, data.personIds);
  return stepOnce(c, 'authorisation', meta, fact('AuthorisationGranted.v1', { caseId: c.caseId, ...data }));
}

function withdrawAuthorisation(state: Household, { data }: CommandOf<'WithdrawAuthorisation'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  if (!c.authorisation) throw new DomainError('AUTHORISATION.MISSING');
  return [fact('AuthorisationWithdrawn.v1', { caseId: c.caseId, personIds: data.personIds })];
}

function recordComparison(state: Household, { data, meta }: CommandOf<'RecordComparison'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  requireAuthorisation(state, c, meta);
  return stepOnce(c, 'comparison', meta, fact('ComparisonReturned.v1', { caseId: c.caseId, ...data }));
}

function recordReview(state: Household, { data, meta }: CommandOf<'RecordReview'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  const votes = data.votesFor + data.votesAgainst;
  if (votes > data.attendance) throw new DomainError('REVIEW.VOTES_EXCEED_ATTENDANCE', { votes, attendance: data.attendance }, 'votesFor');
  notAfter(data.heldOn, meta, 'heldOn');
  const held = stepOnce(c, 'review', meta, fact('ReviewHeld.v1', { caseId: c.caseId, ...data }));
  return held.length === 0 || data.votesFor > data.votesAgainst ? held : [...held, ...end(c, 'REFUSED', 'review', '民主评议未通过')];
}

function openPublicity(state: Household, { data, meta }: CommandOf<'OpenPublicity'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  const isDone = mayDo(c, 'publicity', meta);
  if (c.publicity || isDone) throw new DomainError('PUBLICITY.ALREADY_OPEN');
  const { procedure } = procedureOf(c, meta);
  // Invariant 4: full days, the start day not counted; it may close the day after the last full one. [F22]
  const lastFullDay = meta.calendar.due(meta.effectiveOn, procedure.publicity);
  const mayCloseOn = meta.calendar.due(lastFullDay, { days: 1, dayType: 'natural' });
  return [fact('PublicityOpened.v1', { caseId: c.caseId, openedOn: meta.effectiveOn, mayCloseOn, evidenceHash: data.evidenceHash })];
}

function raiseObjection(state: Household, { data, meta }: CommandOf<'RaiseObjection'>): readonly IdentificationEvent[] {
  const { c, publicity } = openPublicityOf(state);
  if (publicity.openObjectionIds.includes(data.objectionId) || publicity.settledObjectionIds.includes(data.objectionId)) return [];
  return [fact('ObjectionRaised.v1', { caseId: c.caseId, objectionId: data.objectionId, raisedOn: meta.effectiveOn })];
}

/** Invariant 4: an upheld objection ends the case. */
function settleObjection(state: Household, { data }: CommandOf<'SettleObjection'>): readonly IdentificationEvent[] {
  const { c, publicity } = openPublicityOf(state);
  if (publicity.settledObjectionIds.includes(data.objectionId)) return [];
  if (!publicity.openObjectionIds.includes(data.objectionId)) throw new DomainError('OBJECTION.NOT_FOUND', { objection: data.objectionId }, 'objectionId');
  const settled = fact('ObjectionSettled.v1', { caseId: c.caseId, ...data });
  return data.upheld ? [settled, ...end(c, 'OBJECTION_UPHELD', 'publicity', '公示异议成立')] : [settled];
}

function closePublicity(state: Household, { meta }: CommandOf<'ClosePublicity'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  if ('publicity' in c.done) return [];
  const { publicity } = openPublicityOf(state);
  mayDo(c, 'publicity', meta);
  if (publicity.openObjectionIds.length > 0) throw new DomainError('PUBLICITY.OBJECTION_OPEN', { count: publicity.openObjectionIds.length });
  if (meta.effectiveOn < publicity.mayCloseOn) throw new DomainError('PUBLICITY.TOO_EARLY', { mayCloseOn: publicity.mayCloseOn });
  return [fact('PublicityClosed.v1', { caseId: c.caseId, closedOn: meta.effectiveOn })];
}

function giveTownshipOpinion(state: Household, { data, meta }: CommandOf<'GiveTownshipOpinion'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  notVerifier(c, meta.actor);
  return decision(c, 'townshipOpinion', meta, data.agrees, data.reason, fact('TownshipOpinionGiven.v1', { caseId: c.caseId, ...data }));
}

function decideCase(state: Household, { data, meta }: CommandOf<'DecideCase'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  notVerifier(c, meta.actor);
  return decision(c, 'countyDecision', meta, data.approved, data.reason, fact('CountyDecisionMade.v1', { caseId: c.caseId, ...data }));
}

function announceDecision(state: Household, { data, meta }: CommandOf<'AnnounceDecision'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  if ('announcement' in c.done && isSame((c.done.announcement as { evidenceHash: string }).evidenceHash, data.evidenceHash)) return [];
  return stepOnce(c, 'announcement', meta, fact('DecisionAnnounced.v1', { caseId: c.caseId, announcedOn: meta.effectiveOn, evidenceHash: data.evidenceHash }));
}

function endOpenCase(state: Household, { data }: CommandOf<'EndCase'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  const next = c.steps.find((s) => !(s in c.done)) ?? 'announcement';
  return end(c, data.outcome, next, data.reason);
}

/** Invariants 3 and 16: every step of the procedure the case began under. */
export function requireAllSteps(c: Case): void {
  const missing = c.steps.filter((s) => !(s in c.done));
  if (missing.length > 0) throw new DomainError('CASE.STEPS_MISSING', { missing: stepNames(missing) });
}

function decision(c: Case, name: Step, meta: CommandMeta, agrees: boolean, reason: string | null, event: IdentificationEvent): readonly IdentificationEvent[] {
  if (!agrees && reason === null) throw new DomainError('DECISION.REASON_MISSING', {}, 'reason');
  const events = stepOnce(c, name, meta, event);
  return agrees || events.length === 0 ? events : [...events, ...end(c, 'REFUSED', name, reason)];
}

/** The end of a case also tells each clue's reporter why (invariant 23). */
function end(c: Case, outcome: CaseOutcome, step: Step, reason: string | null): IdentificationEvent[] {
  return [
    fact('CaseEnded.v1', { caseId: c.caseId, outcome, step, reason }),
    ...c.clueIds.map((clueId) => fact('ClueClosed.v1', { clueId, verdict: 'NOT_ELIGIBLE', reason, caseId: c.caseId })),
  ];
}

function openPublicityOf(state: Household) {
  const c = openCase(registered(state));
  if (!c.publicity || 'publicity' in c.done) throw new DomainError('PUBLICITY.NOT_OPEN');
  return { c, publicity: c.publicity };
}

export const procedureDecisions = {
  OpenCase: openEnrolmentCase,
  RecordVerification: recordVerification,
  GrantAuthorisation: grantAuthorisation,
  WithdrawAuthorisation: withdrawAuthorisation,
  RecordComparison: recordComparison,
  RecordReview: recordReview,
  OpenPublicity: openPublicity,
  RaiseObjection: raiseObjection,
  SettleObjection: settleObjection,
  ClosePublicity: closePublicity,
  GiveTownshipOpinion: giveTownshipOpinion,
  DecideCase: decideCase,
  AnnounceDecision: announceDecision,
  EndCase: endOpenCase,
} satisfies Partial<Decisions>;
