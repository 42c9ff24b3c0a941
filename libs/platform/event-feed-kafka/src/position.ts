import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@humai/kernel';
import type { Admin, RecordMetadata } from 'kafkajs';
import { rootOf } from './faults.js';

/** What a group has committed of a partition: the next offset, and the highest store position among what is done. */
export type Progress = Readonly<{ offset: bigint; position: number }>;

const keyOf = (topic: string, partition: number) => `${topic}/${partition}`;

/** Committed progress by `topic/partition`; a partition that was never committed is not in it. */
export async function progressOf(admin: Admin, group: string, topics: readonly string[]): Promise<ReadonlyMap<string, Progress>> {
  const fetched = await whenCoordinated(() => admin.fetchOffsets({ groupId: group, topics: [...topics] }));
  return new Map(
    fetched.flatMap(({ topic, partitions }) =>
      partitions.filter((p) => !p.offset.startsWith('-')).map((p) => [keyOf(topic, p.partition), { offset: BigInt(p.offset), position: Number(p.metadata) || 0 }] as const),
    ),
  );
}

const COORDINATING = ['GROUP_LOAD_IN_PROGRESS', 'GROUP_COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR_FOR_GROUP'];
const TRIES = 50;
const BETWEEN_TRIES_MS = 200;

/** A cluster that has just begun, or lost a broker, needs a moment until somebody answers for a group; the driver does not wait here. */
async function whenCoordinated<T>(ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1)
    try {
      return await ask();
    } catch (error) {
      if (tried >= TRIES || !COORDINATING.includes(rootOf(error).type ?? '')) throw error;
      await pause(BETWEEN_TRIES_MS);
    }
}

/**
 * All up to the returned store position is done by the group.
 *
 * A partition carries positions in rising order, so with messages left in it, what is done there is all up to the last position done:
 * that is committed beside the offset. A partition with nothing left says nothing about positions, and is done as far as the relay
 * has published. The relay is asked first: what it publishes meanwhile may be counted as missing, never as done.
 */
export async function positionOfGroup(admin: Admin, group: string, topics: readonly string[], relayPosition: () => Promise<number>): Promise<number> {
  let position = await relayPosition();
  const ends = await Promise.all(topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })));
  const progress = await progressOf(admin, group, topics);
  for (const { topic, partitions } of ends)
    for (const { partition, low, high } of partitions) {
      const done = progress.get(keyOf(topic, partition));
      const left = BigInt(high) > (done?.offset ?? BigInt(low));
      if (left) position = Math.min(position, done?.position ?? 0);
    }
  return position;
}

/** Throws `KAFKA.EXPIRED` when the brokers have deleted what the group has still to handle. A new group begins with what there is. */
export async function checkRetention(admin: Admin, group: string, topics: readonly string[], progress: ReadonlyMap<string, Progress>): Promise<void> {
  for (const topic of topics)
    for (const { partition, low } of await admin.fetchTopicOffsets(topic)) {
      const done = progress.get(keyOf(topic, partition));
      if (done && done.offset < BigInt(low)) throw new DomainError('KAFKA.EXPIRED', { group, topic, partition, from: Number(done.offset), to: Number(low) - 1 });
    }
}

const BETWEEN_LOOKS_MS = 5;
const LATE_MS = 10_000;

/**
 * Resolves with true when consumers get what a committed transaction wrote, with false when the signal aborts before. The broker answers a commit as soon as it is
 * decided and marks the partitions afterwards; until then their end, as the driver tells it, is before the transaction, and a group that
 * has all before it would count as done.
 * @param late called once when it takes more than ten seconds, with the topic: a producer of somebody else holds a transaction open there
 */
export async function untilReadable(admin: Pick<Admin, 'fetchTopicOffsets'>, written: readonly RecordMetadata[], signal: AbortSignal, late: (topic: string) => void): Promise<boolean> {
  for (const [topic, parts] of Map.groupBy(written, (w) => w.topicName)) {
    const timer = setTimeout(() => late(topic), LATE_MS);
    try {
      for (;;) {
        const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, BigInt(high)]));
        if (parts.every(({ partition, baseOffset = '0' }) => (ends.get(partition) ?? 0n) > BigInt(baseOffset))) break;
        if (signal.aborted) return false;
        await pause(BETWEEN_LOOKS_MS);
      }
    } finally {
      clearTimeout(timer);
    }
  }
  return true;
}
