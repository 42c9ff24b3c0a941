import type { Category, ClearingMode } from '@humai/contracts-identification';
import { type CommandMeta, DomainError } from '@humai/kernel';
import { clearingChecks, proposalChecks } from '../household/clearing.js';
import { openClueIds } from '../household/clues.js';
import { problemsOf, type Registered } from '../household/context.js';
import { enrolmentChecks } from '../household/enrolment.js';
import type { Household } from '../household/state.js';

export type Before = Readonly<{ decision: 'ENROLMENT'; category: Category } | { decision: 'CLEARING'; mode: ClearingMode }>;

/** All that still stands between a household and a decision, by the very checks of that decision; nothing when it could be taken now. Pure. */
export function missingBefore(state: Household, before: Before, meta: CommandMeta): readonly DomainError[] {
  if (!state.registered) return [new DomainError('HOUSEHOLD.NOT_FOUND', { household: '' })];
  const household = state as Registered;
  const { enrolment, case: open } = state;
  if (before.decision === 'ENROLMENT') {
    if (enrolment?.status === 'OPEN') return [new DomainError('ENROLMENT.EXISTS')];
    if (open?.purpose === 'ENROLMENT') return problemsOf(enrolmentChecks(household, open, before.category, meta));
    return [new DomainError(openClueIds(state).length === 0 ? 'CASE.NO_CLUE' : 'CASE.NOT_OPEN')];
  }
  if (!enrolment) return [new DomainError('ENROLMENT.NONE')];
  if (enrolment.status === 'CLEARED') return [new DomainError('HOUSEHOLD.CLEARED')];
  if (open?.purpose === 'CLEARING') return problemsOf(clearingChecks(household, enrolment, open, meta));
  const problems = problemsOf(proposalChecks(household, enrolment, before.mode, meta));
  return problems.length > 0 ? problems : [new DomainError('CASE.NOT_OPEN')];
}
