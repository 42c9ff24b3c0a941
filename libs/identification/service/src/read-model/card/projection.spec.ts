import { describe, expect, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { type Fact, hash, OTHER_VILLAGE, past, POLICY, VILLAGE } from '../../testing/case-past.js';
import { documentsAfter } from '../../testing/documents-after.js';
import { cardProjection } from './projection.js';
import { cardQuery } from './query.js';

const registered = past.fact('2024-01-10', 'identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL' });
const member = past.fact('2024-01-10', 'identification.MemberAdded.v1', { personId: 'p1', relation: '01', labour: 'ORDINARY', reason: 'REGISTER' });
const income = (year: number, incomePerHeadFen: number) => past.fact('2024-01-10', 'identification.IncomeRecorded.v1', { year, incomePerHeadFen });
const eliminated = past.fact('2024-09-20', 'identification.RiskEliminated.v1', { enrolmentId: 'e1', riskId: 'e1.1', mode: 'HELP', evidenceHash: hash });
const rolledBack = past.fact('2024-11-11', 'identification.ClearingRolledBack.v1', { enrolmentId: 'e1', reason: '收入虚报', reopenedRiskIds: ['e1.1'] });
const SOLVED = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };

const empty = {
  registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL', status: 'REGISTERED', members: [], incomes: [], enrolments: [], cases: [], clues: [], warnings: [], lists: [], looks: [], otherContactOn: null, lastCheck: null, lastContactOn: null,
  plan: null, measures: [], documents: [], kin: [],
} as const;
const { given } = readModelSpecOf(cardProjection);
const cardOf = (...facts: readonly Fact[]) => documentsAfter(cardProjection, [registered, ...facts])[0]!;
const ENROLLED = [past.clue(), past.opened(), past.verified(), past.reviewed(), past.enrolled(), past.closed('ENROLLED')];

describe('identification.card', () => {
  it('begins with the registration, and not before', () => {
    given(registered).then({ h1: empty });
    given(member).then({});
  });

  it('has the record: members by id, incomes by year, where it lives', () => {
    given(registered, member, income(2023, 700_000), income(2022, 600_000), income(2023, 710_000), past.moved()).then({
      h1: {
        ...empty, registerNumber: null, village: OTHER_VILLAGE, members: [{ personId: 'p1', relation: '01', labour: 'ORDINARY', since: '2024-01-10' }],
        incomes: [{ year: 2022, incomePerHeadFen: 600_000 }, { year: 2023, incomePerHeadFen: 710_000 }],
      },
    });
    expect(cardOf(member, past.fact('2024-02-01', 'identification.MemberChanged.v1', { personId: 'p1', relation: '02', labour: 'NONE' })).members)
      .toStrictEqual([{ personId: 'p1', relation: '02', labour: 'NONE', since: '2024-01-10' }]);
    expect(cardOf(member, past.fact('2024-02-01', 'identification.MemberRemoved.v1', { personId: 'p1', reason: 'DEATH' })).members).toStrictEqual([]);
  });

  it('has each case with its steps and its end, and the clues', () => {
    const { cases, clues, status } = cardOf(past.clue(), past.opened(), past.verified(), past.authorised(), past.withdrawn(), past.ended(), past.closed('NOT_ELIGIBLE'));
    expect(cases).toStrictEqual([{
      caseId: 'k1', purpose: 'ENROLMENT', policyVersion: POLICY, openedOn: '2024-03-06', dueOn: '2024-04-03', steps: [{ step: 'verification', on: '2024-03-07' }], endedOn: '2024-03-20', outcome: 'REFUSED',
    }]);
    expect(clues).toStrictEqual([{ clueId: 'x1', channel: 'OTHER', riskTypes: ['01'], foundOn: '2024-03-04', verdict: 'NOT_ELIGIBLE', closedOn: '2024-03-20' }]);
    expect(status).toBe('REGISTERED');
    expect(cardOf(past.opened()).status).toBe('IN_PROCEDURE');
    const steps = [past.verified(), past.authorised(), past.compared(), past.reviewed(), past.shown(), past.unshown(), past.opinion(), past.decided(), past.announced()];
    expect(cardOf(past.opened(), ...steps).cases[0]!.steps.map((s) => s.step))
      .toStrictEqual(['verification', 'authorisation', 'comparison', 'review', 'publicity', 'townshipOpinion', 'countyDecision', 'announcement']);
    const checked = past.fact('2024-03-08', 'identification.AssetCheckReturned.v1', { caseId: 'k1', result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash });
    expect(cardOf(past.opened(), checked).cases[0]!.steps).toStrictEqual([{ step: 'assetCheck', on: '2024-03-08' }]);
  });

  it('has each enrolment with its risks, through clearing and roll-back', () => {
    const risk = { riskId: 'e1.1', type: '01', addedOn: '2024-03-20', eliminatedOn: null } as const;
    const enrolment = { enrolmentId: 'e1', category: 'C2', enrolledOn: '2024-03-20', carriedOver: false, previousEnrolmentId: null, risks: [risk], clearedOn: null, mode: null, rolledBackOn: [] } as const;
    const enrolled = cardOf(...ENROLLED);
    expect([enrolled.status, enrolled.enrolments, enrolled.cases[0]!.outcome]).toStrictEqual(['ENROLLED', [enrolment], 'ENROLLED']);
    const added = past.fact('2024-05-05', 'identification.RiskAdded.v1', { enrolmentId: 'e1', riskId: 'r2', type: '07' });
    expect(cardOf(...ENROLLED, added).enrolments[0]!.risks).toStrictEqual([risk, { riskId: 'r2', type: '07', addedOn: '2024-05-05', eliminatedOn: null }]);
    const changed = past.fact('2024-05-10', 'identification.CategoryChanged.v1', {
      caseId: 'k3', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-05-10', incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, unsolved: [], lineFen: 1, lineVersion: 'l', policyVersion: POLICY,
    });
    const regraded = cardOf(...ENROLLED, past.opened('REGRADE', 'k3'), changed);
    expect([regraded.enrolments[0]!.category, regraded.cases[1]!.outcome, regraded.status]).toStrictEqual(['C3', 'CHANGED', 'ENROLLED']);
    const done = cardOf(...ENROLLED, eliminated, past.opened('CLEARING', 'k2'), past.cleared());
    expect([done.status, done.enrolments[0]!.clearedOn, done.enrolments[0]!.risks[0]!.eliminatedOn, done.cases[1]!.outcome]).toStrictEqual(['CLEARED', '2024-10-10', '2024-09-20', 'CLEARED']);
    const back = cardOf(...ENROLLED, eliminated, past.opened('CLEARING', 'k2'), past.cleared(), rolledBack);
    expect([back.status, back.enrolments]).toStrictEqual(['ENROLLED', [{ ...enrolment, rolledBackOn: ['2024-11-11'] }]]);
  });

  it('takes over what was monitored before, open or cleared', () => {
    const carried = (cleared: { month: string; mode: 'HELP' } | null) => past.fact('2024-01-10', 'identification.MonitoringCarriedOver.v1', {
      enrolmentId: 'e0', category: 'C1', risks: [{ riskId: 'e0.1', type: '01' }], enrolledMonth: '202107', cleared, bottomLine: false,
    });
    expect([cardOf(carried(null)).status, cardOf(carried(null)).enrolments[0]!.enrolledOn]).toStrictEqual(['ENROLLED', '2021-07-01']);
    expect([cardOf(carried({ month: '202211', mode: 'HELP' })).status, cardOf(carried({ month: '202211', mode: 'HELP' })).enrolments[0]!.clearedOn]).toStrictEqual(['CLEARED', '2022-11-01']);
  });

  it('has warnings, lists, visits and the last look at the household', () => {
    expect(cardOf(past.warned(), past.handled()).warnings).toStrictEqual([{ warningId: 'w1', riskType: '01', raisedOn: '2024-03-04', verdict: 'UNFOUNDED', closedOn: '2024-03-10' }]);
    expect(cardOf(past.listed(), past.listed()).lists).toStrictEqual(['LOW_INCOME']);
    expect(cardOf(past.listed(), past.unlisted()).lists).toStrictEqual([]);
    expect(cardOf(past.visited(), past.opened(), past.verified('2024-03-07'))).toMatchObject({ lastContactOn: '2024-05-03', lastCheck: { on: '2024-03-07', incomePerHeadFen: 650_000, rigidSpendingPerHeadFen: 0, safeguards: SOLVED } });
    expect(cardOf(past.opened(), past.verified('2024-03-09'), past.verified('2024-03-07')).lastCheck!.on).toBe('2024-03-09');
    const tracked = past.fact('2024-12-01', 'identification.HouseholdTracked.v1', { enrolmentId: 'e1', trackingId: 't1', visitedOn: '2024-12-01', visitorIds: ['v1'], finding: 'STABLE', evidenceHashes: [hash] });
    expect(cardOf(tracked).lastContactOn).toBe('2024-12-01');
    const check = past.fact('2024-05-03', 'identification.CheckRecorded.v1', {
      roundId: 'r1', checkId: 'c1', village: VILLAGE, visitedOn: '2024-05-03', byIds: ['v1'], incomePerHeadFen: 5, rigidSpendingPerHeadFen: 1, riskTypes: [], questionnaireVersion: 'q', answers: {},
      worksheet: { from: '2023-05-01', to: '2024-04-30', wageFen: 5, businessFen: 0, propertyFen: 0, transferFen: 0, businessCostFen: 0, members: 1, rigid: { medicalFen: 1, schoolingFen: 0, disasterFen: 0, housingFen: 0 } },
      safeguards: SOLVED, lists: [], clueId: null, evidenceHashes: [],
    });
    expect(cardOf(check)).toMatchObject({ lastContactOn: '2024-05-03', lastCheck: { on: '2024-05-03', incomePerHeadFen: 5 } });
  });

  it('says of an entry that was corrected what it should have said', () => {
    const corrected = (content: object) => past.fact('2024-03-20', 'identification.EntryCorrected.v1', { eventId: 'x', position: 2, reason: '录入有误', content: content as never });
    expect(cardOf(income(2023, 700_000), corrected({ entry: 'INCOME', year: 2023, incomePerHeadFen: 70_000 })).incomes).toStrictEqual([{ year: 2023, incomePerHeadFen: 70_000 }]);
    expect(cardOf(corrected({ entry: 'KIND', kind: 'OUT_OF_POVERTY' })).kind).toBe('OUT_OF_POVERTY');
    expect(cardOf(past.clue(), corrected({ entry: 'CLUE', clueId: 'x1', riskTypes: ['09'], occurredOn: '2024-01-01' })).clues[0]!.riskTypes).toStrictEqual(['09']);
    const found = { incomePerHeadFen: 1, rigidSpendingPerHeadFen: 2, safeguards: { ...SOLVED, water: false } };
    const card = cardOf(past.opened(), past.verified('2024-03-09'), corrected({ entry: 'VERIFICATION', caseId: 'k1', visitedOn: '2024-03-08', ...found, riskTypes: [], evidenceHashes: [hash, 'e'.repeat(64)] }));
    expect([card.lastContactOn, card.lastCheck]).toStrictEqual(['2024-03-08', { on: '2024-03-08', ...found }]);
    expect(card.documents.map((d) => [d.hash, d.fact])).toStrictEqual([[hash, 'HouseholdVerified'], ['e'.repeat(64), 'EntryCorrected']]);
  });

  it('has the plan, and what each measure came to', () => {
    const helped = cardOf(past.planned(), past.measure(), past.delivered(), past.delivered(), past.measureEnded(), past.fact('2024-04-11', 'assistance.HelperReplaced.v1', { planId: 'plan-1', helperId: 'helper-2', reason: '调动' }));
    expect(helped.plan).toStrictEqual({ planId: 'plan-1', helperId: 'helper-2', madeOn: '2024-03-25' });
    expect(helped.measures).toStrictEqual([{
      measureId: 'm1', code: 'M41', riskId: 'e1.1', plannedOn: '2024-03-25', dueOn: '2024-04-24', deliveries: 2, lastDeliveredOn: '2024-04-10', deliveredFen: 200, endedOn: '2024-04-10',
    }]);
  });

  it('lists every document that was named, with what it was for', () => {
    const of = (fact: string, on: string) => ({ hash, kind: null, fact, on });
    expect(cardOf(past.verified(), past.authorised(), past.reviewed(), past.shown(), past.settled(), past.announced(), past.compared()).documents).toStrictEqual([
      of('HouseholdVerified', '2024-03-07'), of('AuthorisationGranted', '2024-03-07'), of('ReviewHeld', '2024-03-11'), of('PublicityOpened', '2024-03-11'), of('ObjectionSettled', '2024-03-14'),
      of('DecisionAnnounced', '2024-03-19'), of('ComparisonReturned', '2024-03-08'),
    ]);
    expect(cardOf({ ...past.opinion(), data: { caseId: 'k1', agrees: true, reason: null, documents: [{ kind: 'OPINION', hash }] } }).documents).toStrictEqual([{ hash, kind: 'OPINION', fact: 'TownshipOpinionGiven', on: '2024-03-18' }]);
  });

  it('shows where a household came from and went to', () => {
    const split = past.fact('2024-04-11', 'identification.HouseholdSplit.v1', { newHouseholdId: 'h3', registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [], incomes: [], clues: [], evidenceHash: hash });
    const undone = (eventId: string) => past.fact('2024-04-12', 'identification.HouseholdLinkUndone.v1', { eventId, otherHouseholdId: 'h2', why: 'HOUSEHOLD_GONE' });
    expect(cardOf(split).kin).toMatchObject([{ householdId: 'h3', how: 'SPLIT_OFF', on: '2024-04-11' }]);
    expect(cardOf(past.fact('2024-04-11', 'identification.HouseholdFormedBySplit.v1', { originHouseholdId: 'h0', splitEventId: 's', splitPosition: 1 })).kin).toMatchObject([{ householdId: 'h0', how: 'FORMED_FROM' }]);
    expect(cardOf(past.fact('2024-04-11', 'identification.HouseholdMergedFrom.v1', { fromHouseholdId: 'h2', mergeEventId: 'm', mergePosition: 1, risksNotTaken: [] })).kin).toMatchObject([{ householdId: 'h2', how: 'MERGED_FROM' }]);
    const merged = cardOf(past.merged());
    expect([merged.status, merged.kin[0]!.how]).toStrictEqual(['MERGED', 'MERGED_INTO']);
    expect(cardOf(past.merged(), undone(merged.kin[0]!.eventId)).status).toBe('REGISTERED');
    expect(cardOf(past.closedHousehold()).status).toBe('CLOSED');
  });

  it('is shown in the shape it is asked in, with the open risks on top', () => {
    const document = cardOf(member, ...ENROLLED, past.planned(), past.measure(), past.warned());
    const shown = cardQuery.item.parse({ id: document._id, ...document, ...cardQuery.computed!(document, { caller: { id: 'c', grants: [] }, today: '2024-04-01' }) });
    expect(shown).toMatchObject({ id: 'h1', category: 'C2', openRisks: [{ riskId: 'e1.1' }], members: [{ personId: 'p1' }] });
  });
});
