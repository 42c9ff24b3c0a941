import { join } from 'node:path';
import { IdentificationErrors } from '@humai/contracts-identification';
import { EmbeddedEventFeed } from '@humai/event-feed-embedded';
import { PlatformErrors } from '@humai/kernel';
import { connectConsumer, HumaiStrategy } from '@humai/messaging';
import {
  AREAS, CALENDAR, CATALOGUE, CLOCK, ERRORS, EVENT_STORE, EVIDENCE, httpAdapter, type HttpRequest, IDS, PlatformModule, POLICIES, READ_STORE, ROW_STAGING, SCRATCH, setUpHttp, SubjectRegistry, UP_TO_DATE, VAULT,
} from '@humai/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { identification, IdentificationModule } from '../identification.module.js';
import { runningService } from './running-service.js';

type Hooks = { addHook: (name: string, hook: (request: HttpRequest, _: unknown, done: () => void) => void) => void };

@Module({})
class Wiring {
  static of(values: readonly (readonly [token: symbol, value: unknown])[]): DynamicModule {
    return { module: Wiring, global: true, imports: [PlatformModule, IdentificationModule], providers: values.map(([provide, useValue]) => ({ provide, useValue })), exports: values.map(([token]) => token) };
  }
}

/** The context over HTTP and behind a feed that waits to be drained. Who calls is said by a header: `role@area role@area`. */
export async function runningApp() {
  const service = await runningService();
  const { evidence, upToDate, store, catalogue, clock, ids, policies, calendar, readStore, vault, areas, openStaging, directory } = service;
  const app = await NestFactory.create<NestFastifyApplication>(
    Wiring.of([
      [EVENT_STORE, store], [CATALOGUE, catalogue], [CLOCK, clock], [IDS, ids], [POLICIES, policies], [CALENDAR, calendar], [READ_STORE, readStore], [VAULT, vault], [EVIDENCE, evidence], [UP_TO_DATE, upToDate], [AREAS, areas],
      [ROW_STAGING, openStaging], [SCRATCH, join(directory, 'scratch')], [ERRORS, { ...PlatformErrors, ...IdentificationErrors }],
    ]),
    httpAdapter(), { logger: false },
  );
  (app.getHttpAdapter().getInstance() as never as Hooks).addHook('onRequest', (request, _, done) => {
    const rights = request.headers['x-who'];
    if (typeof rights === 'string') request.caller = { id: 'caller', grants: rights.split(' ').map((g) => ({ role: g.split('@')[0]!, area: g.split('@')[1] ?? '' })) };
    done();
  });
  for (const [subject, names] of Object.entries(identification.subjects!({ readStore }))) app.get(SubjectRegistry).add(subject, names);
  setUpHttp(app, { title: 'Identification', version: '1' });
  const feed = new EmbeddedEventFeed({ store, progress: readStore, live: false });
  connectConsumer(app, new HumaiStrategy({ ...identification.consumer!, feed, catalogue, store: readStore, clock }));
  await app.startAllMicroservices();
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    ...service, feed,
    inject: (request: Parameters<typeof app.inject>[0]) => app.inject(request),
    get: async (url: string, who?: string) => {
      const answer = await app.inject({ method: 'GET', url, headers: { 'accept-language': 'en', ...(who === undefined ? {} : { 'x-who': who }) } });
      return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
    },
    post: async (url: string, who: string, body: object, key = 'key') => {
      const answer = await app.inject({ method: 'POST', url, headers: { 'accept-language': 'en', 'x-who': who, 'idempotency-key': key, 'content-type': 'application/json' }, payload: JSON.stringify(body) });
      return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
    },
    close: async () => {
      await app.close();
      await service.close();
    },
  };
}
export type RunningApp = Awaited<ReturnType<typeof runningApp>>;
