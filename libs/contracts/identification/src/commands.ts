import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '@humai/kernel';
import { CaseOutcome, Category, Channel, ClearingMode, ComparisonResult, HouseholdKind, Labour, MemberReason, Relation, RiskType, Safeguards, type Step, Verdict } from './codes.js';
import { CorrectionCommands } from './correction/commands.js';
import { CheckCommands } from './checks/commands.js';
import { DataCommands } from './data/commands.js';
import { WatchCommands } from './watch/commands.js';
import { ARRIVALS, DEPARTURES } from './lineage/codes.js';
import { LineageCommands } from './lineage/commands.js';
import { DecidingCommands } from './deciding/commands.js';
import { OtherChannel, SelfReportForm } from './deciding/codes.js';
import { ANY_TIER, COUNTY, Documents, Fen, Hash, Hashes, Id, On, onHousehold, Reason, TOWNSHIP, Village, VILLAGE } from './define.js';
import { RegradeCommands } from './regrade/commands.js';

const documents = Documents.optional();

/** A member with personal data: goes to the vault, never into an event. */
export const MemberRecord = z.object({
  relation: Relation,
  labour: Labour,
  name: z.string().trim().min(1).max(100),
  documentNumber: z.string().trim().toUpperCase().optional(),
  phone: z.string().trim().optional(),
  attributes: z.record(z.string(), z.string()).optional().describe('the other personal fields of the register, by national heading'),
});
export type MemberRecord = z.infer<typeof MemberRecord>;

/** A member as deciders see it. */
export type MemberFacts = Readonly<{ personId: string; relation: Relation; labour: Labour }>;

/** Every command of identification on a household; the HTTP interface, the permission check and the reference come from here. */
export const HouseholdCommands = {
  ...DecidingCommands,
  ...RegradeCommands,
  ...LineageCommands,
  ...CorrectionCommands,
  RegisterHousehold: onHousehold('RegisterHousehold', ['township', 'county', 'service'], '登记户及成员', 'register a household with its members',
    z.object({ registerNumber: z.string().trim().min(1).max(40).nullable().default(null), village: Village, kind: HouseholdKind, members: z.array(MemberRecord).min(1).max(60) }),
    ['HOUSEHOLD.NOT_ONE_HOUSEHOLDER', 'HOUSEHOLD.TWO_SPOUSES', 'HOUSEHOLD.NO_MEMBERS', 'PERSON.IN_OTHER_HOUSEHOLD', 'PERSON.ID_NUMBER_LENGTH', 'PERSON.ID_NUMBER_CHECK', 'PERSON.ID_NUMBER_BIRTH', 'PERSON.PHONE', 'AREA.UNKNOWN']),
  ChangeHousehold: onHousehold('ChangeHousehold', ['township', 'county', 'service'], '变更户信息', 'change the household record',
    z.object({ registerNumber: z.string().trim().min(1).max(40).nullable(), village: Village, kind: HouseholdKind }), ['HOUSEHOLD.NOT_FOUND']),
  AddMember: onHousehold('AddMember', ['village', 'township', 'county', 'service'], '增加成员', 'add a member',
    z.object({ member: MemberRecord, reason: MemberReason.extract(ARRIVALS) }),
    ['HOUSEHOLD.NOT_ONE_HOUSEHOLDER', 'HOUSEHOLD.TWO_SPOUSES', 'MEMBER.EXISTS', 'PERSON.IN_OTHER_HOUSEHOLD', 'PERSON.ID_NUMBER_LENGTH', 'PERSON.ID_NUMBER_CHECK', 'PERSON.ID_NUMBER_BIRTH', 'PERSON.PHONE']),
  ChangeMember: onHousehold('ChangeMember', ['village', 'township', 'county', 'service'], '变更成员', 'change a member',
    z.object({ personId: Id, relation: Relation, labour: Labour, successorId: Id.optional().describe('who becomes householder when the householder becomes something else') }), ['MEMBER.NOT_FOUND', 'HOUSEHOLD.NOT_ONE_HOUSEHOLDER', 'HOUSEHOLD.TWO_SPOUSES']),
  RemoveMember: onHousehold('RemoveMember', ['village', 'township', 'county', 'service'], '减少成员', 'remove a member',
    z.object({ personId: Id, reason: MemberReason.extract(DEPARTURES), successorId: Id.optional().describe('who becomes householder when the householder leaves') }),
    ['MEMBER.NOT_FOUND', 'HOUSEHOLD.NOT_ONE_HOUSEHOLDER', 'HOUSEHOLD.NO_MEMBERS']),
  RecordIncome: onHousehold('RecordIncome', ['village', 'township', 'county', 'service'], '登记年度收入', 'record a year of income',
    z.object({ year: z.number().int().min(2000).max(2100), incomePerHeadFen: Fen }), ['HOUSEHOLD.NOT_FOUND']),
  CarryOverMonitoring: onHousehold('CarryOverMonitoring', ['county', 'service'], '转入既有监测记录', 'carry over monitoring from before Humai',
    z.object({
      enrolmentId: Id, category: Category, riskTypes: z.array(RiskType).min(1).max(5), enrolledMonth: z.string().regex(/^\d{4}(0[1-9]|1[0-2])$/),
      cleared: z.object({ month: z.string().regex(/^\d{4}(0[1-9]|1[0-2])$/), mode: ClearingMode }).nullable().default(null), bottomLine: z.boolean().default(false),
    }), ['ENROLMENT.EXISTS', 'ENROLMENT.CATEGORY_KIND']),

  ReportClue: onHousehold('ReportClue', ['village', 'township', 'county', 'department', 'service'], '上报线索', 'report a clue',
    z.object({
      clueId: Id, channel: Channel, riskTypes: z.array(RiskType).min(1).max(5), occurredOn: On.optional(), source: z.string().max(200).nullable().default(null),
      personIds: z.array(Id).min(1).max(60).optional().describe('the members it is about; the whole household unless told'),
      selfReport: z.object({
        form: SelfReportForm, markHash: Hash.describe("SHA-256 of the form with the applicant's signature or mark, hex"), readOut: z.boolean().optional().describe('to an applicant who did not write it; needed then'),
      }).optional(),
      otherKind: OtherChannel.optional(), warningId: Id.optional().describe('the department warning it came from'),
    }), ['CLUE.OCCURRED_AFTER_FOUND', 'CLUE.SELF_REPORT_CHANNEL', 'CLUE.OTHER_KIND_CHANNEL', 'CLUE.NOT_READ_OUT', 'MEMBER.NOT_FOUND']),
  CloseClue: onHousehold('CloseClue', ['township', 'county'], '办结线索', 'close a clue with its verdict',
    z.object({
      clueId: Id, verdict: Verdict, reason: Reason.nullable().default(null), toldOn: On.optional().describe('when the reason was told; needed with NOT_ELIGIBLE'),
      duplicateOf: Id.optional().describe('the other clue; needed with DUPLICATE'),
    }), ['CLUE.NOT_TOLD', 'VERIFICATION.FUTURE', 'CLUE.NOT_FOUND', 'CLUE.CLOSED', 'CLUE.VERDICT_NEEDS_REASON', 'CLUE.VERDICT_NEEDS_CASE', 'CLUE.NOT_ENROLLED', 'CLUE.NOTHING_TO_DUPLICATE']),

  OpenCase: onHousehold('OpenCase', ['village', 'township'], '启动识别程序', 'begin an identification', z.object({ caseId: Id }), ['CASE.ALREADY_OPEN', 'CASE.NO_CLUE', 'ENROLMENT.EXISTS']),
  ProposeClearing: onHousehold('ProposeClearing', VILLAGE, '提出风险消除', 'propose a clearing', z.object({ caseId: Id, mode: ClearingMode }),
    ['CASE.ALREADY_OPEN', 'ENROLMENT.NONE', 'CLEARING.TOO_EARLY', 'CLEARING.NO_MEASURE', 'CLEARING.NO_LABOUR']),
  RecordVerification: onHousehold('RecordVerification', VILLAGE, '记录入户核实', 'record the household verification',
    z.object({
      verifierIds: z.array(Id).min(1).max(10), visitedOn: On, incomePerHeadFen: Fen, rigidSpendingPerHeadFen: Fen.min(0), safeguards: Safeguards, riskTypes: z.array(RiskType).max(5), evidenceHashes: Hashes, documents,
    }), ['CASE.NOT_OPEN', 'CASE.STEP_NOT_DUE', 'CASE.STEP_DONE', 'CASE.WRONG_TIER', 'STEP.EVIDENCE_MISSING', 'VERIFICATION.TOO_FEW', 'VERIFICATION.FUTURE']),
  GrantAuthorisation: onHousehold('GrantAuthorisation', VILLAGE, '登记授权', 'record the authorisation by all members',
    z.object({ personIds: z.array(Id).min(1), scope: z.array(z.string().min(1)).min(1), from: On, to: On, noticeVersion: z.string().min(1), evidenceHash: Hash, documents }),
    ['CASE.NOT_OPEN', 'CASE.STEP_NOT_DUE', 'CASE.STEP_DONE', 'STEP.EVIDENCE_MISSING', 'AUTHORISATION.NOT_ALL_MEMBERS', 'AUTHORISATION.PERIOD']),
  WithdrawAuthorisation: onHousehold('WithdrawAuthorisation', ANY_TIER, '登记撤回授权', 'record a withdrawal of the authorisation', z.object({ personIds: z.array(Id).min(1) }), ['CASE.NOT_OPEN', 'AUTHORISATION.MISSING']),
  RecordComparison: onHousehold('RecordComparison', COUNTY, '反馈信息比对结果', 'record the comparison result',
    z.object({ result: ComparisonResult, sources: z.array(z.string().min(1)).min(1), evidenceHash: Hash, documents }), ['STEP.EVIDENCE_MISSING', 'CASE.NOT_OPEN', 'CASE.STEP_NOT_DUE', 'CASE.STEP_DONE', 'AUTHORISATION.MISSING']),
  RecordReview: onHousehold('RecordReview', VILLAGE, '记录民主评议', 'record the democratic review',
    z.object({
      heldOn: On, attendance: z.number().int().min(1), votesFor: z.number().int().min(0), votesAgainst: z.number().int().min(0), abstentions: z.number().int().min(0).optional(),
      invited: z.number().int().min(1).optional().describe('应到人数; needed where the policy has a quorum'), minutesHash: Hash, documents,
    }),
    ['STEP.EVIDENCE_MISSING', 'REVIEW.INVITED_MISSING', 'REVIEW.ATTENDANCE_EXCEEDS_INVITED', 'REVIEW.NO_QUORUM', 'CASE.NOT_OPEN', 'CASE.STEP_NOT_DUE', 'CASE.STEP_DONE', 'REVIEW.VOTES_EXCEED_ATTENDANCE', 'VERIFICATION.FUTURE']),
  OpenPublicity: onHousehold('OpenPublicity', VILLAGE, '开始公示', 'open the publicity', z.object({ evidenceHash: Hash, documents }), ['STEP.EVIDENCE_MISSING', 'CASE.NOT_OPEN', 'CASE.STEP_NOT_DUE', 'PUBLICITY.ALREADY_OPEN']),
  RaiseObjection: onHousehold('RaiseObjection', ANY_TIER, '登记异议', 'record an objection', z.object({ objectionId: Id }), ['PUBLICITY.NOT_OPEN']),
  SettleObjection: onHousehold('SettleObjection', ['township', 'county'], '处理异议', 'settle an objection', z.object({ objectionId: Id, upheld: z.boolean(), evidenceHash: Hash }), ['OBJECTION.NOT_FOUND']),
  ClosePublicity: onHousehold('ClosePublicity', VILLAGE, '结束公示', 'close the publicity', z.object({}), ['PUBLICITY.NOT_OPEN', 'PUBLICITY.TOO_EARLY', 'PUBLICITY.OBJECTION_OPEN']),
  GiveTownshipOpinion: onHousehold('GiveTownshipOpinion', TOWNSHIP, '乡镇审核', 'give the township opinion', z.object({ agrees: z.boolean(), reason: Reason.nullable().default(null), documents }),
    ['STEP.EVIDENCE_MISSING', 'CASE.WRONG_AREA', 'DECISION.REASON_MISSING', 'CASE.NOT_OPEN', 'CASE.STEP_NOT_DUE', 'CASE.STEP_DONE', 'CASE.WRONG_TIER', 'CASE.VERIFIER_APPROVES']),
  DecideCase: onHousehold('DecideCase', COUNTY, '县级审定', 'take the county decision', z.object({ approved: z.boolean(), reason: Reason.nullable().default(null), documents }),
    ['STEP.EVIDENCE_MISSING', 'CASE.WRONG_AREA', 'CASE.REVIEWER_APPROVES', 'DECISION.REASON_MISSING', 'CASE.NOT_OPEN', 'CASE.STEP_NOT_DUE', 'CASE.STEP_DONE', 'CASE.WRONG_TIER', 'CASE.VERIFIER_APPROVES']),
  AnnounceDecision: onHousehold('AnnounceDecision', ['township', 'county'], '公告', 'announce the decision', z.object({ evidenceHash: Hash, documents }), ['STEP.EVIDENCE_MISSING', 'CASE.NOT_OPEN', 'CASE.STEP_NOT_DUE', 'CASE.STEP_DONE']),
  EndCase: onHousehold('EndCase', ['township', 'county'], '终止程序', 'end the case', z.object({ outcome: CaseOutcome.exclude(['OBJECTION_UPHELD']), reason: Reason }), ['CASE.NOT_OPEN']),

  EnrolHousehold: onHousehold('EnrolHousehold', ['township', 'county'], '纳入监测', 'enrol the household', z.object({ enrolmentId: Id, category: Category }),
    ['CASE.NOT_OPEN', 'CASE.STEPS_MISSING', 'ENROLMENT.EXISTS', 'ENROLMENT.CATEGORY_KIND', 'ENROLMENT.NOT_ELIGIBLE', 'ENROLMENT.RISKS', 'COMPARISON.NOT_ACCEPTED', 'AUTHORISATION.MISSING']),
  AddRisk: onHousehold('AddRisk', TOWNSHIP, '新增风险', 'add a risk', z.object({ riskId: Id, riskType: RiskType }), ['ENROLMENT.NONE', 'RISK.EXISTS', 'ENROLMENT.RISKS']),
  EliminateRisk: onHousehold('EliminateRisk', TOWNSHIP, '风险已消除', 'record that a risk is eliminated', z.object({ riskId: Id, mode: ClearingMode, evidenceHash: Hash }), ['ENROLMENT.NONE', 'RISK.NOT_FOUND']),
  ClearHousehold: onHousehold('ClearHousehold', ['township', 'county'], '标注风险消除', 'label the household as cleared', z.object({}),
    ['CASE.NOT_OPEN', 'CASE.STEPS_MISSING', 'CLEARING.OPEN_RISK', 'CLEARING.NOT_STABLE', 'CLEARING.NO_MEASURE', 'CLEARING.NO_LABOUR']),
  RollBackClearing: onHousehold('RollBackClearing', COUNTY, '风险消除回退', 'roll a clearing back', z.object({ reason: Reason, approverId: Id.describe('who approved it, another person') }), ['CLEARING.NONE', 'CLEARING.APPROVER_SAME', 'CASE.ALREADY_OPEN']),

  ...DataCommands,
  ...WatchCommands,
  ...CheckCommands,

  RecordOverdue: onHousehold('RecordOverdue', ['service'], '记录逾期', 'record that a limit has passed', z.object({ subject: z.enum(['CLUE', 'CASE', 'ACCEPTANCE']), subjectId: Id, dueOn: On }), []),
} as const satisfies Record<string, CommandDefinition>;

/** Commands on a person. */
export const PersonCommands = {
  ErasePerson: defineCommand({
    name: 'ErasePerson', subject: 'persons', category: 'person', roles: ['county', 'ops'],
    summary: { zh: '删除个人信息', en: 'erase a person' }, body: z.object({ reason: Reason }), refusals: ['SUBJECT.NOT_FOUND'],
  }),
} as const satisfies Record<string, CommandDefinition>;

/** Which step a command does. */
export const STEP_OF = {
  RecordAssetCheck: 'assetCheck',
  RecordVerification: 'verification',
  GrantAuthorisation: 'authorisation',
  RecordComparison: 'comparison',
  RecordReview: 'review',
  OpenPublicity: 'publicity',
  ClosePublicity: 'publicity',
  GiveTownshipOpinion: 'townshipOpinion',
  DecideCase: 'countyDecision',
  AnnounceDecision: 'announcement',
} as const satisfies Partial<Record<keyof typeof HouseholdCommands, Step>>;
