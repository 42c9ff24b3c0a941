import type { z } from 'zod';
import { codesOf, type CodeList } from '../codes.js';

/** What there is to do about a household. */
export const TASKS = {
  ACCEPT_CLUE: { zh: '受理线索', en: 'accept a clue' },
  SETTLE_CLUE: { zh: '启动识别或办结线索', en: 'begin an identification, or close the clue' },
  TELL_REASON: { zh: '告知不予纳入理由', en: 'tell why the household is not eligible' },
  ASSET_CHECK: { zh: '资产核查', en: 'check the assets' },
  VERIFY: { zh: '入户核实', en: 'verify at the house' },
  AUTHORISE: { zh: '取得授权', en: 'obtain the authorisation' },
  COMPARE: { zh: '信息比对', en: 'compare data' },
  REVIEW: { zh: '民主评议', en: 'hold the review' },
  OPEN_PUBLICITY: { zh: '开始公示', en: 'open the publicity' },
  SETTLE_OBJECTION: { zh: '处理公示异议', en: 'settle objections' },
  CLOSE_PUBLICITY: { zh: '结束公示', en: 'close the publicity' },
  GIVE_OPINION: { zh: '乡镇审核', en: 'give the township opinion' },
  DECIDE: { zh: '县级审定', en: 'take the county decision' },
  ANNOUNCE: { zh: '公告', en: 'announce the decision' },
  ENROL: { zh: '标注纳入', en: 'enrol' },
  CLEAR: { zh: '标注风险消除', en: 'label as cleared' },
  CHANGE_CATEGORY: { zh: '调整类别', en: 'change the category' },
  HANDLE_WARNING: { zh: '处置预警', en: 'handle a warning' },
  VISIT: { zh: '走访', en: 'visit' },
  MAKE_PLAN: { zh: '制定帮扶计划', en: 'make a plan of help' },
  PLAN_MEASURE: { zh: '针对风险安排帮扶措施', en: 'plan a measure against a risk' },
  DELIVER_MEASURE: { zh: '落实帮扶措施', en: 'deliver a measure' },
} as const satisfies CodeList;
export const Task = codesOf(TASKS);
export type Task = z.infer<typeof Task>;

/** What has a day by which it must be done. */
export const LIMITS = {
  CLUE: { zh: '线索', en: 'clue' },
  CASE: { zh: '程序', en: 'case' },
  WARNING: { zh: '预警', en: 'warning' },
  VISIT: { zh: '走访', en: 'visit' },
  PLAN: { zh: '帮扶计划', en: 'plan' },
  HELP: { zh: '风险帮扶', en: 'help against a risk' },
  MEASURE: { zh: '帮扶措施', en: 'measure' },
} as const satisfies CodeList;
export const Limit = codesOf(LIMITS);
export type Limit = z.infer<typeof Limit>;
