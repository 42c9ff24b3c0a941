import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Consumer, type IHeaders, type Message } from 'kafkajs';

export const DEAD_LETTERS = 'humai.dead-letter.v1';

/** A message as any other system would read it. */
export type Seen = Readonly<{ topic: string; partition: number; offset: number; key: string | null; headers: Readonly<Record<string, string>>; raw: Message }>;
export type Place = Readonly<{ topic: string; partition: number; offset: number }>;
export const placeOf = ({ topic, partition, offset }: Place): string => `${topic}/${partition}/${offset}`;

const READ_WITHIN_MS = 90_000;
const BATCH = 1_000;

/** Kafka by the plain driver, without a line of the platform's. */
export class PlainKafka {
  readonly #kafka: kafkajs.Kafka;

  constructor(url: string) {
    this.#kafka = new kafkajs.Kafka({ clientId: 'fault-drill', brokers: [new URL(url).host], logLevel: kafkajs.logLevel.NOTHING, retry: { initialRetryTime: 100, retries: 12 } });
  }

  async #admin<T>(work: (admin: kafkajs.Admin) => Promise<T>): Promise<T> {
    const admin = this.#kafka.admin();
    try {
      await admin.connect();
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }

  topics(): Promise<readonly string[]> {
    return this.#admin(async (admin) => (await admin.listTopics()).filter((t) => t.startsWith('humai.')).sort());
  }

  /** End of each partition, by `topic/partition`. */
  ends(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#admin((admin) => endsOf(admin, topics));
  }

  /** Resolves when something was written to these topics; false when nothing was in time. */
  async grows(topics: readonly string[], withinMs: number): Promise<boolean> {
    return this.#admin(async (admin) => {
      const sum = async () => [...(await endsOf(admin, topics)).values()].reduce((a, b) => a + b, 0);
      const before = await sum();
      for (const end = Date.now() + withinMs; Date.now() < end; ) if ((await sum()) > before) return true;
      return false;
    });
  }

  /** Messages that are committed beyond what a group has, as Kafka counts them. */
  lag(group: string, topics: readonly string[]): Promise<number> {
    return this.#admin(async (admin) => {
      const ends = await endsOf(admin, topics);
      const done = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
      return done.flatMap(({ topic, partitions }) => partitions.map(({ partition, offset }) => (ends.get(`${topic}/${partition}`) ?? 0) - Math.max(0, Number(offset)))).reduce((a, b) => a + b, 0);
    });
  }

  /** Writes messages as they are; answers where they stand, for batches of one topic in order of the partitions. */
  async produce(topic: string, messages: readonly Message[]): Promise<readonly Place[]> {
    const producer = this.#kafka.producer({ allowAutoTopicCreation: false, createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    try {
      const places: Place[] = [];
      for (let i = 0; i < messages.length; i += BATCH)
        for (const { partition, baseOffset } of await producer.send({ topic, acks: -1, messages: messages.slice(i, i + BATCH) })) places.push({ topic, partition, offset: Number(baseOffset) });
      return places;
    } finally {
      await producer.disconnect();
    }
  }

  /** All that is committed, from the beginning to where the topics end now. */
  async readAll(topics: readonly string[]): Promise<readonly Seen[]> {
    const ends = await this.ends(topics);
    const left = new Map([...ends].filter(([, end]) => end > 0));
    const seen: Seen[] = [];
    if (left.size === 0) return seen;
    const consumer = this.#kafka.consumer({ groupId: `fault-drill-${randomUUID()}`, readUncommitted: false, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
    const passed = (topic: string, partition: number, last: number) => {
      const end = left.get(`${topic}/${partition}`);
      if (end !== undefined && last + 1 >= end) left.delete(`${topic}/${partition}`);
    };
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      listenForMarks(consumer, passed);
      await consumer.run({
        autoCommit: false, partitionsConsumedConcurrently: 1,
        eachBatch: async ({ batch }) => {
          const { topic, partition } = batch;
          for (const { offset, key, value, headers } of batch.messages)
            seen.push({ topic, partition, offset: Number(offset), key: key?.toString() ?? null, headers: textsOf(headers), raw: { key, value, ...(headers && { headers }) } });
          passed(topic, partition, Number(batch.lastOffset()));
        },
      });
      let crash: Error | undefined;
      consumer.on(consumer.events.CRASH, ({ payload: { error } }) => (crash = error));
      for (const until = Date.now() + READ_WITHIN_MS; left.size > 0; await sleep(20)) if (crash) throw crash;
      else if (Date.now() > until) throw new Error(`Kafka could not be read to its end: ${[...left.keys()].join()}`);
    } finally {
      await consumer.disconnect();
    }
    // What came after the beginning of this reading is for the next.
    return seen.filter((m) => m.offset < (ends.get(`${m.topic}/${m.partition}`) ?? 0));
  }
}

/** Batches that hold nothing but the marks of transactions are only told by an event. */
function listenForMarks(consumer: Consumer, passed: (topic: string, partition: number, last: number) => void): void {
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset } }) => {
    if (batchSize === 0) passed(topic, partition, Number(lastOffset));
  });
}

async function endsOf(admin: kafkajs.Admin, topics: readonly string[]): Promise<Map<string, number>> {
  const all = await Promise.all(topics.map(async (topic) => (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [`${topic}/${partition}`, Number(high)] as const)));
  return new Map(all.flat());
}

const textsOf = (headers: IHeaders = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.map(String).join('\n') : value.toString()]])));
