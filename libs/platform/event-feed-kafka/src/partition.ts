import { Window } from '@humai/kernel';
import type { Progress } from './position.js';

/** Messages taken past the first that is not done. */
const WINDOW = 256;

export type Commit = Readonly<{ partition: number; offset: string; /** The highest store position among what is done. */ metadata: string }>;

/** What is under way of one partition, for as long as this process has it. */
export class Partition {
  readonly #window = new Window(-1, WINDOW);
  /** In order; the front is dropped as it is done. */
  readonly #positions: { offset: number; position: number }[] = [];
  #committed = -1;
  #position = 0;
  #last = -1;
  readonly #waiting = new Set<() => void>();

  constructor(
    readonly topic: string,
    readonly number: number,
  ) {}

  /** Resolves when there is room for one more, or at once when the signal has aborted. */
  room(signal: AbortSignal): Promise<void> {
    return this.#window.room(signal);
  }

  /** Takes a message; the returned function says that it is done. */
  add(offset: number, position: number): () => void {
    this.#positions.push({ offset, position });
    this.#last = offset;
    const done = this.#window.add(offset);
    return () => {
      done();
      if (this.#window.empty) for (const wake of this.#waiting) wake();
    };
  }

  /** All up to this offset that was not taken needs nothing: other types, and the marks that transactions leave. */
  pass(offset: number, position = 0): void {
    if (offset > this.#last) this.add(offset, position)();
  }

  /** Resolves when all that was taken is done, after so many milliseconds, or when the signal aborts. */
  async idle(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#window.empty || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#waiting.add(end);
      signal.addEventListener('abort', end, { once: true });
    });
  }

  /** What is done and not committed yet. @param before what was committed when this process got the partition */
  toCommit(before: Progress | undefined): Commit | undefined {
    const { finished } = this.#window;
    while (this.#positions[0] && this.#positions[0].offset <= finished) this.#position = Math.max(this.#position, this.#positions.shift()!.position);
    if (finished <= this.#committed) return undefined;
    return { partition: this.number, offset: `${finished + 1}`, metadata: `${Math.max(this.#position, before?.position ?? 0)}` };
  }

  committed({ offset }: Commit): void {
    this.#committed = Math.max(this.#committed, Number(offset) - 1);
  }
}
