import { describe, expect, it } from '@jest/globals';
import { DomainError, type EventStore } from '@humai/kernel';
import type { ExecuteRequest } from './aggregate.js';
import { CommandExecutor, type ExecutorPorts } from './command-executor.js';
import { counter, fakePorts, fakeStore } from './testing/counter.js';

const VILLAGE = '511504101201';
const county = { id: 'u-1', grants: [{ role: 'township', area: '511504102' }, { role: 'county', area: '511504' }] };
const village = { id: 'u-2', grants: [{ role: 'village', area: VILLAGE }] };
const open: ExecuteRequest = { type: 'OpenCounter', id: 'c1', data: { village: VILLAGE, name: 'n' }, actor: county, commandId: 'k-open' };
const raise = (by: number, commandId: string, more: Partial<ExecuteRequest> = {}): ExecuteRequest =>
  ({ type: 'RaiseCounter', id: 'c1', data: { by }, actor: village, commandId, ...more });
const refused = (code: string, field?: string) => expect.objectContaining(field ? { code, field } : { code });

const setUp = async (more: Partial<ExecutorPorts> = {}) => {
  const store = fakeStore();
  const executor = new CommandExecutor({ ...fakePorts(store), ...more });
  const run = (request: ExecuteRequest) => executor.execute(counter, request);
  await run(open);
  return { store, executor, run };
};

describe('CommandExecutor', () => {
  it('appends what the decider yields and says where it stands', async () => {
    const { run, store } = await setUp();
    expect(await run(raise(3, 'k1'))).toStrictEqual({ stream: 'counter-c1', revision: 1, position: 2, events: ['demo.CounterRaised.v1'] });
    expect(store.log[1]).toStrictEqual({
      id: '00000000-0000-7000-8000-000000000002', type: 'demo.CounterRaised.v1', data: { by: 3 }, stream: 'counter-c1', revision: 1, position: 2,
      recordedAt: '2026-03-01T02:00:00.000Z', hash: '',
      metadata: {
        actor: 'u-2', role: 'village', area: VILLAGE, policy: 'demo/511504/2026-01', effectiveOn: '2026-03-01', command: 'RaiseCounter', commandId: 'k1',
        correlationId: 'k1', causationId: 'k1',
      },
    });
  });

  it('acts under the grant that fits the command and the area', async () => {
    const { store } = await setUp();
    expect(store.log[0]?.metadata).toMatchObject({ actor: 'u-1', role: 'county', area: '511504' });
  });

  it('refuses a body that does not fit, naming the field', async () => {
    const { run } = await setUp();
    await expect(run(raise(-1, 'k1'))).rejects.toEqual(refused('SHAPE.INVALID', 'by'));
  });

  it('refuses a role that the command does not have, before anything is read', async () => {
    const { run } = await setUp();
    await expect(run({ ...raise(1, 'k1'), id: 'nobody', actor: { id: 'x', role: 'auditor', area: '' } })).rejects.toEqual(refused('PERMISSION.ROLE'));
  });

  it('takes department:<code> for the role department', async () => {
    const { run } = await setUp();
    expect((await run(raise(1, 'k1', { actor: { id: 'd', role: 'department:civil-affairs', area: '511504' } }))).revision).toBe(1);
  });

  it('refuses an area outside the rights, and one digit makes it outside', async () => {
    const { run } = await setUp();
    await expect(run(raise(1, 'k1', { actor: { id: 'x', role: 'village', area: '511504101202' } }))).rejects.toEqual(refused('PERMISSION.AREA'));
  });

  it('refuses a command on a subject that is not there', async () => {
    const { run } = await setUp();
    await expect(run({ ...raise(1, 'k1'), id: 'nobody' })).rejects.toEqual(refused('SUBJECT.NOT_FOUND'));
  });

  it.each([['2026-03-02', 'EFFECTIVE_DATE.FUTURE'], ['2026-02-30', 'EFFECTIVE_DATE.IMPOSSIBLE'], ['soon', 'EFFECTIVE_DATE.IMPOSSIBLE']])(
    'refuses the business date %s', async (effectiveOn, code) => {
      const { run } = await setUp();
      await expect(run(raise(1, 'k1', { effectiveOn }))).rejects.toEqual(refused(code, 'effectiveOn'));
    });

  it('answers a repeat of a key as the first time and writes nothing', async () => {
    const { run, store } = await setUp();
    const first = await run(raise(3, 'k1'));
    await run(raise(4, 'k2'));
    expect(await run(raise(3, 'k1'))).toStrictEqual(first);
    expect(store.log).toHaveLength(3);
  });

  it('answers a repeat even with the If-Match of the first time', async () => {
    const { run } = await setUp();
    const first = await run(raise(3, 'k1', { expectedRevision: 0 }));
    expect(await run(raise(3, 'k1', { expectedRevision: 0 }))).toStrictEqual(first);
  });

  it('knows a repeat after a restart', async () => {
    const { run, store } = await setUp();
    const first = await run(raise(3, 'k1'));
    const restarted = new CommandExecutor({ ...fakePorts(store), cachedStreams: 0 });
    expect(await restarted.execute(counter, raise(3, 'k1'))).toStrictEqual(first);
  });

  it('refuses a key that was used for another command', async () => {
    const { run } = await setUp();
    await expect(run(raise(3, 'k-open'))).rejects.toEqual(refused('IDEMPOTENCY.KEY_REUSED'));
  });

  it('refuses another revision than If-Match says, without retry', async () => {
    const { run, store } = await setUp();
    await expect(run(raise(3, 'k1', { expectedRevision: 4 }))).rejects.toEqual(refused('STREAM.REVISION_CONFLICT'));
    expect(store.log).toHaveLength(1);
  });

  it('decides again on the newer state when somebody else wrote in between', async () => {
    const { run, store } = await setUp();
    const all = await Promise.all(Array.from({ length: 40 }, (_, i) => run(raise(2, `k${i}`))));
    expect(all.map((r) => r.revision).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(store.log).toHaveLength(41);
  });

  it('lets one of two equal requests at once write, and answers both the same', async () => {
    const { run, store } = await setUp();
    const [a, b] = await Promise.all([run(raise(10, 'same')), run(raise(10, 'same'))]);
    expect(a).toStrictEqual(b);
    expect(store.log).toHaveLength(2);
  });

  it('gives up after five conflicts', async () => {
    const { store } = await setUp();
    let reads = 0;
    const losing: Pick<EventStore, 'append' | 'readStream'> = {
      append: (stream, events, _expected) => store.append(stream, events, 7),
      readStream: (stream, options) => ((reads += 1), store.readStream(stream, options)),
    };
    await expect(new CommandExecutor(fakePorts({ ...losing, log: [] })).execute(counter, raise(1, 'k1'))).rejects.toEqual(refused('STREAM.REVISION_CONFLICT'));
    expect(reads).toBe(6);
  });

  it('writes no event of another context', async () => {
    const { run, store } = await setUp();
    await expect(run(raise(999, 'k1'))).rejects.toEqual(refused('EVENT.NOT_OWNED'));
    expect(store.log).toHaveLength(1);
  });

  it('writes no event that does not fit its own shape', async () => {
    const { run, store } = await setUp();
    await expect(run(raise(998, 'k1'))).rejects.toThrow('demo.CounterRaised.v1 cannot be written: by:');
    expect(store.log).toHaveLength(1);
  });

  it('answers a command that changes nothing with the stream as it is', async () => {
    const { run } = await setUp();
    await run(raise(3, 'k1'));
    expect(await run({ ...open, commandId: 'k-again' })).toStrictEqual({ stream: 'counter-c1', revision: 1, position: 2, events: [] });
  });

  it('runs the prepare step once, after the rights, and gives the decider what it returns', async () => {
    const { run, executor, store } = await setUp();
    const seen: unknown[] = [];
    executor.prepare(counter, 'RaiseCounter', async (body: { by: number }, context) => {
      seen.push([body.by, context.id, context.actor.role, context.idFor('a')]);
      return { by: body.by * 2 };
    });
    await expect(run(raise(1, 'k0', { actor: { id: 'x', role: 'village', area: '5102' } }))).rejects.toEqual(refused('PERMISSION.AREA'));
    await run(raise(5, 'k1'));
    await run(raise(5, 'k1'));
    expect(seen).toEqual([[5, 'c1', 'village', expect.stringMatching(/^[0-9a-f-]{36}$/)]]);
    expect(store.log[1]?.data).toEqual({ by: 10 });
  });

  it('takes back what was prepared when the command is refused after all, and only then', async () => {
    const { executor, store, run } = await setUp();
    const told: string[] = [];
    executor.prepare(counter, 'RaiseCounter', async (body: { by: number }, { commandId, onRefused }) => {
      for (const n of [1, 2]) onRefused(async () => void told.push(`${commandId} ${n}`));
      if (commandId === 'k-prepare') throw new DomainError('COUNTER.TOO_HIGH');
      if (commandId === 'k-late') await store.append('counter-c1', [{ id: 'x', type: 'demo.CounterRaised.v1', data: { by: 1 }, metadata: store.log[0]!.metadata }], 'any');
      return body;
    });
    await run(raise(5, 'k-fine'));
    await run(raise(5, 'k-fine'));
    expect(told).toEqual([]);
    await expect(run(raise(99, 'k-rule'))).rejects.toEqual(refused('COUNTER.TOO_HIGH'));
    await expect(run(raise(1, 'k-prepare'))).rejects.toEqual(refused('COUNTER.TOO_HIGH'));
    await expect(run(raise(1, 'k-late', { expectedRevision: 1 }))).rejects.toEqual(refused('STREAM.REVISION_CONFLICT'));
    expect(told).toEqual(['k-rule 1', 'k-rule 2', 'k-prepare 1', 'k-prepare 2', 'k-late 1', 'k-late 2']);
  });

  it('leaves what was prepared to the repeat when the store cannot be written to', async () => {
    const { store } = await setUp();
    const broken = { ...store, append: () => Promise.reject(new DomainError('STORE.UNWRITABLE')) };
    const executor = new CommandExecutor(fakePorts(broken));
    let undone = 0;
    executor.prepare(counter, 'RaiseCounter', async (body: { by: number }, { onRefused }) => {
      onRefused(async () => void (undone += 1));
      return body;
    });
    await expect(executor.execute(counter, raise(1, 'k1'))).rejects.toEqual(refused('STORE.UNWRITABLE'));
    expect(undone).toBe(0);
  });

  it('runs equal requests one after the other: what one prepares, the other does not take back', async () => {
    const { executor, run } = await setUp();
    const steps: string[] = [];
    executor.prepare(counter, 'RaiseCounter', async (body: { by: number }, { onRefused }) => {
      onRefused(async () => void steps.push('undone'));
      steps.push('prepared');
      return body;
    });
    await Promise.allSettled([run(raise(101, 'same')), run(raise(101, 'same'))]);
    expect(steps).toEqual(['prepared', 'undone', 'prepared', 'undone']);
  });

  it('answers what another process has done with the very same command meanwhile, though it stands in the way here', async () => {
    const { executor, store, run } = await setUp();
    const other = new CommandExecutor(fakePorts(store));
    let undone = 0;
    executor.prepare(counter, 'RaiseCounter', async (_: { by: number }, { onRefused }) => {
      onRefused(async () => void (undone += 1));
      await other.execute(counter, raise(60, 'same'));
      throw new DomainError('COUNTER.TOO_HIGH');
    });
    expect(await run(raise(60, 'same'))).toEqual(await other.execute(counter, raise(60, 'same')));
    await expect(run(raise(60, 'another'))).rejects.toEqual(refused('COUNTER.TOO_HIGH'));
    expect([store.log.length, undone]).toEqual([2, 1]);
  });

  it('may run a command on the same stream while it prepares another', async () => {
    const { run, executor, store } = await setUp();
    executor.prepare(counter, 'RaiseCounter', async (body: { by: number }, context) => {
      if (context.commandId === 'outer') await run(raise(1, 'inner'));
      return body;
    });
    expect((await run(raise(5, 'outer'))).revision).toBe(2);
    expect(store.log.map((e) => e.metadata.commandId)).toEqual(['k-open', 'inner', 'outer']);
  });

  it('marks what a simulated clock recorded', async () => {
    const { store } = await setUp({ clock: { now: () => '2020-01-01T00:00:00.000Z', simulated: true } });
    expect(store.log[0]?.metadata.simulated).toBe(true);
  });

  it('does not believe its cache when another process wrote', async () => {
    const { run, store } = await setUp();
    await run(raise(60, 'k1'));
    await new CommandExecutor(fakePorts(store)).execute(counter, raise(40, 'k2'));
    await expect(run(raise(1, 'k3'))).rejects.toEqual(refused('COUNTER.TOO_HIGH'));
  });

  it('takes no name of a person for a key or a new id: both stand in events for good', async () => {
    const { run, store } = await setUp();
    const [document, phone] = ['00000019900101001X', '13800000000'];
    for (const text of [document, phone]) {
      await expect(run(raise(1, text))).rejects.toEqual(refused('EVENT.PERSONAL_DATA', 'Idempotency-Key'));
      await expect(run({ ...open, id: text, commandId: 'k2' })).rejects.toEqual(refused('EVENT.PERSONAL_DATA', 'id'));
    }
    await expect(run({ ...open, id: '某某某', commandId: 'k2' })).rejects.toEqual(refused('SHAPE.INVALID', 'id'));
    expect(store.log).toHaveLength(1);
  });
});
