import { describe, expect, it } from '@jest/globals';
import type { RawEvent } from '@humai/kernel';
import { FakeClock } from '@humai/testing';
import { lagCheck } from './platform.js';

/** A log of three events, recorded one minute apart, the last one at the clock's time. */
function check(positions: Readonly<Record<string, number>>, seconds = 60): Promise<void> {
  const clock = new FakeClock('2026-11-24T08:02:00.000Z');
  const events = [1, 2, 3].map((position) => ({ position, recordedAt: `2026-11-24T08:0${position - 1}:00.000Z` }) as RawEvent);
  return lagCheck({
    clock, seconds, projections: Object.keys(positions),
    store: { lastPosition: async () => 3, readRaw: async function* ({ after = 0 } = {}) { yield events.filter((e) => e.position > after).slice(0, 1); } },
    readStore: { resolve: async (name) => name, checkpoint: async (name) => positions[name]! },
  }).check();
}

describe('the lag of read models', () => {
  it('is none where all are level, and where there are none', async () => {
    await check({ a: 3, b: 3 });
    await check({});
  });
  it('is the age of the first event that the hindmost has not read', async () => {
    await check({ a: 3, b: 1 });
    await expect(check({ a: 3, b: 0 })).rejects.toThrow('b is 120 seconds behind');
    await expect(check({ a: 1, b: 3 }, 30)).rejects.toThrow('a is 60 seconds behind');
  });
});
