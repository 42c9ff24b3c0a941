import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Delivery, DomainError, EventCatalogue, type FeedMessage } from '@humai/kernel';
import { FakeClock, MemoryReadStore, recordSpans, syntheticId, syntheticMetadata } from '@humai/testing';
import { trace } from '@opentelemetry/api';
import { z } from 'zod';
import { ConsumerLoop, type EventHandler } from './consumer-loop.js';
import { ParkingLot } from './parking-lot.js';
import { publishSpans } from './tracing.js';

const TYPE = 'testing.Happened.v1';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const [COMMAND, SENT] = ['b7ad6b7169203331', '00f067aa0ba902b7'];
const PLANTED = '00000019900101001X';
const catalogue = new EventCatalogue([{ [TYPE]: z.object({}) }]);
const clock = new FakeClock('2026-03-01T00:00:00.000Z');
const metadata = { ...syntheticMetadata(), traceparent: `00-${TRACE}-${COMMAND}-01` };
const message = (position: number): FeedMessage => ({ id: syntheticId(position), type: TYPE, data: {}, stream: 'household-1', revision: 0, position, recordedAt: clock.now(), metadata, hash: '' });
const heartbeat = async () => {};

let spans: Awaited<ReturnType<typeof recordSpans>>;
beforeAll(async () => void (spans = await recordSpans()));
beforeEach(() => spans.forget());
afterAll(() => spans.stop());

const loopWith = (handler: EventHandler, store = new MemoryReadStore()) =>
  new ConsumerLoop({ group: 'testing.on-happened', handlers: new Map([[TYPE, [handler]]]), catalogue, store, clock, sleep: async () => {}, retry: { attempts: 2 } });
const seen = () => spans.ended().map(({ name, kind, traceId, parentId, attributes, failed }) => ({ name, kind, traceId, parentId, attributes, failed }));
const common = {
  'messaging.operation.type': 'process', 'messaging.operation.name': 'process', 'messaging.consumer.group.name': 'testing.on-happened', 'messaging.message.id': syntheticId(4),
  'humai.event': TYPE, 'humai.position': 4,
};

it('a message is handled in the trace of its event', async () => {
  let within: string | undefined;
  await loopWith(async () => void (within = trace.getActiveSpan()?.spanContext().spanId)).handle(message(4), { heartbeat });
  expect(seen()).toStrictEqual([{
    name: `process ${TYPE}`, kind: 'CONSUMER', traceId: TRACE, parentId: COMMAND, attributes: { 'messaging.system': 'humai', 'messaging.destination.name': 'household', ...common }, failed: false,
  }]);
  expect(within).toBe(spans.ended()[0]!.spanId);
});

it('one that a broker brought says from where, and goes on from the hop that brought it', async () => {
  const origin: Delivery['origin'] = { system: 'kafka', destination: 'humai.household.v1', partition: 3, offset: '17', traceparent: `00-${TRACE}-${SENT}-01` };
  await loopWith(async () => {}).handle(message(4), { heartbeat, origin });
  expect(seen()).toStrictEqual([{
    name: `process ${TYPE}`, kind: 'CONSUMER', traceId: TRACE, parentId: SENT, failed: false, attributes: {
      'messaging.system': 'kafka', 'messaging.destination.name': 'humai.household.v1', 'messaging.destination.partition.id': '3', 'messaging.kafka.offset': 17, 'messaging.kafka.message.key': 'household-1', ...common,
    },
  }]);
});

it('one that comes again is not handled, so it has no second span; one that cannot be handled says why by its code; a retry is told, too', async () => {
  const store = new MemoryReadStore();
  let works = false;
  const loop = loopWith(async () => {
    if (!works) throw new DomainError('HOUSEHOLD.CLEARED', { name: PLANTED });
  }, store);
  const lot = new ParkingLot(store, clock);
  lot.attach(loop);
  await loop.handle(message(4), { heartbeat });
  await loop.handle(message(4), { heartbeat });
  works = true;
  await loop.retry('household-1');
  expect(seen().map(({ parentId, failed, attributes }) => [parentId, failed, attributes['error.type'], attributes['humai.attempts']])).toStrictEqual([
    [COMMAND, true, 'HOUSEHOLD.CLEARED', 2], [COMMAND, false, undefined, undefined],
  ]);
  expect(JSON.stringify(spans.ended())).not.toContain(PLANTED);
});

it('an event that is published has a hop of its own, which its message names; one that nobody records has none', async () => {
  const raw = (traceparent?: string) => ({ ...message(4), data: '{}', metadata: JSON.stringify({ ...syntheticMetadata(), ...(traceparent && { traceparent }) }), previousHash: '' });
  const sent = publishSpans.publish(raw(metadata.traceparent), 'humai.household.v1');
  const lost = publishSpans.publish(raw(metadata.traceparent), 'humai.household.v1');
  sent.end();
  lost.end(new DomainError('KAFKA.EVENT_REFUSED', { name: PLANTED }));
  for (const traceparent of [undefined, `00-${TRACE}-${COMMAND}-00`]) {
    const { headers, end } = publishSpans.publish(raw(traceparent), 'humai.household.v1');
    end();
    expect(headers).toStrictEqual({});
  }
  const attributes = {
    'messaging.system': 'kafka', 'messaging.operation.type': 'send', 'messaging.operation.name': 'send', 'messaging.destination.name': 'humai.household.v1', 'messaging.message.id': syntheticId(4),
    'messaging.kafka.message.key': 'household-1', 'humai.event': TYPE, 'humai.position': 4,
  };
  expect(seen()).toStrictEqual([
    { name: `send ${TYPE}`, kind: 'PRODUCER', traceId: TRACE, parentId: COMMAND, attributes, failed: false },
    { name: `send ${TYPE}`, kind: 'PRODUCER', traceId: TRACE, parentId: COMMAND, attributes: { ...attributes, 'error.type': 'KAFKA.EVENT_REFUSED' }, failed: true },
  ]);
  expect(sent.headers).toStrictEqual({ traceparent: `00-${TRACE}-${spans.ended()[0]!.spanId}-01` });
});
