import { describe, expect, it } from '@jest/globals';
import { repositoryOf } from '../repository/repository.js';
import { alertsHaveRunbooks, dashboardsHold, expressionsNameWhatIsMeasured, RULES, RUNBOOKS, seriesOfServices } from './observability.js';
import { readExpression } from './promql.js';

describe('a PromQL expression', () => {
  it('is read for its metrics and labels, in matchers, groupings and joins', () => {
    expect(readExpression('sum by (a, b) (rate(x_total{c="d", e!~"f"}[5m])) / on (g) group_left (h) y')).toStrictEqual({ metrics: ['x_total', 'y'], labels: ['a', 'b', 'c', 'e', 'g', 'h'], problem: null });
    expect(readExpression('rate(x[$__rate_interval])')).toStrictEqual({ metrics: ['x'], labels: [], problem: null });
  });
  it('that does not parse says where', () => {
    expect(readExpression('max(x').problem).toContain('does not parse at "max(x⟂');
  });
});

const rules = (expr: string, more = '') => `groups:
  - rules:
      - alert: HumaiLate
        expr: ${expr}
        labels: { severity: page }
        annotations: { summary: late, runbook_url: '${RUNBOOKS}#humailate' }
${more}`;
const SECTION = '# Runbooks\n\n## HumaiLate\n\n**Means.** a\n\n**Look.** b\n\n**Do.** c\n';
const check = expressionsNameWhatIsMeasured(() => [{ name: 'x_seconds', labels: ['group'] }, { name: 'up', labels: [] }]);

describe('what is asked of Prometheus', () => {
  const asked = (files: Readonly<Record<string, string>>) => check.problems(repositoryOf(files));
  const DASHBOARD = 'infra/observability/grafana/dashboards/a.json';
  const dashboard = (expr: string) => JSON.stringify({ uid: 'a', panels: [{ id: 1, title: 'A', gridPos: { x: 0, y: 0, w: 1, h: 1 }, targets: [{ expr }] }] });

  it('is measured', () => {
    expect(asked({ [RULES]: rules('max by (group, service) (x_seconds) > 1'), [DASHBOARD]: dashboard('up') })).toStrictEqual([]);
    expect(asked({ [RULES]: rules('max(y_seconds) > 1') })).toStrictEqual([`${RULES}: HumaiLate: nobody measures y_seconds`]);
    expect(asked({ [DASHBOARD]: dashboard('y') })).toStrictEqual([`${DASHBOARD}: A: nobody measures y`]);
    expect(asked({ 'infra/kubernetes/a.yaml': 'metadata: { name: s }\nspec: { triggers: [{ metadata: { query: z } }] }\n' })).toStrictEqual(['infra/kubernetes/a.yaml: s: nobody measures z']);
  });
  it('has the labels it is asked by', () => {
    expect(asked({ [RULES]: rules('max by (grup) (x_seconds)') })).toStrictEqual([`${RULES}: HumaiLate: nothing it asks for has a label grup`]);
    expect(asked({ [RULES]: rules('up{group="a"}') })).toStrictEqual([`${RULES}: HumaiLate: nothing it asks for has a label group`]);
  });
  it('parses, and asks for something', () => {
    expect(asked({ [RULES]: rules('max(x_seconds') })).toStrictEqual([expect.stringContaining('HumaiLate: does not parse')]);
    expect(asked({ [RULES]: rules('1 > 0') })).toStrictEqual([`${RULES}: HumaiLate: asks for nothing`]);
  });
  it('can be any series of the services: gauges, and three for a histogram', () => {
    const names = seriesOfServices().map((s) => s.name);
    expect(names).toEqual(expect.arrayContaining(['humai_relay_lag_seconds', 'humai_command_duration_seconds_bucket', 'humai_command_duration_seconds_count', 'process_resident_memory_bytes', 'up']));
    expect(names).not.toContain('humai_command_duration_seconds');
  });
});

describe('alerts', () => {
  const problems = (text: string, page = SECTION) => alertsHaveRunbooks.problems(repositoryOf({ [RULES]: text, [RUNBOOKS]: page }));

  it('have their sections', () => {
    expect(problems(rules('up'))).toStrictEqual([]);
    expect(problems(rules('up'), '# Runbooks\n')).toStrictEqual([`${RULES}: HumaiLate: ${RUNBOOKS} has no section for it`]);
    expect(problems(rules('up'), SECTION.replace('**Do.**', 'Do:'))).toStrictEqual([`${RULES}: HumaiLate: its section in ${RUNBOOKS} has no **Do.**`]);
    expect(problems(rules('up'), `${SECTION}\n## HumaiGone\n`)).toStrictEqual([`${RUNBOOKS}: no alert is called HumaiGone`]);
  });
  it('lead to them, and say how urgent they are', () => {
    expect(problems(rules('up').replace('#humailate', '#late'))).toStrictEqual([`${RULES}: HumaiLate: its runbook_url does not lead to its section`]);
    expect(problems(rules('up').replace('summary: late, ', ''))).toStrictEqual([`${RULES}: HumaiLate: it has no summary`]);
    expect(problems(rules('up').replace('page }', 'loud }'))).toStrictEqual([`${RULES}: HumaiLate: its severity is neither page nor ticket`]);
    expect(problems(rules('up', "      - { alert: HumaiLate, expr: up, labels: { severity: page }, annotations: { summary: s, runbook_url: 'docs/how-to/runbooks.md#humailate' } }\n"))).toStrictEqual([`${RULES}: HumaiLate stands there twice`]);
  });
});

describe('dashboards', () => {
  const SOURCE = 'infra/observability/grafana/provisioning/datasources/humai.yaml';
  const panel = (id: number, x: number, uid = 'm') => ({ id, title: `P${id}`, gridPos: { x, y: 0, w: 4, h: 4 }, datasource: { uid } });
  const problems = (...boards: readonly Readonly<{ uid: string; panels: unknown[] }>[]) =>
    dashboardsHold.problems(repositoryOf({ [SOURCE]: 'datasources: [{ uid: m }]\n', ...Object.fromEntries(boards.map((b, i) => [`infra/observability/grafana/dashboards/${i}.json`, JSON.stringify(b)])) }));
  const place = (i: number) => `infra/observability/grafana/dashboards/${i}.json`;

  it('can be provisioned', () => {
    expect(problems({ uid: 'a', panels: [panel(1, 0), panel(2, 4)] }, { uid: 'b', panels: [] })).toStrictEqual([]);
    expect(problems({ uid: 'a', panels: [panel(1, 0), panel(2, 3)] })).toStrictEqual([`${place(0)}: two panels lie on each other`]);
    expect(problems({ uid: 'a', panels: [panel(1, 0), panel(1, 4)] })).toStrictEqual([`${place(0)}: two panels have one id`]);
    expect(problems({ uid: 'a', panels: [panel(1, 0, 'n')] })).toStrictEqual([`${place(0)}: P1 asks a data source there is not`]);
    expect(problems({ uid: 'a', panels: [] }, { uid: 'a', panels: [] })).toStrictEqual([0, 1].map((i) => `${place(i)}: another dashboard has the uid a`));
  });
});
