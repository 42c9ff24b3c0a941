import { describe, expect, it } from '@jest/globals';
import { addDays, DomainError, fold } from '@humai/kernel';
import { specOf } from '@humai/testing';
import {
  after, announce, authorise, cleared, CLEARING, clear, CLUE, command, compare, county, decide, DECIDED, delivered, eliminate, enrol, ENROLLED, hash, member, on, OPENED, opinion,
  proposed, propose, publish, REGISTERED, registration, review, service, SOLVED, STEPS, township, unpublish, verify, village, visit,
} from '../testing/household-past.js';
import { householdDecider } from './household.js';

const { given } = specOf(householdDecider);
const without = (step: keyof typeof STEPS) => [...OPENED, ...Object.entries(STEPS).filter(([name]) => name !== step).map(([, c]) => c)];

describe('registering a household', () => {
  it('records the household and each member, without a name or number', () =>
    given().when(REGISTERED[0]!).then(
      { type: 'identification.HouseholdRegistered.v1', data: { householdId: 'h1', registerNumber: '5115040001', village: '511504101201', kind: 'GENERAL' } },
      { type: 'identification.MemberAdded.v1', data: { personId: 'p1', relation: '01', labour: 'ORDINARY', reason: 'REGISTER' } },
      { type: 'identification.MemberAdded.v1', data: { personId: 'p2', relation: '02', labour: 'ORDINARY', reason: 'REGISTER' } },
    ));
  it('records the same registration once', () => given(...after(REGISTERED)).when(REGISTERED[0]!).thenNothing());
  it('refuses another registration under the same id', () =>
    given(...after(REGISTERED)).when(command('RegisterHousehold', { ...registration, kind: 'OUT_OF_POVERTY' }, on('2024-01-11', township))).thenRejects('HOUSEHOLD.EXISTS'));
});

describe('invariant 1: at most one open enrolment', () => {
  it('does not begin another identification while enrolled', () =>
    given(...after(ENROLLED), ...after([command('ReportClue', { clueId: 'clue-2', channel: 'OTHER', riskTypes: ['09'], source: null }, on('2024-05-06', village))], after(ENROLLED)).slice(-1))
      .when(command('OpenCase', { caseId: 'case-2' }, on('2024-05-06', village))).thenRejects('ENROLMENT.EXISTS'));
  it('does not enrol twice', () => given(...after(ENROLLED)).when(enrol('2024-03-19', 'C2', 'e2')).thenRejects('ENROLMENT.EXISTS'));
  it('records the same enrolment once', () => given(...after(ENROLLED)).when(enrol()).thenNothing());
  it('does not carry over monitoring beside an enrolment', () =>
    given(...after(ENROLLED)).when(command('CarryOverMonitoring', { enrolmentId: 'old', category: 'C2', riskTypes: ['01'], enrolledMonth: '202101', cleared: null, bottomLine: false }, on('2024-04-01', county)))
      .thenRejects('ENROLMENT.EXISTS'));
});

describe('invariant 2: the category fits the kind of household', () => {
  it('refuses C1 for a general household', () => given(...after(DECIDED)).when(enrol('2024-03-18', 'C1')).thenRejects('ENROLMENT.CATEGORY_KIND'));
  it('refuses C2 for a household that came out of poverty', () => {
    const [first, ...rest] = after(DECIDED);
    given({ ...first!, data: { ...first!.data, kind: 'OUT_OF_POVERTY' } } as typeof first & object, ...rest).when(enrol()).thenRejects('ENROLMENT.CATEGORY_KIND');
  });
  it('takes C3 for either', () => expect(after([...DECIDED, enrol('2024-03-18', 'C3')]).some((e) => e.type === 'identification.HouseholdEnrolled.v1')).toBe(true));
});

describe('invariant 3: no enrolment without every step', () => {
  it('enrols after all of them and names the rules that decided', () =>
    given(...after(DECIDED)).when(enrol()).then(
      {
        type: 'identification.HouseholdEnrolled.v1',
        data: {
          caseId: 'case-1', enrolmentId: 'e1', previousEnrolmentId: null, category: 'C2', risks: [{ riskId: 'e1.1', type: '01' }], enrolledOn: '2024-03-18', incomePerHeadFen: 650_000,
          lineFen: 880_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021', rigidSpendingPerHeadFen: 0, unsolved: [],
        },
      },
      { type: 'identification.ClueClosed.v1', data: { clueId: 'clue-1', verdict: 'ENROLLED', reason: null, caseId: 'case-1' } },
    ));
  it.each([
    ['verify', 'household verification'], ['compare', 'data comparison'], ['review', 'democratic review'],
    ['unpublish', 'village publicity'], ['opinion', 'township review'], ['decide', 'county decision'],
  ] as const)('does not pass over %s', (step, name) => {
    try {
      after([...without(step), enrol()]);
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect((error as DomainError).details.missing).toContain(name);
      return;
    }
    throw new Error('enrolled');
  });
  it('does not pass over authorise', () => expect(() => after([...without('authorise'), enrol()])).toThrow('AUTHORISATION.MISSING'));
  it('does not enrol before the announcement', () => given(...after(without('announce'))).when(enrol()).thenRejects('CASE.STEPS_MISSING'));
  it('does not enrol after the authorisation was withdrawn', () =>
    given(...after([...DECIDED, command('WithdrawAuthorisation', { personIds: ['p2'] }, on('2024-03-16', village))])).when(enrol()).thenRejects('CASE.STEPS_MISSING'));
  it('does not enrol when a new member has not authorised', () =>
    given(...after([...DECIDED, command('AddMember', { member: member('p3', '03'), reason: 'BIRTH' }, on('2024-03-16', village))])).when(enrol()).thenRejects('AUTHORISATION.NOT_ALL_MEMBERS'));
  it('needs the authorisation of all members', () => given(...after(OPENED)).when(authorise('2024-03-05', ['p1'])).thenRejects('AUTHORISATION.NOT_ALL_MEMBERS'));
  it('does not enrol on a comparison that disqualifies', () => {
    const steps = [...OPENED, ...Object.values({ ...STEPS, compare: compare('2024-03-07', 'DISQUALIFIED') })];
    given(...after(steps)).when(enrol()).thenRejects('COMPARISON.NOT_ACCEPTED');
  });
  it('does not enrol above the line', () => {
    const steps = [...OPENED, ...Object.values({ ...STEPS, verify: verify({ incomePerHeadFen: 880_000 }) })];
    given(...after(steps)).when(enrol()).thenRejects('ENROLMENT.NOT_ELIGIBLE');
  });
  it('enrols above the line when a safeguard is unsolved', () => {
    const steps = [...OPENED, ...Object.values({ ...STEPS, verify: verify({ incomePerHeadFen: 900_000, safeguards: { ...SOLVED, housing: false } }) }), enrol()];
    expect(after(steps).some((e) => e.type === 'identification.HouseholdEnrolled.v1')).toBe(true);
  });
  it('takes a sudden hardship above the line by what rigid spending leaves', () => {
    const steps = [...OPENED, ...Object.values({ ...STEPS, verify: verify({ incomePerHeadFen: 1_500_000, rigidSpendingPerHeadFen: 700_000 }) }), enrol('2024-03-18', 'C3')];
    expect(after(steps).some((e) => e.type === 'identification.HouseholdEnrolled.v1')).toBe(true);
  });
});

describe('invariant 4: publicity counts full days and an objection stops it', () => {
  const open = after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare, STEPS.review, STEPS.publish]);
  const objected = after([command('RaiseObjection', { objectionId: 'o1' }, on('2024-03-10', township))], open);
  const settle = (upheld: boolean) => command('SettleObjection', { objectionId: 'o1', upheld, evidenceHash: hash }, on('2024-03-13', township));
  it('opened on the 8th it is shown for five full days, the 9th to the 13th', () => given(...open).when(unpublish('2024-03-13')).thenRejects('PUBLICITY.TOO_EARLY'));
  it('and may close on the 14th', () => given(...open).when(unpublish('2024-03-14')).then({ type: 'identification.PublicityClosed.v1', data: { caseId: 'case-1', closedOn: '2024-03-14' } }));
  it('does not close over an open objection', () => given(...objected).when(unpublish()).thenRejects('PUBLICITY.OBJECTION_OPEN'));
  it('closes once it is settled', () => given(...after([settle(false)], objected)).when(unpublish()).then({ type: 'identification.PublicityClosed.v1', data: { caseId: 'case-1', closedOn: '2024-03-14' } }));
  it('an upheld objection ends the case and tells the clue', () =>
    given(...objected).when(settle(true)).then(
      { type: 'identification.ObjectionSettled.v1', data: { caseId: 'case-1', objectionId: 'o1', upheld: true, evidenceHash: hash } },
      { type: 'identification.CaseEnded.v1', data: { caseId: 'case-1', outcome: 'OBJECTION_UPHELD', step: 'publicity', reason: '公示异议成立' } },
      { type: 'identification.ClueClosed.v1', data: { clueId: 'clue-1', verdict: 'NOT_ELIGIBLE', reason: '公示异议成立', caseId: 'case-1' } },
    ));
  it('records an objection and its settlement once', () => {
    given(...objected).when(command('RaiseObjection', { objectionId: 'o1' }, on('2024-03-11', township))).thenNothing();
    given(...after([settle(false)], objected)).when(settle(false)).thenNothing();
  });
});

describe('invariant 5: tiers keep apart', () => {
  const upTo = (...steps: (keyof typeof STEPS)[]) => after([...OPENED, ...steps.map((s) => STEPS[s])]);
  const all = upTo('verify', 'authorise', 'compare', 'review', 'publish', 'unpublish', 'opinion');
  it('who verified does not give the opinion', () => {
    const past = after([...OPENED, verify({ verifierIds: ['township-1', 'village-1'] }), STEPS.authorise, STEPS.compare, STEPS.review, STEPS.publish, STEPS.unpublish]);
    given(...past).when(opinion()).thenRejects('CASE.VERIFIER_APPROVES');
  });
  it('who verified does not decide', () => {
    const past = after([...OPENED, verify({ verifierIds: ['county-1', 'village-1'] }), STEPS.authorise, STEPS.compare, STEPS.review, STEPS.publish, STEPS.unpublish, STEPS.opinion]);
    given(...past).when(decide()).thenRejects('CASE.VERIFIER_APPROVES');
  });
  it('the township does not take the county decision', () => given(...all).when(decide('2024-03-15', { ...township, id: 'township-2' })).thenRejects('CASE.WRONG_TIER'));
  it('the county does not give the township opinion', () => given(...all.slice(0, -1)).when(opinion('2024-03-14', county)).thenRejects('CASE.WRONG_TIER'));
  it('needs two verifiers who are two', () => given(...after(OPENED)).when(verify({ verifierIds: ['village-1', 'village-1'] })).thenRejects('VERIFICATION.TOO_FEW'));
});

describe('steps', () => {
  it('come in the order of the policy', () => given(...after(OPENED)).when(review()).thenRejects('CASE.STEP_NOT_DUE'));
  it('are recorded once when sent again', () => given(...after([...OPENED, STEPS.verify])).when(STEPS.verify).thenNothing());
  it('cannot be done again with other content', () => given(...after([...OPENED, STEPS.verify])).when(verify({ incomePerHeadFen: 1 })).thenRejects('CASE.STEP_DONE'));
  it('no comparison without an authorisation (invariant 6)', () => given(...after([...OPENED, STEPS.verify])).when(compare()).thenRejects('AUTHORISATION.MISSING'));
  it('no visit after the business date', () => given(...after(OPENED)).when(command('RecordVerification', { ...visit, visitedOn: '2024-03-06' }, on('2024-03-05', village))).thenRejects('VERIFICATION.FUTURE'));
  it('no more votes than people', () =>
    given(...after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare])).when(review('2024-03-08', { attendance: 10, votesFor: 9, votesAgainst: 2 })).thenRejects('REVIEW.VOTES_EXCEED_ATTENDANCE'));
  it('a review needs two thirds of those invited, under the default too', () => {
    const held = (invited?: number) => command('RecordReview', { heldOn: '2024-03-08', attendance: 20, votesFor: 18, votesAgainst: 1, minutesHash: hash, ...(invited === undefined ? {} : { invited }) }, on('2024-03-08', village));
    given(...after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare])).when(held(31)).thenRejects('REVIEW.NO_QUORUM');
    given(...after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare])).when(held()).thenRejects('REVIEW.INVITED_MISSING');
  });
  it('a review that does not carry ends the case with its reason', () =>
    expect(after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare, review('2024-03-08', { attendance: 10, votesFor: 4, votesAgainst: 5 })]).slice(-3).map((e) => e.type)).toStrictEqual([
      'identification.ReviewHeld.v1', 'identification.CaseEnded.v1', 'identification.ClueClosed.v1',
    ]));
  it('a county refusal ends the case with its reason', () => {
    const past = after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare, STEPS.review, STEPS.publish, STEPS.unpublish, STEPS.opinion]);
    given(...past).when(decide('2024-03-15', county, false)).then(
      { type: 'identification.CountyDecisionMade.v1', data: { caseId: 'case-1', approved: false, reason: '不符合', byId: 'county-1' } },
      { type: 'identification.CaseEnded.v1', data: { caseId: 'case-1', outcome: 'REFUSED', step: 'countyDecision', reason: '不符合' } },
      { type: 'identification.ClueClosed.v1', data: { clueId: 'clue-1', verdict: 'NOT_ELIGIBLE', reason: '不符合', caseId: 'case-1' } },
    );
    given(...past).when(command('DecideCase', { approved: false, reason: null }, on('2024-03-15', county))).thenRejects('DECISION.REASON_MISSING');
  });
});

describe('clues', () => {
  const close = (verdict: 'ENROLLED' | 'NOT_ELIGIBLE' | 'DUPLICATE' | 'ALREADY_ENROLLED', reason: string | null = null, more: { toldOn?: string; duplicateOf?: string } = {}) => command('CloseClue', { clueId: 'clue-1', verdict, reason, ...more }, on('2024-03-06', township));
  it('carry the day by which they need a verdict, in working days', () =>
    given(...after(REGISTERED)).when(CLUE[1]!).then({
      type: 'identification.ClueReported.v1',
      data: { clueId: 'clue-1', village: '511504101201', channel: 'SELF_REPORT', riskTypes: ['01'], occurredOn: '2024-03-01', foundOn: '2024-03-04', dueOn: '2024-04-01', source: null, acceptBy: '2024-03-06' },
    }));
  it('are recorded once', () => given(...after(CLUE)).when(CLUE[1]!).thenNothing());
  it('end with a reason when not eligible', () => {
    given(...after(CLUE)).when(close('NOT_ELIGIBLE')).thenRejects('CLUE.VERDICT_NEEDS_REASON');
    given(...after(CLUE)).when(close('NOT_ELIGIBLE', '收入高于监测线')).thenRejects('CLUE.NOT_TOLD');
    given(...after(CLUE)).when(close('NOT_ELIGIBLE', '收入高于监测线', { toldOn: '2024-03-07' })).thenRejects('VERIFICATION.FUTURE');
    given(...after(CLUE)).when(close('NOT_ELIGIBLE', '收入高于监测线', { toldOn: '2024-03-06' }))
      .then({ type: 'identification.ClueClosed.v1', data: { clueId: 'clue-1', verdict: 'NOT_ELIGIBLE', reason: '收入高于监测线', caseId: null, toldOn: '2024-03-06' } });
  });
  it('are not called enrolled, enrolled already or duplicate by hand when that is untrue', () => {
    given(...after(CLUE)).when(close('ENROLLED')).thenRejects('CLUE.VERDICT_NEEDS_CASE');
    given(...after(CLUE)).when(close('ALREADY_ENROLLED')).thenRejects('CLUE.NOT_ENROLLED');
    given(...after(CLUE)).when(close('DUPLICATE')).thenRejects('CLUE.NOTHING_TO_DUPLICATE');
  });
  it('are not closed beside the case they led to', () => given(...after(OPENED)).when(close('NOT_ELIGIBLE', '无')).thenRejects('CASE.ALREADY_OPEN'));
  it('become overdue once, and not after the verdict', () => {
    const late = command('RecordOverdue', { subject: 'CLUE', subjectId: 'clue-1', dueOn: '2024-04-01' }, on('2024-04-02', service));
    given(...after(CLUE)).when(late).then({ type: 'identification.IdentificationOverdue.v1', data: { subject: 'CLUE', subjectId: 'clue-1', dueOn: '2024-04-01' } });
    given(...after([...CLUE, late])).when(late).thenNothing();
    given(...after(ENROLLED)).when(late).thenNothing();
  });
  it('are taken up late once, and not when a case or a verdict came first', () => {
    const late = command('RecordOverdue', { subject: 'ACCEPTANCE', subjectId: 'clue-1', dueOn: '2024-03-06' }, on('2024-03-07', service));
    given(...after(CLUE)).when(late).then({ type: 'identification.ClueAcceptanceOverdue.v1', data: { clueId: 'clue-1', dueOn: '2024-03-06' } });
    given(...after([...CLUE, late])).when(late).thenNothing();
    given(...after([...CLUE, command('AcceptClue', { clueId: 'clue-1' }, on('2024-03-05', township))])).when(late).thenNothing();
    given(...after(OPENED)).when(late).thenNothing();
    given(...after(ENROLLED)).when(late).thenNothing();
  });
  it('did not happen after they were found', () =>
    given(...after(REGISTERED)).when(command('ReportClue', { clueId: 'c', channel: 'OTHER', riskTypes: ['05'], occurredOn: '2024-03-05', source: null }, on('2024-03-04', village))).thenRejects('CLUE.OCCURRED_AFTER_FOUND'));
});

describe('clearing', () => {
  it('invariant 12: not before half a year', () => given(...after([eliminate('2024-09-16')], [...after(ENROLLED), delivered()])).when(propose('2024-09-17')).thenRejects('CLEARING.TOO_EARLY'));
  it('invariant 12: at half a year to the day', () =>
    expect(after([propose('2024-09-18')], [...after(ENROLLED), delivered()]).at(-1)?.type).toBe('identification.CaseOpened.v1'));
  it('invariant 12 and 13: unless it is natural', () => expect(after([propose('2024-05-20', 'NATURAL')], after(ENROLLED)).at(-1)?.type).toBe('identification.CaseOpened.v1'));
  it('invariant 13: not without a delivered measure', () => given(...after(ENROLLED)).when(propose()).thenRejects('CLEARING.NO_MEASURE'));
  it('invariant 13: universal help is not a targeted measure', () => given(...after(ENROLLED), delivered(null)).when(propose()).thenRejects('CLEARING.NO_MEASURE'));
  it('clears when all holds, and names the line of the day', () =>
    given(...after(Object.values(CLEARING), proposed())).when(clear()).then({
      type: 'identification.HouseholdCleared.v1',
      data: {
        caseId: 'clearing-1', enrolmentId: 'e1', mode: 'HELP', clearedOn: '2024-10-10', incomePerHeadFen: 1_200_000, lineFen: 880_000, lineVersion: 'income-line/51/2024',
        policyVersion: 'identification/511504/2021',
        numbers: { rigidSpendingPerHeadFen: 0, unsolved: 0, monthsEnrolled: 6, deliveredMeasures: 1, openRisks: 0, newRisks: 0, openClues: 0 },
        criteria: ['INCOME_STEADY', 'ABOVE_LINE', 'SPENDING_SOLVED', 'SAFEGUARDS', 'RISK_GONE', 'NO_NEW_RISK'],
      },
    }));
  it('invariant 14: not with an open risk', () => {
    const past = after([propose(), ...Object.values(CLEARING)], [...after(ENROLLED), delivered()]);
    given(...past).when(clear()).thenRejects('CLEARING.OPEN_RISK');
  });
  it('invariant 14: not with a risk added on the way', () => {
    const past = after([...Object.values(CLEARING), command('AddRisk', { riskId: 'r9', riskType: '05' }, on('2024-10-09', township))], proposed());
    given(...past).when(clear()).thenRejects('CLEARING.OPEN_RISK');
  });
  it.each(['food', 'clothing', 'education', 'medical', 'housing', 'water'] as const)('invariant 15: not while %s is unsolved', (safeguard) => {
    const steps = { ...CLEARING, verify: verify({ incomePerHeadFen: 1_200_000, safeguards: { ...SOLVED, [safeguard]: false } }, '2024-09-23') };
    given(...after(Object.values(steps), proposed())).when(clear()).thenRejects('CLEARING.NOT_STABLE');
  });
  it('invariant 15: not at the line', () => {
    const steps = { ...CLEARING, verify: verify({ incomePerHeadFen: 880_000 }, '2024-09-23') };
    given(...after(Object.values(steps), proposed())).when(clear()).thenRejects('CLEARING.NOT_STABLE');
  });
  it.each(['verify', 'review', 'unpublish', 'opinion', 'decide', 'announce'] as const)('invariant 16: not without %s', (step) => {
    const steps = Object.entries(CLEARING).filter(([name]) => name !== step).map(([, c]) => c);
    expect(() => after([...steps, clear()], proposed())).toThrow(DomainError);
  });
  it('invariant 17: a household without labour is kept', () => {
    const nobody = command('RegisterHousehold', { ...registration, members: [member('p1', '01', 'NONE'), member('p2', '02', 'NONE')] }, on('2024-01-10', township));
    const past = after([nobody, ...ENROLLED.slice(1)]);
    given(...past, delivered()).when(propose()).thenRejects('CLEARING.NO_LABOUR');
  });
});

describe('invariant 18: clearing deletes nothing', () => {
  it.each([
    ['adding a risk', command('AddRisk', { riskId: 'r2', riskType: '05' }, on('2024-11-04', township))],
    ['eliminating a risk', eliminate('2024-11-04')],
    ['proposing a clearing', propose('2024-11-04', 'NATURAL', 'clearing-2')],
  ])('refuses %s', (_, c) => given(...cleared()).when(c).thenRejects('HOUSEHOLD.CLEARED'));
  it('goes on tracking members and income', () => {
    given(...cleared()).when(command('RecordIncome', { year: 2024, incomePerHeadFen: 1_300_000 }, on('2024-12-31', village)))
      .then({ type: 'identification.IncomeRecorded.v1', data: { year: 2024, incomePerHeadFen: 1_300_000 } });
    given(...cleared()).when(command('AddMember', { member: member('p3', '03'), reason: 'BIRTH' }, on('2024-12-31', village)))
      .then({ type: 'identification.MemberAdded.v1', data: { personId: 'p3', relation: '03', labour: 'ORDINARY', reason: 'BIRTH' } });
  });
});

describe('invariant 19: roll-back and relapse', () => {
  const again = (date: string) => [
    command('ReportClue', { clueId: 'clue-2', channel: 'DEPARTMENT_DATA', riskTypes: ['05'], source: null }, on(date, village)),
    command('OpenCase', { caseId: 'case-2' }, on(date, village)),
    verify({ riskTypes: [] }, date), authorise(date), compare(date), review(date), publish(date), unpublish(addDays(date, 6)), opinion(addDays(date, 6)), decide(addDays(date, 6)),
    announce(addDays(date, 6)),
  ];
  it('a roll-back opens the enrolment and its risks again', () => {
    const rolledBack = command('RollBackClearing', { reason: '收入不稳', approverId: 'county-2' }, on('2024-11-04', county));
    given(...cleared()).when(rolledBack).then({ type: 'identification.ClearingRolledBack.v1', data: { enrolmentId: 'e1', reason: '收入不稳', approverId: 'county-2', byId: 'county-1', reopenedRiskIds: ['e1.1'] } });
    given(...after([rolledBack], cleared())).when(rolledBack).thenRejects('CLEARING.NONE');
  });
  it('a relapse is a new enrolment, linked to the old, with full steps', () =>
    given(...after(again('2025-02-10'), cleared())).when(enrol('2025-02-17', 'C2', 'e2')).then(
      {
        type: 'identification.HouseholdEnrolled.v1',
        data: {
          caseId: 'case-2', enrolmentId: 'e2', previousEnrolmentId: 'e1', category: 'C2', risks: [{ riskId: 'e2.1', type: '05' }], enrolledOn: '2025-02-17', incomePerHeadFen: 650_000,
          lineFen: 880_000, lineVersion: 'income-line/51/2025', policyVersion: 'identification/511504/2021', rigidSpendingPerHeadFen: 0, unsolved: [],
        },
      },
      { type: 'identification.ClueClosed.v1', data: { clueId: 'clue-2', verdict: 'ENROLLED', reason: null, caseId: 'case-2' } },
    ));
});

describe('invariant 20: the line of the business date', () => {
  it('decides by the line in force on that date, not by a later one', () => {
    const at = (year: string) => [
      command('ReportClue', { clueId: 'clue-1', channel: 'SELF_REPORT', riskTypes: ['01'], source: null }, on(`${year}-03-04`, village)),
      command('OpenCase', { caseId: 'case-1' }, on(`${year}-03-04`, village)),
      verify({ incomePerHeadFen: 740_000 }, `${year}-03-05`), authorise(`${year}-03-05`), compare(`${year}-03-07`), review(`${year}-03-08`), publish(`${year}-03-08`), unpublish(`${year}-03-20`),
      opinion(`${year}-03-20`), decide(`${year}-03-20`), announce(`${year}-03-20`),
    ];
    const past = (year: string) => after([command('RegisterHousehold', registration, on(`${year}-01-10`, township)), ...at(year)]);
    given(...past('2022')).when(enrol('2022-03-21')).thenRejects('ENROLMENT.NOT_ELIGIBLE');
    expect(after([enrol('2023-03-21')], past('2023')).some((e) => e.type === 'identification.HouseholdEnrolled.v1')).toBe(true);
  });
});

describe('invariant 21: one householder, at most one spouse', () => {
  const register = (...members: ReturnType<typeof member>[]) => command('RegisterHousehold', { ...registration, members }, on('2024-01-10', township));
  it('refuses none and two householders, and two spouses', () => {
    given().when(register(member('p1', '02'))).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
    given().when(register(member('p1'), member('p2'))).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
    given().when(register(member('p1'), member('p2', '02'), member('p3', '02'))).thenRejects('HOUSEHOLD.TWO_SPOUSES');
  });
  it('refuses them also later', () => {
    const add = (m: ReturnType<typeof member>) => command('AddMember', { member: m, reason: 'MARRIAGE_IN' }, on('2024-02-01', village));
    given(...after(REGISTERED)).when(add(member('p3', '02'))).thenRejects('HOUSEHOLD.TWO_SPOUSES');
    given(...after(REGISTERED)).when(add(member('p3'))).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
    given(...after(REGISTERED)).when(command('ChangeMember', { personId: 'p1', relation: '28', labour: 'ORDINARY' }, on('2024-02-01', village))).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
  });
  it('a householder leaves only with a successor', () => {
    const remove = (successor: object) => command('RemoveMember', { personId: 'p1', reason: 'DEATH', ...successor }, on('2024-02-01', village));
    given(...after(REGISTERED)).when(remove({})).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
    given(...after(REGISTERED)).when(remove({ successorId: 'p2' })).then(
      { type: 'identification.MemberChanged.v1', data: { personId: 'p2', relation: '01', labour: 'ORDINARY' } },
      { type: 'identification.MemberRemoved.v1', data: { personId: 'p1', reason: 'DEATH' } },
    );
  });
  it('who leaves does not succeed themselves, and nobody succeeds who is not there', () => {
    const remove = (successorId: string) => command('RemoveMember', { personId: 'p1', reason: 'DEATH', successorId }, on('2024-02-01', village));
    given(...after(REGISTERED)).when(remove('p1')).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
    given(...after(REGISTERED)).when(remove('p9')).thenRejects('MEMBER.NOT_FOUND');
  });
  it('a householder becomes something else in one step with the successor', () => {
    const change = (successorId?: string) =>
      command('ChangeMember', { personId: 'p1', relation: '02', labour: 'ORDINARY', ...(successorId === undefined ? {} : { successorId }) }, on('2024-02-01', village));
    given(...after(REGISTERED)).when(change()).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
    given(...after(REGISTERED)).when(change('p1')).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
    given(...after(REGISTERED)).when(change('p2')).then(
      { type: 'identification.MemberChanged.v1', data: { personId: 'p2', relation: '01', labour: 'ORDINARY' } },
      { type: 'identification.MemberChanged.v1', data: { personId: 'p1', relation: '02', labour: 'ORDINARY' } },
    );
    given(...after([...REGISTERED, change('p2')])).when(change('p2')).thenNothing();
  });
});

describe('changing the household record', () => {
  const change = (village_: string, registerNumber = '5115040001') => command('ChangeHousehold', { registerNumber, village: village_, kind: 'GENERAL' }, on('2024-04-01', township));
  it('says which open clues go with the household to another village', () => {
    given(...after(CLUE)).when(change('511504101202')).then(
      { type: 'identification.HouseholdChanged.v1', data: { registerNumber: '5115040001', village: '511504101202', kind: 'GENERAL', openClueIds: ['clue-1'] } });
    given(...after(CLUE)).when(change('511504101201', '5115040002')).then(
      { type: 'identification.HouseholdChanged.v1', data: { registerNumber: '5115040002', village: '511504101201', kind: 'GENERAL' } });
    given(...after(REGISTERED)).when(change('511504101202')).then(
      { type: 'identification.HouseholdChanged.v1', data: { registerNumber: '5115040001', village: '511504101202', kind: 'GENERAL' } });
  });
  it('records the same change once', () => given(...after([...CLUE, change('511504101202')])).when(change('511504101202')).thenNothing());
});

it('an id that is also a name of JavaScript is an id like any other', () => {
  const report = command('ReportClue', { clueId: 'constructor', channel: 'OTHER', riskTypes: ['01'], source: null }, on('2024-03-04', village));
  expect(after([...REGISTERED, report]).at(-1)?.type).toBe('identification.ClueReported.v1');
  given(...after(REGISTERED)).when(command('ChangeMember', { personId: 'toString', relation: '28', labour: 'NONE' }, on('2024-02-01', village))).thenRejects('MEMBER.NOT_FOUND');
});

it('a state made by any past is plain data', () => {
  const state = fold(householdDecider, cleared());
  expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
});
