import { hash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError, hashedText, type LeaderElection, type RawEvent } from '@humai/kernel';
import { describeReal, MemoryReadStore, syntheticMetadata } from '@humai/testing';
import fc from 'fast-check';
import { ConfigResourceTypes, Partitioners, type Producer, type Transaction } from 'kafkajs';
import { clientOf } from './connection.js';
import { headerOf } from './envelope.js';
import { RELAY, type RelayObserver } from './relay.js';
import { eventNumber, kafka, messagesOf, type SeenMessage, untilWritten, World } from './testing/real-kafka.js';
import { withAdmin } from './topics.js';

describeReal('the relay', ['kafka'], () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
  });
  afterEach(() => world.close());

  const raws = async (): Promise<RawEvent[]> => {
    const all: RawEvent[] = [];
    for await (const batch of world.store.readRaw()) all.push(...batch);
    return all;
  };
  const numberOf = (message: SeenMessage) => (JSON.parse(message.value!.toString()) as { number: number }).number;
  /** First arrivals of each stream; a repeat must have the id it had before. */
  const arrivalsOf = (messages: readonly SeenMessage[]) => {
    const arrivals = new Map<string, number[]>();
    const ids = new Map<string, string>();
    for (const message of messages) {
      const [stream, position, id] = [message.key!.toString(), headerOf(message.headers, 'humai_position')!, headerOf(message.headers, 'ce_id')!];
      if (ids.has(position)) expect(ids.get(position)).toBe(id);
      else arrivals.set(stream, [...(arrivals.get(stream) ?? []), numberOf(message)]);
      ids.set(position, id);
    }
    return arrivals;
  };

  it('publishes each event once: the stored bytes, the key, CloudEvents headers, and a hash that can be checked', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await world.store.append(world.stream('a'), [eventNumber(1, 'identification.Tested.v1', { data: { z: '户', a: 1.5 }, metadata: syntheticMetadata({ traceparent }) }), eventNumber(2)], 'none');
    await world.publishAll();
    const [first, second, ...more] = await messagesOf(world.topic);
    const [stored] = await raws();
    expect(more).toEqual([]);
    expect(Object.fromEntries(Object.keys(first!.headers!).map((name) => [name, headerOf(first!.headers, name)]))).toStrictEqual({
      ce_specversion: '1.0', ce_id: stored!.id, ce_source: 'urn:humai:identification', ce_type: 'identification.Tested.v1', ce_subject: world.stream('a'), ce_time: stored!.recordedAt,
      'content-type': 'application/json', traceparent, humai_envelope: '1', humai_position: '1', humai_revision: '0', humai_metadata: stored!.metadata,
      humai_hash: stored!.hash, humai_previous_hash: '',
    });
    expect([first!.key!.toString(), first!.value!.toString()]).toEqual([world.stream('a'), stored!.data]);
    expect(hash('sha256', hashedText({ ...stored!, data: first!.value!.toString() }), 'hex')).toBe(headerOf(first!.headers, 'humai_hash'));
    expect(headerOf(second!.headers, 'humai_previous_hash')).toBe(stored!.hash);
    expect(await world.progress.checkpoint(RELAY)).toBe(2);
  });

  it('property: whenever it dies between acknowledgement and checkpoint, nothing is lost, each stream arrives in order, repeats have their ids', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 60 }), fc.array(fc.boolean(), { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), async (keys, crashes, batchEvents) => {
        const own = await World.make();
        try {
          const written = new Map<string, number[]>();
          for (const [i, key] of keys.entries()) {
            await own.append(key, i);
            written.set(own.stream(key), [...(written.get(own.stream(key)) ?? []), i]);
          }
          const kept = new MemoryReadStore();
          const plan = [...crashes];
          let died = 0;
          own.progress = {
            checkpoint: (name) => kept.checkpoint(name),
            setCheckpoint: async (name, position) => {
              if (plan.shift()) throw new Error(`died ${(died += 1)}`);
              await kept.setCheckpoint(name, position);
            },
          };
          while ((await kept.checkpoint(RELAY)) < keys.length) await own.publishAll({ batchEvents });
          const messages = await messagesOf(own.topic);
          expect(arrivalsOf(messages)).toEqual(written);
          expect(messages.length - keys.length).toBeGreaterThanOrEqual(died);
          expect(messages.length - keys.length).toBeLessThanOrEqual(own.failures * batchEvents); // a busy broker may break it off, too
        } finally {
          await own.close();
        }
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  describe('behind the open transaction of somebody else', () => {
    let stranger: Producer;
    let open: Transaction;
    let marked: Promise<void>;
    beforeEach(async () => {
      stranger = clientOf(kafka).producer({ transactionalId: `stranger-${world.category}`, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
      await stranger.connect();
      open = await stranger.transaction();
      await open.send({ topic: world.topic, acks: -1, messages: [{ key: world.stream('a'), value: '{"number":0}' }] });
      await world.append('a', 1);
      marked = untilWritten(world.topic, 2); // the stranger's message, ours, and the mark that ours is committed
    });
    afterEach(() => stranger.disconnect());

    it('it says only then that it has published when consumers can read it', async () => {
      const told: number[] = [];
      const run = world.publishAll({ instrument: { publish: ({ position }) => ({ headers: {}, end: () => void told.push(position) }) } });
      await marked;
      await messagesOf(world.topic);
      expect([await world.progress.checkpoint(RELAY), told]).toEqual([0, []]);
      await open.commit();
      await run;
      expect([await world.progress.checkpoint(RELAY), told]).toEqual([1, [1]]);
      expect((await messagesOf(world.topic)).map(numberOf)).toEqual([0, 1]);
    });

    it('told to stop, it sends that again the next time', async () => {
      const stop = new AbortController();
      const run = world.relay().run(stop.signal);
      await marked;
      stop.abort();
      await run;
      expect(await world.progress.checkpoint(RELAY)).toBe(0);
      await open.commit();
      await world.publishAll();
      expect((await messagesOf(world.topic)).map(numberOf)).toEqual([0, 1, 1]);
    });
  });

  it('two under a lease: one works, the other takes over when it ends', async () => {
    const lease = new Lease();
    const stops = [new AbortController(), new AbortController()];
    const published: string[] = [];
    const runs = stops.map((stop, i) => world.relay({ leader: lease, observer: observing((b) => published.push(`${i} ${b.position}`)) }).run(stop.signal));
    await world.append('a', 1);
    await until(() => published.length === 1);
    expect(await world.relay().status()).toMatchObject({ state: 'standby', position: 1, lag: 0 });
    stops[0]!.abort();
    await runs[0];
    await world.append('a', 2);
    await until(() => published.length === 2);
    stops[1]!.abort();
    await runs[1];
    expect(published).toEqual(['0 1', '1 2']);
    expect((await messagesOf(world.topic)).map(numberOf)).toEqual([1, 2]);
  });

  it('a leader that was cut off and does not know it publishes nothing more: the next one has fenced it', async () => {
    await world.append('a', 1);
    const stop = new AbortController();
    const { promise: asleep, resolve: fallAsleep } = Promise.withResolvers<void>();
    const { promise: awake, resolve: wake } = Promise.withResolvers<void>();
    // It goes to sleep after it has read an event and before it sends it.
    const sleeper = world.relay({ store: { ...bound(world.store), readRaw: async function* (options) { for await (const batch of world.store.readRaw(options)) { fallAsleep(); await awake; yield batch; } } } });
    const run = sleeper.run(stop.signal);
    await asleep;
    await world.append('a', 2, 3);
    await world.publishAll();
    wake();
    await expect(run).rejects.toMatchObject({ code: 'LEADER.LOST' });
    expect((await sleeper.status()).state).toBe('stopped');
    expect((await messagesOf(world.topic)).map(numberOf)).toEqual([1, 2, 3]);
  });

  it('stops at an event the brokers will not take, names it, and has published all before it', async () => {
    await withAdmin(kafka, (admin) => admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: world.topic, configEntries: [{ name: 'max.message.bytes', value: '20000' }] }] }));
    await world.append('a', 1, 2, 3);
    await world.store.append(world.stream('b'), [eventNumber(4, 'testing.A.v1', { data: { number: 4, note: 'x'.repeat(50_000) } })], 'any');
    await world.append('c', 5);
    const relay = world.relay();
    const refused = await relay.run(new AbortController().signal).catch((error: unknown) => error);
    const [, , , event] = await raws();
    expect(refused).toMatchObject({ code: 'KAFKA.EVENT_REFUSED', details: { position: 4, id: event!.id } });
    expect(await relay.status()).toMatchObject({ state: 'stopped', position: 3, lag: 2, problem: { code: 'KAFKA.EVENT_REFUSED' } });
    expect((await messagesOf(world.topic)).map(numberOf)).toEqual([1, 2, 3]);
  });

  it('takes events of the largest size where the set-up made the topic', async () => {
    await world.store.append(world.stream('a'), [eventNumber(1, 'testing.A.v1', { data: { number: 1, note: '户'.repeat(332_000) } }), eventNumber(2)], 'any');
    await world.publishAll();
    expect((await messagesOf(world.topic)).map(numberOf)).toEqual([1, 2]);
  });

  it('says that the set-up is missing, and where it stands, when a category has no topic', async () => {
    await world.append('a', 1);
    await world.store.append('nosuchthing-1', [eventNumber(2)], 'any');
    const relay = world.relay();
    await expect(relay.run(new AbortController().signal)).rejects.toMatchObject({ code: 'KAFKA.TOPIC_MISSING', details: { topics: ['humai.nosuchthing.v1'], position: 2 } });
    expect(await relay.status()).toMatchObject({ state: 'stopped', position: 1, lag: 1 });
    expect((await messagesOf(world.topic)).map(numberOf)).toEqual([1]);
  });

  it('says how far behind it is, in events and in seconds', async () => {
    await world.append('a', 1, 2);
    world.clock.advance(90_000);
    expect(await world.relay().status()).toEqual({ state: 'standby', position: 0, lag: 2, lagSeconds: 90, problem: null });
    await world.publishAll();
    expect(await world.relay().status()).toMatchObject({ position: 2, lag: 0, lagSeconds: 0 });
  });

  it('lets traces follow each event: headers before it is sent, the end when it is out', async () => {
    await world.append('a', 1, 2);
    const ended: unknown[] = [];
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01';
    await world.publishAll({ instrument: { publish: (event, topic) => ({ headers: { traceparent }, end: (error) => void ended.push([event.position, topic, error]) }) } });
    expect(ended).toEqual([[1, world.topic, undefined], [2, world.topic, undefined]]);
    expect((await messagesOf(world.topic)).map((m) => headerOf(m.headers, 'traceparent'))).toEqual([traceparent, traceparent]);
  });

  it('goes on by itself when the store fails for a while', async () => {
    await world.append('a', 1);
    let failures = 2;
    const failed: string[] = [];
    const stop = new AbortController();
    const lastPosition = async () => {
      if ((failures -= 1) >= 0) throw new DomainError('STORE.UNREACHABLE', { place: 'somewhere', problem: 'down' });
      return world.store.lastPosition();
    };
    const observer: RelayObserver = { published: () => stop.abort(), failed: ({ error, retries }) => void failed.push(`${(error as DomainError).code} ${retries}`) };
    await world.relay({ store: { ...bound(world.store), lastPosition }, observer }).run(stop.signal);
    expect(failed).toEqual(['STORE.UNREACHABLE true', 'STORE.UNREACHABLE true']);
    expect((await messagesOf(world.topic)).map(numberOf)).toEqual([1]);
  });
});

const bound = (store: World['store']) => ({ subscribe: store.subscribe.bind(store), readRaw: store.readRaw.bind(store), lastPosition: store.lastPosition.bind(store) });
const observing = (published: RelayObserver['published']): RelayObserver => ({ published, failed: ({ error }) => { throw error; } });

/** Waits for what a spec has set going; the spec's own limit ends it when it never comes. */
const until = async (done: () => boolean) => {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
};

/** One leader at a time within this process. */
class Lease implements LeaderElection {
  #free: Promise<void> = Promise.resolve();
  async lead(_: string, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const mine = this.#free.then(() => (signal.aborted ? undefined : work(signal)));
    this.#free = mine.catch(() => {});
    await mine;
  }
}
