/** The value that a share of all values does not exceed, by nearest rank: one that occurred, never one in between. Null for none. `share` in (0, 1]. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
