import { type Clock, type Instant, type LocalDate, startOfDate } from '@humai/kernel';

const HOUR = 3_600_000;

/** A clock that is set, never running: it moves on with every command, so that no two share an instant. */
export class SimulatedClock implements Clock {
  readonly simulated = true;
  #ms: number;
  #evening: number;

  constructor(start: LocalDate) {
    this.#ms = Date.parse(startOfDate(start));
    this.#evening = this.#ms;
  }

  now(): Instant {
    return new Date(this.#ms).toISOString();
  }

  /** Just after midnight, when limits pass. */
  startDay(date: LocalDate): void {
    const midnight = Date.parse(startOfDate(date));
    this.#ms = Math.max(this.#ms, midnight + HOUR / 60);
    this.#evening = midnight + 17.5 * HOUR;
  }

  /** Nine in the morning. */
  openOffices(): void {
    this.#ms = Math.max(this.#ms, this.#evening - 8.5 * HOUR);
  }

  /** What is left of the working day, in ms. */
  get left(): number {
    return Math.max(0, this.#evening - this.#ms);
  }

  /** Moves on, but never out of the day: what the working hours do not hold is done in the evening, one thing after the other. */
  tick(ms: number): void {
    this.#ms += this.#ms + ms < this.#evening ? ms : 1;
  }
}
