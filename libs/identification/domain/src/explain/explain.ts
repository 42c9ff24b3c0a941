import { CASE_OUTCOMES, CATEGORIES, CLEARING_MODES, RISK_TYPES, STEPS, VERDICTS } from '@humai/contracts-identification';
import { type AsOf, type Bilingual, fold, isWithin, type PolicySource } from '@humai/kernel';
import { householdDecider } from '../household/household.js';
import type { Household, HouseholdEvent } from '../household/state.js';
import type { ExplainedStep, Explanation, Standing } from './explanation.js';
import { tellers } from './tell.js';
import type { Context, Telling, ToldEvent } from './tell-by.js';
import { fill, join, listed, nameOf, NOTHING, say } from './words.js';

/** The latest event of a type, by what it tells. */
type Latest = Readonly<{ [T in ToldEvent['type']]?: Extract<ToldEvent, { type: T }> }>;

/**
 * Why a household is on the list or not: from its events alone, as true on a date and known at a time. Pure.
 * @param events the household's stream in order, in their newest shape; those of no bearing may be among them
 */
export function explain(household: string, events: readonly ToldEvent[], policies: PolicySource, asOf: AsOf = {}): Explanation {
  const within = events.filter((event) => isWithin(event, asOf));
  const context = contextOf(within, policies);
  const state = fold(householdDecider, within as readonly HouseholdEvent[]);
  const latest: Latest = Object.fromEntries(within.map((e) => [e.type, e]));
  const standing = standingOf(state);
  return {
    household, asOf: { trueOn: asOf.trueOn ?? null, knownAt: asOf.knownAt ?? null }, standing, listed: standing === 'LISTED',
    answer: answerOf(standing, state, latest),
    steps: within.flatMap((event) => stepOf(event, context)),
  };
}

function standingOf({ registered, enrolment, case: open }: Household): Standing {
  if (!registered) return 'UNREGISTERED';
  if (enrolment?.status === 'OPEN') return 'LISTED';
  if (open?.purpose === 'ENROLMENT') return 'IN_PROCEDURE';
  return enrolment ? 'CLEARED' : 'NOT_LISTED';
}

/** The sentence for an event; none for one that bears nothing on the list. */
function stepOf(event: ToldEvent, context: Context): readonly ExplainedStep[] {
  const tell = tellers[event.type] as ((data: unknown, context: Context, policy: string | null) => Telling) | undefined;
  if (!tell) return [];
  const { text, numbers = [], rule = null } = tell(event.data, context, event.metadata.policy);
  const { position, id, type, recordedAt, metadata } = event;
  return [{ position, eventId: id, type, on: metadata.effectiveOn, recordedAt, actor: metadata.actor, role: metadata.role, text, evidence: evidenceIn(event.data), numbers, rule }];
}

/** Every hash an event names, whatever the field is called. */
const evidenceIn = (data: object): readonly string[] =>
  Object.entries(data).flatMap(([field, value]: [string, unknown]) => (!/Hash(es)?$/.test(field) || !value ? [] : Array.isArray(value) ? (value as string[]) : [String(value)]));

function contextOf(events: readonly ToldEvent[], policies: PolicySource): Context {
  const of = <T extends ToldEvent['type']>(type: T, caseId: string) =>
    events.findLast((e): e is Extract<ToldEvent, { type: T }> => e.type === type && (e.data as { caseId?: string }).caseId === caseId)?.data as Extract<ToldEvent, { type: T }>['data'] | undefined;
  return { policies, verification: (caseId) => of('identification.HouseholdVerified.v1', caseId), opening: (caseId) => of('identification.CaseOpened.v1', caseId) };
}

function answerOf(standing: Standing, state: Household, latest: Latest): Bilingual {
  switch (standing) {
    case 'UNREGISTERED': return say('当时没有该户的登记。', 'The household was not registered then.');
    case 'LISTED': return join([listing(state, latest), clearingUnderWay(state)]);
    case 'CLEARED': return join([clearing(latest), identificationUnderWay(state)]);
    case 'IN_PROCEDURE': return join([say('该户尚未纳入监测。', 'The household is not on the list yet.'), identificationUnderWay(state)]);
    case 'NOT_LISTED': return notListed(state, latest);
  }
}

function listing({ enrolment }: Household, latest: Latest): Bilingual {
  const { category, enrolledOn, risks } = enrolment!;
  const open = risks.filter((r) => r.open).map((r) => r.type);
  const enrolled = latest['identification.HouseholdEnrolled.v1'];
  const rolledBack = latest['identification.ClearingRolledBack.v1'];
  const since = enrolled?.data.enrolmentId === enrolment!.enrolmentId
    ? fill(say('该户自 {on} 起为监测对象({category}),依据政策 {policy}。', 'The household has been on the list since {on} as {category}, under policy {policy}.'), { on: enrolledOn, category: nameOf(CATEGORIES, category), policy: enrolled.data.policyVersion })
    : fill(say('该户自 {on} 起为监测对象({category}),由既有记录转入。', 'The household has been on the list since {on} as {category}, carried over from earlier records.'), { on: enrolledOn, category: nameOf(CATEGORIES, category) });
  return join([
    since,
    ...(rolledBack?.data.enrolmentId === enrolment!.enrolmentId ? [fill(say('曾标注风险消除,{on} 回退:{reason}。', 'It had been cleared; that was rolled back on {on}: {reason}.'), { on: rolledBack.metadata.effectiveOn, reason: rolledBack.data.reason })] : []),
    open.length > 0 ? fill(say('未消除的风险:{risks}。', 'Open risks: {risks}.'), { risks: listed(RISK_TYPES, open) }) : say('各项风险均已消除,尚未标注。', 'All risks are eliminated; it is not cleared yet.'),
  ]);
}

function clearing(latest: Latest): Bilingual {
  const cleared = latest['identification.HouseholdCleared.v1'];
  if (cleared) return fill(say('该户风险已于 {on} 消除({mode}),依据政策 {policy},继续跟踪。', 'The household was cleared on {on} ({mode}) under policy {policy}, and is still tracked.'), {
    on: cleared.data.clearedOn, mode: nameOf(CLEARING_MODES, cleared.data.mode), policy: cleared.data.policyVersion,
  });
  return say('该户风险在转入前已消除,继续跟踪。', 'The household had been cleared before its records were carried over, and is still tracked.');
}

const missingOf = (state: Household): readonly string[] => (state.case ? state.case.steps.filter((s) => !(s in state.case!.done)) : []);

function identificationUnderWay(state: Household): Bilingual {
  if (state.case?.purpose !== 'ENROLMENT') return NOTHING;
  const missing = missingOf(state);
  return missing.length > 0
    ? fill(say('识别程序办理中,尚缺:{steps}。', 'Its identification is under way; still missing: {steps}.'), { steps: listed(STEPS, missing) })
    : say('识别程序各步骤已完成,尚未纳入。', 'All steps of its identification are done; it is not enrolled yet.');
}

function clearingUnderWay(state: Household): Bilingual {
  if (state.case?.purpose !== 'CLEARING') return NOTHING;
  return fill(say('风险消除程序办理中,尚缺:{steps}。', 'Its clearing is under way; still missing: {steps}.'), { steps: listed(STEPS, missingOf(state)) });
}

function notListed(state: Household, latest: Latest): Bilingual {
  const { ended: gone } = state.lineage;
  if (gone?.how === 'MERGED') return fill(say('该户已并入 {into},其监测情况见该户。', 'The household went into {into}; its monitoring goes on there.'), { into: gone.into });
  if (gone) return say('该户已整户注销。', 'The household is closed.');
  const ended = latest['identification.CaseEnded.v1'];
  const closed = latest['identification.ClueClosed.v1'];
  const open = Object.values(state.clues).filter((c) => c.open);
  if (open.length > 0) return fill(say('该户未纳入监测:有 {n} 条线索尚未办结({risks})。', 'The household is not on the list: {n} clues are not settled yet ({risks}).'), {
    n: open.length, risks: listed(RISK_TYPES, [...new Set(open.flatMap((c) => c.riskTypes))]),
  });
  // The end of a case also settles its clues, just after it.
  const last = ended && (!closed || closed.data.caseId === ended.data.caseId || ended.position > closed.position) ? ended : undefined;
  if (last) return reasoned(fill(say('该户未纳入监测:程序于 {on} 在「{step}」终止({outcome})', 'The household is not on the list: its case ended on {on} at {step} ({outcome})'), {
    on: last.metadata.effectiveOn, step: nameOf(STEPS, last.data.step), outcome: nameOf(CASE_OUTCOMES, last.data.outcome),
  }), last.data.reason);
  if (closed) return reasoned(fill(say('该户未纳入监测:线索于 {on} 办结({verdict})', 'The household is not on the list: its clue was settled on {on} ({verdict})'), {
    on: closed.metadata.effectiveOn, verdict: nameOf(VERDICTS, closed.data.verdict),
  }), closed.data.reason);
  return say('该户未纳入监测:没有上报过线索。', 'The household is not on the list: no clue was ever reported.');
}

const reasoned = (text: Bilingual, reason: string | null): Bilingual => (reason === null ? say(`${text.zh}。`, `${text.en}.`) : say(`${text.zh},已告知理由:${reason}。`, `${text.en}; the reason told: ${reason}.`));
