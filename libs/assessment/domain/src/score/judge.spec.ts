import { describe, expect, it } from '@jest/globals';
import type { AssessmentPolicy } from '@humai/contracts-assessment';
import { calendar, edition, factsOf, happen, V1, V2 } from '../testing/past.js';
import { judge } from './judge.js';

type Told = ReturnType<(typeof happen)['registers']>;
const judged = (tellings: readonly Told[], { policy = edition('2021'), year = 2022, asOf = '2023-12-31' }: { policy?: AssessmentPolicy; year?: number; asOf?: string } = {}) =>
  judge(factsOf([happen.registers('2020-01-01'), ...tellings]), { policy, year, asOf, calendar });
const A1 = (good: boolean, village: string = V1) => ({ code: 'A1', village, good });
const A3 = (good: boolean, village: string = V1) => ({ code: 'A3', village, good });
const A4 = (good: boolean, village: string = V1) => ({ code: 'A4', village, good });
const D = (good: boolean, village: string = V1) => ({ code: 'D', village, good });
const only = (code: string, list: readonly { code: string }[]) => list.filter((j) => j.code === code);

describe('A1, cases decided in limit', () => {
  const { opens, ends, enrols } = happen;
  it('takes an enrolment on the due date as in limit', () => expect(only('A1', judged([opens('2022-03-01', 'c1', '2022-03-29'), enrols('2022-03-29', 'e1', null, [], 'c1')]))).toStrictEqual([A1(true)]));
  it('takes the day after as late', () => expect(only('A1', judged([opens('2022-03-01', 'c1', '2022-03-29'), enrols('2022-03-30', 'e1', null, [], 'c1')]))).toStrictEqual([A1(false)]));
  it('takes a refusal for a decision like any other', () => expect(judged([opens('2022-03-01', 'c1', '2022-03-29'), ends('2022-03-05', 'c1')])).toStrictEqual([A1(true)]));
  it('does not count a case that was withdrawn, nor one still open', () =>
    expect(judged([opens('2022-03-01', 'c1', '2022-03-29'), ends('2022-03-05', 'c1', 'WITHDRAWN'), opens('2022-04-01', 'c2', '2022-04-29')])).toStrictEqual([]));
  it('does not count the procedure of a clearing', () => expect(judged([opens('2022-03-01', 'c1', '2022-03-29', 'CLEARING'), ends('2022-03-05', 'c1')])).toStrictEqual([]));
  it('counts in the year of the decision, not of the opening', () => {
    const past = [opens('2021-12-20', 'c1', '2022-01-18'), ends('2022-01-10', 'c1')];
    expect([judged(past), judged(past, { year: 2021 })]).toStrictEqual([[A1(true)], []]);
  });
  it('counts where the household lived when the case was opened', () =>
    expect(judged([opens('2022-03-01', 'c1', '2022-03-29'), happen.changes('2022-03-03', V2), ends('2022-03-05', 'c1')])).toStrictEqual([A1(true, V1)]));
  it('measures by a limit of its own where the scheme has one, in working days', () => {
    // 15 working days from Friday 2023-03-03: Friday 2023-03-24; the procedure itself allowed more.
    const past = (decidedOn: string) => [opens('2023-03-03', 'c1', '2023-03-31'), ends(decidedOn, 'c1')];
    const strict = { policy: edition('2023'), year: 2023 };
    expect([judged(past('2023-03-24'), strict), judged(past('2023-03-25'), strict)]).toStrictEqual([[A1(true)], [A1(false)]]);
  });
});

describe('A3, enrolled with measures in limit', () => {
  const { enrols, plans, delivers } = happen;
  const enrolled = [enrols('2022-03-01', 'e1', null, ['r1', 'r2']), plans('2022-03-05', 'm1', 'r1'), plans('2022-03-05', 'm2', 'r2')];
  const strict = { policy: { ...edition('2021'), indicators: { ...edition('2021').indicators, A3: { weight: 30, limit: { days: 30, dayType: 'natural' as const }, coverage: 'every-risk' as const } } } };
  it('takes a delivery on the last day as in limit', () => expect(judged([...enrolled, delivers('2022-03-31', 'm1')])).toStrictEqual([A3(true)]));
  it('takes a day later as late', () => expect(judged([...enrolled, delivers('2022-04-01', 'm1')])).toStrictEqual([A3(false)]));
  it('counts an enrolment without any delivery as missed once the limit is over', () => {
    expect(judged(enrolled, { asOf: '2022-04-01' })).toStrictEqual([A3(false)]);
  });
  it('does not judge it while the limit runs', () => expect(judged(enrolled, { asOf: '2022-03-31' })).toStrictEqual([]));
  it('does not wait where it is served already', () => expect(judged([...enrolled, delivers('2022-03-10', 'm1')], { asOf: '2022-03-10' })).toStrictEqual([A3(true)]));
  it('does not take universal help outside the plan for an answer', () => expect(judged([...enrolled, delivers('2022-03-10', null)])).toStrictEqual([A3(false)]));
  it('wants a delivery for every risk where the scheme says so', () => {
    expect(judged([...enrolled, delivers('2022-03-10', 'm1')], strict)).toStrictEqual([A3(false)]);
    expect(judged([...enrolled, delivers('2022-03-10', 'm1'), delivers('2022-03-12', 'm2', 'r2')], strict)).toStrictEqual([A3(true)]);
  });
  it('counts in the year of the enrolment, with what came after the turn of the year', () => {
    const past = [enrols('2022-12-20', 'e1'), plans('2022-12-21', 'm1', 'r1'), delivers('2023-01-10', 'm1')];
    expect([judged(past), judged(past, { year: 2023 })]).toStrictEqual([[A3(true)], []]);
  });
});

describe('A4, quality of clearings', () => {
  const { enrols, clears, rollsBack } = happen;
  const cleared = [enrols('2021-03-01', 'e1'), clears('2022-02-28', 'e1')];
  it('counts a clearing that held', () => expect(judged(cleared)).toStrictEqual([A4(true)]));
  it('counts a roll-back against it', () => expect(judged([...cleared, rollsBack('2022-05-01', 'e1')])).toStrictEqual([A4(false)]));
  it('counts a relapse on the last day of the months against it', () => expect(only('A4', judged([...cleared, enrols('2023-02-28', 'e2', 'e1')]))).toStrictEqual([A4(false)]));
  it('lets a later new enrolment be', () => expect(only('A4', judged([...cleared, enrols('2023-03-01', 'e2', 'e1')]))).toStrictEqual([A4(true)]));
  it('judges every clearing of an enrolment by itself', () =>
    expect(judged([...cleared, rollsBack('2022-05-01', 'e1'), clears('2022-11-01', 'e1')])).toStrictEqual([A4(false), A4(true)]));
  it('counts in the year of the clearing', () => expect(judged([...cleared, rollsBack('2023-05-01', 'e1')], { year: 2023 })).toStrictEqual([]));
});

describe('D, relocated households', () => {
  const { joins, memberChanges, leaves, moves, certified, employed, loses } = happen;
  const moved = [joins('2020-01-01', 'p1', 'ORDINARY'), joins('2020-01-01', 'p2', 'NONE'), moves('2022-02-01')];
  it('asks a household with labour for one job at the end of the year', () => {
    expect(judged(moved)).toStrictEqual([D(false)]);
    expect(judged([...moved, employed('2022-05-01', 'j1')])).toStrictEqual([D(true)]);
    expect(judged([...moved, employed('2022-05-01', 'j1'), loses('2022-12-31', 'j1')])).toStrictEqual([D(false)]);
    expect(judged([...moved, employed('2022-05-01', 'j1'), loses('2023-01-01', 'j1')])).toStrictEqual([D(true)]);
  });
  it('asks nothing of a household that is closed or went into another, unless that came to nothing', () => {
    const { closes, merges, comesBack } = happen;
    expect(judged([...moved, closes('2022-12-31')])).toStrictEqual([]);
    expect(judged([...moved, merges('2022-12-31')])).toStrictEqual([]);
    expect(judged([...moved, merges('2023-01-01')])).toStrictEqual([D(false)]);
    expect(judged([...moved, merges('2022-12-01'), comesBack('2022-12-02')])).toStrictEqual([D(false)]);
  });
  it('asks none without labour', () => expect(judged([...moved, memberChanges('2022-03-01', 'p1', 'NONE')])).toStrictEqual([]));
  it('does not count the job of one who has left', () =>
    expect(judged([...moved, joins('2022-03-01', 'p3', 'ORDINARY'), employed('2022-05-01', 'j1', 'p3'), leaves('2022-06-01', 'p3')])).toStrictEqual([D(false)]));
  it('asks for the certificate once it is due', () => {
    const past = [joins('2020-01-01', 'p1', 'NONE'), moves('2021-12-31')];
    expect(judged(past)).toStrictEqual([D(false)]);
    expect(judged([...past, certified('2022-12-31')])).toStrictEqual([D(true)]);
    expect(judged([...past, certified('2023-01-01')])).toStrictEqual([D(false)]);
    expect(judged([moves('2022-01-01')])).toStrictEqual([]);
    expect(judged([moves('2022-01-01'), certified('2022-06-01')])).toStrictEqual([D(true)]);
  });
  it('counts where the household lives at the end of the year', () => expect(judged([...moved, happen.changes('2022-03-01', V2), happen.changes('2023-02-01', V1)])).toStrictEqual([D(false, V2)]));
  it('asks nothing of a household that never moved', () => expect(judged([joins('2020-01-01', 'p1', 'ORDINARY')])).toStrictEqual([]));
});
