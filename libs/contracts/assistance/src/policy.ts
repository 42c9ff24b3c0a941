import { z } from 'zod';
import { definePolicy } from '@humai/kernel';
import { MeasureCode } from './codes.js';

const TimeLimit = z.strictObject({ days: z.number().int().min(0), dayType: z.enum(['working', 'natural']) });

/** How enrolled households are helped in an area (domain §3). */
export const AssistancePolicy = definePolicy({
  kind: 'assistance',
  description: { zh: '监测对象帮扶', en: 'assistance to enrolled households' },
  content: z.strictObject({
    planLimit: TimeLimit.describe('from enrolment to a plan with a named helper'),
    firstDeliveryLimit: TimeLimit.describe('from a risk to a measure against it, and from the planning of a measure to its delivery'),
    developmentMeasureMonths: z.number().int().min(0).describe('by when a household with labour has a development measure'),
    universal: z.array(MeasureCode).describe('measures that need no enrolment'),
    continuing: z.array(MeasureCode).describe('selective measures that, once begun, go on after clearing to the end of their contract or school stage'),
    greenChannel: z.strictObject({
      codes: z.array(MeasureCode),
      riskTypes: z.array(z.string().regex(/^\d{2,4}$/)).describe('an open clue of one of these lets help come first'),
      capFen: z.number().int().positive().describe('per household and clue'),
      completionLimit: TimeLimit.describe('from the clue; later help needs enrolment'),
    }),
  }),
});
export type AssistancePolicy = z.infer<typeof AssistancePolicy.content>;
