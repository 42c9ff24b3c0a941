import { describe, expect, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import { carriedOver, cleared, clue, clueClosed, command, delivered, ended, enrolled, fact, gift, hash, inside, measure, member, memberLeft, outside, planned, registered, riskAdded, riskEliminated, rolledBack, VILLAGE, withMeasure, withPlan } from '../testing/household-past.js';
import { householdDecider } from './household.js';

const { given } = specOf(householdDecider);

it('invariant 20: asks for the rulebook of the business date, where the household lives', () => {
  const asked: string[] = [];
  const c = command('MakePlan', { planId: 'plan-1', helperId: 'helper-1' }, '2024-03-20');
  const { policies } = c.meta;
  const help = command('GrantHelp', { code: 'M60', ...gift }, '2024-04-02');
  householdDecider.decide({ ...help, meta: { ...help.meta, policies: { ...policies, inForce: (kind, area, on) => { asked.push(`${kind.kind} ${area} ${on}`); return policies.inForce(kind, area, on); } } } }, given(...outside).state());
  expect(asked).toStrictEqual([`assistance ${VILLAGE} 2024-04-02`]);
});

describe('a plan', () => {
  const make = (date = '2024-03-20', planId = 'plan-1') => command('MakePlan', { planId, helperId: 'helper-1' }, date);

  it('names one helper and says whether somebody can work', () => given(...inside).when(make()).then(planned()));
  it('says that nobody can work when nobody can', () =>
    given(registered, member('p2', 'NONE'), enrolled()).when(make()).then(fact('PlanMade.v1', { planId: 'plan-1', enrolmentId: 'e1', helperId: 'helper-1', withLabour: false })));
  it('is made for an enrolled household only', () => given(...outside).when(make()).thenRejects('ASSISTANCE.NOT_ENROLLED'));
  it('is not made for a cleared household', () => given(...inside, cleared).when(make()).thenRejects('ASSISTANCE.CLEARED'));
  it('is not made for a household that is closed or went into another', () => {
    given(...inside, { type: 'identification.HouseholdClosed.v1', data: { reason: 'DEATH', enrolmentId: 'e1' } }).when(make()).thenRejects('ASSISTANCE.NOT_ENROLLED');
    given(...inside, { type: 'identification.HouseholdMergedInto.v1', data: { intoHouseholdId: 'h2', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: hash } }).when(make()).thenRejects('ASSISTANCE.NOT_ENROLLED');
  });
  it('can be made again after a roll-back of the clearing', () => given(...inside, cleared, rolledBack).when(make()).then(planned()));
  it('is made for monitoring carried over from before', () => given(...outside, carriedOver(false)).when(make()).then(planned('plan-1', 'e0')));
  it('is not made for monitoring that was carried over as cleared', () => given(...outside, carriedOver(true)).when(make()).thenRejects('ASSISTANCE.CLEARED'));
  it('there is one of per enrolment', () => given(...withPlan).when(make('2024-03-21', 'plan-2')).thenRejects('PLAN.EXISTS'));
  it('there is a new one of after a relapse', () => given(...withPlan, cleared, enrolled('e2', '2025-02-01')).when(make('2025-02-05', 'plan-2')).then(planned('plan-2', 'e2')));
  it('repeated is nothing', () => given(...withPlan).when(make()).thenNothing());
  it('of nobody is refused', () => given().when(make()).thenRejects('ASSISTANCE.HOUSEHOLD_NOT_FOUND'));

  const replace = (helperId: string) => command('ReplaceHelper', { helperId, reason: '调离' }, '2024-05-06');
  it('gets another helper in the place of the last, never none', () => given(...withPlan).when(replace('helper-2')).then(fact('HelperReplaced.v1', { planId: 'plan-1', helperId: 'helper-2', reason: '调离' })));
  it('keeps its helper when the same is named again', () => given(...withPlan).when(replace('helper-1')).thenNothing());
  it('keeps the new helper when that one is named again', () =>
    given(...withPlan, fact('HelperReplaced.v1', { planId: 'plan-1', helperId: 'helper-2', reason: '调离' })).when(replace('helper-2')).thenNothing());
  it('must be there to change its helper', () => given(...inside).when(replace('helper-2')).thenRejects('PLAN.NONE'));
});

describe('a measure', () => {
  const plan = (over: Partial<{ measureId: string; riskId: string; code: 'M41' | 'M80'; dueOn: string }> = {}, date = '2024-03-18') =>
    command('PlanMeasure', { measureId: 'm1', riskId: 'e1.1', code: 'M41', ...over }, date);

  it('is planned against an open risk, due by the limit of the policy', () => given(...withPlan).when(plan()).then(measure()));
  it('is due when the plan says so', () => given(...withPlan).when(plan({ dueOn: '2024-09-30' })).then(measure('m1', 'M41', 'e1.1', '2024-09-30')));
  it('is not due before it is planned', () => given(...withPlan).when(plan({ dueOn: '2024-03-17' })).thenRejects('MEASURE.DUE_IN_PAST'));
  it('needs a plan', () => given(...inside).when(plan()).thenRejects('PLAN.NONE'));
  it('needs a plan of this enrolment, not of the last', () => given(...withPlan, cleared, enrolled('e2')).when(plan({ riskId: 'e2.1' })).thenRejects('PLAN.NONE'));
  it('needs a risk of the household', () => given(...withPlan).when(plan({ riskId: 'e9.1' })).thenRejects('MEASURE.RISK_NOT_FOUND'));
  it('needs an open risk', () => given(...withPlan, riskAdded, riskEliminated()).when(plan()).thenRejects('MEASURE.RISK_CLOSED'));
  it('can meet a risk added later', () => given(...withPlan, riskAdded).when(plan({ riskId: 'e1.2' })).then(measure('m1', 'M41', 'e1.2')));
  it('repeated is nothing', () => given(...withMeasure).when(plan({}, '2024-03-25')).thenNothing());
  it('keeps its content under its id', () => given(...withMeasure).when(plan({ code: 'M80' })).thenRejects('MEASURE.EXISTS'));

  const end = command('EndMeasure', { measureId: 'm1', reason: '合同到期' }, '2024-06-03');
  it('ends once', () => given(...withMeasure).when(end).then(ended()));
  it('that has ended, ends no more', () => given(...withMeasure, ended()).when(end).thenNothing());
  it('can end after clearing', () => given(...withMeasure, cleared).when(end).then(ended()));
  it('that is not there cannot end', () => given(...withPlan).when(end).thenRejects('MEASURE.NOT_FOUND'));
});

describe('a delivery', () => {
  const deliver = (over: Partial<typeof gift> = {}, date = '2024-04-02') => command('DeliverMeasure', { measureId: 'm1', ...gift, ...over }, date);
  const noMoney = { measureId: 'm1', ...gift, amountFen: null };

  it('says what was given to whom, with its evidence', () => given(...withMeasure).when(deliver()).then(delivered()));
  it('repeated is nothing', () => given(...withMeasure, delivered()).when(deliver()).thenNothing());
  it('can be one of several', () => given(...withMeasure, delivered()).when(deliver({ deliveryId: 'd2' })).then(delivered('m1', 'M41', 'd2')));
  it('goes to a member', () => given(...withMeasure).when(deliver({ recipientId: 'p9' })).thenRejects('DELIVERY.NOT_MEMBER'));
  it('goes to no name of JavaScript', () => given(...withMeasure).when(deliver({ recipientId: 'constructor' })).thenRejects('DELIVERY.NOT_MEMBER'));
  it('goes to nobody who has left', () => given(...withMeasure, memberLeft('p1')).when(deliver()).thenRejects('DELIVERY.NOT_MEMBER'));
  it('is not of tomorrow', () => given(...withMeasure).when(deliver({ deliveredOn: '2024-04-03' })).thenRejects('DELIVERY.FUTURE'));
  it('is of something', () => given(...withMeasure).when(command('DeliverMeasure', noMoney, '2024-04-02')).thenRejects('DELIVERY.NOTHING_GIVEN'));
  it('of a quantity has its unit', () => given(...withMeasure).when(command('DeliverMeasure', { ...noMoney, quantity: 3 }, '2024-04-02')).thenRejects('DELIVERY.UNIT_MISSING'));
  it('needs its measure', () => given(...withPlan).when(deliver()).thenRejects('MEASURE.NOT_FOUND'));
  it('needs a measure that has not ended', () => given(...withMeasure, ended()).when(deliver()).thenRejects('MEASURE.ENDED'));
});

describe('a household that moves to another village', () => {
  const movedTo = (village: string) => ({ type: 'identification.HouseholdChanged.v1', data: { registerNumber: null, village, kind: 'GENERAL' } }) as const;
  const move = command('MoveMeasures', {}, '2024-05-02');
  const moved = (village: string, ...measureIds: string[]) => fact('MeasuresMoved.v1', { measureIds, village });

  it('takes its running measures along, not those that have ended', () =>
    given(...withMeasure, measure('m2'), measure('m3'), ended('m3'), movedTo('511504001201')).when(move).then(moved('511504001201', 'm1', 'm2')));
  it('takes them once, and back again', () => {
    given(...withMeasure, movedTo('511504001201'), moved('511504001201', 'm1')).when(move).thenNothing();
    given(...withMeasure, movedTo('511504001201'), moved('511504001201', 'm1'), movedTo(VILLAGE)).when(move).then(moved(VILLAGE, 'm1'));
  });
  it('has nothing to take without measures, or when only its number changed', () => {
    given(...withPlan, movedTo('511504001201')).when(move).thenNothing();
    given(...withMeasure, movedTo(VILLAGE)).when(move).thenNothing();
  });
});

describe('invariant 7: no selective help outside the register', () => {
  const help = (code: 'M41' | 'M60' | 'M62', date = '2024-04-02', amountFen = 100_000) => command('GrantHelp', { code, ...gift, amountFen }, date);
  const refusal = (reason: 'NOT_ENROLLED' | 'CLEARED' | 'GREEN_CHANNEL', code: 'M41' | 'M30' | 'M62' = 'M41', requestId = 'd1') =>
    fact('AssistanceRefused.v1', { requestId, code, reason, village: VILLAGE });

  it('refuses and records a grant to a household that is not enrolled', () => given(...outside).when(help('M41')).then(refusal('NOT_ENROLLED')));
  it('refuses and records a measure for one', () =>
    given(...outside).when(command('PlanMeasure', { measureId: 'm1', riskId: 'e1.1', code: 'M41' }, '2024-04-02')).then(refusal('NOT_ENROLLED', 'M41', 'm1')));
  it('records the refusal of one request once', () => given(...outside, refusal('NOT_ENROLLED')).when(help('M41')).thenNothing());
  it('lets universal help through', () => given(...outside).when(help('M60')).then(delivered(null, 'M60')));
  it('lets universal help through for enrolled households too', () => given(...inside).when(help('M60')).then(delivered(null, 'M60')));
  it('repeats no universal help', () => given(...outside, delivered(null, 'M60')).when(help('M60')).thenNothing());
  it('sends selective help for an enrolled household through the plan', () => given(...inside).when(help('M41')).thenRejects('MEASURE.NEEDS_PLAN'));
  it('plans no universal measure without an enrolment', () =>
    given(...outside).when(command('PlanMeasure', { measureId: 'm1', riskId: 'e1.1', code: 'M60' }, '2024-04-02')).thenRejects('PLAN.NONE'));

  describe('after clearing', () => {
    const deliver = (measureId: string, deliveryId = 'd2') => command('DeliverMeasure', { measureId, ...gift, deliveryId }, '2024-11-01');
    const loan = measure('m2', 'M30');

    it('refuses and records new selective help', () => given(...withMeasure, cleared).when(help('M41')).then(refusal('CLEARED')));
    it('refuses and records a new measure', () =>
      given(...withPlan, cleared).when(command('PlanMeasure', { measureId: 'm9', riskId: 'e1.1', code: 'M41' }, '2024-11-01')).then(refusal('CLEARED', 'M41', 'm9')));
    it('lets a loan that has begun run to its end', () => given(...withPlan, loan, delivered('m2', 'M30'), cleared).when(deliver('m2')).then(delivered('m2', 'M30', 'd2')));
    it('refuses and records a loan that had not begun', () => given(...withPlan, loan, cleared).when(deliver('m2')).then(refusal('CLEARED', 'M30', 'd2')));
    it('refuses and records what does not run on', () => given(...withMeasure, delivered(), cleared).when(deliver('m1')).then(refusal('CLEARED', 'M41', 'd2')));
    it('lets a universal measure go on', () => given(...withPlan, measure('m3', 'M80'), cleared).when(deliver('m3')).then(delivered('m3', 'M80', 'd2')));
    it('is over with a roll-back', () => given(...withMeasure, cleared, rolledBack).when(deliver('m1')).then(delivered('m1', 'M41', 'd2')));
  });

  describe('invariant 8: the green channel', () => {
    const ahead = { clueId: 'c1', capFen: 500_000, completeBy: '2024-04-03' };
    const first = (amountFen = 100_000, deliveryId = 'd1') => delivered(null, 'M62', deliveryId, { amountFen }, ahead);
    it('lets help come first after a disaster', () => given(...outside, clue(['0201'])).when(help('M62')).then(first()));
    it('needs an open clue', () => given(...outside, clue(['0201']), clueClosed).when(help('M62')).then(refusal('NOT_ENROLLED', 'M62')));
    it('needs a clue of a disaster or accident', () => given(...outside, clue(['01'])).when(help('M62')).then(refusal('NOT_ENROLLED', 'M62')));
    it('rests on the last of several clues', () => given(...outside, clue(['05']), clue(['0206'], '2024-03-25', 'c2')).when(help('M62', '2024-04-20')).then(delivered(null, 'M62', 'd1', {}, { ...ahead, clueId: 'c2', completeBy: '2024-04-24' })));
    it('ends at its cap, counted together', () =>
      given(...outside, clue(['05']), delivered(null, 'M62', 'd0', { amountFen: 450_000 })).when(help('M62')).then(refusal('GREEN_CHANNEL', 'M62')));
    it('reaches its cap', () => given(...outside, clue(['05'])).when(help('M62', '2024-04-02', 500_000)).then(first(500_000)));
    it('ends at its completion date', () => given(...outside, clue(['05'])).when(help('M62', '2024-04-04')).then(refusal('GREEN_CHANNEL', 'M62')));
    it('is open on its completion date', () => given(...outside, clue(['05'])).when(help('M62', '2024-04-03')).then(first()));
    const late = (date = '2024-04-04', dueOn = '2024-04-03') => command('RecordGreenChannelOverdue', { clueId: 'c1', dueOn }, date);
    const overdue = (givenFen = 100_000) => fact('GreenChannelOverdue.v1', { clueId: 'c1', dueOn: '2024-04-03', givenFen, village: VILLAGE });
    it('without an enrolment by its completion date becomes a finding, with what was given', () => given(...outside, clue(['05']), first(), first(250_000, 'd2')).when(late()).then(overdue(350_000)));
    it('becomes one also when the clue was closed meanwhile', () => given(...outside, clue(['05']), first(), clueClosed).when(late()).then(overdue()));
    it('is none on its completion date', () => given(...outside, clue(['05']), first()).when(late('2024-04-03')).thenNothing());
    it('is one once', () => given(...outside, clue(['05']), first(), overdue()).when(late()).thenNothing());
    it('is none after an enrolment', () => given(...outside, clue(['05']), first(), enrolled()).when(late()).thenNothing());
    it('is none where no help came first', () => given(...outside, clue(['05'])).when(late()).thenNothing());
    it('is not for other help', () => given(...outside, clue(['05'])).when(help('M41')).then(refusal('NOT_ENROLLED')));
  });
});

describe('invariant 11: a plan within the limit', () => {
  const late = (date = '2024-04-02') => command('RecordPlanOverdue', { enrolmentId: 'e1', dueOn: '2024-04-01' }, date);
  const overdue = fact('PlanOverdue.v1', { enrolmentId: 'e1', dueOn: '2024-04-01' });

  it('is recorded as overdue when there is none', () => given(...inside).when(late()).then(overdue));
  it('is not overdue on its last day', () => given(...inside).when(late('2024-04-01')).thenNothing());
  it('is recorded once', () => given(...inside, overdue).when(late()).thenNothing());
  it('is not recorded with a plan', () => given(...withPlan).when(late()).thenNothing());
  it('is not recorded for a cleared household', () => given(...inside, cleared).when(late()).thenNothing());
  it('can be missed again after a roll-back, from which its limit runs anew', () => {
    const anew = command('RecordPlanOverdue', { enrolmentId: 'e1', dueOn: '2024-11-25' }, '2024-11-26');
    given(...inside, overdue, cleared, rolledBack).when(anew).then(fact('PlanOverdue.v1', { enrolmentId: 'e1', dueOn: '2024-11-25' }));
  });
  it('is not recorded for another enrolment', () => given(...inside, cleared, enrolled('e2')).when(late()).thenNothing());
});

describe('invariant 9: every open risk has a live or delivered measure within the limit', () => {
  const late = (date = '2024-04-18', riskId = 'e1.1') => command('RecordMeasureOverdue', { enrolmentId: 'e1', riskId, dueOn: '2024-04-17' }, date);
  const overdue = (riskId = 'e1.1') => fact('MeasureOverdue.v1', { enrolmentId: 'e1', riskId, dueOn: '2024-04-17' });

  it('is recorded as overdue when there is none', () => given(...withPlan).when(late()).then(overdue()));
  it('is not overdue on its last day', () => given(...withPlan).when(late('2024-04-17')).thenNothing());
  it('is recorded once', () => given(...withPlan, overdue()).when(late()).thenNothing());
  it('is recorded for each risk', () => given(...withPlan, riskAdded, overdue()).when(late('2024-04-18', 'e1.2')).then(overdue('e1.2')));
  it('is met by a delivered measure', () => given(...withMeasure, delivered()).when(late()).thenNothing());
  it('stays met when a delivered measure ends', () => given(...withMeasure, delivered(), ended()).when(late()).thenNothing());
  it('is met by a measure that is still in time', () => given(...withPlan, measure('m1', 'M70', 'e1.1', '2024-09-30')).when(late()).thenNothing());
  it('is not met by a measure past its own date', () => given(...withMeasure).when(late()).then(overdue()));
  it('is not met by a measure that ended undelivered', () => given(...withPlan, measure('m1', 'M70', 'e1.1', '2024-09-30'), ended()).when(late()).then(overdue()));
  it('is not met by a measure against another risk', () => given(...withPlan, riskAdded, measure('m1', 'M41', 'e1.2', '2024-09-30')).when(late()).then(overdue()));
  it('is not met by a measure of an earlier enrolment, though its risk had the same id', () => {
    const again = [measure('m1', 'M41', 'r'), delivered(), cleared, enrolled('e2'), { ...riskAdded, data: { ...riskAdded.data, enrolmentId: 'e2', riskId: 'r' } } as typeof riskAdded];
    given(...withPlan, ...again).when(command('RecordMeasureOverdue', { enrolmentId: 'e2', riskId: 'r', dueOn: '2024-04-17' }, '2024-04-18'))
      .then(fact('MeasureOverdue.v1', { enrolmentId: 'e2', riskId: 'r', dueOn: '2024-04-17' }));
  });
  it('may be recorded again after a roll-back', () => given(...withPlan, overdue(), riskEliminated(), cleared, rolledBack).when(late()).then(overdue()));
  it('is of no more interest for an eliminated risk', () => given(...withPlan, riskEliminated()).when(late()).thenNothing());
  it('is of no more interest for a cleared household', () => given(...withPlan, cleared).when(late()).thenNothing());
});

describe('invariant 10: with labour and an open risk, a development measure by month 6', () => {
  const late = (date = '2024-09-19') => command('RecordDevelopmentOverdue', { enrolmentId: 'e1', dueOn: '2024-09-18' }, date);
  const overdue = fact('DevelopmentOverdue.v1', { enrolmentId: 'e1', dueOn: '2024-09-18' });

  it('is recorded as overdue when there is none', () => given(...withMeasure, delivered()).when(late()).then(overdue));
  it('is recorded once', () => given(...withMeasure, overdue).when(late()).thenNothing());
  it('is met by a delivered development measure', () => given(...withPlan, measure('m1', 'M20'), delivered('m1', 'M20')).when(late()).thenNothing());
  it('is met by one that is still in time', () => given(...withPlan, measure('m1', 'M20', 'e1.1', '2024-10-01')).when(late()).thenNothing());
  it('may be recorded again after a roll-back', () => given(...inside, overdue, cleared, rolledBack).when(late()).then(overdue));
  it('does not concern a household without labour', () => given(registered, member('p2', 'NONE'), enrolled()).when(late()).thenNothing());
  it('does not concern a household without open risk', () => given(...inside, riskEliminated()).when(late()).thenNothing());
  it('does not concern an earlier enrolment', () => given(...inside, cleared, enrolled('e2')).when(late()).thenNothing());
});

it('leaves a household as it is for facts that do not matter here', () => {
  const state = given(...inside).state();
  expect(householdDecider.evolve(state, { type: 'identification.IncomeRecorded.v1', data: { year: 2024, incomePerHeadFen: 1 } })).toBe(state);
});
