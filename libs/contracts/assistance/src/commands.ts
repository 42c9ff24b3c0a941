import { z } from 'zod';
import { defineCommand, isLocalDate, type CommandDefinition, type Role } from '@humai/kernel';
import { MeasureCode } from './codes.js';

const Id = z.string().min(1).max(64).regex(/^[\w.:-]+$/).describe('letters, digits, . _ : -');
const On = z.string().refine(isLocalDate, 'not a date (YYYY-MM-DD)').meta({ format: 'date' });
const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hex').describe('SHA-256 of the evidence, hex');
const Reason = z.string().trim().min(1).max(500);

/** What was given, to whom, with which proof. */
const delivery = {
  deliveryId: Id,
  recipientId: Id.describe('person id of a member'),
  deliveredOn: On,
  amountFen: z.number().int().positive().nullable().default(null).describe('integer fen; money or quantity is needed'),
  quantity: z.number().positive().nullable().default(null),
  unit: z.string().trim().min(1).max(20).nullable().default(null),
  evidenceHash: Hash,
};
const DELIVERY_REFUSALS = ['DELIVERY.NOT_MEMBER', 'DELIVERY.FUTURE', 'DELIVERY.NOTHING_GIVEN', 'DELIVERY.UNIT_MISSING'] as const;

const TIERS: readonly Role[] = ['village', 'township', 'county'];
const GIVERS: readonly Role[] = ['village', 'township', 'county', 'department', 'service'];

const onHousehold = <const N extends string, B extends z.ZodType>(name: N, roles: readonly Role[], zh: string, en: string, body: B, refusals: readonly string[] = []) =>
  defineCommand({ name, subject: 'households', category: 'household', roles, summary: { zh, en }, body, refusals });

/**
 * Every command of assistance on a household.
 * Selective help for a household that is not enrolled is refused and recorded (invariant 7): the command is answered 200 and its only event is
 * `assistance.AssistanceRefused.v1`, because a 422 would leave no trace in the stream.
 */
export const AssistanceCommands = {
  MakePlan: onHousehold('MakePlan', ['village', 'township'], '制定帮扶计划,明确一名帮扶责任人', 'make the plan, with one named helper', z.object({ planId: Id, helperId: Id }),
    ['ASSISTANCE.NOT_ENROLLED', 'ASSISTANCE.CLEARED', 'PLAN.EXISTS']),
  ReplaceHelper: onHousehold('ReplaceHelper', ['township', 'county'], '更换帮扶责任人', 'replace the helper', z.object({ helperId: Id, reason: Reason }), ['PLAN.NONE']),
  PlanMeasure: onHousehold('PlanMeasure', TIERS, '针对一项风险安排帮扶措施;未纳入户的选择性帮扶将被拒绝并留痕', 'plan a measure against an open risk; selective help outside the register is refused and recorded',
    z.object({ measureId: Id, riskId: Id, code: MeasureCode, dueOn: On.optional().describe('to be delivered by; the limit of the policy unless told') }),
    ['PLAN.NONE', 'MEASURE.EXISTS', 'MEASURE.RISK_NOT_FOUND', 'MEASURE.RISK_CLOSED', 'MEASURE.DUE_IN_PAST']),
  DeliverMeasure: onHousehold('DeliverMeasure', GIVERS, '落实帮扶措施;风险消除后只可延续已享受的措施', 'deliver a planned measure; after clearing only what has begun goes on',
    z.object({ measureId: Id, ...delivery }), ['MEASURE.NOT_FOUND', 'MEASURE.ENDED', ...DELIVERY_REFUSALS]),
  EndMeasure: onHousehold('EndMeasure', [...TIERS, 'department'], '终止帮扶措施', 'end a measure', z.object({ measureId: Id, reason: Reason }), ['MEASURE.NOT_FOUND']),
  GrantHelp: onHousehold('GrantHelp', GIVERS, '计划外帮扶:普惠政策或绿色通道;未纳入户的选择性帮扶将被拒绝并留痕', 'help outside a plan: universal, or by the green channel; selective help outside the register is refused and recorded',
    z.object({ code: MeasureCode, ...delivery }), ['MEASURE.NEEDS_PLAN', ...DELIVERY_REFUSALS]),

  MoveMeasures: onHousehold('MoveMeasures', ['service'], '在帮措施随户转移', 'let running measures go with the household to another village', z.object({})),
  RecordPlanOverdue: onHousehold('RecordPlanOverdue', ['service'], '记录计划逾期', 'record that the limit for the plan has passed', z.object({ enrolmentId: Id, dueOn: On })),
  RecordMeasureOverdue: onHousehold('RecordMeasureOverdue', ['service'], '记录风险无帮扶逾期', 'record that a risk is without help beyond the limit', z.object({ enrolmentId: Id, riskId: Id, dueOn: On })),
  RecordDevelopmentOverdue: onHousehold('RecordDevelopmentOverdue', ['service'], '记录开发式帮扶逾期', 'record that a household with labour has no development measure beyond the limit', z.object({ enrolmentId: Id, dueOn: On })),
  RecordGreenChannelOverdue: onHousehold('RecordGreenChannelOverdue', ['service'], '记录绿色通道逾期未纳入', 'record that help came first and no enrolment followed in time', z.object({ clueId: Id, dueOn: On })),
} as const satisfies Record<string, CommandDefinition>;
