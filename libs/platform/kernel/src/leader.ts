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
