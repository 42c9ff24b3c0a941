import { describe, expect, it } from '@jest/globals';
import { IdentificationPolicy, IncomeLinePolicy } from '@humai/contracts-identification';
import { addDays, type DomainEvent, fold, type RecordedEvent } from '@humai/kernel';
import type { HouseholdCommand } from '../household/context.js';
import { householdDecider } from '../household/household.js';
import type { HouseholdEvent } from '../household/state.js';
import { CLEARING, clear, CLUE, command, compare, county, DECIDED, delivered, eliminate, enrol, on, OPENED, policies, propose, REGISTERED, review, STEPS, township } from '../testing/household-past.js';
import { explain } from './explain.js';
import { type Before, missingBefore } from './missing.js';
import type { ToldEvent } from './tell-by.js';

/** A household's stream as recorded, each command's events on its business date; a lone event is of another context. */
function recorded(past: readonly (HouseholdCommand | HouseholdEvent)[]): ToldEvent[] {
  const events: ToldEvent[] = [];
  for (const next of past) {
    const decided: readonly DomainEvent[] = 'meta' in next ? householdDecider.decide(next, fold(householdDecider, events as readonly HouseholdEvent[])) : [next];
    const meta = 'meta' in next ? next.meta : on('2024-04-20', township);
    for (const event of decided)
      events.push({
        ...event, id: `event-${events.length}`, stream: 'household-h1', revision: events.length, position: 10 + events.length, recordedAt: meta.now, hash: '',
        metadata: { actor: meta.actor.id, role: meta.actor.role, area: meta.actor.area, policy: null, effectiveOn: meta.effectiveOn, command: '', commandId: '', correlationId: '', causationId: '' },
      } as RecordedEvent as ToldEvent);
  }
  return events;
}
const ENROLLED = [...DECIDED, enrol()];
const CLEARED = [...ENROLLED, delivered(), eliminate(), propose(), ...Object.values(CLEARING), clear()];
const rollBack = command('RollBackClearing', { reason: '抽查收入不稳定' } as never, on('2024-11-01', county));
const answer = (past: Parameters<typeof recorded>[0], asOf = {}) => {
  const { standing, listed, answer: { zh, en } } = explain('h1', recorded(past), policies, asOf);
  return { standing, listed, zh, en };
};

describe('why a household is on the list', () => {
  it('says since when, as what, under which policy and for which risks', () =>
    expect(answer(ENROLLED)).toEqual({
      standing: 'LISTED', listed: true,
      zh: '该户自 2024-03-18 起为监测对象(边缘易致贫户),依据政策 identification/511504/2021。未消除的风险:因病。',
      en: 'The household has been on the list since 2024-03-18 as marginal household prone to poverty, under policy identification/511504/2021. Open risks: illness.',
    }));

  it('shows the number that decided beside the line in force, with both versions, and the rule with its values', () => {
    const step = explain('h1', recorded(ENROLLED), policies).steps.find((s) => s.type === 'identification.HouseholdEnrolled.v1')!;
    expect(step).toMatchObject({ on: '2024-03-18', actor: 'county-1', role: 'county' });
    expect(step.numbers[0]).toEqual({
      name: { zh: '人均纯收入', en: 'net income per head' }, value: 6_500, unit: 'yuan',
      compared: { by: '<', with: 8_800, name: { zh: '监测线', en: 'income line' }, version: 'income-line/51/2024', holds: true },
    });
    expect(step.rule).toMatchObject({ version: 'identification/511504/2021', path: 'categories.C2.eligible', holds: true, values: { incomePerHeadFen: 650_000, lineFen: 880_000, unsolved: 0 } });
    expect(policies.version(IncomeLinePolicy, step.numbers[0]!.compared!.version!).content.lineFen).toBe(880_000);
    expect(policies.version(IdentificationPolicy, step.rule!.version).content.categories.C2.eligible).toBe(step.rule!.expression);
  });

  it('names each step with who, when, its evidence and where it stands in the log', () => {
    const events = recorded(ENROLLED);
    const { steps } = explain('h1', events, policies);
    for (const step of steps) expect(events.find((e) => e.position === step.position)).toMatchObject({ id: step.eventId, type: step.type });
    expect(steps.find((s) => s.type === 'identification.HouseholdVerified.v1')!.evidence.length).toBeGreaterThan(0);
    expect(steps.every((s) => s.text.zh !== '' && !/[{}]/.test(s.text.zh + s.text.en) && !/\p{Script=Han}/u.test(s.text.en.replace(/reason given: .*/, '')))).toBe(true);
  });

  it('says that a clearing was rolled back, when and why', () =>
    expect(answer([...CLEARED, rollBack]).zh).toBe(
      '该户自 2024-03-18 起为监测对象(边缘易致贫户),依据政策 identification/511504/2021。曾标注风险消除,2024-11-01 回退:抽查收入不稳定。未消除的风险:因病。'));
});

describe('why it is not', () => {
  it.each([
    ['was never registered', [], 'UNREGISTERED', '当时没有该户的登记。'],
    ['is closed', [...CLUE, command('CloseHousehold', { reason: 'DEATH' }, on('2024-05-06', township))], 'NOT_LISTED', '该户已整户注销。'],
    ['went into another', [...REGISTERED, { type: 'identification.HouseholdMergedInto.v1', data: { intoHouseholdId: 'h2', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: '' } } as HouseholdEvent], 'NOT_LISTED', '该户已并入 h2,其监测情况见该户。'],
    ['has no clue', REGISTERED, 'NOT_LISTED', '该户未纳入监测:没有上报过线索。'],
    ['has an unsettled clue', CLUE, 'NOT_LISTED', '该户未纳入监测:有 1 条线索尚未办结(因病)。'],
    ['is in the procedure', [...OPENED, STEPS.verify, STEPS.authorise], 'IN_PROCEDURE', '该户尚未纳入监测。识别程序办理中,尚缺:信息比对、民主评议、村级公示、乡镇审核、县级审定、公告。'],
    ['was found not eligible', [...CLUE, command('CloseClue', { clueId: 'clue-1', verdict: 'NOT_ELIGIBLE', reason: '收入高于监测线', toldOn: '2024-03-08' } as never, on('2024-03-08', township))], 'NOT_LISTED', '该户未纳入监测:线索于 2024-03-08 办结(不符合条件),已告知理由:收入高于监测线。'],
    ['lost its review', [...OPENED, STEPS.verify, STEPS.authorise, compare(), review('2024-03-08', { attendance: 20, votesFor: 3, votesAgainst: 15 })], 'NOT_LISTED', '该户未纳入监测:程序于 2024-03-08 在「民主评议」终止(未通过),已告知理由:民主评议未通过。'],
    ['is cleared', CLEARED, 'CLEARED', '该户风险已于 2024-10-10 消除(帮扶消除),依据政策 identification/511504/2021,继续跟踪。'],
  ] as const)('because it %s', (_, past, standing, zh) => expect(answer(past)).toMatchObject({ standing, listed: false, zh }));
});

describe('what is missing before a decision', () => {
  const missing = (past: Parameters<typeof recorded>[0], before: Before, date: string) => missingBefore(fold(householdDecider, recorded(past) as readonly HouseholdEvent[]), before, on(date, county)).map((p) => p.code);
  const enrolment = { decision: 'ENROLMENT', category: 'C2' } as const;
  const clearing = { decision: 'CLEARING', mode: 'HELP' } as const;

  it.each([
    ['a household nobody registered', [], enrolment, '2024-03-18', ['HOUSEHOLD.NOT_FOUND']],
    ['one without a clue', REGISTERED, enrolment, '2024-03-18', ['CASE.NO_CLUE']],
    ['one whose case was not opened', CLUE, enrolment, '2024-03-18', ['CASE.NOT_OPEN']],
    ['one at the beginning: everything at once', OPENED, enrolment, '2024-03-18', ['CASE.STEPS_MISSING', 'AUTHORISATION.MISSING']],
    ['one that is decided and announced', DECIDED, enrolment, '2024-03-18', []],
    ['one that is enrolled already', ENROLLED, enrolment, '2024-03-18', ['ENROLMENT.EXISTS']],
    ['an enrolled one: too early, and not helped yet', ENROLLED, clearing, '2024-04-18', ['CLEARING.TOO_EARLY', 'CLEARING.NO_MEASURE']],
    ['one that may be proposed now', [...ENROLLED, delivered()], clearing, '2024-09-20', ['CASE.NOT_OPEN']],
    ['one whose clearing is proposed', [...ENROLLED, delivered(), propose()], clearing, '2024-10-10', ['CASE.STEPS_MISSING', 'CLEARING.OPEN_RISK', 'CLEARING.NOT_STABLE']],
    ['one ready to be cleared', [...ENROLLED, delivered(), eliminate(), propose(), ...Object.values(CLEARING)], clearing, '2024-10-10', []],
    ['one that is cleared', CLEARED, clearing, '2024-11-01', ['HOUSEHOLD.CLEARED']],
  ] as const)('is told of %s', (_, past, before, date, codes) => expect(missing(past, before, date)).toEqual(codes));

  it('is nothing exactly when the decision can be taken', () => {
    for (const past of [OPENED, DECIDED, ENROLLED]) {
      const state = fold(householdDecider, recorded(past) as readonly HouseholdEvent[]);
      const taken = (() => { try { return householdDecider.decide(enrol('2024-03-18', 'C2', 'e9'), state).length > 0; } catch { return false; } })();
      expect(missingBefore(state, enrolment, on('2024-03-18', county)).length === 0).toBe(taken);
    }
  });
});

describe('another day', () => {
  it('is answered as true then', () => {
    expect(answer(CLEARED, { trueOn: '2024-06-01' })).toMatchObject({ standing: 'LISTED', listed: true });
    expect(answer(CLEARED, { trueOn: '2024-03-06' })).toMatchObject({ standing: 'IN_PROCEDURE', listed: false });
  });
  it('is answered as known then', () => expect(answer(CLEARED, { knownAt: `${addDays('2024-01-10', -1)}T00:00:00.000Z` })).toMatchObject({ standing: 'UNREGISTERED' }));
});

