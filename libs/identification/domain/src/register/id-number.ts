import { DomainError, isLocalDate, type LocalDate } from '@humai/kernel';

/** A document number of the register (证件号码), checked. */
export type DocumentNumber = Readonly<{
  /** The whole number in its normal form: 18, 20 or 22 characters, upper case. */
  number: string;
  /** The ID number in it, 18 characters: what tells two persons apart, whichever document was shown. */
  idNumber: string;
  kind: 'ID' | 'DISABILITY' | 'DISABILITY_REISSUED';
  bornOn: LocalDate;
  sex: 'MALE' | 'FEMALE';
  /** 残疾类别 1–7 and 残疾等级 1–4, of a disability certificate. */
  disability: Readonly<{ kind: number; grade: number }> | null;
}>;

// GB 11643-1999, 4.2: weights of the first 17 digits, and the check character of each remainder.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** The check character of the first 17 digits of an ID number. */
export const checkCharacterOf = (digits17: string): string => CHECKS[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits17[i]), 0) % 11] as string;

/** A document number as people type it, in one form: no blanks, half-width, upper case. */
export const normaliseDocumentNumber = (text: string): string => text.normalize('NFKC').replace(/[\s'’\u200B\uFEFF]/g, '').toUpperCase();

/** An ID number of the first generation (15 digits) in the form of 18; those born before 1900 carried the sequence numbers 996–999. */
export function toEighteen(old15: string): string {
  const century = Number(old15.slice(12)) >= 996 ? '18' : '19';
  const digits17 = `${old15.slice(0, 6)}${century}${old15.slice(6)}`;
  return digits17 + checkCharacterOf(digits17);
}

/**
 * Reads a document number (invariant 22): an ID number (18, or 15 of the old form) or a disability certificate
 * (20 = ID number, kind 1–7, grade 1–4; 22 = a certificate issued again).
 * Throws `PERSON.ID_NUMBER_LENGTH`, `PERSON.ID_NUMBER_CHECK` or `PERSON.ID_NUMBER_BIRTH`.
 */
export function readDocumentNumber(text: string, today: LocalDate): DocumentNumber {
  const typed = normaliseDocumentNumber(text);
  const number = /^\d{15}$/.test(typed) ? toEighteen(typed) : typed;
  if (![18, 20, 22].includes(number.length)) throw new DomainError('PERSON.ID_NUMBER_LENGTH', { length: [...typed].length });
  const idNumber = number.slice(0, 18);
  const suffix = number.slice(18);
  if (!/^\d{17}[\dX]$/.test(idNumber) || checkCharacterOf(idNumber) !== idNumber[17] || !/^([1-7][1-4]([0-9A-Z]\d)?)?$/.test(suffix)) throw new DomainError('PERSON.ID_NUMBER_CHECK');
  const bornOn = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  if (!isLocalDate(bornOn) || bornOn > today) throw new DomainError('PERSON.ID_NUMBER_BIRTH');
  return {
    number,
    idNumber,
    kind: suffix === '' ? 'ID' : suffix.length === 2 ? 'DISABILITY' : 'DISABILITY_REISSUED',
    bornOn,
    sex: Number(idNumber[16]) % 2 === 1 ? 'MALE' : 'FEMALE',
    disability: suffix === '' ? null : { kind: Number(suffix[0]), grade: Number(suffix[1]) },
  };
}

/** Full years of age on a date. */
export function ageOn(bornOn: LocalDate, on: LocalDate): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
