import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MemoryReadStore } from '@humai/testing';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createCommandController } from './command-controller.js';
import type { HttpRequest } from './http-context.js';
import { PlatformModule } from './platform-module.js';
import { httpAdapter, setUpHttp } from './set-up-http.js';
import { SubjectRegistry } from './subjects.js';
import { counter, CounterErrors, fakePorts } from './testing/counter.js';
import { CALENDAR, CATALOGUE, CLOCK, ERRORS, EVENT_STORE, HEALTH_CHECKS, IDS, POLICIES, READ_STORE } from './tokens.js';

const ports = fakePorts();
let well = true;
const provided = [
  [EVENT_STORE, ports.store], [CATALOGUE, ports.catalogue], [CLOCK, ports.clock], [IDS, ports.ids], [POLICIES, ports.policies], [CALENDAR, ports.calendar], [READ_STORE, new MemoryReadStore()],
  [ERRORS, CounterErrors],
  [HEALTH_CHECKS, [{ name: 'store', check: async () => { if (!well) throw new Error('disk full'); } }]],
] as const;

@Global()
@Module({ providers: provided.map(([provide, useValue]) => ({ provide, useValue })), exports: provided.map(([token]) => token) })
class Wiring {}

@Module({ imports: [Wiring, PlatformModule], controllers: [createCommandController({ aggregate: counter, errors: CounterErrors })] })
class App {}

let app: NestFastifyApplication;
let document: ReturnType<typeof setUpHttp>;
beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(App, httpAdapter(), { logger: false });
  // Stands in for the guard: who calls is said by a header.
  (app.getHttpAdapter().getInstance() as never as { addHook: (n: string, h: (r: HttpRequest, _: unknown, done: () => void) => void) => void })
    .addHook('onRequest', (request, _, done) => {
      const [role, area] = String(request.headers['x-who'] ?? '').split('@');
      if (role) request.caller = { id: 'u', grants: [{ role, area: area ?? '' }] };
      done();
    });
  document = setUpHttp(app, { title: 'Demo', version: '1', maxInFlight: 20 });
  app.get(SubjectRegistry).add('counters', { find: async (text) => (text === 'NO-1' ? 'c1' : undefined), projection: { name: 'demo.names', version: 1 } });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/v1/demo/counters/${url}`, payload: payload as object, headers: { 'x-who': 'county@511504', 'idempotency-key': `key-${url}`, ...headers } });
const open = { village: '511504101201', name: 'n' };

describe('a generated command controller', () => {
  it('runs a command and answers stream, revision, position and events', async () => {
    const answer = await post('c1/open-counter', { ...open, effectiveOn: '2026-02-01' });
    expect([answer.statusCode, answer.json()]).toEqual([200, { stream: 'counter-c1', revision: 0, position: 1, events: ['demo.CounterOpened.v1'] }]);
    expect(ports.store.log[0]).toMatchObject({ data: open, metadata: { effectiveOn: '2026-02-01', commandId: 'key-c1/open-counter' } });
  });

  it('answers the same for the same key', async () => {
    const answer = await post('c1/open-counter', open);
    expect(answer.json()).toEqual({ stream: 'counter-c1', revision: 0, position: 1, events: ['demo.CounterOpened.v1'] });
  });

  it('takes a name that a context registered for the id', async () => {
    const answer = await post('NO-1/raise-counter', { by: 1 }, { 'x-who': 'village@511504101201', 'if-match': '"0"' });
    expect(answer.json()).toMatchObject({ stream: 'counter-c1', revision: 1 });
  });

  const problem = (status: number, code: string, more: object = {}) => ({ status, body: expect.objectContaining({ type: `urn:humai:problem:${code}`, status, code, ...more }), type: 'application/problem+json; charset=utf-8' });
  const asProblem = (answer: Awaited<ReturnType<typeof post>>) => ({ status: answer.statusCode, body: answer.json(), type: answer.headers['content-type'] });

  it('says in Chinese what a rule refuses', async () => {
    const answer = await post('c1/raise-counter', { by: 100 }, { 'x-who': 'village@511504101201' });
    expect(asProblem(answer)).toEqual(problem(422, 'COUNTER.TOO_HIGH', { detail: '超过上限 100', title: '不符合规则' }));
  });

  it('and in English to who reads English', async () => {
    const answer = await post('c1/raise-counter', { by: 100 }, { 'x-who': 'village@511504101201', 'accept-language': 'en-GB, zh;q=0.5' });
    expect(asProblem(answer)).toEqual(problem(422, 'COUNTER.TOO_HIGH', { detail: 'Above the limit 100' }));
  });

  it('names the field of a body that does not fit', async () => {
    const answer = await post('c1/raise-counter', { by: 'x' }, { 'x-who': 'village@511504101201' });
    expect(asProblem(answer)).toEqual(problem(400, 'SHAPE.INVALID', { field: 'by', detail: '请求内容不符合要求:无效输入：期望 数字，实际接收 string(位置:by)' }));
    const english = await post('c1/raise-counter', { by: 'x' }, { 'x-who': 'village@511504101201', 'accept-language': 'en' });
    expect(english.json().detail).toBe('The request is not well formed: Invalid input: expected number, received string (at by)');
  });

  it.each<[string, number, string, string, unknown, Record<string, string>]>([
    ['no key', 400, 'IDEMPOTENCY.KEY_MISSING', 'c1/raise-counter', { by: 1 }, { 'idempotency-key': '' }],
    ['nobody', 401, 'IDENTITY.MISSING', 'c1/raise-counter', { by: 1 }, { 'x-who': '' }],
    ['the wrong role', 403, 'PERMISSION.ROLE', 'c1/raise-counter', { by: 1 }, { 'x-who': 'auditor@' }],
    ['another area', 403, 'PERMISSION.AREA', 'c1/raise-counter', { by: 1 }, { 'x-who': 'village@511504101202' }],
    ['no such subject', 404, 'SUBJECT.NOT_FOUND', 'c9/raise-counter', { by: 1 }, { 'x-who': 'village@511504101201' }],
    ['an old revision', 409, 'STREAM.REVISION_CONFLICT', 'c1/raise-counter', { by: 1 }, { 'x-who': 'village@511504101201', 'if-match': '"7"' }],
    ['a strange If-Match', 400, 'SHAPE.INVALID', 'c1/raise-counter', { by: 1 }, { 'if-match': 'abc' }],
    ['a list as body', 400, 'SHAPE.INVALID', 'c1/raise-counter', [1], {}],
    ['a strange id', 400, 'SHAPE.INVALID', 'a%20b/raise-counter', { by: 1 }, {}],
    ['a business date to come', 422, 'EFFECTIVE_DATE.FUTURE', 'c1/raise-counter', { by: 1, effectiveOn: '2099-01-01' }, { 'x-who': 'village@511504101201' }],
    ['another content type', 415, 'REQUEST.MEDIA_TYPE', 'c1/raise-counter', 'by=1', { 'content-type': 'text/csv' }],
    ['no such route', 404, 'ROUTE.NOT_FOUND', 'c1/no-such', {}, {}],
  ])('answers %s with %i %s', async (_, status, code, url, payload, headers) => {
    expect(asProblem(await post(url, payload, headers))).toEqual(problem(status, code));
  });

  it.each([[400, '/v1/demo/counters/%zz'], [414, `/v1/demo/counters/${'x'.repeat(200)}/raise-counter`]])('answers a path that is none with %i, as a problem', async (status, url) => {
    const answer = await app.inject({ method: 'POST', url, headers: { 'accept-language': 'en' } });
    expect(asProblem(answer)).toEqual(problem(status, 'REQUEST.MALFORMED', { detail: 'The request cannot be parsed' }));
  });

  it('answers a body that is no JSON as a problem', async () => {
    const answer = await app.inject({ method: 'POST', url: '/v1/demo/counters/c1/raise-counter', payload: '{', headers: { 'content-type': 'application/json', 'x-who': 'county@5' } });
    expect(asProblem(answer)).toEqual(problem(400, 'REQUEST.MALFORMED'));
  });

  it('answers a body that is too large as a problem', async () => {
    const answer = await post('c1/raise-counter', { by: 1, filler: 'x'.repeat(1_100_000) });
    expect(asProblem(answer)).toEqual(problem(413, 'REQUEST.TOO_LARGE'));
  });

  it('tells nothing about a defect but a reference', async () => {
    const answer = await post('c1/raise-counter', { by: 998 }, { 'x-who': 'village@511504101201', 'accept-language': 'en' });
    expect(asProblem(answer)).toEqual(problem(500, 'INTERNAL', { detail: expect.stringMatching(/^Internal error, reference [0-9a-f-]{36}$/) }));
    expect(answer.body).not.toContain('cannot be written');
  });
});

describe('around it', () => {
  it('is alive, and ready only while every check is well', async () => {
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'up' });
    expect((await app.inject('/health/ready')).json()).toEqual({ status: 'up', checks: { store: { status: 'up' } } });
    well = false;
    const answer = await app.inject('/health/ready');
    well = true;
    expect([answer.statusCode, answer.json()]).toEqual([503, { status: 'down', checks: { store: { status: 'down', reason: 'disk full' } } }]);
  });

  it('turns requests away when too many are under way', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => post('c9/raise-counter', { by: 1 }, { 'x-who': 'village@511504101201' })));
    const busy = answers.filter((a) => a.statusCode === 429);
    expect(busy.length).toBeGreaterThan(0);
    expect([busy[0]?.json().code, busy[0]?.headers['retry-after']]).toEqual(['SERVICE.BUSY', '1']);
    expect((await post('c9/raise-counter', { by: 1 }, { 'x-who': 'village@511504101201' })).statusCode).toBe(404);
  });

  it('documents every command as OpenAPI 3.1, body and refusals included', async () => {
    const served = (await app.inject('/docs-json')).json();
    expect(served.openapi).toBe('3.1.0');
    const operation = served.paths['/v1/demo/counters/{id}/raise-counter'].post;
    expect(operation.summary).toBe('计数增加 / Raise a counter');
    expect(operation.requestBody.content['application/json'].schema).toMatchObject({ type: 'object', required: ['by'], properties: { by: { type: 'integer' }, effectiveOn: { format: 'date' } } });
    expect(Object.keys(operation.responses)).toEqual(['200', '400', '401', '403', '404', '409', '422', '429']);
    expect(operation.responses['422'].description).toContain('COUNTER.TOO_HIGH');
    expect(document.paths['/health/live']).toBeUndefined();
    expect((await app.inject('/docs')).statusCode).toBe(200);
  });
});
