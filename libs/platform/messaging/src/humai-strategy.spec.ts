import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedEventFeed } from '@humai/event-feed-embedded';
import { openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import { DomainError, EventCatalogue, type FeedMessage, type ReadStore } from '@humai/kernel';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { FakeClock, syntheticEvent } from '@humai/testing';
import { Controller, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { of, throwError } from 'rxjs';
import { connectConsumer } from './connect-consumer.js';
import { ConsumerContext, HumaiStrategy } from './humai-strategy.js';
import { ParkingLot } from './parking-lot.js';

const ASSISTANCE = Symbol('assistance');
const RELOCATION = Symbol('relocation');
const seen: string[] = [];
let refuse = false;

@Controller()
class AssistanceEvents {
  @EventPattern<string>('testing.A.v1', ASSISTANCE)
  async first(@Payload() event: FeedMessage, @Ctx() context: ConsumerContext) {
    await new Promise(setImmediate);
    seen.push(`first ${event.stream} ${context.group} ${context.attempt}`);
  }
  @EventPattern<string>('testing.A.v1', ASSISTANCE)
  second(@Payload() event: FeedMessage) {
    seen.push(`second ${event.stream}`);
    return of('done');
  }
  @EventPattern<string>('testing.B.v1', ASSISTANCE)
  async refusing() {
    if (refuse) throw new DomainError('PLAN.MISSING', { plan: 'p1' });
  }
  @EventPattern<string>('testing.C.v1', ASSISTANCE)
  failing() {
    return throwError(() => new RangeError('in a stream'));
  }
}

@Controller()
class RelocationEvents {
  @EventPattern<string>('testing.A.v1', RELOCATION)
  only(@Payload() event: FeedMessage) {
    seen.push(`relocation ${event.stream}`);
  }
}

@Module({ controllers: [AssistanceEvents, RelocationEvents] })
class App {}

describe('the transport for @EventPattern', () => {
  let directory: string;
  let store: SqliteEventStore;
  let feed: EmbeddedEventFeed;
  let lot: ParkingLot;
  let app: INestApplication;
  let state: ReadStore;
  const clock = new FakeClock();

  beforeEach(async () => {
    seen.length = 0;
    refuse = false;
    directory = await mkdtemp(join(tmpdir(), 'humai-messaging-'));
    store = await openSqliteEventStore({ directory, clock, synchronous: 'off' });
    state = await openSqliteReadStore({ file: join(directory, 'read.sqlite') });
    feed = new EmbeddedEventFeed({ store, progress: state, live: false });
    lot = new ParkingLot(state, clock);
    app = await NestFactory.create(App, new FastifyAdapter(), { logger: false });
    for (const [group, transportId] of [['assistance.on-events', ASSISTANCE], ['relocation.on-events', RELOCATION]] as const)
      connectConsumer(app, new HumaiStrategy({ group, transportId, feed, lot, catalogue: new EventCatalogue([]), store: state, clock, sleep: async () => {} }));
    await app.startAllMicroservices();
  });
  afterEach(async () => {
    await app.close();
    await store.close();
    await state.close();
    await rm(directory, { recursive: true });
  });
  const write = (stream: string, n: number, type: string) => store.append(stream, [syntheticEvent(n, { type })], 'any');

  it('runs all handlers of a service one after the other, and each service its own', async () => {
    await write('household-1', 1, 'testing.A.v1');
    await feed.drain();
    expect(seen).toEqual(['first household-1 assistance.on-events 1', 'second household-1', 'relocation household-1']);
  });

  it('parks by the code of the refusal itself, and one household only', async () => {
    refuse = true;
    await write('household-1', 1, 'testing.B.v1');
    await write('household-1', 2, 'testing.A.v1');
    await write('household-2', 3, 'testing.A.v1');
    await feed.drain();
    expect((await lot.list()).map((p) => [p.group, p.stream, p.code, p.problem, p.attempts])).toEqual([
      ['assistance.on-events', 'household-1', 'PLAN.MISSING', '{"plan":"p1"}', 5],
      ['assistance.on-events', 'household-1', 'PARKED.BEHIND', 'an earlier message of this stream is parked', 0],
    ]);
    expect(seen).toEqual(['relocation household-1', 'first household-2 assistance.on-events 1', 'second household-2', 'relocation household-2']);
    refuse = false;
    await lot.retry((await lot.list())[0]!.id);
    expect([seen.slice(4), await lot.count()]).toEqual([['first household-1 assistance.on-events 1', 'second household-1'], 0]);
  });

  it('sees an error that comes through an observable', async () => {
    await write('household-1', 1, 'testing.C.v1');
    await feed.drain();
    expect((await lot.list()).map((p) => [p.code, p.problem])).toEqual([['INTERNAL', 'RangeError']]);
  });

  it('ends with the application', async () => {
    await app.close();
    await write('household-1', 1, 'testing.A.v1');
    expect(await feed.drain()).toBe(0);
  });
});
