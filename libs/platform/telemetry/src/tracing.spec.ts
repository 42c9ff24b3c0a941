import { afterEach, describe, expect, it } from '@jest/globals';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace';
import { createLogger } from './logger.js';
import { startTracing, wantsTracing } from './tracing.js';

// Synthetic: the region code 000000 was never given to anybody.
const PLANTED = ['00000019900101001X', '13800000000', '某某某'];

describe('tracing is off', () => {
  it.each<Record<string, string>>([{}, { OTEL_SERVICE_NAME: 'x' }, { OTEL_TRACES_EXPORTER: '' }, { OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, { OTEL_SDK_DISABLED: 'true', OTEL_TRACES_EXPORTER: 'otlp' }])(
    'with %j', async (env) => {
      expect(await startTracing({ service: 'test', env })).toBeNull();
      expect(trace.getTracer('test').startSpan('x').isRecording()).toBe(false);
    },
  );
  it.each<Record<string, string>>([{ OTEL_TRACES_EXPORTER: 'otlp' }, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }])('but not with %j', (env) => expect(wantsTracing(env)).toBe(true));
  it.each([[{ OTEL_TRACES_EXPORTER: 'jaeger' }, 'OTEL_TRACES_EXPORTER: jaeger is not known'], [{ OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'smoke' }, 'OTEL_EXPORTER_OTLP_PROTOCOL: smoke is not known']])(
    'and a word that is not known is no silence: %j', (env, problem) => expect(startTracing({ service: 'test', env })).rejects.toThrow(problem),
  );
});

describe('while tracing', () => {
  afterEach(() => {
    trace.disable();
    context.disable();
  });
  const tracing = async (env: Record<string, string> = {}) => {
    const exported = new InMemorySpanExporter();
    return { started: (await startTracing({ service: 'test', env, exporter: exported }))!, exported };
  };
  const flushed = async (exporter: InMemorySpanExporter) => {
    while (exporter.getFinishedSpans().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    return exporter.getFinishedSpans();
  };

  it('nothing that tells of a person is exported, whoever put it into a span', async () => {
    process.env['OTEL_BSP_SCHEDULE_DELAY'] = '10';
    const { started, exported } = await tracing();
    delete process.env['OTEL_BSP_SCHEDULE_DELAY'];
    const text = PLANTED.join(' ');
    const span = trace.getTracer('anybody').startSpan(`GET ${text}`, {
      kind: SpanKind.CLIENT, links: [{ context: { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 }, attributes: { text } }],
      attributes: {
        'url.full': `http://127.0.0.1/?q=${text}`, 'url.path': '/some/path', 'url.query': '?q=1', 'db.query.text': '{ a: 1 }', 'client.address': '127.0.0.9', 'http.request.header.x-name': ['x'], 'user.name': 'x',
        text, list: [text, 'plain'], 'http.response.status_code': 200, 'server.address': '127.0.0.1',
      },
    });
    span.recordException(new TypeError(`choked on ${text}`));
    span.addEvent('seen', { text });
    span.setStatus({ code: SpanStatusCode.ERROR, message: text });
    span.end();
    const [seen] = await flushed(exported);
    const { name, attributes, events, links, status, kind } = seen!;
    expect({ name, attributes, status, kind }).toStrictEqual({
      name: 'GET [document] [phone] …', attributes: { text: '[document] [phone] …', list: ['[document] [phone] …', 'plain'], 'http.response.status_code': 200, 'server.address': '127.0.0.1' },
      status: { code: SpanStatusCode.ERROR, message: '[document] [phone] …' }, kind: SpanKind.CLIENT,
    });
    expect(events.map((e) => [e.name, e.attributes])).toStrictEqual([['exception', { 'exception.type': 'TypeError', 'exception.message': 'choked on [document] [phone] …' }], ['seen', { text: '[document] [phone] …' }]]);
    expect(links[0]!.attributes).toStrictEqual({ text: '[document] [phone] …' });
    expect([seen!.spanContext(), seen!.resource.attributes['service.name'], seen!.instrumentationScope.name]).toStrictEqual([span.spanContext(), 'test', 'anybody']);
    // Nothing of the machine or the command line either.
    expect(Object.keys(seen!.resource.attributes).filter((key) => !key.startsWith('telemetry.sdk.'))).toStrictEqual(['service.name']);
    await started.stop();
  });

  it('a line has the ids of the span it was written in, whole, though they look like a phone', async () => {
    const { started } = await tracing();
    const lines: string[] = [];
    const logger = createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(line) } });
    const parent = { traceId: 'a13800000000b'.padEnd(32, 'c'), spanId: 'a13800000000bccc', traceFlags: 1 };
    context.with(trace.setSpanContext(context.active(), parent), () => logger.info({ phone: PLANTED[1] }, 'within'));
    logger.info('outside');
    expect(lines.map((l) => JSON.parse(l)).map(({ msg, phone, trace_id, span_id }) => ({ msg, phone, trace_id, span_id }))).toStrictEqual([
      { msg: 'within', phone: '[redacted]', trace_id: parent.traceId, span_id: parent.spanId }, { msg: 'outside', phone: undefined, trace_id: undefined, span_id: undefined },
    ]);
    expect(lines.every((l) => l.endsWith('}\n'))).toBe(true);
    await started.stop();
  });
});
