import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@humai/kernel';
import type { ConsumerObserver } from '@humai/messaging';
import type { CommandObserver, HttpObserver, MetricsSource } from '@humai/nest';
import { createLogger, NestLogger } from './logger.js';
import { Metrics } from './metrics.js';
import { consumerObserver, feedObserver, httpObserver, leadershipObserver, relayObserver } from './observers.js';

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
    expect(await value(metrics, 'humai_append_duration_seconds_count{context="identification"}')).toBe('1');
    expect(await value(metrics, 'humai_command_duration_seconds_count{context="identification",command="ReportClue"}')).toBe('3');
  });

  it('read lags, parked messages and overdue deadlines when scraped', async () => {
    const metrics = new Metrics();
    let parked = 1;
    const asked: number[] = [];
    metrics.watch({
      log: { lastPosition: async () => 100, recordedAfter: async (position) => (asked.push(position), position < 100 ? '2026-03-01T00:00:00.000Z' : null), now: () => '2026-03-01T00:01:30.000Z' },
      projections: async () => [{ name: 'identification.open-cases.v1', position: 90, state: 'live' }, { name: 'identification.clues.v1', position: 90, state: 'stopped' }],
      consumers: async () => [{ group: 'assistance.on-events', position: 100 }],
      relay: async () => 60,
      parked: async () => parked,
      overdue: async () => [{ process: 'assistance.plans', count: 3 }],
    });
    const cases = '{projection="identification.open-cases.v1"}';
    expect(await value(metrics, `humai_projection_lag_events${cases}`)).toBe('10');
    expect(asked.sort((a, b) => a - b)).toStrictEqual([60, 90, 100]); // once for each place
    expect(await value(metrics, `humai_projection_lag_seconds${cases}`)).toBe('90');
    expect(await value(metrics, `humai_projection_position${cases}`)).toBe('90');
    expect(await value(metrics, `humai_projection_stopped${cases}`)).toBe('0');
    expect(await value(metrics, 'humai_projection_stopped{projection="identification.clues.v1"}')).toBe('1');
    expect(await value(metrics, 'humai_consumer_lag_events{group="assistance.on-events"}')).toBe('0');
    expect(await value(metrics, 'humai_consumer_lag_seconds{group="assistance.on-events"}')).toBe('0');
    expect([await value(metrics, 'humai_relay_position'), await value(metrics, 'humai_relay_lag_events'), await value(metrics, 'humai_relay_lag_seconds')]).toStrictEqual(['60', '40', '90']);
    expect(await value(metrics, 'humai_overdue_deadlines{process="assistance.plans"}')).toBe('3');
    parked = 0;
    expect(await value(metrics, 'humai_parked_messages')).toBe('0');
  });

  it('that cannot be read are left out and counted; the rest is told', async () => {
    const metrics = new Metrics();
    metrics.watch({ consumers: async () => { throw new Error('no store'); }, parked: async () => 2 });
    expect([await value(metrics, 'humai_consumer_position'), await value(metrics, 'humai_parked_messages')]).toStrictEqual([undefined, '2']);
    expect(await value(metrics, 'humai_scrape_errors_total{metric="humai_consumer_position"}')).toBe('2'); // of the two scrapes before
  });

  it('count what the relay published, read models applied and went to the dead-letter topic', async () => {
    const metrics = new Metrics();
    const lines = logged((logger) => {
      const relay = relayObserver(logger, metrics);
      relay.published({ events: 3, bytes: 900, position: 7, seconds: 0.01, lagSeconds: 0.2 });
      relay.failed({ error: new DomainError('KAFKA.UNREACHABLE'), position: 7, retries: true });
      feedObserver(logger, metrics).deadLettered({ group: 'g', topic: 'humai.household.v1', partition: 1, offset: '9', cause: 'no ce_type' });
    });
    expect(lines.map((l) => JSON.parse(l)).map(({ level, msg, position, offset }) => [level, msg, position ?? offset])).toStrictEqual([['warn', 'relay broke off', 7], ['warn', 'message is no event', '9']]);
    metrics.projections.applied({ name: 'identification.clues.v1', events: 5, seconds: 0.1 });
    expect([await value(metrics, 'humai_relay_published_events_total'), await value(metrics, 'humai_relay_publish_lag_seconds_sum'), await value(metrics, 'humai_relay_publish_duration_seconds_count')]).toStrictEqual(['3', '0.2', '1']);
    expect(await value(metrics, 'humai_relay_failures_total{code="KAFKA.UNREACHABLE"}')).toBe('1');
    expect(await value(metrics, 'humai_projected_events_total{projection="identification.clues.v1"}')).toBe('5');
    expect(await value(metrics, 'humai_projection_duration_seconds_count{projection="identification.clues.v1"}')).toBe('1');
    expect(await value(metrics, 'humai_dead_letters_total{group="g"}')).toBe('1');
  });

  it('say which jobs this process leads, and log when that changes', async () => {
    const metrics = new Metrics();
    const lines: string[] = [];
    const told = async (tell: (observer: ReturnType<typeof leadershipObserver>) => void) => {
      lines.push(...logged((logger) => tell(leadershipObserver(logger, metrics))).map((l) => (JSON.parse(l) as { msg: string }).msg));
      return value(metrics, 'humai_leads{lease="read-models/x"}');
    };
    expect([await told((o) => o.standsBy('read-models/x')), await told((o) => o.leads('read-models/x')), await told((o) => o.leadsNoMore('read-models/x'))]).toStrictEqual(['0', '1', '0']);
    expect(lines).toStrictEqual(['leads', 'leads no more']);
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
    expect(await value(metrics, 'humai_http_request_duration_seconds_count{method="POST",route="/v1/x/:id",status="200"}')).toBe('1');
    expect(await value(metrics, 'humai_messages_total{group="g",outcome="parked"}')).toBe('1');
    expect(Number(await value(metrics, 'process_resident_memory_bytes'))).toBeGreaterThan(0);
    metrics.close();
  });
});
