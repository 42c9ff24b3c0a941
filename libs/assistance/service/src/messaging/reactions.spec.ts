import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedEventFeed } from '@humai/event-feed-embedded';
import type { ReadStore } from '@humai/kernel';
import { connectConsumer, HumaiStrategy } from '@humai/messaging';
import { CommandExecutor } from '@humai/nest';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { assistance } from '../assistance.module.js';
import { enrolled, fact, member, registered, runningService, VILLAGE, type RunningService } from '../testing/running-service.js';
import { AssistanceReactions } from './reactions.js';

let service: RunningService;
let state: ReadStore;
let feed: EmbeddedEventFeed;
let app: INestApplication;
beforeEach(async () => {
  service = await runningService();
  service.goTo('2024-05-02');
  state = await openSqliteReadStore({ file: join(service.directory, 'messages.sqlite') });
  feed = new EmbeddedEventFeed({ store: service.store, progress: state, live: false });
  @Module({ controllers: [AssistanceReactions], providers: [{ provide: CommandExecutor, useValue: service.executor }] })
  class App {}
  app = await NestFactory.create(App, new FastifyAdapter(), { logger: false });
  connectConsumer(app, new HumaiStrategy({ ...assistance.consumer!, feed, catalogue: service.catalogue, store: state, clock: service.clock }));
  await app.startAllMicroservices();
  await app.init();
});
afterEach(async () => {
  await app.close();
  await state.close();
  await service.close();
});

const planned = fact('2024-03-20', 'assistance.PlanMade.v1', { planId: 'plan-1', enrolmentId: 'e1', helperId: 'helper-1', withLabour: true });
const measure = fact('2024-03-21', 'assistance.MeasurePlanned.v1', { planId: 'plan-1', measureId: 'm1', riskId: 'e1.1', code: 'M41', dueOn: '2024-04-20', village: VILLAGE });
const changed = (village: string) => fact('2024-05-02', 'identification.HouseholdChanged.v1', { registerNumber: '5115040002', village, kind: 'GENERAL' });

describe('a household that moves to another village', () => {
  it('takes its running measures along, once, because of the move', async () => {
    await service.given('h1', registered, member, enrolled(), planned, measure, changed('511504001201'));
    expect(await feed.drain()).toBe(1);
    const history = await service.history('h1');
    const { type, data, metadata } = history.at(-1)!;
    expect([type, data]).toStrictEqual(['assistance.MeasuresMoved.v1', { measureIds: ['m1'], village: '511504001201' }]);
    expect(metadata).toMatchObject({ actor: 'assistance', role: 'service', effectiveOn: '2024-05-02', causationId: history.at(-2)!.id });
    await new AssistanceReactions(service.newExecutor()).onHouseholdChanged(history.at(-2) as never);
    expect(await service.history('h1')).toHaveLength(history.length);
  });

  it('leaves them alone when only its number changes', async () => {
    await service.given('h1', registered, member, enrolled(), planned, measure, changed(VILLAGE));
    const position = await service.store.lastPosition();
    expect([await feed.drain(), await service.store.lastPosition()]).toStrictEqual([1, position]);
  });
});
