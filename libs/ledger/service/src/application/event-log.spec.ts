import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@humai/kernel';
import { syntheticEvent } from '@humai/testing';
import { followLog, readLog } from './event-log.js';

const event = (position: number): RecordedEvent => ({ ...syntheticEvent(position), stream: 'village-1', revision: position - 1, position, recordedAt: '2026-03-01T00:00:00.000Z', hash: '' });
let taken = 0;
async function* log(batchSize: number, batches: number): AsyncGenerator<readonly RecordedEvent[]> {
  for (taken = 0; taken < batches; taken += 1) yield Array.from({ length: batchSize }, (_, i) => event(taken * batchSize + i + 1));
}
const all = { after: 0, types: undefined, limit: undefined };
async function positions(batches: AsyncIterable<readonly { position: number }[]>): Promise<number[]> {
  const found: number[] = [];
  for await (const batch of batches) found.push(...batch.map((e) => e.position));
  return found;
}

describe('the log, read', () => {
  it('is taken from the store batch by batch, as the reader goes on', async () => {
    const reading = readLog({ readAll: () => log(2, 3) }, all, 6);
    await reading.next();
    expect(taken).toBe(0);
    await reading.next();
    expect(taken).toBe(1);
  });
  it.each([[1, [1]], [2, [1, 2]], [3, [1, 2, 3]], [9, [1, 2, 3, 4, 5, 6]]])('ends with the event number %i when that is the limit', async (limit, expected) =>
    expect(await positions(readLog({ readAll: () => log(2, 3) }, { ...all, limit }, 6))).toEqual(expected));
  it('asks for no more than the limit', async () => {
    const asked: unknown[] = [];
    await positions(readLog({ readAll: (options) => (asked.push(options), log(1, 0)) }, { after: 4, types: ['a.B.v1'], limit: 7 }, 99));
    expect(asked).toEqual([{ after: 4, upTo: 99, types: ['a.B.v1'], batchSize: 7 }]);
  });
});

describe('the log, followed', () => {
  const signal = new AbortController().signal;
  it('says at once that it goes on, before anything has happened', async () =>
    expect(await followLog({ subscribe: () => log(1, 0) }, all, signal).next()).toEqual({ done: false, value: [] }));
  it('has no end but its limit: that the store stopped is an error', async () => {
    expect(await positions(followLog({ subscribe: () => log(2, 3) }, { ...all, limit: 4 }, signal))).toEqual([1, 2, 3, 4]);
    await expect(positions(followLog({ subscribe: () => log(2, 3) }, all, signal))).rejects.toThrow(expect.objectContaining({ code: 'STORE.CLOSED' }));
  });
});
