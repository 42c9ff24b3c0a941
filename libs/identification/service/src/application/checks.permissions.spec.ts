import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CheckCommands, CheckRoundCommands, WatchCommands } from '@humai/contracts-identification';
import type { Actor, DomainEvent } from '@humai/kernel';
import type { AnyAggregate } from '@humai/nest';
import { elsewhere, permissionsOf } from '@humai/testing';
import { runningService, VILLAGE, type RunningService } from '../testing/running-service.js';
import { checkRoundAggregate } from './check-round-aggregate.js';
import { householdAggregate } from './household-aggregate.js';

// Visits are the village's and the tiers' above it; rounds are opened by township and county, samples judged by others than who checks (domain §1 rows 3, 14, 16).
const MATRIX = {
  //                   village township county department assessor auditor ops service
  PutOnWatchList:      '+ + + - - - - +',
  TakeOffWatchList:    '- + + - - - - +',
  RecordVisit:         '+ + + - - - - +',
  RecordVisitsOverdue: '- - - - - - - +',
  RecordCheck:         '+ + - - - - - -',
  OpenCheckRound:      '- + + - - - - -',
  AssignCheck:         '- + + - - - - -',
  JudgeSample:         '- - + - + - - -',
  CloseCheckRound:     '- + + - - - - -',
} as const;
type Name = keyof typeof MATRIX;

const HERE = { village: VILLAGE, township: '511504101', county: '511504', service: '' };
const ELSEWHERE = { village: '511504101202', township: '511504001', county: '511503', service: '511503' };
const QUESTIONNAIRE = 'questionnaire/511504/2024';
const listed: DomainEvent = { type: 'identification.WatchListJoined.v1', data: { list: 'DISASTER', village: VILLAGE, origin: 'HAND', reason: null, listedOn: '2025-01-02', visitDueOn: '2025-02-01' } };
const worksheet = { from: '2023-10-01', to: '2024-09-30', wageFen: 0, businessFen: 0, propertyFen: 0, transferFen: 0, businessCostFen: 0, members: 1, rigid: { medicalFen: 0, schoolingFen: 0, disasterFen: 0, housingFen: 0 } };
const round = { name: '集中排查', area: '511504101000', from: '2025-03-01', to: '2025-03-31', scope: 'ALL', questionnaireVersion: QUESTIONNAIRE };
const safeguards = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };

let service: RunningService;
let photo: string;
let n = 0;
beforeAll(async () => {
  service = await runningService();
  photo = (await service.evidence.put((async function* () { yield Buffer.from('照片'); })(), { actor: 'spec', role: 'village', purpose: 'testing' })).hash;
});
afterAll(() => service.close());

type Life = Readonly<{ household: string; round: string }>;
type Given = Readonly<{ aggregate?: AnyAggregate; id?: 'household' | 'round'; past?: readonly DomainEvent[]; noRound?: boolean; data: (life: Life) => object }>;
const COMMANDS: Readonly<Record<Name, Given>> = {
  PutOnWatchList: { data: () => ({ list: 'DISASTER' }) },
  TakeOffWatchList: { past: [listed], data: () => ({ list: 'DISASTER', reason: '已重建' }) },
  RecordVisit: { past: [listed], data: () => ({ visitId: 'v1', visitedOn: '2025-03-05', byIds: ['a'], finding: 'NOTHING_NEW', evidenceHashes: [photo] }) },
  RecordVisitsOverdue: { past: [listed], data: () => ({}) },
  RecordCheck: {
    data: ({ round: roundId }) => ({
      roundId, checkId: 'k1', visitedOn: '2025-03-05', byIds: ['a'], worksheet, safeguards, answers: { lives_here: true, workers_away: 0, income_trend: 'SAME' }, evidenceHashes: [photo],
    }),
  },
  OpenCheckRound: { aggregate: checkRoundAggregate, id: 'round', noRound: true, data: () => round },
  AssignCheck: { aggregate: checkRoundAggregate, id: 'round', data: () => ({ village: VILLAGE, visitorIds: ['a'] }) },
  JudgeSample: { aggregate: checkRoundAggregate, id: 'round', data: ({ household: householdId }) => ({ householdId, finding: 'CORRECT' }) },
  CloseCheckRound: { aggregate: checkRoundAggregate, id: 'round', data: () => ({}) },
};

/** The command in a life of its own: whoever gives it meets the same past. */
const attempt = (name: Name) => async (actor: Actor) => {
  const { aggregate = householdAggregate, id = 'household', past = [], noRound = false, data } = COMMANDS[name];
  n += 1;
  const life: Life = { household: `${name}-${n}`, round: `r${n}` };
  await service.record(
    `household-${life.household}`, { type: 'identification.HouseholdRegistered.v1', data: { householdId: life.household, registerNumber: null, village: VILLAGE, kind: 'GENERAL' } }, ...past);
  if (!noRound)
    await service.record(
      `checkRound-${life.round}`, { type: 'identification.CheckRoundOpened.v1', data: { roundId: life.round, ...round, sample: null, households: 1, asOfPosition: 1 } },
      { type: 'identification.CheckRoundDrawn.v1', data: { roundId: life.round, village: VILLAGE, householdIds: [life.household] } });
  const result = await service.executor.execute(aggregate, { type: name, id: life[id], data: data(life), actor, commandId: `k${n}` });
  expect(result.events.length).toBeGreaterThan(0);
};

describe('who may do what with watch lists and check rounds', () => {
  it('is said for every command there is', () => expect(Object.keys(MATRIX).sort()).toStrictEqual(Object.keys({ ...WatchCommands, ...CheckCommands, ...CheckRoundCommands }).sort()));
  it.each(Object.entries(MATRIX) as [Name, string][])('%s', async (name, row) => {
    expect(await permissionsOf(attempt(name), HERE)).toBe(row);
    expect(await permissionsOf(attempt(name), ELSEWHERE)).toBe(elsewhere(row));
  });
});

describe('a right in a round', () => {
  const county: Actor = { id: 'c', role: 'county', area: '511504' };
  const roundOf = async (area: string) => {
    n += 1;
    await service.record(`checkRound-w${n}`, { type: 'identification.CheckRoundOpened.v1', data: { roundId: `w${n}`, ...round, area, sample: null, households: 1, asOfPosition: 1 } });
    return `w${n}`;
  };
  const give = (type: string, id: string, data: object, actor: Actor) => service.executor.execute(checkRoundAggregate, { type, id, data, actor, commandId: `x${(n += 1)}` });

  it('is that to the village one works in: a township assigns its own villages in a round of the county, and cannot end it', async () => {
    const id = await roundOf('511504000000');
    const township: Actor = { id: 't', role: 'township', area: '511504101' };
    await expect(give('AssignCheck', id, { village: VILLAGE, visitorIds: ['a'] }, township)).resolves.toMatchObject({ events: ['identification.CheckRoundAssigned.v1'] });
    await expect(give('AssignCheck', id, { village: '511504001001', visitorIds: ['a'] }, township)).rejects.toMatchObject({ code: 'PERMISSION.AREA' });
    await expect(give('CloseCheckRound', id, {}, township)).rejects.toMatchObject({ code: 'PERMISSION.AREA' });
    await expect(give('CloseCheckRound', id, {}, county)).resolves.toMatchObject({ events: ['identification.CheckRoundClosed.v1'] });
  });
  it('does not make a place that is not there', async () => {
    const id = await roundOf('511504101000');
    await expect(give('AssignCheck', id, { village: '511504101999', visitorIds: ['a'] }, county)).rejects.toMatchObject({ code: 'AREA.UNKNOWN' });
    await expect(give('OpenCheckRound', 'new', { ...round, area: '511504999000' }, county)).rejects.toMatchObject({ code: 'AREA.UNKNOWN' });
  });
});
