import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Humai, type HumaiOptions, HumaiProblem, HumaiUnreachable, type LoggedEvent } from './index.js';

type Asked = Readonly<{ method: string; url: string; headers: IncomingMessage['headers']; body: string }>;
type Answer = (reply: ServerResponse, asked: Asked) => void;

let server: Server;
let baseUrl: string;
let answers: Answer[] = [];
let asked: Asked[] = [];
let pauses: number[] = [];

beforeAll(async () => {
  server = createServer((request, reply) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString())).on('end', () => {
      const one = { method: request.method!, url: request.url!, headers: request.headers, body };
      asked.push(one);
      (answers.shift() ?? problem(500, 'INTERNAL'))(reply, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }));
afterEach(() => { [answers, asked, pauses] = [[], [], []]; });

const json = (value: unknown, headers: Record<string, string> = {}): Answer => (reply) => void reply.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer => (reply) =>
  void reply.writeHead(status, { 'content-type': 'application/problem+json; charset=utf-8', ...headers }).end(JSON.stringify({ type: 'urn:x', title: 'T', status, code, detail: 'a sentence', field: 'a.b' }));
const reset: Answer = (reply) => void reply.socket!.destroy();
const recorded = { stream: 'household-h1', revision: 3, position: 7, events: ['assistance.PlanMade.v1'] };

const humai = (options: Partial<HumaiOptions> = {}) => new Humai({ baseUrl, token: 't', random: () => 1, sleep: async (ms) => void pauses.push(ms), ...options });
const makePlan = (client = humai(), more: object = {}) => client.command('/v1/assistance/households/{id}/make-plan', { id: 'h/1', data: { planId: 'p1', helperId: 'u1' }, ...more });
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined, (error: unknown) => error);

describe('a command', () => {
  it('is sent with who calls, a key and the language, and answers what it led to', async () => {
    answers = [json(recorded)];
    expect(await makePlan(humai({ language: 'en' }), { revision: 2 })).toEqual(recorded);
    const [{ method, url, headers, body }] = asked as [Asked];
    expect([method, url, JSON.parse(body)]).toEqual(['POST', '/v1/assistance/households/h%2F1/make-plan', { planId: 'p1', helperId: 'u1' }]);
    expect(headers).toMatchObject({ authorization: 'Bearer t', 'accept-language': 'en', 'if-match': '"2"', 'content-type': 'application/json', 'idempotency-key': expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('keeps its key and its body over all tries, and another command has another key', async () => {
    answers = [reset, problem(503, 'STORE.UNREACHABLE'), problem(429, 'SERVICE.BUSY'), json(recorded), json(recorded)];
    const client = humai();
    await makePlan(client);
    await makePlan(client);
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys.slice(0, 4)).size).toBe(1);
    expect(keys[4]).not.toBe(keys[0]);
    expect(new Set(asked.map(({ body }) => body)).size).toBe(1);
  });

  it('has the key that it was given', async () => {
    answers = [json(recorded)];
    await makePlan(humai(), { key: 'mine' });
    expect(asked[0]!.headers['idempotency-key']).toBe('mine');
  });

  it('that is refused throws the problem, with its code, and is not tried again', async () => {
    answers = [problem(422, 'PLAN.NOT_ENROLLED')];
    const error = await failure(makePlan());
    expect(error).toBeInstanceOf(HumaiProblem);
    expect(error).toMatchObject({ name: 'HumaiProblem', code: 'PLAN.NOT_ENROLLED', status: 422, detail: 'a sentence', title: 'T', field: 'a.b', attempts: 1, message: 'PLAN.NOT_ENROLLED: a sentence' });
    expect([(error as HumaiProblem).is('SERVICE.BUSY'), asked.length]).toEqual([false, 1]);
  });
});

describe('a try that failed', () => {
  it('is repeated after a growing pause, and no more often than was said', async () => {
    answers = Array.from({ length: 9 }, () => problem(429, 'SERVICE.BUSY'));
    expect(await failure(makePlan(humai({ retries: 6 })))).toMatchObject({ code: 'SERVICE.BUSY', attempts: 7 });
    expect([asked.length, pauses]).toEqual([7, [200, 400, 800, 1_600, 3_200, 5_000]]);
  });

  it('waits for as long as the service wishes, in seconds or until a time, but not for ever', async () => {
    answers = [problem(503, 'A', { 'retry-after': '2' }), problem(503, 'A', { 'retry-after': '86400' }), problem(503, 'A', { 'retry-after': new Date(Date.now() + 40_000).toUTCString() }), problem(503, 'A', { 'retry-after': 'soon' }), json(recorded)];
    await makePlan(humai({ random: () => 0 }));
    const [seconds, cut, until, unread] = pauses as [number, number, number, number];
    expect([seconds, cut, unread]).toEqual([2_000, 60_000, 0]);
    expect(until).toBeGreaterThan(30_000);
    expect(until).toBeLessThanOrEqual(40_000);
  });

  it('is not repeated when nobody knows whether it had an effect that a repeat would have again', async () => {
    answers = [problem(503, 'STORE.CLOSED')];
    expect(await failure(humai().http.POST('/v1/ledger/verify'))).toMatchObject({ code: 'STORE.CLOSED', attempts: 1 });
    answers = [reset];
    const error = await failure(humai().http.POST('/v1/ledger/verify'));
    expect(error).toBeInstanceOf(HumaiUnreachable);
    expect(error).toMatchObject({ attempts: 1, url: `${baseUrl}/v1/ledger/verify` });
    answers = [problem(429, 'SERVICE.BUSY'), json({})];
    await humai().http.POST('/v1/ledger/verify');
    expect(asked).toHaveLength(4);
  });

  it('that never gets an answer ends as unreachable, with its cause', async () => {
    answers = [reset, reset, reset];
    const error = await failure(makePlan(humai({ retries: 2 })));
    expect(error).toMatchObject({ name: 'HumaiUnreachable', attempts: 3 });
    expect((error as Error).cause).toMatchObject({ message: 'fetch failed' });
  });

  it('does not wait for an answer for ever', async () => {
    answers = [() => {}, json(recorded)];
    expect(await makePlan(humai({ timeoutMs: 50 }))).toEqual(recorded);
    expect(asked).toHaveLength(2);
  });

  it('ends with whoever asked', async () => {
    const stop = new AbortController();
    answers = [() => stop.abort(new Error('enough'))];
    expect(await failure(makePlan(humai(), { signal: stop.signal }))).toMatchObject({ message: 'enough' });
    expect(asked).toHaveLength(1);
  });

  it('says so when something else than Humai answers', async () => {
    answers = [(reply) => void reply.writeHead(404, { 'content-type': 'text/html' }).end('<html>'), (reply) => void reply.writeHead(400, { 'content-type': 'application/problem+json' }).end('{"no')];
    expect(await failure(makePlan())).toMatchObject({ code: 'ANSWER.NO_PROBLEM', status: 404, detail: '404 Not Found' });
    expect(await failure(makePlan())).toMatchObject({ code: 'ANSWER.NO_PROBLEM', status: 400 });
  });
});

describe('the token', () => {
  it('is asked for with every try, and once more when it is refused', async () => {
    const given: boolean[] = [];
    const token = async (refused: boolean) => { given.push(refused); return `t${given.length}`; };
    answers = [problem(401, 'IDENTITY.INVALID'), json(recorded), problem(401, 'IDENTITY.INVALID'), problem(401, 'IDENTITY.INVALID')];
    await makePlan(humai({ token }));
    expect([asked.map(({ headers }) => headers.authorization), given, pauses]).toEqual([['Bearer t1', 'Bearer t2'], [false, true], []]);
    expect(await failure(makePlan(humai({ token })))).toMatchObject({ code: 'IDENTITY.INVALID', attempts: 2 });
  });
  it('that never changes is refused once', async () => {
    answers = [problem(401, 'IDENTITY.INVALID')];
    expect(await failure(makePlan())).toMatchObject({ status: 401, attempts: 1 });
  });
});

describe('a question', () => {
  const plans = '/v1/assistance/plans';
  it('is answered by a page, at a position', async () => {
    answers = [json({ items: [{ id: 'a' }], cursor: 'c1' }, { 'humai-position': '12' })];
    expect(await humai().page(plans, { area: '5115', limit: 1 }, { atLeast: 9, cursor: 'c0' })).toEqual({ items: [{ id: 'a' }], cursor: 'c1', position: 12 });
    expect([asked[0]!.url, asked[0]!.headers['humai-at-least']]).toEqual(['/v1/assistance/plans?area=5115&limit=1&cursor=c0', '9']);
  });

  it('is answered page by page for as long as somebody takes', async () => {
    const page = (id: string, cursor: string | null) => json({ items: [{ id: `${id}1` }, { id: `${id}2` }], cursor }, { 'humai-position': '1' });
    answers = [page('a', 'x'), page('b', null)];
    const found: unknown[] = [];
    for await (const { id } of humai().all(plans, { area: '5115' })) found.push(id);
    expect([found, asked.map(({ url }) => url)]).toEqual([['a1', 'a2', 'b1', 'b2'], ['/v1/assistance/plans?area=5115', '/v1/assistance/plans?area=5115&cursor=x']]);
    answers = [page('a', 'x')];
    for await (const _ of humai().all(plans, { area: '5115' })) break;
    expect(asked).toHaveLength(3);
  });

  it('is asked again while its read model is behind', async () => {
    answers = [problem(503, 'READ_MODEL.BEHIND', { 'retry-after': '1' }), json({ id: 'h1' }, { 'humai-position': '9' })];
    expect(await humai().one(plans, 'h1', { atLeast: 9 })).toEqual({ item: { id: 'h1' }, position: 9 });
    expect([asked.map(({ url, headers }) => [url, headers['humai-at-least']]), pauses]).toEqual([[['/v1/assistance/plans/h1', '9'], ['/v1/assistance/plans/h1', '9']], [1_000]]);
  });

  it('has types that know its filters and its items', async () => {
    const client = humai();
    // Only compiled: each line that must not compile says so.
    const never = async () => {
      // @ts-expect-error there is no such route
      await client.page('/v1/assistance/nothing', {});
      // @ts-expect-error a command is no question
      await client.page('/v1/assistance/households/{id}/make-plan', {});
      // @ts-expect-error the body lacks a field
      await client.command('/v1/assistance/households/{id}/make-plan', { id: 'h1', data: { planId: 'p' } });
      // @ts-expect-error there is no such filter
      await client.page(plans, { nothing: 1 });
      // @ts-expect-error an item has no such field
      for await (const item of client.all(plans, {})) void item.nothing;
      const error = new HumaiProblem({ code: 'X', status: 1 });
      // @ts-expect-error there is no such code
      error.is('NO.SUCH_CODE');
    };
    expect(never).toBeInstanceOf(Function);
  });
});

describe('the log', () => {
  const line = (position: number) => `${JSON.stringify({ position })}\n`;
  const lines = (text: string, end: 'end' | 'break' = 'end'): Answer => (reply) => {
    reply.writeHead(200, { 'content-type': 'application/x-ndjson' });
    reply.write(text, () => (end === 'end' ? reply.end() : setImmediate(() => reply.socket!.destroy())));
  };
  const taken = async (client: Humai, options: Parameters<Humai['events']>[0], count = Infinity) => {
    const positions: number[] = [];
    for await (const { position } of client.events(options) as AsyncIterable<LoggedEvent>) {
      positions.push(position);
      if (positions.length === count) break;
    }
    return positions;
  };

  it('is given event by event, and taken up again after the last whole one', async () => {
    answers = [lines(line(4) + line(5) + line(6).slice(0, 5), 'break'), lines(line(6).slice(0, 5)), lines(line(6) + line(7))];
    expect(await taken(humai(), { after: 3, types: ['a.B.v1', 'a.C.v1'] })).toEqual([4, 5, 6, 7]);
    expect(asked.map(({ url }) => url)).toEqual([3, 5, 5].map((after) => `/v1/ledger/events?after=${after}&types=a.B.v1%2Ca.C.v1`));
  });

  it('is not taken up for ever when nothing comes', async () => {
    answers = Array.from({ length: 9 }, () => lines('', 'break'));
    expect(await failure(taken(humai({ retries: 2 }), {}))).toMatchObject({ name: 'HumaiUnreachable', attempts: 3 });
  });

  it('is followed past its end until nobody wants more', async () => {
    answers = [lines(line(1)), lines(line(2)), lines(line(3))];
    expect(await taken(humai(), { follow: true }, 3)).toEqual([1, 2, 3]);
    expect(asked.map(({ url }) => url)).toEqual([0, 1, 2].map((after) => `/v1/ledger/events?after=${after}&follow=true`));
  });

  it('throws what is refused', async () => {
    answers = [problem(403, 'PERMISSION.AREA')];
    expect(await failure(taken(humai(), {}))).toMatchObject({ code: 'PERMISSION.AREA' });
  });
});
