import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { foldReadModel, type LocalDate } from '@humai/kernel';
import { assistanceAggregate } from '../application/household-aggregate.js';
import { calendar, enrolled, fact, member, policies, registered, runningService, type Fact, type RunningService } from '../testing/running-service.js';
import { assistanceDeadlines } from './deadlines.js';

let service: RunningService;
beforeAll(async () => { service = await runningService(); });
afterAll(() => service.close());

let households = 0;
/** A household of its own, the process as it is after a restart, and a tick that acts as the process runner does. */
async function household(...facts: readonly Fact[]) {
  const id = `h${(households += 1)}`;
  const executor = service.newExecutor();
  const { dueDates, act } = assistanceDeadlines({ executor, policies, calendar });
  await service.given(id, registered, member, ...facts);
  const due = async () => foldReadModel(dueDates, await service.history(id)).get(id)!;
  return {
    due,
    recorded: async () => (await service.history(id)).filter((e) => e.type.endsWith('Overdue.v1')).map(({ type, data, metadata }) => ({ type, data: data as { dueOn: LocalDate }, on: metadata.effectiveOn })),
    history: () => service.history(id),
    given: (...more: readonly Fact[]) => service.given(id, ...more),
    tick: async (today: LocalDate) => {
      service.goTo(today);
      const deadline = await due();
      if (deadline.dueOn !== null && deadline.dueOn < today) await act(deadline, today);
    },
    /** Acts on what was due once, though it has been settled since: as after a crash between the act and its checkpoint. */
    actAgain: async (deadline: unknown, today: LocalDate) => act(deadline, today),
    command: (type: string, data: object, on: LocalDate) => {
      service.goTo(on);
      return executor.execute(assistanceAggregate, { type, id, data, actor: { id: 'township-1', role: 'township', area: '511504101' }, commandId: `${type} ${on}` });
    },
  };
}
const plan = { type: 'assistance.PlanOverdue.v1', data: { enrolmentId: 'e1', dueOn: '2024-04-01' } };
const help = { type: 'assistance.MeasureOverdue.v1', data: { enrolmentId: 'e1', riskId: 'e1.1', dueOn: '2024-04-17' } };
const development = { type: 'assistance.DevelopmentOverdue.v1', data: { enrolmentId: 'e1', dueOn: '2024-09-18' } };

describe('a limit that passes', () => {
  it('is recorded the day after, once, by the service', async () => {
    const { tick, recorded, history } = await household(enrolled());
    await tick('2024-04-01');
    expect(await recorded()).toStrictEqual([]);
    await tick('2024-04-02');
    await tick('2024-04-02');
    await tick('2024-04-03');
    expect(await recorded()).toStrictEqual([{ ...plan, on: '2024-04-02' }]);
    expect((await history()).at(-1)?.metadata).toMatchObject({ actor: 'assistance', role: 'service', command: 'RecordPlanOverdue', policy: 'assistance/511504/2021', effectiveOn: '2024-04-02' });
  });

  it('is recorded one after the other as each ends', async () => {
    const { tick, recorded, due } = await household(enrolled());
    for (const day of ['2024-04-02', '2024-04-18', '2024-09-19', '2024-09-20']) await tick(day);
    expect(await recorded()).toStrictEqual([{ ...plan, on: '2024-04-02' }, { ...help, on: '2024-04-18' }, { ...development, on: '2024-09-19' }]);
    expect((await due()).dueOn).toBeNull();
  });

  it('is found at the next tick, however late that is, with the day it was due', async () => {
    const { tick, recorded } = await household(enrolled());
    await tick('2024-11-04');
    expect(await recorded()).toStrictEqual([plan, help, development].map((o) => ({ ...o, on: '2024-11-04' })));
  });

  it('is recorded once, though it is acted upon again', async () => {
    const { tick, due, actAgain, recorded } = await household(enrolled());
    const before = await due();
    await tick('2024-11-04');
    await actAgain(before, '2024-11-04');
    expect(await recorded()).toHaveLength(3);
  });

  it('is not recorded when it was met in the meantime', async () => {
    const { command, due, actAgain, recorded } = await household(enrolled());
    const before = await due();
    await command('MakePlan', { planId: 'plan-1', helperId: 'helper-1' }, '2024-03-28');
    service.goTo('2024-04-02');
    await actAgain(before, '2024-04-02');
    expect(await recorded()).toStrictEqual([]);
  });

  it('is met by a plan, a measure under way and a development measure', async () => {
    const { command, tick, recorded } = await household(enrolled());
    await command('MakePlan', { planId: 'plan-1', helperId: 'helper-1' }, '2024-03-28');
    await command('PlanMeasure', { measureId: 'm1', riskId: 'e1.1', code: 'M20', dueOn: '2024-10-31' }, '2024-04-10');
    await tick('2024-10-31');
    expect(await recorded()).toStrictEqual([]);
    await tick('2024-11-01');
    expect((await recorded()).map((o) => [o.type, o.data.dueOn])).toStrictEqual([['assistance.MeasureOverdue.v1', '2024-10-31'], ['assistance.DevelopmentOverdue.v1', '2024-10-31']]);
  });

  it('can be missed again after a roll-back', async () => {
    const { tick, recorded, given } = await household(enrolled());
    await tick('2024-04-18');
    await given(
      fact('2024-10-08', 'identification.RiskEliminated.v1', { enrolmentId: 'e1', riskId: 'e1.1', mode: 'NATURAL', evidenceHash: 'a'.repeat(64) }),
      fact('2024-10-10', 'identification.HouseholdCleared.v1', {
        caseId: 'k2', enrolmentId: 'e1', mode: 'NATURAL', clearedOn: '2024-10-10', incomePerHeadFen: 1, lineFen: 1, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021',
      }),
    );
    await tick('2024-11-10');
    expect(await recorded()).toHaveLength(2);
    await given(fact('2024-11-11', 'identification.ClearingRolledBack.v1', { enrolmentId: 'e1', reason: '不稳定', reopenedRiskIds: ['e1.1'] }));
    await tick('2024-12-12');
    expect((await recorded()).slice(2)).toStrictEqual([{ ...plan, data: { ...plan.data, dueOn: '2024-11-25' }, on: '2024-12-12' }, { ...help, data: { ...help.data, dueOn: '2024-12-11' }, on: '2024-12-12' }]);
  });

  it('is recorded for help that came first and no enrolment followed, once, whatever became of the clue', async () => {
    const { tick, due, actAgain, recorded, given, history } = await household();
    await given(
      fact('2024-03-04', 'identification.ClueReported.v1', { clueId: 'c1', village: '511504101201', channel: 'CADRE_VISIT', riskTypes: ['0201'], occurredOn: '2024-03-04', foundOn: '2024-03-04', dueOn: '2024-04-01', source: null }),
      fact('2024-03-05', 'assistance.MeasureDelivered.v1', {
        measureId: null, deliveryId: 'd1', code: 'M62', riskId: null, recipientId: 'p1', deliveredOn: '2024-03-05', amountFen: 200_000, quantity: null, unit: null, evidenceHash: 'a'.repeat(64),
        village: '511504101201', greenChannel: { clueId: 'c1', capFen: 500_000, completeBy: '2024-04-03' },
      }),
      fact('2024-03-20', 'identification.ClueClosed.v1', { clueId: 'c1', verdict: 'NOT_ELIGIBLE', reason: '不符合', caseId: null, toldOn: '2024-03-20' }),
    );
    const before = await due();
    await tick('2024-04-03');
    expect(await recorded()).toStrictEqual([]);
    await tick('2024-04-04');
    await tick('2024-04-05');
    await actAgain(before, '2024-04-05');
    expect(await recorded()).toStrictEqual([{ type: 'assistance.GreenChannelOverdue.v1', data: { clueId: 'c1', dueOn: '2024-04-03', givenFen: 200_000, village: '511504101201' }, on: '2024-04-04' }]);
    expect((await history()).at(-1)?.metadata).toMatchObject({ actor: 'assistance', role: 'service', command: 'RecordGreenChannelOverdue' });
  });
});
