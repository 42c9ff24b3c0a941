import { DomainError } from '@humai/kernel';
import type { CaseOutcome, EvidenceKind, IdentificationEvent, Purpose, Step } from '@humai/contracts-identification';
import { openClueIds } from './clues.js';
import {
  fact, isSame, mayDo, namedAll, notAfter, notVerifier, openCase, policyOf, procedureFor, procedureOf, registered, requireAllMembers, requireAuthorisation, requireEvidence, stepNames,
  stepOnce, type CommandOf, type Decisions, type Document, type Registered,
} from './context.js';
import type { Case, Household } from './state.js';
import type { CommandMeta } from '@humai/kernel';

const document = (kind: EvidenceKind, hash: string): Document => ({ kind, hash });

/** The beginning of a case: its steps and its limit come from the policy of the day, and stay. */
export function caseOpened(household: Registered, caseId: string, purpose: Purpose, meta: CommandMeta, more: Partial<Pick<DataOfCase, 'clueIds' | 'mode' | 'toCategory' | 'reason'>>): IdentificationEvent {
  const { version, content } = policyOf(household, meta);
  const { steps, limit } = procedureFor(content, purpose);
  return fact('CaseOpened.v1', {
    caseId, village: household.registered.village, purpose, clueIds: [], policyVersion: version, steps: steps.map((s) => s.step), mode: null,
    dueOn: meta.calendar.due(meta.effectiveOn, limit), ...more,
  });
}
type DataOfCase = Extract<IdentificationEvent, { type: 'identification.CaseOpened.v1' }>['data'];

export const isRepeatedCase = (state: Household, caseId: string): boolean => state.case?.caseId === caseId || state.endedCaseIds.includes(caseId);

export function noOpenCase(state: Household): void {
  if (state.case) throw new DomainError('CASE.ALREADY_OPEN', { case: state.case.caseId });
}

function openEnrolmentCase(state: Household, { data, meta }: CommandOf<'OpenCase'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (isRepeatedCase(state, data.caseId)) return [];
  noOpenCase(state);
  // Invariant 1: one open enrolment at most.
  if (state.enrolment?.status === 'OPEN') throw new DomainError('ENROLMENT.EXISTS');
  const clueIds = openClueIds(state);
  if (clueIds.length === 0) throw new DomainError('CASE.NO_CLUE');
  return [caseOpened(household, data.caseId, 'ENROLMENT', meta, { clueIds })];
}

function recordVerification(state: Household, { data, meta }: CommandOf<'RecordVerification'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const c = openCase(state);
  const { policy } = procedureOf(c, meta);
  const verifiers = new Set(data.verifierIds).size;
  // Invariant 5: one person alone verifies nothing.
  if (verifiers < policy.minVerifiers) throw new DomainError('VERIFICATION.TOO_FEW', { min: policy.minVerifiers, count: verifiers }, 'verifierIds');
  notAfter(data.visitedOn, meta, 'visitedOn');
  return stepOnce(household, c, 'verification', meta, fact('HouseholdVerified.v1', { caseId: c.caseId, ...data }), data.evidenceHashes.map((hash) => document('PHOTO', hash)));
}

/** Invariant 3 and 6: by or for all members, for a period that has begun and not ended. [F23] */
function grantAuthorisation(state: Household, { data, meta }: CommandOf<'GrantAuthorisation'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const c = openCase(state);
  if (data.from > data.to || data.to < meta.effectiveOn) throw new DomainError('AUTHORISATION.PERIOD', { from: data.from, to: data.to }, 'to');
  requireAllMembers(state, data.personIds);
  return stepOnce(household, c, 'authorisation', meta, fact('AuthorisationGranted.v1', { caseId: c.caseId, ...data }), [document('APPLICATION', data.evidenceHash)]);
}

function withdrawAuthorisation(state: Household, { data }: CommandOf<'WithdrawAuthorisation'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  if (!c.authorisation) throw new DomainError('AUTHORISATION.MISSING');
  return [fact('AuthorisationWithdrawn.v1', { caseId: c.caseId, personIds: data.personIds })];
}

function recordComparison(state: Household, { data, meta }: CommandOf<'RecordComparison'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const c = openCase(state);
  // Invariant 6.
  requireAuthorisation(state, c, meta);
  return stepOnce(household, c, 'comparison', meta, fact('ComparisonReturned.v1', { caseId: c.caseId, ...data }), [document('COMPARISON', data.evidenceHash)]);
}

/** What the members own, asked of other registers before anything else. [F24] */
function recordAssetCheck(state: Household, { data, meta }: CommandOf<'RecordAssetCheck'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const c = openCase(state);
  // Invariant 6.
  requireAuthorisation(state, c, meta);
  return stepOnce(household, c, 'assetCheck', meta, fact('AssetCheckReturned.v1', { caseId: c.caseId, ...data }), [document('COMPARISON', data.evidenceHash)]);
}

/** Signed minutes: who was there, who was for it and against it; a quorum where the policy has one. */
function recordReview(state: Household, { data, meta }: CommandOf<'RecordReview'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const c = openCase(state);
  const { attendance, invited } = data;
  const votes = data.votesFor + data.votesAgainst + (data.abstentions ?? 0);
  if (votes > attendance) throw new DomainError('REVIEW.VOTES_EXCEED_ATTENDANCE', { votes, attendance }, 'votesFor');
  if (invited !== undefined && attendance > invited) throw new DomainError('REVIEW.ATTENDANCE_EXCEEDS_INVITED', { attendance, invited }, 'attendance');
  const { quorum, majority } = procedureOf(c, meta).policy.review;
  if (quorum && invited === undefined) throw new DomainError('REVIEW.INVITED_MISSING', {}, 'invited');
  if (quorum && attendance * quorum.of < invited! * quorum.atLeast) throw new DomainError('REVIEW.NO_QUORUM', { attendance, invited: invited!, ...quorum }, 'attendance');
  notAfter(data.heldOn, meta, 'heldOn');
  const held = stepOnce(household, c, 'review', meta, fact('ReviewHeld.v1', { caseId: c.caseId, ...data }), [document('MINUTES', data.minutesHash)]);
  const carries = data.votesFor > data.votesAgainst && data.votesFor * majority.of > attendance * majority.moreThan;
  return held.length === 0 || carries ? held : [...held, ...end(c, 'REFUSED', 'review', '民主评议未通过')];
}

function openPublicity(state: Household, { data, meta }: CommandOf<'OpenPublicity'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const c = openCase(state);
  const isDone = mayDo(household, c, 'publicity', meta);
  if (c.publicity || isDone) throw new DomainError('PUBLICITY.ALREADY_OPEN');
  requireEvidence(c, 'publicity', meta, [document('NOTICE', data.evidenceHash), ...(data.documents ?? [])]);
  const { board, ...days } = procedureOf(c, meta).procedure.publicity;
  // Invariant 4: full days, the start day not counted; it may close the day after the last full one. [F22]
  const lastFullDay = meta.calendar.due(meta.effectiveOn, days);
  const mayCloseOn = meta.calendar.due(lastFullDay, { days: 1, dayType: 'natural' });
  return [fact('PublicityOpened.v1', { caseId: c.caseId, openedOn: meta.effectiveOn, mayCloseOn, ...data, ...(board && { board }) })];
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
  const household = registered(state);
  const c = openCase(state);
  if ('publicity' in c.done) return [];
  const { publicity } = openPublicityOf(state);
  mayDo(household, c, 'publicity', meta);
  // Invariant 4: an open objection blocks.
  if (publicity.openObjectionIds.length > 0) throw new DomainError('PUBLICITY.OBJECTION_OPEN', { count: publicity.openObjectionIds.length });
  // Invariant 4.
  if (meta.effectiveOn < publicity.mayCloseOn) throw new DomainError('PUBLICITY.TOO_EARLY', { mayCloseOn: publicity.mayCloseOn });
  return [fact('PublicityClosed.v1', { caseId: c.caseId, closedOn: meta.effectiveOn })];
}

function giveTownshipOpinion(state: Household, { data, meta }: CommandOf<'GiveTownshipOpinion'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const c = openCase(state);
  // Invariant 5.
  notVerifier(c, meta.actor);
  return decision(household, c, 'townshipOpinion', meta, data.agrees, data.reason, fact('TownshipOpinionGiven.v1', { caseId: c.caseId, ...data, byId: meta.actor.id }));
}

function decideCase(state: Household, { data, meta }: CommandOf<'DecideCase'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const c = openCase(state);
  // Invariant 5.
  notVerifier(c, meta.actor);
  // Invariant 5: nor does who gave the township opinion take the decision about it.
  if (c.reviewerId === meta.actor.id) throw new DomainError('CASE.REVIEWER_APPROVES');
  return decision(household, c, 'countyDecision', meta, data.approved, data.reason, fact('CountyDecisionMade.v1', { caseId: c.caseId, ...data, byId: meta.actor.id }));
}

function announceDecision(state: Household, { data, meta }: CommandOf<'AnnounceDecision'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const c = openCase(state);
  const { announcement } = c.done;
  if (announcement && isSame((announcement as { evidenceHash: string }).evidenceHash, data.evidenceHash)) return [];
  const announced = fact('DecisionAnnounced.v1', { caseId: c.caseId, announcedOn: meta.effectiveOn, ...data });
  return stepOnce(household, c, 'announcement', meta, announced, [document('ANNOUNCEMENT', data.evidenceHash)]);
}

function endOpenCase(state: Household, { data }: CommandOf<'EndCase'>): readonly IdentificationEvent[] {
  const c = openCase(registered(state));
  const next = c.steps.find((s) => !(s in c.done)) ?? 'announcement';
  return end(c, data.outcome, next, data.reason);
}

/** Invariants 3 and 16: every step of the procedure the case began under. */
export function requireAllSteps(c: Case): void {
  const missing = c.steps.filter((s) => !(s in c.done));
  // Invariant 3, invariant 16.
  if (missing.length > 0) throw new DomainError('CASE.STEPS_MISSING', namedAll('missing', stepNames(missing)));
}

function decision(household: Registered, c: Case, name: Step, meta: CommandMeta, agrees: boolean, reason: string | null, event: IdentificationEvent): readonly IdentificationEvent[] {
  if (!agrees && reason === null) throw new DomainError('DECISION.REASON_MISSING', {}, 'reason');
  const events = stepOnce(household, c, name, meta, event);
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
  RecordAssetCheck: recordAssetCheck,
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
