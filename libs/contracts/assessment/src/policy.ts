import { z } from 'zod';
import { definePolicy } from '@humai/kernel';

const TimeLimit = z.strictObject({ days: z.number().int().min(0), dayType: z.enum(['working', 'natural']) });
const Weight = z.number().int().min(0).max(100).describe('points of 100');

const Indicators = z
  .strictObject({
    A1: z.strictObject({
      weight: Weight,
      limit: z.union([z.literal('procedure'), TimeLimit]).describe('from the opening of a case to its verdict; procedure = the due date the case was opened with'),
    }),
    A3: z.strictObject({
      weight: Weight,
      limit: TimeLimit.describe('from enrolment to delivery'),
      coverage: z.enum(['first-delivery', 'every-risk']).describe('what must be delivered in the limit: any measure of the plan, or one for each risk found at enrolment'),
    }),
    A4: z.strictObject({ weight: Weight, relapseMonths: z.number().int().min(1).describe('a new enrolment within so many months of the clearing is a relapse') }),
    D: z.strictObject({
      weight: Weight,
      parts: z.array(z.enum(['employment', 'certificate'])).min(1).describe('each relocated household is one check per part'),
      certificateMonths: z.number().int().min(0).describe('months after the move from which a certificate is due'),
    }),
  })
  .refine((indicators) => Object.values(indicators).reduce((sum, { weight }) => sum + weight, 0) === 100, 'the weights must sum to 100');

const Bands = z
  .array(z.strictObject({ from: z.number().int().min(0).max(100), grade: z.string().trim().min(1), consequence: z.string().trim().min(1) }))
  .min(1)
  .refine((bands) => bands.every((band, i) => i === 0 || band.from < bands[i - 1]!.from), 'bands stand from the highest to the lowest')
  .refine((bands) => bands.at(-1)?.from === 0, 'the last band begins at 0');

/** How units are scored (domain §6). Weights are not published for county schemes: they are data. */
export const AssessmentPolicy = definePolicy({
  kind: 'assessment',
  description: { zh: '考核评估办法:指标、权重、等次', en: 'assessment scheme: indicators, weights, bands' },
  content: z.strictObject({
    indicators: Indicators,
    nothingToJudge: z.enum(['redistribute', 'full']).describe('an indicator without a case: its weight goes to the others in proportion, or it counts in full'),
    bands: Bands.describe('by the total as shown, with two decimals'),
  }),
});
export type AssessmentPolicy = z.infer<typeof AssessmentPolicy.content>;
