import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedMessage } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import { person, TODAY, VILLAGE } from '../testing/running-service.js';
import { runningApp, type RunningApp } from '../testing/running-app.js';
import { IdentificationReactions } from './reactions.js';

let app: RunningApp;
beforeAll(async () => { app = await runningApp(); });
afterAll(() => app.close());

// One system for all, and a household and people of its own for each test.
let n = 0;
let ids: string[];
let [h1, h2] = ['', ''];
beforeEach(async () => {
  n += 10;
  [h1, h2] = [`h${n + 1}`, `h${n + 2}`];
  await app.give('RegisterHousehold', h1, { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(n + 1), person(n + 2, '02'), person(n + 3, '03')] });
  ids = Object.keys((await app.streams.household(h1)).state.members);
});

const placeOf = async (personId: string) => (await app.streams.person(personId)).state.householdId;
/** The handlers as the feed calls them, for a message that comes again when the consumer has forgotten that it came. */
const again = () => new IdentificationReactions(app.executor as CommandExecutor, app.store, app.catalogue);

describe('the last job lost in a relocated household', () => {
  const lose = (lastJob: boolean) => app.record(`household-${h1}`, { type: 'relocation.EmploymentLost.v1', data: { personId: ids[0], employmentId: 'j1', lostOn: '2025-03-01', lastJob } });

  it('is a clue of unstable employment, found on the day of the report', async () => {
    await lose(true);
    expect(await app.feed.drain()).toBe(1);
    const { data, metadata } = (await app.history(h1)).at(-1)!;
    expect(data).toStrictEqual({
      clueId: expect.stringMatching(/^[0-9a-f-]{36}$/), village: VILLAGE, channel: 'OTHER', riskTypes: ['07'], occurredOn: '2025-03-01', foundOn: TODAY, acceptBy: '2025-03-12', dueOn: '2025-04-08', source: 'relocation.EmploymentLost',
    });
    expect(metadata).toMatchObject({ actor: 'identification', role: 'service', command: 'ReportClue', effectiveOn: TODAY, causationId: (await app.history(h1)).at(-2)!.id });
  });

  it('is one clue, however often it is told', async () => {
    const event = (await lose(true)).at(-1) as FeedMessage;
    await app.feed.drain();
    const position = await app.store.lastPosition();
    await again().onEmploymentLost(event as never);
    await again().onEmploymentLost(event as never);
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('is none of a household that is closed', async () => {
    await app.give('CloseHousehold', h1, { reason: 'MOVE_OUT' });
    await app.feed.drain();
    await lose(true);
    const position = await app.store.lastPosition();
    await app.feed.drain();
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('is none while somebody else works', async () => {
    await lose(false);
    const position = await app.store.lastPosition();
    await app.feed.drain();
    expect(await app.store.lastPosition()).toBe(position);
  });
});

describe('who leaves a household', () => {
  const remove = async (personId: string) => {
    await app.give('RemoveMember', h1, { personId, reason: 'MOVE_OUT' });
    return (await app.history(h1)).at(-1) as FeedMessage;
  };
  const register = (id: string) => app.give('RegisterHousehold', id, { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(n + 3)] });

  it('is free to join another', async () => {
    await remove(ids[2]!);
    await expect(register(h2)).rejects.toEqual(expect.objectContaining({ code: 'PERSON.IN_OTHER_HOUSEHOLD' }));
    await app.feed.drain();
    expect(await placeOf(ids[2]!)).toBeNull();
    await register(h2);
    expect(await placeOf(ids[2]!)).toBe(h2);
  });

  it('keeps the place in the next household when the message comes again', async () => {
    const event = await remove(ids[2]!);
    await app.feed.drain();
    await register(h2);
    const position = await app.store.lastPosition();
    await again().onMemberRemoved(event as never);
    expect([await placeOf(ids[2]!), await app.store.lastPosition()]).toStrictEqual([h2, position]);
  });

  it('and came back before the message was handled has the place still', async () => {
    await remove(ids[2]!);
    await app.give('AddMember', h1, { member: person(n + 3, '03'), reason: 'MOVE_IN' });
    await app.feed.drain();
    expect(await placeOf(ids[2]!)).toBe(h1);
    await expect(register(h2)).rejects.toEqual(expect.objectContaining({ code: 'PERSON.IN_OTHER_HOUSEHOLD' }));
  });
});
