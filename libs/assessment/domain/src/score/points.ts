import { INDICATOR_CODES, type AssessmentPolicy, type IndicatorCode, type IndicatorScore } from '@humai/contracts-assessment';

export type Ratio = Readonly<{ numerator: number; denominator: number }>;
export type Counts = Readonly<Record<IndicatorCode, Ratio>>;
export type Points = Readonly<{ total: number | null; grade: string | null; indicators: readonly IndicatorScore[] }>;

/** A non-negative fraction in hundredths, rounded half up, as a number with two decimals. */
const rounded = (numerator: bigint, denominator: bigint): number => Number((200n * numerator + denominator) / (2n * denominator)) / 100;

/**
 * The points of a unit. Exact until the rounding at the end: the total is rounded from the exact sum, not summed from rounded points,
 * so it can differ by some hundredths from the sum of the points shown.
 */
export function pointsOf(counts: Counts, policy: AssessmentPolicy): Points {
  const weights = INDICATOR_CODES.map((code) => ({ code, ...counts[code], weight: policy.indicators[code].weight }));
  const judged = weights.filter((i) => i.denominator > 0);
  const full = policy.nothingToJudge === 'full';
  const shared = BigInt(full ? 100 : judged.reduce((sum, i) => sum + i.weight, 0));

  let [sum, over] = [0n, 1n]; // the exact total is sum ÷ over
  const indicators = weights.map(({ code, numerator, denominator, weight }): IndicatorScore => {
    const nothing = denominator === 0;
    if ((nothing && !full) || shared === 0n) return { code, numerator, denominator, points: null };
    const [n, d] = nothing ? [BigInt(weight), 1n] : [100n * BigInt(weight) * BigInt(numerator), shared * BigInt(denominator)];
    [sum, over] = [sum * d + n * over, over * d];
    return { code, numerator, denominator, points: rounded(n, d) };
  });
  if (shared === 0n) return { total: null, grade: null, indicators };
  const total = rounded(sum, over);
  return { total, grade: policy.bands.find((band) => total >= band.from)?.grade ?? null, indicators };
}
