import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll } from '@jest/globals';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { describeReal, eventFeedSuite, FakeClock, MemoryReadStore } from '@humai/testing';
import { KafkaEventFeed } from './feed.js';
import { Relay, relayPosition } from './relay.js';
import { kafka } from './testing/real-kafka.js';
import { setUpTopics } from './topics.js';

const categories = ['suite'];

describeReal('the event feed port', ['kafka'], () => {
  beforeAll(() => setUpTopics(kafka, { categories, partitions: 4, replication: 1, retention: 1 }));

  eventFeedSuite('the feed over Kafka', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'humai-feed-'));
    const clock = new FakeClock();
    const store = await openSqliteEventStore({ directory, clock, synchronous: 'off' });
    const progress = new MemoryReadStore();
    const stop = new AbortController();
    const relay = new Relay({ kafka, store, progress, clock }).run(stop.signal);
    const open = async () => new KafkaEventFeed({ kafka, categories, relayPosition: () => relayPosition(progress), timing: { longestFetch: 50 } });
    return {
      open,
      reopen: open,
      publish: async (stream, events) => void (await store.append(stream, events, 'any')),
      dispose: async () => {
        stop.abort();
        await relay;
        await store.close();
        await rm(directory, { recursive: true });
      },
    };
  });
});
