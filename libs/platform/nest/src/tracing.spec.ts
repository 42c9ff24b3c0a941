import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { MemoryReadStore, recordSpans } from '@humai/testing';
import { Controller, Get, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createCommandController } from './command-controller.js';
import { CommandExecutor } from './command-executor.js';
import type { HttpRequest } from './http-context.js';
import { PlatformModule } from './platform-module.js';
import { httpAdapter, setUpHttp } from './set-up-http.js';
import { counter, CounterErrors, fakePorts } from './testing/counter.js';
import { CALENDAR, CATALOGUE, CLOCK, ERRORS, EVENT_STORE, IDS, POLICIES, READ_STORE } from './tokens.js';

const PLANTED = '00000019900101001X';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';

@Controller()
class Broken {
  @Get('broken')
  broken(): string {
    throw new TypeError(`choked on ${PLANTED}`);
  }
}

const ports = fakePorts();
const provided = [
  [EVENT_STORE, ports.store], [CATALOGUE, ports.catalogue], [CLOCK, ports.clock], [IDS, ports.ids], [POLICIES, ports.policies], [CALENDAR, ports.calendar], [READ_STORE, new MemoryReadStore()], [ERRORS, CounterErrors],
] as const;
@Global()
@Module({ providers: provided.map(([provide, useValue]) => ({ provide, useValue })), exports: provided.map(([token]) => token) })
class Wiring {}
@Module({ imports: [Wiring, PlatformModule], controllers: [createCommandController({ aggregate: counter, errors: CounterErrors }), Broken] })
class App {}

let app: NestFastifyApplication;
let url: string;
/** Called when a request's head has come. */
let begun: (() => void) | undefined;
let spans: Awaited<ReturnType<typeof recordSpans>>;
beforeAll(async () => {
  spans = await recordSpans();
  app = await NestFactory.create<NestFastifyApplication>(App, httpAdapter(), { logger: false });
  (app.getHttpAdapter().getInstance() as never as { addHook: (n: string, h: (r: HttpRequest, _: unknown, done: () => void) => void) => void })
    .addHook('onRequest', (request, _, done) => {
      begun?.();
      request.caller = { id: 'u', grants: [{ role: 'county', area: '' }, { role: 'village', area: '' }] };
      done();
    });
  setUpHttp(app, { title: 'Demo', version: '1' });
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`;
});
beforeEach(() => spans.forget());
afterAll(async () => {
  await app.close();
  await spans.stop();
});

let keys = 0;
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'idempotency-key': `key-${(keys += 1)}`, ...headers } });
/** Ended spans as [name, parent's name, kind, attributes, failed], once the request's own has ended. */
const seen = async (count: number) => {
  while (spans.ended().length < count) await new Promise((resolve) => setImmediate(resolve));
  const ended = spans.ended();
  return ended.map((s) => [s.name, ended.find((p) => p.spanId === s.parentId)?.name ?? s.parentId, s.kind, s.attributes, s.failed]);
};
const http = (route: string, status: number, more = {}) => ({ 'http.request.method': 'POST', 'url.scheme': 'http', 'http.route': route, 'http.response.status_code': status, ...more });
const OPEN = '/v1/demo/counters/:id/open-counter';
const RAISE = '/v1/demo/counters/:id/raise-counter';
const open = { village: '511504101201', name: 'n' };

it("a command is one trace, the caller's: request, command, append; its events carry the command's context", async () => {
  const answer = await post('/v1/demo/counters/c1/open-counter?q=secret', open, { traceparent: `00-${TRACE}-${CALLER}-01` });
  expect(await seen(3)).toStrictEqual([
    ['append', 'demo.OpenCounter', 'INTERNAL', { 'humai.event_count': 1 }, false],
    ['demo.OpenCounter', `POST ${OPEN}`, 'INTERNAL', { 'humai.context': 'demo', 'humai.command': 'OpenCounter', 'humai.stream': 'counter-c1', 'humai.events': ['demo.CounterOpened.v1'] }, false],
    [`POST ${OPEN}`, CALLER, 'SERVER', http(OPEN, 200), false],
  ]);
  const [, command, request] = spans.ended();
  expect(new Set(spans.ended().map((s) => s.traceId))).toStrictEqual(new Set([TRACE]));
  expect(ports.store.log.at(-1)!.metadata.traceparent).toBe(`00-${TRACE}-${command!.spanId}-01`);
  expect(answer.headers.get('traceresponse')).toBe(`00-${TRACE}-${request!.spanId}-01`);
});

it('a refusal is told by its code and is no error of the server; where nobody is, what was asked for is not told', async () => {
  await post('/v1/demo/counters/c1/raise-counter', { by: 101 });
  await post(`/v1/demo/counters/${PLANTED}/raise-counter?q=${PLANTED}`, { by: 1 });
  await post(`/v1/demo/counters/c1/raise-counter`, { by: PLANTED });
  const command = { 'humai.context': 'demo', 'humai.command': 'RaiseCounter' };
  expect(await seen(6)).toStrictEqual([
    ['demo.RaiseCounter', `POST ${RAISE}`, 'INTERNAL', { ...command, 'humai.stream': 'counter-c1', 'error.type': 'COUNTER.TOO_HIGH' }, false],
    [`POST ${RAISE}`, '', 'SERVER', http(RAISE, 422, { 'error.type': 'COUNTER.TOO_HIGH' }), false],
    ['demo.RaiseCounter', `POST ${RAISE}`, 'INTERNAL', { ...command, 'error.type': 'SUBJECT.NOT_FOUND' }, false],
    [`POST ${RAISE}`, '', 'SERVER', http(RAISE, 404, { 'error.type': 'SUBJECT.NOT_FOUND' }), false],
    ['demo.RaiseCounter', `POST ${RAISE}`, 'INTERNAL', { ...command, 'error.type': 'SHAPE.INVALID' }, false],
    [`POST ${RAISE}`, '', 'SERVER', http(RAISE, 400, { 'error.type': 'SHAPE.INVALID' }), false],
  ]);
});

it('a defect is an error of the server, told by its class; an unknown path is not told', async () => {
  await fetch(`${url}/broken`);
  await fetch(`${url}/nowhere/${PLANTED}`);
  expect(await seen(2)).toStrictEqual([
    ['GET /broken', '', 'SERVER', { 'http.request.method': 'GET', 'url.scheme': 'http', 'http.route': '/broken', 'http.response.status_code': 500, 'error.type': 'TypeError' }, true],
    ['GET', '', 'SERVER', { 'http.request.method': 'GET', 'url.scheme': 'http', 'http.response.status_code': 404, 'error.type': 'ROUTE.NOT_FOUND' }, false],
  ]);
});

it('a body that comes late is handled in the trace of its request', async () => {
  const late = request(`${url}/v1/demo/counters/c2/open-counter`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'late' } });
  const head = new Promise<void>((resolve) => (begun = resolve));
  late.flushHeaders();
  await head;
  late.end(JSON.stringify(open));
  await once(late, 'response');
  expect((await seen(3)).map(([name, parent]) => [name, parent])).toStrictEqual([['append', 'demo.OpenCounter'], ['demo.OpenCounter', `POST ${OPEN}`], [`POST ${OPEN}`, '']]);
});

it('health and metrics are not traced', async () => {
  await fetch(`${url}/health/live`);
  await fetch(`${url}/broken`);
  expect((await seen(1)).map(([name]) => name)).toStrictEqual(['GET /broken']);
});

it("a command without a request goes on in the trace it is given, and a repeat says so", async () => {
  const executor = app.get(CommandExecutor);
  const command = { type: 'RaiseCounter', id: 'c1', data: { by: 1 }, actor: { id: 's', grants: [{ role: 'village', area: '' }] }, commandId: 'again', traceparent: `00-${TRACE}-${CALLER}-01` };
  await executor.execute(counter, command);
  await executor.execute(counter, command);
  expect((await seen(3)).map(([name, parent, , attributes]) => [name, parent, (attributes as Record<string, unknown>)['humai.repeated']])).toStrictEqual([
    ['append', 'demo.RaiseCounter', undefined], ['demo.RaiseCounter', CALLER, undefined], ['demo.RaiseCounter', CALLER, true],
  ]);
});

it('a trace that nobody records is not lost: its events say so', async () => {
  await spans.stop();
  await post('/v1/demo/counters/c1/raise-counter', { by: 1 }, { traceparent: `00-${TRACE}-${CALLER}-00` });
  expect(ports.store.log.at(-1)!.metadata.traceparent).toBe(`00-${TRACE}-${CALLER}-00`);
  await post('/v1/demo/counters/c1/raise-counter', { by: 1 });
  expect(ports.store.log.at(-1)!.metadata).not.toHaveProperty('traceparent');
});
