import { categoryOf, DomainError, MAX_EVENT_BYTES } from '@humai/kernel';
import type { Admin, ConfigResourceTypes, RetryOptions } from 'kafkajs';
import { clientOf, type KafkaConnection } from './connection.js';
import { faultOf } from './faults.js';

/** Where messages go that are no events of this house. */
export const DEAD_LETTERS = 'humai.dead-letter.v1';

/** A record batch of one event of the largest size, with its headers, fits well. */
export const MAX_MESSAGE_BYTES = 2 * MAX_EVENT_BYTES;

// `.` and `_` count as the same in the broker's metrics, so neither may stand in a category.
const CATEGORY = /^[A-Za-z][A-Za-z0-9]{0,99}$/;

/** `humai.household.v1` of `household`. Throws `KAFKA.BAD_CATEGORY`. */
export function topicOfCategory(category: string): string {
  if (!CATEGORY.test(category)) throw new DomainError('KAFKA.BAD_CATEGORY', { category });
  return `humai.${category}.v1`;
}

/** The topic that carries a stream; the key there is the stream's name. */
export const topicOf = (stream: string): string => topicOfCategory(categoryOf(stream));

export type TopicPlan = Readonly<{
  /** All categories of streams that the contexts declare. */
  categories: readonly string[];
  /** Of each topic. More of them later would send a stream to another partition and break its order, so they are never added here. */
  partitions: number;
  /** Copies of each partition; 1 for a single broker. */
  replication: number;
  /** Days a message is kept. Forever costs disk; less costs a consumer that was away longer its place. */
  retention: number | 'forever';
}>;

export type TopicReport = Readonly<{
  topic: string;
  /** `raised`: it was there, and what it takes or keeps was too little. */
  done: 'created' | 'raised' | 'nothing';
  /** What is not as planned and was left alone, in words. */
  differs: readonly string[];
}>;

const MILLISECONDS_PER_DAY = 86_400_000;
const retentionMs = (retention: TopicPlan['retention']): number => (retention === 'forever' ? -1 : retention * MILLISECONDS_PER_DAY);
const asRetention = (ms: number): string => (ms === -1 ? 'forever' : `${ms / MILLISECONDS_PER_DAY} days`);

/**
 * Makes the topics that are missing, and lets those that are there take larger messages and keep them longer where that is needed.
 * Safe to repeat. Never takes anything away: partitions, copies and a longer retention stay as they are and are reported.
 * Throws `KAFKA.UNREACHABLE`, `KAFKA.ACCESS_REFUSED`, `KAFKA.FAILED` (too few brokers for the replication), `KAFKA.BAD_CATEGORY`.
 */
export async function setUpTopics(connection: KafkaConnection, plan: TopicPlan): Promise<readonly TopicReport[]> {
  const topics = [...new Set([...plan.categories.map(topicOfCategory), DEAD_LETTERS])];
  return withAdmin(connection, async (admin) => {
    const there = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !there.has(topic));
    if (missing.length > 0)
      await admin.createTopics({
        waitForLeaders: true,
        topics: missing.map((topic) => ({
          topic, numPartitions: plan.partitions, replicationFactor: plan.replication,
          configEntries: [['cleanup.policy', 'delete'], ['max.message.bytes', `${MAX_MESSAGE_BYTES}`], ['retention.ms', `${retentionMs(plan.retention)}`]].map(([name, value]) => ({ name: name!, value: value! })),
        })),
      });
    const reports: TopicReport[] = [];
    for (const topic of topics) reports.push(missing.includes(topic) ? { topic, done: 'created', differs: [] } : await bringUp(admin, topic, plan));
    return reports;
  });
}

async function bringUp(admin: Admin, topic: string, plan: TopicPlan): Promise<TopicReport> {
  const { topics: [metadata] } = await admin.fetchTopicMetadata({ topics: [topic] });
  const { resources: [described] } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: TOPIC, name: topic }] });
  const entries = described?.configEntries ?? [];
  const numberOf = (name: string) => Number(entries.find((e) => e.configName === name)?.configValue);
  const differs: string[] = [];
  const partitions = metadata?.partitions.length ?? 0;
  const copies = Math.min(...(metadata?.partitions.map((p) => p.replicas.length) ?? []));
  if (partitions !== plan.partitions) differs.push(`${partitions} partitions, not ${plan.partitions}`);
  if (copies !== plan.replication) differs.push(`${copies} copies, not ${plan.replication}`);
  const [keeps, wanted] = [numberOf('retention.ms'), retentionMs(plan.retention)];
  const keepsLess = keeps !== -1 && (wanted === -1 || keeps < wanted);
  if (!keepsLess && keeps !== wanted) differs.push(`keeps messages ${asRetention(keeps)}, not ${asRetention(wanted)}`);
  const policy = entries.find((e) => e.configName === 'cleanup.policy')?.configValue;
  if (policy !== 'delete') differs.push(`cleanup.policy ${policy}, not delete`);
  const raised = new Map<string, string>();
  if (keepsLess) raised.set('retention.ms', `${wanted}`);
  if (numberOf('max.message.bytes') < MAX_MESSAGE_BYTES) raised.set('max.message.bytes', `${MAX_MESSAGE_BYTES}`);
  if (raised.size === 0) return { topic, done: 'nothing', differs };
  // This call replaces all that was set on the topic: what others have set there goes along.
  const kept = entries.filter((e) => (e as unknown as { configSource: number }).configSource === SET_ON_TOPIC && !raised.has(e.configName)).map((e) => ({ name: e.configName, value: e.configValue }));
  await admin.alterConfigs({ validateOnly: false, resources: [{ type: TOPIC, name: topic, configEntries: [...kept, ...[...raised].map(([name, value]) => ({ name, value }))] }] });
  return { topic, done: 'raised', differs };
}

const SET_ON_TOPIC = 1;
// kafkajs is CommonJS, and Node does not find this enumeration among what it exports by name.
const TOPIC: ConfigResourceTypes.TOPIC = 2;

/** Throws `KAFKA.TOPIC_MISSING` naming those that are not there. */
export async function checkTopics(admin: Admin, topics: readonly string[]): Promise<void> {
  const there = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !there.has(topic));
  if (missing.length > 0) throw new DomainError('KAFKA.TOPIC_MISSING', { topics: missing });
}

/** Runs some administration on a connection of its own. */
export async function withAdmin<T>(connection: KafkaConnection, work: (admin: Admin) => Promise<T>, retry?: RetryOptions): Promise<T> {
  const admin = clientOf(connection, retry).admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (error) {
    throw faultOf(error, connection);
  } finally {
    await admin.disconnect();
  }
}

/** Resolves when a broker answers at this moment; asks once. Throws `KAFKA.UNREACHABLE`, `KAFKA.ACCESS_REFUSED`. */
export const pingKafka = (connection: KafkaConnection): Promise<void> => withAdmin({ ...connection, log: undefined }, async (admin) => void (await admin.describeCluster()), { retries: 0 });
