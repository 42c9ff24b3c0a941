import { categoryOf, type Delivery, type FeedMessage, parseTraceparent } from '@humai/kernel';
import { type Attributes, type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

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

async function ended<T extends Outcome>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    const failure = await work();
    if (failure) span.setAttributes({ 'error.type': failure.code, 'humai.attempts': failure.attempts }).setStatus({ code: SpanStatusCode.ERROR });
    return failure;
  } catch (error) {
    span.setAttribute('error.type', error instanceof Error ? error.name : typeof error).setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

const remote = (traceparent: string | undefined): Context | null => {
  const parent = parseTraceparent(traceparent);
  return parent && trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
};
