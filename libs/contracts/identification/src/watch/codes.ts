import type { z } from 'zod';
import { codesOf, type CodeList } from '../codes.js';

/** Lists of households that are screened first, none of them a category (domain §2.1, row 14). */
export const WATCH_LISTS = {
  LOW_INCOME: { zh: '农村低保对象', en: 'subsistence-allowance recipients' },
  DESTITUTE: { zh: '农村特困人员', en: 'destitute persons' },
  LOW_INCOME_MARGIN: { zh: '低保边缘家庭', en: 'margin of the subsistence allowance' },
  SERIOUS_ILLNESS: { zh: '大病慢病患者家庭', en: 'serious or chronic illness' },
  SEVERE_DISABILITY: { zh: '重度残疾人家庭', en: 'severe disability' },
  DISABLED_ELDERLY: { zh: '失能老人家庭', en: 'disabled elderly' },
  MULTI_STUDENT: { zh: '多子女就学家庭', en: 'several students' },
  UNSTABLE_JOB: { zh: '就业不稳家庭', en: 'unstable employment' },
  DISASTER: { zh: '受灾及意外事故家庭', en: 'disaster or accident' },
  CLEARED_TRACKING: { zh: '风险消除后跟踪户', en: 'tracked after clearing' },
} as const satisfies CodeList;
export const WatchList = codesOf(WATCH_LISTS);
export type WatchList = z.infer<typeof WatchList>;

/** What put a household on a list. */
export const WATCH_ORIGINS = {
  HAND: { zh: '人工列入', en: 'by hand' },
  DATA: { zh: '部门数据', en: 'department data' },
  VERDICT: { zh: '线索未纳入', en: 'a clue found not eligible' },
  CLEARING: { zh: '风险消除', en: 'a clearing' },
} as const satisfies CodeList;
export const WatchOrigin = codesOf(WATCH_ORIGINS);
export type WatchOrigin = z.infer<typeof WatchOrigin>;

/** What a visit found; one that met nobody is recorded, but is no visit of a list. */
export const VISIT_FINDINGS = {
  NOTHING_NEW: { zh: '无异常', en: 'nothing new' },
  CLUE: { zh: '发现风险线索', en: 'a clue' },
  TO_WATCH: { zh: '需继续关注', en: 'to be watched further' },
  BETTER: { zh: '困难缓解', en: 'things are better' },
  NOBODY_HOME: { zh: '家中无人', en: 'nobody was met' },
} as const satisfies CodeList;
export const VisitFinding = codesOf(VISIT_FINDINGS);
export type VisitFinding = z.infer<typeof VisitFinding>;
