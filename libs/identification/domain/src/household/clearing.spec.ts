import { describe, expect, it } from '@jest/globals';
import { HouseholdCommands } from '@humai/contracts-identification';
import { type DomainError, fold } from '@humai/kernel';
import { specOf } from '@humai/testing';
import {
  after, CLEARING, clear, cleared, command, county, delivered, eliminate, ENROLLED, hash, member, on, propose, proposed, registration, SOLVED, township, verify, village,
} from '../testing/household-past.js';
import { problemsOf } from './context.js';
import { clearingChecks } from './clearing.js';
import { householdDecider } from './household.js';

const { given } = specOf(householdDecider);
const visited = (change: Parameters<typeof verify>[0]) => after(Object.values({ ...CLEARING, verify: verify({ incomePerHeadFen: 1_200_000, ...change }, '2024-09-23') }), proposed());
const refusal = (past: ReturnType<typeof after>): DomainError => {
  try {
    after([clear()], past);
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('cleared');
};

describe('invariant 15: the six criteria, named', () => {
  it('says which do not hold, in both languages', () => {
    const { code, details } = refusal(visited({ incomePerHeadFen: 870_000, rigidSpendingPerHeadFen: 10_000, safeguards: { ...SOLVED, water: false } }));
    expect({ code, codes: details['codes'], en: details['criteria'], zh: details['criteriaZh'] }).toStrictEqual({
      code: 'CLEARING.NOT_STABLE', codes: ['ABOVE_LINE', 'SPENDING_SOLVED', 'SAFEGUARDS'],
      en: ['income per head above the line of the year', 'heavy necessary spending solved', 'the safeguards and drinking water secure'],
      zh: ['人均纯收入稳定高于当年监测线', '刚性支出问题已解决', '「两不愁三保障」及饮水安全持续巩固'],
    });
  });
  it('heavy spending counts against the line', () => {
    expect(refusal(visited({ rigidSpendingPerHeadFen: 320_000 })).details['codes']).toStrictEqual(['SPENDING_SOLVED']);
    expect(after([clear()], visited({ rigidSpendingPerHeadFen: 319_999 })).at(-1)).toMatchObject({ type: 'identification.HouseholdCleared.v1', data: { numbers: { rigidSpendingPerHeadFen: 319_999 } } });
  });
  it('a new risk on the way counts, also one that is gone again', () => {
    const risk = [command('AddRisk', { riskId: 'r9', riskType: '05' }, on('2024-10-09', township)), command('EliminateRisk', { riskId: 'r9', mode: 'NATURAL', evidenceHash: hash }, on('2024-10-09', township))];
    expect(refusal(after(risk, after(Object.values(CLEARING), proposed()))).details['codes']).toStrictEqual(['NO_NEW_RISK']);
  });
  it('a clue that waits for its verdict counts', () => {
    const clue = command('ReportClue', { clueId: 'clue-2', channel: 'OTHER', riskTypes: ['05'], source: null }, on('2024-10-09', village));
    expect(refusal(after([...Object.values(CLEARING), clue], proposed())).details['codes']).toStrictEqual(['NO_NEW_RISK']);
  });
  it('half a year counts in full months, unless it is natural', () => {
    const early = after([eliminate('2024-05-20'), propose('2024-05-20', 'NATURAL'), ...Object.values(CLEARING)], after(ENROLLED));
    expect(after([clear()], early).at(-1)).toMatchObject({ data: { mode: 'NATURAL', numbers: { monthsEnrolled: 6, deliveredMeasures: 0 } } });
    const days = (date: string) => fold(householdDecider, after([...Object.values(CLEARING), clear(date)], proposed())).enrolment?.status;
    expect(days('2024-10-17')).toBe('CLEARED');
  });
  it('a dry run tells all that is in the way, not only the first', () => {
    const state = fold(householdDecider, after([propose(), CLEARING.verify], [...after(ENROLLED), delivered()]));
    const problems = problemsOf(clearingChecks(state as never, state.enrolment!, state.case!, on('2024-09-24', county)));
    expect(problems.map((p) => p.code)).toStrictEqual(['CASE.STEPS_MISSING', 'CLEARING.OPEN_RISK', 'CLEARING.NOT_STABLE']);
  });
});

describe('invariant 12, 13 and 17 at the label', () => {
  it('invariant 12: a policy that changes on the way does not matter: the version of the case holds', () =>
    expect(after([clear()], after(Object.values(CLEARING), proposed())).at(-1)).toMatchObject({ data: { policyVersion: 'identification/511504/2021' } }));
  it('invariant 17: not when the last member with labour has left meanwhile', () => {
    const gone = ['p1', 'p2'].map((personId, i) => command('ChangeMember', { personId, relation: i === 0 ? '01' : '02', labour: 'LOST' }, on('2024-10-09', village)));
    given(...after([...Object.values(CLEARING), ...gone], proposed())).when(clear()).thenRejects('CLEARING.NO_LABOUR');
  });
  it('invariant 13: counted from the enrolment that is cleared: a relapse needs measures of its own', () => {
    const relapsed = { type: 'identification.HouseholdEnrolled.v1' as const, data: {
      caseId: 'k', enrolmentId: 'e2', previousEnrolmentId: 'e1', category: 'C2' as const, risks: [], enrolledOn: '2025-01-10', incomePerHeadFen: 1, lineFen: 2, lineVersion: 'x', policyVersion: 'y' } };
    given(...cleared(), relapsed).when(propose('2025-09-10', 'HELP', 'clearing-2')).thenRejects('CLEARING.NO_MEASURE');
  });
});

describe('invariant 19: a roll-back', () => {
  const back = (approverId: string) => command('RollBackClearing', { reason: '收入不稳', approverId }, on('2024-11-04', county));
  it('is approved by another person', () => {
    given(...cleared()).when(back('county-1')).thenRejects('CLEARING.APPROVER_SAME');
    expect(after([back('county-2')], cleared()).at(-1)).toMatchObject({ data: { approverId: 'county-2', byId: 'county-1', reopenedRiskIds: ['e1.1'] } });
  });
  it('needs a clearing, and no case of another identification', () => {
    given(...after(ENROLLED)).when(back('county-2')).thenRejects('CLEARING.NONE');
    const again = [command('ReportClue', { clueId: 'c2', channel: 'OTHER', riskTypes: ['05'], source: null }, on('2024-11-04', village)), command('OpenCase', { caseId: 'k2' }, on('2024-11-04', village))];
    given(...after(again, cleared())).when(back('county-2')).thenRejects('CASE.ALREADY_OPEN');
  });
});

describe('invariant 18: a cleared household', () => {
  const track = (date = '2024-12-03', trackingId = 't1') => command('TrackHousehold', { trackingId, visitedOn: date, visitorIds: ['village-1'], finding: 'STABLE', evidenceHashes: [hash] }, on(date, village));
  it('is tracked, each visit once', () => {
    given(...cleared()).when(track()).then({ type: 'identification.HouseholdTracked.v1', data: { enrolmentId: 'e1', trackingId: 't1', visitedOn: '2024-12-03', visitorIds: ['village-1'], finding: 'STABLE', evidenceHashes: [hash] } });
    given(...after([track()], cleared())).when(track()).thenNothing();
    given(...cleared()).when(command('TrackHousehold', { trackingId: 't2', visitedOn: '2024-12-04', visitorIds: ['village-1'], finding: 'WATCH', evidenceHashes: [hash] }, on('2024-12-03', village))).thenRejects('VERIFICATION.FUTURE');
  });
  it('is tracked to the end of the transition period of its day', () => {
    expect(after([track('2025-12-31')], cleared()).at(-1)?.type).toBe('identification.HouseholdTracked.v1');
    expect(after([track('2030-12-31')], cleared()).at(-1)?.type).toBe('identification.HouseholdTracked.v1');
    given(...cleared()).when(track('2031-01-01')).thenRejects('TRACKING.OVER');
  });
  it('is another thing than an enrolled one', () => given(...after(ENROLLED)).when(track()).thenRejects('TRACKING.NOT_CLEARED'));

  // Each command on the household's label as a cleared household takes it.
  const data = {
    AddRisk: { riskId: 'r2', riskType: '05' }, EliminateRisk: { riskId: 'e1.1', mode: 'HELP', evidenceHash: hash }, ProposeClearing: { caseId: 'c2', mode: 'NATURAL' }, ClearHousehold: {},
    ProposeRegrade: { caseId: 'c2', category: 'C3', reason: 'x' }, ChangeCategory: {},
  } as const;
  it.each(Object.keys(data) as (keyof typeof data)[])('does not take %s', (type) => given(...cleared()).when(command(type, data[type] as never, on('2024-11-04', county))).thenRejects('HOUSEHOLD.CLEARED'));
  it('keeps its label whatever else is recorded about it', () => {
    for (const [type, body] of [
      ['RecordIncome', { year: 2024, incomePerHeadFen: 1 }], ['AddMember', { member: member('p3', '03'), reason: 'BIRTH' }], ['ChangeHousehold', { registerNumber: null, village: registration.village, kind: 'GENERAL' }],
      ['ReportClue', { clueId: 'c9', channel: 'OTHER', riskTypes: ['05'], source: null }], ['TrackHousehold', track().data],
    ] as const) {
      expect(HouseholdCommands[type]).toBeDefined();
      expect(fold(householdDecider, after([command(type, body as never, on('2024-12-03', village))], cleared())).enrolment).toMatchObject({ status: 'CLEARED', enrolmentId: 'e1' });
    }
  });
});
