import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What is measured here against the same work done by somebody else, in the same run. */
export type Measurement = Readonly<{
  row: string;
  value: number;
  unit: string;
  baselines: readonly Baseline[];
  goal?: Goal;
}>;
export type Baseline = Readonly<{ name: string; value: number }>;
/** Bounds; the ratio is the one to the first baseline. */
export type Goal = Readonly<{ leastRatio?: number; mostRatio?: number; least?: number; most?: number }>;
/** What `--json` prints. The ratio is this value divided by the baseline's. */
export type BenchRow = Readonly<{ row: string; value: number; unit: string; baseline: string; ratio: number }>;

/** Work that may say how far it is. */
export type Progress = (done: number, of: number) => void;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The smallest value that so large a part of all values does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

export const secondsSince = (start: number): number => (performance.now() - start) / 1_000;

setFlagsFromString('--expose-gc');
/** Clears away what preparing a round has left in memory, so that the round does not pay for it. */
export const settle = runInNewContext('gc') as () => void;

/**
 * Runs contestants in turn, each round another one first, so that all meet the same machine and the same neighbours; the first round only warms up.
 * Each is told the round and answers its rate; here are the medians.
 */
export async function inTurn(contestants: readonly ((round: number) => Promise<number> | number)[], { rounds = 5, seconds = 20 } = {}): Promise<number[]> {
  const results = contestants.map((): number[] => []);
  const started = performance.now();
  for (let round = 0; round <= rounds && (round < 3 || secondsSince(started) < seconds); round += 1)
    for (let i = 0; i < contestants.length; i += 1) {
      const turn = (i + round) % contestants.length;
      const result = await contestants[turn]!(round);
      if (round > 0) results[turn]!.push(result);
    }
  return results.map(median);
}

export const rowsOf = ({ row, value, unit, baselines }: Measurement): BenchRow[] =>
  baselines.map((b) => ({ row, value: rounded(value), unit, baseline: `${b.name}: ${rounded(b.value)} ${unit}`, ratio: rounded(value / b.value) }));

/** Why a goal is missed, as figures; empty when it is met. */
export function missesOf({ value, baselines, goal = {} }: Measurement): readonly string[] {
  const ratio = value / (baselines[0]?.value ?? Number.NaN);
  const { leastRatio, mostRatio, least, most } = goal;
  return [
    ...(leastRatio !== undefined && !(ratio >= leastRatio) ? [`ratio ${rounded(ratio)} < ${leastRatio}`] : []),
    ...(mostRatio !== undefined && !(ratio <= mostRatio) ? [`ratio ${rounded(ratio)} > ${mostRatio}`] : []),
    ...(least !== undefined && !(value >= least) ? [`${rounded(value)} < ${least.toLocaleString('en')}`] : []),
    ...(most !== undefined && !(value <= most) ? [`${rounded(value)} > ${most.toLocaleString('en')}`] : []),
  ];
}

/** Three significant digits, whole numbers from 100 on. */
export const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
