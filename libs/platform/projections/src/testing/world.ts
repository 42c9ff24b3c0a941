import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { type EventStore, foldReadModel, type Projection, type ReadDocument, type ReadStore } from '@humai/kernel';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { FakeClock, syntheticEvent } from '@humai/testing';
import { ProjectionRunner, type ProjectionRunnerOptions } from '../runner.js';
import { type Data, happening, type Thing, type ThingEvent, thingsProjection } from './things.js';

export const NAME = 'fake.things.v1';

/** The object with some of its methods done differently. */
export const over = <T extends object>(object: T, methods: Partial<T>): T =>
  new Proxy(object, { get: (target, key) => methods[key as keyof T] ?? (target[key as keyof T] as (() => unknown) | undefined)?.bind(target) });

/** Waits until it is so, but not for ever. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 15_000; !(await isSo()); await sleep(1)) if (performance.now() > end) throw new Error(`waited in vain until ${isSo}`);
}

/** A log and read models, in the real stores, for one test. */
export class World {
  #directory = '';
  #runners: ProjectionRunner[] = [];
  #appended = 0;
  stop = new AbortController();
  store!: EventStore;
  readStore!: ReadStore;

  async open(): Promise<void> {
    this.#directory = mkdtempSync(join(tmpdir(), 'humai-projections-'));
    this.store = await openSqliteEventStore({ directory: join(this.#directory, 'log'), clock: new FakeClock(), synchronous: 'off' });
    this.readStore = await openSqliteReadStore({ file: join(this.#directory, 'read.sqlite') });
    this.#appended = 0;
  }

  async close(): Promise<void> {
    await this.restart();
    await Promise.all([this.store.close(), this.readStore.close()]);
    rmSync(this.#directory, { recursive: true });
  }

  /** Answers the position. */
  async append(type: string, data: Data): Promise<number> {
    const { position } = await this.store.append(`thing-${data.id}`, [syntheticEvent((this.#appended += 1), { type, data })], 'any');
    return position;
  }

  async fill(count: number, from = 0): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, n) => this.append(...happening(from + n))));
  }

  async events(): Promise<ThingEvent[]> {
    const events: ThingEvent[] = [];
    for await (const batch of this.store.readAll()) events.push(...(batch as readonly ThingEvent[]));
    return events;
  }

  runnerOf(options: Partial<ProjectionRunnerOptions> = {}): ProjectionRunner {
    const { store, readStore } = this;
    const runner = new ProjectionRunner({ store, readStore, projections: [thingsProjection()], retry: { attempts: 2, delayMs: 0 }, ...options });
    this.#runners.push(runner);
    return runner;
  }

  async started(options: Partial<ProjectionRunnerOptions> = {}): Promise<ProjectionRunner> {
    const runner = this.runnerOf(options);
    await runner.start(this.stop.signal);
    return runner;
  }

  /** Stops the runners; the next ones begin anew on the same data. */
  async restart(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.#runners.splice(0).map((r) => r.stopped()));
    this.stop = new AbortController();
  }

  async rows<D extends ReadDocument = Thing>(name = NAME): Promise<Map<string, D>> {
    return this.rowsIn<D>(await this.readStore.resolve(name));
  }

  async rowsIn<D extends ReadDocument = Thing>(collection: string): Promise<Map<string, D>> {
    const found = new Map<string, D>();
    for await (const batch of this.readStore.scan<D>(collection)) for (const row of batch) found.set(row._id, row);
    return found;
  }

  /** What the rows must be, of all events or of those up to a position. */
  async fold<D extends ReadDocument = Thing>(projection: Projection<D, ThingEvent> = thingsProjection() as never, upTo = Infinity): Promise<Map<string, D>> {
    return foldReadModel(projection, (await this.events()).filter((e) => e.position <= upTo));
  }
}
