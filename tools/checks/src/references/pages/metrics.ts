import { type Measure, measures } from '@humai/telemetry';
import { code, pageOf, table } from '../markdown.js';

const HISTOGRAM = 'A histogram is three series: `…_bucket`, `…_sum`, `…_count`.';

export function metricsPage(): string {
  const all = measures();
  return pageOf(
    '指标 Metrics',
    `What \`GET /metrics\` tells in the text format of Prometheus, beside the measures of the process itself (\`process_…\`, \`nodejs_…\`) that prom-client makes. ${HISTOGRAM} Gauges are read when somebody scrapes; one that cannot be read then is left out, and counted in \`humai_scrape_errors_total\`. No label holds a person, a household or anything that somebody typed. Lags in positions count events where the store numbers them without gaps, as SQLite does; elsewhere go by the seconds. What they are for: [Seeing inside](../explanation/observability.md).`,
    table(['metric', 'type', 'labels', '含义', 'meaning'], all.map(rowOf)),
  );
}

const rowOf = ({ name, type, labels, zh, en }: Measure): string[] => [code(name), type, labels.map(code).join(', ') || '–', zh, en];
