// Pasts of made-up households for the specs of assessment, domain and service.
import { fileURLToPath } from 'node:url';
import { AssessmentPolicy } from '@humai/contracts-assessment';
import type { DomainEvent, RecordedEvent } from '@humai/kernel';
import { chineseCalendar, loadPolicies } from '@humai/policy';
import { evolveFacts, type FactEvent, type HouseholdFacts } from '../facts/facts.js';

export const policies = loadPolicies({ directory: fileURLToPath(new URL('../../../../../policies', import.meta.url)), kinds: [AssessmentPolicy], otherKinds: 'ignore' });
export const calendar = chineseCalendar();
export const edition = (name: '2021' | '2023') => policies.version(AssessmentPolicy, `assessment/5115/${name}`).content;

/** Two villages of one township, and one of another. */
export const [V1, V2, V3] = ['511504101201', '511504101202', '511504102201'] as const;

const hash = 'a'.repeat(64);
const line = { incomePerHeadFen: 1, lineFen: 2, lineVersion: 'l', policyVersion: 'p' };
type Told = Readonly<{ on: string; event: DomainEvent }>;
const told = (on: string, type: FactEvent['type'], data: object): Told => ({ on, event: { type, data } });

/** One thing of each kind that can happen to a household. */
export const happen = {
  registers: (on: string, village: string = V1) => told(on, 'identification.HouseholdRegistered.v1', { householdId: 'h', registerNumber: null, village, kind: 'GENERAL' }),
  changes: (on: string, village: string) => told(on, 'identification.HouseholdChanged.v1', { registerNumber: null, village, kind: 'GENERAL' }),
  joins: (on: string, personId: string, labour: 'ORDINARY' | 'NONE') => told(on, 'identification.MemberAdded.v1', { personId, relation: '01', labour, reason: 'REGISTER' }),
  memberChanges: (on: string, personId: string, labour: 'ORDINARY' | 'NONE') => told(on, 'identification.MemberChanged.v1', { personId, relation: '01', labour }),
  leaves: (on: string, personId: string) => told(on, 'identification.MemberRemoved.v1', { personId, reason: 'MOVE_OUT' }),
  opens: (on: string, caseId: string, dueOn: string, purpose: 'ENROLMENT' | 'CLEARING' = 'ENROLMENT') =>
    told(on, 'identification.CaseOpened.v1', { caseId, village: V1, purpose, clueIds: [], policyVersion: 'p', steps: [], mode: null, dueOn }),
  ends: (on: string, caseId: string, outcome: 'REFUSED' | 'OBJECTION_UPHELD' | 'WITHDRAWN' = 'REFUSED') =>
    told(on, 'identification.CaseEnded.v1', { caseId, outcome, step: 'review', reason: null }),
  enrols: (on: string, enrolmentId: string, previousEnrolmentId: string | null = null, risks: readonly string[] = [`${enrolmentId}.1`], caseId = `case of ${enrolmentId}`) =>
    told(on, 'identification.HouseholdEnrolled.v1', { caseId, enrolmentId, previousEnrolmentId, category: 'C2', risks: risks.map((riskId) => ({ riskId, type: '01' })), enrolledOn: on, ...line }),
  plans: (on: string, measureId: string, riskId: string) => told(on, 'assistance.MeasurePlanned.v1', { planId: 'plan', measureId, riskId, code: 'M41', dueOn: on }),
  delivers: (on: string, measureId: string | null, riskId: string | null = null) =>
    told(on, 'assistance.MeasureDelivered.v1', { measureId, deliveryId: 'd', code: 'M41', riskId, recipientId: 'p1', deliveredOn: on, amountFen: null, quantity: null, unit: null, evidenceHash: hash }),
  clears: (on: string, enrolmentId: string) => told(on, 'identification.HouseholdCleared.v1', { caseId: `clearing of ${enrolmentId}`, enrolmentId, mode: 'HELP', clearedOn: on, ...line }),
  rollsBack: (on: string, enrolmentId: string) => told(on, 'identification.ClearingRolledBack.v1', { enrolmentId, reason: '不稳定', reopenedRiskIds: [] }),
  closes: (on: string) => told(on, 'identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: null }),
  merges: (on: string, into = 'h2') => told(on, 'identification.HouseholdMergedInto.v1', { intoHouseholdId: into, members: [], incomes: [], clues: [], enrolment: null, evidenceHash: hash }),
  comesBack: (on: string, other = 'h2') => told(on, 'identification.HouseholdLinkUndone.v1', { eventId: 'x', otherHouseholdId: other, why: 'HOUSEHOLD_GONE' }),
  moves: (on: string) => told(on, 'relocation.HouseholdRelocated.v1', { siteId: 's1', fromVillage: V1, movedOn: on }),
  certified: (on: string) => told(on, 'relocation.CertificateIssued.v1', { issuedOn: on, evidenceHash: hash }),
  employed: (on: string, employmentId: string, personId = 'p1') => told(on, 'relocation.EmploymentRecorded.v1', { personId, employmentId, channel: 'COUNTY', startedOn: on }),
  loses: (on: string, employmentId: string, personId = 'p1') => told(on, 'relocation.EmploymentLost.v1', { personId, employmentId, lostOn: on, lastJob: true }),
} as const;

/** The events of one household as recorded on their business dates, at positions of the caller's choice. */
export const recorded = (householdId: string, tellings: readonly Told[], positionOf: (revision: number) => number = (r) => r + 1): readonly FactEvent[] =>
  tellings.map(({ on, event }, revision) => ({
    ...event, id: `${householdId}-${revision}`, stream: `household-${householdId}`, revision, position: positionOf(revision), recordedAt: `${on}T04:00:00.000Z`, hash: '',
    metadata: { actor: 'a', role: 'township', area: '511504', policy: null, effectiveOn: on, command: 'c', commandId: `${householdId}-${revision}`, correlationId: 'c', causationId: 'c' },
  } as RecordedEvent as FactEvent));

export const factsOf = (tellings: readonly Told[], householdId = 'h1'): HouseholdFacts =>
  recorded(householdId, tellings).reduce<HouseholdFacts>(evolveFacts, { householdId, villages: [], facts: [] });
