/**
 * The leader port: of all processes that ask under one name, at most one works at a time.
 * A leader that was cut off may still be in the middle of a write when the next one begins, so what it writes
 * must be safe to repeat, or refused by the receiver (fencing).
 */
export interface LeaderElection {
  /**
   * Waits until this process leads, runs the work, and does so again when leadership was lost and comes back.
   * The work's signal aborts when leadership is lost or the caller's signal aborts; it should end soon after.
   * Resolves after the caller's signal aborted and the work has ended; rejects with what the work rejects with while it leads.
   */
  lead(name: string, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
}

/**
 * For a system of one process: whoever asks first leads until it ends, the others wait in turn. Those who are to contend share one of these.
 * Nobody can be cut off here, so the work's signal is the caller's.
 */
export class LocalLeaderElection implements LeaderElection {
  readonly #jobs = new Map<string, Promise<void>>();

  async lead(name: string, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const before = this.#jobs.get(name);
      if (before) await ended(before, signal);
      else {
        const term = work(signal).finally(() => this.#jobs.delete(name));
        this.#jobs.set(name, term);
        await term;
      }
    }
  }
}

/** Resolves when a term has ended, however it did, or when it is not waited for any more. */
const ended = (term: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    term.then(done, done);
  });
