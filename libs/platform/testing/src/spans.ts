import { type Attributes, context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

export type SeenSpan = Readonly<{
  name: string;
  kind: string;
  traceId: string;
  spanId: string;
  /** The parent's id, '' for none. */
  parentId: string;
  /** Spans of other traces that it names. */
  links: readonly Readonly<{ traceId: string; spanId: string }>[];
  attributes: Attributes;
  failed: boolean;
}>;

/** Everything traced from here on in this process, in memory. One at a time; `stop` takes it out again. */
export async function recordSpans(): Promise<Readonly<{ ended(): readonly SeenSpan[]; forget(): void; stop(): Promise<void> }>> {
  // Only the few specs that look at spans pay for loading it.
  const { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace');
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  if (!trace.setGlobalTracerProvider(provider) || !context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())) throw new Error('somebody records spans already');
  return {
    ended: () =>
      exporter.getFinishedSpans().map((span) => ({
        name: span.name, kind: SpanKind[span.kind], traceId: span.spanContext().traceId, spanId: span.spanContext().spanId, parentId: span.parentSpanContext?.spanId ?? '',
        links: span.links.map(({ context: { traceId, spanId } }) => ({ traceId, spanId })), attributes: span.attributes, failed: span.status.code === SpanStatusCode.ERROR,
      })),
    forget: () => exporter.reset(),
    stop: async () => {
      await provider.shutdown();
      trace.disable();
      context.disable();
    },
  };
}
