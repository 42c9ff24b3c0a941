import { type Delivery, type EventFeed, type EventStore, type FeedMessage, type ReadStore, Slots, untilTaken, Window } from '@humai/kernel';

export type EmbeddedFeedOptions = Readonly<{
  store: Pick<EventStore, 'subscribe' | 'readAll' | 'lastPosition'>;
  /** Keeps each group's progress. */
  progress: Pick<ReadStore, 'checkpoint' | 'setCheckpoint'>;
  /** False: nothing is delivered but by {@link EmbeddedEventFeed.drain}, one message at a time in order of the log. For simulations and tests. */
  live?: boolean;
  /** Waits before a rejected message is delivered again; ends early when the signal aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}>;

type Group = Readonly<{ name: string; types: readonly string[]; concurrency?: number }>;
type Handle = (message: FeedMessage, delivery: Delivery) => Promise<void>;
type Active = { readonly group: Group; readonly handle: Handle; /** All up to this position is done. */ finished: number; readonly ready: Promise<void> };

const CONCURRENCY = 8;
const WINDOW = 256;
const DELIVERY: Delivery = { heartbeat: async () => {} };
const checkpointOf = (group: string) => `feed/${group}`;

/** The feed between contexts in one process: a subscription on the store, with its progress in the read store. */
export class EmbeddedEventFeed implements EventFeed {
  readonly #active = new Map<string, Active>();
  #ticks = 0;
  readonly #listeners = new Set<() => void>();
  #draining: Promise<number> = Promise.resolve(0);

  constructor(private readonly options: EmbeddedFeedOptions) {}

  async consume(group: Group, handle: Handle, signal: AbortSignal): Promise<void> {
    if (this.#active.has(group.name)) throw new Error(`group ${group.name} is consumed already`);
    const stored = this.options.progress.checkpoint(checkpointOf(group.name));
    const active: Active = { group, handle, finished: 0, ready: stored.then((position) => void (active.finished = position)) };
    this.#active.set(group.name, active);
    try {
      await active.ready;
      if (this.options.live === false) await this.#untilAborted(signal);
      else await this.#consumeLive(active, signal);
    } finally {
      this.#active.delete(group.name);
      this.#tell();
    }
  }

  async position(group: string): Promise<number> {
    const active = this.#active.get(group);
    if (!active) return this.options.progress.checkpoint(checkpointOf(group));
    await active.ready;
    const { finished } = active;
    const end = await this.options.store.lastPosition();
    return (await this.#hasMore(active.group, finished, end)) ? finished : end;
  }

  /**
   * Everything up to the end of the log is handled, what handlers write on the way included.
   * With `live: false` it handles them itself: in order of the log, one after the other, groups in the order they began to consume.
   * Rejects with the handler's error then, and what came before it is done; resolves with how many messages it handled (live: 0).
   */
  drain(): Promise<number> {
    const before = this.#draining;
    this.#draining = before.catch(() => 0).then(() => (this.options.live === false ? this.#drainInOrder() : this.#drainLive()));
    return this.#draining;
  }

  async #consumeLive(active: Active, signal: AbortSignal): Promise<void> {
    const { group } = active;
    const window = new Window(active.finished, WINDOW);
    const slots = new Slots(group.concurrency ?? CONCURRENCY);
    const tails = new Map<string, Promise<void>>();
    const saving = new Saver(() => this.options.progress.setCheckpoint(checkpointOf(group.name), window.finished));
    // A broken checkpoint or subscription ends the consumer for its owner to start again; handlers under way end first.
    const own = new AbortController();
    const stop = AbortSignal.any([signal, own.signal]);
    let failure: unknown;
    const fail = (error: unknown) => {
      failure ??= error;
      own.abort();
    };
    saving.onFailure = fail;

    const deliver = async (message: FeedMessage, done: () => boolean) => {
      await slots.run(() => untilTaken(() => active.handle(message, DELIVERY), this.options.sleep ?? sleepFor, stop));
      if (!done()) return;
      active.finished = window.finished;
      saving.request();
      this.#tell();
    };
    try {
      for await (const batch of this.options.store.subscribe({ after: window.finished, types: group.types, signal: stop }))
        for (const message of batch) {
          await window.room(stop);
          if (stop.aborted) break;
          const done = window.add(message.position);
          const before = tails.get(message.stream);
          const tail: Promise<void> = (before ? before.then(() => deliver(message, done)) : deliver(message, done))
            .catch((error: unknown) => {
              if (!stop.aborted) fail(error);
              throw error;
            })
            .finally(() => {
              if (tails.get(message.stream) === tail) tails.delete(message.stream);
            });
          tail.catch(() => {}); // a later message of the stream, or the end below, sees it
          tails.set(message.stream, tail);
        }
    } catch (error) {
      if (!stop.aborted) fail(error);
    }
    await Promise.allSettled(tails.values());
    await saving.finish();
    if (failure !== undefined && !signal.aborted) throw failure;
  }

  async #untilAborted(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
    await this.#draining.catch(() => {});
  }

  async #drainInOrder(): Promise<number> {
    let handled = 0;
    for (;;) {
      const groups = [...this.#active.values()];
      await Promise.all(groups.map((a) => a.ready));
      const end = await this.options.store.lastPosition();
      const behind = groups.filter((a) => a.finished < end);
      if (behind.length === 0) return handled;
      const after = Math.min(...behind.map((a) => a.finished));
      const types = [...new Set(behind.flatMap((a) => a.group.types))];
      try {
        for await (const batch of this.options.store.readAll({ after, upTo: end, types }))
          for (const message of batch)
            for (const active of behind) {
              if (message.position <= active.finished || !active.group.types.includes(message.type)) continue;
              await active.handle(message, DELIVERY);
              active.finished = message.position;
              handled += 1;
            }
        for (const active of behind) active.finished = end;
      } finally {
        for (const active of behind) await this.options.progress.setCheckpoint(checkpointOf(active.group.name), active.finished);
      }
    }
  }

  async #drainLive(): Promise<number> {
    for (;;) {
      const seen = this.#ticks;
      const end = await this.options.store.lastPosition();
      let behind = false;
      for (const { group, finished, ready } of this.#active.values()) {
        await ready;
        behind ||= await this.#hasMore(group, finished, end);
      }
      if (!behind && (await this.options.store.lastPosition()) === end) return 0;
      if (behind && this.#ticks === seen) await new Promise<void>((resolve) => this.#listeners.add(resolve));
    }
  }

  async #hasMore(group: Group, after: number, upTo: number): Promise<boolean> {
    if (after >= upTo) return false;
    for await (const batch of this.options.store.readAll({ after, upTo, types: group.types, batchSize: 1 })) return batch.length > 0;
    return false;
  }

  #tell(): void {
    this.#ticks += 1;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}

/** Stores the newest state, one write at a time; what is asked for during a write becomes one more write. */
class Saver {
  #wanted = false;
  #writing: Promise<void> | undefined;
  onFailure: (error: unknown) => void = () => {};

  constructor(private readonly save: () => Promise<void>) {}

  request(): void {
    this.#wanted = true;
    this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    try {
      while (this.#wanted) {
        await Promise.resolve(); // lets messages that end in the same turn share one write
        this.#wanted = false;
        await this.save();
      }
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.#writing = undefined;
    }
  }

  async finish(): Promise<void> {
    while (this.#writing) await this.#writing;
  }
}

const sleepFor = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
