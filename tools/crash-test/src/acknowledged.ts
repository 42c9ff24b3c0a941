import type { Logged } from './log-record.js';

/** What a command is answered (HTTP 200). */
export type Answer = Readonly<{ stream: string; revision: number; position: number; events: readonly string[] }>;

export type Fate = 'once' | 'lost' | 'doubled' | 'elsewhere';

/** What became of the events that an answer told of. */
export function fateOf({ stream, revision, position, events }: Answer, written: readonly Logged[]): Fate {
  if (written.length < events.length) return 'lost';
  if (written.length > events.length) return 'doubled';
  const last = events.length - 1;
  const here = written.every((e, i) => e.stream === stream && e.type === events[i] && e.revision === revision - last + i && e.position === position - last + i);
  return here ? 'once' : 'elsewhere';
}
