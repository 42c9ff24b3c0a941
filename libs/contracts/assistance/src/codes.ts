import { z } from 'zod';

/** 帮扶措施 (domain §3.1); `development` = 开发式, counts for invariant 10. Which ones need no enrolment is policy. */
export const MEASURES = {
  M10: { zh: '产业奖补', en: 'industry grant', development: true },
  M11: { zh: '技术指导', en: 'technical guidance', development: true },
  M20: { zh: '务工就业', en: 'employment', development: true },
  M21: { zh: '技能培训', en: 'skills training', development: true },
  M22: { zh: '外出务工补贴', en: 'migrant work subsidy', development: true },
  M23: { zh: '公益性岗位', en: 'public-welfare post', development: true },
  M24: { zh: '帮扶车间', en: 'workshop', development: true },
  M30: { zh: '小额信贷', en: 'microcredit', development: true },
  M31: { zh: '乡村振兴贷', en: 'rural revitalisation loan', development: true },
  M40: { zh: '资助参保', en: 'insurance premium help', development: false },
  M41: { zh: '医疗救助', en: 'medical aid', development: false },
  M42: { zh: '家庭医生签约', en: 'family doctor', development: false },
  M43: { zh: '防贫保险', en: 'poverty-prevention insurance', development: false },
  M44: { zh: '困难残疾人生活补贴', en: 'living allowance for disabled persons', development: false },
  M45: { zh: '重度残疾人护理补贴', en: 'nursing allowance for severely disabled persons', development: false },
  M46: { zh: '康复辅具', en: 'assistive devices', development: false },
  M50: { zh: '教育资助', en: 'education aid', development: false },
  M51: { zh: '雨露计划', en: 'Yulu vocational grant', development: false },
  M52: { zh: '控辍保学', en: 'keeping children in school', development: false },
  M60: { zh: '临时救助', en: 'temporary relief', development: false },
  M61: { zh: '受灾救助', en: 'disaster relief', development: false },
  M62: { zh: '先行帮扶', en: 'help first (green channel)', development: false },
  M70: { zh: '危房改造(C级)', en: 'dangerous housing, grade C', development: false },
  M71: { zh: '危房改造(D级)', en: 'dangerous housing, grade D', development: false },
  M72: { zh: '租赁周转', en: 'rental housing', development: false },
  M75: { zh: '饮水工程', en: 'drinking water works', development: false },
  M80: { zh: '农村低保', en: 'rural subsistence allowance', development: false },
  M81: { zh: '特困供养', en: 'support for the destitute', development: false },
  M82: { zh: '低保边缘', en: 'low-income margin aid', development: false },
  M83: { zh: '养老代养', en: 'care for the elderly', development: false },
  M84: { zh: '督促赡养', en: 'support by children', development: false },
  M90: { zh: '教育引导', en: 'guidance', development: false },
  M91: { zh: '以奖代补、以工代赈', en: 'rewards and work relief', development: true },
  M92: { zh: '积分激励', en: 'points', development: false },
  M95: { zh: '社会捐助', en: 'donation', development: false },
  M96: { zh: '资产收益分红', en: 'asset dividend', development: true },
} as const;
export type MeasureCode = keyof typeof MEASURES;
export const MeasureCode = z.enum(Object.keys(MEASURES) as [MeasureCode, ...MeasureCode[]]);

/** Why selective help was refused (invariant 7). */
export const REFUSAL_REASONS = {
  NOT_ENROLLED: { zh: '未纳入监测', en: 'the household is not enrolled' },
  CLEARED: { zh: '风险已消除,不再新增帮扶', en: 'the household is cleared: only what has begun may go on' },
  GREEN_CHANNEL: { zh: '超出绿色通道限额或期限', en: 'beyond the cap or the completion date of the green channel' },
} as const;
export type RefusalReason = keyof typeof REFUSAL_REASONS;
export const RefusalReason = z.enum(Object.keys(REFUSAL_REASONS) as [RefusalReason, ...RefusalReason[]]);
