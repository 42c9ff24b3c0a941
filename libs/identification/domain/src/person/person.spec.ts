import { describe, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import { on, service } from '../testing/household-past.js';
import { personDecider, type PersonCommand } from './person.js';

const { given } = specOf(personDecider);
const meta = on('2024-03-04', service);
const join = (householdId: string): PersonCommand => ({ type: 'JoinHousehold', data: { personId: 'p1', householdId, village: '511504101201' }, meta });
const leave = (householdId: string): PersonCommand => ({ type: 'LeaveHousehold', data: { personId: 'p1', householdId, reason: 'MOVE_OUT' }, meta });
const joined = (householdId: string) => ({ type: 'identification.PersonJoinedHousehold.v1', data: { personId: 'p1', householdId, village: '511504101201' } }) as const;
const left = (householdId: string) => ({ type: 'identification.PersonLeftHousehold.v1', data: { personId: 'p1', householdId, reason: 'MOVE_OUT' } }) as const;

describe('invariant 21: a living person is in at most one household', () => {
  it('takes a free place', () => given().when(join('h1')).then(joined('h1')));
  it('takes the same place once', () => given(joined('h1')).when(join('h1')).thenNothing());
  it('does not take a second place', () => given(joined('h1')).when(join('h2')).thenRejects('PERSON.IN_OTHER_HOUSEHOLD'));
  it('moves after leaving', () => given(joined('h1'), left('h1')).when(join('h2')).then(joined('h2')));
  it('leaves only where it is', () => given(joined('h1')).when(leave('h2')).thenNothing());
});

describe('erasure', () => {
  const erase: PersonCommand = { type: 'ErasePerson', data: { personId: 'p1' }, meta };
  it('is an event, once', () => {
    given(joined('h1')).when(erase).then({ type: 'identification.PersonErased.v1', data: { personId: 'p1' } });
    given(joined('h1'), { type: 'identification.PersonErased.v1', data: { personId: 'p1' } }).when(erase).thenNothing();
  });
  it('needs someone to erase', () => given().when(erase).thenRejects('SUBJECT.NOT_FOUND'));
});

describe('a move with a split or a merge', () => {
  const move = (via: string[], householdId: string): PersonCommand => ({ type: 'MoveHousehold', data: { personId: 'p1', via, householdId, village: '511504101201', reason: 'SPLIT' }, meta });
  const gone = { type: 'identification.PersonLeftHousehold.v1', data: { personId: 'p1', householdId: 'h1', reason: 'SPLIT' } } as const;
  it('gives one place up and takes the other in one step', () => given(joined('h1')).when(move(['h1'], 'h2')).then(gone, joined('h2')));
  it('is one move, however often it is asked for', () => given(joined('h1'), gone, joined('h2')).when(move(['h1'], 'h2')).thenNothing());
  it('takes nobody from a third household, and nobody back who has left', () => {
    given(joined('h3')).when(move(['h1'], 'h2')).thenNothing();
    given(joined('h1'), left('h1')).when(move(['h1'], 'h2')).thenNothing();
  });
});
