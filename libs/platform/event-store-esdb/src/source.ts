import { Stalled } from './faults.js';

/** What is used of a Node stream of objects. */
export type Streamed = Readonly<{ readableLength: number; read(): unknown; on(event: 'error' | 'end' | 'close' | 'readable', listener: (error?: unknown) => void): unknown; destroy(): unknown }>;

/** Reads a stream of the client in batches: what has come and no more, so that the server is slowed down by a slow reader. */
export class Source<T> {
  #ended = false;
  #error: unknown;
  #wake: () => void = () => {};

  constructor(
    private readonly stream: Streamed,
    /** Tells the server to stop. */
    private readonly cancel: () => Promise<void>,
  ) {
    // The client emits errors without destroying the stream: what came before them can still be read.
    stream.on('error', (error) => this.#end(error));
    stream.on('end', () => this.#end());
    stream.on('close', () => this.#end());
    stream.on('readable', () => this.#wake());
  }

  /** Up to `max` of what has come, waiting for the first; undefined at the end or abort. Throws {@link Stalled} when nothing comes for so long. */
  async take(max: number, { signal, stallMs }: Readonly<{ signal?: AbortSignal; stallMs?: number }> = {}): Promise<T[] | undefined> {
    for (;;) {
      const batch: T[] = [];
      for (let item: T | null; batch.length < max && (item = this.stream.read() as T | null) !== null; ) batch.push(item);
      if (batch.length > 0) return batch;
      if (this.#error !== undefined) throw this.#error;
      if (this.#ended || signal?.aborted) return undefined;
      await this.#more(signal, stallMs);
    }
  }

  async stop(): Promise<void> {
    this.#ended = true;
    await this.cancel().catch(() => {}); // It never connected: there is nothing to stop.
    this.stream.destroy();
  }

  #end(error?: unknown): void {
    this.#error ??= error;
    this.#ended = true;
    this.#wake();
  }

  async #more(signal: AbortSignal | undefined, stallMs: number | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      this.#wake = resolve;
      signal?.addEventListener('abort', this.#wake, { once: true });
      if (stallMs !== undefined) timer = setTimeout(() => reject(new Stalled(`no answer for ${stallMs} ms`)), stallMs);
    }).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', this.#wake);
    });
  }
}
