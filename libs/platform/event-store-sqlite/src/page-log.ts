import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';

/**
 * Makes commits survive a power failure without standing in the event loop's way.
 * With `synchronous = NORMAL` SQLite appends each commit to its log of pages, and syncs that log itself before any page of it goes into the database. All that FULL adds
 * is a sync of the log inside every COMMIT. Here the same sync is done on a thread, for all commits before it.
 * SQLite puts no lock on this file, so a descriptor of our own may be closed.
 */
export class PageLog {
  private constructor(private readonly descriptor: number) {}

  /** Opens the log of a database that is open, and makes durable what a killed process may have left in it. */
  static open(file: string): PageLog {
    const log = new PageLog(openSync(`${file}-wal`, 'r+'));
    try {
      log.syncNow();
      return log;
    } catch (error) {
      log.close();
      throw error;
    }
  }

  syncNow(): void {
    fdatasyncSync(this.descriptor);
  }

  /** Resolves when what was committed before the call is on the disk. */
  sync(): Promise<void> {
    return new Promise((resolve, reject) => fdatasync(this.descriptor, (error) => (error ? reject(error) : resolve())));
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
