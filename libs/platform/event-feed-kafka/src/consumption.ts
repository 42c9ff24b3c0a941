import { setTimeout as pause } from 'node:timers/promises';
import { type Delivery, type FeedMessage, Slots, untilTaken } from '@humai/kernel';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { clientOf, RETRY } from './connection.js';
import { DeadLetters } from './dead-letters.js';
import { eventOf, headerOf, NotAnEvent, positionOf } from './envelope.js';
import type { FeedTiming, KafkaFeedOptions } from './feed.js';
import { Partition } from './partition.js';
import { checkRetention, type Progress, progressOf } from './position.js';
import { checkTopics, withAdmin } from './topics.js';

type Options = KafkaFeedOptions &
  Readonly<{
    topics: readonly string[];
    group: Readonly<{ name: string; types: readonly string[]; concurrency?: number }>;
    handle: (message: FeedMessage, delivery: Delivery) => Promise<void>;
  }>;

const CONCURRENCY = 8;
/** Partitions whose batches are taken at once; what is handled at once is bounded by the group's concurrency. */
const PARTITIONS_AT_ONCE = 64;
const REBALANCE_MS = 60_000;
const TIMING: FeedTiming = { session: 10_000, heartbeat: 1_000, longestFetch: 250, commit: 250, stragglers: 1_000 };
const REBALANCING = ['REBALANCE_IN_PROGRESS', 'NOT_COORDINATOR_FOR_GROUP', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID'];
const isRebalance = (error: unknown): boolean => REBALANCING.includes((error as { type?: string }).type ?? '');

/** The time between two rebalances, in which the partitions of this process stay the same. */
class Generation {
  readonly #over = new AbortController();
  /** No message may be begun any more. */
  readonly halt: AbortSignal;
  reason: unknown;
  readonly partitions = new Map<string, Partition>();

  constructor(
    stop: AbortSignal,
    /** What was committed when it began. */
    readonly before: Promise<ReadonlyMap<string, Progress>>,
  ) {
    this.halt = AbortSignal.any([stop, this.#over.signal]);
  }

  partition(topic: string, number: number): Partition {
    const key = `${topic}/${number}`;
    let partition = this.partitions.get(key);
    if (!partition) this.partitions.set(key, (partition = new Partition(topic, number)));
    return partition;
  }

  end(reason: unknown): void {
    this.reason ??= reason;
    this.#over.abort();
  }
}

/** One run of one group in one process. */
export class Consumption {
  readonly #types: ReadonlySet<string>;
  readonly #timing: FeedTiming;
  readonly #slots: Slots;
  readonly #deadLetters: DeadLetters;
  readonly #failed = new AbortController();
  #failure: unknown;
  #stop: AbortSignal = this.#failed.signal;
  #generation = new Generation(this.#stop, Promise.resolve(new Map()));
  /** The last delivery of each stream, over generations: two of one stream are never under way here at once. */
  readonly #tails = new Map<string, Promise<void>>();
  #line: Pick<EachBatchPayload, 'heartbeat' | 'commitOffsetsIfNecessary'> | undefined;
  readonly #released = Promise.withResolvers<void>();

  constructor(private readonly options: Options) {
    this.#types = new Set(options.group.types);
    this.#timing = { ...TIMING, ...options.timing };
    this.#slots = new Slots(options.group.concurrency ?? CONCURRENCY);
    this.#deadLetters = new DeadLetters(options.kafka);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { kafka, topics, group } = this.options;
    const { session, heartbeat, longestFetch, commit } = this.#timing;
    await withAdmin(kafka, async (admin) => {
      await checkTopics(admin, topics);
      await checkRetention(admin, group.name, topics, await progressOf(admin, group.name, topics));
    });
    this.#stop = AbortSignal.any([signal, this.#failed.signal]);
    const consumer = clientOf(kafka).consumer({
      groupId: group.name, allowAutoTopicCreation: false, sessionTimeout: session, heartbeatInterval: heartbeat, rebalanceTimeout: REBALANCE_MS,
      maxWaitTimeInMs: longestFetch, readUncommitted: false,
      retry: { ...RETRY, restartOnFailure: async () => false }, // whoever consumes starts again, and knows why
    });
    this.#listen(consumer);
    const timers = [setInterval(() => void this.#beat(), heartbeat / 2), setInterval(() => void this.#commit(this.#generation).catch((error: unknown) => this.#fail(error)), commit)];
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: PARTITIONS_AT_ONCE, eachBatch: (payload) => this.#eachBatch(payload) });
      await aborted(this.#stop);
      await this.#end(this.#generation);
    } finally {
      for (const timer of timers) clearInterval(timer);
      const ended = consumer.disconnect();
      this.#released.resolve();
      await ended;
      await this.#deadLetters.close();
    }
    if (this.#failure !== undefined && !signal.aborted) throw this.#failure;
  }

  #listen(consumer: Consumer): void {
    const { kafka, topics, group, observer } = this.options;
    const { GROUP_JOIN, REBALANCING: LEAVING, END_BATCH_PROCESS, CRASH } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload }) => {
      this.#generation.end(new Error('replaced'));
      const before = withAdmin(kafka, (admin) => progressOf(admin, group.name, topics));
      before.catch(() => {}); // the first commit throws it
      this.#generation = new Generation(this.#stop, before);
      observer?.assigned?.({ group: group.name, partitions: payload.memberAssignment });
    });
    consumer.on(LEAVING, () => this.#generation.end(new Error('rebalancing')));
    // Batches that hold nothing but the marks of transactions are only told here.
    consumer.on(END_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset } }) => {
      if (batchSize === 0) this.#generation.partition(topic, partition).pass(Number(lastOffset));
    });
    consumer.on(CRASH, ({ payload: { error } }) => this.#fail(error));
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#failed.abort();
  }

  async #eachBatch({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary }: EachBatchPayload): Promise<void> {
    const generation = this.#generation;
    this.#line = { heartbeat, commitOffsetsIfNecessary };
    const partition = generation.partition(batch.topic, batch.partition);
    for (const message of batch.messages) {
      await partition.room(generation.halt);
      if (generation.halt.aborted) break;
      this.#take(generation, partition, message);
    }
    if (!generation.halt.aborted) {
      partition.pass(Number(batch.lastOffset()));
      resolveOffset(batch.messages.at(-1)!.offset); // where to fetch from; what is committed is decided in #commit
      await partition.idle(this.#timing.stragglers, generation.halt);
    }
    if (!generation.halt.aborted) return;
    if (this.#stop.aborted) return this.#released.promise;
    // The driver joins the group again only when this returns: until then the partitions are ours, and nobody else gets what is under way.
    await this.#end(generation);
    throw generation.reason;
  }

  #take(generation: Generation, partition: Partition, message: KafkaMessage): void {
    const { topic } = partition;
    const offset = Number(message.offset);
    const type = headerOf(message.headers, 'ce_type');
    if (type !== undefined && !this.#types.has(type)) return partition.pass(offset, positionOf(message.headers));
    let event: FeedMessage | undefined;
    let cause = '';
    try {
      event = eventOf(message, topic);
    } catch (error) {
      if (!(error instanceof NotAnEvent)) throw error;
      cause = error.message;
    }
    const done = partition.add(offset, event?.position ?? 0);
    const key = event ? event.stream : `\n${topic}/${partition.number}`;
    const tail: Promise<void> = (this.#tails.get(key) ?? Promise.resolve())
      .then(async () => {
        if (generation.halt.aborted) return;
        await (event ? this.#deliver(generation, partition, message, event) : this.#putAside(partition, message, cause));
        done();
      })
      .catch((error: unknown) => {
        if (!generation.halt.aborted) this.#fail(error);
      })
      .finally(() => {
        if (this.#tails.get(key) === tail) this.#tails.delete(key);
      });
    this.#tails.set(key, tail);
  }

  #deliver(generation: Generation, { topic, number: partition }: Partition, { offset, headers }: KafkaMessage, event: FeedMessage): Promise<void> {
    const origin = { system: 'kafka', destination: topic, partition, offset, traceparent: headerOf(headers, 'traceparent') };
    const delivery: Delivery = { heartbeat: () => this.#beat(), origin };
    return this.#slots.run(() => untilTaken(() => this.options.handle(event, delivery), this.options.sleep ?? sleepFor, generation.halt));
  }

  async #putAside({ topic, number: partition }: Partition, message: KafkaMessage, cause: string): Promise<void> {
    const { group, observer } = this.options;
    await this.#deadLetters.put({ group: group.name, topic, partition, message, cause });
    observer?.deadLettered({ group: group.name, topic, partition, offset: message.offset, cause });
  }

  /** A sign of life; never rejects. Learns of a rebalance while handlers run. */
  async #beat(): Promise<void> {
    const generation = this.#generation;
    try {
      await this.#line?.heartbeat();
    } catch (error) {
      // A broken connection is the driver's to mend, and its end when it cannot.
      if (isRebalance(error)) generation.end(error);
    }
  }

  async #end(generation: Generation): Promise<void> {
    await Promise.all(this.#tails.values());
    await this.#commit(generation).catch((error: unknown) => this.#fail(error));
  }

  async #commit(generation: Generation): Promise<void> {
    const before = await generation.before;
    if (generation !== this.#generation || !this.#line) return;
    const commits = [...generation.partitions].flatMap(([key, partition]) => {
      const commit = partition.toCommit(before.get(key));
      return commit ? [{ partition, commit }] : [];
    });
    if (commits.length === 0) return;
    const byTopic = Map.groupBy(commits, (c) => c.partition.topic);
    try {
      await this.#line.commitOffsetsIfNecessary({ topics: [...byTopic].map(([topic, some]) => ({ topic, partitions: some.map((c) => c.commit) })) });
    } catch (error) {
      if (!isRebalance(error)) throw error;
      return generation.end(error); // too late: what is not committed is delivered again
    }
    for (const { partition, commit } of commits) partition.committed(commit);
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));

const sleepFor = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal }).catch(() => {}); // woken up early is no error here
