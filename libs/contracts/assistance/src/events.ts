import { z } from 'zod';
import { defineEvents, type EventOf } from '@humai/kernel';
import { MeasureCode } from './codes.js';

const Id = z.string();
const On = z.string(); // YYYY-MM-DD. Structure only: a rule tightened later must not make history unreadable.

// STORAGE FORMAT. These names and fields are on disk and on the wire for good: to change one, add `X.v2` and an upcaster.
export const AssistanceEvents = defineEvents('assistance', {
  'PlanMade.v1': z.object({ planId: Id, enrolmentId: Id, helperId: Id, withLabour: z.boolean() }),
  'HelperReplaced.v1': z.object({ planId: Id, helperId: Id, reason: z.string() }),
  'MeasurePlanned.v1': z.object({ planId: Id, measureId: Id, riskId: Id, code: MeasureCode, dueOn: On }),
  'MeasureDelivered.v1': z.object({
    measureId: Id.nullable().describe('null for universal help outside a plan'), deliveryId: Id, code: MeasureCode, riskId: Id.nullable(), recipientId: Id, deliveredOn: On,
    amountFen: z.number().int().nullable(), quantity: z.number().nullable(), unit: z.string().nullable(), evidenceHash: z.string(),
  }),
  'MeasureEnded.v1': z.object({ measureId: Id, reason: z.string() }),
  // 体外循环 refused and recorded (invariant 7).
  'AssistanceRefused.v1': z.object({ requestId: Id, code: MeasureCode, reason: z.enum(['NOT_ENROLLED']) }),
  'PlanOverdue.v1': z.object({ enrolmentId: Id, dueOn: On }),
  'MeasureOverdue.v1': z.object({ enrolmentId: Id, riskId: Id, dueOn: On }),
});
export type AssistanceEvent = EventOf<typeof AssistanceEvents>;
