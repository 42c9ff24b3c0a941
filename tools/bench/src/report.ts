import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { type Goal, type Measurement, missesOf, rounded } from './measurement.js';
import { PEER } from './peer.js';

/** Where and when it was measured. */
export type Circumstances = Readonly<{ cores: number; cpu: string; memoryGiB: number; system: string; node: string; sqlite: string; date: string; command: string }>;

export function circumstances(command: string): Circumstances {
  const db = new DatabaseSync(':memory:');
  const sqlite = String(db.prepare('SELECT sqlite_version() AS version').get()?.['version']);
  db.close();
  return {
    cores: availableParallelism(), cpu: cpus()[0]?.model.trim() ?? 'unknown', memoryGiB: Math.round(totalmem() / 2 ** 30), system: `${type()} ${release().split('-')[0]}`,
    node: process.version, sqlite, date: new Date().toISOString().slice(0, 10), command,
  };
}

const figure = (value: number): string => rounded(value).toLocaleString('en', { maximumSignificantDigits: 21 });

function goalOf({ leastRatio, mostRatio, least, most }: Goal, unit: string): string {
  return [
    ...(leastRatio === undefined ? [] : [`≥ ${leastRatio} × the first`]),
    ...(mostRatio === undefined ? [] : [`≤ ${mostRatio} × the first`]),
    ...(least === undefined ? [] : [`≥ ${figure(least)} ${unit}`]),
    ...(most === undefined ? [] : [`≤ ${figure(most)} ${unit}`]),
  ].join(', ');
}

const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function linesOf(m: Measurement): string[] {
  const misses = missesOf(m);
  const goal = m.goal ? `${goalOf(m.goal, m.unit)}: ${misses.length === 0 ? 'met' : `**missed**, ${misses.join(', ')}`}` : '';
  return m.baselines.map(({ name, value }, i) =>
    tableRow([i === 0 ? m.row : '', i === 0 ? `${figure(m.value)} ${m.unit}` : '', name, `${figure(value)} ${m.unit}`, figure(m.value / value), i === 0 ? goal : '']),
  );
}

export function tableOf(measurements: readonly Measurement[]): string {
  return [tableRow(['what', 'measured', 'against', 'which has', 'ratio', 'goal']), '|---|---:|---|---:|---:|---|', ...measurements.flatMap(linesOf)].join('\n');
}

export const machineLine = (c: Circumstances): string =>
  `${c.cores} cores (${c.cpu}), ${c.memoryGiB} GiB of memory, ${c.system}, Node ${c.node}, SQLite ${c.sqlite}, ${c.date}: \`${c.command}\``;

export function documentOf(measurements: readonly Measurement[], c: Circumstances): string {
  return `---
type: reference
---

# 性能 Benchmarks

<!-- Written by \`npm run bench -- --write\`: run it again rather than edit. -->

What Humai does on one machine, measured in one run beside the same work done with bare \`node:sqlite\` and by a peer, ${PEER}. A ratio is Humai's figure divided by that of the one beside it: above 1 is better for rates and worse for times and memory. Absolute figures depend on the machine and its disk; the ratios travel.

${machineLine(c)}

${tableOf(measurements)}

How it is measured
- Events are those of identification, a household's life of 20 from registration to the first risk eliminated, with full metadata. Households get their next event in turn, in scattered order: neighbours in the log never share a stream.
- Contestants work in turn, round by round, on the same disk; the figure is the median of the rounds, the first left out. \`durable\` means fsync at each commit for all of them.
- The peer runs over a connection of \`node:sqlite\` given to it by its own interface, with one connection and kept statements, because its driver is compiled at installation, which is switched off here. Its transactions go one after the other.
- A history is the whole stream read and parsed, cut by one of the two clocks, and the state of every context folded from it; households are asked for in no order.
- The rebuild is that of \`humai rebuild\`: read, folded, written beside the serving one with all indexes, compared row by row. Its rate counts the events that the read model reads.
- HTTP latency runs from the moment a request was due, clues and incomes in turn on 400 households, all contexts with their projections and deadlines running; the load comes from the same machine.
- Rows over MongoDB's protocol: where the server is the stand-in that Java and Maven start, it looks a key up by its index only when nothing else is asked. Humai also asks for the position, so that a late writer replaces nothing newer; there the stand-in reads the collection. MongoDB takes the key's index for both; it has not been measured here.
- Run it on an idle machine, and on a real disk: \`--directory\` says where.
`;
}
