import type { z } from 'zod';
import { codesOf, type CodeList } from '../codes.js';

/** Which households of its area a round goes to. */
export const CHECK_SCOPES = {
  ALL: { zh: '全部农户', en: 'all households' },
  MONITORED: { zh: '监测对象', en: 'monitored households' },
  WATCHED: { zh: '关注名单户', en: 'households on a watch list' },
  SAMPLE: { zh: '抽样户', en: 'a sample of all households' },
} as const satisfies CodeList;
export const CheckScope = codesOf(CHECK_SCOPES);
export type CheckScope = z.infer<typeof CheckScope>;

/** What looking again at a household of a round showed. */
export const SAMPLE_FINDINGS = {
  CORRECT: { zh: '准确', en: 'correct' },
  OMITTED: { zh: '应纳未纳', en: 'omitted' },
  WRONGLY_ENROLLED: { zh: '错误纳入', en: 'wrongly enrolled' },
  WRONGLY_CLEARED: { zh: '错误消除', en: 'wrongly cleared' },
} as const satisfies CodeList;
export const SampleFinding = codesOf(SAMPLE_FINDINGS);
export type SampleFinding = z.infer<typeof SampleFinding>;

/** What an answer can be; none is free text, which could hold personal data. */
export const QUESTION_TYPES = {
  yesNo: { zh: '是或否', en: 'yes or no' },
  number: { zh: '整数', en: 'whole number' },
  yuan: { zh: '金额(分)', en: 'amount, in fen' },
  date: { zh: '日期', en: 'date' },
  choice: { zh: '单选', en: 'one of the options' },
  choices: { zh: '多选', en: 'some of the options' },
} as const satisfies CodeList;
export const QuestionType = codesOf(QUESTION_TYPES);
export type QuestionType = z.infer<typeof QuestionType>;

/** The twelve months that an income is of (domain §2.5). */
export const INCOME_WINDOWS = {
  ROLLING: { zh: '核查上月末往前 12 个月', en: 'twelve months to the end of the month before the visit' },
  OCTOBER: { zh: '上年 10 月 1 日至 9 月 30 日', en: '1 October to 30 September, the last one that is over' },
} as const satisfies CodeList;
export const IncomeWindow = codesOf(INCOME_WINDOWS);
export type IncomeWindow = z.infer<typeof IncomeWindow>;
