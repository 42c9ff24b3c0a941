import { type EventCatalogue, type EventWriter, ownerOf, type RecordedEvent } from '@humai/kernel';
import type { AnyAggregate } from './aggregate.js';

/** What a command led to, by its idempotency key. */
export type EarlierCommand = { command: string; context: string; revision: number; position: number; events: readonly string[] };

export type LoadedStream = {
  state: unknown;
  /** -1 for an empty stream. */
  revision: number;
  position: number;
  commands: Map<string, EarlierCommand>;
};

/**
 * The folded state of the streams last written to, least recently used first out. Every load still asks the store for
 * what came since, so a stale entry is brought up to date, never believed.
 */
export class StreamCache {
  readonly #entries = new Map<string, LoadedStream>();
  readonly #deciders = new Map<object, number>();

  constructor(
    private readonly store: EventWriter,
    private readonly catalogue: EventCatalogue,
    private readonly size: number,
  ) {}

  async load(aggregate: AnyAggregate, stream: string): Promise<LoadedStream> {
    const key = `${this.#numberOf(aggregate.decider)}/${stream}`;
    const cached = this.#entries.get(key);
    const from = cached ?? { state: aggregate.decider.initialState, revision: -1, position: 0, commands: new Map<string, EarlierCommand>() };
    const events = await this.store.readStream(stream, { fromRevision: from.revision + 1 });
    // Two commands may load at once: each works on what it read, and the newer fold wins the place in the cache.
    const loaded = events.length === 0 ? from : this.#foldOnto(aggregate, from, events);
    if (this.size > 0) this.#keep(key, loaded);
    return loaded;
  }

  #foldOnto(aggregate: AnyAggregate, from: LoadedStream, events: readonly RecordedEvent[]): LoadedStream {
    let { state } = from;
    const commands = new Map(from.commands);
    for (const event of events) {
      state = aggregate.decider.evolve(state, this.catalogue.upcast(event));
      const { command, commandId } = event.metadata;
      const earlier = commands.get(commandId);
      commands.set(commandId, { command, context: ownerOf(event.type), revision: event.revision, position: event.position, events: [...(earlier?.events ?? []), event.type] });
    }
    const last = events[events.length - 1]!;
    return { state, revision: last.revision, position: last.position, commands };
  }

  #numberOf(decider: object): number {
    const known = this.#deciders.get(decider);
    if (known !== undefined) return known;
    this.#deciders.set(decider, this.#deciders.size);
    return this.#deciders.size - 1;
  }

  #keep(key: string, loaded: LoadedStream): void {
    const present = this.#entries.get(key);
    this.#entries.delete(key);
    this.#entries.set(key, present && present.revision > loaded.revision ? present : loaded);
    if (this.#entries.size > this.size) this.#entries.delete(this.#entries.keys().next().value!);
  }
}
