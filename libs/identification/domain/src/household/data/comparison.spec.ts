import { describe, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import { after, authorise, command, county, member, on, OPENED, REGISTERED, township, village } from '../../testing/household-past.js';
import { householdDecider } from '../household.js';
import type { HouseholdEvent } from '../state.js';

const { given } = specOf(householdDecider);
const asked = { queryId: 'q1', source: 'vehicles', personIds: ['p1', 'p2'], scope: ['vehicles'], purpose: '识别纳入信息比对' };
const query = (change: Partial<typeof asked> = {}, date = '2024-03-06') => command('QueryComparison', { ...asked, ...change }, on(date, county));
const queried: HouseholdEvent = { type: 'identification.ComparisonQueried.v1', data: { caseId: 'case-1', village: '511504101201', ...asked, queriedOn: '2024-03-06' } };
const authorised = after([...OPENED, authorise()]);
const withdraw = command('WithdrawAuthorisation', { personIds: ['p1'] }, on('2024-03-06', township));

describe('invariant 6: a query for a comparison', () => {
  it('within the authorisation is recorded with its purpose', () => given(...authorised).when(query()).then(queried));
  it('is recorded once', () => given(...authorised, queried).when(query()).thenNothing());
  it('with other content under its id is refused', () => given(...authorised, queried).when(query({ purpose: '复核' })).thenRejects('COMPARISON.QUERY_EXISTS'));
  it('needs an open case', () => given(...after(REGISTERED)).when(query()).thenRejects('CASE.NOT_OPEN'));
  it('needs the authorisation before', () => given(...after(OPENED)).when(query()).thenRejects('AUTHORISATION.MISSING'));
  it('needs the authorisation of this case, not of another', () => {
    const ended = command('EndCase', { outcome: 'WITHDRAWN', reason: '撤回' }, on('2024-03-06', township));
    const again = [command('ReportClue', { clueId: 'clue-2', channel: 'OTHER', riskTypes: ['09'], source: null }, on('2024-03-06', village)), command('OpenCase', { caseId: 'case-2' }, on('2024-03-06', village))];
    given(...after([ended, ...again], authorised)).when(query()).thenRejects('AUTHORISATION.MISSING');
  });
  it('is refused after the withdrawal, until it is given again', () => {
    given(...after([withdraw], authorised)).when(query()).thenRejects('AUTHORISATION.WITHDRAWN');
    given(...after([withdraw, authorise('2024-03-06')], authorised)).when(query()).then(queried);
  });
  it('is refused outside its dates', () => {
    given(...authorised).when(query({}, '2024-03-04')).thenRejects('AUTHORISATION.NOT_IN_FORCE');
    given(...authorised).when(query({}, '2025-03-06')).thenRejects('AUTHORISATION.NOT_IN_FORCE');
  });
  it('is refused outside its scope', () => given(...authorised).when(query({ scope: ['vehicles', 'company'] })).thenRejects('COMPARISON.OUT_OF_SCOPE'));
  it('is refused about somebody who has not authorised', () => given(...authorised).when(query({ personIds: ['p1', 'p9'] })).thenRejects('COMPARISON.NOT_AUTHORISED_PERSON'));
  it('is refused when a member came in who has not', () => given(...authorised, { type: 'identification.MemberAdded.v1', data: { ...member('p3', '03'), reason: 'MARRIAGE_IN' } }).when(query()).thenRejects('AUTHORISATION.NOT_ALL_MEMBERS'));
  it('is refused about somebody who has left', () => given(...authorised, { type: 'identification.MemberRemoved.v1', data: { personId: 'p2', reason: 'DEATH' } }).when(query()).thenRejects('COMPARISON.NOT_AUTHORISED_PERSON'));
});
