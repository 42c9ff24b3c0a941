// The ledger on real stores in a directory of its own, with a consumer, a read model and a deadline that can be made to fail.
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assistanceAggregate } from '@humai/assistance-service';
import { IdentificationEvents } from '@humai/contracts-identification';
import { LedgerErrors } from '@humai/contracts-ledger';
import { openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import { householdAggregate } from '@humai/identification-service';
import { type Calendar, DomainError, EventCatalogue, type EventStore, type IdSource, type NewEvent, type PolicySource, type Projection, type ReadDocument, type ReadStore, streamName } from '@humai/kernel';
import { ConsumerLoop, ParkingLot } from '@humai/messaging';
import {
  AGGREGATES, CALENDAR, CATALOGUE, CLOCK, CONSUMERS, ERRORS, EVENT_STORE, httpAdapter, HTTP_OBSERVER, type HttpRequest, IDS, PARKING_LOT, PlatformModule, POLICIES, PROCESS_RUNNER, PROJECTION_RUNNER,
  READ_STORE, setUpHttp, STORE_TRAITS, SubjectRegistry,
} from '@humai/nest';
import { type Deadline, ProcessRunner, ProjectionRunner } from '@humai/projections';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { relocationAggregate } from '@humai/relocation-service';
import { FakeClock, syntheticEvent, syntheticId } from '@humai/testing';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Closing } from '../http/closing.js';
import { LedgerModule } from '../index.js';
import { HOUSEHOLD, newEventOf, PAST } from './household.js';

const REGISTERED = 'identification.HouseholdRegistered.v1';
const CHANGED = 'identification.HouseholdChanged.v1';
export const GROUP = 'testing.on-registered';

/** What is to go wrong. */
export type Faults = { projection: boolean; reading: boolean; handler: boolean; act: boolean };
type Gate = { reached: () => void; wait: Promise<void> };
type Village = ReadDocument & Readonly<{ village: string }>;

function projectionsOf(faults: Faults) {
  const of = (name: string): Projection<Village> => ({
    name, version: 1, indexes: [['village']], handles: [REGISTERED, CHANGED], documentId: ({ stream }) => stream,
    evolve: (_, { data }) => {
      if (faults.projection) throw new Error('cannot fold');
      return { village: (data as { village: string }).village };
    },
  });
  const dueDates: Projection<Deadline> = {
    name: 'testing.due-dates', version: 1, indexes: [['dueOn']], handles: [REGISTERED], documentId: ({ stream }) => stream, evolve: () => ({ dueOn: '2026-01-20', area: '511504101201' }),
  };
  return { projections: [of('testing.villages'), of('testing.homes'), dueDates], dueDates };
}

/** A store that can break off while the log is read, or wait to be told to go on. */
function fragile(store: SqliteEventStore, faults: Faults, gate: Gate): EventStore {
  async function* breaking<B>(batches: AsyncIterable<B>): AsyncIterable<B> {
    for await (const batch of batches) {
      yield batch;
      if (faults.reading) throw new DomainError('STORE.DAMAGED', { file: 'events.sqlite', problem: 'gone' });
      gate.reached();
      await gate.wait;
    }
  }
  return {
    append: (...a) => store.append(...a), readStream: (...a) => store.readStream(...a), subscribe: (o) => store.subscribe(o), lastPosition: () => store.lastPosition(), close: () => store.close(),
    readAll: (o) => breaking(store.readAll(o)),
    readRaw: (o) => breaking(store.readRaw({ batchSize: 2, ...o })),
  };
}

export type System = Awaited<ReturnType<typeof startLedger>>;

export async function startLedger() {
  const directory = mkdtempSync(join(tmpdir(), 'humai-ledger-'));
  const clock = new FakeClock(PAST[0]!.recordedAt);
  const sqlite = await openSqliteEventStore({ directory, clock });
  const readStore: ReadStore = await openSqliteReadStore({ file: join(directory, 'read-models.sqlite') });
  const faults: Faults = { projection: false, reading: false, handler: false, act: false };
  const gate: Gate = { reached: () => {}, wait: Promise.resolve() };
  const store = fragile(sqlite, faults, gate);
  const catalogue = new EventCatalogue([IdentificationEvents]);
  const failures: unknown[] = [];

  const loop = new ConsumerLoop({
    group: GROUP, catalogue, store: readStore, clock, sleep: async () => {},
    handlers: new Map([[REGISTERED, [async () => {
      if (faults.handler) throw new DomainError('HOUSEHOLD.CLEARED');
    }]]]),
  });
  const lot = new ParkingLot(readStore, clock);
  lot.attach(loop);

  const { projections, dueDates } = projectionsOf(faults);
  const runner = new ProjectionRunner({ store, readStore, projections, catalogue, retry: { attempts: 1, delayMs: 1 } });
  const processes = new ProcessRunner({
    readStore, runner, clock,
    processes: [{
      name: 'testing.overdue', dueDates, act: async () => {
        if (faults.act) throw new DomainError('CASE.NOT_OPEN');
      },
    }],
  });

  const provided = [
    [EVENT_STORE, store], [READ_STORE, readStore], [CLOCK, clock], [CATALOGUE, catalogue], [ERRORS, LedgerErrors], [PROJECTION_RUNNER, runner], [PROCESS_RUNNER, processes], [PARKING_LOT, lot],
    [AGGREGATES, [householdAggregate, assistanceAggregate, relocationAggregate]], [CONSUMERS, [{ group: GROUP, position: async () => 1 }]],
    [STORE_TRAITS, { simulated: false, gaplessPositions: true, checkFiles: () => sqlite.damage() }],
    [HTTP_OBSERVER, { answered: () => {}, failed: ({ error }: { error: unknown }) => void failures.push(error) }],
    [IDS, {} as IdSource], [POLICIES, {} as PolicySource], [CALENDAR, {} as Calendar],
  ] as const;
  @Global()
  @Module({ providers: provided.map(([provide, useValue]) => ({ provide, useValue })), exports: provided.map(([token]) => token) })
  class Wiring {}
  @Module({ imports: [Wiring, PlatformModule, LedgerModule] })
  class App {}

  const app = await NestFactory.create<NestFastifyApplication>(App, httpAdapter(), { logger: false });
  (app.getHttpAdapter().getInstance() as never as { addHook: (n: string, h: (r: HttpRequest, _: unknown, done: () => void) => void) => void })
    .addHook('onRequest', (request, _, done) => {
      const grants = String(request.headers['x-who'] ?? '').split(' ').filter(Boolean).map((g) => ({ role: g.split('@')[0]!, area: g.split('@')[1] ?? '' }));
      if (grants.length) request.caller = { id: 'caller-1', grants };
      done();
    });
  const document = setUpHttp(app, { title: 'Ledger', version: '1' });
  app.get(SubjectRegistry).add('households', { find: async (text) => (text === '5115040001' ? HOUSEHOLD : undefined), projection: { name: 'identification.households', version: 1 } });

  let position = 0;
  const append = async (stream: string, event: NewEvent) => {
    await store.append(stream, [event], 'any');
    position += 1;
  };
  for (const [i, fact] of PAST.entries()) {
    clock.advance(Date.parse(fact.recordedAt) - Date.parse(clock.now()));
    await append(streamName('household', HOUSEHOLD), newEventOf(fact, i + 1));
  }
  await app.listen(0, '127.0.0.1');

  const ask = (method: 'GET' | 'POST', url: string, who = 'ops@ auditor@', payload?: object) =>
    app.inject({ method, url: `/v1/ledger/${url}`, headers: who ? { 'x-who': who, 'accept-language': 'en' } : {}, ...(payload && { payload }) });
  return {
    app, document, store, readStore, runner, processes, lot, loop, faults, failures, closing: app.get(Closing, { strict: false }).signal,
    get position() { return position; },
    get url() { return `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}/v1/ledger`; },
    /** Holds up whatever reads the log, until it is let go. */
    hold(): Readonly<{ reached: Promise<void>; letGo: () => void }> {
      const [reached, wait] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      Object.assign(gate, { reached: reached.resolve, wait: wait.promise });
      return { reached: reached.promise, letGo: wait.resolve };
    },
    /** Resolves when nobody is connected any more. */
    async left(): Promise<void> {
      const server = app.getHttpServer() as Server;
      const connected = () => new Promise<number>((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));
      while ((await connected()) > 0) await sleep(5);
    },
    /** More events, of a type that no catalogue knows, on streams of their own. */
    async grow(count: number): Promise<void> {
      const first = position;
      for (let n = 1; n <= count; n += 1) await append(`village-${first + n}`, syntheticEvent(1_000 + first + n));
    },
    /** A message that the consumer cannot handle; answers its id in the parking lot. */
    async park(n: number): Promise<string> {
      faults.handler = true;
      const fact = PAST[0]!;
      await loop.handle({ ...newEventOf(fact, n), stream: 'household-parked', revision: n, position: n, recordedAt: fact.recordedAt, hash: '' });
      faults.handler = false;
      return `${GROUP}/${syntheticId(n)}`;
    },
    get: (url: string, who?: string) => ask('GET', url, who),
    post: (url: string, who?: string, payload?: object) => ask('POST', url, who, payload),
    async close(): Promise<void> {
      await app.close();
      await sqlite.close();
      await readStore.close();
      rmSync(directory, { recursive: true });
    },
  };
}

type Answer = Awaited<ReturnType<System['get']>>;
export const linesOf = (body: string): unknown[] => body.split('\n').slice(0, -1).map((line) => JSON.parse(line) as unknown);
export const refusal = (answer: Answer): readonly [number, string, string | undefined] => {
  const { code, field } = answer.json<{ code: string; field?: string }>();
  return [answer.statusCode, code, field];
};
