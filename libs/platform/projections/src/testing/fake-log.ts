import type { Projection, ReadAllOptions, ReadDocument, RecordedEvent } from '@humai/kernel';
import type { ReadableLog } from '../runner.js';

type Data = Readonly<{ id: string; n?: number; dueOn?: string; other?: string }>;
export type FakeEvent = RecordedEvent<Readonly<{ type: string; data: Data }>>;

/** The read side of an event store, in memory. Counts its readers. */
export class FakeLog implements ReadableLog {
  readonly events: FakeEvent[] = [];
  /** Calls of `subscribe` and `readAll`. */
  readonly reads: ('subscribe' | 'readAll')[] = [];
  readonly #waiting = new Set<() => void>();

  append(type: string, data: Data): FakeEvent {
    const position = this.events.length + 1;
    const event: FakeEvent = {
      id: `e${position}`, type, data, stream: `thing-${data.id}`, revision: 0, position, recordedAt: '2026-03-01T00:00:00.000Z', hash: '',
      metadata: { actor: 'a', role: 'ops', area: '51', policy: null, effectiveOn: '2026-03-01', command: 'Do', commandId: `c${position}`, correlationId: 'c', causationId: 'c' },
    };
    this.events.push(event);
    for (const wake of [...this.#waiting]) wake();
    return event;
  }

  async lastPosition(): Promise<number> {
    return this.events.length;
  }

  async *readAll({ after = 0, upTo = Infinity, types, batchSize = 1_000 }: ReadAllOptions = {}): AsyncIterable<readonly FakeEvent[]> {
    this.reads.push('readAll');
    const wanted = this.events.filter((e) => e.position > after && e.position <= upTo && (types?.includes(e.type) ?? true));
    for (let i = 0; i < wanted.length; i += batchSize) yield wanted.slice(i, i + batchSize);
  }

  async *subscribe({ after, batchSize = 1_000, signal }: Readonly<{ after: number; batchSize?: number; signal: AbortSignal }>): AsyncIterable<readonly FakeEvent[]> {
    this.reads.push('subscribe');
    for (let from = after; !signal.aborted; ) {
      const batch = this.events.slice(from, from + batchSize);
      if (batch.length > 0) yield batch;
      from += batch.length;
      if (from < this.events.length) continue;
      await new Promise<void>((resolve) => {
        const wake = () => (this.#waiting.delete(wake), resolve());
        this.#waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    }
  }
}

export type Thing = ReadDocument & Readonly<{ sum: number; count: number }>;

/** Sums `n` of `fake.Added.v1` per id; `fake.Removed.v1` deletes; `fake.Moved.v1` takes from one and gives to another; `fake.Poison.v1` throws as told. */
export function thingsProjection(over: Readonly<{ name?: string; version?: number; poison?: () => void }> = {}): Projection<Thing, FakeEvent> {
  return {
    name: over.name ?? 'fake.things',
    version: over.version ?? 1,
    indexes: [['sum']],
    handles: ['fake.Added.v1', 'fake.Removed.v1', 'fake.Moved.v1', 'fake.Poison.v1'],
    documentId: ({ data }) => (data.other === undefined ? data.id : [data.id, data.other]),
    evolve(document, { type, data }, id) {
      const { sum, count } = document ?? { sum: 0, count: 0 };
      switch (type) {
        case 'fake.Added.v1': return { sum: sum + (data.n ?? 1), count: count + 1 };
        case 'fake.Moved.v1': return { sum: id === data.id ? sum - (data.n ?? 1) : sum + (data.n ?? 1), count: count + 1 };
        case 'fake.Poison.v1': return over.poison?.(), { sum, count };
        default: return null;
      }
    },
  };
}
