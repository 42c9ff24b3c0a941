import { z } from 'zod';
import { defineEvents, type EventOf } from '@humai/kernel';
import {
  CaseOutcome, Category, Channel, ClearingMode, ComparisonResult, HouseholdKind, Labour, MemberReason, Purpose, Relation, RiskType, Safeguards, Step, Verdict,
} from './codes.js';
import { EvidenceHash, Fen, Id, Month, On, Risk } from './stored.js';

// STORAGE FORMAT. These names and fields are on disk and on the wire for good: to change one, add `X.v2` and an upcaster.
export const IdentificationEvents = defineEvents('identification', {
  // The household and its members (stream household-<id>). Names, numbers and birth dates are in the vault, never here.
  'HouseholdRegistered.v1': z.object({ householdId: Id, registerNumber: z.string().nullable(), village: z.string(), kind: HouseholdKind }),
  'HouseholdChanged.v1': z.object({
    registerNumber: z.string().nullable(), village: z.string(), kind: HouseholdKind,
    openClueIds: z.array(Id).optional().describe('with another village only: the open clues, which go with the household'),
  }),
  'MemberAdded.v1': z.object({ personId: Id, relation: Relation, labour: Labour, reason: MemberReason }),
  'MemberChanged.v1': z.object({ personId: Id, relation: Relation, labour: Labour }),
  'MemberRemoved.v1': z.object({ personId: Id, reason: MemberReason }),
  'IncomeRecorded.v1': z.object({ year: z.number().int(), incomePerHeadFen: Fen }),
  // A household that was monitored before Humai kept its history: the opening balance, marked as such.
  'MonitoringCarriedOver.v1': z.object({
    enrolmentId: Id, category: Category, risks: z.array(Risk), enrolledMonth: Month,
    cleared: z.object({ month: Month, mode: ClearingMode }).nullable(), bottomLine: z.boolean(),
  }),

  // Clues.
  'ClueReported.v1': z.object({ clueId: Id, village: z.string(), channel: Channel, riskTypes: z.array(RiskType), occurredOn: On, foundOn: On, dueOn: On, source: z.string().nullable() }),
  'ClueClosed.v1': z.object({ clueId: Id, verdict: Verdict, reason: z.string().nullable(), caseId: Id.nullable() }),

  // One run of the procedure, for enrolment or for clearing; the steps come from the policy version it began under.
  'CaseOpened.v1': z.object({ caseId: Id, village: z.string(), purpose: Purpose, clueIds: z.array(Id), policyVersion: z.string(), steps: z.array(Step), mode: ClearingMode.nullable(), dueOn: On }),
  'HouseholdVerified.v1': z.object({
    caseId: Id, verifierIds: z.array(Id), visitedOn: On, incomePerHeadFen: Fen, rigidSpendingPerHeadFen: Fen, safeguards: Safeguards, riskTypes: z.array(RiskType),
    evidenceHashes: z.array(EvidenceHash),
  }),
  'AuthorisationGranted.v1': z.object({ caseId: Id, personIds: z.array(Id), scope: z.array(z.string()), from: On, to: On, noticeVersion: z.string(), evidenceHash: EvidenceHash }),
  'AuthorisationWithdrawn.v1': z.object({ caseId: Id, personIds: z.array(Id) }),
  'ComparisonReturned.v1': z.object({ caseId: Id, result: ComparisonResult, sources: z.array(z.string()), evidenceHash: EvidenceHash }),
  'ReviewHeld.v1': z.object({ caseId: Id, heldOn: On, attendance: z.number().int(), votesFor: z.number().int(), votesAgainst: z.number().int(), minutesHash: EvidenceHash }),
  'PublicityOpened.v1': z.object({ caseId: Id, openedOn: On, mayCloseOn: On, evidenceHash: EvidenceHash }),
  'ObjectionRaised.v1': z.object({ caseId: Id, objectionId: Id, raisedOn: On }),
  'ObjectionSettled.v1': z.object({ caseId: Id, objectionId: Id, upheld: z.boolean(), evidenceHash: EvidenceHash }),
  'PublicityClosed.v1': z.object({ caseId: Id, closedOn: On }),
  'TownshipOpinionGiven.v1': z.object({ caseId: Id, agrees: z.boolean(), reason: z.string().nullable() }),
  'CountyDecisionMade.v1': z.object({ caseId: Id, approved: z.boolean(), reason: z.string().nullable() }),
  'DecisionAnnounced.v1': z.object({ caseId: Id, announcedOn: On, evidenceHash: EvidenceHash }),
  'CaseEnded.v1': z.object({ caseId: Id, outcome: CaseOutcome, step: Step, reason: z.string().nullable() }),

  // The label and its end.
  'HouseholdEnrolled.v1': z.object({
    caseId: Id, enrolmentId: Id, previousEnrolmentId: Id.nullable(), category: Category, risks: z.array(Risk), enrolledOn: On,
    incomePerHeadFen: Fen, lineFen: Fen, lineVersion: z.string(), policyVersion: z.string(),
  }),
  'RiskAdded.v1': z.object({ enrolmentId: Id, riskId: Id, type: RiskType }),
  'RiskEliminated.v1': z.object({ enrolmentId: Id, riskId: Id, mode: ClearingMode, evidenceHash: EvidenceHash }),
  'HouseholdCleared.v1': z.object({
    caseId: Id, enrolmentId: Id, mode: ClearingMode, clearedOn: On, incomePerHeadFen: Fen, lineFen: Fen, lineVersion: z.string(), policyVersion: z.string(),
  }),
  'ClearingRolledBack.v1': z.object({ enrolmentId: Id, reason: z.string(), reopenedRiskIds: z.array(Id) }),

  // A limit passed unseen becomes visible: written by the deadline process, once.
  'IdentificationOverdue.v1': z.object({ subject: z.enum(['CLUE', 'CASE']), subjectId: Id, dueOn: On }),

  // A person's place (stream person-<id>): the one lock that spans households (invariant 21).
  'PersonJoinedHousehold.v1': z.object({ personId: Id, householdId: Id, village: z.string() }),
  'PersonLeftHousehold.v1': z.object({ personId: Id, householdId: Id, reason: MemberReason }),
  'PersonErased.v1': z.object({ personId: Id }),
});
export type IdentificationEvent = EventOf<typeof IdentificationEvents>;
