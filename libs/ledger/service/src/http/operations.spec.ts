import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LedgerStatus, type LogVerification, RebuildLine, type RebuildResult, type ResumeOutcome } from '@humai/contracts-ledger';
import type { z } from 'zod';
import { GROUP, linesOf, refusal, startLedger, type System } from '../testing/system.js';

let system: System;
beforeEach(async () => void (system = await startLedger()));
afterEach(() => system.close());

const parkingOf = async ({ readStore }: System) => (await readStore.collections()).filter((name) => name.startsWith('platform.'));
const eventually = async (holds: () => Promise<boolean>) => {
  for (let n = 0; n < 300 && !(await holds()); n += 1) await sleep(10);
};

describe('POST /v1/ledger/verify', () => {
  it('answers what the design says, and which types nobody has a schema for', async () => {
    const intact = (await system.post('verify')).json<LogVerification>();
    expect(intact).toEqual({ ok: true, events: 5, streams: 1, root: expect.stringMatching(/^[0-9a-f]{64}$/), problems: [], unknownTypes: [] });
    expect((await system.post('verify')).json<LogVerification>().root).toBe(intact.root);

    await system.grow(1);
    const type = 'testing.SomethingHappened.v1';
    const found = (await system.post('verify')).json<LogVerification>();
    expect(found).toEqual({
      ok: false, events: 6, streams: 2, root: expect.stringMatching(/^[0-9a-f]{64}$/),
      problems: [{ stream: 'village-6', revision: 0, problem: `no context owns the type ${type}` }], unknownTypes: [{ type, count: 1, firstPosition: 6 }],
    });
    expect(found.root).not.toBe(intact.root);
  });

  it('runs once at a time, and again when that is over', async () => {
    const { reached, letGo } = system.hold();
    const running = system.post('verify');
    await reached;
    const busy = await system.post('verify');
    expect([...refusal(busy), busy.headers['retry-after']]).toEqual([429, 'SERVICE.BUSY', undefined, '1']);
    letGo();
    expect((await running).statusCode).toBe(200);
    expect((await system.post('verify')).statusCode).toBe(200);
  });

  it('leaves the place to others when it failed, or when whoever asked has gone', async () => {
    system.faults.reading = true;
    expect((await system.post('verify')).json<LogVerification>().problems).toEqual([{ stream: '', revision: -1, problem: 'reading stopped after position 2: gone' }]);
    system.faults.reading = false;
    const { reached, letGo } = system.hold();
    const leaving = new AbortController();
    const asked = fetch(`${system.url}/verify`, { method: 'POST', headers: { 'x-who': 'ops@' }, signal: leaving.signal });
    await reached;
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await system.left();
    expect((await system.post('verify')).statusCode).toBe(429);
    letGo();
    await eventually(async () => (await system.post('verify')).statusCode === 200);
    expect((await system.post('verify')).statusCode).toBe(200);
  });

  it('does not keep the server from going down', async () => {
    const other = await startLedger();
    const { reached, letGo } = other.hold();
    const asked = fetch(`${other.url}/verify`, { method: 'POST', headers: { 'x-who': 'ops@' } });
    await reached;
    const closing = other.close();
    other.closing.addEventListener('abort', letGo);
    const answer = await asked;
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([503, 'STORE.CLOSED']);
    await closing;
  });
});

describe('GET /v1/ledger/status', () => {
  it('tells how far everything has come, and what stands in its way', async () => {
    await system.grow(2);
    await system.runner.catchUp();
    await system.park(101);
    system.faults.act = true;
    await system.processes.tick('2026-03-06');
    const answer = await system.get('status');
    expect(answer.json()).toEqual({
      position: 7,
      simulated: false,
      readModels: ['testing.villages.v1', 'testing.homes.v1', 'testing.due-dates.v1'].map((name) => ({ name, position: 7, state: 'idle', error: null })),
      consumers: [{ group: GROUP, position: 1 }],
      processes: [{ name: 'testing.overdue', lastTick: '2026-03-06', failed: [{ id: 'household-h1', dueOn: '2026-01-20', code: 'CASE.NOT_OPEN', attempts: 1 }], error: null }],
      parked: 1,
      unknownTypes: [{ type: 'testing.SomethingHappened.v1', count: 2, firstPosition: 6 }],
    });
    expect(LedgerStatus.strict().parse(answer.json())).toEqual(answer.json());
  });

  it('names the event that a read model cannot get over', async () => {
    system.faults.projection = true;
    await expect(system.runner.catchUp()).rejects.toThrow('stopped');
    const { readModels } = (await system.get('status')).json<LedgerStatus>();
    expect(readModels[0]).toEqual({
      name: 'testing.villages.v1', position: 0, state: 'stopped',
      error: {
        code: 'PROJECTION.FAILED', message: expect.stringContaining('cannot fold'), attempts: 2, position: 0,
        event: { position: 1, type: 'identification.HouseholdRegistered.v1', id: expect.any(String) },
      },
    });
    expect(LedgerStatus.parse((await system.get('status')).json()).readModels).toEqual(readModels);
  });
});

describe('POST /v1/ledger/read-models/:name/resume', () => {
  const resume = async (name: string) => (await system.post(`read-models/${name}/resume`)).json<ResumeOutcome>();
  const stoppedAt = (name: string, state: string, position: number, attempts?: number) =>
    ({ name, position, state, error: attempts === undefined ? null : expect.objectContaining({ code: 'PROJECTION.FAILED', attempts, event: expect.objectContaining({ position: 1 }) }) });
  const states = async () => (await system.get('status')).json<LedgerStatus>().readModels.map((r) => r.state);
  let stopping: AbortController;
  afterEach(() => stopping.abort());
  beforeEach(async () => {
    stopping = new AbortController();
    system.faults.projection = true;
    await system.runner.start(stopping.signal);
    await eventually(async () => (await states()).filter((s) => s === 'stopped').length === 2);
  });

  it('has the one that is named go on from where it stopped, and leaves the others', async () => {
    system.faults.projection = false;
    expect(await resume('testing.villages')).toEqual({ readModels: [{ ...stoppedAt('testing.villages.v1', 'catching-up', 5), state: expect.stringMatching(/live|catching-up/) }] });
    expect((await system.get('status')).json<LedgerStatus>().readModels[1]).toEqual(stoppedAt('testing.homes.v1', 'stopped', 0, 2));
    expect(await system.readStore.count('testing.villages.v1')).toBe(1);
  });

  it('says so when it stops again at the same event, and takes all of them at a later time', async () => {
    expect(await resume('all')).toEqual({ readModels: [stoppedAt('testing.villages.v1', 'stopped', 0, 2), stoppedAt('testing.homes.v1', 'stopped', 0, 2)] });
    system.faults.projection = false;
    expect((await resume('all')).readModels.map((r) => [r.name, r.position, r.error])).toEqual([['testing.villages.v1', 5, null], ['testing.homes.v1', 5, null]]);
    expect(await resume('all')).toEqual({ readModels: [] });
  });

  it('knows no read model of another name', async () => expect(refusal(await system.post('read-models/testing.none/resume'))).toEqual([404, 'READ_MODEL.UNKNOWN', 'name']));
});

describe('POST /v1/ledger/read-models/prune', () => {
  const leave = async (name: string, rows: number) => {
    await system.readStore.ensure({ name, indexes: [] });
    await system.readStore.write({ collection: name, upserts: Array.from({ length: rows }, (_, i) => ({ _id: `r${i}`, position: 3 })), checkpoint: { name, position: 3 } });
  };

  it('drops those of the named that the status calls unused, and nothing that serves', async () => {
    await system.runner.catchUp();
    await leave('testing.villages.v0', 2);
    await leave('testing.streets.v4', 1);
    const unused = [{ name: 'testing.streets.v4', rows: 1 }, { name: 'testing.villages.v0', rows: 2 }];
    expect((await system.get('status')).json<LedgerStatus>().unused).toEqual(unused);
    const answer = await system.post('read-models/prune', undefined, { collections: ['testing.villages.v0', 'testing.villages.v1', 'testing.homes.v1', 'none'] });
    expect([answer.statusCode, answer.json()]).toEqual([200, { dropped: [unused[1]] }]);
    expect(await system.readStore.collections()).toEqual(['testing.due-dates.v1', 'testing.homes.v1', 'testing.streets.v4', 'testing.villages.v1'].concat(await parkingOf(system)).sort());
    expect((await system.get('status')).json<LedgerStatus>().unused).toEqual([unused[0]]);
  });

  it.each([{}, { collections: [] }, { collections: 'all' }])('wants names (%j)', async (body) => expect(refusal(await system.post('read-models/prune', undefined, body))).toEqual([400, 'SHAPE.INVALID', 'collections']));
});

describe('POST /v1/ledger/read-models/:name/rebuild', () => {
  beforeEach(() => system.runner.catchUp().then(() => {}));
  const rebuild = async (name: string) => linesOf((await system.post(`read-models/${name}/rebuild`)).body).map((line) => RebuildLine.parse(line));
  const resultOf = (lines: readonly RebuildLine[]): z.infer<typeof RebuildResult> => {
    const last = lines.at(-1)!;
    if (!('result' in last)) throw new Error(`no result: ${JSON.stringify(last)}`);
    return last.result;
  };
  const outcome = (name: string, differences = 0, events = 2) => ({ name, events, rows: 1, differences, seconds: expect.any(Number) });

  it('tells how far it is, line by line, and at last what came out', async () => {
    const answer = await system.post('read-models/testing.villages.v1/rebuild');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    const name = 'testing.villages.v1';
    expect(linesOf(answer.body)).toEqual([
      { progress: { name, position: 0, of: 5 } }, { progress: { name, position: 5, of: 5 } }, { result: { readModels: [outcome(name)] } },
    ]);
    expect(await system.readStore.resolve(name)).toBe(`${name}~1`);
  });

  it('finds a read model without its version', async () => expect(resultOf(await rebuild('testing.homes')).readModels).toEqual([outcome('testing.homes.v1')]));

  it('rebuilds all, one after the other', async () =>
    expect(resultOf(await rebuild('all')).readModels).toEqual([outcome('testing.villages.v1'), outcome('testing.homes.v1'), outcome('testing.due-dates.v1', 0, 1)]));

  it('counts the rows that were not as the log says', async () => {
    await system.readStore.write({ collection: 'testing.villages.v1', upserts: [{ _id: 'household-h1', position: 5, village: '999999999999' } as never] });
    expect(resultOf(await rebuild('testing.villages')).readModels).toEqual([outcome('testing.villages.v1', 1)]);
    expect(resultOf(await rebuild('testing.villages')).readModels).toEqual([outcome('testing.villages.v1', 0)]);
  });

  it.each(['none', 'testing', 'testing.villages.v2', 'ALL', '%20'])('knows no read model %s', async (name) => {
    const answer = await system.post(`read-models/${name}/rebuild`);
    expect(refusal(answer)).toEqual([404, 'READ_MODEL.UNKNOWN', 'name']);
    expect(answer.json<{ detail: string }>().detail).toContain('there are testing.villages.v1, testing.homes.v1, testing.due-dates.v1');
  });

  it('ends with the problem where there was one, and what serves goes on serving', async () => {
    system.faults.projection = true;
    const lines = await rebuild('all');
    expect(lines).toEqual([
      { progress: { name: 'testing.villages.v1', position: 0, of: 5 } },
      { problem: { type: 'urn:humai:problem:INTERNAL', title: 'Internal error', status: 500, code: 'INTERNAL', instance: expect.any(String), detail: expect.stringContaining('Internal error') } },
    ]);
    expect(system.failures.map(String)).toEqual([expect.stringContaining('cannot fold')]);
    expect(await system.readStore.resolve('testing.villages.v1')).toBe('testing.villages.v1');
    system.faults.projection = false;
    system.faults.reading = true;
    expect((await rebuild('testing.villages')).at(-1)).toEqual({ problem: expect.objectContaining({ code: 'STORE.DAMAGED', status: 503 }) });
    system.faults.reading = false;
    expect(resultOf(await rebuild('testing.villages')).readModels).toEqual([outcome('testing.villages.v1')]);
  });

  it('runs once at a time, whatever read model it is about', async () => {
    const { reached, letGo } = system.hold();
    const running = rebuild('testing.villages');
    await reached;
    expect(refusal(await system.post('read-models/testing.homes/rebuild'))).toEqual([429, 'SERVICE.BUSY', undefined]);
    letGo();
    expect(resultOf(await running).readModels).toHaveLength(1);
    expect(resultOf(await rebuild('testing.homes')).readModels).toHaveLength(1);
  });

  it('is given up when whoever asked has gone, and then others may', async () => {
    const { reached, letGo } = system.hold();
    const leaving = new AbortController();
    const answer = await fetch(`${system.url}/read-models/all/rebuild`, { method: 'POST', headers: { 'x-who': 'ops@' }, signal: leaving.signal });
    expect(answer.status).toBe(200);
    await reached;
    leaving.abort();
    await system.left();
    letGo();
    await eventually(async () => (await system.post('read-models/none/rebuild')).statusCode === 404 && (await system.post('read-models/testing.homes/rebuild')).statusCode === 200);
    expect(await system.readStore.resolve('testing.villages.v1')).toBe('testing.villages.v1');
    expect(await system.readStore.resolve('testing.homes.v1')).toBe('testing.homes.v1~1');
    expect(await system.readStore.collections()).not.toContain('testing.villages.v1~1');
  });

  it('breaks off when the server goes down, without a last line', async () => {
    const other = await startLedger();
    await other.runner.catchUp();
    const { reached, letGo } = other.hold();
    const answer = await fetch(`${other.url}/read-models/all/rebuild`, { method: 'POST', headers: { 'x-who': 'ops@' } });
    const read = answer.text();
    await reached;
    const closing = other.close();
    other.closing.addEventListener('abort', letGo);
    const [text] = await Promise.allSettled([read, closing]);
    expect(text.status).toBe('rejected');
  });
});
