/** A number of 32 bits in which every bit depends on every character (FNV-1a, then the finaliser of MurmurHash3). */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * So many of a hundred, at least one, of the households of one village. The same for the same seed, whatever the order of the list,
 * and nobody can choose who is drawn but by choosing the seed, which stands in the log.
 */
export function drawSample(householdIds: readonly string[], sharePercent: number, seed: string): string[] {
  const count = Math.ceil((householdIds.length * sharePercent) / 100);
  return householdIds
    .map((id) => ({ id, lot: spread(`${seed}\n${id}`) }))
    .sort((a, b) => a.lot - b.lot || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id)
    .sort();
}
