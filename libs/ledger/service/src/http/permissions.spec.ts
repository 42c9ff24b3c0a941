import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerRoutes } from '@humai/contracts-ledger';
import { NEW_VILLAGE, VILLAGE } from '../testing/household.js';
import { startLedger, type System } from '../testing/system.js';

let system: System;
beforeAll(async () => void (system = await startLedger()));
afterAll(() => system.close());

type RouteName = keyof typeof LedgerRoutes;
const ROLES = ['village', 'township', 'county', 'department:civil-affairs', 'assessor', 'auditor', 'ops', 'service'];
const MAY: Readonly<Record<RouteName, readonly string[]>> = {
  history: ['village', 'township', 'county', 'assessor', 'auditor', 'ops'],
  events: ['auditor', 'ops', 'service'],
  verify: ['auditor', 'ops'],
  parked: ['ops'],
  retryParked: ['ops'],
  discardParked: ['ops'],
  status: ['auditor', 'ops'],
  rebuild: ['ops'],
  resume: ['ops'],
  prune: ['ops'],
};
// Where a call would change something it asks for what there is not: who may ask is told so, everybody else is told nothing.
const CALLS: Readonly<Record<RouteName, (who: string) => Promise<readonly [status: number, code?: string]>>> = {
  history: (who) => outcome(system.get('households/h1/history', who)),
  events: (who) => outcome(system.get('events', who)),
  verify: (who) => outcome(system.post('verify', who)),
  parked: (who) => outcome(system.get('parked', who)),
  retryParked: (who) => outcome(system.post('parked/none/retry', who)),
  discardParked: (who) => outcome(system.post('parked/none/discard', who, { reason: 'r' })),
  status: (who) => outcome(system.get('status', who)),
  rebuild: (who) => outcome(system.post('read-models/none/rebuild', who)),
  resume: (who) => outcome(system.post('read-models/none/resume', who)),
  prune: (who) => outcome(system.post('read-models/prune', who, { collections: ['none'] })),
};
const GRANTED: Readonly<Record<RouteName, readonly [status: number, code?: string]>> = {
  history: [200], events: [200], verify: [200], parked: [200], retryParked: [404, 'SUBJECT.NOT_FOUND'], discardParked: [404, 'SUBJECT.NOT_FOUND'], status: [200], rebuild: [404, 'READ_MODEL.UNKNOWN'],
  resume: [404, 'READ_MODEL.UNKNOWN'], prune: [200],
};
const NO_ROLE = [403, 'PERMISSION.ROLE'];
const NO_AREA = [403, 'PERMISSION.AREA'];

async function outcome(asked: ReturnType<System['get']>): Promise<readonly [number, string?]> {
  const answer = await asked;
  return answer.statusCode === 200 ? [200] : [answer.statusCode, answer.json<{ code: string }>().code];
}

const routes = Object.keys(LedgerRoutes) as RouteName[];
it('knows every route', () => expect(Object.keys(MAY)).toEqual(routes));

describe.each(routes)('%s', (route) => {
  it.each(ROLES)(`as %s, everywhere`, async (role) => expect(await CALLS[route](`${role}@`)).toEqual(MAY[route].includes(role) ? GRANTED[route] : NO_ROLE));
  it('is closed to nobody in particular', async () => expect(await CALLS[route]('')).toEqual([401, 'IDENTITY.MISSING']));
  it('does not put the role of one right and the area of another together', async () =>
    expect(await CALLS[route](`${MAY[route][0]}@511503 service@511503 department:civil-affairs@`)).toEqual(NO_AREA));
});

describe('the area of the history', () => {
  it.each([NEW_VILLAGE, '511504102000', '511504102', '511504000000', '511504', '5115', '51', '000000', ''])('is covered by a right in %j', async (area) =>
    expect(await CALLS.history(`village@${area}`)).toEqual([200]));
  it.each([VILLAGE, '511504102202', '511504101', '511503', '5101'])('is not covered by a right in %j', async (area) => expect(await CALLS.history(`village@${area}`)).toEqual(NO_AREA));
  it('is covered by the second of two rights', async () => expect(await CALLS.history(`village@511503 township@511504102`)).toEqual([200]));
  it('is asked for after the role, and tells what there is to those with the role only', async () => {
    expect(await outcome(system.get('households/none/history', 'service@'))).toEqual(NO_ROLE);
    expect(await outcome(system.get('households/none/history', 'village@511503'))).toEqual([404, 'SUBJECT.NOT_FOUND']);
  });
  it('is nowhere for a household that nothing is known of but what no context reads', async () => {
    await system.store.append('household-odd', [{ type: 'elsewhere.Unheard.v1', data: {}, id: 'odd-1', metadata: { ...(await system.store.readStream('household-h1'))[0]!.metadata } }], 'none');
    expect(await outcome(system.get('households/odd/history', 'auditor@511504'))).toEqual(NO_AREA);
    expect(await outcome(system.get('households/odd/history', 'auditor@'))).toEqual([200]);
  });
});

describe.each(routes.filter((r) => r !== 'history'))('the area of %s', (route) => {
  const role = MAY[route][0]!;
  it.each(['', '000000', '000000000000'])('is covered by a right to the whole, %j', async (area) => expect(await CALLS[route](`${role}@${area}`)).toEqual(GRANTED[route]));
  it.each(['51', '5115', '511504', '511504000000', NEW_VILLAGE])('is not covered by a right in %j', async (area) => expect(await CALLS[route](`${role}@${area}`)).toEqual(NO_AREA));
});
