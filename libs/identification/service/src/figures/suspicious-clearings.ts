import { addDays, addMonths, type Bilingual, type LocalDate } from '@humai/kernel';
import type { MonitoringSpellsDocument } from '../read-model/monitoring-spells/projection.js';

/** What makes a clearing worth a second look (domain §2.7, data rules of the national system [F8]). */
export const SUSPICIONS = {
  TOO_SOON: { zh: '纳入当月或次月即以帮扶方式消除', en: 'cleared by help in the month of enrolment or the next' },
  BELOW_LINE: { zh: '消除时人均纯收入不高于监测线', en: 'income not above the line when it was cleared' },
  OUT_OF_SCHOOL: { zh: '消除后发现义务教育未保障', en: 'schooling found unsolved after the clearing' },
  NO_CONTACT: { zh: '消除后长期无人联系', en: 'nobody has been there for long since' },
} as const satisfies Record<string, Bilingual>;
export type Suspicion = keyof typeof SUSPICIONS;

export type SuspicionRules = Readonly<{ months: number; contactDays: number }>;
export type SuspiciousClearing = Readonly<{ householdId: string; registerNumber: string | null; village: string; enrolmentId: string; enrolledOn: LocalDate; clearedOn: LocalDate; suspicions: readonly Suspicion[] }>;

/** The doubtful clearing of a household that counts as cleared today, or null. Pure. */
export function suspicionOf({ _id, village, registerNumber, spells, lastContactOn, educationUnsolvedOn }: MonitoringSpellsDocument, { months, contactDays }: SuspicionRules, today: LocalDate): SuspiciousClearing | null {
  const spell = spells.at(-1);
  if (!spell?.cleared) return null;
  const { on, mode, incomePerHeadFen, lineFen } = spell.cleared;
  const heard = lastContactOn !== null && lastContactOn > on ? lastContactOn : on;
  const suspicions = ([
    ['TOO_SOON', mode === 'HELP' && on.slice(0, 7) <= addMonths(`${spell.enrolledOn.slice(0, 7)}-01`, months).slice(0, 7)],
    // What was carried over came without its numbers.
    ['BELOW_LINE', lineFen > 0 && incomePerHeadFen <= lineFen],
    ['OUT_OF_SCHOOL', educationUnsolvedOn !== null && educationUnsolvedOn > on],
    ['NO_CONTACT', addDays(heard, contactDays) < today],
  ] as const).flatMap(([suspicion, holds]) => (holds ? [suspicion] : []));
  return suspicions.length === 0 ? null : { householdId: _id, registerNumber, village, enrolmentId: spell.enrolmentId, enrolledOn: spell.enrolledOn, clearedOn: on, suspicions };
}
