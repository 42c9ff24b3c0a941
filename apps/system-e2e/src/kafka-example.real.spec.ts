// The example that reads Kafka with plain kafkajs, as a process of its own, against a real broker that the real relay has written to.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { parseKafkaUrl, Relay, setUpTopics, topicOfCategory } from '@humai/event-feed-kafka';
import { openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import { describeReal, FakeClock, MemoryReadStore, syntheticEvent } from '@humai/testing';

const EXAMPLE = fileURLToPath(new URL('../../../examples/read-topics-from-kafka.mjs', import.meta.url));
const REGISTERED = 'identification.HouseholdRegistered.v1';

describeReal('the example that reads Kafka', ['kafka'], (urls) => {
  const kafka = parseKafkaUrl(urls.kafka);
  let directory: string, category: string, group: string;
  let store: SqliteEventStore;
  let running: ChildProcess | undefined;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'humai-example-'));
    category = `example${randomUUID().slice(0, 8)}`;
    group = `example.${randomUUID()}`;
    await setUpTopics(kafka, { categories: [category], partitions: 3, replication: 1, retention: 1 });
    store = await openSqliteEventStore({ directory, clock: new FakeClock(), synchronous: 'off' });
  });
  afterEach(async () => {
    running?.kill('SIGKILL');
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  let numbers = 0;
  const happened = (stream: string, type = REGISTERED) => store.append(`${category}-${stream}`, [syntheticEvent((numbers += 1), { id: randomUUID(), type, data: { village: '511504001004', number: numbers } })], 'any');
  /** Publishes the whole log; a relay that has lost its progress publishes it again. */
  const publish = async () => {
    const [end, stop] = [await store.lastPosition(), new AbortController()];
    const observer = { published: ({ position }: { position: number }) => void (position >= end && stop.abort()), failed: ({ error, retries }: { error: unknown; retries: boolean }) => { if (!retries) throw error; } };
    await new Relay({ kafka, store, progress: new MemoryReadStore(), clock: new FakeClock(), observer }).run(stop.signal);
  };
  const file = () => join(directory, 'handled.ndjson');
  const read = (...args: string[]) =>
    (running = spawn(process.execPath, [EXAMPLE, file(), ...args], { stdio: 'inherit', env: { ...process.env, HUMAI_KAFKA: kafka.brokers.join(','), HUMAI_TOPICS: topicOfCategory(category), HUMAI_GROUP: group } }));
  type Handled = { position: number; stream: string; village: string };
  const handled = (): Handled[] => {
    try {
      return readFileSync(file(), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Handled);
    } catch {
      return [];
    }
  };
  const until = async (count: number) => {
    for (let n = 0; n < 1_500 && handled().length < count; n += 1) await sleep(20);
    return handled();
  };
  const killed = (child: ChildProcess) => new Promise((resolve) => { child.once('exit', resolve); child.kill('SIGKILL'); });

  it('handles each event once, in order per stream, though they come twice and it is killed between them', async () => {
    for (let n = 0; n < 30; n += 1) await happened(`s${n % 5}`);
    await happened('s0', 'identification.Unknown.v1');
    await publish();
    const first = read();
    await until(10);
    await killed(first);
    await publish();
    read();
    await until(30);
    await happened('s0');
    await publish();
    const all = await until(31);
    expect(all.map(({ position }) => position).sort((a, b) => a - b)).toEqual([...Array.from({ length: 30 }, (_, i) => i + 1), 32]);
    for (const stream of ['s0', 's1', 's2', 's3', 's4']) {
      const positions = all.filter((e) => e.stream === `${category}-${stream}`).map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
    }
    expect(new Set(all.map(({ village }) => village))).toEqual(new Set(['511504001004']));
  }, 120_000);

  it('begins after a position that it has from elsewhere', async () => {
    for (let n = 0; n < 5; n += 1) await happened('s1');
    await publish();
    read('--from', '3');
    expect((await until(2)).map(({ position }) => position)).toEqual([4, 5]);
  }, 120_000);
});
