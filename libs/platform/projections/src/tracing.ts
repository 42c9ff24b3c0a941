import { DomainError, type EventStore, isSampled, parseTraceparent, type RecordedEvent } from '@humai/kernel';
import { ROOT_CONTEXT, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Deadline } from './process-runner.js';

const tracer = trace.getTracer('@humai/projections');

type Projecting = Readonly<{ name: string; intake: Readonly<{ takes(type: string): boolean }> }>;

/**
 * Tells the trace of each event that a read model has it now. A part of the log is folded and written at once and may hold events of many traces,
 * so each sampled one gets a span of its own over that work; the others cost a look at their metadata.
 * @param since what `performance.now()` said when the work began
 */
export function traceApplied({ name, intake }: Projecting, events: readonly RecordedEvent[], { after, upTo, since }: Readonly<{ after: number; upTo: number; since: number }>): void {
  if (upTo <= after) return;
  const begun = Date.now() - (performance.now() - since);
  for (const { metadata, type, position } of events) {
    if (metadata.traceparent === undefined || position <= after || position > upTo || !intake.takes(type)) continue;
    const parent = parseTraceparent(metadata.traceparent);
    if (!parent || !isSampled(parent)) continue;
    const attributes = { 'humai.read_model': name, 'humai.event': type, 'humai.position': position, 'humai.batch_size': events.length };
    tracer.startSpan(`project ${name}`, { attributes, startTime: begun }, trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true })).end();
  }
}

/**
 * Acts on a deadline in a span and a trace of its own, which names the trace of the event that set the deadline: that one ended when the limit began to run.
 * Without somebody who records, the log is not asked.
 */
export function inActSpan(process: string, deadline: Deadline, log: Pick<EventStore, 'readAll'> | undefined, act: () => Promise<void>): Promise<void> {
  const attributes = { 'humai.process': process, 'humai.deadline': deadline._id, 'humai.due_on': deadline.dueOn, 'humai.position': deadline.position };
  return tracer.startActiveSpan(`act ${process}`, { attributes }, ROOT_CONTEXT, async (span) => {
    try {
      if (span.isRecording() && log) await linkToEvent(span, deadline.position, log);
      await act();
    } catch (error) {
      span.setAttribute('error.type', reasonOf(error)).setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** An event that cannot be read is no reason not to act: the span says why there is no link. */
async function linkToEvent(span: Span, position: number, log: Pick<EventStore, 'readAll'>): Promise<void> {
  try {
    for await (const [event] of log.readAll({ after: position - 1, upTo: position, batchSize: 1 })) {
      const cause = parseTraceparent(event?.metadata.traceparent);
      if (cause && isSampled(cause)) span.addLink({ context: { ...cause, isRemote: true } });
      return;
    }
  } catch (error) {
    span.setAttribute('humai.unlinked', reasonOf(error));
  }
}

const reasonOf = (error: unknown): string => (error instanceof DomainError ? error.code : error instanceof Error ? error.name : typeof error);
