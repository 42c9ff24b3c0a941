import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hashedText, MAX_EVENT_BYTES, type RawEvent } from '@humai/kernel';
import { syntheticMetadata } from '@humai/testing';
import fc from 'fast-check';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { eventOf, messageOf, NotAnEvent } from './envelope.js';

const TOPIC = 'humai.household.v1';
const rawOf = (data: unknown, over: Partial<RawEvent> = {}): RawEvent => {
  const event = {
    id: 'e1', type: 'testing.A.v1', stream: 'household-1', revision: 3, position: 9, recordedAt: '2026-03-01T00:00:00.000Z',
    data: JSON.stringify(data), metadata: JSON.stringify(syntheticMetadata()), previousHash: 'p', ...over,
  };
  return { ...event, hash: hash('sha256', hashedText(event), 'hex') };
};
/** As the driver hands it over: bytes. */
const received = (event: RawEvent, change: Readonly<Record<string, string>> = {}): KafkaMessage & { headers: IHeaders } => {
  const { key, value, headers } = messageOf(event);
  const bytes: IHeaders = Object.fromEntries(Object.entries({ ...headers, ...change }).map(([name, v]) => [name, Buffer.from(v as string)]));
  return { key: Buffer.from(key as string), value: Buffer.from(value as string), headers: bytes, timestamp: '0', attributes: 0, offset: '0' };
};

describe('an event as a message', () => {
  it('property: comes back exactly as it was stored', () => {
    fc.assert(
      fc.property(fc.json(), fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(1_000_000), (json, id, position) => {
        const { data, metadata, previousHash: _, ...rest } = rawOf(JSON.parse(json), { stream: `household-${id}`, id: `e${position}`, position: position + 1 });
        expect(eventOf(received({ ...rest, data, metadata, previousHash: 'p' }), TOPIC)).toStrictEqual({ ...rest, data: JSON.parse(data), metadata: JSON.parse(metadata) });
      }),
    );
  });

  it('keeps what metadata a later version may add', () => {
    const metadata = JSON.stringify({ ...syntheticMetadata(), later: 1 });
    expect(eventOf(received(rawOf({}, { metadata })), TOPIC).metadata).toMatchObject({ later: 1 });
  });

  const large = rawOf({ note: 'x'.repeat(MAX_EVENT_BYTES) });
  const cases: [string, KafkaMessage, string][] = [
    ['no headers', { ...received(rawOf({})), headers: {} }, 'the header ce_specversion is missing'],
    ['a header twice', { ...received(rawOf({})), headers: { ...received(rawOf({})).headers, ce_id: [Buffer.from('a'), Buffer.from('b')] } }, 'the header ce_id is missing'],
    ['another CloudEvents version', received(rawOf({}), { ce_specversion: '2.0' }), 'the version of its CloudEvents headers is not 1.0'],
    ['an envelope of a future version', received(rawOf({}), { humai_envelope: '2' }), 'its envelope is not of version 1'],
    ['a position that is no number', received(rawOf({}), { humai_position: '9e9' }), 'the header humai_position is not a number'],
    ['position 0', received(rawOf({}), { humai_position: '0' }), 'the header humai_position is not a number'],
    ['a key of another stream', { ...received(rawOf({})), key: Buffer.from('household-2') }, 'its key is not its stream'],
    ['no key', { ...received(rawOf({})), key: null }, 'there is no key'],
    ['no value', { ...received(rawOf({})), value: null }, 'there is no value'],
    ['bytes that are no text', { ...received(rawOf({})), value: Buffer.from([0xff, 0xfe, 0x00]) }, 'the value is not UTF-8'],
    ['text that is no JSON', { ...received(rawOf({})), value: Buffer.from('330102199003075511') }, 'its hash does not match'],
    ['half a JSON', { ...received(rawOf({})), value: Buffer.from('{"name":') }, 'the value is not JSON'],
    ['a stream of another topic', received(rawOf({}, { stream: 'village-1' })), 'its stream belongs to another topic'],
    ['metadata without an actor', received(rawOf({}, { metadata: JSON.stringify({ ...syntheticMetadata(), actor: undefined }) })), 'the metadata is not whole: actor'],
    ['data that was changed', { ...received(rawOf({ a: 1 })), value: Buffer.from('{"a":2}') }, 'its hash does not match'],
    ['more than an event may have', received(large), `it has more than ${MAX_EVENT_BYTES} bytes`],
  ];
  it.each(cases)('%s is none, and the cause quotes nothing of it', (_, message, cause) => {
    let thrown: unknown;
    try {
      eventOf(message, TOPIC);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(NotAnEvent);
    expect((thrown as Error).message).toBe(cause);
  });
});
