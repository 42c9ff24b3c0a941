import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RebuildLine } from '@humai/contracts-ledger';
import { GROUP, startLedger, type System } from '../testing/system.js';
import type { Asking } from './operations.js';
import { PeerOperations } from './peer-operations.js';

const asking: Asking = { caller: { id: 'caller-1', grants: [] }, headers: { 'x-who': 'ops@ auditor@', 'accept-language': 'en' } };
const GONE = { name: 'gone', url: 'http://127.0.0.1:9' };

let one: System;
let two: System;
let peers: PeerOperations;
const origin = (system: System) => new URL(system.url).origin;
beforeEach(async () => {
  one = await startLedger();
  two = await startLedger();
  peers = new PeerOperations([{ name: 'one', url: origin(one) }, { name: 'two', url: origin(two) }]);
});
afterEach(async () => {
  await one.close();
  await two.close();
});
const never = new AbortController().signal;
const linesOf = async (operations: PeerOperations, name: string): Promise<RebuildLine[]> => {
  const lines: RebuildLine[] = [];
  for await (const line of operations.rebuild(name, asking, never)) lines.push(line);
  return lines;
};
const failing = (work: Promise<unknown>) => work.then(() => 'nothing', (error: { code: string; details: object }) => [error.code, error.details]);

describe('the operations of other services', () => {
  it('add up to one status', async () => {
    await two.grow(3);
    const [first, second] = [(await one.get('status')).json<{ readModels: unknown[]; processes: unknown[] }>(), (await two.get('status')).json<{ position: number; readModels: unknown[]; processes: unknown[] }>()];
    expect(await peers.status(asking)).toEqual({
      position: second.position, simulated: false, parked: 0, unknownTypes: [], readModels: [...first.readModels, ...second.readModels],
      consumers: [{ group: GROUP, position: 1 }, { group: GROUP, position: 1 }], processes: [...first.processes, ...second.processes],
    });
  });

  it('name whoever cannot be reached, and tell of the others', async () => {
    const { unreachable, readModels } = await new PeerOperations([GONE, { name: 'one', url: origin(one) }]).status(asking);
    expect([unreachable?.map((u) => u.name), readModels.length > 0]).toEqual([['gone'], true]);
  });

  it('are refused as the other service refuses them', async () => {
    const stranger = { ...asking, headers: { 'x-who': 'village@511504101201' } };
    expect(await failing(peers.status(stranger))).toEqual(['PERMISSION.ROLE', { subject: '', name: '' }]);
  });

  it('list what all have parked in order, and handle it where it was parked', async () => {
    const late = await one.park(102);
    const early = await two.park(101);
    expect((await peers.parked({ state: 'parked', limit: 10 }, asking)).items.map((m) => m.id)).toEqual([early, late]);
    expect((await peers.parked({ state: 'parked', limit: 1 }, asking)).items.map((m) => m.id)).toEqual([early]);
    expect(await peers.retry(early, asking)).toEqual({ handled: 1, left: 0 });
    expect(await peers.discard(late, { reason: 'entered twice' }, asking)).toEqual({ handled: 0, left: 0 });
    expect((await one.lot.list({ state: 'discarded' })).map((m) => m.discarded?.reason)).toEqual(['entered twice']);
    expect(await failing(peers.retry(`${GROUP}/none`, asking))).toEqual(['SUBJECT.NOT_FOUND', { subject: `${GROUP}/none` }]);
  });

  it('rebuild a read model where it is kept, with one result for all', async () => {
    const lines = await linesOf(peers, 'all');
    const { result } = lines.at(-1) as { result: { readModels: { name: string }[] } };
    const here = one.runner.status.map((s) => s.name);
    expect(result.readModels.map((m) => m.name)).toEqual([...here, ...here]);
    expect(lines.slice(0, -1).every((line) => 'progress' in line)).toBe(true);
  });

  it('know when nobody keeps a read model, and rebuild none when somebody cannot be asked', async () => {
    expect(await failing(linesOf(peers, 'testing.none'))).toMatchObject(['READ_MODEL.UNKNOWN', { name: 'testing.none' }]);
    expect(await failing(linesOf(new PeerOperations([{ name: 'one', url: origin(one) }, GONE]), 'all'))).toEqual(['PEER.UNREACHABLE', { name: 'gone', problem: expect.any(String) }]);
  });

  it('say of a service that cannot reach the replica of it that leads; and rebuild none then, for its own would be left out', async () => {
    const silent = { name: 'x', problem: 'no replica leads just now' };
    const service = createServer((_, reply) => void reply.setHeader('content-type', 'application/json').end(JSON.stringify({ position: 9, simulated: false, readModels: [], consumers: [], processes: [], parked: 0, unknownTypes: [], unreachable: [silent] })));
    await once(service.listen(0, '127.0.0.1'), 'listening');
    const both = new PeerOperations([{ name: 'x', url: `http://127.0.0.1:${(service.address() as AddressInfo).port}` }, { name: 'one', url: origin(one) }]);
    expect((await both.status(asking)).unreachable).toEqual([silent]);
    expect(await failing(linesOf(both, 'all'))).toEqual(['PEER.UNREACHABLE', silent]);
    service.close();
    service.closeAllConnections();
  });

  it('have a read model that stopped go on where it is kept', async () => {
    two.faults.projection = true;
    const stopping = new AbortController();
    await two.runner.start(stopping.signal);
    await expect(two.runner.catchUp()).rejects.toThrow('stopped');
    two.faults.projection = false;
    expect((await peers.resume('testing.villages', asking)).readModels.map((r) => [r.name, r.position, r.error])).toEqual([['testing.villages.v1', 5, null]]);
    expect((await peers.resume('all', asking)).readModels.map((r) => [r.name, r.position])).toEqual([['testing.homes.v1', 5]]);
    expect(await failing(peers.resume('testing.none', asking))).toMatchObject(['READ_MODEL.UNKNOWN', { name: 'testing.none' }]);
    stopping.abort();
  });

  it('drop what is used no more wherever it lies', async () => {
    for (const [system, name] of [[one, 'testing.villages.v0'], [two, 'testing.old.v1']] as const) {
      await system.readStore.ensure({ name, indexes: [] });
      await system.readStore.setCheckpoint(name, 1);
    }
    const unused = [{ name: 'testing.villages.v0', rows: 0 }, { name: 'testing.old.v1', rows: 0 }];
    expect((await peers.status(asking)).unused).toEqual(unused);
    expect(await peers.prune({ collections: unused.map((u) => u.name) }, asking)).toEqual({ dropped: unused });
    expect('unused' in (await peers.status(asking))).toBe(false);
  });

  it('pass on the problem that ended a rebuild', async () => {
    one.faults.reading = true;
    const last = (await linesOf(peers, 'all')).at(-1) as { problem: { status: number } };
    one.faults.reading = false;
    expect(last.problem.status).toBeGreaterThanOrEqual(500);
  });
});
