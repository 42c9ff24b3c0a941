import type { SpanExporter } from '@opentelemetry/sdk-trace';

export type TracingOptions = Readonly<{
  /** `service.name`, unless OTEL_SERVICE_NAME says otherwise. */
  service: string;
  /** The standard OTEL_* variables. The SDK reads those of the process itself (sampler, batches, headers); these decide whether and how to export. */
  env: Readonly<Record<string, string | undefined>>;
  /** Takes the spans instead of what the variables name. */
  exporter?: SpanExporter;
}>;

export type Tracing = Readonly<{ /** Sends what has not been sent, and ends. */ stop(): Promise<void> }>;

/** Whether the variables ask for traces: nothing is recorded, or loaded, unless they do. */
export const wantsTracing = (env: TracingOptions['env']): boolean =>
  env['OTEL_SDK_DISABLED']?.toLowerCase() !== 'true' && env['OTEL_TRACES_EXPORTER'] !== 'none' &&
  ['OTEL_TRACES_EXPORTER', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'].some((name) => (env[name] ?? '') !== '');

/**
 * Records traces and exports them by OTLP, from here on and for the whole process; null when nobody asks for them.
 * To be called before anything else is loaded (`node --import`), or outgoing HTTP and MongoDB are not seen.
 * Metrics are scraped at `/metrics` and logs are lines, so only traces are exported.
 */
export async function startTracing({ service, env, exporter }: TracingOptions): Promise<Tracing | null> {
  if (!exporter && !wantsTracing(env)) return null;
  const [{ NodeSDK }, { envDetector }, { HttpInstrumentation }, { UndiciInstrumentation }, { MongoDBInstrumentation }, { RedactingExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'), import('@opentelemetry/resources'), import('@opentelemetry/instrumentation-http'), import('@opentelemetry/instrumentation-undici'),
    import('@opentelemetry/instrumentation-mongodb'), import('./redacting-exporter.js'),
  ]);
  const sdk = new NodeSDK({
    ...(env['OTEL_SERVICE_NAME'] ? {} : { serviceName: service }),
    // Not the process's arguments nor the machine's owner: what a deployment wants to say of itself stands in OTEL_RESOURCE_ATTRIBUTES.
    resourceDetectors: [envDetector],
    traceExporter: new RedactingExporter(exporter ?? (await exporterOf(env))),
    metricReaders: [], logRecordProcessors: [],
    instrumentations: [
      // Requests that come in have a span of the platform's own, which knows the route and tells no path.
      new HttpInstrumentation({ disableIncomingRequestInstrumentation: true, requireParentforOutgoingSpans: true }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
      // Below mongoose: one span per command, without its values.
      new MongoDBInstrumentation({ requireParentSpan: true, dbStatementSerializer: () => '' }),
    ],
  });
  sdk.start();
  return { stop: () => sdk.shutdown() };
}

async function exporterOf(env: TracingOptions['env']): Promise<SpanExporter> {
  const { ConsoleSpanExporter } = await import('@opentelemetry/sdk-trace');
  const kind = env['OTEL_TRACES_EXPORTER'] || 'otlp';
  if (kind === 'console') return new ConsoleSpanExporter();
  if (kind !== 'otlp') throw new Error(`OTEL_TRACES_EXPORTER: ${kind} is not known; otlp, console and none are`);
  const protocol = env['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] || env['OTEL_EXPORTER_OTLP_PROTOCOL'] || 'http/protobuf';
  switch (protocol) {
    case 'http/protobuf': return new (await import('@opentelemetry/exporter-trace-otlp-proto')).OTLPTraceExporter();
    case 'http/json': return new (await import('@opentelemetry/exporter-trace-otlp-http')).OTLPTraceExporter();
    case 'grpc': return new (await import('@opentelemetry/exporter-trace-otlp-grpc')).OTLPTraceExporter();
    default: throw new Error(`OTEL_EXPORTER_OTLP_PROTOCOL: ${protocol} is not known; http/protobuf, http/json and grpc are`);
  }
}
