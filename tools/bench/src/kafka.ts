import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { KafkaEventFeed, parseKafkaUrl, Relay, setUpTopics, topicOfCategory } from '@humai/event-feed-kafka';
import { openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import { ownerOf, subjectOf } from '@humai/kernel';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { Kafka, logLevel, type Message, Partitioners } from 'kafkajs';
import { HouseholdLog } from './household-life.js';
import { inTurn, type Measurement, secondsSince, settle } from './measurement.js';
import type { Steps } from './steps.js';
import { appendAll, clock, eventsFrom, WRITERS } from './writers.js';

const EVENTS = 40_000;
const BATCH = 500;
const PARTITIONS = 6;

/** Counts from the first batch or message on: joining a group and finding the brokers are not what is compared. */
class Rate {
  #start: number | undefined;
  #counted = 0;
  add(count: number): void {
    if (this.#start === undefined) this.#start = performance.now();
    else this.#counted += count;
  }
  get perSecond(): number {
    return this.#counted / secondsSince(this.#start ?? Number.NaN);
  }
}

/** One log and one topic of its own on the given cluster, and the same work done with the bare driver. */
class Contest {
  readonly #connection;
  readonly #kafka: Kafka;
  readonly #topic: string;

  constructor(
    url: string,
    private readonly scratch: string,
    private readonly category: string,
    private readonly store: SqliteEventStore,
  ) {
    this.#connection = parseKafkaUrl(url);
    const { brokers, ssl, sasl, clientId } = this.#connection;
    this.#kafka = new Kafka({ brokers: [...brokers], ssl, clientId, ...(sasl && { sasl: sasl as never }), logLevel: logLevel.NOTHING });
    this.#topic = topicOfCategory(category);
  }

  setUp() {
    return setUpTopics(this.#connection, { categories: [this.category], partitions: PARTITIONS, replication: 1, retention: 1 });
  }

  async relay(): Promise<number> {
    settle();
    const progress = await openSqliteReadStore({ file: join(this.scratch, `progress-${randomUUID()}.sqlite`) });
    const [rate, stop] = [new Rate(), new AbortController()];
    let failure: unknown;
    const observer = {
      published: ({ events, position }: { events: number; position: number }) => {
        rate.add(events);
        if (position >= EVENTS) stop.abort();
      },
      failed: ({ error }: { error: unknown }) => {
        failure = error;
        stop.abort();
      },
    };
    const relay = new Relay({ kafka: this.#connection, store: this.store, progress, clock, batchEvents: BATCH, observer });
    const run = relay.run(stop.signal);
    await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve(), { once: true }));
    const { perSecond } = rate;
    await run;
    await progress.close();
    if (failure !== undefined) throw failure;
    return perSecond;
  }

  /** Each batch acknowledged by all in-sync copies, as the relay's; an idempotent producer, no transaction, no checkpoint. */
  async plainProducer(): Promise<number> {
    settle();
    const producer = this.#kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const rate = new Rate();
    for await (const events of this.store.readRaw({ batchSize: BATCH })) {
      const messages = events.map((e): Message => ({
        key: e.stream, value: e.data,
        headers: { ce_id: e.id, ce_source: `urn:humai:${ownerOf(e.type)}`, ce_type: e.type, ce_subject: e.stream, ce_time: e.recordedAt, humai_position: `${e.position}`, humai_metadata: e.metadata, humai_hash: e.hash },
      }));
      await producer.send({ topic: this.#topic, acks: -1, messages });
      rate.add(events.length);
    }
    const { perSecond } = rate;
    await producer.disconnect();
    return perSecond;
  }

  async consumer(types: readonly string[]): Promise<number> {
    settle();
    const feed = new KafkaEventFeed({ kafka: this.#connection, categories: [this.category], relayPosition: async () => EVENTS });
    const [rate, stop] = [new Rate(), new AbortController()];
    let left = EVENTS;
    const run = feed.consume({ name: `bench.${randomUUID()}`, types }, async () => {
      rate.add(1);
      if ((left -= 1) === 0) stop.abort();
    }, stop.signal);
    await Promise.race([run, new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve(), { once: true }))]);
    const { perSecond } = rate;
    await run;
    return perSecond;
  }

  /** One message after the other, parsed, offsets committed by the driver. */
  async plainConsumer(): Promise<number> {
    settle();
    const consumer = this.#kafka.consumer({ groupId: `bench.${randomUUID()}`, maxWaitTimeInMs: 250 });
    const rate = new Rate();
    let left = EVENTS;
    const { promise: all, resolve } = Promise.withResolvers<number>();
    await consumer.connect();
    await consumer.subscribe({ topic: this.#topic, fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: PARTITIONS,
      eachMessage: async ({ message }) => {
        JSON.parse(message.value!.toString());
        JSON.parse(message.headers!['humai_metadata']!.toString());
        rate.add(1);
        if ((left -= 1) === 0) resolve(rate.perSecond);
      },
    });
    const perSecond = await all;
    await consumer.disconnect();
    return perSecond;
  }

  async close(): Promise<void> {
    const admin = this.#kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [this.#topic] });
    await admin.disconnect();
  }
}

/** What the relay and a consumer do on a real cluster, beside the bare driver doing the same there. */
export async function benchKafka(url: string, scratch: string, steps: Steps): Promise<Measurement[]> {
  const category = `bench${randomUUID().slice(0, 8)}`;
  const store = await openSqliteEventStore({ directory: join(scratch, 'kafka'), clock });
  const events = eventsFrom(new HouseholdLog(EVENTS), 0, EVENTS).map((e) => ({ ...e, stream: `${category}-${subjectOf(e.stream)}` }));
  await steps.run(`a log of ${EVENTS.toLocaleString('en')} events`, () => appendAll(store, events, WRITERS));
  const contest = new Contest(url, scratch, category, store);
  await contest.setUp();
  try {
    const types = await store.types();
    // First once: what is consumed are the relay's messages, and no more than these.
    await steps.run('publishing them', () => contest.relay());
    const [consumed, plainConsumed] = await steps.run('consuming them', () => inTurn([() => contest.consumer(types), () => contest.plainConsumer()], { rounds: 3 }));
    const [relayed, plainRelayed] = await steps.run('relaying them again', () => inTurn([() => contest.relay(), () => contest.plainProducer()], { rounds: 3 }));
    return [
      { row: `relay of the log to Kafka, batches of ${BATCH} in transactions, each before its checkpoint`, value: relayed!, unit: 'events/s', baselines: [{ name: `kafkajs, idempotent producer, batches of ${BATCH}, read from the same log, no transaction, no checkpoint`, value: plainRelayed! }] },
      { row: 'consuming from Kafka: checked, in order per stream, several streams at once, only what is done committed', value: consumed!, unit: 'events/s', baselines: [{ name: 'kafkajs, eachMessage, parsed, all partitions at once', value: plainConsumed! }] },
    ];
  } finally {
    await contest.close();
    await store.close();
  }
}
