import { describe, expect, it } from '@jest/globals';
import { IdentificationEvents, type IdentificationEvent } from '@humai/contracts-identification';
import { householdAggregate } from '@humai/identification-service';
import { EventCatalogue, type RecordedEvent, streamName } from '@humai/kernel';
import { readAsOf } from '@humai/nest';
import { deepFreeze, syntheticId, syntheticMetadata } from '@humai/testing';
import { fullHistoryOf } from './history.js';

type Step = Readonly<{ household: string; on: string; command: string; event: IdentificationEvent }>;
const hash = 'a'.repeat(64);
const step = <T extends IdentificationEvent['type']>(household: string, on: string, command: string, type: T, data: Extract<IdentificationEvent, { type: T }>['data']): Step => ({ household, on, command, event: { type, data } as IdentificationEvent });
const registered = (household: string, on: string) => step(household, on, `register ${household}`, 'identification.HouseholdRegistered.v1', { householdId: household, registerNumber: null, village: '511504101201', kind: 'GENERAL' });
const member = (household: string, on: string, personId: string) => step(household, on, `register ${household}`, 'identification.MemberAdded.v1', { personId, relation: '01', labour: 'ORDINARY', reason: 'REGISTER' });
const left = (household: string, on: string, personId: string, reason: 'SPLIT' | 'MERGE', command: string) => step(household, on, command, 'identification.MemberRemoved.v1', { personId, reason });
const income = (household: string, on: string, incomePerHeadFen: number) => step(household, on, `income ${on}`, 'identification.IncomeRecorded.v1', { year: 2025, incomePerHeadFen });

/** A log of one event a position: its id is that of its position. */
function logOf(steps: readonly Step[]) {
  const events = steps.map(({ household, on, command, event }, i): RecordedEvent => ({
    ...event, id: syntheticId(i + 1), stream: streamName('household', household), revision: steps.slice(0, i).filter((s) => s.household === household).length, position: i + 1,
    recordedAt: `${on}T02:00:00.000Z`, metadata: syntheticMetadata({ effectiveOn: on, commandId: command }), hash: '',
  }));
  return { readStream: async (stream: string) => deepFreeze(events.filter((e) => e.stream === stream)) };
}
const split = (on: string, origin: string, newHouseholdId: string) => step(origin, on, 'split', 'identification.HouseholdSplit.v1', { newHouseholdId, registerNumber: null, village: '511504101201', kind: 'GENERAL', members: [], incomes: [], clues: [], evidenceHash: hash });
const formed = (on: string, household: string, originHouseholdId: string, position: number) =>
  step(household, on, 'form', 'identification.HouseholdFormedBySplit.v1', { originHouseholdId, splitEventId: syntheticId(position), splitPosition: position });
const mergedInto = (on: string, from: string, intoHouseholdId: string) => step(from, on, 'merge', 'identification.HouseholdMergedInto.v1', { intoHouseholdId, members: [], incomes: [], clues: [], enrolment: null, evidenceHash: hash });
const mergedFrom = (on: string, household: string, fromHouseholdId: string, position: number) =>
  step(household, on, 'take in', 'identification.HouseholdMergedFrom.v1', { fromHouseholdId, mergeEventId: syntheticId(position), mergePosition: position, risksNotTaken: [] });

const parts = { aggregates: [householdAggregate], catalogue: new EventCatalogue([IdentificationEvents]) };
const historyIn = async (steps: readonly Step[], household: string, asOf: Parameters<typeof readAsOf>[0] = {}) => {
  const store = logOf(steps);
  return fullHistoryOf(household, await store.readStream(streamName('household', household)), store, parts, readAsOf(asOf));
};
const positions = async (...args: Parameters<typeof historyIn>) => (await historyIn(...args)).events.map((e) => e.position);
const identification = async (...args: Parameters<typeof historyIn>) => (await historyIn(...args)).state['identification'] as { incomes: Record<string, number>; lineage: object };

describe('a household that split off', () => {
  const log = [
    registered('h1', '2026-01-10'), member('h1', '2026-01-10', 'p1'), split('2026-02-01', 'h1', 'h2'), left('h1', '2026-02-01', 'p2', 'SPLIT', 'split'),
    income('h1', '2026-02-05', 1), registered('h2', '2026-02-01'), formed('2026-02-01', 'h2', 'h1', 3), income('h2', '2026-03-01', 2),
  ];
  it('has the past of its origin up to the split, in one order, and a state of its own', async () => {
    expect(await positions(log, 'h2')).toStrictEqual([1, 2, 3, 4, 6, 7, 8]);
    expect(await identification(log, 'h2')).toMatchObject({ incomes: { 2025: 2 }, lineage: { origin: { householdId: 'h1', splitEventId: syntheticId(3) } } });
  });
  it('leaves its origin the history that it has', async () => {
    expect(await positions(log, 'h1')).toStrictEqual([1, 2, 3, 4, 5]);
    expect(await identification(log, 'h1')).toMatchObject({ incomes: { 2025: 1 }, lineage: { parts: ['h2'] } });
  });
  it('is asked by both clocks, also about its origin', async () => {
    expect(await positions(log, 'h2', { trueOn: '2026-01-31' })).toStrictEqual([]); // it was not there, and nobody knew whose past would be its own
    expect(await positions(log, 'h2', { trueOn: '2026-02-28' })).toStrictEqual([1, 2, 3, 4, 6, 7]);
    expect(await positions(log, 'h2', { knownAt: '2026-02-01' })).toStrictEqual([1, 2, 3, 4, 6, 7]);
  });
});

describe('a household into which another went', () => {
  const log = [
    registered('h1', '2026-01-10'), registered('h2', '2026-01-11'), income('h1', '2026-01-12', 1), income('h2', '2026-01-13', 2), mergedInto('2026-02-01', 'h1', 'h2'),
    left('h1', '2026-02-01', 'p1', 'MERGE', 'merge'), mergedFrom('2026-02-01', 'h2', 'h1', 5), income('h2', '2026-03-01', 3),
  ];
  it('has the history of both, and a state from its own', async () => {
    expect(await positions(log, 'h2')).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await identification(log, 'h2')).incomes).toStrictEqual({ 2025: 3 });
  });
  it('had its own alone before, by either clock', async () => {
    expect(await positions(log, 'h2', { trueOn: '2026-01-31' })).toStrictEqual([2, 4]);
    expect(await positions(log, 'h2', { knownAt: '2026-01-31' })).toStrictEqual([2, 4]);
  });
  it('shows the line through several generations, each event once', async () => {
    const more = [...log, split('2026-04-01', 'h2', 'h3'), registered('h3', '2026-04-01'), formed('2026-04-01', 'h3', 'h2', 9), mergedInto('2026-05-01', 'h3', 'h2'), mergedFrom('2026-05-01', 'h2', 'h3', 12)];
    expect(await positions(more, 'h3')).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(await positions(more, 'h2')).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });
  it('shows nothing of a stream that has no such link', async () =>
    expect(await positions([registered('h1', '2026-01-10'), registered('h2', '2026-01-11'), mergedFrom('2026-02-01', 'h2', 'h1', 99)], 'h2')).toStrictEqual([2, 3]));
});

describe('a correction by both clocks', () => {
  const log = [
    registered('h1', '2026-01-10'), income('h1', '2026-01-12', 900_000),
    step('h1', '2026-03-01', 'correct', 'identification.EntryCorrected.v1', { eventId: syntheticId(2), position: 2, reason: '录入有误', content: { entry: 'INCOME', year: 2025, incomePerHeadFen: 90_000 } }),
  ];
  const incomes = async (asOf: Parameters<typeof readAsOf>[0]) => (await identification(log, 'h1', asOf)).incomes;
  it('what was known before shows the wrong value, what is known now the right one', async () => {
    expect(await incomes({ knownAt: '2026-02-28' })).toStrictEqual({ 2025: 900_000 });
    expect(await incomes({})).toStrictEqual({ 2025: 90_000 });
  });
  it('holds from its business date on', async () => {
    expect(await incomes({ trueOn: '2026-02-28' })).toStrictEqual({ 2025: 900_000 });
    expect(await incomes({ trueOn: '2026-03-01' })).toStrictEqual({ 2025: 90_000 });
    expect(await incomes({ trueOn: '2026-03-01', knownAt: '2026-02-28' })).toStrictEqual({ 2025: 900_000 });
  });
  it('stands in the history beside the entry that it names', async () => {
    const { events } = await historyIn(log, 'h1');
    expect(events.map((e) => e.type.split('.')[1])).toStrictEqual(['HouseholdRegistered', 'IncomeRecorded', 'EntryCorrected']);
    expect(events[2]!.data).toMatchObject({ position: events[1]!.position });
  });
});
