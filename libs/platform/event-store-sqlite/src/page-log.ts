import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';

/** A sync that takes less is not worth a thread; one that takes more must not hold up the event loop. */
const QUICK_MS = 1;

/**
 * Makes commits survive a power failure.
 * With `synchronous = NORMAL` SQLite appends each commit to its log of pages, and syncs that log itself before any page of it goes into the database. All that FULL adds
 * is a sync of the log inside every COMMIT. The same sync is done here, once for all commits before it, and on a thread where the disk is slow.
 * SQLite puts no lock on this file, so a descriptor of our own may be closed.
 */
export class PageLog {
  /** What a sync takes of late. */
  #tookMs = 0;

  private constructor(private readonly descriptor: number) {}

  /** Opens the log of a database that is open, and makes durable what a killed process may have left in it. */
  static open(file: string): PageLog {
    const log = new PageLog(openSync(`${file}-wal`, 'r+'));
    try {
      log.#syncNow();
      return log;
    } catch (error) {
      log.close();
      throw error;
    }
  }

  /** Makes durable what was committed before the call: when it returns, or when the promise resolves that it returns. */
  sync(): Promise<void> | undefined {
    if (this.#tookMs >= QUICK_MS) return this.#syncOnThread();
    this.#syncNow();
    return undefined;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  #syncNow(): void {
    const start = performance.now();
    fdatasyncSync(this.descriptor);
    this.#took(performance.now() - start);
  }

  #syncOnThread(): Promise<void> {
    const start = performance.now();
    return new Promise((resolve, reject) =>
      fdatasync(this.descriptor, (error) => {
        this.#took(performance.now() - start);
        if (error) reject(error);
        else resolve();
      }),
    );
  }

  #took(ms: number): void {
    this.#tookMs += (ms - this.#tookMs) / 8;
  }
}
