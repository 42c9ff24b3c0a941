import type { DatabaseSync } from 'node:sqlite';

/** Milliseconds between two looks for what another process has committed. */
const POLL_MS = 50;

/** Wakes those who wait for new events. */
export class Changes {
  readonly #waiting = new Set<() => void>();
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param poll true when something has changed since it was last asked; absent when all changes are announced. */
  constructor(private readonly poll?: () => boolean) {}

  /** Resolves at the next change, abort, or close. */
  next(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
      if (this.poll) this.#watch(this.poll);
    });
  }

  announce(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.announce();
  }

  #watch(poll: () => boolean): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.size === 0) return;
      if (poll()) this.announce();
      else this.#watch(poll);
    }, POLL_MS);
  }
}

/** `PRAGMA data_version` changes exactly when another connection has committed; it costs microseconds. */
export function otherCommits(db: DatabaseSync): () => boolean {
  const statement = db.prepare('PRAGMA data_version');
  let seen = 0;
  return () => {
    const version = Number(statement.get()?.['data_version']);
    const changed = version !== seen;
    seen = version;
    return changed;
  };
}
