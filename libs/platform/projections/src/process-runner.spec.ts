import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError, type Projection, type ReadStore } from '@humai/kernel';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { FakeClock } from '@humai/testing';
import { type Deadline, type DeadlineProcess, ProcessRunner, ProjectionRunner } from './index.js';
import { type FakeEvent, FakeLog } from './testing/fake-log.js';

const dueDates: Projection<Deadline, FakeEvent> = {
  name: 'fake.due-dates',
  version: 1,
  indexes: [['dueOn']],
  handles: ['fake.Opened.v1', 'fake.Overdue.v1', 'fake.Closed.v1'],
  documentId: ({ data }) => data.id,
  evolve: (_, { type, data }) => (type === 'fake.Opened.v1' ? { dueOn: data.dueOn!, area: '511504101000' } : null),
};

describe('the process runner', () => {
  let directory: string;
  let readStore: ReadStore;
  let log: FakeLog;
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
      if (!log.events.some((e) => e.type === 'fake.Overdue.v1' && e.data.id === _id)) log.append('fake.Overdue.v1', { id: _id });
    },
  };
  const processes = (projections = new ProjectionRunner({ store: log, readStore, projections: [dueDates], retry: { attempts: 1, delayMs: 0 } })) =>
    new ProcessRunner({ readStore, runner: projections, clock: new FakeClock(), processes: [overdue] });
  const overdueEvents = () => log.events.filter((e) => e.type === 'fake.Overdue.v1').map((e) => e.data.id);

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'humai-processes-'));
    readStore = await openSqliteReadStore({ file: join(directory, 'read.sqlite') });
    log = new FakeLog();
    acts = [];
    failing.clear();
  });
  afterEach(async () => {
    await readStore.close();
    rmSync(directory, { recursive: true });
  });

  it('acts on what was due before today, in order of date and key, and on nothing else', async () => {
    for (const [id, dueOn] of [['c', '2026-03-02'], ['b', '2026-03-01'], ['a', '2026-03-02'], ['today', '2026-03-03'], ['later', '2026-04-01']] as const) log.append('fake.Opened.v1', { id, dueOn });
    log.append('fake.Opened.v1', { id: 'met', dueOn: '2026-03-01' });
    log.append('fake.Closed.v1', { id: 'met' });
    expect(await processes().tick('2026-03-03')).toStrictEqual([{ name: 'fake.overdue', lastTick: '2026-03-03', acted: 3, failed: [], error: null }]);
    expect(acts).toStrictEqual(['b 2026-03-03', 'a 2026-03-03', 'c 2026-03-03']);
  });

  it('acts once: the event of the act takes the deadline away', async () => {
    log.append('fake.Opened.v1', { id: 'a', dueOn: '2026-03-01' });
    const runner = processes();
    await runner.tick('2026-03-05');
    await runner.tick('2026-03-06');
    expect(acts).toStrictEqual(['a 2026-03-05']);
  });

  it('neither loses nor doubles a deadline when it is killed between act and projection', async () => {
    log.append('fake.Opened.v1', { id: 'a', dueOn: '2026-03-01' });
    log.append('fake.Opened.v1', { id: 'b', dueOn: '2026-03-01' });
    const projections = new ProjectionRunner({ store: log, readStore, projections: [dueDates] });
    await projections.catchUp();
    log.append('fake.Overdue.v1', { id: 'a' }); // acted, then killed: the read model still shows the deadline
    await processes().tick('2026-03-05');
    expect([acts, overdueEvents()]).toStrictEqual([['b 2026-03-05'], ['a', 'b']]);
  });

  it('acts on none when the read model is built again', async () => {
    log.append('fake.Opened.v1', { id: 'a', dueOn: '2026-03-01' });
    log.append('fake.Opened.v1', { id: 'b', dueOn: '2026-03-01' });
    const projections = new ProjectionRunner({ store: log, readStore, projections: [dueDates] });
    const runner = processes(projections);
    await runner.tick('2026-03-05');
    acts.length = 0;
    expect(await projections.rebuild(dueDates)).toMatchObject({ events: 4, rows: 0, differences: 0 });
    expect(acts).toStrictEqual([]);
    await runner.tick('2026-03-06');
    expect([acts, overdueEvents()]).toStrictEqual([[], ['a', 'b']]);
  });

  it('acts once in effect when two ticks meet', async () => {
    log.append('fake.Opened.v1', { id: 'a', dueOn: '2026-03-01' });
    const runner = processes();
    const [one, two] = await Promise.all([runner.tick('2026-03-05'), runner.tick('2026-03-05')]);
    expect([acts, one]).toStrictEqual([['a 2026-03-05'], two]);
  });

  it('goes on after a failed act, says which, and tries it again at the next tick', async () => {
    for (const id of ['a', 'b', 'c']) log.append('fake.Opened.v1', { id, dueOn: '2026-03-01' });
    failing.set('b', new DomainError('HOUSEHOLD.BUSY'));
    const runner = processes();
    expect(await runner.tick('2026-03-05')).toMatchObject([{ acted: 2, failed: [{ id: 'b', dueOn: '2026-03-01', code: 'HOUSEHOLD.BUSY', attempts: 1 }] }]);
    expect(await runner.tick('2026-03-06')).toMatchObject([{ acted: 0, failed: [{ id: 'b', attempts: 2 }] }]);
    failing.clear();
    expect(await runner.tick('2026-03-07')).toMatchObject([{ acted: 1, failed: [] }]);
    expect(overdueEvents()).toStrictEqual(['a', 'c', 'b']);
  });

  it('goes through more than a page of deadlines', async () => {
    for (let i = 0; i < 450; i += 1) log.append('fake.Opened.v1', { id: `d${i}`, dueOn: `2026-0${1 + (i % 3)}-01` });
    expect(await processes().tick('2026-05-01')).toMatchObject([{ acted: 450 }]);
    expect(new Set(acts).size).toBe(450);
  });

  it('does not act on due dates that are behind the log, and says so', async () => {
    log.append('fake.Opened.v1', { id: 'a', dueOn: '2026-03-01' });
    const behind = { catchUp: () => Promise.reject(new DomainError('READ_MODEL.BEHIND')) };
    const runner = new ProcessRunner({ readStore, runner: behind, clock: new FakeClock(), processes: [overdue] });
    expect(await runner.tick('2026-03-05')).toStrictEqual([{ name: 'fake.overdue', lastTick: '2026-03-05', acted: 0, failed: [], error: 'READ_MODEL.BEHIND' }]);
    expect(acts).toStrictEqual([]);
  });

  it('ticks at its start for the date it is in China', async () => {
    log.append('fake.Opened.v1', { id: 'a', dueOn: '2026-03-01' });
    const projections = new ProjectionRunner({ store: log, readStore, projections: [dueDates] });
    const acted = new Promise<string>((resolve) => {
      const once: DeadlineProcess = { ...overdue, act: async (deadline, today) => resolve(`${deadline._id} ${today}`) };
      new ProcessRunner({ readStore, runner: projections, clock: new FakeClock('2026-03-01T16:00:00.000Z'), processes: [once] }).start(stop.signal);
    });
    expect(await acted).toBe('a 2026-03-02');
    stop.abort();
  });
  const stop = new AbortController();

  it('refuses due dates without an index by date', () => {
    const wrong = { ...overdue, dueDates: { ...dueDates, indexes: [['area', 'dueOn']] } };
    expect(() => new ProcessRunner({ readStore, runner: { catchUp: async () => 0 }, clock: new FakeClock(), processes: [wrong] })).toThrow('needs an index by dueOn');
  });
});
