import { countyOf, townshipOf } from '@humai/kernel';

// Neither id can hold a tilde.
export const coverageIdOf = (roundId: string, area: string): string => `${roundId}~${area}`;

/** The divisions a village counts for, from the whole county down. */
export const divisionsOf = (village: string): readonly string[] => [countyOf(village), townshipOf(village), village];
