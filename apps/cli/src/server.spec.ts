import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { queryOf, Server } from './server.js';

const TOKEN = `x.${Buffer.from(JSON.stringify({ sub: 's', humai: [{ role: 'county', area: '511504' }, { role: 'ops', area: '' }] })).toString('base64url')}.x`;
const open: HttpServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); });
});

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;
/** A server that gives these answers in turn, the last one for ever, and what it was asked. */
async function serving(...answers: readonly Answer[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => void (async () => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]!;
    asked.push(`${request.method} ${request.url}`);
    await answer(request, response);
  })());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  const stop = new AbortController();
  const client = (language: 'zh' | 'en' = 'en') => new Server(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, TOKEN, language, stop.signal);
  return { asked, stop, client };
}
const json = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer => (_, response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (status: number, code: string, headers = {}) => json({ code, detail: `no: ${code}` }, status, headers);
const lines = (...said: readonly unknown[]): Answer => (_, response) => response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(said.map((s) => `${JSON.stringify(s)}\n`).join(''));
/** The beginning of an answer, and then a connection that is cut. */
const cut = (beginning: string): Answer => (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write(beginning, () => response.destroy());
};

describe('a system asked over HTTP', () => {
  it('is shown the token and the language, and tells whether it is made up', async () => {
    const { client } = await serving((request, response) => json({ who: request.headers.authorization, language: request.headers['accept-language'] }, 200, { 'humai-simulated': 'true' })(request, response));
    const server = client('zh');
    expect([server.simulated, await server.json('/x'), server.simulated]).toEqual([false, { who: `Bearer ${TOKEN}`, language: 'zh' }, true]);
  });

  it('is asked again when it says when, and the body is sent anew', async () => {
    const echo: Answer = async (request, response) => json({ body: await text(request) })(request, response);
    const { client, asked } = await serving(problem(503, 'READ_MODEL.BEHIND', { 'retry-after': '0' }), problem(429, 'SERVICE.BUSY', { 'retry-after': new Date(0).toUTCString() }), echo);
    expect(await client().json('/x', { method: 'POST', stream: () => Readable.from(['户编号']), type: 'application/octet-stream' })).toEqual({ body: '户编号' });
    expect(asked).toEqual(['POST /x', 'POST /x', 'POST /x']);
  });
  it('is not asked for ever', async () => {
    const { client, asked } = await serving(problem(503, 'SERVICE.BUSY', { 'retry-after': '0' }));
    await expect(client().json('/x')).rejects.toMatchObject({ code: 'SERVICE.BUSY', message: 'no: SERVICE.BUSY (asked 4 times)' });
    await expect(client('zh').json('/x')).rejects.toMatchObject({ message: 'no: SERVICE.BUSY(共尝试 4 次)' });
    expect(asked.length).toBe(8);
  });
  it.each([['60', 'no: SERVICE.BUSY; come again in 60 seconds'], ['soon', 'no: SERVICE.BUSY']])('is not waited for when it says %s', async (after, message) => {
    const { client, asked } = await serving(problem(429, 'SERVICE.BUSY', { 'retry-after': after }));
    await expect(client().json('/x')).rejects.toMatchObject({ code: 'SERVICE.BUSY', message });
    expect(asked.length).toBe(1);
  });
  it('is not asked again when somebody stops the waiting', async () => {
    const { client, stop, asked } = await serving(problem(503, 'SERVICE.BUSY', { 'retry-after': '9' }));
    const waiting = expect(client().json('/x')).rejects.toMatchObject({ name: 'AbortError' });
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await waiting;
    expect(asked.length).toBe(1);
  });

  it.each([
    [401, 'IDENTITY.INVALID', 'no: IDENTITY.INVALID: give another one in HUMAI_TOKEN or HUMAI_TOKEN_FILE'],
    [403, 'PERMISSION.AREA', 'no: PERMISSION.AREA; the rights of this token: county 511504, ops whole country'],
    [404, 'SUBJECT.NOT_FOUND', 'no: SUBJECT.NOT_FOUND'], [422, 'A.RULE', 'no: A.RULE'], [503, 'PEER.UNREACHABLE', 'no: PEER.UNREACHABLE'],
  ])('refuses with %i %s and what can be done', async (status, code, message) => {
    await expect((await serving(problem(status, code))).client().json('/x')).rejects.toMatchObject({ code, message });
  });
  it('refuses a large file at once, and the reason arrives', async () => {
    const { client } = await serving((request, response) => problem(403, 'PERMISSION.ROLE')(request, response));
    const large = () => Readable.from((function* () { for (let i = 0; i < 200; i += 1) yield Buffer.alloc(65_536); })());
    await expect(client().json('/x', { method: 'POST', stream: large })).rejects.toMatchObject({ code: 'PERMISSION.ROLE' });
  });

  it.each<[string, Answer, string]>([
    ['a page', (_, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'SERVER.NOT_HUMAI'],
    ['an error of something else', (_, r) => r.writeHead(502).end('bad gateway'), 'SERVER.NOT_HUMAI'],
    ['another address', (_, r) => r.writeHead(308, { location: 'https://x/' }).end(), 'SERVER.MOVED'],
    ['half an answer', cut('{"a":'), 'SERVER.BROKE_OFF'],
    ['nothing', (request) => request.socket.destroy(), 'SERVER.UNREACHABLE'],
  ])('gives %s: a refusal with a name', async (_, answer, code) => {
    await expect((await serving(answer)).client().json('/x')).rejects.toMatchObject({ code });
  });

  it('tells how far a long work is, then what came of it', async () => {
    const steps: unknown[] = [];
    const { client } = await serving(lines({ progress: 1 }, { progress: '二' }, { result: { n: 2 } }));
    expect(await client().work('/x', {}, (step) => steps.push(step))).toEqual({ n: 2 });
    expect(steps).toEqual([1, '二']);
  });
  it.each<[string, Answer, string]>([
    ['a problem', lines({ progress: 1 }, { problem: { code: 'A.RULE', detail: 'no' } }), 'A.RULE'], ['no end', lines({ progress: 1 }), 'SERVER.BROKE_OFF'],
    ['half a line', cut('{"progress":1}\n{"resu'), 'SERVER.BROKE_OFF'], ['a problem of no shape', lines({ problem: 1 }), 'SERVER.BROKE_OFF'],
  ])('a long work with %s is refused', async (_, answer, code) => {
    await expect((await serving(answer)).client().work('/x', {}, () => {})).rejects.toMatchObject({ code });
  });

  it('a stream arrives whole, or fails', async () => {
    const { client } = await serving((_, r) => r.end('﻿户\r\n'), cut('户'));
    expect(await text(await client().stream('/x'))).toBe('户\r\n'); // the decoder of the test takes the mark
    await expect(text(await client().stream('/x'))).rejects.toMatchObject({ code: 'SERVER.BROKE_OFF' });
  });
  it('an address where nobody listens is named', async () => {
    const { client } = await serving(json({}));
    const gone = client();
    await new Promise((resolve) => { open[0]!.close(resolve); open[0]!.closeAllConnections(); });
    open.length = 0;
    await expect(gone.json('/x')).rejects.toMatchObject({ code: 'SERVER.UNREACHABLE', details: { problem: 'nobody listens there (ECONNREFUSED)', problemZh: '该地址无服务监听(ECONNREFUSED)' } });
  });
  it('an address that does not encrypt is told apart', async () => {
    const { client } = await serving(json({}));
    const plain = client();
    await expect(new Server(plain.url.replace('http:', 'https:'), TOKEN, 'en', new AbortController().signal).json('/x')).rejects.toMatchObject({ code: 'SERVER.TLS' });
  });
});

it('a query holds what is given', () => expect([queryOf({ a: 1, b: undefined, c: '户 1' }), queryOf({})]).toEqual(['?a=1&c=%E6%88%B7+1', '']));
