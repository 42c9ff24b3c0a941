import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createGateway } from './gateway.js';

const open: (FastifyInstance | Server)[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await ('inject' in one ? one.close() : new Promise((resolve) => { one.closeAllConnections(); one.close(resolve); }));
});

/** A service that answers what it was asked. */
async function service(ready = 200): Promise<string> {
  const server = createServer((request, response) => void (async () => {
    const { method, url, headers } = request;
    if (url === '/health/ready') return response.writeHead(ready, { 'content-type': 'application/json' }).end(JSON.stringify({ status: ready === 200 ? 'up' : 'down', checks: {} }));
    const body = await text(request);
    response.writeHead(url?.includes('refused') ? 422 : 200, { 'content-type': 'application/json', 'humai-position': '7' }).end(JSON.stringify({ method, url, key: headers['idempotency-key'], who: headers.authorization, body }));
  })());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const gateway = async (services: Parameters<typeof createGateway>[0]) => {
  const one = await createGateway(services);
  open.push(one);
  return one.listen({ host: '127.0.0.1', port: 0 });
};
/** An address where nobody listens any more. */
let GONE: Readonly<{ name: string; url: string }>;
beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  GONE = { name: 'gone', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  await new Promise((resolve) => server.close(resolve));
});

describe('the gateway', () => {
  it('hands a request to the service of its path, as it came, and the answer back as it is', async () => {
    const url = await gateway([{ name: 'one', url: await service() }, GONE]);
    const answer = await fetch(`${url}/v1/one/households/h1/report-clue?x=1`, { method: 'POST', headers: { 'idempotency-key': 'k', authorization: 'Bearer t', 'content-type': 'application/json' }, body: '{"a":1}' });
    expect([answer.status, answer.headers.get('humai-position'), await answer.json()]).toEqual([200, '7', { method: 'POST', url: '/v1/one/households/h1/report-clue?x=1', key: 'k', who: 'Bearer t', body: '{"a":1}' }]);
    expect((await fetch(`${url}/v1/one/refused`)).status).toBe(422);
    expect((await fetch(`${url}/v1/other/x`)).status).toBe(404);
  });

  it('hands on a file of any kind', async () => {
    const url = await gateway([{ name: 'one', url: await service() }]);
    const answer = await fetch(`${url}/v1/one/imports`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: '户编号' });
    expect(await answer.json()).toMatchObject({ body: '户编号' });
  });

  it.each([['zh', '服务 gone 无法访问:ECONNREFUSED'], ['en', 'The service gone cannot be reached: ECONNREFUSED']])('says in %s which service is away, and when to come again', async (language, detail) => {
    const answer = await fetch(`${await gateway([GONE])}/v1/gone/x`, { headers: { 'accept-language': language } });
    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('content-type'), await answer.json()])
      .toEqual([503, '1', 'application/problem+json; charset=utf-8', expect.objectContaining({ code: 'PEER.UNREACHABLE', status: 503, detail })]);
  });

  it('is ready when all services are, and says which is not', async () => {
    const [well, ill] = [{ name: 'well', url: await service() }, { name: 'ill', url: await service(503) }];
    expect((await fetch(`${await gateway([well])}/health/ready`)).status).toBe(200);
    const answer = await fetch(`${await gateway([well, ill, GONE])}/health/ready`);
    expect([answer.status, await answer.json()]).toEqual([503, { status: 'down', services: { well: { status: 'up', checks: {} }, ill: { status: 'down', checks: {} }, gone: { status: 'down', reason: 'ECONNREFUSED' } } }]);
  });

  it('leads to the reference of each service', async () => {
    expect(await (await fetch(`${await gateway([GONE])}/docs`)).text()).toContain(`<a href="${GONE.url}/docs">gone</a>`);
  });
});
