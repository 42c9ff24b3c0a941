import { Identifier, LabelName, parser, QuotedLabelName } from '@prometheus-io/lezer-promql';

export type Expression = Readonly<{ metrics: readonly string[]; labels: readonly string[]; problem: string | null }>;

const LABELS: readonly number[] = [LabelName, QuotedLabelName];

/** What a PromQL expression names. Grafana's own variables are read as a minute. */
export function readExpression(text: string): Expression {
  const plain = text.replace(/\$__(rate_interval|interval|range)\b/g, '1m');
  const [metrics, labels] = [new Set<string>(), new Set<string>()];
  let problem: string | null = null;
  parser.parse(plain).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) problem ??= `does not parse at "${plain.slice(Math.max(0, from - 20), from)}⟂${plain.slice(from, from + 20)}"`;
      else if (type.id === Identifier && node.parent?.name === 'VectorSelector') metrics.add(plain.slice(from, to));
      else if (LABELS.includes(type.id)) labels.add(plain.slice(from, to).replace(/^"|"$/g, ''));
    },
  });
  return { metrics: [...metrics], labels: [...labels], problem };
}
