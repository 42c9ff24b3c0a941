import { DomainError, endOfDate, type EventStore, type Instant, isLocalDate, localDateOf, type LocalDate, type RecordedEvent } from '@humai/kernel';
import { shapeError } from '@humai/nest';
import { z } from 'zod';

/** The side of the event store that questions about the log's past need. */
export type Log = Pick<EventStore, 'readAll' | 'lastPosition'>;

const Moment = z.iso.datetime({ offset: true });

/** An instant, or the end of a date in China. Throws `SHAPE.INVALID`. */
export function momentOf(text: string, field: string): Instant {
  if (isLocalDate(text)) return endOfDate(text);
  if (Moment.safeParse(text).success) return new Date(text).toISOString();
  throw shapeError(field, 'a date YYYY-MM-DD or an instant with its offset is expected, like 2026-01-31T08:00:00Z', '应为日期 YYYY-MM-DD,或带时区的时刻,如 2026-01-31T08:00:00Z');
}

/** Where the log ended at a moment. Recorded times never go back along the log, so that what was known then is all up to one position. */
export async function positionAt(log: Log, moment: Instant): Promise<number> {
  let [known, end] = [0, await log.lastPosition()];
  while (known < end) {
    const middle = Math.floor((known + end) / 2);
    const next = await firstAfter(log, middle);
    if (next && next.recordedAt <= moment) known = next.position;
    else end = middle;
  }
  return known;
}

/** The position to compute at: as told, as known then, the earlier of both, or the end of the log. Throws `ASSESSMENT.POSITION_AHEAD`. */
export async function positionOf(log: Log, upTo: number | undefined, knownAt: Instant | undefined): Promise<number> {
  const last = await log.lastPosition();
  if (upTo !== undefined && upTo > last) throw new DomainError('ASSESSMENT.POSITION_AHEAD', { position: upTo, last });
  return Math.min(upTo ?? last, knownAt === undefined ? last : await positionAt(log, knownAt));
}

/** The day in China that the log had come to at a position; undefined before the first event. */
export async function dayAt(log: Log, position: number): Promise<LocalDate | undefined> {
  // A store may leave gaps between positions.
  for (let span = 1; ; span *= 8) {
    let last: RecordedEvent | undefined;
    for await (const batch of log.readAll({ after: Math.max(0, position - span), upTo: position })) last = batch.at(-1);
    if (last || span >= position) return last && localDateOf(last.recordedAt);
  }
}

async function firstAfter(log: Log, position: number): Promise<RecordedEvent | undefined> {
  for await (const [event] of log.readAll({ after: position, batchSize: 1 })) return event;
  return undefined;
}
