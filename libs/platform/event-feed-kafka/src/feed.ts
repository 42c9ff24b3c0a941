import type { EventFeed, FeedMessage, Delivery } from '@humai/kernel';
import { clientOf, type KafkaConnection } from './connection.js';
import { Consumption } from './consumption.js';
import { faultOf } from './faults.js';
import { positionOfGroup } from './position.js';
import { topicOfCategory } from './topics.js';

export type KafkaFeedOptions = Readonly<{
  kafka: KafkaConnection;
  /** All categories of streams that the contexts declare: an event's type does not say on which of them it stands. */
  categories: readonly string[];
  /** How far the relay has published; see `relayPosition`. */
  relayPosition: () => Promise<number>;
  observer?: FeedObserver | undefined;
  timing?: Partial<FeedTiming>;
  /** Waits before a rejected message is delivered again; ends early when the signal aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}>;

/** In milliseconds. */
export type FeedTiming = Readonly<{
  /** Silence after which the brokers give a consumer's partitions to others; 10,000. */
  session: number;
  /** Between signs of life, and at most until a rebalance is noticed; 1,000. */
  heartbeat: number;
  /** How long a broker holds a request when there is nothing new, and so how long a stop may take; 250. */
  longestFetch: number;
  /** Between two commits of what is done; 250. */
  commit: number;
  /** How long a partition waits for its last messages before it fetches more; 1,000. */
  stragglers: number;
}>;

/** Told what the feed itself puts aside or loses, for metrics and logs. Must not throw. */
export interface FeedObserver {
  deadLettered(letter: Readonly<{ group: string; topic: string; partition: number; offset: string; cause: string }>): void;
  /** The partitions of this process from now on, by topic. */
  assigned?(group: Readonly<{ group: string; partitions: Readonly<Record<string, readonly number[]>> }>): void;
}

/**
 * The feed between contexts over Kafka. A group's partitions are shared among the processes that consume under its name.
 *
 * - Several streams at once, one message of a stream at a time, up to 256 messages past the first that is not done.
 *   Only the finished prefix of a partition is committed, so what is not done is delivered again, by whoever has the partition then.
 * - Before partitions change hands, what is under way is ended and committed. Only a handler that takes longer than `stragglers` may
 *   still run when another process gets its message.
 * - Types that a group did not ask for are skipped by their header.
 * - What is no event of this house goes to `humai.dead-letter.v1` with the cause; when that fails, the consumer ends with the error and nothing is lost.
 *
 * `consume` rejects with `KAFKA.UNREACHABLE`, `KAFKA.ACCESS_REFUSED`, `KAFKA.TOPIC_MISSING`, `KAFKA.EXPIRED`, `KAFKA.FAILED`; its caller starts it again.
 */
export class KafkaEventFeed implements EventFeed {
  readonly #topics: readonly string[];

  constructor(private readonly options: KafkaFeedOptions) {
    this.#topics = options.categories.map(topicOfCategory);
  }

  async consume(
    group: Readonly<{ name: string; types: readonly string[]; concurrency?: number }>,
    handle: (message: FeedMessage, delivery: Delivery) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted) return;
    try {
      await new Consumption({ ...this.options, topics: this.#topics, group, handle }).run(signal);
    } catch (error) {
      throw faultOf(error, this.options.kafka);
    }
  }

  async position(group: string): Promise<number> {
    const admin = clientOf(this.options.kafka).admin();
    try {
      await admin.connect();
      return await positionOfGroup(admin, group, this.#topics, this.options.relayPosition);
    } catch (error) {
      throw faultOf(error, this.options.kafka);
    } finally {
      await admin.disconnect();
    }
  }
}
