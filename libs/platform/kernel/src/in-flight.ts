// What every feed needs to have several messages under way at once and still know how far all is done.

type Entry = { readonly position: number; done: boolean };

/** The messages under way, in order of position: how far everything is done, and whether there is room for more. */
export class Window {
  readonly #entries: Entry[] = [];
  #finished: number;
  #wake: (() => void) | undefined;

  constructor(
    finished: number,
    private readonly size: number,
  ) {
    this.#finished = finished;
  }

  /** All up to this position is done. */
  get finished(): number {
    return this.#finished;
  }

  get empty(): boolean {
    return this.#entries.length === 0;
  }

  /** Adds a message; the returned function marks it done and says whether the finished prefix grew. */
  add(position: number): () => boolean {
    const entry: Entry = { position, done: false };
    this.#entries.push(entry);
    return () => {
      entry.done = true;
      let count = 0;
      while (this.#entries[count]?.done) count += 1;
      if (count === 0) return false;
      this.#finished = this.#entries.splice(0, count)[count - 1]!.position;
      this.#wake?.();
      return true;
    };
  }

  /** Resolves when there is room, or at once when the signal has aborted. */
  async room(signal: AbortSignal): Promise<void> {
    while (this.#entries.length >= this.size && !signal.aborted)
      await new Promise<void>((resolve) => {
        const end = () => {
          signal.removeEventListener('abort', end);
          resolve();
        };
        this.#wake = end;
        signal.addEventListener('abort', end, { once: true });
      });
  }
}

/** At most `slots` pieces of work at once, first come first served. */
export class Slots {
  readonly #queue: (() => void)[] = [];
  constructor(private free: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 5_000;

/** Offers one message until its handler takes it, with growing pauses; rejects when stopped before. */
export async function untilTaken(offer: () => Promise<void>, sleep: (ms: number, signal: AbortSignal) => Promise<void>, stop: AbortSignal): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    if (stop.aborted) throw new Error('stopped');
    try {
      return await offer();
    } catch {
      await sleep(pause, stop);
    }
  }
}
