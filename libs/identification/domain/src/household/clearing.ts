import { addMonths, DomainError, type CommandMeta } from '@humai/kernel';
import { TransitionPolicy, type ClearingMode, type IdentificationEvent, type IdentificationPolicy } from '@humai/contracts-identification';
import { openClueIds } from './clues.js';
import {
  fact, lineOf, namedAll, notAfter, openCase, openEnrolment, policyOf, procedureOf, registered, requireEach, type Check, type CommandOf, type Decisions, type Registered,
} from './context.js';
import { unsolvedIn } from './enrolment.js';
import { isWithoutLabour } from './members.js';
import { caseOpened, isRepeatedCase, noOpenCase, requireAllSteps } from './procedure.js';
import type { Case, Enrolment, Household } from './state.js';

type Clearing = IdentificationPolicy['clearing'];

/** What must hold before a clearing is proposed. */
export const proposalChecks = (household: Registered, e: Enrolment, mode: ClearingMode, meta: CommandMeta): readonly Check[] => {
  const { clearing } = policyOf(household, meta).content;
  return [
    () => noOpenCase(household),
    // Invariant 17.
    () => requireLabour(household, clearing),
    () => {
      const earliest = addMonths(e.enrolledOn, clearing.minMonthsEnrolled);
      // Invariant 12. [F30]
      if (mode !== 'NATURAL' && meta.effectiveOn < earliest) throw new DomainError('CLEARING.TOO_EARLY', { months: clearing.minMonthsEnrolled, on: earliest });
    },
    // Invariant 13.
    () => requireDelivered(e, mode, clearing),
  ];
};

function proposeClearing(state: Household, { data, meta }: CommandOf<'ProposeClearing'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (isRepeatedCase(state, data.caseId)) return [];
  requireEach(proposalChecks(household, openEnrolment(state), data.mode, meta));
  return [caseOpened(household, data.caseId, 'CLEARING', meta, { mode: data.mode })];
}

/** What must hold before a household is cleared. The rulebook is that of the case, the line that of the day (invariant 20). */
export const clearingChecks = (household: Registered, e: Enrolment, c: Case, meta: CommandMeta): readonly Check[] => {
  const { clearing } = procedureOf(c, meta).policy;
  return [
    () => requireAllSteps(c),
    () => {
      const count = e.risks.filter((r) => r.open).length;
      // Invariant 14. [F31]
      if (count > 0) throw new DomainError('CLEARING.OPEN_RISK', { count });
    },
    // Invariant 17.
    () => requireLabour(household, clearing),
    // Invariant 13.
    () => requireDelivered(e, c.mode, clearing),
    () => {
      const numbers = criteriaNumbers(household, e, c, meta);
      const failed = clearing.criteria.filter(({ when }) => meta.policies.evaluate(when, { ...numbers, natural: c.mode === 'NATURAL' }) !== true);
      // Invariant 15: safeguards and water solved, income above the line in force. [F31][F8]
      if (failed.length > 0) throw new DomainError('CLEARING.NOT_STABLE', { ...namedAll('criteria', failed), codes: failed.map((f) => f.code) });
    },
  ];
};

/** What the criteria of a clearing compare, by the names their expressions use. */
export const criteriaNumbers = (household: Registered, e: Enrolment, c: Case, meta: CommandMeta) => ({
  incomePerHeadFen: c.verification?.incomePerHeadFen ?? 0,
  rigidSpendingPerHeadFen: c.verification?.rigidSpendingPerHeadFen ?? 0,
  lineFen: lineOf(household, meta).lineFen,
  unsolved: unsolvedIn(c).length,
  monthsEnrolled: fullMonths(e.enrolledOn, meta.effectiveOn),
  deliveredMeasures: e.deliveredMeasures,
  openRisks: e.risks.filter((r) => r.open).length,
  newRisks: c.newRisks,
  openClues: openClueIds(household).length,
});

function fullMonths(from: string, to: string): number {
  const between = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return addMonths(from, between) <= to ? between : between - 1;
}

function clearHousehold(state: Household, { meta }: CommandOf<'ClearHousehold'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const e = openEnrolment(state);
  const c = openCase(state, 'CLEARING');
  requireEach(clearingChecks(household, e, c, meta));
  const { incomePerHeadFen, lineFen: _, ...numbers } = criteriaNumbers(household, e, c, meta);
  return [fact('HouseholdCleared.v1', {
    caseId: c.caseId, enrolmentId: e.enrolmentId, mode: c.mode ?? 'HELP', clearedOn: meta.effectiveOn, incomePerHeadFen, ...lineOf(household, meta), policyVersion: c.policyVersion,
    numbers, criteria: procedureOf(c, meta).policy.clearing.criteria.map(({ code }) => code),
  })];
}

/** Roll-back takes the label away with its reason and approver; the risks of the enrolment stand open again (invariant 19). [F34] */
function rollBackClearing(state: Household, { data, meta }: CommandOf<'RollBackClearing'>): readonly IdentificationEvent[] {
  const { enrolment: e } = registered(state);
  if (e?.status !== 'CLEARED') throw new DomainError('CLEARING.NONE');
  noOpenCase(state);
  // Invariant 19: approved by somebody else.
  if (data.approverId === meta.actor.id) throw new DomainError('CLEARING.APPROVER_SAME', {}, 'approverId');
  return [fact('ClearingRolledBack.v1', { enrolmentId: e.enrolmentId, ...data, byId: meta.actor.id, reopenedRiskIds: e.risks.map((r) => r.riskId) })];
}

/** Invariant 18: a cleared household is looked at to the end of the transition period. [F31] */
function trackHousehold(state: Household, { data, meta }: CommandOf<'TrackHousehold'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const { enrolment: e } = household;
  if (e?.trackingIds.includes(data.trackingId)) return [];
  // Invariant 18.
  if (e?.status !== 'CLEARED') throw new DomainError('TRACKING.NOT_CLEARED');
  notAfter(data.visitedOn, meta, 'visitedOn');
  const { end } = meta.policies.inForce(TransitionPolicy, household.registered.village, meta.effectiveOn).content;
  // Invariant 18.
  if (data.visitedOn > end) throw new DomainError('TRACKING.OVER', { end }, 'visitedOn');
  return [fact('HouseholdTracked.v1', { enrolmentId: e.enrolmentId, ...data })];
}

function requireDelivered(e: Enrolment, mode: ClearingMode | null, { minDeliveredMeasures: min }: Clearing): void {
  // Invariant 13. [F30]
  if (mode !== 'NATURAL' && e.deliveredMeasures < min) throw new DomainError('CLEARING.NO_MEASURE', { min, count: e.deliveredMeasures });
}

function requireLabour(state: Household, { noLabourClearable }: Clearing): void {
  // Invariant 17. [F30][F24b]
  if (!noLabourClearable && isWithoutLabour(state)) throw new DomainError('CLEARING.NO_LABOUR');
}

export const clearingDecisions = {
  ProposeClearing: proposeClearing,
  ClearHousehold: clearHousehold,
  RollBackClearing: rollBackClearing,
  TrackHousehold: trackHousehold,
} satisfies Partial<Decisions>;
