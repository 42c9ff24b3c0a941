import { expect, it } from '@jest/globals';
import { EventCatalogue, type RawEvent } from '@humai/kernel';
import { contractsOf } from '@humai/nest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
// The one place where an event becomes a message; nobody else needs it, so the library does not export it.
import { messageOf } from '../../../../libs/platform/event-feed-kafka/src/envelope.js';
import { topicOfCategory } from '../../../../libs/platform/event-feed-kafka/src/topics.js';
import type { Doc } from './documents.js';

const event: RawEvent = {
  id: 'e1', type: 'demo.Counted.v1', stream: 'household-h1', revision: 0, position: 7, recordedAt: '2026-03-01T00:00:00.000Z', data: '{"by":1}',
  metadata: '{"actor":"u1","role":"county","area":"511504","policy":null,"effectiveOn":"2026-03-01","command":"Count","commandId":"k","correlationId":"c","causationId":"c","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}',
  previousHash: '', hash: 'ab'.repeat(32),
};
const asyncApi = contractsOf({ catalogue: new EventCatalogue([]), aggregates: [{ context: 'demo', category: 'household' }] }, { title: 'T', version: '1' }).get('asyncapi.json') as unknown as
  Readonly<{ channels: Record<string, { address: string }>; components: { schemas: { EventHeaders: { properties: Record<string, Doc>; required: readonly string[] } } } }>;

it('the topics tell the very headers that the relay writes, and the addresses that it writes to', () => {
  const schema = asyncApi.components.schemas.EventHeaders;
  const headers = messageOf(event).headers as Record<string, string>;
  expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(headers).sort());
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  const validate = ajv.compile(schema);
  expect([validate(headers), validate.errors]).toEqual([true, null]);
  const { traceparent: _, ...without } = headers;
  expect(validate(without)).toBe(true);
  for (const name of Object.keys(without)) expect([name, validate({ ...without, [name]: undefined })]).toEqual([name, false]);
  const metadata = ajv.compile(schema.properties['humai_metadata']!['contentSchema'] as object);
  expect([metadata(JSON.parse(headers['humai_metadata']!)), metadata({})]).toEqual([true, false]);
  expect(asyncApi.channels['household']!.address).toBe(topicOfCategory('household'));
});
