import { describe, expect, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { after, command, county, hash, on, REGISTERED, service, township, VILLAGE, village } from '../../testing/household-past.js';
import type { CommandOf } from '../context.js';
import { householdDecider } from '../household.js';
import type { HouseholdEvent } from '../state.js';

const { given } = specOf(householdDecider);
const past = after(REGISTERED);

const put = (list: 'DISASTER' | 'SERIOUS_ILLNESS' = 'DISASTER', date = '2024-03-01', who = village) => command('PutOnWatchList', { list, origin: 'HAND', reason: '受灾' }, on(date, who));
const takeOff = (date = '2024-06-01', who = township) => command('TakeOffWatchList', { list: 'DISASTER', reason: '已重建' }, on(date, who));
const joined = (over: Partial<Extract<IdentificationEvent, { type: 'identification.WatchListJoined.v1' }>['data']> = {}): HouseholdEvent =>
  ({ type: 'identification.WatchListJoined.v1', data: { list: 'DISASTER', village: VILLAGE, origin: 'HAND', reason: '受灾', listedOn: '2024-03-01', visitDueOn: '2024-03-31', ...over } });
const call = { visitId: 'v1', visitedOn: '2024-03-20', byIds: ['village-1'], finding: 'NOTHING_NEW' as const, evidenceHashes: [hash] };
const visit = (over: Partial<CommandOf<'RecordVisit'>['data']> = {}, date = '2024-03-25') => command('RecordVisit', { ...call, ...over }, on(date, village));
const visited = (over: Partial<Extract<IdentificationEvent, { type: 'identification.VisitRecorded.v1' }>['data']> = {}): HouseholdEvent =>
  ({ type: 'identification.VisitRecorded.v1', data: { ...call, village: VILLAGE, clueId: null, lists: [{ list: 'DISASTER', nextDueOn: '2024-04-19' }], ...over } });
const overdue = (dueOn: string, nextDueOn: string): HouseholdEvent => ({ type: 'identification.VisitOverdue.v1', data: { list: 'DISASTER', dueOn, nextDueOn } });
const tick = (date: string) => command('RecordVisitsOverdue', {}, on(date, service));

describe('a watch list', () => {
  it('takes a household in, to be visited within the period of the policy', () => given(...past).when(put()).then(joined()));
  it('takes it in once', () => given(...past, joined()).when(put('DISASTER', '2024-03-05')).thenNothing());
  it('can be one of several', () => given(...past, joined()).when(put('SERIOUS_ILLNESS')).then(joined({ list: 'SERIOUS_ILLNESS', visitDueOn: '2024-04-30' })));
  it('is joined by hand in no other name than that', () => {
    const claim = (who: typeof village) => command('PutOnWatchList', { list: 'DISASTER', origin: 'DATA', reason: null }, on('2024-03-01', who));
    given(...past).when(claim(county)).thenRejects('WATCH.ORIGIN_BY_HAND');
    given(...past).when(claim(service)).then(joined({ origin: 'DATA', reason: null }));
  });
  it('is left for a reason, and joined anew later', () => {
    const left: HouseholdEvent = { type: 'identification.WatchListLeft.v1', data: { list: 'DISASTER', reason: '已重建', leftOn: '2024-06-01' } };
    given(...past, joined()).when(takeOff()).then(left);
    given(...past, joined(), left).when(put('DISASTER', '2024-07-01')).then(joined({ listedOn: '2024-07-01', visitDueOn: '2024-07-31' }));
  });
  it('cannot be left by hand by who is not on it; for the service that is nothing', () => {
    given(...past).when(takeOff()).thenRejects('WATCH.NOT_LISTED');
    given(...past).when(takeOff('2024-06-01', service)).thenNothing();
  });
  it('is for households of the register', () => given().when(put()).thenRejects('HOUSEHOLD.NOT_FOUND'));
  it('has nobody to visit once the household is closed', () =>
    expect(given(...past, joined(), { type: 'identification.HouseholdClosed.v1', data: { reason: 'DEATH', enrolmentId: null } }).state().watch.lists).toStrictEqual({}));
});

describe('a visit', () => {
  it('counts for every list, from the day it was made', () =>
    given(...past, joined(), joined({ list: 'SERIOUS_ILLNESS', visitDueOn: '2024-04-30' })).when(visit()).then(
      visited({ lists: [{ list: 'DISASTER', nextDueOn: '2024-04-19' }, { list: 'SERIOUS_ILLNESS', nextDueOn: '2024-05-19' }] })));
  it('counts for the lists it names', () =>
    given(...past, joined(), joined({ list: 'SERIOUS_ILLNESS', visitDueOn: '2024-04-30' })).when(visit({ listCodes: ['DISASTER'] })).then(visited()));
  it('can be made to a household on no list', () => given(...past).when(visit()).then(visited({ lists: [] })));
  it('to a list the household is not on is refused', () => given(...past, joined()).when(visit({ listCodes: ['LOW_INCOME'] })).thenRejects('WATCH.NOT_LISTED'));
  it('before the household was on the list is none of it', () => {
    given(...past, joined()).when(visit({ visitedOn: '2024-02-28' })).then(visited({ visitedOn: '2024-02-28', lists: [] }));
    given(...past, joined()).when(visit({ visitedOn: '2024-02-28', listCodes: ['DISASTER'] })).thenRejects('VISIT.BEFORE_LISTED');
  });
  it('is on a day that exists and is over', () => {
    given(...past).when(visit({ visitedOn: '2024-02-30' })).thenRejects('DATE.IMPOSSIBLE');
    given(...past).when(visit({ visitedOn: '2024-03-26' })).thenRejects('VISIT.FUTURE');
    given(...past).when(visit({ visitedOn: '2024-03-25' })).then(visited({ visitedOn: '2024-03-25', lists: [] }));
  });
  it('that met nobody is recorded and counts for nothing', () => given(...past, joined()).when(visit({ finding: 'NOBODY_HOME' })).then(visited({ finding: 'NOBODY_HOME', lists: [] })));
  it('that found a clue reports it in the same decision', () => {
    const [recorded, clue] = householdDecider.decide(visit({ finding: 'CLUE', clue: { clueId: 'c9', riskTypes: ['02'], occurredOn: '2024-03-10' } }), [...past, joined()].reduce(householdDecider.evolve, householdDecider.initialState));
    expect(recorded).toStrictEqual(visited({ finding: 'CLUE', clueId: 'c9' }));
    expect(clue).toMatchObject({ type: 'identification.ClueReported.v1', data: { clueId: 'c9', channel: 'CADRE_VISIT', riskTypes: ['02'], occurredOn: '2024-03-10', foundOn: '2024-03-25' } });
  });
  it('has a clue with this finding and with no other', () => {
    given(...past).when(visit({ finding: 'CLUE' })).thenRejects('VISIT.CLUE_MISSING');
    given(...past).when(visit({ clue: { clueId: 'c9', riskTypes: ['02'] } })).thenRejects('VISIT.CLUE_NOT_FOUND');
  });
  it('is recorded once, and keeps its content', () => {
    given(...past, joined(), visited()).when(visit({}, '2024-03-28')).thenNothing();
    given(...past, joined(), visited()).when(visit({ byIds: ['village-2'] })).thenRejects('VISIT.EXISTS');
  });
  it('told after a later one brings no due date forward', () =>
    given(...past, joined(), visited()).when(visit({ visitId: 'v2', visitedOn: '2024-03-10' })).then(visited({ visitId: 'v2', visitedOn: '2024-03-10' })));
});

describe('a period that passes without a visit', () => {
  it('is a fact the day after its end, not on it', () => {
    given(...past, joined()).when(tick('2024-03-31')).thenNothing();
    given(...past, joined()).when(tick('2024-04-01')).then(overdue('2024-03-31', '2024-04-30'));
  });
  it('is one fact', () => given(...past, joined(), overdue('2024-03-31', '2024-04-30')).when(tick('2024-04-02')).thenNothing());
  it('is one for each, when several have passed', () => given(...past, joined()).when(tick('2024-05-15')).then(overdue('2024-03-31', '2024-04-30'), overdue('2024-04-30', '2024-05-30')));
  it('is none after a visit in time, and the next counts from there', () => {
    given(...past, joined(), visited()).when(tick('2024-04-19')).thenNothing();
    given(...past, joined(), visited()).when(tick('2024-04-20')).then(overdue('2024-04-19', '2024-05-19'));
  });
  it('is not undone by a visit whose own period was over by then', () => {
    const late = [...past, joined(), visited(), overdue('2024-04-19', '2024-05-19')];
    given(...late).when(visit({ visitId: 'v2', visitedOn: '2024-03-05' }, '2024-05-01')).then(visited({ visitId: 'v2', visitedOn: '2024-03-05', lists: [] }));
    given(...late).when(visit({ visitId: 'v2', visitedOn: '2024-04-18' }, '2024-05-01')).then(visited({ visitId: 'v2', visitedOn: '2024-04-18', lists: [{ list: 'DISASTER', nextDueOn: '2024-05-19' }] }));
  });
  it('comes for cleared households to the end of the last transition period', () => {
    const tracked = (visitDueOn: string) => joined({ list: 'CLEARED_TRACKING', visitDueOn });
    const passed = (dueOn: string, nextDueOn: string | null): HouseholdEvent => ({ type: 'identification.VisitOverdue.v1', data: { list: 'CLEARED_TRACKING', dueOn, nextDueOn } });
    given(...past, tracked('2025-10-01')).when(tick('2025-10-02')).then(passed('2025-10-01', '2026-03-30'));
    given(...past, tracked('2030-10-01')).when(tick('2030-10-02')).then(passed('2030-10-01', null));
  });
  it('does not come where the policy asks for no visits', () => given(...past, joined({ visitDueOn: null })).when(tick('2026-01-01')).thenNothing());
});
