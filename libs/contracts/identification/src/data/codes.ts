import type { z } from 'zod';
import { codesOf, type CodeList } from '../codes.js';

/** Every warning ends in one of these (invariant 23); the last is written when its signal has lost its meaning unused. */
export const WARNING_VERDICTS = {
  TO_CLUE: { zh: '转为线索', en: 'taken as a clue' },
  FOLLOWED: { zh: '持续跟踪', en: 'kept under watch' },
  UNFOUNDED: { zh: '情况不实', en: 'unfounded' },
  EXPIRED: { zh: '信号过期', en: 'signal expired' },
} as const satisfies CodeList;
export const WarningVerdict = codesOf(WARNING_VERDICTS);
export type WarningVerdict = z.infer<typeof WarningVerdict>;

/** How a household stood to monitoring when a signal about it came. */
export const MONITORING_STATUSES = {
  NONE: { zh: '未监测', en: 'not monitored' },
  MONITORED: { zh: '监测中', en: 'monitored' },
  CLEARED: { zh: '风险已消除', en: 'cleared' },
} as const satisfies CodeList;
export const MonitoringStatus = codesOf(MONITORING_STATUSES);
export type MonitoringStatus = z.infer<typeof MonitoringStatus>;

/** Why a row is not taken for a person without somebody looking at it. */
export const MATCH_DOUBTS = {
  CHECK_DIGIT: { zh: '姓名一致,号码校验位不符', en: 'same name, another check digit' },
  OLD_NUMBER: { zh: '15 位旧号码', en: 'number of the old form, 15 digits' },
  NAME_DIFFERS: { zh: '号码一致,姓名不同', en: 'same number, another name' },
  NO_HOUSEHOLD: { zh: '人员不在任何户内', en: 'a person without a household' },
} as const satisfies CodeList;
export const MatchDoubt = codesOf(MATCH_DOUBTS);
export type MatchDoubt = z.infer<typeof MatchDoubt>;

export const MATCH_VERDICTS = {
  ACCEPTED: { zh: '确认为该人员', en: 'is this person' },
  REJECTED: { zh: '不是登记人员', en: 'is nobody of the register' },
} as const satisfies CodeList;
export const MatchVerdict = codesOf(MATCH_VERDICTS);
export type MatchVerdict = z.infer<typeof MatchVerdict>;

/** What a batch is about: `2024-03`, `2024-Q1`, `2024`, `2024-2025-1` (first term of that school year). */
export const PERIOD_FORMS = {
  month: { zh: '月', en: 'month' },
  quarter: { zh: '季度', en: 'quarter' },
  year: { zh: '年', en: 'year' },
  schoolTerm: { zh: '学期', en: 'school term' },
} as const satisfies CodeList;
export const PeriodForm = codesOf(PERIOD_FORMS);
export type PeriodForm = z.infer<typeof PeriodForm>;
