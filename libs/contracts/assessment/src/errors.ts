import { defineErrors } from '@humai/kernel';

export const AssessmentErrors = defineErrors({
  'RESULT.NAME': { status: 422, zh: '结果编号应为 {expected}', en: 'This result is called {expected}' },
  'RESULT.PUBLISHED': { status: 409, zh: '{area} {year} 年结果已发布,不可更改;如需更正请使用「更正考核结果」', en: 'The result of {area} for {year} is published and cannot change: revise it' },
  'RESULT.NOT_PUBLISHED': { status: 422, zh: '该结果尚未发布', en: 'This result has not been published' },
  'RESULT.UNCHANGED': { status: 422, zh: '重新计算的结果与已发布的相同,无需更正', en: 'The scores are the same as those published: there is nothing to revise' },
  'RESULT.APPROVER_IS_AUTHOR': { status: 422, zh: '更正须由他人批准', en: 'A revision is approved by someone else' },
  'RESULT.DIGEST_DIFFERS': { status: 409, zh: '计算结果摘要为 {computed},与提交的 {given} 不同', en: 'The scores have the digest {computed}, not {given}' },
  'ASSESSMENT.POSITION_AHEAD': { status: 422, zh: '位置 {position} 超过日志末尾 {last}', en: 'Position {position} is beyond the end of the log, {last}' },
});
