import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError, type Projection } from '@humai/kernel';
import { FakeClock, recordSpans, syntheticEvent, syntheticMetadata } from '@humai/testing';
import { context, trace } from '@opentelemetry/api';
import { type Deadline, type DeadlineProcess, ProcessRunner } from './index.js';
import { firstsProjection, type ThingEvent, thingsProjection } from './testing/things.js';
import { NAME, World } from './testing/world.js';

const TRACES = ['0af7651916cd43dd8448eb211c80319c', '4bf92f3577b34da6a3ce929d0e0e4736'];
const COMMAND = 'b7ad6b7169203331';
const world = new World();
let spans: Awaited<ReturnType<typeof recordSpans>>;
beforeAll(async () => void (spans = await recordSpans()));
afterAll(() => spans.stop());
beforeEach(() => world.open());
afterEach(async () => {
  await world.close();
  spans.forget();
});

let ids = 0;
/** In one append: one part of the log. */
const append = (...events: (readonly [type: string, traceparent?: string])[]) =>
  world.store.append('thing-a', events.map(([type, traceparent]) => syntheticEvent((ids += 1), { type, data: { id: 'a' }, metadata: { ...syntheticMetadata(), ...(traceparent && { traceparent }) } })), 'any');
const traced = (trace: number, flags = '01') => `00-${TRACES[trace]}-${COMMAND}-${flags}`;
const seen = () => spans.ended().map(({ name, traceId, parentId, attributes }) => [name, traceId, parentId, attributes['humai.event'], attributes['humai.position']]);

it('a read model tells the trace of each sampled event that it has it, also of several in one write; others it does not', async () => {
  const runner = await world.started({ projections: [thingsProjection(), firstsProjection] });
  await append(['fake.Added.v1', traced(0)], ['fake.Removed.v1', traced(1)], ['fake.Added.v1'], ['fake.Added.v1', traced(1, '00')], ['other.Happened.v1', traced(1)]);
  await runner.waitFor(NAME, 5);
  await runner.waitFor('fake.firsts.v1', 5);
  expect(seen().sort()).toStrictEqual([
    ['project fake.firsts.v1', TRACES[0], COMMAND, 'fake.Added.v1', 1],
    ['project fake.things.v1', TRACES[0], COMMAND, 'fake.Added.v1', 1],
    ['project fake.things.v1', TRACES[1], COMMAND, 'fake.Removed.v1', 2],
  ]);
});

it('building anew, and what was in the log before it began, tells nobody', async () => {
  await append(['fake.Added.v1', traced(0)]);
  const runner = await world.started();
  await runner.waitFor(NAME, 1);
  await runner.rebuild(thingsProjection());
  expect(seen()).toStrictEqual([]);
  await append(['fake.Added.v1', traced(0)]);
  await runner.waitFor(NAME, 2);
  expect(seen()).toStrictEqual([[`project ${NAME}`, TRACES[0], COMMAND, 'fake.Added.v1', 2]]);
});

describe('an act on a deadline', () => {
  const dueDates: Projection<Deadline, ThingEvent> = {
    name: 'fake.due-dates', version: 1, indexes: [['dueOn']], handles: ['fake.Opened.v1'], documentId: ({ data }) => data.id, evolve: () => ({ dueOn: '2026-03-01', area: '511504101000' }),
  };
  const open = (id: string, traceparent?: string) =>
    world.store.append(`thing-${id}`, [syntheticEvent((ids += 1), { type: 'fake.Opened.v1', data: { id }, metadata: { ...syntheticMetadata(), ...(traceparent && { traceparent }) } })], 'any');
  let within: (string | undefined)[];
  const tick = async (act: DeadlineProcess['act'] = async () => void within.push(trace.getSpanContext(context.active())?.traceId), log: ConstructorParameters<typeof ProcessRunner>[0]['log'] = world.store) => {
    within = [];
    const runner = world.runnerOf({ projections: [dueDates] });
    await new ProcessRunner({ readStore: world.readStore, runner, clock: new FakeClock(), processes: [{ name: 'fake.overdue', dueDates, act }], log }).tick('2026-03-05');
    return spans.ended().filter((s) => s.name.startsWith('act '));
  };

  it('has a trace of its own, which names that of the event that set it where somebody records that one', async () => {
    await open('a', traced(0));
    await open('b');
    await open('c', traced(1, '00'));
    const acts = await tick();
    expect(acts.map(({ name, kind, parentId, links, attributes, failed }) => [name, kind, parentId, links, attributes, failed])).toStrictEqual([['a', 1], ['b', 2], ['c', 3]].map(([id, position]) => [
      'act fake.overdue', 'INTERNAL', '', id === 'a' ? [{ traceId: TRACES[0], spanId: COMMAND }] : [],
      { 'humai.process': 'fake.overdue', 'humai.deadline': id, 'humai.due_on': '2026-03-01', 'humai.position': position }, false,
    ]));
    expect([new Set(within).size, within]).toStrictEqual([3, acts.map((s) => s.traceId)]);
    expect(within).not.toContain(TRACES[0]);
  });

  it('says that it failed, and why, in a code', async () => {
    await open('a', traced(0));
    const [act] = await tick(async () => { throw new DomainError('HOUSEHOLD.BUSY'); });
    expect([act?.failed, act?.attributes['error.type']]).toStrictEqual([true, 'HOUSEHOLD.BUSY']);
  });

  it('is acted upon without a link when the event cannot be read', async () => {
    await open('a', traced(0));
    const [act] = await tick(undefined, { async *readAll() { throw new DomainError('STORE.DAMAGED'); } });
    expect([act?.links, act?.attributes['humai.unlinked'], act?.failed, within.length]).toStrictEqual([[], 'STORE.DAMAGED', false, 1]);
  });
});
