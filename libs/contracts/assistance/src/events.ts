import { z } from 'zod';
import { defineEvents, type EventOf } from '@humai/kernel';
import { MeasureCode, RefusalReason } from './codes.js';

const Id = z.string();
const On = z.string(); // YYYY-MM-DD. Structure only: a rule tightened later must not make history unreadable.

// STORAGE FORMAT. These names and fields are on disk and on the wire for good: to change one, add `X.v2` and an upcaster.
export const AssistanceEvents = defineEvents('assistance', {
  'PlanMade.v1': z.object({ planId: Id, enrolmentId: Id, helperId: Id, withLabour: z.boolean() }),
  'HelperReplaced.v1': z.object({ planId: Id, helperId: Id, reason: z.string() }),
  'MeasurePlanned.v1': z.object({ planId: Id, measureId: Id, riskId: Id, code: MeasureCode, dueOn: On, village: z.string() }),
  'MeasureDelivered.v1': z.object({
    measureId: Id.nullable().describe('null for help outside a plan'), deliveryId: Id, code: MeasureCode, riskId: Id.nullable(), recipientId: Id, deliveredOn: On,
    amountFen: z.number().int().nullable(), quantity: z.number().nullable(), unit: z.string().nullable(), evidenceHash: z.string(),
    village: z.string().optional().describe('with help outside a plan only: the plan knows it otherwise'),
    // Help before enrolment: the clue it rests on, its cap, and the day by which the household must be enrolled (invariant 8).
    greenChannel: z.object({ clueId: Id, capFen: z.number().int(), completeBy: On }).optional(),
  }),
  'MeasureEnded.v1': z.object({ measureId: Id, reason: z.string() }),
  // The household lives in another village now, whose work these are from here on.
  'MeasuresMoved.v1': z.object({ measureIds: z.array(Id), village: z.string() }),
  // 体外循环 refused and recorded (invariant 7).
  'AssistanceRefused.v1': z.object({ requestId: Id, code: MeasureCode, reason: RefusalReason, village: z.string() }),
  // A limit passed unseen becomes visible: written by the deadline process, once (invariants 11, 9, 10).
  'PlanOverdue.v1': z.object({ enrolmentId: Id, dueOn: On }),
  'MeasureOverdue.v1': z.object({ enrolmentId: Id, riskId: Id, dueOn: On }),
  'DevelopmentOverdue.v1': z.object({ enrolmentId: Id, dueOn: On }),
  // Help came first and the completion date passed without an enrolment: a finding (invariant 8).
  'GreenChannelOverdue.v1': z.object({ clueId: Id, dueOn: On, givenFen: z.number().int(), village: z.string() }),
});
export type AssistanceEvent = EventOf<typeof AssistanceEvents>;
