import { addMonths, isLocalDate, type LocalDate, type PersonRecord } from '@humai/kernel';

const MAJORITY_MONTHS = 18 * 12;

/** The birth date of the document number or, where there is none, of the register; null when neither tells it. */
function birthDateOf({ documentNumber, attributes }: PersonRecord): LocalDate | null {
  const digits = documentNumber?.slice(6, 14) ?? attributes?.['出生日期']?.replace(/\D/g, '').slice(0, 8) ?? '';
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  return isLocalDate(date) ? date : null;
}

/** A name as a public board may show it: 张*某. Null for whoever is not known to be of age, which is never shown (domain §7.5). */
export function publicNameOf(person: PersonRecord | null, today: LocalDate): string | null {
  const born = person && birthDateOf(person);
  if (!person || !born || addMonths(born, MAJORITY_MONTHS) > today) return null;
  return `${[...person.name][0] ?? ''}*某`;
}
