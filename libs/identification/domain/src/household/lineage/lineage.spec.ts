import { describe, expect, it } from '@jest/globals';
import type { CarriedClue, IdentificationEvent } from '@humai/contracts-identification';
import { fold } from '@humai/kernel';
import { specOf } from '@humai/testing';
import { after, CLUE, cleared, command, county, delivered, enrol, ENROLLED, hash, member, on, OPENED, REGISTERED, registration, township, village, VILLAGE } from '../../testing/household-past.js';
import type { CommandOf } from '../context.js';
import { householdDecider } from '../household.js';
import type { Household, HouseholdEvent } from '../state.js';

const { given } = specOf(householdDecider);
const stateOf = (events: readonly HouseholdEvent[]): Household => fold(householdDecider, events);
const fact = <T extends IdentificationEvent['type']>(type: T, data: Extract<IdentificationEvent, { type: T }>['data']) => ({ type, data }) as HouseholdEvent;
const day = on('2024-05-06', township);

const SON = command('AddMember', { member: member('p3', '03'), reason: 'BIRTH' }, on('2024-02-01', village));
const WIFE_OF_SON = command('AddMember', { member: { ...member('p4'), relation: '05' }, reason: 'MARRIAGE_IN' }, on('2024-02-02', village));
const INCOME = command('RecordIncome', { year: 2023, incomePerHeadFen: 700_000 }, on('2024-02-03', village));
const FAMILY = [...REGISTERED, SON, WIFE_OF_SON, INCOME];
const gone = (personId: string, reason: 'SPLIT' | 'MERGE' | 'DEATH') => fact('identification.MemberRemoved.v1', { personId, reason });
const added = (personId: string, relation: '01' | '02' | '03' | '21' | '28', reason: 'SPLIT' | 'MERGE' | 'OTHER') => fact('identification.MemberAdded.v1', { personId, relation, labour: 'ORDINARY', reason });
const duplicate = (clueId: string, reason: string) => fact('identification.ClueClosed.v1', { clueId, verdict: 'DUPLICATE', reason, caseId: null });

const report = (clueId: string, riskType: '01' | '03' | '05' | '09' = '03') =>
  command('ReportClue', { clueId, channel: 'OTHER', riskTypes: [riskType], occurredOn: '2024-03-01', source: null, otherKind: 'PETITION' }, on('2024-05-01', village));
const carriedClue = (clueId: string, riskType: '01' | '03' | '05' = '03'): CarriedClue =>
  ({ clueId, channel: 'OTHER', riskTypes: [riskType], occurredOn: '2024-03-01', foundOn: '2024-05-01', dueOn: '2024-05-30', acceptBy: '2024-05-07', source: null, otherKind: 'PETITION' });

describe('a split', () => {
  const split = (change: Partial<CommandOf<'SplitHousehold'>['data']> = {}) => command('SplitHousehold', {
    newHouseholdId: 'h2', newRegisterNumber: '5115040002', members: [{ personId: 'p3', relation: '01' }, { personId: 'p4', relation: '02' }], clueIds: [], evidenceHash: hash, ...change,
  }, day);
  const members = [
    { personId: 'p3', relation: '01' as const, previousRelation: '03' as const, labour: 'ORDINARY' as const },
    { personId: 'p4', relation: '02' as const, previousRelation: '05' as const, labour: 'ORDINARY' as const },
  ];
  const decided = { newHouseholdId: 'h2', registerNumber: '5115040002', village: VILLAGE, kind: 'GENERAL' as const, members, incomes: [{ year: 2023, incomePerHeadFen: 700_000 }], clues: [], evidenceHash: hash };

  it('lets members go with what they are to each other, and the years of income with them', () =>
    given(...after(FAMILY)).when(split()).then(fact('identification.HouseholdSplit.v1', decided), gone('p3', 'SPLIT'), gone('p4', 'SPLIT')));

  it('takes along the open clues that are about those who go, in another village if need be', () =>
    given(...after([...FAMILY, report('c1'), report('c2', '05')])).when(split({ clueIds: ['c1'], village: '511504101202' })).then(
      fact('identification.HouseholdSplit.v1', { ...decided, village: '511504101202', clues: [carriedClue('c1')] }), gone('p3', 'SPLIT'), gone('p4', 'SPLIT'), duplicate('c1', '随分户转入新户')));

  it('leaves the enrolment where the householder is, and has the others looked at for its open risks', () => {
    const past = after([command('AddMember', { member: member('p3', '03'), reason: 'MOVE_IN' }, on('2024-04-01', village))], after(ENROLLED));
    const alone = split({ members: [{ personId: 'p3', relation: '01' }] });
    const screening: CarriedClue = { clueId: 'split-screening', channel: 'OTHER', riskTypes: ['01'], occurredOn: '2024-05-06', foundOn: '2024-05-06', dueOn: '2024-05-31', source: 'identification.HouseholdSplit' };
    given(...past).when(alone).then(fact('identification.HouseholdSplit.v1', { ...decided, members: [members[0]!], incomes: [], clues: [screening] }), gone('p3', 'SPLIT'));
    expect(stateOf(after([alone], past)).enrolment).toMatchObject({ enrolmentId: 'e1', status: 'OPEN' });
  });

  it('is one split, however often it is asked for', () => {
    given(...after([...FAMILY, split()])).when(split()).thenNothing();
    given(...after([...FAMILY, split({ members: [{ personId: 'p3', relation: '01' }] })])).when(split({ members: [{ personId: 'p4', relation: '01' }] })).thenRejects('HOUSEHOLD.EXISTS');
  });

  it('makes two sound households, or none', () => {
    const past = after(FAMILY);
    given(...past).when(split({ members: [{ personId: 'p1', relation: '01' }] })).thenRejects('SPLIT.HOUSEHOLDER_STAYS');
    given(...past).when(split({ members: [{ personId: 'p3', relation: '02' }] })).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
    given(...past).when(split({ members: [{ personId: 'p3', relation: '01' }, { personId: 'p4', relation: '02' }, { personId: 'p2', relation: '02' }] })).thenRejects('HOUSEHOLD.TWO_SPOUSES');
    given(...past).when(split({ members: [{ personId: 'p3', relation: '01' }, { personId: 'p3', relation: '28' }] })).thenRejects('MEMBER.EXISTS');
    given(...past).when(split({ members: [{ personId: 'p9', relation: '01' }] })).thenRejects('MEMBER.NOT_FOUND');
    given(...past).when(split({ newHouseholdId: 'h1' })).thenRejects('HOUSEHOLD.EXISTS');
    given(...past).when(split({ clueIds: ['c9'] })).thenRejects('CLUE.NOT_FOUND');
    given(...after([...FAMILY, report('c1'), command('CloseClue', { clueId: 'c1', verdict: 'NOT_ELIGIBLE', reason: '不属实', toldOn: '2024-05-02' }, on('2024-05-02', township))])).when(split({ clueIds: ['c1'] })).thenRejects('CLUE.CLOSED');
  });

  it('waits for the end of an open case', () =>
    given(...after([command('AddMember', { member: member('p3', '03'), reason: 'BIRTH' }, on('2024-03-05', village))], after(OPENED))).when(split({ members: [{ personId: 'p3', relation: '01' }] })).thenRejects('HOUSEHOLD.CASE_OPEN'));

  const form = (splitEventId = 'event-1', clues: CarriedClue[] = []) => command('FormBySplit', {
    householdId: 'h2', registerNumber: '5115040002', village: VILLAGE, kind: 'GENERAL', members, incomes: decided.incomes, clues, originHouseholdId: 'h1', splitEventId, splitPosition: 7,
  }, day);
  const FORMED = [
    fact('identification.HouseholdRegistered.v1', { householdId: 'h2', registerNumber: '5115040002', village: VILLAGE, kind: 'GENERAL' }),
    fact('identification.HouseholdFormedBySplit.v1', { originHouseholdId: 'h1', splitEventId: 'event-1', splitPosition: 7 }),
    added('p3', '01', 'SPLIT'), added('p4', '02', 'SPLIT'), fact('identification.IncomeRecorded.v1', { year: 2023, incomePerHeadFen: 700_000 }),
  ];
  it('forms the new household once; whoever has its id already keeps it', () => {
    given().when(form()).then(...FORMED);
    given().when(form('event-1', [carriedClue('c1')])).then(...FORMED, fact('identification.ClueReported.v1', { ...carriedClue('c1'), village: VILLAGE }));
    given(...FORMED).when(form()).thenNothing();
    given(...FORMED).when(form('event-2')).thenRejects('HOUSEHOLD.EXISTS');
    expect(stateOf(FORMED).lineage.origin).toStrictEqual({ householdId: 'h1', splitEventId: 'event-1' });
  });
  it('is no other thing when that household has ended since', () => {
    const ended = after([command('CloseHousehold', { reason: 'DEATH' }, day)], FORMED);
    given(...ended).when(form()).thenNothing();
    given(...ended).when(form('event-2')).thenRejects('HOUSEHOLD.EXISTS');
  });

  it('that came to nothing brings everybody and every clue back, but not the clue that was made for the new household', () => {
    const past = after([split({ clueIds: ['c1'] })], after([...FAMILY, report('c1')]));
    const undo = command('UndoLink', { eventId: 'event-1', otherHouseholdId: 'h2', why: 'ID_TAKEN', members, incomes: [], enrolment: null, clues: [carriedClue('c1'), { ...carriedClue('x'), clueId: 'split-screening' }] }, day);
    given(...past).when(undo).then(
      fact('identification.HouseholdLinkUndone.v1', { eventId: 'event-1', otherHouseholdId: 'h2', why: 'ID_TAKEN' }), added('p3', '03', 'OTHER'),
      fact('identification.MemberAdded.v1', { personId: 'p4', relation: '05', labour: 'ORDINARY', reason: 'OTHER' }), fact('identification.ClueReported.v1', { ...carriedClue('c1'), clueId: 'c1.2', village: VILLAGE }));
    given(...after([undo], past)).when(undo).thenNothing();
    expect(stateOf(after([undo], past)).lineage).toStrictEqual({ origin: null, parts: [], splitOff: {}, mergedFrom: [], ended: null, undone: ['event-1'] });
  });
});

describe('a merge', () => {
  const OTHER = command('RegisterHousehold', { ...registration, householdId: 'h2', registerNumber: '5115040002', members: [member('q1'), member('q2', '02')] }, on('2024-01-10', township));
  const other = (...commands: Parameters<typeof after>[0]) => after([OTHER, ...commands]);
  const going = [{ personId: 'p1', relation: '21' as const }, { personId: 'p2', relation: '28' as const }];
  const merge = (into: readonly HouseholdEvent[] = other(), change: Partial<CommandOf<'MergeHousehold'>['data']> = {}) =>
    command('MergeHousehold', { intoHouseholdId: 'h2', into: stateOf(into), members: going, evidenceHash: hash, ...change }, day);
  const members = [
    { personId: 'p1', relation: '21' as const, previousRelation: '01' as const, labour: 'ORDINARY' as const },
    { personId: 'p2', relation: '28' as const, previousRelation: '02' as const, labour: 'ORDINARY' as const },
  ];
  const e1 = { enrolmentId: 'e1', category: 'C2' as const, enrolledOn: '2024-03-18', deliveredMeasures: 1, risks: [{ riskId: 'e1.1', type: '01' as const, open: true }], cleared: null };
  const decided = { intoHouseholdId: 'h2', members, incomes: [], clues: [], enrolment: null, evidenceHash: hash };
  const merged = [gone('p1', 'MERGE'), gone('p2', 'MERGE')];

  it('takes everybody, their clues and their monitoring along', () => {
    given(...after(REGISTERED)).when(merge()).then(fact('identification.HouseholdMergedInto.v1', decided), ...merged);
    given(...after([report('c1')], [...after(ENROLLED), delivered()])).when(merge())
      .then(fact('identification.HouseholdMergedInto.v1', { ...decided, clues: [carriedClue('c1')], enrolment: e1 }), ...merged, duplicate('c1', '随并户转入新户'));
    given(...cleared()).when(command('MergeHousehold', { ...merge().data as CommandOf<'MergeHousehold'>['data'] }, on('2024-12-02', township)))
      .then(fact('identification.HouseholdMergedInto.v1', { ...decided, enrolment: { ...e1, risks: [{ riskId: 'e1.1', type: '01', open: false }], cleared: { month: '202410', mode: 'HELP' } } }), ...merged);
  });

  it('is one merge; after it the household takes nothing more, and says where to go on', () => {
    const past = after([merge()], after(CLUE));
    given(...past).when(merge()).thenNothing();
    given(...past).when(merge(other(), { intoHouseholdId: 'h3' })).thenRejects('HOUSEHOLD.MERGED');
    given(...past).when(report('c2')).thenRejects('HOUSEHOLD.MERGED');
    given(...past).when(command('AddMember', { member: member('p5'), reason: 'MOVE_IN' }, day)).thenRejects('HOUSEHOLD.MERGED');
    given(...past).when(command('CloseHousehold', { reason: 'DEATH' }, day)).thenRejects('HOUSEHOLD.MERGED');
    given(...past).when(command('RecordOverdue', { subject: 'CLUE', subjectId: 'clue-1', dueOn: '2024-04-01' }, day)).thenNothing();
    // Its warnings are where its members are.
    given(...past).when(command('HandleWarning', { warningId: 'w', verdict: 'UNFOUNDED', reason: '已去世' }, day)).thenRejects('HOUSEHOLD.MERGED');
    given(...past).when(command('HandleWarning', { warningId: 'w', verdict: 'TO_CLUE', reason: null }, day)).thenRejects('HOUSEHOLD.MERGED');
    expect(stateOf(past)).toMatchObject({ members: {}, enrolment: null, lineage: { ended: { how: 'MERGED', into: 'h2' } } });
  });

  it('is refused where it would make no sound household', () => {
    const past = after(REGISTERED);
    given(...past).when(merge(other(), { intoHouseholdId: 'h1' })).thenRejects('MERGE.SAME_HOUSEHOLD');
    given(...past).when(merge([])).thenRejects('HOUSEHOLD.NOT_FOUND');
    given(...past).when(merge(other(), { members: [going[0]!] })).thenRejects('MERGE.MEMBERS');
    given(...past).when(merge(other(), { members: [going[0]!, going[0]!] })).thenRejects('MEMBER.EXISTS');
    given(...past).when(merge(other(), { members: [{ personId: 'p1', relation: '01' }, going[1]!] })).thenRejects('HOUSEHOLD.NOT_ONE_HOUSEHOLDER');
    given(...past).when(merge(other(), { members: [{ personId: 'p1', relation: '02' }, going[1]!] })).thenRejects('HOUSEHOLD.TWO_SPOUSES');
    given(...past).when(merge(other(command('CloseHousehold', { reason: 'DEATH' }, day)))).thenRejects('HOUSEHOLD.CLOSED');
    given(...past).when(merge(other(merge(after(REGISTERED), { intoHouseholdId: 'h1', members: [{ personId: 'q1', relation: '21' }, { personId: 'q2', relation: '28' }] })))).thenRejects('HOUSEHOLD.MERGED');
  });

  it('waits for the end of a case in either household', () => {
    given(...after(OPENED)).when(merge()).thenRejects('HOUSEHOLD.CASE_OPEN');
    given(...after(REGISTERED)).when(merge(other(report('c1'), command('OpenCase', { caseId: 'k' }, on('2024-05-02', village))))).thenRejects('HOUSEHOLD.CASE_OPEN');
  });

  const carryOver = (category: 'C1' | 'C2', riskTypes: readonly ('01' | '03' | '04' | '05' | '06' | '09')[], id = 'e2') =>
    command('CarryOverMonitoring', { enrolmentId: id, category, riskTypes: [...riskTypes], enrolledMonth: '202107', cleared: null, bottomLine: false }, on('2024-01-11', county));
  it('finds room for the monitoring beforehand: five types of risk, and a category for the kind of household', () => {
    given(...after(ENROLLED)).when(merge(other(carryOver('C2', ['03', '04', '05', '06', '09'])))).thenRejects('MERGE.TOO_MANY_RISKS');
    given(...after(ENROLLED)).when(merge(other(carryOver('C2', ['01', '04', '05', '06', '09'])))).then(fact('identification.HouseholdMergedInto.v1', { ...decided, enrolment: { ...e1, deliveredMeasures: 0 } }), ...merged);
    const poor = command('RegisterHousehold', { ...registration, householdId: 'h2', kind: 'OUT_OF_POVERTY', members: [member('q1')] }, on('2024-01-10', township));
    given(...after(ENROLLED)).when(merge(after([poor]))).thenRejects('ENROLMENT.CATEGORY_KIND');
  });

  const takeIn = (change: Partial<CommandOf<'TakeInHousehold'>['data']> = {}) =>
    command('TakeInHousehold', { fromHouseholdId: 'h1', mergeEventId: 'event-1', mergePosition: 9, members, incomes: [], clues: [], enrolment: null, ...change }, day);
  const from = (risksNotTaken: readonly ('01' | '03')[] = []) => fact('identification.HouseholdMergedFrom.v1', { fromHouseholdId: 'h1', mergeEventId: 'event-1', mergePosition: 9, risksNotTaken: [...risksNotTaken] });
  const came = [added('p1', '21', 'MERGE'), added('p2', '28', 'MERGE')];

  it('is taken in once, whole', () => {
    given(...other()).when(takeIn()).then(from(), ...came);
    given(...after([takeIn()], other())).when(takeIn()).thenNothing();
    given(...other(report('c1'), command('RecordIncome', { year: 2023, incomePerHeadFen: 1 }, day)))
      .when(takeIn({ clues: [carriedClue('c1'), carriedClue('c2', '05')], incomes: [{ year: 2022, incomePerHeadFen: 5 }, { year: 2023, incomePerHeadFen: 6 }] }))
      .then(from(), ...came, fact('identification.IncomeRecorded.v1', { year: 2022, incomePerHeadFen: 5 }),
        fact('identification.ClueReported.v1', { ...carriedClue('c1'), clueId: 'c1.2', village: VILLAGE }), fact('identification.ClueReported.v1', { ...carriedClue('c2', '05'), village: VILLAGE }));
  });

  it('invariant 1: of two open enrolments that of the household itself stays, with its category and the risks of both', () => {
    const coming = { ...e1, category: 'C3' as const, risks: [...e1.risks, { riskId: 'e1.2', type: '03' as const, open: true }, { riskId: 'e1.3', type: '09' as const, open: false }] };
    const past = other(carryOver('C2', ['01'], 'e1'));
    given(...past).when(takeIn({ enrolment: coming })).then(from(), ...came, fact('identification.RiskAdded.v1', { enrolmentId: 'e1', riskId: 'e1.2', type: '03' }));
    expect(stateOf(after([takeIn({ enrolment: coming })], past)).enrolment).toMatchObject({ enrolmentId: 'e1', category: 'C2', risks: [{ type: '01' }, { type: '03' }] });
    given(...other(carryOver('C2', ['04', '05', '06', '09']))).when(takeIn({ enrolment: coming })).then(from(['03']), ...came, fact('identification.RiskAdded.v1', { enrolmentId: 'e2', riskId: 'e2.5', type: '01' }));
  });

  const carried = { enrolmentId: 'e1', category: 'C2' as const, risks: [{ riskId: 'e1.1', type: '01' as const }], enrolledMonth: '202403', cleared: null, bottomLine: false, enrolledOn: '2024-03-18', deliveredMeasures: 1 };
  it('gives its monitoring to a household that has none, with its day and its deliveries', () => {
    const past = other();
    given(...past).when(takeIn({ enrolment: e1 })).then(from(), ...came, fact('identification.MonitoringCarriedOver.v1', carried));
    expect(stateOf(after([takeIn({ enrolment: e1 })], past)).enrolment).toMatchObject({ enrolmentId: 'e1', status: 'OPEN', enrolledOn: '2024-03-18', deliveredMeasures: 1, risks: [{ riskId: 'e1.1', open: true }] });
    const was = { ...e1, cleared: { month: '202410', mode: 'HELP' as const } };
    given(...past).when(takeIn({ enrolment: was })).then(from(), ...came, fact('identification.MonitoringCarriedOver.v1', { ...carried, cleared: was.cleared }));
    given(...other(carryOver('C2', ['04']))).when(takeIn({ enrolment: was })).then(from(), ...came);
  });

  it('cannot be refused any more: who comes second is not householder nor spouse', () =>
    given(...other()).when(takeIn({ members: [{ ...members[0]!, relation: '01' }, { ...members[1]!, relation: '02' }] })).then(from(), added('p1', '28', 'MERGE'), added('p2', '28', 'MERGE')));

  it('that came to nothing is as if it had not been', () => {
    const past = after([merge()], [...after(ENROLLED), delivered()]);
    const undo = command('UndoLink', { eventId: 'event-1', otherHouseholdId: 'h2', why: 'HOUSEHOLD_GONE', members, incomes: [], clues: [], enrolment: e1 }, day);
    given(...past).when(undo).then(fact('identification.HouseholdLinkUndone.v1', { eventId: 'event-1', otherHouseholdId: 'h2', why: 'HOUSEHOLD_GONE' }), added('p1', '01', 'OTHER'), added('p2', '02', 'OTHER'),
      fact('identification.MonitoringCarriedOver.v1', carried));
    const before = stateOf([...after(ENROLLED), delivered()]);
    expect(stateOf(after([undo], past))).toStrictEqual({ ...before, lineage: { ...before.lineage, undone: ['event-1'] } });
    given(...after([undo], past)).when(merge()).then(fact('identification.HouseholdMergedInto.v1', { ...decided, enrolment: e1 }), ...merged);
  });
});

describe('a household whose last members died or left', () => {
  const close = command('CloseHousehold', { reason: 'DEATH' }, day);
  it('ends naturally, with its clues and its enrolment', () => {
    given(...after([report('c1')], after(ENROLLED))).when(close).then(
      gone('p1', 'DEATH'), gone('p2', 'DEATH'), fact('identification.ClueClosed.v1', { clueId: 'c1', verdict: 'NOT_ELIGIBLE', reason: '整户自然注销', caseId: null }),
      fact('identification.HouseholdClosed.v1', { clueIds: ['c1'], reason: 'DEATH', enrolmentId: 'e1' }));
    given(...after(REGISTERED)).when(close).then(gone('p1', 'DEATH'), gone('p2', 'DEATH'), fact('identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: null }));
  });

  it('ends once, after its case', () => {
    given(...after([...REGISTERED, close])).when(close).thenNothing();
    given(...after(OPENED)).when(close).thenRejects('HOUSEHOLD.CASE_OPEN');
  });

  it('takes afterwards what is said of its past only', () => {
    const past = after([...FAMILY, close]);
    given(...past).when(command('AddMember', { member: member('p1'), reason: 'MOVE_IN' }, day)).thenRejects('HOUSEHOLD.CLOSED');
    given(...past).when(enrol('2024-05-06')).thenRejects('HOUSEHOLD.CLOSED');
    const entry = { type: 'identification.IncomeRecorded.v1', data: { year: 2023, incomePerHeadFen: 700_000 }, position: 5, effectiveOn: '2024-02-03', supersededBy: null };
    given(...past).when(command('CorrectEntry', { eventId: 'x', data: { incomePerHeadFen: 1 }, reason: '有误', entry }, day))
      .then(fact('identification.EntryCorrected.v1', { eventId: 'x', position: 5, reason: '有误', content: { entry: 'INCOME', year: 2023, incomePerHeadFen: 1 } }));
  });
});
