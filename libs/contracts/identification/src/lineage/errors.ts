import { defineErrors } from '@humai/kernel';

/** What stands against a split, a merge or a closing, and what a household that is gone answers. */
export const LineageErrors = defineErrors({
  'HOUSEHOLD.CASE_OPEN': { status: 422, zh: '程序 {case} 尚在进行,办结之前不能分户、并户或注销', en: 'Case {case} is open: until it has ended the household can be neither split nor merged nor closed' },
  'HOUSEHOLD.CLOSED': { status: 422, zh: '该户已整户注销;成员返回须重新登记', en: 'The household is closed; members who come back are registered anew' },
  'HOUSEHOLD.MERGED': { status: 422, zh: '该户已并入 {into},请在该户办理', en: 'The household is merged into {into}: go on there' },
  'MEMBER.SPLIT_OFF': { status: 422, zh: '该成员已随分户转入 {into},请在该户办理', en: 'This person has left in a split for {into}: go on there' },
  'SPLIT.HOUSEHOLDER_STAYS': { status: 422, zh: '分户时户主留在原户;如须分出,请先变更户主', en: 'The householder stays in a split; to go, somebody else becomes householder first' },
  'MERGE.SAME_HOUSEHOLD': { status: 422, zh: '一户不能并入自身', en: 'A household cannot be merged into itself' },
  'MERGE.MEMBERS': { status: 422, zh: '并户须逐一说明全体成员与新户主的关系,尚缺 {missing} 人', en: 'A merge tells of every member what they are to the new householder; {missing} are missing' },
  'MERGE.TOO_MANY_RISKS': { status: 422, zh: '两户未消除的风险合并后有 {count} 类,超过 {max} 类;请先消除或核减', en: 'Together the two households have {count} types of open risk, more than {max}; settle some first' },
});
