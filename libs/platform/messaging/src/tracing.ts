import { categoryOf, type Delivery, DomainError, type FeedMessage, formatTraceparent, isSampled, parseTraceparent, type RawEvent } from '@humai/kernel';
import { type Attributes, type Context, isSpanContextValid, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('@humai/messaging');

/** What became of a message's handlers: why they failed, or null. */
type Outcome = Readonly<{ code: string; attempts: number }> | null;

/**
 * Handles a message in a span of its own, below the hop that brought it: what handlers do goes on in the trace of the event.
 * A message of a trace that nobody records, or of none, costs nothing here.
 */
export function inConsumerSpan<T extends Outcome>(group: string, message: FeedMessage, { origin }: Delivery, work: () => Promise<T>): Promise<T> {
  const parent = remote(origin?.traceparent) ?? remote(message.metadata.traceparent) ?? ROOT_CONTEXT;
  const attributes: Attributes = {
    'messaging.system': origin?.system ?? 'humai', 'messaging.operation.type': 'process', 'messaging.operation.name': 'process',
    'messaging.destination.name': origin?.destination ?? categoryOf(message.stream), 'messaging.consumer.group.name': group, 'messaging.message.id': message.id,
    ...(origin?.system === 'kafka' ? { 'messaging.kafka.message.key': message.stream } : {}),
    ...(origin?.partition === undefined ? {} : { 'messaging.destination.partition.id': String(origin.partition) }),
    ...(origin?.offset === undefined ? {} : { 'messaging.kafka.offset': Number(origin.offset) }),
    'humai.event': message.type, 'humai.position': message.position,
  };
  // By the event rather than the topic, which carries many: both are few.
  return tracer.startActiveSpan(`process ${message.type}`, { kind: SpanKind.CONSUMER, attributes }, parent, (span) => ended(span, work));
}

/** What a relay calls around each event it publishes: the message's `traceparent` is then that of the hop. */
export type PublishSpans = Readonly<{ publish(event: RawEvent, topic: string): Readonly<{ headers: Readonly<Record<string, string>>; end(error?: unknown): void }> }>;

const UNTRACED = { headers: {}, end: () => {} };

/** A span for each sampled event that goes out, below the command that recorded it; the others go out as they are. */
export const publishSpans: PublishSpans = {
  publish({ id, type, stream, position, metadata }, topic) {
    // The stored text is not parsed for this; a quote within a value is escaped.
    const traceparent = /"traceparent":"([^"]*)"/.exec(metadata)?.[1];
    const sampled = parseTraceparent(traceparent);
    if (!sampled || !isSampled(sampled)) return UNTRACED;
    const span = tracer.startSpan(`send ${type}`, {
      kind: SpanKind.PRODUCER, attributes: {
        'messaging.system': 'kafka', 'messaging.operation.type': 'send', 'messaging.operation.name': 'send', 'messaging.destination.name': topic, 'messaging.message.id': id, 'messaging.kafka.message.key': stream,
        'humai.event': type, 'humai.position': position,
      },
    }, remote(traceparent)!);
    const own = span.spanContext();
    return {
      headers: isSpanContextValid(own) ? { traceparent: formatTraceparent(own) } : {},
      end: (error) => {
        if (error !== undefined) span.setAttribute('error.type', reasonOf(error)).setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  },
};

const reasonOf = (error: unknown): string => (error instanceof DomainError ? error.code : error instanceof Error ? error.name : typeof error);

async function ended<T extends Outcome>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    const failure = await work();
    if (failure) span.setAttributes({ 'error.type': failure.code, 'humai.attempts': failure.attempts }).setStatus({ code: SpanStatusCode.ERROR });
    return failure;
  } catch (error) {
    span.setAttribute('error.type', reasonOf(error)).setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

const remote = (traceparent: string | undefined): Context | null => {
  const parent = parseTraceparent(traceparent);
  return parent && trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
};
