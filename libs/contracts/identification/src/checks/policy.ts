import { z } from 'zod';
import { definePolicy } from '@humai/kernel';
import { IncomeWindow, QuestionType } from './codes.js';

/** The part of an identification policy about checks. */
export const CheckRules = z.strictObject({
  incomeWindow: IncomeWindow.describe('the twelve months that an income is of (domain §2.5)'),
  minEvidence: z.number().int().min(0).describe('photos or papers that the check of a household needs'),
});
export type CheckRules = z.infer<typeof CheckRules>;

const code = z.string().regex(/^[a-z]\w{0,39}$/);
const text = z.string().min(1).max(200);
const Question = z.strictObject({
  code: code.describe('what the answer goes by'),
  zh: text,
  en: text,
  type: QuestionType,
  required: z.boolean().default(false),
  options: z.array(z.strictObject({ code: z.string().regex(/^\w{1,40}$/), zh: text, en: text })).min(2).optional().describe('of the types choice and choices'),
  min: z.number().int().optional().describe('of the types number and yuan'),
  max: z.number().int().optional(),
});
export type Question = z.infer<typeof Question>;

/** What a check round asks at the door. */
export const QuestionnairePolicy = definePolicy({
  kind: 'questionnaire',
  description: { zh: '排查问卷', en: 'questionnaires of check rounds' },
  keyOf: (content) => content.key,
  content: z.strictObject({
    key: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/).describe('tells questionnaires apart that hold at once'),
    title: z.strictObject({ zh: text, en: text }),
    questions: z.array(Question).min(1).check((ctx) => {
      const add = (path: readonly PropertyKey[], message: string) => ctx.issues.push({ code: 'custom', input: ctx.value, path: [...path], message });
      ctx.value.forEach(({ code: name, type, options, min, max }, i) => {
        if (ctx.value.findIndex((q) => q.code === name) < i) add([i, 'code'], `question ${name} is there twice`);
        if ((type === 'choice' || type === 'choices') !== (options !== undefined)) add([i, 'options'], 'the types choice and choices, and no other, have options');
        options?.forEach((option, o) => {
          if (options.findIndex((other) => other.code === option.code) < o) add([i, 'options', o, 'code'], `option ${option.code} is there twice`);
        });
        if ((min !== undefined || max !== undefined) && type !== 'number' && type !== 'yuan') add([i, 'min'], 'only the types number and yuan have a range');
        if (min !== undefined && max !== undefined && min > max) add([i, 'max'], 'is below min');
      });
    }),
  }),
});
export type QuestionnairePolicy = z.infer<typeof QuestionnairePolicy.content>;
