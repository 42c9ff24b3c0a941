import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { EventCatalogue, type FeedMessage } from '@humai/kernel';
import { ConsumerLoop } from '@humai/messaging';
import { describeReal, MemoryReadStore } from '@humai/testing';
import { type IHeaders, type Message, Partitioners } from 'kafkajs';
import { clientOf, parseKafkaUrl } from './connection.js';
import { headerOf, messageOf } from './envelope.js';
import { type FeedObserver, KafkaEventFeed, type KafkaFeedOptions } from './feed.js';
import { relayPosition } from './relay.js';
import { eventNumber, kafka, messagesOf, World } from './testing/real-kafka.js';
import { DEAD_LETTERS, setUpTopics, withAdmin } from './topics.js';

describeReal('a consumer of Kafka', ['kafka'], () => {
  let world: World;
  let group: string;
  const running: { stop: AbortController; done: Promise<unknown> }[] = [];
  beforeEach(async () => {
    world = await World.make();
    group = `testing.${randomUUID().slice(0, 8)}`;
  });
  afterEach(async () => {
    for (const { stop } of running) stop.abort();
    await Promise.allSettled(running.splice(0).map((r) => r.done));
    await world.close();
  });

  const feed = (over: Partial<KafkaFeedOptions> = {}) =>
    new KafkaEventFeed({ kafka, categories: [world.category], relayPosition: () => relayPosition(world.progress), timing: { longestFetch: 50, heartbeat: 200, commit: 50 }, ...over });
  const consume = (handle: (message: FeedMessage) => Promise<void>, over: Partial<KafkaFeedOptions> = {}) => {
    const stop = new AbortController();
    const done = feed(over).consume({ name: group, types: ['testing.A.v1'] }, handle, stop.signal);
    done.catch(() => {}); // a spec that cares awaits it
    running.push({ stop, done });
    return { done, end: async () => { stop.abort(); await done; } };
  };
  /** Collects positions; `until(n)` resolves when so many have come. */
  const collector = () => {
    const seen: number[] = [];
    const waiting: { count: number; resolve: () => void }[] = [];
    return {
      seen,
      take: async (message: FeedMessage) => { seen.push(message.position); for (const w of waiting) if (seen.length >= w.count) w.resolve(); },
      until: (count: number) => (seen.length >= count ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ count, resolve }))),
    };
  };
  const send = async (...messages: Message[]) => {
    const producer = clientOf(kafka).producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic: world.topic, acks: -1, messages });
    await producer.disconnect();
  };
  const lettersOf = async () => (await messagesOf(DEAD_LETTERS)).filter((m) => headerOf(m.headers, 'humai_dead_group') === group);

  it('puts what is no event aside, with why and where from, and goes on with the partition', async () => {
    await world.append('a', 1);
    await world.publishAll();
    const [good] = await messagesOf(world.topic);
    const { headers } = good!;
    const key = world.stream('a'); // all on one partition, between two events of its stream
    const secret = '张三 330102199003075511';
    await send(
      { key, value: secret },
      { key, value: Buffer.from([0xc3, 0x28]), headers: headers! },
      { key, value: secret, headers: { ce_type: 'testing.A.v1', ce_id: secret } },
      { key, value: good!.value, headers: { ...headers, humai_envelope: '2' } },
      { key, value: `{"number":1,"note":"${'x'.repeat(1_100_000)}"}`, headers: headers! },
      { key, value: 'not for this group', headers: { ce_type: 'testing.Z.v1' } },
    );
    await world.append('a', 2);
    await world.publishAll();
    const told: string[] = [];
    const events = collector();
    const { promise: allAside, resolve: complete } = Promise.withResolvers<void>();
    const observer: FeedObserver = { deadLettered: ({ cause }) => { if (told.push(cause) === 5) complete(); } };
    const consumer = consume(events.take, { observer });
    await Promise.all([events.until(2), allAside]);
    await consumer.end();
    const causes = ['the header ce_specversion is missing', 'the value is not UTF-8', 'the header ce_specversion is missing', 'its envelope is not of version 1', 'it has more than 1000000 bytes'];
    expect([events.seen, told]).toEqual([[1, 2], causes]);
    const letters = await lettersOf();
    expect(letters.map((m) => headerOf(m.headers, 'humai_dead_cause'))).toEqual(causes);
    expect(letters.map((m) => headerOf(m.headers, 'humai_dead_topic'))).toEqual(causes.map(() => world.topic));
    expect(letters.map((m) => [headerOf(m.headers, 'humai_dead_partition'), headerOf(m.headers, 'humai_dead_offset')])).toEqual(
      (await messagesOf(world.topic)).slice(1, 6).map((m) => [`${m.partition}`, m.offset]),
    );
    expect([letters[0]!.value!.toString(), letters[3]!.value!.equals(good!.value!), headerOf(letters[2]!.headers, 'ce_type')]).toEqual([secret, true, 'testing.A.v1']);
    const again = collector();
    await world.append('a', 3);
    await world.publishAll();
    consume(again.take);
    await again.until(1);
    expect([again.seen, (await lettersOf()).length]).toEqual([[3], 5]); // none is put aside twice
  });

  it('ends with the error when it cannot put something aside, and loses nothing', async () => {
    await send({ key: world.stream('a'), value: 'foreign' });
    await world.append('a', 1);
    await world.publishAll();
    await withAdmin(kafka, (admin) => admin.deleteTopics({ topics: [DEAD_LETTERS] }));
    try {
      const events = collector();
      // The letters have no topic: the consumer says so instead of dropping them.
      await expect(consume(events.take).done).rejects.toMatchObject({ code: 'KAFKA.TOPIC_MISSING', details: { topics: [DEAD_LETTERS] } });
    } finally {
      await setUpTopics(kafka, { categories: [], partitions: 4, replication: 1, retention: 1 });
    }
    const events = collector();
    consume(events.take);
    await events.until(1);
    while ((await lettersOf()).length === 0);
    expect((await lettersOf()).map((m) => m.value!.toString())).toEqual(['foreign']);
  }, 60_000);

  it('two of a group share 2,000 messages while one comes and goes: none is lost, streams in order, each takes effect once', async () => {
    const streams = 40;
    const total = 2_000;
    const inbox = new MemoryReadStore();
    const effects = new Map<string, number[]>();
    let count = 0;
    const { promise: all, resolve: complete } = Promise.withResolvers<void>();
    const member = () => {
      const loop = new ConsumerLoop({
        group, catalogue: new EventCatalogue([]), store: inbox, clock: world.clock,
        handlers: new Map([['testing.A.v1', [async ({ stream, data }) => {
          effects.set(stream, [...(effects.get(stream) ?? []), (data as { number: number }).number]);
          await pause(10); // so that some are always under way when partitions change hands
          if ((count += 1) === total) complete();
        }]]]),
      });
      let taken = 0;
      const waiting: { count: number; resolve: () => void }[] = [];
      const consumer = consume(async (message) => {
        await loop.handle(message);
        taken += 1;
        for (const w of waiting) if (taken >= w.count) w.resolve();
      }, { timing: { longestFetch: 50, heartbeat: 200, commit: 2 } }); // commits fall into every phase of a rebalance
      return { ...consumer, some: (n: number) => new Promise<void>((resolve) => (taken >= n ? resolve() : waiting.push({ count: n, resolve }))) };
    };
    const written = new Map<string, number[]>();
    const write = async (from: number, to: number) => {
      for (let n = from; n < to; n += 1) {
        const stream = world.stream(n % streams);
        written.set(stream, [...(written.get(stream) ?? []), n]);
        await world.append(n % streams, n);
      }
      await world.publishAll({ batchEvents: 50 });
    };
    await write(0, 500);
    const first = member();
    await first.some(100);
    const second = member();
    const writing = write(500, total);
    await second.some(100); // the rebalance has happened, both work
    await first.end();
    const third = member();
    await writing;
    await all;
    await Promise.all([second.end(), third.end()]);
    expect(effects).toEqual(written);
    expect(await feed().position(group)).toBe(total);
  }, 120_000);

  it('says how far a group is by what is done in every partition, and by the relay where nothing is left', async () => {
    expect(await feed().position(group)).toBe(0);
    await world.append('a', 1, 2);
    await world.publishAll();
    expect(await feed().position(group)).toBe(0);
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const events = collector();
    const consumer = consume(async (message) => {
      if (message.position === 2) await held;
      await events.take(message);
    });
    await events.until(1);
    while ((await feed().position(group)) !== 1);
    await world.store.append(world.stream('other'), [eventNumber(3, 'testing.Unasked.v1')], 'any');
    await world.publishAll();
    release();
    await events.until(2);
    while ((await feed().position(group)) !== 3);
    await consumer.end();
    await world.append('a', 4);
    expect(await feed().position(group)).toBe(3);
    await world.publishAll();
    expect(await feed().position(group)).toBeLessThan(4);
  });

  it('says that messages are gone which it had still to handle', async () => {
    await world.append('a', 1);
    await world.publishAll();
    const events = collector();
    const consumer = consume(events.take);
    await events.until(1);
    await consumer.end();
    await world.append('a', 2);
    await world.publishAll();
    const { partition, offset } = (await messagesOf(world.topic)).at(-1)!;
    await withAdmin(kafka, async (admin) => {
      await admin.fetchTopicOffsets(world.topic); // the driver finds no leader before
      await admin.deleteTopicRecords({ topic: world.topic, partitions: [{ partition, offset: `${Number(offset) + 1}` }] });
    });
    await expect(consume(events.take).done).rejects.toMatchObject({ code: 'KAFKA.EXPIRED', details: { group, topic: world.topic, partition } });
  });

  it('says where a message came from, with the trace of the hop that brought it', async () => {
    await world.append('a', 1);
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01';
    await world.publishAll({ instrument: { publish: () => ({ headers: { traceparent }, end: () => {} }) } });
    const { promise: origin, resolve } = Promise.withResolvers<unknown>();
    const stop = new AbortController();
    const done = feed().consume({ name: group, types: ['testing.A.v1'] }, async (_, delivery) => { await delivery.heartbeat(); resolve(delivery.origin); }, stop.signal);
    running.push({ stop, done });
    const [message] = await messagesOf(world.topic);
    expect(await origin).toStrictEqual({ system: 'kafka', destination: world.topic, partition: message!.partition, offset: message!.offset, traceparent });
  });

  it('goes on with other partitions while one message takes long', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const events = collector();
    consume(async (message) => {
      if (message.position === 1) await held;
      await events.take(message);
    }, { timing: { longestFetch: 50, commit: 50, stragglers: 20 } });
    await world.append('a', 1);
    await world.publishAll();
    for (let n = 2; n <= 9; n += 1) {
      await world.append(n, n);
      await world.publishAll();
      await events.until(n - 1); // fetched and handled behind the one that waits
    }
    release();
    await events.until(9);
  });

  it('says that nobody answers, after a bounded number of tries', async () => {
    const nowhere = parseKafkaUrl('kafka://127.0.0.1:9');
    await expect(feed({ kafka: nowhere }).consume({ name: group, types: [] }, async () => {}, new AbortController().signal)).rejects.toMatchObject({ code: 'KAFKA.UNREACHABLE', details: { brokers: ['127.0.0.1:9'] } });
  }, 60_000);

  it('says that the user or the password is not accepted', async () => {
    const stranger = { ...kafka, sasl: { mechanism: 'plain', username: 'nobody', password: 'made-up' } } as const;
    await expect(feed({ kafka: stranger }).consume({ name: group, types: [] }, async () => {}, new AbortController().signal)).rejects.toMatchObject({ code: 'KAFKA.ACCESS_REFUSED' });
  });

  it('says that a topic is missing', async () => {
    await expect(feed({ categories: ['nosuchthing'] }).consume({ name: group, types: [] }, async () => {}, new AbortController().signal)).rejects.toMatchObject({ code: 'KAFKA.TOPIC_MISSING', details: { topics: ['humai.nosuchthing.v1'] } });
  });

  it('an old message that comes again is the same one', async () => {
    await world.append('a', 1);
    await world.publishAll();
    for await (const [event] of world.store.readRaw()) await send(messageOf(event!) as Message & { headers: IHeaders });
    const events = collector();
    consume(events.take);
    await events.until(2);
    expect(events.seen).toEqual([1, 1]);
  });
});

