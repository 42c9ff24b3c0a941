import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore, FeedMessage } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import { runningApp, type RunningApp } from '../testing/running-app.js';
import { person, VILLAGE } from '../testing/running-service.js';
import { raised } from '../testing/warning-events.js';
import { LineageReactions } from './lineage.js';

let app: RunningApp;
beforeAll(async () => { app = await runningApp(); });
afterAll(() => app.close());

// One system for all, and households and people of their own for each test.
let n = 0;
let h: (i: number) => string;
let p: string[];
const hash = 'a'.repeat(64);
const register = async (id: string, ...people: readonly ReturnType<typeof person>[]) => {
  await app.give('RegisterHousehold', id, { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: people });
  return Object.keys((await app.streams.household(id)).state.members);
};
beforeEach(async () => {
  n += 20;
  const first = n;
  h = (i) => `h${first + i}`;
  p = await register(h(1), person(n + 1), person(n + 2, '02'), person(n + 3, '03'), person(n + 4, '05'));
});

const stateOf = async (id: string) => (await app.streams.household(id)).state;
const placeOf = async (personId: string) => (await app.streams.person(personId)).state.householdId;
const memberIds = async (id: string) => Object.keys((await stateOf(id)).members);
const eventOf = async (id: string, name: string) => (await app.history(id)).find((e) => e.type === `identification.${name}.v1`) as FeedMessage;
/** Handlers as after a restart, with an executor that stops at its `n`th command as a killed process would. */
const handlers = (stopAt = Infinity) => {
  let given = 0;
  const executor = { execute: (...args: Parameters<CommandExecutor['execute']>) => {
    given += 1;
    if (given >= stopAt) throw new Error('killed');
    return app.executor.execute(...args);
  } };
  return new LineageReactions(executor as CommandExecutor, app.store as EventStore, app.catalogue);
};

/** An open warning of a member. */
const warn = (warningId: string, personId: string, id = h(1)) => app.record(`household-${id}`, { type: 'identification.WarningRaised.v1', data: { ...raised, warningId, personId } });
const warningsOf = async (id: string) => Object.entries((await stateOf(id)).data.warnings).map(([warningId, w]) => [warningId, w.verdict]);
const listsOf = async (id: string) => Object.entries((await stateOf(id)).watch.lists).map(([list, l]) => [list, l.listedOn, l.dueOn]);

describe('a split', () => {
  const split = (to = h(2), members = [{ personId: p[2], relation: '01' }, { personId: p[3], relation: '02' }], from = h(1)) =>
    app.give('SplitHousehold', from, { newHouseholdId: to, members, evidenceHash: hash });
  const onSplit = async (by = handlers(), from = h(1)) => by.onHouseholdSplit((await eventOf(from, 'HouseholdSplit')) as never);

  it('forms the new household from the old, and the places go along', async () => {
    await app.give('RecordIncome', h(1), { year: 2024, incomePerHeadFen: 700_000 });
    await split();
    expect(await Promise.all(p.map(placeOf))).toStrictEqual([h(1), h(1), h(1), h(1)]);
    await app.feed.drain();
    expect(await Promise.all(p.map(placeOf))).toStrictEqual([h(1), h(1), h(2), h(2)]);
    const { id, position } = await eventOf(h(1), 'HouseholdSplit');
    expect((await eventOf(h(2), 'HouseholdFormedBySplit')).data).toStrictEqual({ originHouseholdId: h(1), splitEventId: id, splitPosition: position });
    expect(await stateOf(h(2))).toMatchObject({
      registered: { householdId: h(2), village: VILLAGE, kind: 'GENERAL' }, members: { [p[2]!]: { relation: '01' }, [p[3]!]: { relation: '02' } }, incomes: { 2024: 700_000 },
    });
    expect(await memberIds(h(1))).toStrictEqual([p[0], p[1]]);
  });

  it.each([1, 2, 3])('goes on after a crash before its step %d on the other side, and ends the same', async (step) => {
    await split();
    await expect(onSplit(handlers(step))).rejects.toThrow('killed');
    await onSplit();
    expect(await Promise.all(p.map(placeOf))).toStrictEqual([h(1), h(1), h(2), h(2)]);
    expect(await memberIds(h(2))).toStrictEqual([p[2], p[3]]);
    const position = await app.store.lastPosition();
    await onSplit();
    await app.feed.drain();
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('told again after people have moved on takes nobody back', async () => {
    await split();
    await app.feed.drain();
    await app.give('RemoveMember', h(2), { personId: p[3], reason: 'MOVE_OUT' });
    await app.feed.drain();
    await register(h(3), person(n + 4));
    await onSplit();
    expect([await placeOf(p[2]!), await placeOf(p[3]!)]).toStrictEqual([h(2), h(3)]);
  });

  it('frees who left the new household before their place came along', async () => {
    await split();
    await expect(onSplit(handlers(2))).rejects.toThrow('killed');
    await app.give('RemoveMember', h(2), { personId: p[3], reason: 'DEATH' });
    await app.feed.drain();
    expect([await placeOf(p[2]!), await placeOf(p[3]!)]).toStrictEqual([h(2), null]);
  });

  it('takes along the open warnings of those who go; the lists are those of both', async () => {
    await warn(`w${n}`, p[2]!);
    await warn(`v${n}`, p[0]!);
    await app.give('PutOnWatchList', h(1), { list: 'DISASTER' });
    const lists = await listsOf(h(1));
    await split();
    await app.feed.drain();
    expect([await warningsOf(h(1)), await warningsOf(h(2))]).toStrictEqual([[[`v${n}`, null]], [[`w${n}`, null]]]);
    expect([await listsOf(h(1)), await listsOf(h(2))]).toStrictEqual([lists, lists]);
    expect((await eventOf(h(2), 'WarningRaised')).data).toMatchObject({ warningId: `w${n}`, village: VILLAGE, carriedFrom: h(1), dueOn: raised.dueOn });
    await app.give('HandleWarning', h(2), { warningId: `w${n}`, verdict: 'FOLLOWED', reason: null });
    await expect(app.give('HandleWarning', h(1), { warningId: `w${n}`, verdict: 'FOLLOWED', reason: null })).rejects.toMatchObject({ code: 'WARNING.NOT_FOUND' });
  });

  it('that came to nothing gives the warnings back', async () => {
    await warn(`w${n}`, p[2]!);
    await split();
    await register(h(2), person(n + 11));
    await app.feed.drain();
    expect([await warningsOf(h(1)), await warningsOf(h(2))]).toStrictEqual([[[`w${n}`, null]], []]);
  });

  it('two at once: of the same people one is refused, of others both are made', async () => {
    const results = await Promise.allSettled([split(h(2)), split(h(3))]);
    expect(results.map((r) => r.status).sort()).toStrictEqual(['fulfilled', 'rejected']);
    expect(results.find((r) => r.status === 'rejected')).toMatchObject({ reason: { code: 'MEMBER.NOT_FOUND', field: 'members.0.personId' } });
    const [, , third, fourth] = await register(h(5), person(n + 11), person(n + 12, '02'), person(n + 13, '03'), person(n + 14, '03'));
    await Promise.all([split(h(6), [{ personId: third, relation: '01' }], h(5)), split(h(7), [{ personId: fourth, relation: '01' }], h(5))]);
    await app.feed.drain();
    expect([await memberIds(h(6)), await memberIds(h(7)), (await memberIds(h(5))).length]).toStrictEqual([[third], [fourth], 2]);
  });

  it('two that chose one id: the first has it, the other comes to nothing and nobody is lost', async () => {
    const q = await register(h(5), person(n + 11), person(n + 12, '03'));
    await Promise.all([split(h(2)), split(h(2), [{ personId: q[1], relation: '01' }], h(5))]);
    await app.feed.drain();
    const winner = (await stateOf(h(2))).lineage.origin!.householdId;
    const loser = winner === h(1) ? h(5) : h(1);
    const everybody = [...p, ...q];
    expect((await Promise.all([h(1), h(2), h(5)].map(memberIds))).flat().sort()).toStrictEqual(everybody.sort());
    for (const id of [h(1), h(2), h(5)]) for (const member of await memberIds(id)) expect(await placeOf(member)).toBe(id);
    expect((await eventOf(loser, 'HouseholdLinkUndone')).data).toMatchObject({ otherHouseholdId: h(2), why: 'ID_TAKEN' });
    const position = await app.store.lastPosition();
    await onSplit(handlers(), loser);
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('is refused an id that is taken, and a village that is none', async () => {
    await register(h(2), person(n + 11));
    await expect(split()).rejects.toMatchObject({ code: 'HOUSEHOLD.EXISTS', field: 'newHouseholdId' });
    await expect(app.give('SplitHousehold', h(1), { newHouseholdId: h(3), village: '511504101000', members: [{ personId: p[2], relation: '01' }], evidenceHash: hash })).rejects.toMatchObject({ code: 'AREA.UNKNOWN', field: 'village' });
  });
});

describe('a merge', () => {
  const others = (first: number) => register(h(2), person(first), person(first + 1, '02'));
  const all = (ids: readonly string[]) => ids.map((personId) => ({ personId, relation: '28' }));
  const merge = async (from = h(1), into = h(2)) => app.give('MergeHousehold', from, { intoHouseholdId: into, members: all(await memberIds(from)), evidenceHash: hash });
  const onMerged = async (by = handlers(), from = h(1)) => by.onHouseholdMergedInto((await eventOf(from, 'HouseholdMergedInto')) as never);

  it('brings everybody and their open clues to the other household', async () => {
    const q = await others(n + 11);
    await app.give('ReportClue', h(1), { clueId: 'c1', channel: 'OTHER', riskTypes: ['05'] });
    await merge();
    await app.feed.drain();
    expect((await memberIds(h(2))).sort()).toStrictEqual([...q, ...p].sort());
    expect(await Promise.all(p.map(placeOf))).toStrictEqual(p.map(() => h(2)));
    expect(await stateOf(h(2))).toMatchObject({ clues: { c1: { open: true } }, lineage: { mergedFrom: [{ householdId: h(1) }] } });
    expect(await stateOf(h(1))).toMatchObject({ members: {}, clues: { c1: { open: false } }, lineage: { ended: { how: 'MERGED', into: h(2) } } });
  });

  it('brings open warnings and watch lists with their dates, and no list twice', async () => {
    await others(n + 11);
    await warn(`w${n}`, p[0]!);
    await app.give('PutOnWatchList', h(1), { list: 'DISASTER' });
    await app.give('PutOnWatchList', h(1), { list: 'LOW_INCOME' });
    await app.give('PutOnWatchList', h(2), { list: 'LOW_INCOME' });
    const lists = await listsOf(h(1));
    await merge();
    await app.feed.drain();
    expect([await warningsOf(h(1)), await warningsOf(h(2))]).toStrictEqual([[], [[`w${n}`, null]]]);
    expect((await listsOf(h(2))).sort()).toStrictEqual(lists.sort());
    expect((await app.history(h(2))).filter((e) => e.type === 'identification.WatchListJoined.v1')).toHaveLength(2);
    await expect(app.give('HandleWarning', h(1), { warningId: `w${n}`, verdict: 'FOLLOWED', reason: null })).rejects.toMatchObject({ code: 'HOUSEHOLD.MERGED' });
  });

  it('brings the tracking of a cleared household where its clearing goes, and nowhere else', async () => {
    await others(n + 11);
    const carry = (id: string, enrolmentId: string, cleared: object | null) => app.give('CarryOverMonitoring', id, { enrolmentId, category: 'C2', riskTypes: ['01'], enrolledMonth: '202401', cleared });
    await carry(h(1), 'e1', { month: '202407', mode: 'HELP' });
    await app.feed.drain();
    await register(h(3), person(n + 15));
    await carry(h(3), 'e3', null);
    await merge();
    await app.feed.drain();
    expect((await listsOf(h(2))).map(([list]) => list)).toStrictEqual(['CLEARED_TRACKING']);
    await merge(h(2), h(3));
    await app.feed.drain();
    expect(await listsOf(h(3))).toStrictEqual([]);
  });

  it.each([1, 2, 4])('goes on after a crash before its step %d on the other side, and ends the same', async (step) => {
    await others(n + 11);
    await merge();
    await expect(onMerged(handlers(step))).rejects.toThrow('killed');
    await onMerged();
    expect(await Promise.all(p.map(placeOf))).toStrictEqual(p.map(() => h(2)));
    const position = await app.store.lastPosition();
    await onMerged();
    await app.feed.drain();
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('follows a household that was itself merged in the meantime', async () => {
    const q = await others(n + 11);
    const r = await register(h(3), person(n + 15));
    await merge();
    await merge(h(2), h(3));
    await app.feed.drain();
    const everybody = [...p, ...q, ...r];
    expect((await memberIds(h(3))).sort()).toStrictEqual(everybody.sort());
    expect(await Promise.all(everybody.map(placeOf))).toStrictEqual(everybody.map(() => h(3)));
    const position = await app.store.lastPosition();
    await onMerged();
    await onMerged(handlers(), h(2));
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('told again after the other household went on into a third, brings nobody there twice', async () => {
    await others(n + 11);
    await register(h(3), person(n + 15));
    await merge();
    await app.feed.drain();
    await merge(h(2), h(3));
    await app.feed.drain();
    const position = await app.store.lastPosition();
    await onMerged();
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('whose places were still to come along when the other household went on, brings them to where the people are', async () => {
    const q = await others(n + 11);
    await register(h(3), person(n + 15));
    await merge();
    await expect(onMerged(handlers(2))).rejects.toThrow('killed');
    await merge(h(2), h(3));
    await onMerged(handlers(), h(2));
    expect(await Promise.all([...p, ...q].map(placeOf))).toStrictEqual([...p.map(() => h(1)), ...q.map(() => h(3))]);
    await onMerged();
    expect(await Promise.all(p.map(placeOf))).toStrictEqual(p.map(() => h(3)));
    const position = await app.store.lastPosition();
    await app.feed.drain();
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('two households that go into each other at once end with everybody in one place', async () => {
    const q = await others(n + 11);
    await merge(h(1), h(2));
    // Decided on what was known of the first household before.
    const { lineage } = await stateOf(h(2));
    expect(lineage.ended).toBeNull();
    await app.record(`household-${h(2)}`, {
      type: 'identification.HouseholdMergedInto.v1',
      data: { intoHouseholdId: h(1), members: q.map((personId, i) => ({ personId, relation: '28', previousRelation: i === 0 ? '01' : '02', labour: 'ORDINARY' })), incomes: [], clues: [], enrolment: null, evidenceHash: hash },
    }, ...q.map((personId) => ({ type: 'identification.MemberRemoved.v1', data: { personId, reason: 'MERGE' } })));
    await app.feed.drain();
    await app.feed.drain();
    const everybody = [...p, ...q];
    expect((await Promise.all([h(1), h(2)].map(memberIds))).flat().sort()).toStrictEqual(everybody.sort());
    for (const id of [h(1), h(2)]) for (const member of await memberIds(id)) expect(await placeOf(member)).toBe(id);
    for (const id of [h(1), h(2)]) if ((await memberIds(id)).length > 0) expect((await stateOf(id)).lineage.ended).toBeNull();
  });

  it('into a household that has closed in the meantime comes to nothing', async () => {
    await others(n + 11);
    await merge();
    await app.give('CloseHousehold', h(2), { reason: 'DEATH' });
    await app.feed.drain();
    expect((await memberIds(h(1))).sort()).toStrictEqual([...p].sort());
    expect(await Promise.all(p.map(placeOf))).toStrictEqual(p.map(() => h(1)));
    expect((await eventOf(h(1), 'HouseholdLinkUndone')).data).toMatchObject({ why: 'HOUSEHOLD_GONE' });
    const position = await app.store.lastPosition();
    await onMerged();
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('needs the right to both', async () => {
    await app.record(`household-${h(2)}`, { type: 'identification.HouseholdRegistered.v1', data: { householdId: h(2), registerNumber: null, village: '511504001004', kind: 'GENERAL' } });
    const by = { actor: { id: 't', role: 'township', area: '511504101' } };
    await expect(app.give('MergeHousehold', h(1), { intoHouseholdId: h(2), members: all(p), evidenceHash: hash }, by)).rejects.toMatchObject({ code: 'PERMISSION.AREA', field: 'intoHouseholdId' });
  });
});

describe('a household that closes', () => {
  it('leaves no warning open and no clue that somebody would have to be told of', async () => {
    await warn(`w${n}`, p[0]!);
    await app.give('ReportClue', h(1), { clueId: 'c1', channel: 'OTHER', riskTypes: ['05'] });
    await app.give('CloseHousehold', h(1), { reason: 'DEATH' });
    expect(await warningsOf(h(1))).toStrictEqual([[`w${n}`, 'EXPIRED']]);
    expect((await eventOf(h(1), 'HouseholdClosed')).data).toMatchObject({ clueIds: ['c1'] });
  });

  it('frees its last members to be registered elsewhere', async () => {
    await app.give('CloseHousehold', h(1), { reason: 'MOVE_OUT' });
    await app.feed.drain();
    expect(await Promise.all(p.map(placeOf))).toStrictEqual(p.map(() => null));
    expect(await register(h(2), person(n + 1))).toStrictEqual([p[0]]);
  });
});

describe('a correction', () => {
  it('finds the entry in the household’s own stream, and what took its place', async () => {
    for (const incomePerHeadFen of [900_000, 910_000]) await app.give('RecordIncome', h(1), { year: 2024, incomePerHeadFen });
    const [first, second] = (await app.history(h(1))).filter((e) => e.type === 'identification.IncomeRecorded.v1');
    const correct = (eventId: string, household = h(1)) => app.give('CorrectEntry', household, { eventId, data: { incomePerHeadFen: 90_000 }, reason: '录入有误' });
    await expect(correct(first!.id)).rejects.toMatchObject({ code: 'CORRECTION.SUPERSEDED', details: { position: second!.position } });
    await register(h(2), person(n + 11));
    await expect(correct(second!.id, h(2))).rejects.toMatchObject({ code: 'CORRECTION.NOT_FOUND' });
    await correct(second!.id);
    await expect(correct(String(second!.position))).resolves.toMatchObject({ events: [] }); // the same, named by its place
    expect((await app.history(h(1))).at(-1)!.data).toStrictEqual({ eventId: second!.id, position: second!.position, reason: '录入有误', content: { entry: 'INCOME', year: 2024, incomePerHeadFen: 90_000 } });
    expect((await stateOf(h(1))).incomes).toStrictEqual({ 2024: 90_000 });
  });
});
