import { z } from 'zod';
import { cel, definePolicy } from '@humai/kernel';
import { Category, ComparisonResult, HouseholdKind, Step } from './codes.js';
import { CheckRules } from './checks/policy.js';
import { WatchRules } from './watch/policy.js';

const TimeLimit = z.strictObject({ days: z.number().int().min(0), dayType: z.enum(['working', 'natural']) });
const StepRule = z.strictObject({
  step: Step,
  after: z.array(Step).describe('steps that must be done before this one'),
  roles: z.array(z.enum(['village', 'township', 'county'])).min(1).describe('tiers that may do it'),
  limit: TimeLimit.optional(),
});
const Procedure = z.strictObject({
  steps: z.array(StepRule).min(1).check((ctx) => {
    const known = new Set<string>();
    for (const [index, rule] of ctx.value.entries()) {
      const missing = rule.after.find((s) => !known.has(s));
      // Steps are listed in an order that can be walked, so a cycle cannot be written.
      if (missing) ctx.issues.push({ code: 'custom', input: rule, path: [index, 'after'], message: `step ${missing} must be listed before ${rule.step}` });
      if (known.has(rule.step)) ctx.issues.push({ code: 'custom', input: rule, path: [index, 'step'], message: `step ${rule.step} is listed twice` });
      known.add(rule.step);
    }
  }),
  limit: TimeLimit.describe('for the whole procedure'),
  publicity: TimeLimit.describe('full days; the start day does not count'),
});

/** 监测线: the yearly income line below which a household is watched (domain §2.5); one document a year. */
export const IncomeLinePolicy = definePolicy({
  kind: 'income-line',
  description: { zh: '防止返贫监测收入线', en: 'income line of monitoring' },
  content: z.strictObject({ lineFen: z.number().int().positive().describe('net income per head and year, in fen') }),
});
export type IncomeLinePolicy = z.infer<typeof IncomeLinePolicy.content>;

/** How households are identified, enrolled and cleared in an area (domain §2.9). */
export const IdentificationPolicy = definePolicy({
  kind: 'identification',
  description: { zh: '监测对象识别、纳入与风险消除', en: 'identification, enrolment and clearing' },
  content: z.strictObject({
    clueLimit: TimeLimit.describe('from a clue to its verdict'),
    lineage: z.strictObject({
      screenSplitOff: z.boolean().describe('whether a household that splits off a monitored one begins with a clue of its open risks'),
    }).optional().describe('households that come out of others; a split-off household is not screened when this is left out'),
    watch: WatchRules.optional().describe('watch lists and their visits; without it no visit is ever due'),
    checks: CheckRules.optional().describe('checks of households in rounds'),
    minVerifiers: z.number().int().min(1),
    acceptedComparisons: z.array(ComparisonResult).min(1),
    categories: z.record(Category, z.strictObject({
      kinds: z.array(HouseholdKind).min(1),
      // Variables: incomePerHeadFen, rigidSpendingPerHeadFen, lineFen, unsolved (number of safeguards not solved), riskTypes.
      eligible: cel(),
    })),
    enrolment: Procedure,
    clearing: z.strictObject({
      ...Procedure.shape,
      minMonthsEnrolled: z.number().int().min(0),
      minDeliveredMeasures: z.number().int().min(0),
      noLabourClearable: z.boolean(),
      // Variables: incomePerHeadFen, lineFen, unsolved.
      clearable: cel(),
    }),
  }),
});
export type IdentificationPolicy = z.infer<typeof IdentificationPolicy.content>;
