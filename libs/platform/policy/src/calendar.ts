import { createRequire } from 'node:module';
import { z } from 'zod';
import { isLocalDate, type Calendar, type LocalDate } from '@humai/kernel';

// The arrangement the State Council publishes each autumn for the next year, as the package keeps it. Its own functions build a date object per day, its table is enough.
const Days = z.record(z.string().refine(isLocalDate), z.string());
const Table = z.object({ holidays: Days, workdays: Days });
const table = () => Table.parse(createRequire(import.meta.url)('chinese-days/dist/chinese-days.json'));

const DAY = 86_400_000;
const dayOf = (date: LocalDate): number => {
  const day = Date.parse(`${date}T00:00:00.000Z`) / DAY;
  if (Number.isNaN(day)) throw new RangeError(`not a date: ${date}`);
  return day;
};
const dateOf = (day: number): LocalDate => new Date(day * DAY).toISOString().slice(0, 10);
// Day 0 was a Thursday.
const isWeekday = (day: number) => (((day + 4) % 7) + 7) % 7 % 6 !== 0;

let loaded: Calendar | undefined;

/** The statutory working days of mainland China with holidays and make-up days; weekends only after `knownUntil`. */
export function chineseCalendar(): Calendar {
  return (loaded ??= calendarOf(table()));
}

function calendarOf({ holidays, workdays }: z.infer<typeof Table>): Calendar {
  const exceptions = new Map<number, boolean>();
  for (const date of Object.keys(holidays)) exceptions.set(dayOf(date), false);
  for (const date of Object.keys(workdays)) exceptions.set(dayOf(date), true);
  const works = (day: number) => exceptions.get(day) ?? isWeekday(day);
  // A year is published as a whole, and each has its National Day; its New Year may already stand in the arrangement before.
  const year = Object.keys(holidays).filter((d) => d.endsWith('-10-01')).sort().at(-1)?.slice(0, 4);

  return Object.freeze({
    knownUntil: `${year}-12-31`,
    isWorkingDay: (date: LocalDate) => works(dayOf(date)),
    due(from: LocalDate, { days, dayType }) {
      let day = dayOf(from);
      if (dayType === 'natural') return dateOf(day + days);
      for (let left = days; left > 0; ) if (works(++day)) left -= 1;
      return dateOf(day);
    },
  } satisfies Calendar);
}
