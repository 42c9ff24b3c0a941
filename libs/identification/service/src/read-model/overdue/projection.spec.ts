import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@humai/kernel';
import { readModelSpecOf } from '@humai/testing';
import { OTHER_VILLAGE, past, VILLAGE } from '../../testing/case-past.js';
import { policyParts } from '../../testing/policy-parts.js';
import { type OverdueDocument, overdueProjection } from './projection.js';
import { overdueQuery } from './query.js';

const { given } = readModelSpecOf(overdueProjection(policyParts));
const running = { householdId: 'h1', village: VILLAGE } as const;
const clue = { ...running, limit: 'CLUE', subjectId: 'x1', dueOn: '2024-04-01' } as const;
const ofCase = { ...running, limit: 'CASE', subjectId: 'k1', dueOn: '2024-04-03' } as const;
type Helped = NonNullable<OverdueDocument['helped']>;
const idle = { householdId: 'h1', village: VILLAGE, subjectId: '', dueOn: null } as const;
const helped: Helped = { enrolmentId: 'e1', running: true, planned: false, planDueOn: '2024-04-03', risks: [{ riskId: 'e1.1', open: true, dueOn: '2024-04-19' }], measures: [] }; // 10 working days, 30 days
/** What there is of plan and help once a household is registered. */
const help = (h: Helped | null, planDueOn: string | null, helpDueOn: string | null, village = VILLAGE) => {
  const both = { ...idle, village, subjectId: h?.enrolmentId ?? '', helped: h };
  return { 'h1~PLAN~': { ...both, helped: h && { ...h, measures: [] }, limit: 'PLAN', dueOn: planDueOn }, 'h1~HELP~': { ...both, limit: 'HELP', dueOn: helpDueOn } } as const;
};
const NOTHING = help(null, null, null);
const warning = { ...running, limit: 'WARNING', subjectId: 'w1', dueOn: '2024-03-18' } as const;
const visit = { ...running, limit: 'VISIT', subjectId: 'LOW_INCOME', dueOn: '2024-06-04' } as const;
const measure = { ...running, limit: 'MEASURE', subjectId: 'm1', dueOn: '2024-04-24' } as const;

describe('identification.overdue', () => {
  it('keeps a clue until its verdict', () => {
    given(past.clue()).then({ 'h1~CLUE~x1': clue });
    given(past.clue(), past.closed('DUPLICATE')).then({});
  });

  it('keeps a case until it ends, enrols, clears or changes the category', () => {
    given(past.clue(), past.opened()).then({ 'h1~CLUE~x1': clue, 'h1~CASE~': ofCase });
    given(past.opened(), past.ended()).then({});
    given(past.opened(), past.enrolled()).then({});
    given(past.opened('CLEARING', 'k2'), past.cleared('k2')).then({});
    given(past.opened('REGRADE', 'k3'), past.fact('2024-03-20', 'identification.CategoryChanged.v1', {
      caseId: 'k3', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-03-20', incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, unsolved: [], lineFen: 1, lineVersion: 'l', policyVersion: 'p',
    })).then({});
  });

  it('asks for a plan and for help from the enrolment or the carry-over on, until there is some, the household is cleared or gone', () => {
    const e = [past.registered(), past.enrolled()];
    given(past.registered()).then(NOTHING);
    given(...e).then(help(helped, '2024-04-03', '2024-04-19'));
    given(past.registered(), past.carriedOver()).then(help(helped, '2024-04-03', '2024-04-19'));
    given(past.registered(), past.carriedOver({ month: '202307', mode: 'HELP' })).then(help({ ...helped, running: false, risks: [{ ...helped.risks[0]!, open: false }] }, null, null));
    given(...e, past.planned()).then(help({ ...helped, planned: true }, null, '2024-04-19'));
    given(...e, past.cleared()).then(help({ ...helped, running: false }, null, null));
    given(...e, past.closedHousehold()).then({});
    given(...e, past.merged()).then(NOTHING);
    given(...e, past.moved()).then(help(helped, '2024-04-03', '2024-04-19', OTHER_VILLAGE));
  });

  it('asks for help against each risk without a measure, again when that ends before anything was delivered', () => {
    const e = [past.registered(), past.enrolled(), past.planned(), past.measure()];
    const m1 = { measureId: 'm1', riskId: 'e1.1', begun: false, ended: false };
    const has = (over: Partial<typeof m1>) => ({ ...helped, planned: true, measures: [{ ...m1, ...over }] });
    given(...e).then({ ...help(has({}), null, null), 'h1~MEASURE~m1': measure });
    given(...e, past.measureEnded()).then(help(has({ ended: true }), null, '2024-04-19'));
    given(...e, past.delivered(), past.measureEnded()).then(help(has({ begun: true, ended: true }), null, null));
    const two = { ...has({}), risks: [helped.risks[0]!, { riskId: 'e1.2', open: true, dueOn: '2024-06-05' }] };
    given(...e, past.riskAdded()).then({ ...help(two, null, '2024-06-05'), 'h1~MEASURE~m1': measure });
    given(...e, past.riskAdded(), past.eliminated('e1.2')).then({ ...help({ ...two, risks: [two.risks[0]!, { ...two.risks[1]!, open: false }] }, null, null), 'h1~MEASURE~m1': measure });
  });

  it('runs anew from a roll-back', () =>
    given(past.registered(), past.enrolled(), past.eliminated(), past.cleared(), past.rolledBack())
      .then(help({ ...helped, planDueOn: '2024-11-25', risks: [{ ...helped.risks[0]!, dueOn: '2024-12-11' }] }, '2024-11-25', '2024-12-11')));

  it('comes back when a merge came to nothing, by what that says', () => {
    given(past.registered(), past.enrolled(), past.listed(), past.merged()).then({ ...NOTHING, 'h1~VISIT~LOW_INCOME': { ...visit, dueOn: null, asleep: '2024-06-04' } });
    given(past.registered(), past.enrolled(), past.listed(), past.merged(), past.undone(), past.carriedOver()).then({ ...help(helped, '2024-04-03', '2024-04-19'), 'h1~VISIT~LOW_INCOME': visit });
    given(past.listed(), past.undone()).then({ 'h1~VISIT~LOW_INCOME': visit });
  });

  it('takes a warning away with the members who go', () => {
    const { village: _, ...gone } = past.warned().data;
    given(past.warned(), past.fact('2024-04-11', 'identification.HouseholdSplit.v1', {
      newHouseholdId: 'h2', registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [], incomes: [], clues: [], evidenceHash: 'a'.repeat(64), warnings: [gone],
    })).then({});
    given(past.warned(), past.fact('2024-04-11', 'identification.HouseholdMergedInto.v1', { ...past.merged().data, clues: [], warnings: [gone] })).then({});
  });

  it('knows no limit for plans and help where assistance has no rulebook', () => {
    const without = (code: string) => ({ ...policyParts, policies: { ...policyParts.policies, inForce: () => { throw new DomainError(code); } } });
    const lawless = { ...helped, planDueOn: null, risks: [{ ...helped.risks[0]!, dueOn: null }] };
    readModelSpecOf(overdueProjection(without('POLICY.NOT_IN_FORCE'))).given(past.registered(), past.enrolled()).then(help(lawless, null, null));
    expect(() => readModelSpecOf(overdueProjection(without('POLICY.INVALID'))).given(past.registered(), past.enrolled()).then({})).toThrow('POLICY.INVALID');
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
      'h1~CLUE~x1': { ...clue, ...there }, 'h1~WARNING~w1': { ...warning, ...there }, 'h1~VISIT~LOW_INCOME': { ...visit, ...there }, 'h1~CASE~': { ...ofCase, ...there },
    });
    given(past.clue(), past.merged()).then({});
    given(past.clue(), past.listed(), past.closedHousehold(['x1'])).then({});
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
