import { MEASURES, REFUSAL_REASONS } from '@humai/contracts-assistance';
import {
  CASE_OUTCOMES, CATEGORIES, CHANNELS, CLEARING_MODES, COMPARISON_RESULTS, HOUSEHOLD_KINDS, IdentificationPolicy, PURPOSES, RISK_TYPES, SAFEGUARDS, type Safeguards, STEPS, VERDICTS,
} from '@humai/contracts-identification';
import { INCOME, incomeAgainst, publicityRule, ruleOf, stepRule, stepRuleOf, type Tellers, withReason } from './tell-by.js';
import { themeTellers } from './tell-themes.js';
import { fill, listed, nameOf, say, yuan } from './words.js';

const unsolvedIn = (safeguards: Safeguards): readonly string[] => Object.entries(safeguards).filter(([, solved]) => !solved).map(([name]) => name);

/** One sentence for each thing that bears on the list; the sentences say what the events say, never more. */
export const tellers: Tellers = {
  ...themeTellers,
  'identification.HouseholdRegistered.v1': ({ village, kind }) => ({ text: fill(say('登记为{kind},所在村 {village}', 'registered as {kind} in village {village}'), { kind: nameOf(HOUSEHOLD_KINDS, kind), village }) }),
  'identification.IncomeRecorded.v1': ({ year, incomePerHeadFen }) => ({
    text: fill(say('{year} 年人均纯收入 {income} 元', 'net income per head in {year}: {income} yuan'), { year, income: yuan(incomePerHeadFen) }),
    numbers: [{ name: INCOME, value: yuan(incomePerHeadFen), unit: 'yuan' }],
  }),
  'identification.MonitoringCarriedOver.v1': ({ category, risks, enrolledMonth, cleared }) => ({
    text: fill(say('由既有记录转入:{month} 纳入为{category},风险:{risks}{cleared}', 'carried over from earlier records: listed in {month} as {category}, risks: {risks}{cleared}'), {
      month: enrolledMonth, category: nameOf(CATEGORIES, category), risks: listed(RISK_TYPES, risks.map((r) => r.type)),
      cleared: cleared ? fill(say(',{month} 已消除({mode})', ', cleared in {month} ({mode})'), { month: cleared.month, mode: nameOf(CLEARING_MODES, cleared.mode) }) : '',
    }),
  }),
  'identification.ClueReported.v1': ({ channel, riskTypes, occurredOn, foundOn, dueOn }) => ({
    text: fill(say('{channel}:发现线索({risks}),发生于 {occurred},发现于 {found},应于 {due} 前办结', 'clue by {channel} ({risks}): happened on {occurred}, found on {found}, to be settled by {due}'), {
      channel: nameOf(CHANNELS, channel), risks: listed(RISK_TYPES, riskTypes), occurred: occurredOn, found: foundOn, due: dueOn,
    }),
  }),
  'identification.ClueClosed.v1': ({ verdict, reason }) => ({ text: withReason(fill(say('线索办结:{verdict}', 'clue settled: {verdict}'), { verdict: nameOf(VERDICTS, verdict) }), reason) }),
  'identification.CaseOpened.v1': ({ purpose, steps, policyVersion, dueOn }) => ({
    text: fill(say('启动{purpose}程序,步骤:{steps};应于 {due} 前完成', '{purpose} begun, steps: {steps}; to be done by {due}'), { purpose: nameOf(PURPOSES, purpose), steps: listed(STEPS, steps), due: dueOn }),
    rule: stepRuleOf(purpose, policyVersion),
  }),
  'identification.HouseholdVerified.v1': ({ caseId, verifierIds, visitedOn, incomePerHeadFen, rigidSpendingPerHeadFen, safeguards, riskTypes }, context) => {
    const unsolved = unsolvedIn(safeguards);
    return {
      text: fill(say('{on} 由 {who} 入户核实:人均纯收入 {income} 元,人均刚性支出 {rigid} 元,{safeguards},风险:{risks}', 'verified on {on} by {who}: net income per head {income} yuan, rigid spending per head {rigid} yuan, {safeguards}, risks: {risks}'), {
        on: visitedOn, who: verifierIds.join(', '), income: yuan(incomePerHeadFen), rigid: yuan(rigidSpendingPerHeadFen), risks: riskTypes.length > 0 ? listed(RISK_TYPES, riskTypes) : say('无', 'none'),
        safeguards: unsolved.length === 0 ? say('「两不愁三保障」及饮水安全均已解决', 'all safeguards and water solved') : fill(say('未解决:{list}', 'not solved: {list}'), { list: listed(SAFEGUARDS, unsolved) }),
      }),
      numbers: [
        { name: INCOME, value: yuan(incomePerHeadFen), unit: 'yuan' }, { name: say('人均刚性支出', 'rigid spending per head'), value: yuan(rigidSpendingPerHeadFen), unit: 'yuan' },
        { name: say('核实人数', 'people who verified'), value: verifierIds.length, unit: 'people' },
      ],
      rule: stepRule(context, caseId, 'verification'),
    };
  },
  'identification.AuthorisationGranted.v1': ({ caseId, personIds, scope, from, to }, context) => ({
    text: fill(say('全体成员({n} 人)授权查询:{scope},有效期 {from} 至 {to}', 'all {n} members authorised queries of {scope}, from {from} to {to}'), { n: personIds.length, scope: scope.join(', '), from, to }),
    numbers: [{ name: say('授权人数', 'members who authorised'), value: personIds.length, unit: 'people' }], rule: stepRule(context, caseId, 'authorisation'),
  }),
  'identification.AuthorisationWithdrawn.v1': ({ personIds }) => ({ text: fill(say('{n} 名成员撤回授权', '{n} members withdrew their authorisation'), { n: personIds.length }) }),
  'identification.ComparisonReturned.v1': ({ caseId, result, sources }, context) => ({
    text: fill(say('信息比对({sources}):{result}', 'comparison with {sources}: {result}'), { sources: sources.join(', '), result: nameOf(COMPARISON_RESULTS, result) }), rule: stepRule(context, caseId, 'comparison'),
  }),
  'identification.ReviewHeld.v1': ({ caseId, heldOn, attendance, votesFor, votesAgainst }, context) => ({
    text: fill(say('{on} 民主评议:到会 {n} 人,同意 {yes},反对 {no}', 'review held on {on}: {n} attended, {yes} for, {no} against'), { on: heldOn, n: attendance, yes: votesFor, no: votesAgainst }),
    numbers: [
      { name: say('到会人数', 'attendance'), value: attendance, unit: 'people' },
      { name: say('同意票', 'votes for'), value: votesFor, unit: 'votes', compared: { by: '>', with: votesAgainst, name: say('反对票', 'votes against'), version: null, holds: votesFor > votesAgainst } },
    ],
    rule: stepRule(context, caseId, 'review'),
  }),
  'identification.PublicityOpened.v1': ({ caseId, openedOn, mayCloseOn }, context) => ({
    text: fill(say('{on} 起公示,最早 {close} 结束', 'made public on {on}, to stand until {close} at least'), { on: openedOn, close: mayCloseOn }), rule: publicityRule(context, caseId),
  }),
  'identification.ObjectionRaised.v1': ({ objectionId, raisedOn }) => ({ text: fill(say('{on} 收到异议 {id}', 'objection {id} on {on}'), { on: raisedOn, id: objectionId }) }),
  'identification.ObjectionSettled.v1': ({ objectionId, upheld }) => ({ text: fill(upheld ? say('异议 {id} 成立', 'objection {id} was upheld') : say('异议 {id} 不成立', 'objection {id} was not upheld'), { id: objectionId }) }),
  'identification.PublicityClosed.v1': ({ caseId, closedOn }, context) => ({ text: fill(say('公示于 {on} 结束', 'publicity ended on {on}'), { on: closedOn }), rule: publicityRule(context, caseId) }),
  'identification.TownshipOpinionGiven.v1': ({ caseId, agrees, reason }, context) => ({
    text: withReason(agrees ? say('乡镇审核同意', 'the township agreed') : say('乡镇审核不同意', 'the township did not agree'), reason), rule: stepRule(context, caseId, 'townshipOpinion'),
  }),
  'identification.CountyDecisionMade.v1': ({ caseId, approved, reason }, context) => ({
    text: withReason(approved ? say('县级审定同意', 'the county approved') : say('县级审定不同意', 'the county did not approve'), reason), rule: stepRule(context, caseId, 'countyDecision'),
  }),
  'identification.DecisionAnnounced.v1': ({ caseId, announcedOn }, context) => ({ text: fill(say('{on} 公告', 'announced on {on}'), { on: announcedOn }), rule: stepRule(context, caseId, 'announcement') }),
  'identification.CaseEnded.v1': ({ outcome, step, reason }) => ({
    text: withReason(fill(say('程序在「{step}」终止:{outcome}', 'the case ended at {step}: {outcome}'), { step: nameOf(STEPS, step), outcome: nameOf(CASE_OUTCOMES, outcome) }), reason),
  }),
  'identification.HouseholdEnrolled.v1': ({ caseId, category, risks, previousEnrolmentId, incomePerHeadFen, rigidSpendingPerHeadFen, unsolved, lineFen, lineVersion, policyVersion }, context) => {
    const verification = context.verification(caseId);
    const open = unsolved ?? (verification ? unsolvedIn(verification.safeguards) : []);
    const { eligible } = context.policies.version(IdentificationPolicy, policyVersion).content.categories[category];
    return {
      text: fill(say('{again}纳入监测:{category},风险:{risks};人均纯收入 {income} 元,监测线 {line} 元{unsolved}', '{again}listed as {category}, risks: {risks}; net income per head {income} yuan, line {line} yuan{unsolved}'), {
        again: previousEnrolmentId === null ? '' : say('再次', 'again '), category: nameOf(CATEGORIES, category), risks: listed(RISK_TYPES, risks.map((r) => r.type)), income: yuan(incomePerHeadFen), line: yuan(lineFen),
        unsolved: open.length === 0 ? '' : fill(say(';未解决:{list}', '; not solved: {list}'), { list: listed(SAFEGUARDS, open) }),
      }),
      numbers: [incomeAgainst(incomePerHeadFen, lineFen, lineVersion, '<'), { name: say('未解决的保障项', 'safeguards not solved'), value: open.length, unit: 'safeguards' }],
      rule: ruleOf(context, policyVersion, `categories.${category}.eligible`, eligible, {
        incomePerHeadFen, rigidSpendingPerHeadFen: rigidSpendingPerHeadFen ?? verification?.rigidSpendingPerHeadFen ?? 0, lineFen, unsolved: open.length, riskTypes: risks.map((r) => r.type),
      }),
    };
  },
  'identification.RiskAdded.v1': ({ type }) => ({ text: fill(say('新增风险:{risk}', 'risk added: {risk}'), { risk: nameOf(RISK_TYPES, type) }) }),
  'identification.RiskEliminated.v1': ({ riskId, mode }) => ({ text: fill(say('风险 {id} 已消除({mode})', 'risk {id} eliminated ({mode})'), { id: riskId, mode: nameOf(CLEARING_MODES, mode) }) }),
  'identification.HouseholdCleared.v1': ({ mode, clearedOn, incomePerHeadFen, lineFen, lineVersion, policyVersion, numbers = {} }, context) => {
    const { criteria } = context.policies.version(IdentificationPolicy, policyVersion).content.clearing;
    return {
      text: fill(say('{on} 标注风险消除({mode});人均纯收入 {income} 元,监测线 {line} 元;符合:{criteria}', 'cleared on {on} ({mode}); net income per head {income} yuan, line {line} yuan; met: {criteria}'), {
        on: clearedOn, mode: nameOf(CLEARING_MODES, mode), income: yuan(incomePerHeadFen), line: yuan(lineFen), criteria: say(criteria.map((c) => c.zh).join('、'), criteria.map((c) => c.en).join('; ')),
      }),
      numbers: [incomeAgainst(incomePerHeadFen, lineFen, lineVersion, '>')],
      // All criteria must hold; a clearing from before they were kept with their numbers names only its document.
      rule: Object.keys(numbers).length === 0 ? { version: policyVersion, path: 'clearing.criteria' }
        : ruleOf(context, policyVersion, 'clearing.criteria', criteria.map(({ when }) => `(${when})`).join(' && '), { ...numbers, incomePerHeadFen, lineFen, natural: mode === 'NATURAL' }),
    };
  },
  'identification.ClearingRolledBack.v1': ({ reason }, _, policy) => ({
    text: withReason(say('风险消除回退,恢复监测', 'the clearing was rolled back: on the list again'), reason), rule: policy === null ? null : { version: policy, path: 'clearing' },
  }),
  'identification.IdentificationOverdue.v1': ({ subject, dueOn }) => ({ text: fill(say('{what}逾期(应于 {due} 前办结)', '{what} overdue (was due by {due})'), { what: subject === 'CLUE' ? say('线索', 'clue') : say('程序', 'case'), due: dueOn }) }),
  'assistance.PlanMade.v1': ({ helperId }) => ({ text: fill(say('制定帮扶计划,责任人 {helper}', 'plan made, helper {helper}'), { helper: helperId }) }),
  'assistance.MeasurePlanned.v1': ({ code, riskId, dueOn }) => ({ text: fill(say('针对风险 {risk} 安排措施:{measure},应于 {due} 前落实', 'measure planned against risk {risk}: {measure}, due by {due}'), { risk: riskId, measure: nameOf(MEASURES, code), due: dueOn }) }),
  'assistance.MeasureDelivered.v1': ({ code, deliveredOn, amountFen }) => ({
    text: fill(say('{on} 落实措施:{measure}{amount}', 'delivered on {on}: {measure}{amount}'), { on: deliveredOn, measure: nameOf(MEASURES, code), amount: amountFen === null ? '' : say(`,${yuan(amountFen)} 元`, `, ${yuan(amountFen)} yuan`) }),
  }),
  'assistance.AssistanceRefused.v1': ({ code, reason }) => ({ text: fill(say('拒绝帮扶「{measure}」:{reason}', 'help refused ({measure}): {reason}'), { measure: nameOf(MEASURES, code), reason: nameOf(REFUSAL_REASONS, reason) }) }),
  'relocation.EmploymentLost.v1': ({ lastJob, lostOn }) => ({ text: fill(lastJob ? say('{on} 户内最后一个就业岗位失去', 'the last job of the household was lost on {on}') : say('{on} 失去一个就业岗位', 'a job was lost on {on}'), { on: lostOn }) }),
};
