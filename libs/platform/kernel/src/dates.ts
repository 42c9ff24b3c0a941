/** A calendar date `YYYY-MM-DD`, in China Standard Time where it comes from an instant. */
export type LocalDate = string;
/** An instant, ISO 8601 with milliseconds, UTC: `2026-01-31T08:00:00.000Z`. */
export type Instant = string;

const DAY = 86_400_000;
const CHINA_OFFSET = 8 * 3_600_000; // China has one zone and no summer time since 1992.
const utc = (date: LocalDate) => Date.parse(`${date}T00:00:00.000Z`);
const iso = (ms: number): LocalDate => new Date(ms).toISOString().slice(0, 10);

/** True for a date that exists: `2026-02-30` does not. */
export const isLocalDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text)) && iso(utc(text)) === text;

/** The date it is in China at an instant. */
export const localDateOf = (instant: Instant): LocalDate => iso(Date.parse(instant) + CHINA_OFFSET);

/** The instant at which a date begins in China. */
export const startOfDate = (date: LocalDate): Instant => new Date(utc(date) - CHINA_OFFSET).toISOString();

/** The instant of the last millisecond of a date in China. */
export const endOfDate = (date: LocalDate): Instant => new Date(utc(date) + DAY - 1 - CHINA_OFFSET).toISOString();

/** `days` natural days later (earlier when negative). */
export const addDays = (date: LocalDate, days: number): LocalDate => iso(utc(date) + days * DAY);

/** Natural days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => Math.round((utc(to) - utc(from)) / DAY);

/** The same day `months` later, or the last day of that month where it has no such day (31 Jan + 1 = 28 Feb). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return iso(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last)));
}

/** Day types of a time limit: 工作日 or 自然日. */
export type DayType = 'working' | 'natural';
export type TimeLimit = Readonly<{ days: number; dayType: DayType }>;

/** The statutory working-day calendar; an adapter provides it from a maintained source. */
export interface Calendar {
  isWorkingDay(date: LocalDate): boolean;
  /** The last day of a limit that starts the day after `from` (the start day is not counted, 民法典 第201条). */
  due(from: LocalDate, limit: TimeLimit): LocalDate;
  /** The last date for which the statutory arrangement is published; after it only weekends are known. */
  readonly knownUntil: LocalDate;
}
