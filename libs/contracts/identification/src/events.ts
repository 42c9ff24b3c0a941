import { z } from 'zod';
import { defineEvents, type EventOf } from '@humai/kernel';
import {
  Board, CaseOutcome, Category, Channel, ClearingMode, ComparisonResult, HouseholdKind, Labour, MemberReason, Purpose, Relation, RiskType, Safeguard, Safeguards, Step, Verdict,
} from './codes.js';
import { CheckEvents } from './checks/events.js';
import { ClusterEvents } from './clusters/events.js';
import { CorrectionEvents } from './correction/events.js';
import { DataEvents } from './data/events.js';
import { LineageEvents } from './lineage/events.js';
import { OtherChannel, SelfReportForm } from './deciding/codes.js';
import { DecidingEvents } from './deciding/events.js';
import { RegradeEvents } from './regrade/events.js';
import { Document, EvidenceHash, Fen, Id, Month, On, Risk } from './stored.js';
import { WatchEvents } from './watch/events.js';

const documents = z.array(Document).optional();

// STORAGE FORMAT. These names and fields are on disk and on the wire for good: to change one, add `X.v2` and an upcaster.
export const IdentificationEvents = defineEvents('identification', {
  ...DecidingEvents,
  ...RegradeEvents,
  ...LineageEvents,
  ...CorrectionEvents,
  // The household and its members (stream household-<id>). Names, numbers and birth dates are in the vault, never here.
  'HouseholdRegistered.v1': z.object({ householdId: Id, registerNumber: z.string().nullable(), village: z.string(), kind: HouseholdKind }),
  'HouseholdChanged.v1': z.object({
    registerNumber: z.string().nullable(), village: z.string(), kind: HouseholdKind,
    openClueIds: z.array(Id).optional().describe('with another village only: the open clues, which go with the household'),
    openWarningIds: z.array(Id).optional().describe('likewise the warnings that wait for their verdict'),
  }),
  'MemberAdded.v1': z.object({ personId: Id, relation: Relation, labour: Labour, reason: MemberReason }),
  'MemberChanged.v1': z.object({ personId: Id, relation: Relation, labour: Labour }),
  'MemberRemoved.v1': z.object({ personId: Id, reason: MemberReason }),
  'IncomeRecorded.v1': z.object({ year: z.number().int(), incomePerHeadFen: Fen }),
  // A household that was monitored before Humai kept its history: the opening balance, marked as such.
  'MonitoringCarriedOver.v1': z.object({
    enrolmentId: Id, category: Category, risks: z.array(Risk), enrolledMonth: Month,
    cleared: z.object({ month: Month, mode: ClearingMode }).nullable(), bottomLine: z.boolean(),
    enrolledOn: On.optional().describe('where the day is known, with a household that was merged in'), deliveredMeasures: z.number().int().optional(),
  }),

  // Clues.
  'ClueReported.v1': z.object({
    clueId: Id, village: z.string(), channel: Channel, riskTypes: z.array(RiskType), occurredOn: On, foundOn: On, dueOn: On, source: z.string().nullable(),
    acceptBy: On.optional(), personIds: z.array(Id).optional(), warningId: Id.optional(), otherKind: OtherChannel.optional(),
    selfReport: z.object({ form: SelfReportForm, markHash: EvidenceHash, readOut: z.boolean().optional() }).optional(),
  }),
  'ClueClosed.v1': z.object({ clueId: Id, verdict: Verdict, reason: z.string().nullable(), caseId: Id.nullable(), duplicateOf: Id.optional(), toldOn: On.optional() }),

  // One run of the procedure, for enrolment or for clearing; the steps come from the policy version it began under.
  'CaseOpened.v1': z.object({
    caseId: Id, village: z.string(), purpose: Purpose, clueIds: z.array(Id), policyVersion: z.string(), steps: z.array(Step), mode: ClearingMode.nullable(), dueOn: On,
    toCategory: Category.optional().describe('with a change of category only'), reason: z.string().optional(),
  }),
  'HouseholdVerified.v1': z.object({
    caseId: Id, verifierIds: z.array(Id), visitedOn: On, incomePerHeadFen: Fen, rigidSpendingPerHeadFen: Fen, safeguards: Safeguards, riskTypes: z.array(RiskType),
    evidenceHashes: z.array(EvidenceHash), documents,
  }),
  'AuthorisationGranted.v1': z.object({ caseId: Id, personIds: z.array(Id), scope: z.array(z.string()), from: On, to: On, noticeVersion: z.string(), evidenceHash: EvidenceHash, documents }),
  'AuthorisationWithdrawn.v1': z.object({ caseId: Id, personIds: z.array(Id) }),
  'ComparisonReturned.v1': z.object({ caseId: Id, result: ComparisonResult, sources: z.array(z.string()), evidenceHash: EvidenceHash, documents }),
  'ReviewHeld.v1': z.object({
    caseId: Id, heldOn: On, attendance: z.number().int(), votesFor: z.number().int(), votesAgainst: z.number().int(), minutesHash: EvidenceHash,
    invited: z.number().int().optional(), abstentions: z.number().int().optional(), documents,
  }),
  'PublicityOpened.v1': z.object({ caseId: Id, openedOn: On, mayCloseOn: On, evidenceHash: EvidenceHash, board: Board.optional(), documents }),
  'ObjectionRaised.v1': z.object({ caseId: Id, objectionId: Id, raisedOn: On }),
  'ObjectionSettled.v1': z.object({ caseId: Id, objectionId: Id, upheld: z.boolean(), evidenceHash: EvidenceHash }),
  'PublicityClosed.v1': z.object({ caseId: Id, closedOn: On }),
  'TownshipOpinionGiven.v1': z.object({ caseId: Id, agrees: z.boolean(), reason: z.string().nullable(), byId: Id.optional(), documents }),
  'CountyDecisionMade.v1': z.object({ caseId: Id, approved: z.boolean(), reason: z.string().nullable(), byId: Id.optional(), documents }),
  'DecisionAnnounced.v1': z.object({ caseId: Id, announcedOn: On, evidenceHash: EvidenceHash, documents }),
  'CaseEnded.v1': z.object({ caseId: Id, outcome: CaseOutcome, step: Step, reason: z.string().nullable() }),

  // The label and its end.
  'HouseholdEnrolled.v1': z.object({
    caseId: Id, enrolmentId: Id, previousEnrolmentId: Id.nullable(), category: Category, risks: z.array(Risk), enrolledOn: On,
    incomePerHeadFen: Fen, lineFen: Fen, lineVersion: z.string(), policyVersion: z.string(),
    rigidSpendingPerHeadFen: Fen.optional(), unsolved: z.array(Safeguard).optional(),
  }),
  'RiskAdded.v1': z.object({ enrolmentId: Id, riskId: Id, type: RiskType }),
  'RiskEliminated.v1': z.object({ enrolmentId: Id, riskId: Id, mode: ClearingMode, evidenceHash: EvidenceHash }),
  'HouseholdCleared.v1': z.object({
    caseId: Id, enrolmentId: Id, mode: ClearingMode, clearedOn: On, incomePerHeadFen: Fen, lineFen: Fen, lineVersion: z.string(), policyVersion: z.string(),
    // What the criteria compared beside income and line, by the names their expressions use.
    numbers: z.record(z.string(), z.number()).optional(), criteria: z.array(z.string()).optional(),
  }),
  'ClearingRolledBack.v1': z.object({ enrolmentId: Id, reason: z.string(), reopenedRiskIds: z.array(Id), approverId: Id.optional(), byId: Id.optional() }),

  // A limit passed unseen becomes visible: written by the deadline process, once.
  'IdentificationOverdue.v1': z.object({ subject: z.enum(['CLUE', 'CASE']), subjectId: Id, dueOn: On }),

  // A person's place (stream person-<id>): the one lock that spans households (invariant 21).
  'PersonJoinedHousehold.v1': z.object({ personId: Id, householdId: Id, village: z.string() }),
  'PersonLeftHousehold.v1': z.object({ personId: Id, householdId: Id, reason: MemberReason }),
  'PersonErased.v1': z.object({ personId: Id }),

  ...DataEvents,
  ...WatchEvents,
  ...CheckEvents,
  ...ClusterEvents,
});
export type IdentificationEvent = EventOf<typeof IdentificationEvents>;
