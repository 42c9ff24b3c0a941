import { EventMetadata, ownerOf } from '@humai/kernel';
import { z } from 'zod';
import type { AnyAggregate } from './aggregate.js';
import { type ApiInfo, type JsonSchema, toJsonSchema } from './openapi.js';

/** Where messages go that are no events of this house. */
const DEAD_LETTERS = 'humai.dead-letter.v1';
const topicOf = (category: string): string => `humai.${category}.v1`;

const Text = z.string();
const Count = z.string().regex(/^\d{1,15}$/);
/** CloudEvents 1.0 in Kafka's binary mode, as the relay writes them. A header is text; headers are only ever added. */
const EventHeaders = z.object({
  ce_specversion: z.literal('1.0'),
  ce_id: Text.describe('事件编号,重复投递时据此去重 / id of the event: a repeat has the same'),
  ce_source: Text.describe('urn:humai:<所属业务> / urn:humai:<owning context>'),
  ce_type: Text.describe('事件类型 / type of the event, with its version'),
  ce_subject: Text.describe('事件流,与消息键相同 / the stream, which is the key, too'),
  ce_time: Text.meta({ format: 'date-time' }).describe('记录时刻 / when it was recorded'),
  'content-type': z.literal('application/json'),
  traceparent: Text.optional().describe('W3C 追踪上下文 / W3C trace context'),
  humai_envelope: z.literal('1').describe('这些消息头的版本 / version of these headers'),
  humai_position: Count.describe('日志位置,递增 / place in the whole log, greater for every later event'),
  humai_revision: Count.describe('在该流中的序号,从 0 起 / place in the stream, from 0'),
  humai_metadata: Text.meta({ contentMediaType: 'application/json', contentSchema: toJsonSchema(EventMetadata) }).describe('经办人、依据和业务日期(JSON) / who, under which rule, for which date, as JSON'),
  humai_hash: Text.describe('SHA-256,与前一事件相连 / SHA-256 of this event, chained to the one before it'),
  humai_previous_hash: Text.describe('该流前一事件的哈希,首个为空 / hash of the event before it in the stream, empty for the first'),
});
const DeadLetterHeaders = z.object({
  humai_dead_cause: Text.describe('不予处理的原因 / why it was put aside'),
  humai_dead_group: Text.describe('消费者 / the consumer'),
  humai_dead_topic: Text.describe('原主题 / the topic it came from'),
  humai_dead_partition: Count,
  humai_dead_offset: Count,
  humai_dead_left_out: Text.optional().describe('过大未复制 / it was too large to be copied'),
});

/** The events of a house: type → shape. */
export type PublishedEvents = Readonly<{ types: readonly string[]; shapeOf(type: string): z.ZodType | undefined }>;

/**
 * The category of the streams that an event type stands on. Facts about something else than a household begin with its name
 * (`SiteOpened`, `PersonErased`); a context without households has one category.
 */
export function categoryOfEvent(aggregates: readonly Pick<AnyAggregate, 'context' | 'category'>[], type: string): string {
  const categories = [...new Set(aggregates.filter((a) => a.context === ownerOf(type)).map((a) => a.category))];
  const fact = (type.split('.')[1] ?? '').toLowerCase();
  return categories.find((c) => fact.startsWith(c.toLowerCase())) ?? (categories.includes('household') ? 'household' : categories[0]!);
}

/** The JSON Schema (draft 2020-12) of an event's data. What a reader does not know in it, it passes over: within a version fields are added. */
export function eventSchemaOf(type: string, shape: z.ZodType): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:humai:event:${type}`, title: type, ...toJsonSchema(shape) };
}

/** The AsyncAPI 3.0 document of the topics; payloads are the schemas at `./events/<type>.json`. */
export function asyncApiOf({ events, aggregates }: Readonly<{ events: PublishedEvents; aggregates: readonly Pick<AnyAggregate, 'context' | 'category'>[] }>, { version, title }: Pick<ApiInfo, 'version' | 'title'>): JsonSchema {
  const byCategory = Map.groupBy(events.types, (type) => categoryOfEvent(aggregates, type));
  const categories = [...new Set([...byCategory.keys(), ...aggregates.map((a) => a.category)])].sort();
  const channel = (category: string) => ({
    address: topicOf(category),
    title: category,
    description: `键为事件流 ${category}-<id>,同一流内有序。 / The key is the stream, ${category}-<id>; order holds within it.`,
    messages: Object.fromEntries((byCategory.get(category) ?? []).map((type) => [type, { $ref: `#/components/messages/${type}` }])),
  });
  const sending = (name: string) => ({ action: 'send', channel: { $ref: `#/channels/${name}` } });
  return {
    asyncapi: '3.0.0',
    info: {
      title, version,
      description: '每户一条事件流;每类流一个主题。消息至少投递一次:请按 ce_id 去重,忽略不认识的类型、字段和代码。\n\n'
        + 'One topic per category of streams. Delivery is at least once: take each ce_id once, and pass over types, fields and codes you do not know.',
    },
    defaultContentType: 'application/json',
    channels: {
      ...Object.fromEntries(categories.map((category) => [category, channel(category)])),
      'dead-letter': {
        address: DEAD_LETTERS, title: 'dead letters',
        description: '不是本系统事件的消息,原样保留,并说明来源和原因。 / What came into a topic and is no event: as it came, with where from and why.',
        messages: { DeadLetter: { $ref: '#/components/messages/DeadLetter' } },
      },
    },
    operations: Object.fromEntries([...categories, 'dead-letter'].map((name) => [`publish-${name}`, sending(name)])),
    components: {
      messages: {
        ...Object.fromEntries(events.types.map((type) => [type, {
          name: type, contentType: 'application/json',
          headers: { $ref: '#/components/schemas/EventHeaders' },
          payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: { $ref: `./events/${type}.json` } },
          bindings: { kafka: { key: { type: 'string', description: `${categoryOfEvent(aggregates, type)}-<id>` }, bindingVersion: '0.5.0' } },
        }])),
        DeadLetter: { name: 'DeadLetter', headers: { $ref: '#/components/schemas/DeadLetterHeaders' }, payload: {} },
      },
      schemas: { EventHeaders: toJsonSchema(EventHeaders), DeadLetterHeaders: toJsonSchema(DeadLetterHeaders) },
    },
  };
}
