import { DomainError, type EventCatalogue } from '@humai/kernel';
import { stringify } from 'yaml';
import type { AnyAggregate } from './aggregate.js';
import { asyncApiOf, eventSchemaOf } from './async-api.js';
import type { HttpReply, HttpRequest } from './http-context.js';
import type { ApiInfo, JsonSchema } from './openapi.js';
import type { ProblemFilter } from './problem-filter.js';

/** What other systems may build on beside HTTP: documents by their path below `/docs/`, which is that below `contracts/` in the repository. */
export type Contracts = ReadonlyMap<string, JsonSchema>;

export const ASYNC_API = 'asyncapi.json';
export const eventSchemaPath = (type: string): string => `events/${type}.json`;

/** The topics and the events, as AsyncAPI 3.0 and JSON Schema 2020-12. */
export const contractsOf = ({ catalogue, aggregates }: Readonly<{ catalogue: EventCatalogue; aggregates: readonly Pick<AnyAggregate, 'context' | 'category'>[] }>, info: Pick<ApiInfo, 'title' | 'version'>): Contracts =>
  new Map([[ASYNC_API, asyncApiOf({ events: catalogue, aggregates }, info)], ...catalogue.types.map((type) => [eventSchemaPath(type), eventSchemaOf(type, catalogue.shapeOf(type)!)] as const)]);

type Reply = HttpReply & { type(type: string): Reply };
type Routes = { get(path: string, handle: (request: HttpRequest & { params: Readonly<Record<string, string>> }, reply: Reply) => unknown): void };

const page = (contracts: Contracts): string =>
  `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Humai 户脉: 契约 contracts</title>
<style>body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}ul{columns:24rem;font-family:monospace;font-size:.85em}</style>
<h1>户脉 Humai: 契约 contracts</h1>
<p><a href="/docs">接口 HTTP</a> (<a href="/docs-json">OpenAPI 3.1</a>) · 主题 topics: AsyncAPI 3.0 (<a href="/docs/asyncapi.json">JSON</a>, <a href="/docs/asyncapi.yaml">YAML</a>)</p>
<h2>事件 Events: JSON Schema 2020-12</h2>
<ul>${[...contracts.keys()].filter((path) => path !== ASYNC_API).map((path) => `<li><a href="/docs/${path}">${path.slice('events/'.length, -'.json'.length)}</a></li>`).join('')}</ul></html>\n`;

/** `/docs/contracts` lists them; each is at its path below `/docs/`, the topics as YAML, too. They are made when first asked for. */
export function serveContracts(routes: Routes, make: () => Contracts, problems: Pick<ProblemFilter, 'answer'>): void {
  let made: Contracts | undefined;
  const contracts = () => (made ??= make());
  const json = (reply: Reply, document: unknown) => reply.type('application/json; charset=utf-8').send(`${JSON.stringify(document, null, 2)}\n`);
  routes.get('/docs/contracts', (_, reply) => reply.type('text/html; charset=utf-8').send(page(contracts())));
  routes.get('/docs/asyncapi.json', (_, reply) => json(reply, contracts().get(ASYNC_API)));
  routes.get('/docs/asyncapi.yaml', (_, reply) => reply.type('application/yaml; charset=utf-8').send(stringify(contracts().get(ASYNC_API), { lineWidth: 0 })));
  routes.get('/docs/events/:file', (request, reply) => {
    const file = request.params['file']!;
    const document = contracts().get(`events/${file}`);
    if (document) json(reply, document);
    else problems.answer(new DomainError('SUBJECT.NOT_FOUND', { subject: file.slice(0, 100) }), request, reply);
  });
}
