import { describe, expect, it } from '@jest/globals';
import type { RawEvent } from '@humai/kernel';
import { LogRecord } from './log-record.js';
import { chain, listening } from './testing/seen.js';

const stored = chain('household-a', 'household-b', 'household-a', 'household-a');
const readingOf = (events: readonly RawEvent[]) => ({
  store: {
    lastPosition: async () => events.at(-1)?.position ?? 0,
    async *readRaw({ after = 0 } = {}) {
      yield events.filter((e) => e.position > after);
    },
  } as never,
});

async function look(...states: readonly (readonly RawEvent[])[]) {
  const { witness, proofs } = listening();
  const log = new LogRecord(witness);
  for (const events of states) await log.follow(readingOf(events));
  await log.compare(readingOf(states.at(-1)!));
  return { log, proofs: proofs() };
}
const changed = (i: number, change: Partial<RawEvent>) => stored.map((e, j) => (i === j ? { ...e, ...change } : e));

describe('a log record', () => {
  it('objects to nothing in a sound log, read in parts', async () => {
    const { log, proofs } = await look([], stored.slice(0, 2), stored.slice(0, 2), stored);
    expect([proofs, log.lastPosition, log.events.map((e) => e.id)]).toEqual([[], 4, ['id-1', 'id-2', 'id-3', 'id-4']]);
  });

  it('knows the events of a command', async () => {
    const { log } = await look(stored);
    expect([log.writtenBy('key-3').map((e) => [e.position, e.data]), log.writtenBy('key-9')]).toEqual([[[3, { n: 3 }]], []]);
  });

  it.each<[string, readonly RawEvent[], readonly string[]]>([
    ['a position that is missing', stored.filter((e) => e.position !== 2), ['positions']],
    ['a position that comes twice', [...stored.slice(0, 2), { ...stored[1]!, id: 'other', stream: 'household-c' }], ['positions', 'chain']],
    ['a revision that is missing', stored.filter((e) => e.position !== 3).map((e, i) => ({ ...e, position: i + 1 })), ['revisions', 'chain']],
    ['an id that comes twice', changed(3, { id: 'id-1' }), ['acknowledged', 'chain']],
    ['data that was changed', changed(1, { data: '{"n":9}' }), ['chain']],
    ['a link that was changed', changed(2, { previousHash: 'x' }), ['chain', 'chain']],
    ['a row that cannot be read', changed(3, { hash: '', data: 'out of range', metadata: '', previousHash: '', stream: '', revision: -1 }), ['revisions', 'chain']],
  ])('objects to %s', async (_, events, expected) => expect((await look(events)).proofs).toEqual(expected));

  it('objects to a log that has become shorter', async () => {
    expect((await look(stored, stored.slice(0, 3))).proofs).toEqual(['positions', 'positions']);
  });

  it('objects to what was once there and has changed since', async () => {
    expect((await look(stored, changed(0, { hash: 'x' }))).proofs).toEqual(['chain']);
  });
});
