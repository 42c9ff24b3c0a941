import { checkCharacterOf } from '@humai/identification-domain';

const PER_DAY = 999;
const DAY = 86_400_000;
const FIRST_BIRTH = Date.UTC(1950, 0, 1);
// Given out to nobody: there is no such division.
const AREA = '000000';

/** The ID number of the nth person there never was. */
export function documentOf(n: number): string {
  const bornOn = new Date(FIRST_BIRTH + Math.floor(n / PER_DAY) * DAY).toISOString().slice(0, 10);
  const digits = `${AREA}${bornOn.replaceAll('-', '')}${String((n % PER_DAY) + 1).padStart(3, '0')}`;
  return digits + checkCharacterOf(digits);
}

/** Told by the number, so that a record can be seen to be the right one. */
export const nameOf = (document: string): string => `测${document.slice(6)}`;
