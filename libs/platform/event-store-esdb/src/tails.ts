import type { RawEvent } from '@humai/kernel';

/** The end of a stream, and where in it each id stands; a stream with no event has revision -1. */
export type Tail = Readonly<{ revision: number; hash: string; recordedAt: string; ids: ReadonlyMap<string, number> }>;

export const NO_TAIL: Tail = { revision: -1, hash: '', recordedAt: '', ids: new Map() };

/** Ids of one generation. */
const GENERATION = 100_000;

/** A tail with what follows it. */
export function extended({ ids, ...tail }: Tail, events: readonly Pick<RawEvent, 'id' | 'revision' | 'hash' | 'recordedAt'>[]): Tail {
  const last = events.at(-1);
  if (!last) return { ...tail, ids };
  const all = new Map(ids);
  for (const { id, revision } of events) all.set(id, revision);
  return { revision: last.revision, hash: last.hash, recordedAt: last.recordedAt, ids: all };
}

/** Ends of the streams lately read or written, bounded by two generations. Another process may have gone on from any of them. */
export class Tails {
  #young = new Map<string, Tail>();
  #old = new Map<string, Tail>();
  #size = 0;

  find(stream: string): Tail | undefined {
    return this.#young.get(stream) ?? this.#old.get(stream);
  }

  set(stream: string, tail: Tail): void {
    this.#size += tail.ids.size - (this.#young.get(stream)?.ids.size ?? 0);
    this.#young.set(stream, tail);
    if (this.#size < GENERATION) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#size = 0;
  }

  forget(stream: string): void {
    this.#size -= this.#young.get(stream)?.ids.size ?? 0;
    this.#young.delete(stream);
    this.#old.delete(stream);
  }
}
