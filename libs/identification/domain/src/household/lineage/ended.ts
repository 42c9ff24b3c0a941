import { DomainError } from '@humai/kernel';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { fact, registered, type CommandOf, type HouseholdCommand } from '../context.js';
import type { Household } from '../state.js';

/** What a household that is gone still takes: what is said of its past, and what runs out by itself. */
const ACCEPTED: ReadonlySet<HouseholdCommand['type']> = new Set([
  'CorrectEntry', 'MergeHousehold', 'CloseHousehold', 'TellReason', 'FormBySplit', 'TakeInHousehold', 'UndoLink', 'RecordOverdue', 'HandleWarning', 'RecordWarningOverdue', 'ExpireWarning',
  'RecordVisitsOverdue',
]);

export function requireAccepted(state: Household, command: HouseholdCommand): void {
  if (!state.lineage.ended) return;
  const begins = command.type === 'HandleWarning' && command.data.verdict === 'TO_CLUE';
  if (begins || !ACCEPTED.has(command.type)) requireLiving(state);
}

export function requireLiving({ lineage: { ended } }: Pick<Household, 'lineage'>, field?: string): void {
  if (ended?.how === 'MERGED') throw new DomainError('HOUSEHOLD.MERGED', { into: ended.into }, field);
  if (ended) throw new DomainError('HOUSEHOLD.CLOSED', {}, field);
}

/** A procedure is about the household as it is: it ends first. */
export function requireNoCase(state: Household, field?: string): void {
  if (state.case) throw new DomainError('HOUSEHOLD.CASE_OPEN', { case: state.case.caseId }, field);
}

/** The last members died or left: the household ends with its open enrolment, and its history stays. */
export function closeHousehold(state: Household, { data: { reason } }: CommandOf<'CloseHousehold'>): readonly IdentificationEvent[] {
  registered(state);
  if (state.lineage.ended?.how === 'CLOSED') return [];
  requireLiving(state);
  requireNoCase(state);
  const clueIds = Object.entries(state.clues).filter(([, c]) => c.open || c.toTell).map(([id]) => id);
  return [
    ...Object.keys(state.members).map((personId) => fact('MemberRemoved.v1', { personId, reason })),
    ...Object.keys(state.carried.clues).map((clueId) => fact('ClueClosed.v1', { clueId, verdict: 'NOT_ELIGIBLE', reason: '整户自然注销', caseId: null })),
    ...Object.keys(state.carried.warnings).map((warningId) => fact('WarningClosed.v1', { warningId, verdict: 'EXPIRED', reason: '整户自然注销', clueId: null })),
    fact('HouseholdClosed.v1', { ...(clueIds.length === 0 ? {} : { clueIds }), reason, enrolmentId: state.enrolment?.status === 'OPEN' ? state.enrolment.enrolmentId : null }),
  ];
}
