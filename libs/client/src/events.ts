import type { LoggedEvent } from './paths.js';
import { HumaiUnreachable } from './problem.js';
import type { Surroundings } from './resilient-fetch.js';

export type EventsOptions = Readonly<{
  /** Position after which to begin, 0 unless told. */
  after?: number;
  /** Only these types, `identification.HouseholdEnrolled.v1`. */
  types?: readonly string[];
  /** Wait for what comes after the end of the log. */
  follow?: boolean;
  signal?: AbortSignal;
}>;

const PAUSE_MS = 500;

/** @param open asks for the log; rejects when it is refused or cannot be reached */
export async function* eventsOf(
  open: (query: object, signal: AbortSignal | undefined) => Promise<Response>, { retries, sleep }: Pick<Surroundings, 'retries' | 'sleep'>, { after = 0, types, follow = false, signal }: EventsOptions,
): AsyncGenerator<LoggedEvent> {
  let last = after;
  for (let broken = 0; ; ) {
    const answer = await open({ after: last, ...(types && { types: types.join(',') }), ...(follow && { follow: 'true' }) }, signal);
    try {
      for await (const event of linesOf(answer)) {
        last = event.position;
        broken = 0;
        yield event;
      }
      if (!follow) return;
    } catch (error) {
      signal?.throwIfAborted();
      if ((broken += 1) > retries) throw new HumaiUnreachable(answer.url, broken, error);
    }
    // A followed log ends when its service goes down.
    await sleep(PAUSE_MS, signal ?? new AbortController().signal);
  }
}

/** One JSON value per line. Rejects when the answer breaks off, be it within a line. */
async function* linesOf(answer: Response): AsyncGenerator<LoggedEvent> {
  let rest = '';
  for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line) as LoggedEvent;
  }
  if (rest !== '') throw new Error('the answer ended within a line');
}
