import { checkCharacterOf } from '@humai/identification-domain';
import type { LocalDate } from '@humai/kernel';

export type Sex = 'MALE' | 'FEMALE';

/** Odd or even ones of the 999 sequence numbers: one fewer is even, and as many serve both. */
const PER_DAY = 499;
// Prime to PER_DAY, so that each number comes once while neighbours lie apart.
const STRIDE = 37;

/** Hands out synthetic ID numbers, right by GB 11643, each once. Memory grows with the days of birth, not with the people. */
export class IdNumbers {
  readonly #given = new Map<string, number>();

  /** @param elsewhere six-digit codes whose numbers are used when those of an area and day of birth are all given: people also come from other counties */
  constructor(private readonly elsewhere: readonly string[]) {}

  next(area: string, bornOn: LocalDate, sex: Sex): string {
    const born = bornOn.replaceAll('-', '');
    for (const code of [area.slice(0, 6), ...this.elsewhere]) {
      const key = `${code}${born}${sex}`;
      const given = this.#given.get(key) ?? 0;
      if (given >= PER_DAY) continue;
      this.#given.set(key, given + 1);
      const place = (given * STRIDE + Number(born)) % PER_DAY;
      const digits = `${code}${born}${String(place * 2 + (sex === 'MALE' ? 1 : 2)).padStart(3, '0')}`;
      return digits + checkCharacterOf(digits);
    }
    throw new RangeError(`no ID number is left for ${bornOn}: too many people for the counties of the division table`);
  }
}
