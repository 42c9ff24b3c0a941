// The whole context over real stores in a directory of its own. Who calls is said by a header: `role@area role@area`, `name:role@area`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactEvent } from '@humai/assessment-domain';
import { AssessmentErrors } from '@humai/contracts-assessment';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { createIdSource, type Instant } from '@humai/kernel';
import { AREAS, CALENDAR, CATALOGUE, CLOCK, ERRORS, EVENT_STORE, httpAdapter, type HttpRequest, IDS, PlatformModule, POLICIES, READ_POSITIONS, READ_STORE, setUpHttp } from '@humai/nest';
import { ProjectionRunner } from '@humai/projections';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { assessment, AssessmentModule } from '../assessment.module.js';
import { areas, calendar, catalogue, policies, tell } from './district.js';

type Hooks = { addHook: (name: string, hook: (request: HttpRequest, _: unknown, done: () => void) => void) => void };

@Module({})
class Wiring {
  static of(values: readonly (readonly [token: symbol, value: unknown])[]): DynamicModule {
    return { module: Wiring, global: true, imports: [PlatformModule, AssessmentModule], providers: values.map(([provide, useValue]) => ({ provide, useValue })), exports: values.map(([token]) => token) };
  }
}

/** A running context that was told these events; its clock then stands at `now`. */
export async function startContext(events: readonly FactEvent[], now: Instant) {
  const directory = await mkdtemp(join(tmpdir(), 'humai-assessment-'));
  let time: Instant = events[0]?.recordedAt ?? now;
  const clock = { now: () => time, simulated: false };
  const store = await openSqliteEventStore({ directory, clock });
  const readStore = await openSqliteReadStore({ file: join(directory, 'read-models.sqlite') });
  const told = (more: readonly FactEvent[]) => tell(store, more, (at) => (time = at));
  await told(events);
  time = now;

  const runner = new ProjectionRunner({ store, readStore, catalogue, projections: assessment.projections });
  const stop = new AbortController();
  await runner.start(stop.signal);
  let n = 0;
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
    Wiring.of([
      [EVENT_STORE, store], [READ_STORE, readStore], [READ_POSITIONS, runner], [CATALOGUE, catalogue], [ERRORS, AssessmentErrors], [CLOCK, clock], [POLICIES, policies], [CALENDAR, calendar],
      [AREAS, areas], [IDS, createIdSource(clock, () => Uint8Array.from({ length: 10 }, () => (n += 1) % 251))],
    ]),
    httpAdapter(), { logger: false },
  );
  (app.getHttpAdapter().getInstance() as never as Hooks).addHook('onRequest', (request, _, done) => {
    const [, name, rights] = /^(?:(.*):)?(.*)$/.exec(String(request.headers['x-who'] ?? ''))!;
    const grants = rights!.split(' ').filter(Boolean).map((g) => ({ role: g.split('@')[0]!, area: g.split('@')[1] ?? '' }));
    if (grants.length > 0) request.caller = { id: name ?? 'u1', grants };
    done();
  });
  setUpHttp(app, { title: 'Assessment', version: '1' });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();

  const headersOf = (who: string, more: Record<string, string>) => ({ 'x-who': who, ...more });
  return {
    directory, store, readStore, runner, clock, told, app,
    get: (url: string, who: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url: `/v1/assessment/${url}`, headers: headersOf(who, headers) }),
    post: (url: string, payload: object, who: string, headers: Record<string, string> = {}) =>
      app.inject({ method: 'POST', url: `/v1/assessment/results/${url}`, payload, headers: headersOf(who, { 'idempotency-key': `k${(n += 1)}`, ...headers }) }),
    async stop() {
      await app.close();
      stop.abort();
      await runner.stopped();
      await readStore.close();
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}
export type Context = Awaited<ReturnType<typeof startContext>>;
