import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { foldReadModel, startOfDate, type LocalDate } from '@humai/kernel';
import { readModelSpecOf } from '@humai/testing';
import { person, runningService, TODAY, VILLAGE, type RunningService } from '../testing/running-service.js';
import { type VisitDeadlineDocument, visitDeadlines, visitDeadlinesProjection } from './visits.js';

const { given, happened } = readModelSpecOf(visitDeadlinesProjection);
const H1 = 'household-h1';
const joined = (list: 'DISASTER' | 'SERIOUS_ILLNESS' = 'DISASTER', visitDueOn: string | null = '2024-03-31') =>
  happened(H1, '2024-03-01', 'identification.WatchListJoined.v1', { list, village: VILLAGE, origin: 'HAND', reason: null, listedOn: '2024-03-01', visitDueOn });
const visited = (nextDueOn: string | null) => happened(H1, '2024-03-20', 'identification.VisitRecorded.v1', {
  visitId: 'v1', village: VILLAGE, visitedOn: '2024-03-20', byIds: ['a'], lists: [{ list: 'DISASTER', nextDueOn }], finding: 'NOTHING_NEW', clueId: null, evidenceHashes: [],
});
const doc = { dueOn: '2024-03-31', area: VILLAGE, merged: false, due: { DISASTER: '2024-03-31' } };

describe('identification.visit-deadlines', () => {
  it('ends on the first due date of a household', () => {
    given(joined()).then({ h1: doc });
    given(joined(), joined('SERIOUS_ILLNESS', '2024-03-20')).then({ h1: { ...doc, dueOn: '2024-03-20', due: { DISASTER: '2024-03-31', SERIOUS_ILLNESS: '2024-03-20' } } });
    given(joined('DISASTER', null)).then({});
  });
  it('goes on with each visit, check and passed period, and ends with the last list', () => {
    given(joined(), visited('2024-04-19')).then({ h1: { ...doc, dueOn: '2024-04-19', due: { DISASTER: '2024-04-19' } } });
    given(joined(), visited(null)).then({});
    given(joined('DISASTER', null), visited('2024-04-19')).then({ h1: { ...doc, dueOn: '2024-04-19', due: { DISASTER: '2024-04-19' } } });
    given(joined(), happened(H1, '2024-03-20', 'identification.CheckRecorded.v1', { village: VILLAGE, lists: [{ list: 'DISASTER', nextDueOn: '2024-04-19' }] } as never)).then({ h1: { ...doc, dueOn: '2024-04-19', due: { DISASTER: '2024-04-19' } } });
    given(joined(), happened(H1, '2024-04-01', 'identification.VisitOverdue.v1', { list: 'DISASTER', dueOn: '2024-03-31', nextDueOn: '2024-04-30' })).then({ h1: { ...doc, dueOn: '2024-04-30', due: { DISASTER: '2024-04-30' } } });
    given(joined(), happened(H1, '2024-04-01', 'identification.WatchListLeft.v1', { list: 'DISASTER', reason: '已重建', leftOn: '2024-04-01' })).then({});
  });
  it('goes along to another village', () =>
    given(joined(), happened(H1, '2024-03-20', 'identification.HouseholdChanged.v1', { registerNumber: null, village: '511504102201', kind: 'GENERAL' })).then({ h1: { ...doc, area: '511504102201' } }));
  it('waits while the household is part of another, and is gone when it is closed', () => {
    const merged = happened(H1, '2024-03-20', 'identification.HouseholdMergedInto.v1', { intoHouseholdId: 'h2', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: 'a'.repeat(64) });
    given(joined(), merged).then({ h1: { ...doc, merged: true, dueOn: '9999-12-31' } });
    given(joined(), merged, happened(H1, '2024-03-21', 'identification.HouseholdLinkUndone.v1', { eventId: 'e', otherHouseholdId: 'h2', why: 'HOUSEHOLD_ENDED' as never })).then({ h1: doc });
    given(joined(), happened(H1, '2024-03-20', 'identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: null })).then({});
  });
});

describe('a visit that nobody made', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService();
    await service.give('RegisterHousehold', 'h1', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(1)] });
    await service.give('PutOnWatchList', 'h1', { list: 'DISASTER' });
    await service.give('PutOnWatchList', 'h1', { list: 'DESTITUTE' });
  });
  afterAll(() => service.close());
  const due = async (): Promise<VisitDeadlineDocument[]> => [...foldReadModel(visitDeadlinesProjection, (await service.log()) as never).values()];
  const recorded = async () => (await service.history('h1')).filter((e) => e.type === 'identification.VisitOverdue.v1').map(({ data, metadata }) => ({ ...(data as object), on: metadata.effectiveOn }));
  /** As the process runner does it, after a restart. */
  const tick = async (today: LocalDate, before?: readonly VisitDeadlineDocument[]) => {
    service.clock.advance(Date.parse(startOfDate(today)) - Date.parse(service.clock.now()));
    for (const deadline of before ?? (await due())) if (deadline.dueOn < today) await visitDeadlines(service.newExecutor()).act(deadline, today);
  };

  it('is recorded the day after its period, for every list, once, also when the tick is repeated after a crash', async () => {
    expect(TODAY).toBe('2025-03-10');
    const before = await due();
    expect(before.map((d) => d.dueOn)).toStrictEqual(['2025-04-09']);
    await tick('2025-04-09');
    expect(await recorded()).toStrictEqual([]);
    await tick('2025-04-10');
    await tick('2025-04-10', before);
    await tick('2025-04-11', before);
    await tick('2025-04-11');
    const both = ['DISASTER', 'DESTITUTE'].map((list) => ({ list, dueOn: '2025-04-09', nextDueOn: '2025-05-09', on: '2025-04-10' }));
    expect(await recorded()).toStrictEqual(both);
    await tick('2025-05-10');
    expect(await recorded()).toStrictEqual([...both, ...both.map((o) => ({ ...o, dueOn: '2025-05-09', nextDueOn: '2025-06-08', on: '2025-05-10' }))]);
  });

  it('is not recorded when it was made in the meantime', async () => {
    const before = await due();
    await service.give('RecordVisit', 'h1', { visitId: 'v1', visitedOn: '2025-05-10', byIds: ['a'], finding: 'NOTHING_NEW' });
    const position = await service.store.lastPosition();
    await tick('2025-06-09', before);
    expect(await service.store.lastPosition()).toBe(position);
    expect((await due()).map((d) => d.dueOn)).toStrictEqual(['2025-06-09']);
  });
});
