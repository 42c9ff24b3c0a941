import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, foldReadModel, startOfDate, type LocalDate } from '@humai/kernel';
import { person, runningService, TODAY, VILLAGE, type RunningService } from '../testing/running-service.js';
import { type DeadlineDocument, deadlinesProjection, identificationDeadlines } from './deadlines.js';

let service: RunningService;
beforeAll(async () => {
  service = await runningService();
  await service.give('RegisterHousehold', 'h1', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(1)] });
  await service.give('ReportClue', 'h1', { clueId: 'x', channel: 'OTHER', riskTypes: ['01'] });
  await service.give('OpenCase', 'h1', { caseId: 'x' }, { actor: { id: 'v', role: 'village', area: VILLAGE } });
});
afterAll(() => service.close());

const goTo = (date: LocalDate) => service.clock.advance(Date.parse(startOfDate(date)) - Date.parse(service.clock.now()));
const due = async (): Promise<DeadlineDocument[]> => [...foldReadModel(deadlinesProjection, (await service.log()) as never).values()];
const recorded = async () => (await service.history('h1')).filter((e) => e.type === 'identification.IdentificationOverdue.v1').map(({ data, metadata }) => ({ ...(data as object), on: metadata.effectiveOn, by: metadata.actor }));
/** As the process runner does it, after a restart. */
const tick = async (today: LocalDate) => {
  goTo(today);
  for (const deadline of await due()) if (deadline.dueOn < today) await identificationDeadlines(service.newExecutor()).act(deadline, today);
};

describe('a limit of identification that passes', () => {
  it('is recorded the day after, for the clue and for the case, once each', async () => {
    const before = await due();
    const [dueOn] = before.map((d) => d.dueOn);
    expect(before.map((d) => [d.subject, d.dueOn])).toStrictEqual([['CLUE', dueOn], ['CASE', dueOn]]);
    expect(dueOn).toBe('2025-04-08'); // 20 working days after TODAY, with the holiday of 4 April
    expect(TODAY).toBe('2025-03-10');
    await tick(dueOn!);
    expect(await recorded()).toStrictEqual([]);
    await tick('2025-04-09');
    await tick('2025-04-10');
    // As after a crash between the act and its checkpoint.
    for (const deadline of before) await identificationDeadlines(service.newExecutor()).act(deadline, '2025-04-10');
    expect(await recorded()).toStrictEqual(['CLUE', 'CASE'].map((subject) => ({ subject, subjectId: 'x', dueOn, on: '2025-04-09', by: 'identification' })));
    expect(await due()).toStrictEqual([]);
  });

  it('is recorded for a clue that nobody took up in time, once; the clue itself is still to be settled', async () => {
    await service.give('RegisterHousehold', 'h3', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(3)] });
    await service.give('ReportClue', 'h3', { clueId: 'z', channel: 'OTHER', riskTypes: ['01'] });
    const told = async () => (await service.history('h3')).filter((e) => e.type === 'identification.ClueAcceptanceOverdue.v1').map(({ data, metadata }) => [data, metadata.effectiveOn]);
    const before = (await due()).find((d) => d.householdId === 'h3' && d.subject === 'ACCEPTANCE')!;
    await tick(before.dueOn);
    expect(await told()).toStrictEqual([]);
    await tick(addDays(before.dueOn, 1));
    await tick(addDays(before.dueOn, 2));
    await identificationDeadlines(service.newExecutor()).act(before, addDays(before.dueOn, 2));
    expect(await told()).toStrictEqual([[{ clueId: 'z', dueOn: before.dueOn }, addDays(before.dueOn, 1)]]);
    expect((await due()).filter((d) => d.householdId === 'h3').map((d) => d.subject)).toStrictEqual(['CLUE']);
    await service.give('CloseClue', 'h3', { clueId: 'z', verdict: 'NOT_ELIGIBLE', reason: '不属实', toldOn: TODAY });
  });

  it('is not recorded when the matter was settled in the meantime', async () => {
    await service.give('RegisterHousehold', 'h2', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(2)] });
    await service.give('ReportClue', 'h2', { clueId: 'y', channel: 'OTHER', riskTypes: ['01'] });
    const before = await due();
    await service.give('CloseClue', 'h2', { clueId: 'y', verdict: 'NOT_ELIGIBLE', reason: '不属实', toldOn: TODAY });
    goTo('2026-01-05');
    const position = await service.store.lastPosition();
    for (const deadline of before) await identificationDeadlines(service.newExecutor()).act(deadline, '2026-01-05');
    expect(await service.store.lastPosition()).toBe(position);
  });
});
