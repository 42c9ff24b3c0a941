import { describe, expect, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import { after, CLUE, command, county, decide, DECIDED, enrol, hash, OPENED, on, opinion, REGISTERED, STEPS, township, village } from '../testing/household-past.js';
import { householdDecider } from './household.js';

const { given } = specOf(householdDecider);
type Report = Extract<Parameters<typeof householdDecider.decide>[0], { type: 'ReportClue' }>['data'];
const report = (change: Partial<Report> = {}, date = '2024-03-20') =>
  command('ReportClue', { clueId: 'clue-2', channel: 'OTHER', riskTypes: ['01'], source: null, ...change }, on(date, village));
const kinds = (events: readonly { type: string; data: unknown }[]) => events.map((e) => [e.type.split('.')[1], (e.data as { verdict?: string }).verdict ?? null]);
const decideOn = (past: ReturnType<typeof after>, c: ReturnType<typeof report>) => kinds(after([c], past).slice(past.length));
const NEW = [['ClueReported', null]];
const JOINED = [['ClueReported', null], ['ClueClosed', 'DUPLICATE']];

describe('a clue that says what an open one says', () => {
  it('is joined to it, not dropped', () =>
    given(...after(CLUE)).when(report()).then(
      {
        type: 'identification.ClueReported.v1',
        data: { clueId: 'clue-2', channel: 'OTHER', riskTypes: ['01'], source: null, village: '511504101201', occurredOn: '2024-03-20', foundOn: '2024-03-20', dueOn: '2024-04-18', acceptBy: '2024-03-22' },
      },
      { type: 'identification.ClueClosed.v1', data: { clueId: 'clue-2', verdict: 'DUPLICATE', reason: null, caseId: null, duplicateOf: 'clue-1' } },
    ));
  it('is joined to the one under decision', () => expect(decideOn(after(OPENED), report())).toStrictEqual(JOINED));
  it('is joined to the last day of the window', () => {
    expect(decideOn(after(CLUE), report({}, '2024-05-03'))).toStrictEqual(JOINED);
    expect(decideOn(after(CLUE), report({}, '2024-05-04'))).toStrictEqual(NEW);
  });
  it('is another one of another risk, also beside the same', () => {
    expect(decideOn(after(CLUE), report({ riskTypes: ['09'] }))).toStrictEqual(NEW);
    expect(decideOn(after(CLUE), report({ riskTypes: ['01', '09'] }))).toStrictEqual(NEW);
  });
  it('is another one of other people', () => {
    const first = after([...REGISTERED, report({ clueId: 'clue-1', personIds: ['p1'] }, '2024-03-04')]);
    expect(decideOn(first, report({ personIds: ['p2'] }))).toStrictEqual(NEW);
    expect(decideOn(first, report({ personIds: ['p1', 'p2'] }))).toStrictEqual(JOINED);
    expect(decideOn(first, report())).toStrictEqual(JOINED);
  });
  it('is another one when the first has its verdict: facts may have changed', () => {
    const closed = after([...CLUE, command('CloseClue', { clueId: 'clue-1', verdict: 'NOT_ELIGIBLE', reason: '收入高', toldOn: '2024-03-06' }, on('2024-03-06', township))]);
    expect(decideOn(closed, report())).toStrictEqual(NEW);
  });
});

describe('a self-report', () => {
  const selfReport = (form: 'OWN' | 'BY_CADRE' | 'BY_RELATIVE', readOut?: boolean) => report({ channel: 'SELF_REPORT', riskTypes: ['09'], selfReport: { form, markHash: hash, ...(readOut === undefined ? {} : { readOut }) } });
  it('keeps its form and the mark of the applicant', () =>
    expect(after([selfReport('OWN')], after(CLUE)).at(-1)).toMatchObject({ data: { selfReport: { form: 'OWN', markHash: hash } } }));
  it('that another person wrote was read out', () => {
    given(...after(CLUE)).when(selfReport('BY_CADRE')).thenRejects('CLUE.NOT_READ_OUT');
    given(...after(CLUE)).when(selfReport('BY_RELATIVE', false)).thenRejects('CLUE.NOT_READ_OUT');
    expect(decideOn(after(CLUE), selfReport('BY_CADRE', true))).toStrictEqual(NEW);
  });
  it('is of its channel', () => given(...after(CLUE)).when(report({ channel: 'CADRE_VISIT', selfReport: { form: 'OWN', markHash: hash } })).thenRejects('CLUE.SELF_REPORT_CHANNEL'));
});

it('only the other channel says which kind it is', () => {
  given(...after(CLUE)).when(report({ channel: 'SELF_REPORT', otherKind: 'HOTLINE' })).thenRejects('CLUE.OTHER_KIND_CHANNEL');
  expect(after([report({ otherKind: 'HOTLINE' })], after(CLUE)).at(-2)).toMatchObject({ data: { otherKind: 'HOTLINE' } });
});
it('a clue is about members', () => given(...after(CLUE)).when(report({ personIds: ['p1', 'p9'] })).thenRejects('MEMBER.NOT_FOUND'));

describe('accepting', () => {
  const accept = (clueId = 'clue-1', date = '2024-03-05') => command('AcceptClue', { clueId }, on(date, township));
  it('is recorded with its day, once', () => {
    given(...after(CLUE)).when(accept()).then({ type: 'identification.ClueAccepted.v1', data: { clueId: 'clue-1', acceptedOn: '2024-03-05' } });
    given(...after([...CLUE, accept()])).when(accept('clue-1', '2024-03-06')).thenNothing();
  });
  it('needs an open clue', () => {
    given(...after(CLUE)).when(accept('clue-9')).thenRejects('CLUE.NOT_FOUND');
    given(...after([...DECIDED, enrol()])).when(accept()).thenRejects('CLUE.CLOSED');
  });
});

describe('invariant 23: one clue, one verdict', () => {
  const close = (data: Partial<Extract<Parameters<typeof householdDecider.decide>[0], { type: 'CloseClue' }>['data']>, date = '2024-03-06') =>
    command('CloseClue', { clueId: 'clue-1', verdict: 'NOT_ELIGIBLE', reason: '收入高', ...data }, on(date, township));
  const told = close({ toldOn: '2024-03-06' });
  it('no second one', () => {
    given(...after([...CLUE, told])).when(told).thenRejects('CLUE.CLOSED');
    given(...after([...DECIDED, enrol()])).when(told).thenRejects('CLUE.CLOSED');
    given(...after(CLUE)).when(close({ clueId: 'clue-9' })).thenRejects('CLUE.NOT_FOUND');
  });
  it('not by hand while its case runs', () => given(...after(OPENED)).when(told).thenRejects('CASE.ALREADY_OPEN'));
  it('not eligible has a reason that was told, not one that will be', () => {
    given(...after(CLUE)).when(close({ reason: null, toldOn: '2024-03-06' })).thenRejects('CLUE.VERDICT_NEEDS_REASON');
    given(...after(CLUE)).when(close({})).thenRejects('CLUE.NOT_TOLD');
    given(...after(CLUE)).when(close({ toldOn: '2024-03-07' })).thenRejects('VERIFICATION.FUTURE');
  });
  it('a duplicate names another clue', () => {
    const two = after([report({ riskTypes: ['09'] })], after(CLUE));
    given(...two).when(close({ verdict: 'DUPLICATE', reason: null })).thenRejects('CLUE.NOTHING_TO_DUPLICATE');
    given(...two).when(close({ verdict: 'DUPLICATE', reason: null, duplicateOf: 'clue-1' })).thenRejects('CLUE.NOTHING_TO_DUPLICATE');
    given(...two).when(close({ verdict: 'DUPLICATE', reason: null, duplicateOf: 'clue-9' })).thenRejects('CLUE.NOTHING_TO_DUPLICATE');
    given(...two).when(close({ verdict: 'DUPLICATE', reason: null, duplicateOf: 'clue-2' }))
      .then({ type: 'identification.ClueClosed.v1', data: { clueId: 'clue-1', verdict: 'DUPLICATE', reason: null, caseId: null, duplicateOf: 'clue-2' } });
  });
  it('enrolled only by the enrolment, already enrolled only when that is true', () => {
    given(...after(CLUE)).when(close({ verdict: 'ENROLLED', reason: null })).thenRejects('CLUE.VERDICT_NEEDS_CASE');
    given(...after(CLUE)).when(close({ verdict: 'ALREADY_ENROLLED', reason: null })).thenRejects('CLUE.NOT_ENROLLED');
    const late = after([report({}, '2024-04-08')], after([...DECIDED, enrol()]));
    given(...late).when(close({ clueId: 'clue-2', verdict: 'ALREADY_ENROLLED', reason: null }, '2024-04-09'))
      .then({ type: 'identification.ClueClosed.v1', data: { clueId: 'clue-2', verdict: 'ALREADY_ENROLLED', reason: null, caseId: null } });
  });

  describe('the reason of a refused case', () => {
    const refused = after([...OPENED, STEPS.verify, STEPS.authorise, STEPS.compare, STEPS.review, STEPS.publish, STEPS.unpublish, opinion(), decide('2024-03-15', county, false)]);
    const tell = (clueId = 'clue-1', toldOn = '2024-03-18') => command('TellReason', { clueId, toldOn }, on('2024-03-18', village));
    it('is told afterwards, once', () => {
      given(...refused).when(tell()).then({ type: 'identification.ReasonTold.v1', data: { clueId: 'clue-1', toldOn: '2024-03-18' } });
      given(...after([tell()], refused)).when(tell()).thenRejects('CLUE.NO_REASON_TO_TELL');
      given(...refused).when(tell('clue-1', '2024-03-19')).thenRejects('VERIFICATION.FUTURE');
    });
    it('is told of no other clue', () => {
      given(...refused).when(tell('clue-9')).thenRejects('CLUE.NOT_FOUND');
      given(...after(CLUE)).when(tell()).thenRejects('CLUE.NO_REASON_TO_TELL');
      given(...after([...CLUE, told])).when(tell()).thenRejects('CLUE.NO_REASON_TO_TELL');
      given(...after([...DECIDED, enrol()])).when(tell()).thenRejects('CLUE.NO_REASON_TO_TELL');
    });
  });
});
