import { defineErrors } from '@humai/kernel';

export const DecidingErrors = defineErrors({
  'CLUE.SELF_REPORT_CHANNEL': { status: 422, zh: '只有「自主申报」渠道可附申报人信息', en: 'Only a self-report says how the applicant reported' },
  'CLUE.OTHER_KIND_CHANNEL': { status: 422, zh: '只有「其他渠道」可注明来源类别', en: 'Only the other channel says which kind it is' },
  'CLUE.NOT_READ_OUT': { status: 422, zh: '代填的申报须向本人宣读', en: 'What another person wrote down must be read out to the applicant' },
  'CLUE.NOT_TOLD': { status: 422, zh: '不符合条件须告知本人,请填写告知日期', en: 'The reason must be told to the applicant: give the date' },
  'CLUE.NO_REASON_TO_TELL': { status: 422, zh: '线索 {clue} 没有须告知的不予纳入理由', en: 'Clue {clue} has no refusal to be told' },
  'STEP.EVIDENCE_MISSING': { status: 422, zh: '「{step}」尚缺材料:{missing}', en: 'More evidence is needed for {step}: {missing}' },
  'CASE.WRONG_AREA': { status: 403, zh: '您的辖区不包含该户所在村', en: "The household's village is not in your area" },
  'CASE.REVIEWER_APPROVES': { status: 422, zh: '出具乡镇审核意见的人员不得作县级审定', en: 'Who gave the township opinion may not take the county decision' },
  'REVIEW.INVITED_MISSING': { status: 422, zh: '须填写应到人数', en: 'The number of people invited is needed' },
  'REVIEW.ATTENDANCE_EXCEEDS_INVITED': { status: 422, zh: '到会人数 {attendance} 超过应到人数 {invited}', en: '{attendance} people cannot have attended when {invited} were invited' },
  'REVIEW.NO_QUORUM': { status: 422, zh: '到会 {attendance} 人,应到 {invited} 人,未达到 {atLeast}/{of}', en: '{attendance} of {invited} attended, fewer than {atLeast}/{of}' },
  'CLEARING.APPROVER_SAME': { status: 422, zh: '回退须由另一人批准', en: 'Somebody else must approve the roll-back' },
  'TRACKING.NOT_CLEARED': { status: 422, zh: '该户风险未消除,不属跟踪对象', en: 'The household is not cleared, so it is not tracked' },
  'TRACKING.OVER': { status: 422, zh: '过渡期已于 {end} 结束', en: 'The transition period ended on {end}' },
});
