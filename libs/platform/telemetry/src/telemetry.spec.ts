import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@humai/kernel';
import type { ConsumerObserver } from '@humai/messaging';
import type { CommandObserver, HttpObserver, MetricsSource } from '@humai/nest';
import { createLogger, NestLogger } from './logger.js';
import { Metrics } from './metrics.js';
import { consumerObserver, httpObserver } from './observers.js';

// Synthetic: the region code 000000 was never given to anybody.
const DOCUMENTS = ['00000019900101001X', '000000199001010011', '00000019900101001171', '0000001990010100117104', '100000900101001'];
const PHONES = ['13800000000', '8613800000000', '138-0000-0000', '138 0000 0000'];
const planted = [...DOCUMENTS, ...PHONES];

const logged = (write: (logger: ReturnType<typeof createLogger>) => void) => {
  const lines: string[] = [];
  write(createLogger({ service: 'test', level: 'trace', destination: { write: (line: string) => void lines.push(line) } }));
  return lines;
};

describe('logs hold no personal data', () => {
  const places: [string, (logger: ReturnType<typeof createLogger>, value: string) => void][] = [
    ['in the message', (logger, value) => logger.info(`came with ${value}, and went`)],
    ['in a %s of the message', (logger, value) => logger.info('came with %s', value)],
    ['in a %o of the message', (logger, value) => logger.info('came with %o', { value })],
    ['in a field', (logger, value) => logger.info({ value }, 'm')],
    ['deep in a field', (logger, value) => logger.info({ a: [{ b: new Map([['k', { c: value }]]) }] }, 'm')],
    ['as a key', (logger, value) => logger.info({ [value]: 1 }, 'm')],
    ['in an error', (logger, value) => logger.error(new Error(`bad ${value}`))],
    ['in a cause', (logger, value) => logger.error({ err: new Error('x', { cause: new Error(value) }) }, 'm')],
    ["in a refusal's details", (logger, value) => logger.error({ err: new DomainError('A.B', { value }) }, 'm')],
    ["in a child's bindings", (logger, value) => logger.child({ value }).info('m')],
    ["through Nest's logger", (logger, value) => new NestLogger(logger).error(`failed for ${value}`, `Error: ${value}\n at x`, 'Context')],
    ["in an object through Nest's logger", (logger, value) => new NestLogger(logger).log({ value }, 'Context')],
  ];
  it.each(places)('%s', (_, write) => {
    for (const value of planted) {
      const [line] = logged((logger) => write(logger, value));
      expect(line).toMatch(/\[(document|phone)\]/);
      expect(line).not.toContain(value);
    }
  });

  it('also when a number is a number', () => {
    const [line] = logged((logger) => logger.info({ value: 13800000000, document: 100000900101001n }, 'm'));
    expect(JSON.parse(line!)).toMatchObject({ value: '[phone]', document: '[document]' });
  });

  it.each(['name', 'phone', 'documentNumber', 'Authorization', '姓名', '证件号码', 'attributes'])('nothing under the key %s', (key) => {
    const [line] = logged((logger) => logger.info({ outer: { [key]: { text: 'planted' } } }, 'm'));
    expect(JSON.parse(line!).outer).toEqual({ [key]: '[redacted]' });
  });

  it('no Chinese text of an error, which is quoted data', () => {
    const [line] = logged((logger) => logger.error({ err: new TypeError('cannot read 某某某 of row') }, 'm'));
    expect(JSON.parse(line!).err).toMatchObject({ type: 'TypeError', message: 'cannot read … of row' });
    expect(line).not.toContain('某');
  });

  it('but what operations need stays', () => {
    const [line] = logged((logger) => logger.info({ area: '511504101201', position: 123456, stream: 'household-018f3a6e-9c1b-7d2e-8a3b-1c2d3e4f5a6b', at: '2026-03-01T00:00:00.000Z' }, 'done'));
    expect(JSON.parse(line!)).toMatchObject({
      level: 'info', service: 'test', msg: 'done', area: '511504101201', position: 123456, stream: 'household-018f3a6e-9c1b-7d2e-8a3b-1c2d3e4f5a6b', at: '2026-03-01T00:00:00.000Z',
    });
  });
});

describe('metrics', () => {
  const value = async (metrics: Metrics, line: string) => (await metrics.metrics()).split('\n').find((l) => l.startsWith(line))?.split(' ').at(-1);

  it('fit the observers of the platform', () => {
    const metrics = new Metrics();
    const logger = createLogger({ service: 'test', level: 'silent' });
    const fits: [CommandObserver, HttpObserver, ConsumerObserver, MetricsSource] = [metrics.commands, httpObserver(logger, metrics), consumerObserver(logger, metrics), metrics];
    expect(fits).toHaveLength(4);
  });

  it('count commands by outcome and refusal, and time them', async () => {
    const metrics = new Metrics();
    const command = { context: 'identification', name: 'ReportClue', seconds: 0.004, appendSeconds: 0.003 };
    metrics.commands.executed({ ...command, events: 2, repeated: false });
    metrics.commands.executed({ ...command, events: 0, repeated: true });
    metrics.commands.refused({ ...command, code: 'HOUSEHOLD.CLEARED' });
    expect(await value(metrics, 'humai_commands_total{context="identification",command="ReportClue",outcome="executed"')).toBe('1');
    expect(await value(metrics, 'humai_commands_total{context="identification",command="ReportClue",outcome="repeated"')).toBe('1');
    expect(await value(metrics, 'humai_commands_total{context="identification",command="ReportClue",outcome="refused",code="HOUSEHOLD.CLEARED"')).toBe('1');
    expect(await value(metrics, 'humai_events_appended_total{context="identification"}')).toBe('2');
    expect(await value(metrics, 'humai_append_seconds_count{context="identification"}')).toBe('1');
    expect(await value(metrics, 'humai_command_seconds_count{context="identification",command="ReportClue"}')).toBe('3');
  });

  it('read lags, parked messages and overdue deadlines when scraped', async () => {
    const metrics = new Metrics();
    let parked = 1;
    metrics.watch({
      lastPosition: async () => 100,
      projections: async () => [{ name: 'identification.open-cases.v1', position: 90 }],
      consumers: async () => [{ group: 'assistance.on-events', position: 100 }],
      parked: async () => parked,
      overdue: async () => [{ kind: 'plan', count: 3 }],
    });
    expect(await value(metrics, 'humai_projection_lag{projection="identification.open-cases.v1"}')).toBe('10');
    expect(await value(metrics, 'humai_projection_position{projection="identification.open-cases.v1"}')).toBe('90');
    expect(await value(metrics, 'humai_consumer_lag{group="assistance.on-events"}')).toBe('0');
    expect(await value(metrics, 'humai_overdue{kind="plan"}')).toBe('3');
    parked = 0;
    expect(await value(metrics, 'humai_parked_messages')).toBe('0');
  });

  it('count requests by route and messages by outcome, and log what needs a look', async () => {
    const metrics = new Metrics({ process: true });
    const lines = logged((logger) => {
      const http = httpObserver(logger, metrics);
      http.answered({ method: 'POST', route: '/v1/x/:id', status: 200, seconds: 0.01 });
      http.failed({ id: 'ref-1', method: 'POST', route: '/v1/x/:id', error: new Error('13800000000') });
      consumerObserver(logger, metrics).parked({ group: 'g', type: 't', id: 'g/1', code: 'A.B', position: 4 });
      metrics.consumers.handled({ group: 'g', seconds: 0.1, duplicate: false });
    });
    expect(lines.map((l) => JSON.parse(l)).map(({ level, msg, reference, id }) => [level, msg, reference ?? id])).toEqual([['error', 'request failed', 'ref-1'], ['warn', 'message parked', 'g/1']]);
    expect(lines[0]).not.toContain('13800000000');
    expect(await value(metrics, 'humai_http_request_seconds_count{method="POST",route="/v1/x/:id",status="200"}')).toBe('1');
    expect(await value(metrics, 'humai_messages_total{group="g",outcome="parked"}')).toBe('1');
    expect(Number(await value(metrics, 'process_resident_memory_bytes'))).toBeGreaterThan(0);
    metrics.close();
  });
});
