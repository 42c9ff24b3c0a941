import { DomainError, type ErrorCatalogue, EventCatalogue } from '@humai/kernel';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { AnyAggregate } from './aggregate.js';
import { contractsOf, serveContracts } from './contracts.js';
import type { HttpReply, HttpRequest } from './http-context.js';
import { type ApiInfo, openApiOf } from './openapi.js';
import { ProblemFilter } from './problem-filter.js';
import { AGGREGATES, CATALOGUE, ERRORS, HTTP_OBSERVER, type HttpObserver } from './tokens.js';
import { beginRequest, endRequest, traceOfRequest, withinRequest } from './tracing.js';

/** What {@link setUpHttp} needs of the container; all of it optional there. */
@Injectable()
export class HttpParts {
  constructor(
    @Optional() @Inject(ERRORS) readonly errors: ErrorCatalogue | null,
    @Optional() @Inject(HTTP_OBSERVER) readonly observer: HttpObserver | null,
    @Optional() @Inject(CATALOGUE) readonly catalogue: EventCatalogue | null,
    @Optional() @Inject(AGGREGATES) readonly aggregates: readonly AnyAggregate[] | null,
  ) {}
}

export type HttpOptions = ApiInfo & Readonly<{
  /** Requests under way at once; more are answered 429. Health, metrics and documents are not counted. */
  maxInFlight?: number;
  /** The store's past was made up: every answer says so in `Humai-Simulated: true` (design decision 14). */
  simulated?: boolean;
}>;

const BODY_LIMIT = 1_048_576;
const UNCOUNTED = /^\/(health\/|metrics$|docs)/;

/** Fastify as the platform wants it: 1 MB bodies, idle connections closed at shutdown, a problem for a path that is none. */
export const httpAdapter = (): FastifyAdapter => new FastifyAdapter({
  bodyLimit: BODY_LIMIT, forceCloseConnections: 'idle', return503OnClosing: true,
  // It says so before there is an application, without a hook or a filter.
  frameworkErrors: (error: unknown, request: unknown, reply: unknown) => new ProblemFilter({}).answer(error, request as HttpRequest, reply as HttpReply),
});

/**
 * Problem answers, back-pressure, request metrics, the API reference at `/docs` and `/docs-json`, and the contracts of events at `/docs/contracts`.
 * Call it after the application is created and before `listen`; where to listen, and what ends it, is the caller's decision.
 */
export function setUpHttp(app: NestFastifyApplication, options: HttpOptions): OpenAPIObject {
  const { errors, observer, catalogue, aggregates } = app.get(HttpParts);
  const filter = new ProblemFilter(errors ?? {}, observer ?? undefined);
  app.useGlobalFilters(filter);
  countRequests(app, filter, options.maxInFlight ?? 256, observer ?? undefined);
  // A file comes as the stream it is; whoever takes one bounds and stores it.
  (app.getHttpAdapter().getInstance() as unknown as Hooks).addContentTypeParser('application/octet-stream', (_, payload, done) => done(null, payload));
  if (options.simulated) (app.getHttpAdapter().getInstance() as unknown as Hooks).addHook('onRequest', (_, reply, done) => {
    reply.header('humai-simulated', 'true');
    done();
  });

  const document = openApiOf(app, options);
  const events = { catalogue: catalogue ?? new EventCatalogue([]), aggregates: aggregates ?? [] };
  serveContracts(app.getHttpAdapter().getInstance() as never, () => contractsOf(events, options), filter);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'docs-json' });
  return document;
}

type Hooks = {
  addHook(name: 'preClose', hook: (done: () => void) => void): void;
  addContentTypeParser(type: string, parser: (request: unknown, payload: unknown, done: (error: null, body: unknown) => void) => void): void;
  addHook(
    name: 'onRequest',
    hook: (request: HttpRequest & { url: string }, reply: HttpReply & { raw: { once(event: 'close', listener: () => void): void } }, done: () => void) => void,
  ): void;
};

function countRequests(app: NestFastifyApplication, filter: ProblemFilter, maxInFlight: number, observer: HttpObserver | undefined): void {
  let inFlight = 0;
  let closing = false;
  const fastify = app.getHttpAdapter().getInstance() as unknown as Hooks;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const started = performance.now();
    const counted = !UNCOUNTED.test(request.url);
    if (counted) {
      inFlight += 1;
      beginRequest(request);
      const traceresponse = traceOfRequest(request);
      if (traceresponse !== undefined) reply.header('traceresponse', traceresponse);
    }
    // 'close' comes for finished and for broken-off answers alike.
    reply.raw.once('close', () => {
      if (counted) {
        inFlight -= 1;
        endRequest(request, reply.statusCode);
      }
      // Else a connection kept alive by an answer that was under way holds up the end for as long as its client likes.
      if (closing) setImmediate(() => app.getHttpServer().closeIdleConnections());
      observer?.answered({ method: request.method, route: request.routeOptions?.url ?? 'unknown', status: reply.statusCode, seconds: (performance.now() - started) / 1000 });
    });
    if (counted && inFlight > maxInFlight) filter.answer(new DomainError('SERVICE.BUSY'), request, reply);
    else withinRequest(request, done);
  });
}
