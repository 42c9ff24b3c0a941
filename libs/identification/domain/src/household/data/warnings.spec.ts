import { describe, expect, it } from '@jest/globals';
import { fold } from '@humai/kernel';
import { specOf } from '@humai/testing';
import { after, cleared, command, county, ENROLLED, member, on, REGISTERED, service, township } from '../../testing/household-past.js';
import { householdDecider } from '../household.js';
import type { HouseholdEvent } from '../state.js';

const { given } = specOf(householdDecider);
const MEDICAL = 'data-source/511504/medical-insurance-2021';
const fields = { staySelfPaidFen: 1_200_000, yearSelfPaidFen: 0, outpatientFen: 0, dischargedOn: '2024-03-08' };
const row = (change: Partial<typeof fields> = {}, { date = '2024-04-05', rowId = 'r1', period = '2024-03', personId = 'p1' } = {}) =>
  command('RaiseWarnings', { batchId: 'b1', rowId, sourceVersion: MEDICAL, period, personId, fields: { ...fields, ...change } }, on(date, service));
const platform = (incomePerHeadFen: number, date = '2024-04-20') =>
  command('RaiseWarnings', { batchId: 'b2', rowId: 'r9', sourceVersion: 'data-source/511504/poverty-alleviation-2021', period: '2023', personId: 'p1', fields: { incomePerHeadFen, incomeBeforeFen: 0 } }, on(date, service));

const signal = {
  batchId: 'b1', source: 'medical-insurance', period: '2024-03', rule: 'single-stay', ruleVersion: MEDICAL, personId: 'p1', occurredOn: '2024-03-08', numbers: { staySelfPaidFen: 1_200_000 },
  statement: { zh: '单次住院自付 12000 元', en: '12000 yuan paid by oneself for one stay in hospital' }, expiresOn: '2024-10-02', watchList: null,
};
const raised: HouseholdEvent = {
  type: 'identification.WarningRaised.v1',
  data: {
    warningId: 'r1.single-stay', village: '511504101201', riskType: '01', ...signal, trust: 0.9, householdStatus: 'NONE', category: null, raisedOn: '2024-04-05', dueOn: '2024-04-25',
  },
};
const supported = (change: object): HouseholdEvent => ({ type: 'identification.WarningSupported.v1', data: { warningId: 'r1.single-stay', ...signal, ...change } });
const handle = (verdict: 'TO_CLUE' | 'FOLLOWED' | 'UNFOUNDED', reason: string | null = null, who = township, warningId = 'r1.single-stay') => command('HandleWarning', { warningId, verdict, reason }, on('2024-04-10', who));
const closed = (verdict: 'TO_CLUE' | 'FOLLOWED' | 'UNFOUNDED' | 'EXPIRED', reason: string | null = null): HouseholdEvent =>
  ({ type: 'identification.WarningClosed.v1', data: { warningId: 'r1.single-stay', verdict, reason, clueId: verdict === 'TO_CLUE' ? 'r1.single-stay' : null } });
const past = [...after(REGISTERED), raised];

describe('a row of a department', () => {
  it('becomes a warning with its rule, its version, the numbers compared and how the household stands', () => given(...after(REGISTERED)).when(row()).then(raised));
  it('is judged by the household: what is none for others is one for a monitored household', () => {
    given(...after(REGISTERED)).when(row({ staySelfPaidFen: 700_000 })).thenNothing();
    expect(householdDecider.decide(row({ staySelfPaidFen: 700_000 }), fold(householdDecider, after(ENROLLED)))).toMatchObject([{ data: { householdStatus: 'MONITORED', category: 'C2' } }]);
    expect(householdDecider.decide(row({}, { date: '2024-11-05' }), fold(householdDecider, cleared()))).toMatchObject([{ data: { householdStatus: 'CLEARED', category: 'C2' } }]);
  });
  it('compares with the income line of the day', () => {
    expect(after([...REGISTERED, platform(879_999)]).at(-1)).toMatchObject({ type: 'identification.WarningRaised.v1', data: { riskType: '99', rule: 'below-line', numbers: { incomePerHeadFen: 879_999, lineFen: 880_000 }, occurredOn: '2023-12-31' } });
    given(...after(REGISTERED)).when(platform(880_000)).thenNothing();
  });
  it('names the list on which the household belongs', () =>
    expect(after([...REGISTERED, row({ staySelfPaidFen: 0, yearSelfPaidFen: 2_000_000 })]).at(-1)).toMatchObject({ data: { rule: 'year', watchList: 'SERIOUS_ILLNESS' } }));
  it('about somebody who has left leads to nothing', () => given(...after(REGISTERED)).when(row({}, { personId: 'p7' })).thenNothing());
  it('about somebody who has left in a split is refused, with where to, until they come back', () => {
    const split = { newHouseholdId: 'h2', registerNumber: null, village: '511504101201', kind: 'GENERAL', members: [{ personId: 'p2', relation: '01', previousRelation: '02', labour: 'ORDINARY' }], incomes: [], clues: [], evidenceHash: 'a'.repeat(64) };
    const left: readonly HouseholdEvent[] = [
      ...after(REGISTERED), { type: 'identification.HouseholdSplit.v1', data: split as never }, { type: 'identification.MemberRemoved.v1', data: { personId: 'p2', reason: 'SPLIT' } },
    ];
    given(...left).when(row({}, { personId: 'p2' })).thenRejects('MEMBER.SPLIT_OFF');
    expect(() => householdDecider.decide(row({}, { personId: 'p2' }), fold(householdDecider, left))).toThrow(expect.objectContaining({ details: { into: 'h2' } }));
    given(...left).when({ ...row({}, { personId: 'p2' }), data: { ...row({}, { personId: 'p2' }).data, movingIn: true } } as never).thenRejects('MEMBER.SPLIT_OFF');
    given(...left, { type: 'identification.MemberAdded.v1', data: { ...member('p2', '02'), reason: 'OTHER' } }).when(row({}, { personId: 'p2' })).then({ ...raised, data: { ...raised.data, personId: 'p2' } } as HouseholdEvent);
    given(...left).when(row()).then(raised);
  });
  it('needs a household', () => given().when(row()).thenRejects('HOUSEHOLD.NOT_FOUND'));
});

describe('the same fact', () => {
  it('told again is no news', () => {
    given(...past).when(row()).thenNothing();
    given(...past).when(row({}, { rowId: 'other', date: '2024-04-06' })).thenNothing();
    given(...past, closed('UNFOUNDED', '不属实')).when(row()).thenNothing();
  });
  it('from another delivery joins the warning and prolongs it', () =>
    given(...past).when(row({ staySelfPaidFen: 1_300_000, dischargedOn: '2024-04-09' }, { date: '2024-05-06', rowId: 'r2', period: '2024-04' })).then(supported({
      period: '2024-04', occurredOn: '2024-04-09', numbers: { staySelfPaidFen: 1_300_000 }, statement: { zh: '单次住院自付 13000 元', en: '13000 yuan paid by oneself for one stay in hospital' }, expiresOn: '2024-11-02',
    })));
  it('seen by two rules of one row is one warning', () =>
    expect(after([...REGISTERED, row({ yearSelfPaidFen: 2_000_000 })]).slice(-2).map(({ type, data }) => [type, ...(({ warningId, watchList }) => [warningId, watchList])(data as { warningId: string; watchList: string | null })])).toStrictEqual([
      ['identification.WarningRaised.v1', 'r1.single-stay', null], ['identification.WarningSupported.v1', 'r1.single-stay', 'SERIOUS_ILLNESS'],
    ]));
  it('is one also when the warning was followed or became a clue', () => {
    for (const verdict of ['FOLLOWED', 'TO_CLUE'] as const)
      expect(after([row({ staySelfPaidFen: 1_300_000 }, { rowId: 'r2' })], [...past, closed(verdict)]).at(-1)).toMatchObject({ type: 'identification.WarningSupported.v1' });
  });
  const another = (events: readonly HouseholdEvent[], command: ReturnType<typeof row>) => expect(after([command], events).at(-1)).toMatchObject({ type: 'identification.WarningRaised.v1', data: { warningId: 'r2.single-stay' } });
  it('is another one of another person', () => another(past, row({}, { rowId: 'r2', personId: 'p2' })));
  it('is another one after the window', () => {
    expect(after([row({ staySelfPaidFen: 1_300_000 }, { rowId: 'r2', date: '2024-07-04' })], past).at(-1)).toMatchObject({ type: 'identification.WarningSupported.v1' });
    another(past, row({ staySelfPaidFen: 1_300_000 }, { rowId: 'r2', date: '2024-07-05' }));
  });
  it('is another one when the first was unfounded or has expired', () => {
    another([...past, closed('UNFOUNDED', '不属实')], row({ staySelfPaidFen: 1_300_000 }, { rowId: 'r2' }));
    another([...past, closed('EXPIRED')], row({ staySelfPaidFen: 1_300_000 }, { rowId: 'r2' }));
  });
});

describe('invariant 23: a warning ends in one verdict', () => {
  it('as a clue of the department channel, in the same decision', () => {
    const [clue, end] = householdDecider.decide(handle('TO_CLUE'), fold(householdDecider, past));
    expect(clue).toMatchObject({
      type: 'identification.ClueReported.v1',
      data: { clueId: 'r1.single-stay', channel: 'DEPARTMENT_DATA', riskTypes: ['01'], occurredOn: '2024-03-08', foundOn: '2024-04-10', source: 'medical-insurance', personIds: ['p1'], warningId: 'r1.single-stay' },
    });
    expect(end).toStrictEqual(closed('TO_CLUE'));
  });
  it('as followed, by the county too', () => given(...past).when(handle('FOLLOWED', null, county)).then(closed('FOLLOWED')));
  it('as unfounded, with the reason', () => {
    given(...past).when(handle('UNFOUNDED', '系报销前金额')).then(closed('UNFOUNDED', '系报销前金额'));
    given(...past).when(handle('UNFOUNDED')).thenRejects('WARNING.NEEDS_REASON');
  });
  it('once: the same again is no news, another is refused', () => {
    given(...past, closed('FOLLOWED')).when(handle('FOLLOWED')).thenNothing();
    given(...past, closed('FOLLOWED')).when(handle('TO_CLUE')).thenRejects('WARNING.CLOSED');
  });
  it('must be there', () => given(...past).when(handle('FOLLOWED', null, township, 'none')).thenRejects('WARNING.NOT_FOUND'));
});

describe('a limit of a warning', () => {
  const overdue = command('RecordWarningOverdue', { warningId: 'r1.single-stay', dueOn: '2024-04-25' }, on('2024-04-26', service));
  const late: HouseholdEvent = { type: 'identification.WarningOverdue.v1', data: { warningId: 'r1.single-stay', dueOn: '2024-04-25' } };
  const expire = (expiresOn: string) => command('ExpireWarning', { warningId: 'r1.single-stay', expiresOn }, on('2024-10-03', service));

  it('that passes is recorded once, and not when the warning was handled', () => {
    given(...past).when(overdue).then(late);
    given(...past, late).when(overdue).thenNothing();
    given(...past, closed('FOLLOWED')).when(overdue).thenNothing();
  });
  it('closes a warning whose signal has expired, unless it was handled or prolonged', () => {
    given(...past).when(expire('2024-10-02')).then(closed('EXPIRED'));
    given(...past, closed('FOLLOWED')).when(expire('2024-10-02')).thenNothing();
    given(...past, supported({ period: '2024-04', expiresOn: '2024-11-02' })).when(expire('2024-10-02')).thenNothing();
  });
});

it('a warning that waits goes with the household to another village', () => {
  const moved = (village: string) => command('ChangeHousehold', { registerNumber: '5115040001', village, kind: 'GENERAL' }, on('2024-04-10', township));
  const changed = (data: object): HouseholdEvent => ({ type: 'identification.HouseholdChanged.v1', data: { registerNumber: '5115040001', village: '511504101202', kind: 'GENERAL', ...data } });
  given(...past).when(moved('511504101202')).then(changed({ openWarningIds: ['r1.single-stay'] }));
  given(...past, closed('FOLLOWED')).when(moved('511504101202')).then(changed({}));
});

it('facts of others leave what departments said as it is', () => {
  const before = fold(householdDecider, past);
  expect(householdDecider.evolve(before, { type: 'identification.MemberAdded.v1', data: { ...member('p3', '03'), reason: 'BIRTH' } }).data).toBe(before.data);
});
