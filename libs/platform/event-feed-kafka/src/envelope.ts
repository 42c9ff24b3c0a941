import { hash } from 'node:crypto';
import { EventMetadata, type FeedMessage, hashedText, MAX_EVENT_BYTES, ownerOf, parseTraceparent, type RawEvent } from '@humai/kernel';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { topicOf } from './topics.js';

/**
 * An event as a message: CloudEvents 1.0 in Kafka's binary mode. The value is the stored data, byte for byte; the key is the stream's name.
 * PUBLISHED FORMAT, other systems read it. Headers are only ever added; what changes their meaning is a new `humai_envelope`.
 *
 * | header | |
 * |---|---|
 * | `ce_specversion` `ce_id` `ce_source` `ce_type` `ce_subject` `ce_time` | `1.0`, the event's id, `urn:humai:<owning context>`, its full type, the stream's name, when it was recorded |
 * | `content-type` | `application/json` |
 * | `traceparent` | the trace that recorded it, where there was one |
 * | `humai_envelope` | `1` |
 * | `humai_position` `humai_revision` | place in the whole log, and in the stream |
 * | `humai_metadata` | who, under which rule, for which date: the stored text |
 * | `humai_hash` `humai_previous_hash` | the stream's chain: the hash can be checked from this message alone |
 */
export const ENVELOPE = '1';

export function messageOf(event: RawEvent, traceHeaders: Readonly<Record<string, string>> = {}): Message {
  const traceparent = /"traceparent":"([^"]*)"/.exec(event.metadata)?.[1];
  return {
    key: event.stream,
    value: event.data,
    headers: {
      ce_specversion: '1.0', ce_id: event.id, ce_source: `urn:humai:${ownerOf(event.type)}`, ce_type: event.type, ce_subject: event.stream, ce_time: event.recordedAt,
      'content-type': 'application/json',
      ...(parseTraceparent(traceparent) && { traceparent: traceparent! }),
      humai_envelope: ENVELOPE, humai_position: `${event.position}`, humai_revision: `${event.revision}`, humai_metadata: event.metadata,
      humai_hash: event.hash, humai_previous_hash: event.previousHash,
      ...traceHeaders,
    },
  };
}

/** What a message takes on its way, near enough to keep batches below the broker's limit. */
export const sizeOf = ({ key, value, headers }: Message): number =>
  Object.entries(headers ?? {}).reduce((sum, [name, text]) => sum + name.length + Buffer.byteLength(`${text as string}`) + 4, Buffer.byteLength(value ?? '') + (key?.length ?? 0) + 24);

/** A header's text; undefined when it is not there, or more than once. */
export function headerOf(headers: IHeaders | undefined, name: string): string | undefined {
  const value = headers?.[name];
  return value === undefined || Array.isArray(value) ? undefined : value.toString();
}

const count = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined);

/** The position a message says it has; 0 for one of others. */
export const positionOf = (headers: IHeaders | undefined): number => count(headerOf(headers, 'humai_position')) ?? 0;

/** Why a message is no event of this house. Names the place only: what stands there may be anything. */
export class NotAnEvent extends Error {}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
function textOf(bytes: Buffer | null, place: string): string {
  if (bytes === null) throw new NotAnEvent(`there is no ${place}`);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new NotAnEvent(`the ${place} is not UTF-8`);
  }
}
function jsonOf(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotAnEvent(`the ${place} is not JSON`);
  }
}

/**
 * The event of a message, exactly as the store has it. Throws {@link NotAnEvent} for what the relay did not write:
 * its hash is made again, so a message that anybody changed on the way is none either.
 */
export function eventOf({ key, value, headers }: KafkaMessage, topic: string): FeedMessage {
  const needed = (name: string): string => {
    const text = headerOf(headers, name);
    if (text === undefined) throw new NotAnEvent(`the header ${name} is missing`);
    return text;
  };
  const numbered = (name: string, least: number): number => {
    const number = count(needed(name));
    if (number === undefined || number < least) throw new NotAnEvent(`the header ${name} is not a number`);
    return number;
  };
  if (needed('ce_specversion') !== '1.0') throw new NotAnEvent('the version of its CloudEvents headers is not 1.0');
  if (needed('humai_envelope') !== ENVELOPE) throw new NotAnEvent(`its envelope is not of version ${ENVELOPE}`);
  const metadata = needed('humai_metadata');
  if ((value?.length ?? 0) + Buffer.byteLength(metadata) > MAX_EVENT_BYTES) throw new NotAnEvent(`it has more than ${MAX_EVENT_BYTES} bytes`);
  const raw: RawEvent = {
    id: needed('ce_id'), type: needed('ce_type'), stream: needed('ce_subject'), recordedAt: needed('ce_time'),
    revision: numbered('humai_revision', 0), position: numbered('humai_position', 1),
    data: textOf(value, 'value'), metadata, previousHash: needed('humai_previous_hash'), hash: needed('humai_hash'),
  };
  if (textOf(key, 'key') !== raw.stream) throw new NotAnEvent('its key is not its stream');
  if (!isAt(raw.stream, topic)) throw new NotAnEvent('its stream belongs to another topic');
  const parsed = jsonOf(metadata, 'metadata');
  const known = EventMetadata.safeParse(parsed);
  if (!known.success) throw new NotAnEvent(`the metadata is not whole: ${known.error.issues[0]?.path.join('.')}`);
  const data = jsonOf(raw.data, 'value');
  if (hash('sha256', hashedText(raw), 'hex') !== raw.hash) throw new NotAnEvent('its hash does not match');
  const { previousHash: _, data: __, metadata: ___, ...rest } = raw;
  return { ...rest, data, metadata: parsed as EventMetadata };
}

function isAt(stream: string, topic: string): boolean {
  try {
    return topicOf(stream) === topic;
  } catch {
    return false;
  }
}
