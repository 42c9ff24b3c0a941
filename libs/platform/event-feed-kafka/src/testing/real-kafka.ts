import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import type { ReadStore } from '@humai/kernel';
import { FakeClock, findReal, MemoryReadStore, syntheticEvent } from '@humai/testing';
import type { KafkaMessage } from 'kafkajs';
import { clientOf, type KafkaConnection, parseKafkaUrl } from '../connection.js';
import { Relay, type RelayOptions } from '../relay.js';
import { setUpTopics, topicOfCategory } from '../topics.js';

const found = findReal('kafka');
/** Of the run's broker; specs that use it stand in `describeReal`. */
export const kafka: KafkaConnection = parseKafkaUrl('url' in found ? found.url : 'kafka://localhost');

/** A category of its own, so that a spec finds nothing of others in its topic. */
export async function newCategory(partitions = 4): Promise<string> {
  const category = `spec${randomUUID().slice(0, 8)}`;
  await setUpTopics(kafka, { categories: [category], partitions, replication: 1, retention: 1 });
  return category;
}

export const eventNumber = (number: number, type = 'testing.A.v1', over = {}) => syntheticEvent(number, { id: randomUUID(), type, data: { number }, ...over });

/** A store with a relay over it that a spec starts and stops. */
export class World {
  readonly clock = new FakeClock();
  /** How often a relay here broke off. */
  failures = 0;
  progress: Pick<ReadStore, 'checkpoint' | 'setCheckpoint'> = new MemoryReadStore();
  private constructor(
    readonly category: string,
    readonly store: SqliteEventStore,
    readonly directory: string,
  ) {}

  static async make(partitions?: number): Promise<World> {
    const directory = await mkdtemp(join(tmpdir(), 'humai-kafka-'));
    const category = await newCategory(partitions);
    return new World(category, await openSqliteEventStore({ directory, clock: new FakeClock(), synchronous: 'off' }), directory);
  }

  get topic(): string {
    return topicOfCategory(this.category);
  }
  stream(key: string | number): string {
    return `${this.category}-${key}`;
  }
  append(key: string | number, ...numbers: number[]) {
    return this.store.append(this.stream(key), numbers.map((n) => eventNumber(n)), 'any');
  }
  relay(over: Partial<RelayOptions> = {}): Relay {
    return new Relay({ kafka, store: this.store, progress: this.progress, clock: this.clock, sleep: async () => {}, ...over });
  }
  /** Relays until all that is in the store now is published. */
  async publishAll(over: Partial<RelayOptions> = {}): Promise<void> {
    const stop = new AbortController();
    const end = await this.store.lastPosition();
    const published = { published: ({ position }: { position: number }) => void (position >= end && stop.abort()), failed: ({ error, retries }: { error: unknown; retries: boolean }) => { this.failures += 1; if (!retries) throw error; } };
    await this.relay({ observer: published, ...over }).run(stop.signal);
  }
  async close(): Promise<void> {
    await this.store.close();
    await rm(this.directory, { recursive: true });
  }
}

export type SeenMessage = KafkaMessage & Readonly<{ partition: number }>;

/** All that is in a topic now, as a reader of committed messages sees it, in order per partition. */
export async function messagesOf(topic: string): Promise<readonly SeenMessage[]> {
  const client = clientOf(kafka);
  const admin = client.admin();
  await admin.connect();
  const ends = new Map((await admin.fetchTopicOffsets(topic)).filter((o) => o.high !== o.low).map((o) => [o.partition, BigInt(o.high)]));
  await admin.disconnect();
  const seen: SeenMessage[] = [];
  if (ends.size === 0) return seen;
  const consumer = client.consumer({ groupId: `reader-${randomUUID()}`, maxWaitTimeInMs: 50 });
  const { promise: read, resolve } = Promise.withResolvers<void>();
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    const end = ends.get(payload.partition);
    if (end !== undefined && BigInt(payload.lastOffset) + 1n >= end) ends.delete(payload.partition);
    if (ends.size === 0) resolve();
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachBatch: async ({ batch }) => void seen.push(...batch.messages.map((m) => ({ ...m, partition: batch.partition }))) });
  await read;
  await consumer.disconnect();
  return seen;
}

/** Resolves when some partition of a topic has that offset, be it committed or not. */
export async function untilWritten(topic: string, offset: number): Promise<void> {
  const consumer = clientOf(kafka).consumer({ groupId: `reader-${randomUUID()}`, maxWaitTimeInMs: 50, readUncommitted: true });
  const { promise: written, resolve } = Promise.withResolvers<void>();
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    if (Number(payload.lastOffset) >= offset) resolve();
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachBatch: async () => {} });
  await written;
  await consumer.disconnect();
}
