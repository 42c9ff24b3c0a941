import type { AssistanceEvent } from '@humai/contracts-assistance';
import { hasLabour, type IdentificationEvent } from '@humai/contracts-identification';
import type { RelocationEvent } from '@humai/contracts-relocation';
import { subjectOf, type Instant, type LocalDate, type RecordedEvent } from '@humai/kernel';

/** What happened to a household, as far as scores depend on it. `on` is the business date. */
export type Happening = Readonly<
  | { kind: 'lives'; village: string }
  | { kind: 'member'; personId: string; labour: boolean }
  | { kind: 'left'; personId: string }
  | { kind: 'opened'; caseId: string; dueOn: LocalDate }
  | { kind: 'withdrawn'; caseId: string }
  | { kind: 'decided'; caseId: string }
  | { kind: 'enrolled'; enrolmentId: string; previousId: string | null; riskIds: readonly string[] }
  | { kind: 'planned'; measureId: string; riskId: string }
  | { kind: 'delivered'; measureId: string; riskId: string | null }
  | { kind: 'cleared'; enrolmentId: string }
  | { kind: 'rolledBack'; enrolmentId: string }
  | { kind: 'ended' }
  | { kind: 'resumed' }
  | { kind: 'moved' }
  | { kind: 'certified' }
  | { kind: 'employed'; personId: string; employmentId: string }
  | { kind: 'unemployed'; employmentId: string }
>;
/** With both clocks and its place in the log, so that any "as known at" is a matter of leaving the later ones out. */
export type Fact = Happening & Readonly<{ on: LocalDate; recordedAt: Instant; position: number }>;

/** Everything of one household's stream that scores are made of, in the stream's order. */
export type HouseholdFacts = Readonly<{
  householdId: string;
  /** Every village it ever lived in: where to look for it. */
  villages: readonly string[];
  facts: readonly Fact[];
}>;

export type FactEvent = RecordedEvent<IdentificationEvent | AssistanceEvent | RelocationEvent>;

/** The event types that {@link evolveFacts} reads. */
export const FACT_TYPES = [
  'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.MemberAdded.v1', 'identification.MemberChanged.v1',
  'identification.MemberRemoved.v1', 'identification.CaseOpened.v1', 'identification.CaseEnded.v1', 'identification.HouseholdEnrolled.v1',
  'identification.HouseholdCleared.v1', 'identification.ClearingRolledBack.v1', 'identification.HouseholdMergedInto.v1', 'identification.HouseholdClosed.v1',
  'identification.HouseholdLinkUndone.v1', 'assistance.MeasurePlanned.v1', 'assistance.MeasureDelivered.v1',
  'relocation.HouseholdRelocated.v1', 'relocation.CertificateIssued.v1', 'relocation.EmploymentRecorded.v1', 'relocation.EmploymentLost.v1',
] as const satisfies readonly FactEvent['type'][];

type Dated = Happening & Readonly<{ on?: LocalDate }>;

/** What an event tells; its own date where it has one, else the business date of its recording. */
function tell({ type, data }: FactEvent): readonly Dated[] {
  switch (type) {
    case 'identification.HouseholdRegistered.v1':
    case 'identification.HouseholdChanged.v1':
      return [{ kind: 'lives', village: data.village }];
    case 'identification.MemberAdded.v1':
    case 'identification.MemberChanged.v1':
      return [{ kind: 'member', personId: data.personId, labour: hasLabour(data.labour) }];
    case 'identification.MemberRemoved.v1':
      return [{ kind: 'left', personId: data.personId }];
    case 'identification.CaseOpened.v1':
      return data.purpose === 'ENROLMENT' ? [{ kind: 'opened', caseId: data.caseId, dueOn: data.dueOn }] : [];
    case 'identification.CaseEnded.v1':
      return [{ kind: data.outcome === 'WITHDRAWN' ? 'withdrawn' : 'decided', caseId: data.caseId }];
    case 'identification.HouseholdEnrolled.v1':
      return [
        { kind: 'decided', caseId: data.caseId, on: data.enrolledOn },
        { kind: 'enrolled', enrolmentId: data.enrolmentId, previousId: data.previousEnrolmentId, riskIds: data.risks.map((r) => r.riskId), on: data.enrolledOn },
      ];
    case 'identification.HouseholdCleared.v1':
      return [{ kind: 'cleared', enrolmentId: data.enrolmentId, on: data.clearedOn }];
    case 'identification.ClearingRolledBack.v1':
      return [{ kind: 'rolledBack', enrolmentId: data.enrolmentId }];
    case 'identification.HouseholdMergedInto.v1':
    case 'identification.HouseholdClosed.v1':
      return [{ kind: 'ended' }];
    case 'identification.HouseholdLinkUndone.v1':
      return [{ kind: 'resumed' }];
    case 'assistance.MeasurePlanned.v1':
      return [{ kind: 'planned', measureId: data.measureId, riskId: data.riskId }];
    case 'assistance.MeasureDelivered.v1':
      // Universal help outside a plan is not an answer to the household's risks.
      return data.measureId === null ? [] : [{ kind: 'delivered', measureId: data.measureId, riskId: data.riskId, on: data.deliveredOn }];
    case 'relocation.HouseholdRelocated.v1':
      return [{ kind: 'moved', on: data.movedOn }];
    case 'relocation.CertificateIssued.v1':
      return [{ kind: 'certified', on: data.issuedOn }];
    case 'relocation.EmploymentRecorded.v1':
      return [{ kind: 'employed', personId: data.personId, employmentId: data.employmentId, on: data.startedOn }];
    case 'relocation.EmploymentLost.v1':
      return [{ kind: 'unemployed', employmentId: data.employmentId, on: data.lostOn }];
    default:
      return [];
  }
}

/** The household's facts after one more event of its stream; an event that is in them already changes nothing. */
export function evolveFacts(before: HouseholdFacts | null, event: FactEvent): HouseholdFacts {
  const known = before ?? { householdId: subjectOf(event.stream), villages: [], facts: [] };
  if (event.position <= (known.facts.at(-1)?.position ?? 0)) return known;
  const { recordedAt, position } = event;
  const facts = tell(event).map((told): Fact => ({ ...told, on: told.on ?? event.metadata.effectiveOn, recordedAt, position }));
  if (facts.length === 0) return known;
  const villages = facts.flatMap((f) => (f.kind === 'lives' && !known.villages.includes(f.village) ? [f.village] : []));
  return { ...known, villages: [...known.villages, ...villages], facts: [...known.facts, ...facts] };
}

/** What was known when the log ended at a position. */
export const knownUpTo = (facts: HouseholdFacts, position: number): HouseholdFacts =>
  ((facts.facts.at(-1)?.position ?? 0) <= position ? facts : { ...facts, facts: facts.facts.filter((f) => f.position <= position) });
