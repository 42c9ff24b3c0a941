import { type AsOf, endOfDate, type Instant, isLocalDate, type LocalDate } from '@humai/kernel';
import { shapeError } from './parse.js';
import { z } from 'zod';

const Moment = z.iso.datetime({ offset: true });

/** Both clocks as people write them. Throws `SHAPE.INVALID` with the field. */
export const readAsOf = ({ knownAt, trueOn }: Readonly<{ knownAt?: string | undefined; trueOn?: string | undefined }>): AsOf => ({
  ...(knownAt !== undefined && { knownAt: instantOf(knownAt) }),
  ...(trueOn !== undefined && { trueOn: dateOf(trueOn) }),
});

/** A date is known until its last moment in China. */
function instantOf(text: string): Instant {
  if (isLocalDate(text)) return endOfDate(text);
  // As the store writes instants: they are compared as text.
  if (Moment.safeParse(text).success) return new Date(text).toISOString();
  throw shapeError('knownAt', 'a date YYYY-MM-DD or an instant like 2026-01-31T08:00:00Z is expected', '应为 YYYY-MM-DD 格式的日期,或 2026-01-31T08:00:00Z 格式的时刻');
}

function dateOf(text: string): LocalDate {
  if (isLocalDate(text)) return text;
  throw shapeError('trueOn', 'a date YYYY-MM-DD is expected', '应为 YYYY-MM-DD 格式的日期');
}
