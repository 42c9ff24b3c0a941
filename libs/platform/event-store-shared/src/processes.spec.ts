import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashedText, type RawEvent } from '@humai/kernel';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { collect, FakeClock, startModule, type TestProcess } from '@humai/testing';

let directory: string;
let children: TestProcess[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'humai-shared-'));
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()));
  rmSync(directory, { recursive: true });
});

const start = (source: string, ...args: string[]): TestProcess => {
  const child = startModule(source, [directory, ...args]);
  children.push(child);
  return child;
};

const clock = `{ simulated: false, now: () => new Date().toISOString() }`;

const holder = `
  import { openSqliteEventStore } from '@humai/event-store-sqlite';
  import { serveAppends, storeSecret } from '@humai/event-store-shared';
  const [directory] = process.argv.slice(1);
  const store = await openSqliteEventStore({ directory, clock: ${clock} });
  await serveAppends({ store, port: 0, secret: storeSecret(directory), onFault: console.error });
  console.log('ready');`;

/** Appends for ever with 8 writers, printing \`<stream> <id>\` for each acknowledged event, and reads each event back. */
const client = `
  import { randomUUID } from 'node:crypto';
  import { holderOf, openSqliteEventStore } from '@humai/event-store-sqlite';
  import { openSharedEventStore } from '@humai/event-store-shared';
  import { syntheticMetadata } from './synthetic.ts';
  const [directory, name] = process.argv.slice(1);
  const store = await openSharedEventStore({ directory, holderOf, openReader: (directory) => openSqliteEventStore({ directory, clock: ${clock}, readOnly: true }) });
  await Promise.all(Array.from({ length: 8 }, async (_, writer) => {
    const stream = 'household-' + name + '-' + writer;
    for (let n = 0, revision = -1; ; n += 1) {
      const events = Array.from({ length: 1 + (n % 3) }, (_, part) => ({ id: randomUUID(), type: 'testing.Happened.v1', data: { n, part }, metadata: syntheticMetadata() }));
      revision = (await store.append(stream, events, revision < 0 ? 'none' : revision)).revision;
      const read = await store.readStream(stream, { fromRevision: revision });
      if (read.length !== 1 || read[0].id !== events.at(-1).id) throw new Error('does not see its own event ' + revision);
      for (const { id } of events) process.stdout.write(stream + ' ' + id + '\\n');
    }
  }));`;

/** What a client has printed so far, and a way to wait for more. */
class Acknowledged {
  readonly lines: string[] = [];
  #more = () => {};
  constructor(child: TestProcess) {
    void (async () => {
      for await (const line of child.lines) {
        this.lines.push(line);
        this.#more();
      }
      this.#more();
    })();
  }
  async more(count: number): Promise<void> {
    for (const wanted = this.lines.length + count; this.lines.length < wanted; ) await new Promise<void>((resolve) => (this.#more = resolve));
  }
}

describe('processes that share a store', () => {
  it('lose nothing that was acknowledged and double nothing when its holder is killed, and go on when it is back', async () => {
    const acknowledged = ['a', 'b'].map((name) => new Acknowledged(start(client, name))); // Before there is a store.
    for (const count of [1, 40, 7, 150, 300]) {
      const held = start(holder);
      for await (const line of held.lines) if (line === 'ready') break;
      await Promise.all(acknowledged.map((a) => a.more(count)));
      await held.kill();
    }
    await Promise.all(children.map((child) => child.kill()));

    const store = await openSqliteEventStore({ directory, clock: new FakeClock() });
    const log = await collect<RawEvent>(store.readRaw());
    await store.close();
    expect(log.map((e) => e.position)).toStrictEqual(log.map((_, i) => i + 1));
    const stored = new Set(log.map((e) => `${e.stream} ${e.id}`));
    expect(stored.size).toBe(log.length);
    expect(acknowledged.flatMap(({ lines }) => lines).filter((line) => /^household-\S+ \S{36}$/.test(line) && !stored.has(line))).toStrictEqual([]);
    const streams = Map.groupBy(log, (e) => e.stream);
    expect(streams.size).toBe(16);
    for (const events of streams.values()) {
      const steps = events.map((e) => JSON.parse(e.data) as { n: number; part: number });
      // Each append once, whole, in order: no n twice, none left out.
      expect(steps).toStrictEqual(Array.from({ length: steps.at(-1)!.n + 1 }, (_, n) => Array.from({ length: 1 + (n % 3) }, (_, part) => ({ n, part }))).flat());
      events.forEach((e, i) => expect([e.revision, e.previousHash, e.hash]).toStrictEqual([i, events[i - 1]?.hash ?? '', hash('sha256', hashedText(e))]));
    }
  }, 60_000);
});
