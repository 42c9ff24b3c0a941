// Takes traces as an OpenTelemetry collector does: OTLP over HTTP, as JSON.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export type Span = Readonly<{ name: string; kind: string; traceId: string; spanId: string; parentId: string; failed: boolean; attributes: Readonly<Record<string, unknown>> }>;

type Value = Readonly<{ stringValue?: string; intValue?: number | string; boolValue?: boolean; arrayValue?: Readonly<{ values: readonly Value[] }> }>;
type Sent = Readonly<{ traceId: string; spanId: string; parentSpanId?: string; name: string; kind: number; status: Readonly<{ code?: number }>; attributes: readonly Readonly<{ key: string; value: Value }>[] }>;
type Export = Readonly<{ resourceSpans: readonly Readonly<{ scopeSpans: readonly Readonly<{ spans: readonly Sent[] }>[] }>[] }>;

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const WITHIN_MS = 30_000;

export class Collector {
  /** Everything that was sent, as it was sent. */
  received = '';
  readonly spans: Span[] = [];
  readonly #server = createServer((request, response) => {
    void text(request).then((body) => {
      this.received += `${body}\n`;
      for (const { scopeSpans } of (JSON.parse(body) as Export).resourceSpans) for (const { spans } of scopeSpans) this.spans.push(...spans.map(spanOf));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });

  /** Answers the variables that make a process send its traces here. */
  async listen(): Promise<Readonly<Record<string, string>>> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as { port: number };
    return { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_BSP_SCHEDULE_DELAY: '50' };
  }

  /** The spans of a trace, once they are as they should be or will not become so. */
  async trace(traceId: string, isWhole: (spans: readonly Span[]) => boolean): Promise<readonly Span[]> {
    const end = performance.now() + WITHIN_MS;
    for (;;) {
      const spans = this.spans.filter((s) => s.traceId === traceId);
      if (isWhole(spans) || performance.now() > end) return spans;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const spanOf = ({ traceId, spanId, parentSpanId = '', name, kind, status, attributes }: Sent): Span => ({
  name, kind: KINDS[kind] ?? '', traceId, spanId, parentId: parentSpanId, failed: status.code === 2, attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)])),
});

const valueOf = ({ stringValue, intValue, boolValue, arrayValue }: Value): unknown => stringValue ?? (intValue === undefined ? undefined : Number(intValue)) ?? boolValue ?? arrayValue?.values.map(valueOf);
