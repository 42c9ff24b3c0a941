import { addMonths, DomainError, type CommandMeta } from '@humai/kernel';
import { CATEGORIES, type IdentificationEvent, type RiskType } from '@humai/contracts-identification';
import { fact, lineOf, openCase, openEnrolment, policyOf, procedureOf, registered, requireAuthorisation, type CommandOf, type Decisions } from './context.js';
import { isWithoutLabour } from './members.js';
import { requireAllSteps } from './procedure.js';
import type { Case, Enrolment, Household } from './state.js';

const MAX_RISKS = 5; // The national register has five slots for risks. [F8]

const unsolvedIn = (c: Case): number => Object.values(c.verification?.safeguards ?? {}).filter((solved) => !solved).length;

function requireRiskCount(count: number): void {
  if (count < 1 || count > MAX_RISKS) throw new DomainError('ENROLMENT.RISKS', { count });
}

function enrolHousehold(state: Household, { data, meta }: CommandOf<'EnrolHousehold'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (state.enrolment?.enrolmentId === data.enrolmentId) return [];
  // Invariant 1.
  if (state.enrolment?.status === 'OPEN') throw new DomainError('ENROLMENT.EXISTS');
  const c = openCase(state, 'ENROLMENT');
  requireAllSteps(c);
  if (c.steps.includes('authorisation')) requireAuthorisation(state, c, meta);
  if (c.comparison && !procedureOf(c, meta).policy.acceptedComparisons.includes(c.comparison)) throw new DomainError('COMPARISON.NOT_ACCEPTED');
  const { version, content } = policyOf(household, meta);
  const gate = content.categories[data.category];
  // Invariant 2. [F4]
  if (!gate.kinds.includes(household.registered.kind)) throw new DomainError('ENROLMENT.CATEGORY_KIND', { category: CATEGORIES[data.category].zh }, 'category');
  const riskTypes = riskTypesOf(state, c);
  requireRiskCount(riskTypes.length);
  const incomePerHeadFen = c.verification?.incomePerHeadFen ?? 0;
  const line = lineOf(household, meta);
  const eligible = meta.policies.evaluate(gate.eligible, {
    incomePerHeadFen, rigidSpendingPerHeadFen: c.verification?.rigidSpendingPerHeadFen ?? 0, lineFen: line.lineFen, unsolved: unsolvedIn(c), riskTypes,
  });
  if (eligible !== true)
    throw new DomainError('ENROLMENT.NOT_ELIGIBLE', { category: CATEGORIES[data.category].zh, incomeYuan: incomePerHeadFen / 100, lineYuan: line.lineFen / 100 }, 'category');
  return [
    fact('HouseholdEnrolled.v1', {
      caseId: c.caseId, enrolmentId: data.enrolmentId, previousEnrolmentId: state.enrolment?.enrolmentId ?? null, category: data.category,
      risks: riskTypes.map((type, i) => ({ riskId: `${data.enrolmentId}.${i + 1}`, type })), enrolledOn: meta.effectiveOn, incomePerHeadFen,
      ...line, policyVersion: version,
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
  if (state.enrolment || state.case) throw new DomainError('ENROLMENT.EXISTS');
  const { content } = policyOf(household, meta);
  if (!content.categories[data.category].kinds.includes(household.registered.kind)) throw new DomainError('ENROLMENT.CATEGORY_KIND', { category: CATEGORIES[data.category].zh }, 'category');
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

function proposeClearing(state: Household, { data, meta }: CommandOf<'ProposeClearing'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (state.case?.caseId === data.caseId || state.endedCaseIds.includes(data.caseId)) return [];
  const e = openEnrolment(state);
  if (state.case) throw new DomainError('CASE.ALREADY_OPEN', { case: state.case.caseId });
  const { version, content } = policyOf(household, meta);
  const { clearing } = content;
  requireLabour(state, clearing.noLabourClearable);
  if (data.mode !== 'NATURAL') {
    // Invariant 12. [F30]
    const earliest = addMonths(e.enrolledOn, clearing.minMonthsEnrolled);
    if (meta.effectiveOn < earliest) throw new DomainError('CLEARING.TOO_EARLY', { months: clearing.minMonthsEnrolled, on: earliest });
    requireDelivered(e, clearing.minDeliveredMeasures);
  }
  return [fact('CaseOpened.v1', {
    caseId: data.caseId, village: household.registered.village, purpose: 'CLEARING', clueIds: [], policyVersion: version, steps: clearing.steps.map((s) => s.step), mode: data.mode,
    dueOn: meta.calendar.due(meta.effectiveOn, clearing.limit),
  })];
}

function clearHousehold(state: Household, { meta }: CommandOf<'ClearHousehold'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const e = openEnrolment(state);
  const c = openCase(state, 'CLEARING');
  requireAllSteps(c);
  const openRisks = e.risks.filter((r) => r.open).length;
  // Invariant 14. [F31]
  if (openRisks > 0) throw new DomainError('CLEARING.OPEN_RISK', { count: openRisks });
  const { policy } = procedureOf(c, meta);
  requireLabour(state, policy.clearing.noLabourClearable);
  if (c.mode !== 'NATURAL') requireDelivered(e, policy.clearing.minDeliveredMeasures);
  const { version, line, incomePerHeadFen } = requireStable(household, c, meta);
  return [fact('HouseholdCleared.v1', {
    caseId: c.caseId, enrolmentId: e.enrolmentId, mode: c.mode ?? 'HELP', clearedOn: meta.effectiveOn, incomePerHeadFen, ...line, policyVersion: version,
  })];
}

/** Roll-back takes the label away with its reason; the risks of the enrolment stand open again (invariant 19). [F34] */
function rollBackClearing(state: Household, { data }: CommandOf<'RollBackClearing'>): readonly IdentificationEvent[] {
  const { enrolment: e } = registered(state);
  if (e?.status !== 'CLEARED') throw new DomainError('CLEARING.NONE');
  if (state.case) throw new DomainError('CASE.ALREADY_OPEN', { case: state.case.caseId });
  return [fact('ClearingRolledBack.v1', { enrolmentId: e.enrolmentId, reason: data.reason, reopenedRiskIds: e.risks.map((r) => r.riskId) })];
}

/** Invariant 13. [F30] */
function requireDelivered(e: Enrolment, min: number): void {
  if (e.deliveredMeasures < min) throw new DomainError('CLEARING.NO_MEASURE', { min, count: e.deliveredMeasures });
}

/** Invariant 17. [F30][F24b] */
function requireLabour(state: Household, noLabourClearable: boolean): void {
  if (!noLabourClearable && isWithoutLabour(state)) throw new DomainError('CLEARING.NO_LABOUR');
}

/** Invariant 15: safeguards and water solved, income above the line in force on the business date. [F31][F8] */
function requireStable(state: ReturnType<typeof registered>, c: Case, meta: CommandMeta) {
  const { version, content } = policyOf(state, meta);
  const incomePerHeadFen = c.verification?.incomePerHeadFen ?? 0;
  const line = lineOf(state, meta);
  if (!c.verification || meta.policies.evaluate(content.clearing.clearable, { incomePerHeadFen, lineFen: line.lineFen, unsolved: unsolvedIn(c) }) !== true) throw new DomainError('CLEARING.NOT_STABLE');
  return { version, line, incomePerHeadFen };
}

export const enrolmentDecisions = {
  CarryOverMonitoring: carryOverMonitoring,
  ProposeClearing: proposeClearing,
  EnrolHousehold: enrolHousehold,
  AddRisk: addRisk,
  EliminateRisk: eliminateRisk,
  ClearHousehold: clearHousehold,
  RollBackClearing: rollBackClearing,
} satisfies Partial<Decisions>;
