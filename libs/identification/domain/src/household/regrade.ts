import { DomainError, type CommandMeta } from '@humai/kernel';
import { CATEGORIES, type Category, type IdentificationEvent } from '@humai/contracts-identification';
import { fact, named, openCase, openEnrolment, procedureOf, registered, requireEach, type Check, type CommandOf, type Decisions, type Registered } from './context.js';
import { caseChecks, comparedNumbers, requireEligible, requireKind } from './enrolment.js';
import { caseOpened, isRepeatedCase, noOpenCase } from './procedure.js';
import type { Case, Enrolment, Household } from './state.js';

/** The category set at identification is kept; a change is a decision of its own (domain §2.6). */
function proposeRegrade(state: Household, { data, meta }: CommandOf<'ProposeRegrade'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (isRepeatedCase(state, data.caseId)) return [];
  const { category } = openEnrolment(state);
  noOpenCase(state);
  if (data.category === category) throw new DomainError('REGRADE.SAME', named('category', CATEGORIES[category]), 'category');
  // C1 and C2 depend on whether the household came out of poverty, which no decision changes.
  if (data.category !== 'C3' && category !== 'C3') throw new DomainError('REGRADE.NEVER', { ...named('from', CATEGORIES[category]), ...named('to', CATEGORIES[data.category]) }, 'category');
  requireKind(household, data.category, meta);
  return [caseOpened(household, data.caseId, 'REGRADE', meta, { toCategory: data.category, reason: data.reason })];
}

const regradeChecks = (household: Registered, c: Case, to: Category, meta: CommandMeta): readonly Check[] => [
  ...caseChecks(household, c, meta),
  () => requireKind(household, to, meta, procedureOf(c, meta).policy),
  () => requireEligible(household, c, to, meta),
];

function changeCategory(state: Household, { meta }: CommandOf<'ChangeCategory'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const e: Enrolment = openEnrolment(state);
  const c = openCase(state, 'REGRADE');
  const to = c.toCategory ?? e.category;
  requireEach(regradeChecks(household, c, to, meta));
  return [fact('CategoryChanged.v1', { caseId: c.caseId, enrolmentId: e.enrolmentId, from: e.category, to, changedOn: meta.effectiveOn, ...comparedNumbers(household, c, meta) })];
}

export const regradeDecisions = {
  ProposeRegrade: proposeRegrade,
  ChangeCategory: changeCategory,
} satisfies Partial<Decisions>;
