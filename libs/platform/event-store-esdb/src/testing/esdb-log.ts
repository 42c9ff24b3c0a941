import { randomUUID } from 'node:crypto';

export type Proposed = Readonly<{ id: string; type: string; contentType: string; data: Uint8Array; metadata: Uint8Array }>;
export type Stored = Proposed & Readonly<{ stream: string; revision: number; position: number }>;
export type Expected = number | 'no stream' | 'any' | 'stream exists';
export type Written = Readonly<{ revision: number; position: number } | { wrong: number } | { tooLarge: number }>;

/** The default of the server. */
export const MAX_APPEND_BYTES = 1_048_576;

/** What EventStoreDB keeps, in memory, by the rules of its documentation. */
export class EsdbLog {
  readonly #log: Stored[] = [];
  readonly #streams = new Map<string, Stored[]>();
  readonly #changed = new Set<() => void>();
  #end = 0;

  constructor() {
    // A new server has events of its own.
    for (const type of ['$metadata', '$UserCreated', '$user-updated']) this.#writeOwn(type);
  }

  get all(): readonly Stored[] {
    return this.#log;
  }

  stream(name: string): readonly Stored[] | undefined {
    return this.#streams.get(name);
  }

  /** Calls back whenever something is written, until the answer is called. */
  onWritten(callback: () => void): () => void {
    this.#changed.add(callback);
    return () => this.#changed.delete(callback);
  }

  append(stream: string, events: readonly Proposed[], expected: Expected): Written {
    const bytes = events.reduce((sum, e) => sum + e.data.length + e.metadata.length + 2 * e.type.length, 0);
    if (bytes > MAX_APPEND_BYTES) return { tooLarge: MAX_APPEND_BYTES };
    const there = this.#streams.get(stream) ?? [];
    const current = there.length - 1;
    const fits = expected === 'any' || (expected === 'stream exists' ? current >= 0 : current === (expected === 'no stream' ? -1 : expected));
    const repeat = this.#repeat(there, events, expected, fits);
    if (repeat) return repeat;
    if (!fits) return { wrong: current };
    for (const event of events) this.#write(stream, event);
    // Now and then the server writes for itself, between ours.
    if (this.#log.length % 7 === 0) this.#writeOwn('$stats');
    for (const changed of [...this.#changed]) changed();
    return this.#writtenAt(this.#streams.get(stream)!.at(-1)!);
  }

  // https://docs.kurrent.io: with an expected revision, ids that already follow it are answered as written; with `any` those the stream has.
  #repeat(there: readonly Stored[], events: readonly Proposed[], expected: Expected, fits: boolean): Written | undefined {
    if (fits && expected !== 'any') return undefined;
    const from = expected === 'any' || expected === 'stream exists' ? there.findIndex(({ id }) => id === events[0]?.id) : expected === 'no stream' ? 0 : expected + 1;
    const found = from < 0 ? [] : there.slice(from, from + events.length);
    return found.length === events.length && found.every(({ id }, i) => id === events[i]?.id) ? this.#writtenAt(found.at(-1)!) : undefined;
  }

  #writtenAt({ revision, position }: Stored): Written {
    return { revision, position };
  }

  #write(stream: string, event: Proposed): void {
    const there = this.#streams.get(stream) ?? [];
    const stored: Stored = { ...event, stream, revision: there.length, position: this.#end };
    this.#end += 60 + stream.length + event.type.length + event.data.length + event.metadata.length; // Positions are bytes of the log.
    this.#streams.set(stream, [...there, stored]);
    this.#log.push(stored);
  }

  #writeOwn(type: string): void {
    const nothing = Buffer.from('{}');
    this.#write(type === '$metadata' ? '$$$settings' : '$stats-double', { id: randomUUID(), type, contentType: 'application/json', data: nothing, metadata: nothing });
  }

  /** Changes what is stored, as nobody can on a server. */
  tamper(position: number, change: Partial<Stored>): void {
    const at = this.#log.findIndex((e) => e.position === position);
    const stored = { ...this.#log[at]!, ...change };
    this.#log[at] = stored;
    this.#streams.set(stored.stream, this.#streams.get(stored.stream)!.map((e) => (e.position === position ? stored : e)));
  }
}
