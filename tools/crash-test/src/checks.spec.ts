import { describe, expect, it } from '@jest/globals';
import { checkDeadlines, checkMessages, checkPlaces, differenceOf } from './checks.js';
import { listening, logOf, type Told } from './testing/seen.js';

const H = 'household-h';
const P = 'person-p';
const objectionsOf = (check: (witness: ReturnType<typeof listening>['witness']) => void): readonly string[] => {
  const { witness, objections } = listening();
  check(witness);
  return objections.map(([, problem]) => problem);
};

describe('documents', () => {
  const expected = new Map([['a', { n: 1, list: [1] }], ['b', { n: 2, list: [] }]]);
  it('are the same, whatever the order of fields', () => expect(differenceOf(new Map([['b', { list: [], n: 2 }], ['a', { n: 1, list: [1] }]]), expected)).toBeNull());
  it.each<[string, [string, unknown][]]>([
    ['b is missing (1 of 2 are there)', [['a', { n: 1, list: [1] }]]],
    ['a is {"n":1,"list":[2]} and should be {"n":1,"list":[1]}', [['a', { n: 1, list: [2] }], ['b', { n: 2, list: [] }]]],
    ['c should not be there', [['a', { n: 1, list: [1] }], ['b', { n: 2, list: [] }], ['c', {}]]],
  ])('differ: %s', (problem, found) => expect(differenceOf(new Map(found), expected)).toBe(problem));
});

describe('a message', () => {
  const lost = { type: 'relocation.EmploymentLost.v1', stream: H, data: { lastJob: true } };
  const clue = { type: 'identification.ClueReported.v1', stream: H, causationId: 'id-1', data: { source: 'relocation.EmploymentLost' } };
  const removed = { type: 'identification.MemberRemoved.v1', stream: H, data: { personId: 'p' } };
  const left = { type: 'identification.PersonLeftHousehold.v1', stream: P, causationId: 'id-1' };
  const messages = (...events: readonly Told[]) => objectionsOf((w) => checkMessages(logOf(...events), w));

  it('has its effect once', () => {
    expect(messages(lost, clue)).toEqual([]);
    expect(messages({ ...lost, data: { lastJob: false } })).toEqual([]);
    expect(messages(removed, left)).toEqual([]);
    expect(messages(removed, { ...left, causationId: 'import-k', commandId: 'key-1/leave' })).toEqual([]);
  });

  it.each([
    ['lost', [lost], 'household-h: a lost last job (event id-1) is 0 clues'],
    ['taken twice', [lost, clue, clue], 'household-h: a lost last job (event id-1) is 2 clues'],
    ['taken for one that was not sent', [lost, clue, { ...clue, causationId: 'id-7' }], '1 last jobs were lost, and 2 clues come from that'],
    ['lost', [removed], 'person-p left household-h (event id-1) and gave up 0 places'],
    ['taken twice', [removed, left, { ...left, causationId: 'x', commandId: 'key-1/leave' }], 'person-p left household-h (event id-1) and gave up 2 places'],
    ['taken for another', [removed, { ...left, stream: 'person-q' }], 'person-p left household-h (event id-1) and gave up 0 places'],
  ])('is seen to be %s', (_, events, problem) => expect(messages(...events)).toContain(problem));
});

describe('a limit', () => {
  const clue = (dueOn: string) => ({ type: 'identification.ClueReported.v1', stream: H, data: { clueId: 'c', dueOn } });
  const recorded = { type: 'identification.IdentificationOverdue.v1', stream: H, data: { subject: 'CLUE', subjectId: 'c' } };
  const closed = { type: 'identification.ClueClosed.v1', stream: H, data: { clueId: 'c' } };
  const deadlines = (...events: readonly Told[]) => objectionsOf((w) => checkDeadlines(logOf(...events), '2026-03-02', w));

  it('that has passed is recorded once, one that was kept at most once, one to come never', () => {
    expect(deadlines(clue('2026-03-01'), recorded)).toEqual([]);
    expect(deadlines(clue('2026-03-01'), closed)).toEqual([]);
    expect(deadlines(clue('2026-03-02'))).toEqual([]);
  });

  it.each<[string, readonly Told[]]>([
    ['clue household-h c, due on 2026-03-01: 0 times recorded as late', [clue('2026-03-01')]],
    ['clue household-h c, due on 2026-03-01: 2 times recorded as late', [clue('2026-03-01'), recorded, recorded]],
    ['clue household-h c was recorded as late before its limit 2026-03-02', [clue('2026-03-02'), recorded]],
  ])('objects: %s', (problem, events) => expect(deadlines(...events)).toEqual([problem]));
});

describe('a place', () => {
  const added = { type: 'identification.MemberAdded.v1', stream: H, data: { personId: 'p' } };
  const removed = { type: 'identification.MemberRemoved.v1', stream: H, data: { personId: 'p' } };
  const joined = { type: 'identification.PersonJoinedHousehold.v1', stream: P, data: { householdId: 'h' } };
  const left = { type: 'identification.PersonLeftHousehold.v1', stream: P, data: { householdId: 'h' } };
  const moved: readonly Told[] = [{ ...joined, data: { householdId: 'i' } }, { ...added, stream: 'household-i' }];
  const places = (...events: readonly Told[]) => objectionsOf((w) => checkPlaces(logOf(...events), w));

  it('agrees with the household, also after a move', () => {
    expect(places(joined, added)).toEqual([]);
    expect(places(joined, added, removed, left)).toEqual([]);
    expect(places(joined, added, removed, left, ...moved)).toEqual([]);
  });

  it.each<[string, readonly Told[]]>([
    ['person p is a member of household-h and has a place in none', [added]],
    ['person p has a place in household-h and is no member there', [joined]],
    ['person p has a place in household-h and is no member there', [joined, added, removed]],
    ['person p is a member of household-h and of household-i', [joined, added, ...moved]],
  ])('objects: %s', (problem, events) => expect(places(...events)).toEqual([problem]));
});
