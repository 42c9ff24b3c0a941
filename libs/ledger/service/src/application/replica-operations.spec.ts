import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RebuildLine } from '@humai/contracts-ledger';
import type { Peer } from '@humai/nest';
import { startLedger, type System } from '../testing/system.js';
import type { Asking, Operations } from './operations.js';
import { ASKED_ON, ReplicaOperations } from './replica-operations.js';

const asking: Asking = { caller: { id: 'caller-1', grants: [] }, headers: { 'x-who': 'ops@ auditor@', 'accept-language': 'en' } };
const never = new AbortController().signal;
const STATUS = { position: 3, simulated: false, readModels: [{ name: 'x.here.v1', position: 0, state: 'idle', error: null }], consumers: [], processes: [], parked: 2, unknownTypes: [] };
/** What this replica would answer by itself. */
const here = {
  status: async () => STATUS,
  async *rebuild() { yield { result: { readModels: [] } }; },
  parked: async () => ({ items: [] }),
} as unknown as Operations;

let there: System;
let leader: Peer | null;
let leads: boolean;
const replica = new ReplicaOperations(here, { service: 'identification', leads: () => leads, leader: async () => leader });
beforeEach(async () => {
  there = await startLedger();
  [leader, leads] = [{ name: 'identification', url: new URL(there.url).origin }, false];
});
afterEach(() => there.close());
const linesOf = async (name: string, as = asking) => {
  const lines: RebuildLine[] = [];
  for await (const line of replica.rebuild(name, as, never)) lines.push(line);
  return lines;
};
const failing = (work: Promise<unknown>) => work.then(() => 'nothing', (error: { code: string; details: object }) => [error.code, error.details]);
const NOBODY = { name: 'identification', problem: 'no replica leads just now' };

describe('the operations of one of several replicas', () => {
  it('are its own while it leads', async () => {
    leads = true;
    expect([await replica.status(asking), await linesOf('all')]).toEqual([STATUS, [{ result: { readModels: [] } }]]);
  });

  it('are those of the one that leads, otherwise: its status, and rebuilding there', async () => {
    expect(await replica.status(asking)).toEqual((await there.get('status')).json());
    const result = (await linesOf('all')).at(-1) as { result: { readModels: { rows: number }[] } };
    expect(result.result.readModels.length).toBeGreaterThan(0);
    expect(await replica.prune({ collections: ['nothing.v1'] }, asking)).toEqual({ dropped: [] });
    expect(await failing(replica.resume('nothing', asking))).toEqual(['READ_MODEL.UNKNOWN', expect.anything()]);
    expect(await replica.parked({ state: 'parked', limit: 1 }, asking)).toEqual({ items: [] });
  });

  it.each([['nobody leads', null, NOBODY], ['who leads has gone', { name: 'identification', url: 'http://127.0.0.1:9' }, { name: 'identification', problem: expect.any(String) }]] as const)(
    'when %s: the status says so and leaves out what nobody knows; what needs the one that leads is for later', async (_, who, unreachable) => {
      leader = who;
      expect(await replica.status(asking)).toEqual({ ...STATUS, readModels: [], processes: [], unreachable: [unreachable] });
      expect(await failing(linesOf('all'))).toEqual(['PEER.UNREACHABLE', unreachable]);
    });

  it('go one replica further and no more', async () => {
    const askedOn = { ...asking, headers: { ...asking.headers, [ASKED_ON]: '1' } };
    expect(await replica.status(askedOn)).toMatchObject({ readModels: [], unreachable: [NOBODY] });
    expect(await failing(linesOf('all', askedOn))).toEqual(['PEER.UNREACHABLE', NOBODY]);
  });
});
