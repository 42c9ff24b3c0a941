import { v7 } from 'uuid';
import type { Clock } from './clock.js';

/** Makes ids that sort by the time they were made (UUID version 7), each greater than the last one from the same source. */
export interface IdSource {
  next(): string;
}

/** @param random 10 or more fresh random bytes per call: the platform's generator, or a seeded one in a simulation. */
export function createIdSource(clock: Clock, random: () => Uint8Array): IdSource {
  let lastMs = 0;
  let sequence = 0;
  return {
    next() {
      const ms = Math.max(Date.parse(clock.now()), lastMs);
      sequence = ms === lastMs ? sequence + 1 : 0;
      lastMs = ms;
      const bytes = new Uint8Array(16);
      bytes.set(random().subarray(0, 10), 6);
      return v7({ msecs: ms, seq: sequence, random: bytes });
    },
  };
}
