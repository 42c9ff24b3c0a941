import { defineErrors } from '@humai/kernel';

/** What stands against a correction. */
export const CorrectionErrors = defineErrors({
  'CORRECTION.NOT_FOUND': { status: 404, zh: '该户没有事件 {event}', en: 'The household has no event {event}' },
  'CORRECTION.NOT_CORRECTABLE': { status: 422, zh: '{type} 不能更正;可更正的是:{kinds}', en: '{type} cannot be corrected; these can: {kinds}' },
  'CORRECTION.FIELDS': { status: 422, zh: '该记录没有这些内容:{fields}', en: 'The entry has no {fields}' },
  'CORRECTION.SUPERSEDED': { status: 422, zh: '该记录已由位置 {position} 的事件取代,请更正后者', en: 'The entry was replaced by the event at {position}: correct that one' },
  'CORRECTION.DECIDED': { status: 422, zh: '该记录已作出决定,不能更正;已标注风险消除的请回退,其余请上报新线索重新识别', en: 'The entry has been decided upon and cannot be corrected: roll the clearing back, or report a new clue and identify again' },
  'CORRECTION.BEFORE_ENTRY': { status: 422, zh: '更正的业务日期 {effectiveOn} 早于原记录的 {entryOn}', en: 'A correction of {effectiveOn} would come before its entry of {entryOn}' },
});
