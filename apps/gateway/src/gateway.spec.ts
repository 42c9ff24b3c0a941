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

type Document = readonly [status: number, type: string, body: string];

/** A service that answers what it was asked, and has some documents. */
async function service(ready = 200, documents: Readonly<Record<string, Document>> = {}): Promise<string> {
  const server = createServer((request, response) => void (async () => {
    const { method, url, headers } = request;
    if (url === '/health/ready') return response.writeHead(ready, { 'content-type': 'application/json' }).end(JSON.stringify({ status: ready === 200 ? 'up' : 'down', checks: {} }));
    const [status, type, document] = documents[url!] ?? [];
    if (status) return response.writeHead(status, { 'content-type': type }).end(document);
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
    const nowhere = await fetch(`${url}/v1/other/x`, { headers: { 'accept-language': 'en' } });
    expect([nowhere.status, nowhere.headers.get('content-type'), await nowhere.json()])
      .toEqual([404, 'application/problem+json; charset=utf-8', { type: 'urn:humai:problem:ROUTE.NOT_FOUND', title: 'Not found', status: 404, code: 'ROUTE.NOT_FOUND', detail: 'There is no such route' }]);
    expect(await (await fetch(`${url}/v1/%zz`)).json()).toMatchObject({ status: 400, code: 'REQUEST.MALFORMED' });
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
    const page = await (await fetch(`${await gateway([GONE])}/docs`)).text();
    expect([...page.matchAll(/href="([^"]+)"/g)].map(([, link]) => link)).toEqual([`${GONE.url}/docs`, '/docs-json', '/docs/contracts']);
  });

  const answer = async (url: string) => {
    const answer = await fetch(url, { headers: { 'accept-language': 'en' } });
    return [answer.status, answer.headers.get('content-type'), await answer.text()];
  };
  const contracts: Readonly<Record<string, Document>> = {
    '/docs/contracts': [200, 'text/html; charset=utf-8', '<html>契约</html>'], '/docs/asyncapi.json': [200, 'application/json; charset=utf-8', '{"asyncapi":"3.0.0"}'], '/docs/asyncapi.yaml': [200, 'application/yaml; charset=utf-8', 'asyncapi: 3.0.0'],
    '/docs/events/a.B.v1.json': [200, 'application/json; charset=utf-8', '{"title":"a.B.v1"}'], '/docs/events/a.B.v9.json': [404, 'application/problem+json; charset=utf-8', '{"code":"SUBJECT.NOT_FOUND"}'],
  };

  it.each(Object.entries(contracts))('shows %s as the services do, from the first that is there', async (path, document) => {
    const ill = await service(200, { [path]: [500, 'text/plain', 'x'] });
    const url = await gateway([GONE, { name: 'ill', url: ill }, { name: 'one', url: await service(200, contracts) }]);
    expect(await answer(`${url}${path}`)).toEqual(document);
  });

  it('says which service it asked when none can show a contract, and that there is none where there are no services', async () => {
    const [status, , text] = await answer(`${await gateway([GONE])}/docs/contracts`);
    expect([status, JSON.parse(String(text))]).toEqual([503, expect.objectContaining({ code: 'PEER.UNREACHABLE', detail: 'The service gone cannot be reached: ECONNREFUSED' })]);
    expect(JSON.parse(String((await answer(`${await gateway([])}/docs/contracts`))[2]))).toMatchObject({ status: 404, code: 'ROUTE.NOT_FOUND' });
  });

  it('asks for no other path than that of an event', async () => {
    const url = await gateway([{ name: 'one', url: await service() }]);
    expect(JSON.parse(String((await answer(`${url}/docs/events/..%2F..%2Fmetrics%3Fx`))[2]))).toMatchObject({ url: '/docs/events/..%2F..%2Fmetrics%3Fx' });
  });

  it('puts the interfaces of its services together into one document, each by the paths that lead to it', async () => {
    const api = (paths: object, schemas: object): Readonly<Record<string, Document>> =>
      ({ '/docs-json': [200, 'application/json', JSON.stringify({ openapi: '3.1.0', info: { title: 'Humai' }, paths, components: { securitySchemes: { bearer: {} }, schemas } })] });
    const one = { name: 'one', url: await service(200, api({ '/v1/one/x': { get: 1 }, '/v1/ledger/status': { get: 'of one alone' }, '/health/live': {} }, { Problem: {}, One: {} })) };
    const ledger = { name: 'ledger', url: await service(200, api({ '/v1/ledger/status': { get: 'of all' } }, { Problem: {}, Status: {} })) };
    const [status, , text] = await answer(`${await gateway([one, ledger])}/docs-json`);
    expect([status, JSON.parse(String(text))]).toEqual([200, {
      openapi: '3.1.0', info: { title: 'Humai' }, paths: { '/v1/one/x': { get: 1 }, '/v1/ledger/status': { get: 'of all' } }, components: { securitySchemes: { bearer: {} }, schemas: { Problem: {}, One: {}, Status: {} } },
    }]);
    expect((await answer(`${await gateway([one, GONE])}/docs-json`))[0]).toBe(503);
  });
});
