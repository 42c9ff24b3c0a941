import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween } from '@humai/kernel';
import { chineseCalendar } from './index.js';

const calendar = chineseCalendar();

describe('the statutory calendar', () => {
  it.each(['2024-02-04', '2024-02-18', '2023-01-28', '2023-01-29', '2024-10-08', '2024-10-12', '2025-06-09'])('works on %s', (date) => expect(calendar.isWorkingDay(date)).toBe(true));
  it.each(['2024-02-10', '2024-02-16', '2024-10-01', '2024-10-02', '2024-10-03', '2024-10-04', '2024-10-07', '2023-01-27', '2024-06-08', '2024-06-09'])('rests on %s', (date) =>
    expect(calendar.isWorkingDay(date)).toBe(false));
  it('is known to the end of a year whose holidays are published, and knows only weekends after it', () => {
    expect(calendar.knownUntil >= '2026-12-31').toBe(true);
    expect(calendar.knownUntil.slice(4)).toBe('-12-31');
    const far = `${Number(calendar.knownUntil.slice(0, 4)) + 10}-10-0`;
    const week = [1, 2, 3, 4, 5, 6, 7].map((d) => calendar.isWorkingDay(far + d));
    expect(week.filter(Boolean)).toHaveLength(5);
  });
});

describe('a time limit', () => {
  const working = (from: string, days: number) => calendar.due(from, { days, dayType: 'working' });
  it('of working days does not count its first day', () => expect(working('2024-03-04', 1)).toBe('2024-03-05'));
  it('of working days steps over the weekend', () => expect(working('2024-03-08', 1)).toBe('2024-03-11'));
  it('of working days steps over National Day and takes its make-up day in', () => {
    expect(working('2024-09-30', 1)).toBe('2024-10-08');
    expect(working('2024-09-30', 5)).toBe('2024-10-12');
  });
  it('of working days takes the Sunday before Spring Festival in', () => expect(working('2024-02-02', 1)).toBe('2024-02-04'));
  it('of natural days is plain counting', () => expect(calendar.due('2024-02-28', { days: 2, dayType: 'natural' })).toBe('2024-03-01'));
  it('of no days ends on its first day', () => expect([working('2024-10-01', 0), calendar.due('2024-10-01', { days: 0, dayType: 'natural' })]).toStrictEqual(['2024-10-01', '2024-10-01']));
  it('ends on the working day that counting day by day reaches', () => {
    for (let from = '2023-12-20'; from < '2024-03-10'; from = addDays(from, 1))
      for (const days of [1, 3, 15]) {
        const end = working(from, days);
        const counted = Array.from({ length: daysBetween(from, end) }, (_, i) => addDays(from, i + 1)).filter((d) => calendar.isWorkingDay(d));
        expect([counted.length, counted.at(-1)]).toStrictEqual([days, end]);
      }
  });
  it('from no date is refused', () => expect(() => working('2024-02-30x', 1)).toThrow(RangeError));
});
