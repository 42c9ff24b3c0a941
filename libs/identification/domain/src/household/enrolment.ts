import { DomainError, type CommandMeta } from '@humai/kernel';
import { CATEGORIES, SAFEGUARDS, type Category, type IdentificationEvent, type IdentificationPolicy, type RiskType, type Safeguard } from '@humai/contracts-identification';
import {
  fact, lineOf, named, openCase, openEnrolment, policyOf, procedureOf, registered, requireAuthorisation, requireEach, type Check, type CommandOf, type Decisions, type Registered,
} from './context.js';
import { requireAllSteps } from './procedure.js';
import type { Case, Household } from './state.js';

export const MAX_RISKS = 5; // The national register has five slots for risks. [F8]

/** Safeguards the verification found unsolved, by name. */
export const unsolvedIn = (c: Case): readonly Safeguard[] => (Object.keys(SAFEGUARDS) as Safeguard[]).filter((s) => c.verification?.safeguards[s] === false);

function requireRiskCount(count: number): void {
  if (count < 1 || count > MAX_RISKS) throw new DomainError('ENROLMENT.RISKS', { count });
}

export function requireKind(household: Registered, category: Category, meta: CommandMeta, policy: IdentificationPolicy = policyOf(household, meta).content): void {
  const { kinds } = policy.categories[category];
  // Invariant 2. [F4]
  if (!kinds.includes(household.registered.kind)) throw new DomainError('ENROLMENT.CATEGORY_KIND', named('category', CATEGORIES[category]), 'category');
}

/** The numbers a category is judged by: what the verification found, and the line of the day (invariant 20); the rulebook is that of the case. */
export function comparedNumbers(household: Registered, c: Case, meta: CommandMeta) {
  const { incomePerHeadFen = 0, rigidSpendingPerHeadFen = 0 } = c.verification ?? {};
  return { incomePerHeadFen, rigidSpendingPerHeadFen, unsolved: [...unsolvedIn(c)], ...lineOf(household, meta), policyVersion: c.policyVersion };
}

export function requireEligible(household: Registered, c: Case, category: Category, meta: CommandMeta): void {
  const { incomePerHeadFen, rigidSpendingPerHeadFen, unsolved, lineFen } = comparedNumbers(household, c, meta);
  const variables = { incomePerHeadFen, rigidSpendingPerHeadFen, lineFen, unsolved: unsolved.length, riskTypes: riskTypesOf(household, c) };
  const { eligible } = procedureOf(c, meta).policy.categories[category];
  // Invariant 20: by the line of the day.
  if (meta.policies.evaluate(eligible, variables) !== true)
    throw new DomainError('ENROLMENT.NOT_ELIGIBLE', { ...named('category', CATEGORIES[category]), incomeYuan: incomePerHeadFen / 100, lineYuan: lineFen / 100 }, 'category');
}

/** Invariant 3: what every decision about the label needs of its case, whatever the label. */
export const caseChecks = (state: Household, c: Case, meta: CommandMeta): readonly Check[] => [
  () => requireAllSteps(c),
  () => {
    // Invariant 3, invariant 6.
    if (c.steps.includes('authorisation')) requireAuthorisation(state, c, meta);
  },
  () => {
    // Invariant 3.
    if (c.comparison && !procedureOf(c, meta).policy.acceptedComparisons.includes(c.comparison)) throw new DomainError('COMPARISON.NOT_ACCEPTED');
  },
];

/** What must hold before a household is enrolled; the dry run tells all that does not. */
export const enrolmentChecks = (household: Registered, c: Case, category: Category, meta: CommandMeta): readonly Check[] => [
  ...caseChecks(household, c, meta),
  () => requireKind(household, category, meta, procedureOf(c, meta).policy),
  () => requireRiskCount(riskTypesOf(household, c).length),
  () => requireEligible(household, c, category, meta),
];

function enrolHousehold(state: Household, { data, meta }: CommandOf<'EnrolHousehold'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (state.enrolment?.enrolmentId === data.enrolmentId) return [];
  // Invariant 1.
  if (state.enrolment?.status === 'OPEN') throw new DomainError('ENROLMENT.EXISTS');
  const c = openCase(state, 'ENROLMENT');
  requireEach(enrolmentChecks(household, c, data.category, meta));
  return [
    fact('HouseholdEnrolled.v1', {
      caseId: c.caseId, enrolmentId: data.enrolmentId, category: data.category, enrolledOn: meta.effectiveOn,
      // Invariant 19: linked to the last.
      previousEnrolmentId: state.enrolment?.enrolmentId ?? null,
      risks: riskTypesOf(state, c).map((type, i) => ({ riskId: `${data.enrolmentId}.${i + 1}`, type })), ...comparedNumbers(household, c, meta),
    }),
    ...c.clueIds.map((clueId) => fact('ClueClosed.v1', { clueId, verdict: 'ENROLLED', reason: null, caseId: c.caseId })),
  ];
}

/** What the verification found, or else what the clues said. */
function riskTypesOf(state: Household, c: Case): RiskType[] {
  const found = c.verification?.riskTypes ?? [];
  return [...new Set(found.length > 0 ? found : c.clueIds.flatMap((id) => state.clues[id]?.riskTypes ?? []))];
}

function carryOverMonitoring(state: Household, { data, meta }: CommandOf<'CarryOverMonitoring'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (state.enrolment?.enrolmentId === data.enrolmentId) return [];
  // Invariant 1.
  if (state.enrolment || state.case) throw new DomainError('ENROLMENT.EXISTS');
  requireKind(household, data.category, meta);
  return [fact('MonitoringCarriedOver.v1', {
    enrolmentId: data.enrolmentId, category: data.category, risks: [...new Set(data.riskTypes)].map((type, i) => ({ riskId: `${data.enrolmentId}.${i + 1}`, type })),
    enrolledMonth: data.enrolledMonth, cleared: data.cleared, bottomLine: data.bottomLine,
  })];
}

function addRisk(state: Household, { data }: CommandOf<'AddRisk'>): readonly IdentificationEvent[] {
  const e = openEnrolment(registered(state));
  if (e.risks.some((r) => r.riskId === data.riskId)) return [];
  if (e.risks.some((r) => r.open && r.type === data.riskType)) throw new DomainError('RISK.EXISTS', {}, 'riskType');
  requireRiskCount(e.risks.filter((r) => r.open).length + 1);
  return [fact('RiskAdded.v1', { enrolmentId: e.enrolmentId, riskId: data.riskId, type: data.riskType })];
}

function eliminateRisk(state: Household, { data }: CommandOf<'EliminateRisk'>): readonly IdentificationEvent[] {
  const e = openEnrolment(registered(state));
  const risk = e.risks.find((r) => r.riskId === data.riskId);
  if (!risk) throw new DomainError('RISK.NOT_FOUND', { risk: data.riskId }, 'riskId');
  return risk.open ? [fact('RiskEliminated.v1', { enrolmentId: e.enrolmentId, ...data })] : [];
}

export const enrolmentDecisions = {
  CarryOverMonitoring: carryOverMonitoring,
  EnrolHousehold: enrolHousehold,
  AddRisk: addRisk,
  EliminateRisk: eliminateRisk,
} satisfies Partial<Decisions>;
