import { defineErrors } from '@humai/kernel';

export const AssistanceErrors = defineErrors({
  'ASSISTANCE.HOUSEHOLD_NOT_FOUND': { status: 404, zh: '没有该户', en: 'There is no such household' },
  'ASSISTANCE.NOT_ENROLLED': { status: 422, zh: '该户未纳入监测,不能制定帮扶计划', en: 'The household is not enrolled, so it has no plan' },
  'ASSISTANCE.CLEARED': { status: 422, zh: '该户风险已消除,不再制定帮扶计划', en: 'The household is cleared: no new plan is made' },
  'PLAN.EXISTS': { status: 409, zh: '本次监测已有帮扶计划 {plan}', en: 'This enrolment already has plan {plan}' },
  'PLAN.NONE': { status: 422, zh: '该户没有帮扶计划', en: 'The household has no plan' },
  'MEASURE.EXISTS': { status: 409, zh: '措施 {measure} 已存在且内容不同', en: 'Measure {measure} exists with other content' },
  'MEASURE.NOT_FOUND': { status: 404, zh: '没有措施 {measure}', en: 'There is no measure {measure}' },
  'MEASURE.ENDED': { status: 422, zh: '措施 {measure} 已终止', en: 'Measure {measure} has ended' },
  'MEASURE.RISK_NOT_FOUND': { status: 404, zh: '没有风险 {risk}', en: 'There is no risk {risk}' },
  'MEASURE.RISK_CLOSED': { status: 422, zh: '风险 {risk} 已消除,无需安排措施', en: 'Risk {risk} is eliminated and takes no measure' },
  'MEASURE.DUE_IN_PAST': { status: 422, zh: '期限 {dueOn} 早于业务日期 {effectiveOn}', en: 'The due date {dueOn} is before the business date {effectiveOn}' },
  'MEASURE.NEEDS_PLAN': { status: 422, zh: '{code} 属于选择性帮扶,须先列入帮扶计划', en: '{code} is selective help: plan it as a measure first' },
  'DELIVERY.NOT_MEMBER': { status: 422, zh: '受益人不是该户成员', en: 'The recipient is not a member of the household' },
  'DELIVERY.FUTURE': { status: 422, zh: '落实日期 {deliveredOn} 晚于业务日期 {effectiveOn}', en: 'It cannot have been delivered on {deliveredOn}, after the business date {effectiveOn}' },
  'DELIVERY.NOTHING_GIVEN': { status: 422, zh: '须填写金额或数量', en: 'An amount or a quantity is needed' },
  'DELIVERY.UNIT_MISSING': { status: 422, zh: '填写数量时须同时填写单位', en: 'A quantity needs its unit' },
});
