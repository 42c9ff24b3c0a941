import {
  CATEGORIES, COMPARISON_RESULTS, LINK_FAILURES, MEMBER_REASONS, RISK_TYPES, SAFEGUARDS, TRACKING_FINDINGS, VISIT_FINDINGS, WARNING_VERDICTS, WATCH_LISTS, WATCH_ORIGINS,
} from '@humai/contracts-identification';
import type { Bilingual } from '@humai/kernel';
import { incomeAgainst, stepRule, type Tellers, withReason } from './tell-by.js';
import { fill, listed, nameOf, say, yuan } from './words.js';

const entries: Readonly<Record<string, Bilingual>> = { INCOME: say('年度收入', 'a year of income'), CLUE: say('线索', 'a clue'), VERIFICATION: say('入户核实', 'a verification'), KIND: say('户类型', 'the kind of household') };

/** Sentences for what watch lists, visits, checks, department data, splits, merges and corrections say. */
export const themeTellers: Tellers = {
  'identification.ClueAccepted.v1': ({ acceptedOn }) => ({ text: fill(say('{on} 乡镇受理线索', 'the township took the clue up on {on}'), { on: acceptedOn }) }),
  'identification.ClueAcceptanceOverdue.v1': ({ dueOn }) => ({ text: fill(say('线索逾期未受理(应于 {due} 前)', 'the clue was not taken up in time (by {due})'), { due: dueOn }) }),
  'identification.ReasonTold.v1': ({ toldOn }) => ({ text: fill(say('{on} 向申请人告知理由', 'the reason was told on {on}'), { on: toldOn }) }),
  'identification.AssetCheckReturned.v1': ({ caseId, result, sources }, context) => ({
    text: fill(say('资产核查({sources}):{result}', 'asset check with {sources}: {result}'), { sources: sources.join(', '), result: nameOf(COMPARISON_RESULTS, result) }), rule: stepRule(context, caseId, 'assetCheck'),
  }),
  'identification.HouseholdTracked.v1': ({ visitedOn, finding }) => ({ text: fill(say('{on} 跟踪走访:{finding}', 'tracked on {on}: {finding}'), { on: visitedOn, finding: nameOf(TRACKING_FINDINGS, finding) }) }),
  'identification.CategoryChanged.v1': ({ from, to, changedOn, incomePerHeadFen, lineFen, lineVersion, unsolved, policyVersion }) => ({
    text: fill(say('{on} 类别由{from}调整为{to}{unsolved}', 'category changed on {on} from {from} to {to}{unsolved}'), {
      on: changedOn, from: nameOf(CATEGORIES, from), to: nameOf(CATEGORIES, to),
      unsolved: unsolved.length === 0 ? '' : fill(say(';未解决:{list}', '; not solved: {list}'), { list: listed(SAFEGUARDS, unsolved) }),
    }),
    numbers: [incomeAgainst(incomePerHeadFen, lineFen, lineVersion, '<')], rule: { version: policyVersion, path: `categories.${to}.eligible` },
  }),
  'identification.ComparisonQueried.v1': ({ source, personIds, scope, purpose, queriedOn }) => ({
    text: fill(say('{on} 为「{purpose}」查询 {source}({scope}),涉及 {n} 人', 'queried {source} ({scope}) on {on} for {n} people; purpose: {purpose}'), { on: queriedOn, source, scope: scope.join(', '), n: personIds.length, purpose }),
  }),
  'identification.WarningRaised.v1': ({ source, riskType, statement, raisedOn, dueOn, rule, ruleVersion }) => ({
    text: fill(say('{on} 部门预警({source},{risk}):{statement};应于 {due} 前处理', 'warning on {on} ({source}, {risk}): {statement}; to be handled by {due}'), {
      on: raisedOn, source, risk: nameOf(RISK_TYPES, riskType), statement, due: dueOn,
    }),
    rule: { version: ruleVersion, path: `rules.${rule}` },
  }),
  'identification.WarningSupported.v1': ({ source, statement, rule, ruleVersion }) => ({ text: fill(say('同一情况又由 {source} 反映:{statement}', 'the same fact from {source}: {statement}'), { source, statement }), rule: { version: ruleVersion, path: `rules.${rule}` } }),
  'identification.WarningClosed.v1': ({ verdict, reason }) => ({ text: withReason(fill(say('预警办结:{verdict}', 'warning settled: {verdict}'), { verdict: nameOf(WARNING_VERDICTS, verdict) }), reason) }),
  'identification.WarningOverdue.v1': ({ dueOn }) => ({ text: fill(say('预警逾期未处理(应于 {due} 前)', 'warning overdue (was due by {due})'), { due: dueOn }) }),
  'identification.WatchListJoined.v1': ({ list, origin, reason, listedOn }) => ({
    text: withReason(fill(say('{on} 列入关注名单「{list}」({origin})', 'on the watch list "{list}" since {on} ({origin})'), { on: listedOn, list: nameOf(WATCH_LISTS, list), origin: nameOf(WATCH_ORIGINS, origin) }), reason),
  }),
  'identification.WatchListLeft.v1': ({ list, leftOn, reason }) => ({ text: withReason(fill(say('{on} 移出关注名单「{list}」', 'off the watch list "{list}" on {on}'), { on: leftOn, list: nameOf(WATCH_LISTS, list) }), reason) }),
  'identification.VisitRecorded.v1': ({ visitedOn, finding }) => ({ text: fill(say('{on} 走访:{finding}', 'visited on {on}: {finding}'), { on: visitedOn, finding: nameOf(VISIT_FINDINGS, finding) }) }),
  'identification.VisitOverdue.v1': ({ list, dueOn }) => ({ text: fill(say('「{list}」走访逾期(应于 {due} 前)', 'visit overdue for "{list}" (was due by {due})'), { list: nameOf(WATCH_LISTS, list), due: dueOn }) }),
  'identification.CheckRecorded.v1': ({ visitedOn, incomePerHeadFen, rigidSpendingPerHeadFen, questionnaireVersion }) => ({
    text: fill(say('{on} 集中排查:人均纯收入 {income} 元,人均刚性支出 {rigid} 元', 'checked on {on}: net income per head {income} yuan, rigid spending per head {rigid} yuan'), { on: visitedOn, income: yuan(incomePerHeadFen), rigid: yuan(rigidSpendingPerHeadFen) }),
    numbers: [{ name: say('人均纯收入', 'net income per head'), value: yuan(incomePerHeadFen), unit: 'yuan' }], rule: { version: questionnaireVersion, path: 'questions' },
  }),
  'identification.HouseholdSplit.v1': ({ newHouseholdId, members }) => ({ text: fill(say('分户:{n} 人另立 {id}', 'split: {n} members form {id}'), { n: members.length, id: newHouseholdId }) }),
  'identification.HouseholdFormedBySplit.v1': ({ originHouseholdId }) => ({ text: fill(say('由 {id} 分户而来', 'formed by a split of {id}'), { id: originHouseholdId }) }),
  'identification.HouseholdMergedInto.v1': ({ intoHouseholdId }) => ({ text: fill(say('并入 {id}', 'merged into {id}'), { id: intoHouseholdId }) }),
  'identification.HouseholdMergedFrom.v1': ({ fromHouseholdId }) => ({ text: fill(say('{id} 并入本户', '{id} was merged into this household'), { id: fromHouseholdId }) }),
  'identification.HouseholdLinkUndone.v1': ({ otherHouseholdId, why }) => ({ text: fill(say('与 {id} 的分户或合户未成:{why}', 'the split or merge with {id} came to nothing: {why}'), { id: otherHouseholdId, why: nameOf(LINK_FAILURES, why) }) }),
  'identification.HouseholdClosed.v1': ({ reason }) => ({ text: fill(say('户注销({reason})', 'the household was closed ({reason})'), { reason: nameOf(MEMBER_REASONS, reason) }) }),
  'identification.EntryCorrected.v1': ({ position, reason, content }) => ({ text: withReason(fill(say('更正位置 {position} 的记录({entry})', 'corrects the entry at position {position} ({entry})'), { position, entry: nameOf(entries, content.entry) }), reason) }),
};
