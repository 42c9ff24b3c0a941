import { isSampled, parseTraceparent, type RecordedEvent } from '@humai/kernel';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';

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
