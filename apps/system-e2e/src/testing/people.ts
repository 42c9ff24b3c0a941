// Nobody: the area code 000000 was never given out, names say what they are.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A number that passes GB 11643-1999, computed here on purpose and not by the code under test. */
export function documentNumber(bornOn: string, sequence: number): string {
  const digits = `000000${bornOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * WEIGHTS[i]!, 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
}

/** Evidence that nobody holds. */
export const hash = (letter: string): string => letter.repeat(64);

const DAY = 86_400_000;
const CHINA = 8 * 3_600_000;

/** The date so many days before today in China. */
export const daysAgo = (days: number): string => new Date(Date.now() + CHINA - days * DAY).toISOString().slice(0, 10);
