import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CheckCommands, WatchCommands } from '@humai/contracts-identification';
import type { Actor, Caller, LocalDate } from '@humai/kernel';
import type { AnyAggregate } from '@humai/nest';
import { elsewhere, permissionsOf } from '@humai/testing';
import { person, runningService, VILLAGE, type RunningService } from '../testing/running-service.js';
import { householdAggregate, personAggregate } from './household-aggregate.js';

// Who does each step: domain §2.4 and §2.7. `t`: another tier's step by the policy of the county.
const MATRIX = {
  //                     village township county department assessor auditor ops service
  RegisterHousehold:     '- + + - - - - +',
  ChangeHousehold:       '- + + - - - - +',
  AddMember:             '+ + + - - - - +',
  ChangeMember:          '+ + + - - - - +',
  RemoveMember:          '+ + + - - - - +',
  RecordIncome:          '+ + + - - - - +',
  CarryOverMonitoring:   '- - + - - - - +',
  ReportClue:            '+ + + + - - - +',
  CloseClue:             '- + + - - - - -',
  AcceptClue:            '- + - - - - - -',
  TellReason:            '+ + - - - - - -',
  OpenCase:              '+ + - - - - - -',
  RecordAssetCheck:      '- + + - - - - -',
  RecordVerification:    '+ + - - - - - -',
  GrantAuthorisation:    '+ + - - - - - -',
  WithdrawAuthorisation: '+ + + - - - - -',
  RecordComparison:      '- - + - - - - -',
  RecordReview:          '+ t - - - - - -',
  OpenPublicity:         '+ t - - - - - -',
  RaiseObjection:        '+ + + - - - - -',
  SettleObjection:       '- + + - - - - -',
  ClosePublicity:        '+ t - - - - - -',
  GiveTownshipOpinion:   '- + - - - - - -',
  DecideCase:            '- - + - - - - -',
  AnnounceDecision:      '- + + - - - - -',
  EndCase:               '- + + - - - - -',
  EnrolHousehold:        '- + + - - - - -',
  AddRisk:               '- + - - - - - -',
  EliminateRisk:         '- + - - - - - -',
  ProposeClearing:       '+ + - - - - - -',
  ClearHousehold:        '- + + - - - - -',
  RollBackClearing:      '- - + - - - - -',
  TrackHousehold:        '+ + + - - - - -',
  ProposeRegrade:        '+ + - - - - - -',
  ChangeCategory:        '- + + - - - - -',
  RaiseWarnings:         '- - - - - - - +',
  HandleWarning:         '- + + - - - - -',
  RecordWarningOverdue:  '- - - - - - - +',
  ExpireWarning:         '- - - - - - - +',
  QueryComparison:       '- - + - - - - -',
  SplitHousehold:        '- + + - - - - -',
  MergeHousehold:        '- + + - - - - -',
  CloseHousehold:        '- + + - - - - -',
  CorrectEntry:          '- + + - - - - -',
  RecordOverdue:         '- - - - - - - +',
  ErasePerson:           '- - + - - - + -',
} as const;
type Name = keyof typeof MATRIX;
// Who may do these is said in the spec of checks.
const ELSEWHERE_SAID = { ...WatchCommands, ...CheckCommands };

// The steps of a place are its policy's: an asset check there is in Hainan.
const villageOf = (name: Name) => (name === 'RecordAssetCheck' ? '460107101201' : VILLAGE);
const hereOf = (name: Name) => ({ village: villageOf(name), township: villageOf(name).slice(0, 9), county: villageOf(name).slice(0, 6), service: '' });
const ELSEWHERE = { village: '511504101202', township: '511504001', county: '511503', service: '511503' };
const village: Actor = { id: 'v', role: 'village', area: VILLAGE };
const township: Actor = { id: 't', role: 'township', area: '511504101' };
const county: Actor = { id: 'c', role: 'county', area: '511504' };

const hash = 'a'.repeat(64);
const solved = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };
const visit = { verifierIds: ['v1', 'v2'], rigidSpendingPerHeadFen: 0, safeguards: solved, riskTypes: ['01'], evidenceHashes: [hash] };
const review = { invited: 24, attendance: 20, votesFor: 18, votesAgainst: 1, minutesHash: hash };

type Given = readonly [type: Name, data: object, actor: Actor, on: LocalDate];
const clue: Given = ['ReportClue', { clueId: 'clue-1', channel: 'SELF_REPORT', riskTypes: ['01'] }, village, '2024-03-04'];
const open: Given = ['OpenCase', { caseId: 'case-1' }, village, '2024-03-04'];
const verify: Given = ['RecordVerification', { ...visit, visitedOn: '2024-03-05', incomePerHeadFen: 650_000 }, village, '2024-03-05'];
const authorise: Given = ['GrantAuthorisation', { personIds: ['p1'], scope: ['deposits'], from: '2024-03-05', to: '2025-12-31', noticeVersion: '1', evidenceHash: hash }, village, '2024-03-05'];
const compare: Given = ['RecordComparison', { result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash }, county, '2024-03-07'];
const meet: Given = ['RecordReview', { ...review, heldOn: '2024-03-08' }, village, '2024-03-08'];
const publish: Given = ['OpenPublicity', { evidenceHash: hash }, village, '2024-03-08'];
const object: Given = ['RaiseObjection', { objectionId: 'o1' }, village, '2024-03-10'];
const unpublish: Given = ['ClosePublicity', {}, village, '2024-03-14'];
const opinion: Given = ['GiveTownshipOpinion', { agrees: true }, township, '2024-03-14'];
const decide: Given = ['DecideCase', { approved: true }, county, '2024-03-15'];
const announce: Given = ['AnnounceDecision', { evidenceHash: hash }, township, '2024-03-15'];
const enrol: Given = ['EnrolHousehold', { enrolmentId: 'e1', category: 'C2' }, county, '2024-03-18'];
const eliminate: Given = ['EliminateRisk', { riskId: 'e1.1', mode: 'NATURAL', evidenceHash: hash }, township, '2024-09-18'];
const propose: Given = ['ProposeClearing', { caseId: 'case-2', mode: 'NATURAL' }, village, '2024-09-18'];
const clear: Given = ['ClearHousehold', {}, county, '2024-10-10'];
const fields = { staySelfPaidFen: 1_200_000, yearSelfPaidFen: 0, outpatientFen: 0, dischargedOn: '2024-03-08' };
const row: Given = [
  'RaiseWarnings', { batchId: 'b1', rowId: 'r1', sourceVersion: 'data-source/511504/medical-insurance-2021', period: '2024-03', personId: 'p1', fields }, { id: 'identification', role: 'service', area: '' }, '2024-04-05',
];
const decided = [clue, open, verify, authorise, compare, meet, publish, unpublish, opinion, decide, announce];
const enrolled = [...decided, enrol];
const clearing: readonly Given[] = [
  eliminate, propose, ['RecordVerification', { ...visit, visitedOn: '2024-09-19', incomePerHeadFen: 1_200_000 }, village, '2024-09-19'], ['RecordReview', { ...review, heldOn: '2024-09-20' }, village, '2024-09-20'],
  ['OpenPublicity', { evidenceHash: hash }, village, '2024-09-20'], ['ClosePublicity', {}, village, '2024-09-29'], ['GiveTownshipOpinion', { agrees: true }, township, '2024-09-29'],
  ['DecideCase', { approved: true }, county, '2024-09-30'], ['AnnounceDecision', { evidenceHash: hash }, township, '2024-09-30'],
];
const regrading: readonly Given[] = [
  ['ProposeRegrade', { caseId: 'case-3', category: 'C3', reason: '突发事故' }, village, '2024-05-06'],
  ['RecordVerification', { ...visit, visitedOn: '2024-05-07', incomePerHeadFen: 650_000 }, village, '2024-05-07'],
  ['GiveTownshipOpinion', { agrees: true }, township, '2024-05-08'], ['DecideCase', { approved: true }, county, '2024-05-09'],
];
const upTo = (step: Given) => enrolled.slice(0, enrolled.indexOf(step));

/** What was before each command, and the command itself; everything it needs is there, so that rights alone decide. */
const COMMANDS: Readonly<Record<Name, Readonly<{ past: readonly Given[]; data: object }>>> = {
  RegisterHousehold: { past: [], data: { village: VILLAGE, kind: 'GENERAL', members: [{ ...person(1), documentNumber: undefined }] } },
  ChangeHousehold: { past: [], data: { registerNumber: '5115040002', village: VILLAGE, kind: 'GENERAL' } },
  AddMember: { past: [], data: { member: { ...person(2, '02'), documentNumber: undefined }, reason: 'MARRIAGE_IN' } },
  ChangeMember: { past: [], data: { personId: 'p1', relation: '01', labour: 'WEAK' } },
  RemoveMember: { past: [['AddMember', { member: { ...person(2, '02'), documentNumber: undefined }, reason: 'MARRIAGE_IN' }, village, '2024-01-11']], data: { personId: 'p1', reason: 'DEATH', successorId: '$second' } },
  RecordIncome: { past: [], data: { year: 2024, incomePerHeadFen: 700_000 } },
  CarryOverMonitoring: { past: [], data: { enrolmentId: 'e0', category: 'C2', riskTypes: ['01'], enrolledMonth: '202107' } },
  ReportClue: { past: [], data: clue[1] },
  CloseClue: { past: [clue], data: { clueId: 'clue-1', verdict: 'NOT_ELIGIBLE', reason: '不符合条件', toldOn: '2024-03-06' } },
  AcceptClue: { past: [clue], data: { clueId: 'clue-1' } },
  TellReason: { past: [...upTo(decide), ['DecideCase', { approved: false, reason: '不符合' }, county, '2024-03-15']], data: { clueId: 'clue-1', toldOn: '2024-03-18' } },
  RecordAssetCheck: { past: [clue, open, authorise], data: { result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash } },
  OpenCase: { past: upTo(open), data: open[1] },
  RecordVerification: { past: upTo(verify), data: verify[1] },
  GrantAuthorisation: { past: upTo(authorise), data: authorise[1] },
  WithdrawAuthorisation: { past: upTo(compare), data: { personIds: ['p1'] } },
  RecordComparison: { past: upTo(compare), data: compare[1] },
  RecordReview: { past: upTo(meet), data: meet[1] },
  OpenPublicity: { past: upTo(publish), data: publish[1] },
  RaiseObjection: { past: upTo(unpublish), data: object[1] },
  SettleObjection: { past: [...upTo(unpublish), object], data: { objectionId: 'o1', upheld: false, evidenceHash: hash } },
  ClosePublicity: { past: upTo(unpublish), data: {} },
  GiveTownshipOpinion: { past: upTo(opinion), data: opinion[1] },
  DecideCase: { past: upTo(decide), data: decide[1] },
  AnnounceDecision: { past: upTo(announce), data: announce[1] },
  EndCase: { past: upTo(decide), data: { outcome: 'WITHDRAWN', reason: '申请人撤回' } },
  EnrolHousehold: { past: decided, data: enrol[1] },
  AddRisk: { past: enrolled, data: { riskId: 'r2', riskType: '09' } },
  EliminateRisk: { past: enrolled, data: eliminate[1] },
  ProposeClearing: { past: enrolled, data: propose[1] },
  ClearHousehold: { past: [...enrolled, ...clearing], data: {} },
  RollBackClearing: { past: [...enrolled, ...clearing, clear], data: { reason: '收入虚报', approverId: 'c2' } },
  TrackHousehold: { past: [...enrolled, ...clearing, clear], data: { trackingId: 'k1', visitedOn: '2024-12-02', visitorIds: ['v1'], finding: 'STABLE', evidenceHashes: [hash] } },
  ProposeRegrade: { past: enrolled, data: { caseId: 'case-3', category: 'C3', reason: '突发事故' } },
  ChangeCategory: { past: [...enrolled, ...regrading], data: {} },
  RaiseWarnings: { past: [], data: row[1] },
  HandleWarning: { past: [row], data: { warningId: 'r1.single-stay', verdict: 'FOLLOWED' } },
  RecordWarningOverdue: { past: [row], data: { warningId: 'r1.single-stay', dueOn: '2024-04-25' } },
  ExpireWarning: { past: [row], data: { warningId: 'r1.single-stay', expiresOn: '2024-10-02' } },
  QueryComparison: { past: upTo(compare), data: { queryId: 'q1', source: 'vehicles', personIds: ['p1'], scope: ['deposits'], purpose: '信息比对' } },
  SplitHousehold: { past: [['AddMember', { member: { ...person(2, '02'), documentNumber: undefined }, reason: 'MARRIAGE_IN' }, village, '2024-01-11']], data: { evidenceHash: hash } },
  MergeHousehold: { past: [], data: { members: [{ personId: 'p1', relation: '21' }], evidenceHash: hash } },
  CloseHousehold: { past: [], data: { reason: 'DEATH' } },
  CorrectEntry: { past: [], data: { data: { kind: 'OUT_OF_POVERTY' }, reason: '录入有误' } },
  RecordOverdue: { past: [clue], data: { subject: 'CLUE', subjectId: 'clue-1', dueOn: '2024-04-01' } },
  ErasePerson: { past: [], data: { reason: '本人申请' } },
};

let service: RunningService;
let n = 0;
beforeAll(async () => { service = await runningService(); });
afterAll(() => service.close());

const give = (aggregate: AnyAggregate, id: string, type: string, data: object, actor: Actor | Caller, effectiveOn?: LocalDate) =>
  service.executor.execute(aggregate, { type, id, data, actor, commandId: `k${(n += 1)}`, ...(effectiveOn === undefined ? {} : { effectiveOn }) });

/** The command in a life of its own: whoever gives it meets the same past. */
const attempt = (name: Name) => async (actor: Actor | Caller) => {
  const id = `${name}-${(n += 1)}`;
  if (name === 'ErasePerson') {
    await service.record(`person-${id}`, { type: 'identification.PersonJoinedHousehold.v1', data: { personId: id, householdId: 'h', village: VILLAGE } });
    return give(personAggregate, id, name, COMMANDS[name].data, actor);
  }
  if (name !== 'RegisterHousehold')
    await service.record(
      `household-${id}`, { type: 'identification.HouseholdRegistered.v1', data: { householdId: id, registerNumber: null, village: villageOf(name), kind: 'GENERAL' } },
      { type: 'identification.MemberAdded.v1', data: { personId: 'p1', relation: '01', labour: 'ORDINARY', reason: 'REGISTER' } });
  for (const [type, data, by, on] of COMMANDS[name].past) await give(householdAggregate, id, type, data, { ...by, area: hereOf(name)[by.role as 'village'] }, on);
  const second = Object.keys((await service.streams.household(id)).state.members)[1];
  const { data } = COMMANDS[name];
  const result = await give(householdAggregate, id, name, { ...data, ...(await ofThisLife(name, id, second)) }, actor);
  expect(result.events.length).toBeGreaterThan(0);
  return result;
};

/** What a command's data names that is there in this life only. */
async function ofThisLife(name: Name, id: string, second: string | undefined): Promise<object> {
  if (name === 'RemoveMember') return { successorId: second };
  if (name === 'SplitHousehold') return { newHouseholdId: `new-${id}`, members: [{ personId: second, relation: '01' }] };
  if (name === 'CorrectEntry') return { eventId: (await service.history(id))[0]!.id };
  if (name !== 'MergeHousehold') return {};
  await service.record(`household-into-${id}`, { type: 'identification.HouseholdRegistered.v1', data: { householdId: `into-${id}`, registerNumber: null, village: villageOf(name), kind: 'GENERAL' } },
    { type: 'identification.MemberAdded.v1', data: { personId: `other-${id}`, relation: '01', labour: 'ORDINARY', reason: 'REGISTER' } });
  return { intoHouseholdId: `into-${id}` };
}

describe('who may do what in identification', () => {
  it('is said for every command there is', () =>
    expect(Object.keys(MATRIX).sort()).toStrictEqual([...Object.keys(householdAggregate.commands).filter((name) => !(name in ELSEWHERE_SAID)), ...Object.keys(personAggregate.commands)].sort()));

  it.each(Object.entries(MATRIX) as [Name, string][])('%s', async (name, row) => {
    expect(await permissionsOf(attempt(name), hereOf(name))).toBe(row);
    expect(await permissionsOf(attempt(name), ELSEWHERE)).toBe(elsewhere(row));
  });
});

describe('a right', () => {
  it('reaches down from its area, in whatever form that is written, and not beside it', async () => {
    const decideBy = (area: string) => attempt('DecideCase')({ ...county, area });
    for (const area of ['511504', '511504000000', '5115', '51', '']) await expect(decideBy(area)).resolves.toMatchObject({ events: ['identification.CountyDecisionMade.v1'] });
    for (const area of ['511504102', '511504101202', '511505', '5116']) await expect(decideBy(area)).rejects.toMatchObject({ code: 'PERMISSION.AREA' });
  });
  it('of several counts where it fits: the role from one and the area from another make none', async () => {
    const report = attempt('ReportClue');
    const caller = { id: 'x', grants: [{ role: 'auditor', area: '511504' }, { role: 'village', area: '511504001201' }] };
    await expect(report(caller)).rejects.toMatchObject({ code: 'PERMISSION.AREA' });
    await expect(report({ id: 'x', grants: [...caller.grants, { role: 'village', area: VILLAGE }] })).resolves.toMatchObject({ events: ['identification.ClueReported.v1'] });
  });
  it('goes with the household: the old village has none, the new one has', async () => {
    const id = 'moving';
    await service.record(`household-${id}`, { type: 'identification.HouseholdRegistered.v1', data: { householdId: id, registerNumber: null, village: VILLAGE, kind: 'GENERAL' } });
    await give(householdAggregate, id, 'ChangeHousehold', { registerNumber: null, village: '511504001201', kind: 'GENERAL' }, county);
    await expect(give(householdAggregate, id, 'ReportClue', clue[1], village)).rejects.toMatchObject({ code: 'PERMISSION.AREA' });
    await expect(give(householdAggregate, id, 'ReportClue', clue[1], { ...village, area: '511504001201' })).resolves.toMatchObject({ events: ['identification.ClueReported.v1'] });
  });
});
