import { type Appended, DomainError, type EventStore, type ExpectedRevision, type NewEvent, type RawEvent, type ReadAllOptions, type RecordedEvent } from '@humai/kernel';
import type { Appender } from './appender.js';
import { type HolderLine, unreachable } from './holder-line.js';

const PING_MS = 2_000;

type Parts<R> = Readonly<{ directory: string; line: HolderLine; appender: Appender; reader: R }>;

/**
 * Reads see all that is committed, and wait until it is durable before they show it.
 * So what somebody was told is stored is never missing, and what is shown is never taken back, not even by a power failure.
 */
export class SharedStore<R extends EventStore & Readonly<{ simulated: boolean }>> implements EventStore {
  readonly simulated: boolean;
  readonly reader: R;
  #closing: Promise<void> | undefined;

  constructor(private readonly parts: Parts<R>) {
    this.reader = parts.reader;
    this.simulated = parts.reader.simulated;
  }

  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return this.#closing ? Promise.reject(new DomainError('STORE.CLOSED')) : this.parts.appender.append(stream, events, expected);
  }

  async readStream(stream: string, options?: Readonly<{ fromRevision?: number; maxCount?: number }>): Promise<readonly RecordedEvent[]> {
    const events = await this.reader.readStream(stream, options);
    await this.parts.line.reached(events.at(-1)?.position ?? 0);
    return events;
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<readonly RecordedEvent[]> {
    return this.#log(options, (part) => this.reader.readAll(part));
  }

  readRaw(options: ReadAllOptions = {}): AsyncIterable<readonly RawEvent[]> {
    return this.#log(options, (part) => this.reader.readRaw(part));
  }

  // Not the reader's own subscription, which looks for commits from time to time: the holder says when there are some.
  async *subscribe({ after, signal, ...options }: Readonly<{ after: number; types?: readonly string[]; batchSize?: number; signal: AbortSignal }>): AsyncIterable<readonly RecordedEvent[]> {
    const { line } = this.parts;
    const stopped = () => signal.aborted || this.#closing !== undefined;
    for (let from = after; !stopped(); ) {
      const end = line.position;
      if (end <= from) {
        await line.next(signal);
        continue;
      }
      try {
        for await (const batch of this.reader.readAll({ ...options, after: from, upTo: end })) {
          if (stopped()) return;
          yield batch;
        }
      } catch (error) {
        if (stopped() && error instanceof DomainError) return; // It was closed between two batches.
        throw error;
      }
      from = end;
    }
  }

  async lastPosition(): Promise<number> {
    const position = await this.reader.lastPosition();
    await this.parts.line.reached(position);
    return position;
  }

  async ping(): Promise<void> {
    const { directory, line, appender } = this.parts;
    line.check();
    if (!line.holder) throw unreachable(directory, line.problem);
    const { url, secret } = line.holder;
    const { status } = await appender.call('GET', url, '/ping', secret, PING_MS).catch((error: Error) => {
      throw unreachable(directory, error.message);
    });
    if (status !== 204) throw unreachable(directory, `the holder answered ${status}`);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const { line, appender } = this.parts;
    await appender.drain();
    line.close();
    appender.close();
    await this.reader.close();
  }

  // The end is taken when the caller asks, not when it first iterates.
  #log<E>(options: ReadAllOptions, read: (options: ReadAllOptions) => AsyncIterable<readonly E[]>): AsyncIterable<readonly E[]> {
    const committed = this.reader.lastPosition();
    committed.catch(() => {}); // Told to whoever iterates.
    return this.#walk(options, committed, read);
  }

  async *#walk<E>(options: ReadAllOptions, committed: Promise<number>, read: (options: ReadAllOptions) => AsyncIterable<readonly E[]>): AsyncIterable<readonly E[]> {
    const upTo = Math.min(options.upTo ?? Number.MAX_SAFE_INTEGER, await committed);
    await this.parts.line.reached(upTo);
    yield* read({ ...options, upTo });
  }
}
