import { describe, expect, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import { after, cleared, command, county, decide, delivered, ENROLLED, on, opinion, REGISTERED, township, verify, village } from '../testing/household-past.js';
import { Life, officer, procedureIn, VARIANTS } from '../testing/variants.js';
import { householdDecider } from './household.js';

const { given } = specOf(householdDecider);
const propose = (category: 'C1' | 'C2' | 'C3' = 'C3', caseId = 'regrade-1', date = '2024-05-06') => command('ProposeRegrade', { caseId, category, reason: '突发事故' }, on(date, village));
const change = (date = '2024-05-10') => command('ChangeCategory', {}, on(date, county));
const hardship = verify({ incomePerHeadFen: 1_500_000, rigidSpendingPerHeadFen: 700_000, riskTypes: [] }, '2024-05-07');
const SHORT = [hardship, opinion('2024-05-08'), decide('2024-05-09')];

describe('a change of category', () => {
  // Saturday 11 May was a working day in 2024.
  it('begins with the category asked for and the steps of the short form', () =>
    given(...after(ENROLLED)).when(propose()).then({
      type: 'identification.CaseOpened.v1',
      data: {
        caseId: 'regrade-1', village: '511504101201', purpose: 'REGRADE', clueIds: [], policyVersion: 'identification/511504/2021', steps: ['verification', 'townshipOpinion', 'countyDecision'], mode: null,
        dueOn: '2024-05-24', toCategory: 'C3', reason: '突发事故',
      },
    }));
  it('is decided by those steps, with all it compared; risks and enrolment stay', () => {
    const past = after([propose(), ...SHORT], after(ENROLLED));
    given(...past).when(change()).then({
      type: 'identification.CategoryChanged.v1',
      data: {
        caseId: 'regrade-1', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-05-10', incomePerHeadFen: 1_500_000, rigidSpendingPerHeadFen: 700_000, unsolved: [], lineFen: 880_000,
        lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021',
      },
    });
    const state = given(...after([change()], past)).state();
    expect(state.enrolment).toMatchObject({ enrolmentId: 'e1', category: 'C3', status: 'OPEN', risks: [{ riskId: 'e1.1', open: true }] });
    expect(state.case).toBeNull();
  });
  it('goes back when the income does', () => {
    const past = after([propose(), ...SHORT, change()], after(ENROLLED));
    const back = [propose('C2', 'regrade-2', '2024-06-03'), verify({ incomePerHeadFen: 500_000 }, '2024-06-04'), opinion('2024-06-05'), decide('2024-06-06'), change('2024-06-07')];
    expect(after(back, past).at(-1)).toMatchObject({ data: { from: 'C3', to: 'C2' } });
  });
  it('takes the steps of an enrolment where the policy has no short form', () => {
    for (const name of ['seven steps (Anhui)', 'asset check first (Hainan)'] as const) {
      const steps = (purpose: 'REGRADE' | 'ENROLMENT') => procedureIn(VARIANTS[name], purpose, '2024-05-06').steps.map((s) => s.step);
      expect(steps('REGRADE')).toStrictEqual(steps('ENROLMENT'));
      const life = new Life(VARIANTS[name]);
      life.enrol('2024-03-04');
      life.give(command('ProposeRegrade', { caseId: 'r', category: 'C3', reason: '突发' }, on('2024-05-06', officer(life.village, 'village'))));
      const day = life.walk('REGRADE', '2024-05-07', { without: ['announcement'] });
      const label = command('ChangeCategory', {}, on(day, officer(life.village, 'county')));
      expect(() => life.give(label)).toThrow('CASE.STEPS_MISSING');
    }
  });
  it('is never one between C1 and C2, nor none', () => {
    given(...after(ENROLLED)).when(propose('C1')).thenRejects('REGRADE.NEVER');
    given(...after(ENROLLED)).when(propose('C2')).thenRejects('REGRADE.SAME');
  });
  it('invariant 2: goes back to the category of its kind only', () => {
    const past = after([propose(), ...SHORT, change()], after(ENROLLED));
    given(...past).when(propose('C1', 'regrade-2', '2024-06-03')).thenRejects('ENROLMENT.CATEGORY_KIND');
  });
  it('invariant 2: is refused when the kind has changed on the way', () => {
    const back = after([propose(), ...SHORT, change(), propose('C2', 'regrade-2', '2024-06-03'), verify({ incomePerHeadFen: 500_000 }, '2024-06-04'), opinion('2024-06-05'), decide('2024-06-06'),
      command('ChangeHousehold', { registerNumber: '5115040001', village: '511504101201', kind: 'OUT_OF_POVERTY' }, on('2024-06-06', township))], after(ENROLLED));
    given(...back).when(change('2024-06-07')).thenRejects('ENROLMENT.CATEGORY_KIND');
  });
  it('needs what the category needs', () => {
    const rich = verify({ incomePerHeadFen: 1_500_000, rigidSpendingPerHeadFen: 0 }, '2024-05-07');
    given(...after([propose(), rich, ...SHORT.slice(1)], after(ENROLLED))).when(change()).thenRejects('ENROLMENT.NOT_ELIGIBLE');
  });
  it('needs its steps, and a case of its own', () => {
    given(...after([propose(), ...SHORT.slice(0, 2)], after(ENROLLED))).when(change()).thenRejects('CASE.STEPS_MISSING');
    given(...after(ENROLLED)).when(change()).thenRejects('CASE.NOT_OPEN');
    given(...after([command('ProposeClearing', { caseId: 'c', mode: 'NATURAL' }, on('2024-05-06', village))], after(ENROLLED))).when(change()).thenRejects('CASE.WRONG_PURPOSE');
  });
  it('is proposed once, beside no other case', () => {
    const past = after([propose()], after(ENROLLED));
    given(...past).when(propose()).thenNothing();
    given(...past).when(propose('C3', 'regrade-2')).thenRejects('CASE.ALREADY_OPEN');
    given(...after([...SHORT, change()], past)).when(propose()).thenNothing();
  });
  it('is of an enrolled household', () => {
    given(...after(REGISTERED)).when(propose()).thenRejects('ENROLMENT.NONE');
    given(...after(REGISTERED)).when(change()).thenRejects('ENROLMENT.NONE');
    given(...cleared()).when(propose('C3', 'regrade-1', '2024-11-04')).thenRejects('HOUSEHOLD.CLEARED');
  });
  it('that is refused leaves the category as it was, and no clue to close', () => {
    const past = after([propose(), hardship, opinion('2024-05-08', township, false)], [...after(ENROLLED), delivered()]);
    expect(past.at(-1)).toMatchObject({ type: 'identification.CaseEnded.v1', data: { outcome: 'REFUSED' } });
    expect(given(...past).state()).toMatchObject({ case: null, enrolment: { category: 'C2' } });
  });
});
