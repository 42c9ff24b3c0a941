import { z } from 'zod';
import { cel, definePolicy, isLocalDate } from '@humai/kernel';
import { Category, ComparisonResult, HouseholdKind } from './codes.js';
import { CheckRules } from './checks/policy.js';
import { ClusterRules } from './clusters/policy.js';
import { WatchRules } from './watch/policy.js';
import { Procedure, TimeLimit } from './procedure.js';

const Day = z.string().refine(isLocalDate, 'is not a date YYYY-MM-DD');

/** 监测线: the yearly income line below which a household is watched (domain §2.5); one document a year. */
export const IncomeLinePolicy = definePolicy({
  kind: 'income-line',
  description: { zh: '防止返贫监测收入线', en: 'income line of monitoring' },
  content: z.strictObject({ lineFen: z.number().int().positive().describe('net income per head and year, in fen') }),
});
export type IncomeLinePolicy = z.infer<typeof IncomeLinePolicy.content>;

/** 过渡期: to its end a cleared household stays tracked (row 1 of the founding text). */
export const TransitionPolicy = definePolicy({
  kind: 'transition',
  description: { zh: '过渡期', en: 'transition period' },
  content: z.strictObject({ start: Day.describe('its first day'), end: Day.describe('its last day; cleared households are tracked until then') })
    .check((ctx) => {
      if (ctx.value.end < ctx.value.start) ctx.issues.push({ code: 'custom', input: ctx.value.end, path: ['end'], message: 'is before start' });
    }),
});
export type TransitionPolicy = z.infer<typeof TransitionPolicy.content>;

const Share = { atLeast: z.number().int().min(1).describe('numerator'), of: z.number().int().min(1).describe('denominator') };

/** A condition with a name of its own, so that a refusal can say which does not hold. */
const Criterion = z.strictObject({
  code: z.string().regex(/^[A-Z_]+$/).describe('stands in the event'),
  zh: z.string().min(1).describe('what it is called in Chinese'),
  en: z.string().min(1).describe('what it is called in English'),
  when: cel().describe('holds when this is true; variables: incomePerHeadFen, rigidSpendingPerHeadFen, lineFen, unsolved (safeguards not solved), monthsEnrolled, deliveredMeasures, openRisks, newRisks (added since the proposal), openClues, natural (mode)'),
});

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
    clusters: ClusterRules.optional().describe('when new risks in an area are an alert; never without it'),
    clues: z.strictObject({
      acceptLimit: TimeLimit.optional().describe('from a clue to its acceptance by the township'),
      duplicateWindow: z.number().int().min(0).describe('natural days within which a clue of the same people and risk types is the same clue'),
    }).describe('how clues are received'),
    minVerifiers: z.number().int().min(1).describe('people at a household verification'),
    acceptedComparisons: z.array(ComparisonResult).min(1).describe('results of a comparison or an asset check that allow enrolment'),
    review: z.strictObject({
      quorum: z.strictObject(Share).optional().describe('share of those invited who must attend'),
      majority: z.strictObject({ moreThan: Share.atLeast, of: Share.of }).describe('share of those attending who must vote for it'),
    }).describe('when a democratic review can be held and carries'),
    categories: z.record(Category, z.strictObject({
      kinds: z.array(HouseholdKind).min(1).describe('kinds of household it is for'),
      eligible: cel().describe('variables: incomePerHeadFen, rigidSpendingPerHeadFen, lineFen, unsolved (number of safeguards not solved), riskTypes'),
    })).describe('who is enrolled in which category'),
    enrolment: Procedure.describe('steps from clue to enrolment'),
    regrade: z.strictObject({ procedure: Procedure.optional().describe('the short form; the steps of the enrolment when there is none') }).describe('steps of a change of category'),
    clearing: z.strictObject({
      procedure: Procedure.describe('steps from proposal to clearing'),
      minMonthsEnrolled: z.number().int().min(0).describe('before a clearing by help may be proposed'),
      minDeliveredMeasures: z.number().int().min(0).describe('targeted measures delivered before a clearing by help may be proposed'),
      noLabourClearable: z.boolean().describe('whether a whole household without labour may be cleared'),
      criteria: z.array(Criterion).min(1).describe('all must hold'),
    }).describe('when the risk of a household counts as eliminated'),
    suspiciousClearing: z.strictObject({
      months: z.number().int().min(0).describe('a clearing by help within so many months after the month of enrolment is doubtful'),
      contactDays: z.number().int().min(1).describe('natural days after which a cleared household that nobody visited is doubtful'),
    }).optional().describe('which clearings are listed for a second look; none when this is left out'),
  }),
});
export type IdentificationPolicy = z.infer<typeof IdentificationPolicy.content>;
