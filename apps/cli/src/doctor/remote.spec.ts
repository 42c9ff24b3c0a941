import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Environment } from '@humai/wiring-embedded';
import { createOutput } from '../output.js';
import { Session } from '../session.js';
import { examineRemote } from './remote.js';

const claims = { sub: 'ops-1', exp: 2_000_000_000, humai: [{ role: 'ops', area: '' }] };
const token = `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
const STATUS = { position: 9, simulated: false, readModels: [], consumers: [], processes: [], parked: 0, unknownTypes: [] };
const UP = { status: 'up', checks: {} };
const open: HttpServer[] = [];
afterEach(() => open.splice(0).forEach((server) => void server.close()));

/** What is not well with a system that answers this; the names of all that was looked at come with it. */
async function examine(answers: Readonly<Record<string, readonly [status: number, body: unknown]>>) {
  const all: typeof answers = { '/health/live': [200, { status: 'up' }], '/health/ready': [200, { status: 'up', checks: {} }], '/v1/ledger/status': [200, STATUS], ...answers };
  const server = createServer((request, response) => {
    const [status, body] = all[request.url!]!;
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const remote = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token };
  const session = new Session({ remote } as Environment, createOutput(true, 'en'), new AbortController().signal);
  const checks = await examineRemote(session, session.remote!);
  return { names: checks.map((c) => c.name), wrong: checks.filter((c) => !c.ok).map(({ name, detail, advice }) => [name, detail, advice]), checks };
}

describe('doctor by URL', () => {
  it('finds nothing wrong with a server that is well, and tells whose the token is', async () => {
    const { names, wrong, checks } = await examine({});
    expect([names, wrong]).toEqual([['node', 'address', 'health', 'server', 'token', 'status', 'event-store', 'read-models'], []]);
    expect(checks.find((c) => c.name === 'token')?.detail).toBe('ops-1: ops whole country, good until 2033-05-18T03:33:20.000Z');
  });
  it('shows every check of every service behind a gateway, those that are away too', async () => {
    const services = {
      ledger: UP, identification: { status: 'down', checks: { 'event-store': { status: 'up' }, 'read-models': { status: 'down', reason: 'demo.counts.v1 stopped at 7' } } }, assistance: { status: 'down', reason: 'ECONNREFUSED' },
    };
    const unreachable = [{ name: 'assistance', problem: 'ECONNREFUSED' }];
    const { names, wrong } = await examine({ '/health/ready': [503, { status: 'down', services }], '/v1/ledger/status': [200, { ...STATUS, unreachable }] });
    expect(names).toEqual(['node', 'address', 'health', 'ledger', 'identification/event-store', 'identification/read-models', 'assistance', 'token', 'status', 'event-store', 'read-models']);
    expect(wrong).toEqual([
      ['health', 'it cannot serve all', 'see the checks below'],
      ['identification/read-models', 'demo.counts.v1 stopped at 7', 'look into the log of identification'],
      ['assistance', 'ECONNREFUSED', 'look into the log of assistance'],
      ['status', 'assistance: ECONNREFUSED', 'start or mend these services: what follows is without them'],
    ]);
  });
  it('looks no further where something else answers', async () => {
    const { names, wrong } = await examine({ '/health/live': [200, '{"hello":"world"}'] });
    expect([names, wrong.map(([name, , advice]) => [name, advice])]).toEqual([['node', 'address'], [['address', 'check HUMAI_URL, the network, and that the system runs']]]);
  });
  it('tells a token that is refused from rights that are missing', async () => {
    const refused = async (status: number, code: string) => (await examine({ '/v1/ledger/status': [status, { code, detail: code }] })).wrong.map(([name]) => name);
    expect([await refused(401, 'IDENTITY.INVALID'), await refused(403, 'PERMISSION.ROLE'), await refused(503, 'PEER.UNREACHABLE')]).toEqual([['token'], ['status'], ['status']]);
  });
});
