import { randomBytes } from 'node:crypto';
import type { Clock } from '@humai/kernel';

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date().toISOString(), simulated: false };

/** The platform's generator of random bytes, for ids. */
export const systemRandom = (): Uint8Array => randomBytes(10);
