import { DomainError, formatTraceparent, parseTraceparent } from '@humai/kernel';
import { type Attributes, context, type Context, isSpanContextValid, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { ExecuteRequest, ExecuteResult } from './aggregate.js';
import { type HttpRequest, traceparentOf } from './http-context.js';

// Spans go nowhere until an application has set up an SDK. They hold codes, pseudonymous ids and names from code:
// never a path, a query, a body, a header or the text of an error, for all of those may quote a person.
const tracer = trace.getTracer('@humai/nest');
const ofRequests = new WeakMap<object, Context>();

/** The context to go on from where the trace came in as text. */
const remote = (traceparent: string | undefined): Context => {
  const parent = parseTraceparent(traceparent);
  return parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : ROOT_CONTEXT;
};

/** The active span as text, for an event's metadata or a header; undefined when nothing is traced. */
export function activeTraceparent(of: Context = context.active()): string | undefined {
  const span = trace.getSpanContext(of);
  return span && isSpanContextValid(span) ? formatTraceparent(span) : undefined;
}

/** Begins the span of a request, under the caller's trace when it names one. */
export function beginRequest(request: HttpRequest): void {
  const { method } = request;
  const route = request.routeOptions?.url;
  const attributes: Attributes = { 'http.request.method': method, 'url.scheme': 'http', ...(route === undefined ? {} : { 'http.route': route }) };
  const parent = remote(traceparentOf(request));
  const span = tracer.startSpan(route === undefined ? method : `${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
  ofRequests.set(request, trace.setSpan(parent, span));
}

/** Goes on in the trace of a request; Fastify keeps to it also when the body comes later. */
export const withinRequest = <T>(request: object, next: () => T): T => context.with(ofRequests.get(request) ?? context.active(), next);

/** The request's trace for the answer's `traceresponse`; undefined when nothing is traced. */
export function traceOfRequest(request: object): string | undefined {
  const of = ofRequests.get(request);
  return of && activeTraceparent(of);
}

/** Why a request was not answered as asked: a refusal's code, or a defect's class. */
export function failRequest(request: object, reason: string): void {
  trace.getSpan(ofRequests.get(request) ?? ROOT_CONTEXT)?.setAttribute('error.type', reason);
}

/** A refusal is the caller's affair: only what is ours is an error of a server's span. */
export function endRequest(request: object, status: number): void {
  const span = trace.getSpan(ofRequests.get(request) ?? ROOT_CONTEXT);
  if (!span) return;
  ofRequests.delete(request);
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** Runs a command in a span of its own: below the active one, or else below the trace the request names. */
export async function inCommandSpan<T extends Readonly<{ result: ExecuteResult; repeated: boolean }>>(owner: string, { type, traceparent }: ExecuteRequest, work: () => Promise<T>): Promise<T> {
  const parent = trace.getActiveSpan() ? context.active() : remote(traceparent);
  const attributes = { 'humai.context': owner, 'humai.command': type };
  return tracer.startActiveSpan(`${owner}.${type}`, { attributes }, parent, async (span) => {
    try {
      const executed = await work();
      if (span.isRecording()) span.setAttributes({ 'humai.stream': executed.result.stream, 'humai.events': [...executed.result.events], ...(executed.repeated ? { 'humai.repeated': true } : {}) });
      return executed;
    } catch (error) {
      failed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Names the command's stream once it is known to be one: a name that leads nowhere is whatever the caller typed. */
export function onStream(stream: string): void {
  trace.getActiveSpan()?.setAttribute('humai.stream', stream);
}

/** Times the durable write within a command. */
export async function inAppendSpan<T>(events: number, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan('append', { attributes: { 'humai.event_count': events } }, async (span) => {
    try {
      return await work();
    } catch (error) {
      failed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

function failed(span: Span, error: unknown): void {
  const refused = error instanceof DomainError;
  span.setAttribute('error.type', refused ? error.code : error instanceof Error ? error.name : typeof error);
  if (!refused || error.code.startsWith('STORE.')) span.setStatus({ code: SpanStatusCode.ERROR });
}
