import type { PeriodForm } from '@humai/contracts-identification';
import { addDays, addMonths, isLocalDate, type LocalDate } from '@humai/kernel';

/** A period in its one spelling, with its first and last day. */
export type Period = Readonly<{ period: string; from: LocalDate; to: LocalDate }>;

export const PERIOD_EXAMPLES: Readonly<Record<PeriodForm, string>> = { month: '2024-03', quarter: '2024-Q1', year: '2024', schoolTerm: '2024-2025-1' };

const span = (period: string, from: LocalDate, months: number): Period | null => (isLocalDate(from) ? { period, from, to: addDays(addMonths(from, months), -1) } : null);

/** `2024-03`, `202403`; `2024-Q1`, `2024Q1`; `2024`; `2024-2025-1`: terms begin in September and February. Null for anything else. */
export function readPeriod(form: PeriodForm, text: string): Period | null {
  const tidy = text.trim().toUpperCase();
  switch (form) {
    case 'month': {
      const [, year, month] = /^(\d{4})-?(\d{2})$/.exec(tidy) ?? [];
      return year === undefined ? null : span(`${year}-${month}`, `${year}-${month}-01`, 1);
    }
    case 'quarter': {
      const [, year, quarter] = /^(\d{4})-?Q([1-4])$/.exec(tidy) ?? [];
      return year === undefined ? null : span(`${year}-Q${quarter}`, `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`, 3);
    }
    case 'year':
      return /^\d{4}$/.test(tidy) ? span(tidy, `${tidy}-01-01`, 12) : null;
    case 'schoolTerm': {
      const [, first, second, term] = /^(\d{4})-(\d{4})-([12])$/.exec(tidy) ?? [];
      if (Number(second) !== Number(first) + 1) return null;
      return term === '1' ? span(tidy, `${first}-09-01`, 5) : span(tidy, `${second}-02-01`, 7);
    }
  }
}
