import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ParkedMessages, ParkedMessage } from '@humai/contracts-ledger';
import { syntheticId } from '@humai/testing';
import { GROUP, refusal, startLedger, type System } from '../testing/system.js';

let system: System;
let first: string;
let second: string;
beforeEach(async () => {
  system = await startLedger();
  first = await system.park(101);
  second = await system.park(102);
});
afterEach(() => system.close());

const list = async (query = '') => (await system.get(`parked${query}`)).json<ParkedMessages>().items;
const ids = async (query?: string) => (await list(query)).map((m) => m.id);
const retry = (id: string) => system.post(`parked/${encodeURIComponent(id)}/retry`);
const discard = (id: string, body: object = { reason: '已线下处理' }) => system.post(`parked/${encodeURIComponent(id)}/discard`, undefined, body);

describe('parked messages', () => {
  it('are listed in order, each with why', async () => {
    const items = await list();
    expect(items).toEqual([
      {
        id: first, group: GROUP, stream: 'household-parked', order: 101, type: 'identification.HouseholdRegistered.v1', eventId: syntheticId(101), state: 'parked',
        code: 'HOUSEHOLD.CLEARED', problem: '{}', attempts: 5, parkedAt: '2026-03-05T16:00:30.000Z',
      },
      expect.objectContaining({ id: second, order: 102, code: 'PARKED.BEHIND', attempts: 0 }),
    ]);
    expect(items.map((m) => ParkedMessage.strict().parse(m))).toEqual(items);
    expect(await ids('?limit=1')).toEqual([first]);
  });

  it('are handled again in order, with one retry for the whole stream', async () => {
    const answer = await retry(second);
    expect([answer.statusCode, answer.json()]).toEqual([200, { handled: 2, left: 0 }]);
    expect(await ids()).toEqual([]);
  });

  it('stay when they fail again', async () => {
    system.faults.handler = true;
    expect((await retry(first)).json()).toEqual({ handled: 0, left: 2 });
    expect((await list()).map((m) => [m.id, m.attempts])).toEqual([[first, 10], [second, 0]]);
  });

  it('can be taken out for good, with who and why, and then the others go on', async () => {
    const answer = await discard(first);
    expect([answer.statusCode, answer.json()]).toEqual([200, { handled: 1, left: 0 }]);
    expect(await ids()).toEqual([]);
    expect((await list('?state=discarded')).map((m) => [m.id, m.state, m.discarded])).toEqual([[first, 'discarded', { at: '2026-03-05T16:00:30.000Z', by: 'caller-1', reason: '已线下处理' }]]);
  });

  it.each([[{}], [{ reason: '' }], [{ reason: '   ' }], [{ reason: 7 }], [{ reason: 'x'.repeat(501) }]])('are not taken out for the reason %j', async (body) => {
    expect(refusal(await discard(first, body))).toEqual([400, 'SHAPE.INVALID', 'reason']);
    expect(await ids()).toEqual([first, second]);
  });
  it('are not taken out without a body', async () => {
    expect(refusal(await system.post(`parked/${encodeURIComponent(first)}/discard`))).toEqual([400, 'SHAPE.INVALID', 'reason']);
    expect(await ids()).toEqual([first, second]);
  });

  it('are not found under another id, nor twice', async () => {
    expect(refusal(await retry('x'))).toEqual([404, 'SUBJECT.NOT_FOUND', undefined]);
    expect(refusal(await discard(`${GROUP}/${syntheticId(7)}`))).toEqual([404, 'SUBJECT.NOT_FOUND', undefined]);
    await discard(first);
    expect(refusal(await discard(first))).toEqual([404, 'SUBJECT.NOT_FOUND', undefined]);
  });

  it.each([['?state=gone', 'state'], ['?limit=0', 'limit'], ['?limit=1001', 'limit'], ['?limit=', 'limit']])('are not listed by %s', async (query, field) =>
    expect(refusal(await system.get(`parked${query}`))).toEqual([400, 'SHAPE.INVALID', field]));
});
