import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { recordSpans, syntheticEvent, syntheticMetadata } from '@humai/testing';
import { firstsProjection, thingsProjection } from './testing/things.js';
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
