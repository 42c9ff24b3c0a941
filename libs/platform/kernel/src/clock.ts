import type { Instant } from './dates.js';

/** The only source of the time. `simulated` marks a store whose past was made up (design decision 14). */
export interface Clock {
  now(): Instant;
  readonly simulated: boolean;
}
