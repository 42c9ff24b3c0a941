import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError, type Projection } from '@humai/kernel';
import { FakeClock } from '@humai/testing';
import { type Deadline, type DeadlineProcess, ProcessRunner, type ProjectionRunner } from './index.js';
import type { ThingEvent } from './testing/things.js';
import { until, World } from './testing/world.js';

const dueDates: Projection<Deadline, ThingEvent> = {
  name: 'fake.due-dates',
  version: 1,
  indexes: [['dueOn']],
  handles: ['fake.Opened.v1', 'fake.Overdue.v1', 'fake.Closed.v1'],
  documentId: ({ data }) => data.id,
  evolve: (_, { type, data }) => (type === 'fake.Opened.v1' ? { dueOn: data.dueOn!, area: '511504101000' } : null),
};

describe('the process runner', () => {
  const world = new World();
  let acts: string[];
  /** Thrown by the act on a deadline; taken away by the test. */
  const failing = new Map<string, Error>();

  /** As a command executor does: a repeated id adds no event. */
  const overdue: DeadlineProcess = {
    name: 'fake.overdue',
    dueDates,
    async act({ _id }, today) {
      acts.push(`${_id} ${today}`);
      const error = failing.get(_id);
      if (error) throw error;
      const recorded = await world.store.readStream(`thing-${_id}`);
      if (!recorded.some((e) => e.type === 'fake.Overdue.v1')) await world.append('fake.Overdue.v1', { id: _id });
    },
  };
  const projecting = () => world.runnerOf({ projections: [dueDates] });
  const processes = (runner: Pick<ProjectionRunner, 'catchUp'> = projecting()) => new ProcessRunner({ readStore: world.readStore, runner, clock: new FakeClock(), processes: [overdue] });
  const overdueEvents = async () => (await world.events()).filter((e) => e.type === 'fake.Overdue.v1').map((e) => e.data.id);
  const open = (id: string, dueOn = '2026-03-01') => world.append('fake.Opened.v1', { id, dueOn });

  beforeEach(async () => {
    await world.open();
    acts = [];
    failing.clear();
  });
  afterEach(() => world.close());

  it('acts on what was due before today, in order of date and key, and on nothing else', async () => {
    for (const [id, dueOn] of [['c', '2026-03-02'], ['b', '2026-03-01'], ['a', '2026-03-02'], ['today', '2026-03-03'], ['later', '2026-04-01']] as const) await open(id, dueOn);
    await open('met');
    await world.append('fake.Closed.v1', { id: 'met' });
    expect(await processes().tick('2026-03-03')).toStrictEqual([{ name: 'fake.overdue', lastTick: '2026-03-03', acted: 3, failed: [], error: null }]);
    expect(acts).toStrictEqual(['b 2026-03-03', 'a 2026-03-03', 'c 2026-03-03']);
  });

  it('says how many deadlines have passed and wait for an act, those of an act that fails included', async () => {
    for (const [id, dueOn] of [['a', '2020-01-01'], ['b', '2020-01-02'], ['later', '2999-01-01']] as const) await open(id, dueOn);
    failing.set('a', new DomainError('FAKE.REFUSED'));
    const runner = processes();
    await projecting().catchUp();
    expect(await runner.overdue()).toStrictEqual([{ process: 'fake.overdue', count: 2 }]);
    await runner.tick('2020-02-01');
    await projecting().catchUp();
    expect(await runner.overdue()).toStrictEqual([{ process: 'fake.overdue', count: 1 }]);
  });

  it('acts once: the event of the act takes the deadline away', async () => {
    await open('a');
    const runner = processes();
    await runner.tick('2026-03-05');
    await runner.tick('2026-03-06');
    expect(acts).toStrictEqual(['a 2026-03-05']);
  });

  it('neither loses nor doubles a deadline when it is killed between act and projection', async () => {
    await open('a');
    await open('b');
    const projections = projecting();
    await projections.catchUp();
    await world.append('fake.Overdue.v1', { id: 'a' }); // acted, then killed: the read model still shows the deadline
    await processes().tick('2026-03-05');
    expect([acts, await overdueEvents()]).toStrictEqual([['b 2026-03-05'], ['a', 'b']]);
  });

  it('acts on ticks only: on none when the read model is made, made again, or rebuilt', async () => {
    await open('a');
    await open('b');
    await (await world.started({ projections: [dueDates] })).catchUp();
    await world.restart();
    const runner = await world.started({ projections: [dueDates] });
    await runner.rebuild(dueDates);
    await runner.catchUp();
    expect(acts).toStrictEqual([]);
    await processes(runner).tick('2026-03-05');
    expect(acts).toStrictEqual(['a 2026-03-05', 'b 2026-03-05']);
    await runner.catchUp();
    expect(await runner.rebuild(dueDates)).toMatchObject({ events: 4, rows: 0, differences: 0 });
    await processes(runner).tick('2026-03-06');
    expect([acts.length, await overdueEvents()]).toStrictEqual([2, ['a', 'b']]);
  });

  it('acts once in effect when two ticks meet', async () => {
    await open('a');
    const runner = processes();
    const [one, two] = await Promise.all([runner.tick('2026-03-05'), runner.tick('2026-03-05')]);
    expect([acts, one]).toStrictEqual([['a 2026-03-05'], two]);
  });

  it('goes on after a failed act, says which, and tries it again at the next tick', async () => {
    for (const id of ['a', 'b', 'c']) await open(id);
    failing.set('b', new DomainError('HOUSEHOLD.BUSY'));
    const runner = processes();
    expect(await runner.tick('2026-03-05')).toMatchObject([{ acted: 2, failed: [{ id: 'b', dueOn: '2026-03-01', code: 'HOUSEHOLD.BUSY', attempts: 1 }] }]);
    expect(await runner.tick('2026-03-06')).toMatchObject([{ acted: 0, failed: [{ id: 'b', attempts: 2 }] }]);
    failing.clear();
    expect(await runner.tick('2026-03-07')).toMatchObject([{ acted: 1, failed: [] }]);
    expect(await overdueEvents()).toStrictEqual(['a', 'c', 'b']);
  });

  it('goes through more than a page of deadlines', async () => {
    await Promise.all(Array.from({ length: 450 }, (_, i) => open(`d${i}`, `2026-0${1 + (i % 3)}-01`)));
    expect(await processes().tick('2026-05-01')).toMatchObject([{ acted: 450 }]);
    expect(new Set(acts).size).toBe(450);
  });

  it('does not act on due dates that are behind the log, and says so', async () => {
    await open('a');
    const behind = { catchUp: () => Promise.reject(new DomainError('READ_MODEL.BEHIND')) };
    const runner = processes(behind);
    expect(await runner.tick('2026-03-05')).toStrictEqual([{ name: 'fake.overdue', lastTick: '2026-03-05', acted: 0, failed: [], error: 'READ_MODEL.BEHIND' }]);
    expect(acts).toStrictEqual([]);
  });

  it('goes on with the other processes when one cannot go through its due dates', async () => {
    await open('a');
    const runner = projecting();
    const lost = { ...overdue, name: 'fake.lost', dueDates: { ...dueDates, name: 'fake.unknown' } };
    const both = new ProcessRunner({ readStore: world.readStore, runner, clock: new FakeClock(), processes: [lost, overdue] });
    expect(await both.tick('2026-03-05')).toMatchObject([{ name: 'fake.lost', acted: 0, error: 'no such projection here: fake.unknown.v1' }, { name: 'fake.overdue', acted: 1, error: null }]);
  });

  it('ticks at its start and then again and again, for the date it is in China then', async () => {
    await open('a', '2026-03-01');
    await open('b', '2026-03-02');
    const clock = new FakeClock('2026-03-01T16:00:00.000Z');
    const runner = new ProcessRunner({ readStore: world.readStore, runner: projecting(), clock, processes: [overdue], intervalMs: 1 });
    runner.start(world.stop.signal);
    await until(() => acts.length === 1);
    clock.advance(86_400_000);
    await until(() => acts.length === 2);
    world.stop.abort();
    await runner.stopped();
    expect(acts).toStrictEqual(['a 2026-03-02', 'b 2026-03-03']);
  });

  it('ends after the act under way when it is stopped', async () => {
    await open('a');
    await open('b');
    const stopping: DeadlineProcess = { ...overdue, act: async (deadline, today) => (world.stop.abort(), overdue.act(deadline, today)) };
    const runner = new ProcessRunner({ readStore: world.readStore, runner: projecting(), clock: new FakeClock('2026-03-05T00:00:00.000Z'), processes: [stopping] });
    runner.start(world.stop.signal);
    await runner.stopped();
    expect([acts, await overdueEvents()]).toStrictEqual([['a 2026-03-05'], ['a']]);
    expect(runner.status).toMatchObject([{ acted: 1, failed: [], error: null }]);
  });

  it('refuses due dates without an index by date', () => {
    const wrong = { ...overdue, dueDates: { ...dueDates, indexes: [['area', 'dueOn']] } };
    expect(() => new ProcessRunner({ readStore: world.readStore, runner: { catchUp: async () => 0 }, clock: new FakeClock(), processes: [wrong] })).toThrow('needs an index by dueOn');
  });
});
