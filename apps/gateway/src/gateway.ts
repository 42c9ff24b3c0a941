import proxy from '@fastify/http-proxy';
import { LedgerErrors } from '@humai/contracts-ledger';
import { DomainError } from '@humai/kernel';
import { type HttpObserver, type HttpReply, type HttpRequest, ProblemFilter } from '@humai/nest';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { mergedOpenApi } from './open-api.js';

/** A service and the first part of the paths it answers: `/v1/<name>/`. */
export type Upstream = Readonly<{ name: string; url: string }>;

const READY_WITHIN_MS = 3_000;
const DOCUMENT_WITHIN_MS = 10_000;
/** What every service has to show of the whole system. */
const CONTRACTS = ['/docs/contracts', '/docs/asyncapi.json', '/docs/asyncapi.yaml', '/docs/events/:file'];

/**
 * One address for all services of a system, with the routes they have together. It decides nothing: rights and rules are theirs.
 * @param failed told of what goes wrong in the gateway itself
 */
export async function createGateway(services: readonly Upstream[], failed: HttpObserver['failed'] = () => {}): Promise<FastifyInstance> {
  const problems = new ProblemFilter(LedgerErrors, { answered: () => {}, failed });
  const refuse = (error: unknown, request: unknown, reply: unknown): void => problems.answer(error, request as HttpRequest, reply as HttpReply);
  const gateway = fastify({ forceCloseConnections: 'idle', return503OnClosing: true, frameworkErrors: refuse });
  gateway.setErrorHandler(refuse);
  gateway.setNotFoundHandler((request, reply) => refuse({ statusCode: 404 }, request, reply));
  for (const { name, url } of services)
    await gateway.register(proxy, {
      upstream: url, prefix: `/v1/${name}`, rewritePrefix: `/v1/${name}`,
      undici: { connections: 128, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 }, // rebuilds and followed logs are silent for long
      replyOptions: {
        onError: (reply, { error }) => refuse(unreachable(name, error), reply.request, reply),
      },
    });
  gateway.get('/health/live', async () => ({ status: 'up' }));
  gateway.get('/health/ready', async (_, reply) => {
    const states = await Promise.all(services.map(async (service) => [service.name, await stateOf(service)] as const));
    const up = states.every(([, { status }]) => status === 'up');
    return reply.status(up ? 200 : 503).send({ status: up ? 'up' : 'down', services: Object.fromEntries(states) });
  });
  for (const path of CONTRACTS) gateway.get(path, (request, reply) => contract(services, request, reply));
  gateway.get('/docs-json', async () => mergedOpenApi(await Promise.all(services.map(async (service) => [service.name, await (await documentOf(service, '/docs-json')).json()] as const))));
  gateway.get('/docs', async (_, reply) => reply.type('text/html; charset=utf-8').send(directoryOf(services)));
  return gateway;
}

function unreachable(name: string, error: unknown): DomainError {
  // Node's fetch hides what the system said below its own error, the proxy puts it into its error's text.
  const { message, code, name: kind, cause } = error as Error & { code?: unknown; cause?: { code?: string } };
  return new DomainError('PEER.UNREACHABLE', { name, problem: cause?.code ?? /\bE[A-Z]{3,}\b/.exec(message)?.[0] ?? (typeof code === 'string' ? code : kind) });
}

/** Throws `PEER.UNREACHABLE` for a service that is away or answers with a fault of its own. */
async function documentOf({ name, url }: Upstream, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const answer = await fetch(`${url}${path}`, { headers, signal: AbortSignal.timeout(DOCUMENT_WITHIN_MS) }).catch((error: unknown) => {
    throw unreachable(name, error);
  });
  if (answer.status >= 500) throw new DomainError('PEER.UNREACHABLE', { name, problem: `status ${answer.status}` });
  return answer;
}

/** Hands on a contract from the first service that is there: they all have the same. */
async function contract(services: readonly Upstream[], { routeOptions, params, headers }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = routeOptions.url!.replace(':file', () => encodeURIComponent((params as { file: string }).file));
  const language = headers['accept-language'];
  let away: unknown;
  for (const service of services)
    try {
      const answer = await documentOf(service, path, language === undefined ? {} : { 'accept-language': language });
      return await reply.status(answer.status).type(answer.headers.get('content-type') ?? 'application/octet-stream').send(await answer.text());
    } catch (error) {
      away ??= error;
    }
  throw away ?? { statusCode: 404 };
}

type State = Readonly<{ status: 'up' | 'down' } & Record<string, unknown>>;

async function stateOf({ url }: Upstream): Promise<State> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(READY_WITHIN_MS) });
    return (await answer.json()) as State;
  } catch (error) {
    return { status: 'down', reason: ((error as Error).cause as { code?: string } | undefined)?.code ?? (error as Error).name };
  }
}

const directoryOf = (services: readonly Upstream[]): string =>
  `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Humai 户脉</title>
<style>body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem}code{background:#f3f3f3;padding:.1em .3em}</style>
<h1>户脉 Humai</h1><p>接口文档,每项服务一份 / the API reference, one for each service:</p>
<ul>${services.map(({ name, url }) => `<li><a href="${url}/docs">${name}</a> <code>/v1/${name}/</code></li>`).join('')}</ul>
<p>合为一份 / all in one: <a href="/docs-json">OpenAPI 3.1</a></p>
<p><a href="/docs/contracts">事件与主题的契约 / contracts of events and topics</a></p></html>\n`;
