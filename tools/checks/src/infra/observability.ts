import { Metrics, measures } from '@humai/telemetry';
import type { Check, Repository } from '../repository/repository.js';
import { manifestsOf } from './kubernetes.js';
import { readExpression } from './promql.js';
import { at, documentsOf, listAt, type Tree } from './yaml.js';

export const RULES = 'infra/observability/prometheus/rules.yaml';
export const RUNBOOKS = 'docs/how-to/runbooks.md';
const DASHBOARDS = 'infra/observability/grafana/dashboards/';
const DATASOURCES = 'infra/observability/grafana/provisioning/datasources/humai.yaml';

/** Labels that whoever scrapes adds, and that of a histogram's buckets. */
const OF_TARGETS = ['job', 'instance', 'service', 'namespace', 'pod', 'le'];

export type Series = Readonly<{ name: string; labels: readonly string[] }>;

/** Every series that `/metrics` can have: the system's and the process's, a histogram as its three, and what Prometheus adds of a target. */
export function seriesOfServices(): readonly Series[] {
  const ofProcess = new Metrics({ process: true });
  const all = [...measures(), ...(ofProcess.registry.getMetricsAsArray() as unknown as readonly Readonly<{ name: string; type: string; labelNames: readonly string[] }>[]).map((m) => ({ ...m, labels: m.labelNames }))];
  ofProcess.close();
  return [
    { name: 'up', labels: [] },
    ...all.flatMap(({ name, type, labels }) => (type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => ({ name: `${name}${part}`, labels })) : [{ name, labels }])),
  ];
}

type Asked = Readonly<{ file: string; where: string; expression: string }>;

const rulesOf = ({ files, read }: Repository): readonly Tree[] => (files.includes(RULES) ? listAt(documentsOf(read(RULES))[0], 'groups').flatMap((group) => listAt(group, 'rules')) : []);
const dashboardsOf = ({ files }: Repository): readonly string[] => files.filter((f) => f.startsWith(DASHBOARDS) && f.endsWith('.json'));

/** Every expression that is asked of Prometheus somewhere. */
function expressionsOf(repository: Repository): readonly Asked[] {
  return [
    ...rulesOf(repository).map((rule) => ({ file: RULES, where: String(rule['alert']), expression: String(rule['expr']) })),
    ...dashboardsOf(repository).flatMap((file) =>
      listAt(JSON.parse(repository.read(file)), 'panels').flatMap((panel) => listAt(panel, 'targets').map((t) => ({ file, where: String(panel['title']), expression: String(t['expr']) })))),
    ...manifestsOf(repository).flatMap(({ file, name, tree }) =>
      listAt(tree, 'spec.triggers').flatMap((t) => (at(t, 'metadata.query') === undefined ? [] : [{ file, where: name, expression: String(at(t, 'metadata.query')) }]))),
  ];
}

export const expressionsNameWhatIsMeasured = (series: () => readonly Series[]): Check => ({
  name: 'rules, dashboards and autoscalers ask only for what the services measure, by labels it has',
  problems(repository) {
    const known = new Map(series().map((s) => [s.name, s]));
    return expressionsOf(repository).flatMap(({ file, where, expression }) => {
      const { metrics, labels, problem } = readExpression(expression);
      if (problem) return [`${file}: ${where}: ${problem}`];
      const found = metrics.flatMap((name) => known.get(name) ?? []);
      const allowed = new Set([...OF_TARGETS, ...found.flatMap((s) => s.labels)]);
      return [
        ...(metrics.length === 0 ? ['asks for nothing'] : []),
        ...metrics.filter((name) => !known.has(name)).map((name) => `nobody measures ${name}`),
        ...labels.filter((label) => !allowed.has(label)).map((label) => `nothing it asks for has a label ${label}`),
      ].map((p) => `${file}: ${where}: ${p}`);
    });
  },
});

const PARTS = ['**Means.**', '**Look.**', '**Do.**'];
const sectionsOf = (page: string): ReadonlyMap<string, string> => new Map(page.split(/^## /m).slice(1).map((part) => [part.slice(0, part.indexOf('\n')).trim(), part]));

export const alertsHaveRunbooks: Check = {
  name: 'every alert has its section in the runbooks, with what it means, how to look and what to do, and no section is left over',
  problems(repository) {
    const rules = rulesOf(repository);
    const sections = sectionsOf(repository.files.includes(RUNBOOKS) ? repository.read(RUNBOOKS) : '');
    const names = rules.map((r) => String(r['alert']));
    return [
      ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${RULES}: ${name} stands there twice`),
      ...rules.flatMap((rule) => {
        const name = String(rule['alert']);
        const section = sections.get(name);
        return [
          ...(at(rule, 'annotations.runbook_url') === `${RUNBOOKS}#${name.toLowerCase()}` ? [] : [`${name}: its runbook_url does not lead to its section`]),
          ...(at(rule, 'annotations.summary') ? [] : [`${name}: it has no summary`]),
          ...(['page', 'ticket'].includes(String(at(rule, 'labels.severity'))) ? [] : [`${name}: its severity is neither page nor ticket`]),
          ...(section === undefined ? [`${name}: ${RUNBOOKS} has no section for it`] : PARTS.filter((part) => !section.includes(part)).map((part) => `${name}: its section in ${RUNBOOKS} has no ${part}`)),
        ].map((p) => `${RULES}: ${p}`);
      }),
      ...[...sections.keys()].filter((name) => /^Humai[A-Z]/.test(name) && !names.includes(name)).map((name) => `${RUNBOOKS}: no alert is called ${name}`),
    ];
  },
};

export const dashboardsHold: Check = {
  name: 'every dashboard can be provisioned: one of its id, panels apart, data sources that there are',
  problems(repository) {
    const sources = repository.files.includes(DATASOURCES) ? listAt(documentsOf(repository.read(DATASOURCES))[0], 'datasources').map((d) => d['uid']) : [];
    const boards = dashboardsOf(repository).map((file) => ({ file, board: JSON.parse(repository.read(file)) as Tree }));
    return boards.flatMap(({ file, board }) => {
      const panels = listAt(board, 'panels');
      const cells = panels.map((p) => at(p, 'gridPos') as Readonly<Record<'x' | 'y' | 'w' | 'h', number>>);
      const meet = cells.some((a, i) => cells.slice(i + 1).some((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h));
      return [
        ...(boards.filter((b) => b.board['uid'] === board['uid']).length === 1 ? [] : [`another dashboard has the uid ${String(board['uid'])}`]),
        ...(new Set(panels.map((p) => p['id'])).size === panels.length ? [] : ['two panels have one id']),
        ...(meet ? ['two panels lie on each other'] : []),
        ...panels.filter((p) => !sources.includes(at(p, 'datasource.uid'))).map((p) => `${String(p['title'])} asks a data source there is not`),
      ].map((p) => `${file}: ${p}`);
    });
  },
};
