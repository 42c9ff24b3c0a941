import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@humai/kernel';
import { readModelSpecOf } from '@humai/testing';
import { OTHER_VILLAGE, past, VILLAGE } from '../../testing/case-past.js';
import { policyParts } from '../../testing/policy-parts.js';
import { overdueProjection } from './projection.js';
import { overdueQuery } from './query.js';

const { given } = readModelSpecOf(overdueProjection(policyParts));
const running = { householdId: 'h1', village: VILLAGE } as const;
const clue = { ...running, limit: 'CLUE', subjectId: 'x1', dueOn: '2024-04-01' } as const;
const ofCase = { ...running, limit: 'CASE', subjectId: 'k1', dueOn: '2024-04-03' } as const;
const waiting = { ...running, limit: 'PLAN', subjectId: 'k1', dueOn: null } as const;
const plan = { ...waiting, dueOn: '2024-04-03' } as const; // 10 working days
const warning = { ...running, limit: 'WARNING', subjectId: 'w1', dueOn: '2024-03-18' } as const;
const visit = { ...running, limit: 'VISIT', subjectId: 'LOW_INCOME', dueOn: '2024-06-04' } as const;
const measure = { ...running, limit: 'MEASURE', subjectId: 'm1', dueOn: '2024-04-24' } as const;

describe('identification.overdue', () => {
  it('keeps a clue until its verdict', () => {
    given(past.clue()).then({ 'h1~CLUE~x1': clue });
    given(past.clue(), past.closed('DUPLICATE')).then({});
  });

  it('keeps a case until it ends, enrols, clears or changes the category', () => {
    given(past.clue(), past.opened()).then({ 'h1~CLUE~x1': clue, 'h1~CASE~': ofCase, 'h1~PLAN~': waiting });
    given(past.opened(), past.ended()).then({});
    given(past.opened('CLEARING', 'k2'), past.cleared('k2')).then({});
    given(past.opened('REGRADE', 'k3'), past.fact('2024-03-20', 'identification.CategoryChanged.v1', {
      caseId: 'k3', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-03-20', incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, unsolved: [], lineFen: 1, lineVersion: 'l', policyVersion: 'p',
    })).then({});
  });

  it('asks for a plan from the enrolment on, until it is made, the household is cleared or gone', () => {
    given(past.opened(), past.enrolled()).then({ 'h1~PLAN~': plan });
    given(past.opened(), past.enrolled(), past.planned()).then({});
    given(past.opened(), past.enrolled(), past.cleared()).then({});
    given(past.opened(), past.enrolled(), past.closedHousehold()).then({});
    given(past.opened(), past.enrolled(), past.merged()).then({});
  });

  it('goes on asking for it when another case begins and ends', () =>
    given(past.opened(), past.enrolled(), past.opened('REGRADE', 'k3'), past.ended('k3')).then({ 'h1~PLAN~': plan }));

  it('knows no limit for plans where assistance has no rulebook', () => {
    const without = (code: string) => ({ ...policyParts, policies: { ...policyParts.policies, inForce: () => { throw new DomainError(code); } } });
    readModelSpecOf(overdueProjection(without('POLICY.NOT_IN_FORCE'))).given(past.opened(), past.enrolled()).then({});
    expect(() => readModelSpecOf(overdueProjection(without('POLICY.INVALID'))).given(past.opened(), past.enrolled()).then({})).toThrow('POLICY.INVALID');
  });

  it('keeps a warning until it is handled', () => {
    given(past.warned()).then({ 'h1~WARNING~w1': warning });
    given(past.warned(), past.handled()).then({});
  });

  it('keeps a visit until it is made, and then the next one; one that is missed stays since its day', () => {
    given(past.listed()).then({ 'h1~VISIT~LOW_INCOME': visit });
    given(past.listed(null)).then({});
    given(past.listed(), past.visited()).then({ 'h1~VISIT~LOW_INCOME': { ...visit, dueOn: '2024-08-01' } });
    given(past.listed(), past.visited(null)).then({});
    given(past.listed(), past.unvisited()).then({ 'h1~VISIT~LOW_INCOME': visit });
    given(past.listed(), past.unlisted()).then({});
  });

  it('takes a check for a visit', () =>
    given(past.listed(), past.fact('2024-05-03', 'identification.CheckRecorded.v1', {
      roundId: 'r1', checkId: 'c1', village: VILLAGE, visitedOn: '2024-05-03', byIds: ['v1'], incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, riskTypes: [], questionnaireVersion: 'q', answers: {},
      worksheet: { from: '2023-05-01', to: '2024-04-30', wageFen: 1, businessFen: 0, propertyFen: 0, transferFen: 0, businessCostFen: 0, members: 1, rigid: { medicalFen: 0, schoolingFen: 0, disasterFen: 0, housingFen: 0 } },
      safeguards: { food: true, clothing: true, education: true, medical: true, housing: true, water: true }, lists: [{ list: 'LOW_INCOME', nextDueOn: '2024-08-01' }], clueId: null, evidenceHashes: [],
    })).then({ 'h1~VISIT~LOW_INCOME': { ...visit, dueOn: '2024-08-01' } }));

  it('keeps a measure until it is delivered or ended, where the household lives', () => {
    given(past.measure()).then({ 'h1~MEASURE~m1': measure });
    given(past.measure(), past.delivered()).then({});
    given(past.measure(), past.measureEnded()).then({});
    given(past.measure(), past.measuresMoved()).then({ 'h1~MEASURE~m1': { ...measure, village: OTHER_VILLAGE } });
  });

  it('goes with the household to another village, and ends with it', () => {
    const there = { village: OTHER_VILLAGE };
    given(past.clue(), past.warned(), past.listed(), past.opened(), past.moved(['x1'], ['w1'])).then({
      'h1~CLUE~x1': { ...clue, ...there }, 'h1~WARNING~w1': { ...warning, ...there }, 'h1~VISIT~LOW_INCOME': { ...visit, ...there }, 'h1~CASE~': { ...ofCase, ...there }, 'h1~PLAN~': { ...waiting, ...there },
    });
    given(past.clue(), past.listed(), past.merged()).then({});
    given(past.listed(), past.closedHousehold()).then({});
  });
});

describe('the overdue list', () => {
  const asking = { caller: { id: 'c', grants: [] }, today: '2024-04-11' };

  it('shows what was due before today, with the days since', () => {
    expect(overdueQuery.toFilter({}, asking)).toStrictEqual({ dueOn: { lt: '2024-04-11' } });
    expect(overdueQuery.toFilter({ limit: 'CLUE', household: 'h1' }, asking)).toStrictEqual({ dueOn: { lt: '2024-04-11' }, limit: 'CLUE', householdId: 'h1' });
    expect(overdueQuery.computed!({ ...clue, _id: 'h1~CLUE~x1', position: 1 }, asking)).toStrictEqual({ daysOverdue: 10 });
  });
});
