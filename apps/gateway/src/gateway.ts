import proxy from '@fastify/http-proxy';
import { LedgerErrors } from '@humai/contracts-ledger';
import { type Language, sentenceOf } from '@humai/kernel';
import { type HttpRequest, languageOf } from '@humai/nest';
import fastify, { type FastifyInstance } from 'fastify';

/** A service and the first part of the paths it answers: `/v1/<name>/`. */
export type Upstream = Readonly<{ name: string; url: string }>;

const READY_WITHIN_MS = 3_000;

/** One address for all services of a system, with the routes they have together. It decides nothing: rights and rules are theirs. */
export async function createGateway(services: readonly Upstream[]): Promise<FastifyInstance> {
  const gateway = fastify({ forceCloseConnections: 'idle', return503OnClosing: true });
  for (const { name, url } of services)
    await gateway.register(proxy, {
      upstream: url, prefix: `/v1/${name}`, rewritePrefix: `/v1/${name}`,
      undici: { connections: 128, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 }, // rebuilds and followed logs are silent for long
      replyOptions: {
        onError: (reply, { error }) => void reply.status(503).header('retry-after', '1').type('application/problem+json; charset=utf-8').send(problemOf(name, error, languageOf(reply.request as unknown as HttpRequest))),
      },
    });
  gateway.get('/health/live', async () => ({ status: 'up' }));
  gateway.get('/health/ready', async (_, reply) => {
    const states = await Promise.all(services.map(async (service) => [service.name, await stateOf(service)] as const));
    const up = states.every(([, { status }]) => status === 'up');
    return reply.status(up ? 200 : 503).send({ status: up ? 'up' : 'down', services: Object.fromEntries(states) });
  });
  gateway.get('/docs', async (_, reply) => reply.type('text/html; charset=utf-8').send(directoryOf(services)));
  return gateway;
}

function problemOf(name: string, error: Error, language: Language): object {
  // The proxy puts what the system said into its own error's text.
  const problem = /\bE[A-Z]{3,}\b/.exec(error.message)?.[0] ?? (error as { code?: string }).code ?? error.name;
  const code = 'PEER.UNREACHABLE';
  return {
    type: `urn:humai:problem:${code}`, title: language === 'zh' ? '暂不可用' : 'Unavailable', status: 503, code,
    detail: sentenceOf(LedgerErrors, { code, details: { name, problem } }, language),
  };
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
${services.slice(0, 1).map(({ url }) => `<p><a href="${url}/docs/contracts">事件与主题的契约 / contracts of events and topics</a></p>`).join('')}</html>\n`;
