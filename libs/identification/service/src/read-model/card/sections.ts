import type { AssistanceEvent, MeasureCode } from '@humai/contracts-assistance';
import type {
  CaseOutcome, Category, Channel, ClearingMode, EvidenceKind, IdentificationEvent, Labour, Purpose, Relation, RiskType, Safeguards, Step, Verdict, WarningVerdict, WatchList,
} from '@humai/contracts-identification';
import type { LocalDate, RecordedEvent } from '@humai/kernel';

export type CardEvent = RecordedEvent<IdentificationEvent | AssistanceEvent>;

export type CardMember = Readonly<{ personId: string; relation: Relation; labour: Labour; since: LocalDate }>;
export type CardRisk = Readonly<{ riskId: string; type: RiskType; addedOn: LocalDate; eliminatedOn: LocalDate | null }>;
export type CardEnrolment = Readonly<{
  enrolmentId: string; category: Category; enrolledOn: LocalDate; carriedOver: boolean; previousEnrolmentId: string | null; risks: readonly CardRisk[]; clearedOn: LocalDate | null; mode: ClearingMode | null;
  rolledBackOn: readonly LocalDate[];
}>;
export type CardCase = Readonly<{
  caseId: string; purpose: Purpose; policyVersion: string; openedOn: LocalDate; dueOn: LocalDate; steps: readonly Readonly<{ step: Step; on: LocalDate }>[]; endedOn: LocalDate | null;
  outcome: CaseOutcome | 'ENROLLED' | 'CLEARED' | 'CHANGED' | null;
}>;
export type CardClue = Readonly<{ clueId: string; channel: Channel; riskTypes: readonly RiskType[]; foundOn: LocalDate; verdict: Verdict | null; closedOn: LocalDate | null }>;
export type CardWarning = Readonly<{ warningId: string; riskType: RiskType; raisedOn: LocalDate; verdict: WarningVerdict | null; closedOn: LocalDate | null }>;
export type CardMeasure = Readonly<{
  measureId: string; code: MeasureCode; riskId: string; plannedOn: LocalDate; dueOn: LocalDate; deliveries: number; lastDeliveredOn: LocalDate | null; deliveredFen: number; endedOn: LocalDate | null;
}>;
export type CardDocument = Readonly<{ hash: string; kind: EvidenceKind | null; fact: string; on: LocalDate }>;
export type CardCheck = Readonly<{ on: LocalDate; incomePerHeadFen: number; rigidSpendingPerHeadFen: number; safeguards: Safeguards }>;
/** `caseId` is null for a check, which nothing corrects. */
export type CardLook = CardCheck & Readonly<{ caseId: string | null }>;

const changed = <T>(list: readonly T[], which: (item: T) => boolean, to: (item: T) => Partial<T>): readonly T[] => list.map((item) => (which(item) ? { ...item, ...to(item) } : item));
const firstOf = (month: string) => `${month.slice(0, 4)}-${month.slice(4, 6)}-01`;

export function membersAfter(members: readonly CardMember[], { type, data, metadata }: CardEvent): readonly CardMember[] {
  switch (type) {
    case 'identification.MemberAdded.v1': return [...members, { personId: data.personId, relation: data.relation, labour: data.labour, since: metadata.effectiveOn }];
    case 'identification.MemberChanged.v1': return changed(members, (m) => m.personId === data.personId, () => ({ relation: data.relation, labour: data.labour }));
    case 'identification.MemberRemoved.v1': return members.filter((m) => m.personId !== data.personId);
    default: return members;
  }
}

export function enrolmentsAfter(enrolments: readonly CardEnrolment[], { type, data, metadata }: CardEvent): readonly CardEnrolment[] {
  const on = metadata.effectiveOn;
  const inThis = (enrolmentId: string, to: (e: CardEnrolment) => Partial<CardEnrolment>) => changed(enrolments, (e) => e.enrolmentId === enrolmentId, to);
  switch (type) {
    case 'identification.MonitoringCarriedOver.v1': {
      const enrolledOn = data.enrolledOn ?? firstOf(data.enrolledMonth);
      const clearedOn = data.cleared && firstOf(data.cleared.month);
      const risks = data.risks.map((r) => ({ ...r, addedOn: enrolledOn, eliminatedOn: clearedOn }));
      return [...enrolments, { enrolmentId: data.enrolmentId, category: data.category, enrolledOn, carriedOver: true, previousEnrolmentId: null, risks, clearedOn, mode: data.cleared?.mode ?? null, rolledBackOn: [] }];
    }
    case 'identification.HouseholdEnrolled.v1':
      return [...enrolments, {
        enrolmentId: data.enrolmentId, category: data.category, enrolledOn: data.enrolledOn, carriedOver: false, previousEnrolmentId: data.previousEnrolmentId,
        risks: data.risks.map((r) => ({ ...r, addedOn: data.enrolledOn, eliminatedOn: null })), clearedOn: null, mode: null, rolledBackOn: [],
      }];
    case 'identification.RiskAdded.v1': return inThis(data.enrolmentId, (e) => ({ risks: [...e.risks, { riskId: data.riskId, type: data.type, addedOn: on, eliminatedOn: null }] }));
    case 'identification.RiskEliminated.v1': return inThis(data.enrolmentId, (e) => ({ risks: changed(e.risks, (r) => r.riskId === data.riskId, () => ({ eliminatedOn: on })) }));
    case 'identification.CategoryChanged.v1': return inThis(data.enrolmentId, () => ({ category: data.to }));
    case 'identification.HouseholdCleared.v1': return inThis(data.enrolmentId, () => ({ clearedOn: data.clearedOn, mode: data.mode }));
    case 'identification.ClearingRolledBack.v1':
      return inThis(data.enrolmentId, (e) => ({
        clearedOn: null, mode: null, rolledBackOn: [...e.rolledBackOn, on], risks: changed(e.risks, (r) => data.reopenedRiskIds.includes(r.riskId), () => ({ eliminatedOn: null })),
      }));
    default: return enrolments;
  }
}

const STEP_OF: Readonly<Partial<Record<CardEvent['type'], Step>>> = {
  'identification.AssetCheckReturned.v1': 'assetCheck', 'identification.HouseholdVerified.v1': 'verification', 'identification.AuthorisationGranted.v1': 'authorisation',
  'identification.ComparisonReturned.v1': 'comparison', 'identification.ReviewHeld.v1': 'review', 'identification.PublicityClosed.v1': 'publicity', 'identification.TownshipOpinionGiven.v1': 'townshipOpinion',
  'identification.CountyDecisionMade.v1': 'countyDecision', 'identification.DecisionAnnounced.v1': 'announcement',
};

export function casesAfter(cases: readonly CardCase[], { type, data, metadata }: CardEvent): readonly CardCase[] {
  const on = metadata.effectiveOn;
  if (type === 'identification.CaseOpened.v1')
    return [...cases, { caseId: data.caseId, purpose: data.purpose, policyVersion: data.policyVersion, openedOn: on, dueOn: data.dueOn, steps: [], endedOn: null, outcome: null }];
  const inThis = (caseId: string, to: (c: CardCase) => Partial<CardCase>) => changed(cases, (c) => c.caseId === caseId, to);
  switch (type) {
    case 'identification.CaseEnded.v1': return inThis(data.caseId, () => ({ endedOn: on, outcome: data.outcome }));
    case 'identification.HouseholdEnrolled.v1': return inThis(data.caseId, () => ({ endedOn: on, outcome: 'ENROLLED' }));
    case 'identification.HouseholdCleared.v1': return inThis(data.caseId, () => ({ endedOn: on, outcome: 'CLEARED' }));
    case 'identification.CategoryChanged.v1': return inThis(data.caseId, () => ({ endedOn: on, outcome: 'CHANGED' }));
    case 'identification.AuthorisationWithdrawn.v1': return inThis(data.caseId, (c) => ({ steps: c.steps.filter((s) => s.step !== 'authorisation') }));
    default: {
      const step = STEP_OF[type];
      return step && 'caseId' in data && data.caseId !== null ? inThis(data.caseId, (c) => ({ steps: [...c.steps, { step, on }] })) : cases;
    }
  }
}

export function cluesAfter(clues: readonly CardClue[], { type, data, metadata }: CardEvent): readonly CardClue[] {
  switch (type) {
    case 'identification.ClueReported.v1': return [...clues, { clueId: data.clueId, channel: data.channel, riskTypes: data.riskTypes, foundOn: data.foundOn, verdict: null, closedOn: null }];
    case 'identification.ClueClosed.v1': return changed(clues, (c) => c.clueId === data.clueId, () => ({ verdict: data.verdict, closedOn: metadata.effectiveOn }));
    case 'identification.EntryCorrected.v1': {
      const { content } = data;
      return content.entry === 'CLUE' ? changed(clues, (c) => c.clueId === content.clueId, () => ({ riskTypes: content.riskTypes })) : clues;
    }
    default: return clues;
  }
}

export function warningsAfter(warnings: readonly CardWarning[], { type, data, metadata }: CardEvent): readonly CardWarning[] {
  switch (type) {
    case 'identification.WarningRaised.v1': return [...warnings, { warningId: data.warningId, riskType: data.riskType, raisedOn: data.raisedOn, verdict: null, closedOn: null }];
    case 'identification.HouseholdSplit.v1':
    case 'identification.HouseholdMergedInto.v1': return warnings.filter((w) => !(data.warnings ?? []).some((gone) => gone.warningId === w.warningId));
    case 'identification.WarningClosed.v1': return changed(warnings, (w) => w.warningId === data.warningId, () => ({ verdict: data.verdict, closedOn: metadata.effectiveOn }));
    default: return warnings;
  }
}

export function measuresAfter(measures: readonly CardMeasure[], { type, data, metadata }: CardEvent): readonly CardMeasure[] {
  switch (type) {
    case 'assistance.MeasurePlanned.v1':
      return [...measures, {
        measureId: data.measureId, code: data.code, riskId: data.riskId, plannedOn: metadata.effectiveOn, dueOn: data.dueOn, deliveries: 0, lastDeliveredOn: null, deliveredFen: 0, endedOn: null,
      }];
    case 'assistance.MeasureDelivered.v1':
      return changed(measures, (m) => m.measureId === data.measureId, (m) => ({ deliveries: m.deliveries + 1, lastDeliveredOn: data.deliveredOn, deliveredFen: m.deliveredFen + (data.amountFen ?? 0) }));
    case 'assistance.MeasureEnded.v1': return changed(measures, (m) => m.measureId === data.measureId, () => ({ endedOn: metadata.effectiveOn }));
    default: return measures;
  }
}

export function listsAfter(lists: readonly WatchList[], { type, data }: CardEvent): readonly WatchList[] {
  if (type === 'identification.WatchListJoined.v1') return [...lists.filter((l) => l !== data.list), data.list];
  return type === 'identification.WatchListLeft.v1' ? lists.filter((l) => l !== data.list) : lists;
}

export function looksAfter(looks: readonly CardLook[], { type, data }: CardEvent): readonly CardLook[] {
  const found = (caseId: string | null, { visitedOn, ...what }: Omit<CardCheck, 'on'> & Readonly<{ visitedOn: LocalDate }>): CardLook =>
    ({ caseId, on: visitedOn, incomePerHeadFen: what.incomePerHeadFen, rigidSpendingPerHeadFen: what.rigidSpendingPerHeadFen, safeguards: what.safeguards });
  switch (type) {
    case 'identification.HouseholdVerified.v1': return [...looks, found(data.caseId, data)];
    case 'identification.CheckRecorded.v1': return [...looks, found(null, data)];
    case 'identification.EntryCorrected.v1': {
      const { content } = data;
      return content.entry === 'VERIFICATION' ? changed(looks, (l) => l.caseId === content.caseId, () => found(content.caseId, content)) : looks;
    }
    default: return looks;
  }
}

/** A correction names all documents of its entry: those that are new come in addition, for the wrong entry had the others. */
export function documentsAfter(documents: readonly CardDocument[], event: CardEvent): readonly CardDocument[] {
  if (event.type !== 'identification.EntryCorrected.v1') return [...documents, ...documentsOf(event)];
  const { data: { content }, metadata: { effectiveOn } } = event;
  const known = new Set(documents.map((d) => d.hash));
  const added = content.entry === 'VERIFICATION' ? content.evidenceHashes.filter((hash) => !known.has(hash)) : [];
  return [...documents, ...added.map((hash) => ({ hash, kind: null, fact: 'EntryCorrected', on: effectiveOn }))];
}

/** Every document that an event names by its hash; what it is stands in the evidence store. */
function documentsOf({ type, data, metadata }: CardEvent): readonly CardDocument[] {
  const told = data as Readonly<{ evidenceHash?: string; minutesHash?: string; evidenceHashes?: readonly string[]; documents?: readonly Readonly<{ kind: EvidenceKind; hash: string }>[]; selfReport?: { markHash: string } }>;
  const plain = [told.evidenceHash, told.minutesHash, told.selfReport?.markHash, ...(told.evidenceHashes ?? [])].filter((hash) => hash !== undefined);
  const fact = type.split('.')[1]!;
  return [...(told.documents ?? []).map(({ kind, hash }) => ({ hash, kind, fact, on: metadata.effectiveOn })), ...plain.map((hash) => ({ hash, kind: null, fact, on: metadata.effectiveOn }))];
}
