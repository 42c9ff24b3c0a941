import { type Clock, type Delivery, DomainError, type EventCatalogue, type FeedMessage, KeyLock, type ReadStore } from '@humai/kernel';
import { BEHIND, ConsumerState, type ParkedDocument, parkedId } from './state.js';
import { inConsumerSpan } from './tracing.js';

/** What a handler may know beside the event. Its effects must be idempotent: use {@link commandIdOf}. */
export type HandlerContext = Readonly<{
  group: string;
  /** 1 for the first try of this delivery. */
  attempt: number;
  heartbeat(): Promise<void>;
}>;
export type EventHandler = (event: FeedMessage, context: HandlerContext) => Promise<void>;

export type RetryPolicy = Readonly<{ attempts: number; firstPauseMs: number; longestPauseMs: number }>;

/** Told what became of each message, for metrics and logs. Must not throw. */
export interface ConsumerObserver {
  handled(message: Readonly<{ group: string; type: string; position: number; seconds: number; duplicate: boolean }>): void;
  parked(message: Readonly<{ group: string; type: string; id: string; code: string; position: number }>): void;
}

export type ConsumerLoopOptions = Readonly<{
  /** `<context>.<purpose>`; never renamed, because what was done is stored under it. */
  group: string;
  /** Handlers by event type, run in turn. */
  handlers: ReadonlyMap<string, readonly EventHandler[]>;
  catalogue: EventCatalogue;
  store: ReadStore;
  clock: Clock;
  retry?: Partial<RetryPolicy>;
  /** Waits between tries; ends early, by rejecting, when the signal aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  observer?: ConsumerObserver | undefined;
}>;

const RETRY: RetryPolicy = { attempts: 5, firstPauseMs: 50, longestPauseMs: 2_000 };

export type RetryOutcome = Readonly<{ /** Messages of the stream that are done now. */ handled: number; /** Messages still parked. */ left: number }>;

/**
 * What happens to a message between a feed and the handlers: shape check, duplicate check, handlers with bounded retry, parking.
 * Knows nothing of where messages come from; a feed calls {@link handle}, in order per stream.
 *
 * `handle` rejects only when the message can be neither handled nor parked (no store, or closing): the feed then redelivers.
 */
export class ConsumerLoop {
  readonly group: string;
  readonly #state: ConsumerState;
  readonly #retry: RetryPolicy;
  readonly #locks = new KeyLock();
  readonly #closing = new AbortController();

  constructor(private readonly options: ConsumerLoopOptions) {
    this.group = options.group;
    this.#state = new ConsumerState(options.store);
    this.#retry = { ...RETRY, ...options.retry };
  }

  get types(): readonly string[] {
    return [...this.options.handlers.keys()];
  }

  /** Stops waiting between tries; messages under way end or are redelivered later. */
  close(): void {
    this.#closing.abort();
  }

  async handle(message: FeedMessage, delivery: Delivery = { heartbeat: async () => {} }): Promise<void> {
    await this.#state.ensure();
    await this.#locks.run(message.stream, () => this.#handle(message, delivery));
  }

  async #handle(message: FeedMessage, delivery: Delivery): Promise<void> {
    const { group, observer } = { group: this.group, observer: this.options.observer };
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    const inbox = await this.#state.inbox(group, message.stream);
    if (message.position <= inbox.position) {
      observer?.handled({ group, type: message.type, position: message.position, seconds: seconds(), duplicate: true });
      return;
    }
    // The flag may be left over from a crash; the lot itself decides.
    const blocked = inbox.parked && (await this.#state.waiting(group, message.stream, 1)).length > 0;
    const failure = blocked ? { code: BEHIND, problem: 'an earlier message of this stream is parked', attempts: 0 } : await this.#run(message, delivery);
    if (failure) await this.#park(message, inbox.position, failure);
    else {
      await this.#state.setInbox(group, message.stream, message.position, false);
      observer?.handled({ group, type: message.type, position: message.position, seconds: seconds(), duplicate: false });
    }
  }

  #run(message: FeedMessage, delivery: Delivery): Promise<Failure | null> {
    return inConsumerSpan(this.group, message, delivery, () => this.#runHandlers(message, delivery));
  }

  /** In turn, each with its tries; the failure, or null. */
  async #runHandlers(message: FeedMessage, delivery: Delivery): Promise<Failure | null> {
    const event = this.options.catalogue.upcast(message);
    const problem = this.options.catalogue.problemOf(event);
    if (problem) return { code: 'SHAPE.INVALID', problem, attempts: 0 };
    for (const handler of this.options.handlers.get(message.type) ?? []) {
      for (let attempt = 1; ; attempt += 1) {
        if (this.#closing.signal.aborted) throw new Error(`${this.group} is closing`);
        try {
          await handler(event, { group: this.group, attempt, heartbeat: () => delivery.heartbeat() });
          break;
        } catch (error) {
          if (attempt >= this.#retry.attempts) return { ...describe(error), attempts: attempt };
          await (this.options.sleep ?? sleepFor)(Math.min(this.#retry.firstPauseMs * 2 ** (attempt - 1), this.#retry.longestPauseMs), this.#closing.signal);
          await delivery.heartbeat();
        }
      }
    }
    return null;
  }

  /**
   * In this order, so that a crash between two writes neither loses the message nor lets a later one overtake it:
   * flag the stream, park the message, then count it as done for the feed.
   */
  async #park(message: FeedMessage, done: number, { code, problem, attempts }: Failure): Promise<void> {
    await this.#state.setInbox(this.group, message.stream, done, true);
    await this.#state.put({
      _id: parkedId(this.group, message), position: message.position, order: message.position, group: this.group, stream: message.stream, type: message.type,
      eventId: message.id, state: 'parked', code, problem, attempts, parkedAt: this.options.clock.now(), message,
    });
    await this.#state.setInbox(this.group, message.stream, message.position, true);
    this.options.observer?.parked({ group: this.group, type: message.type, id: parkedId(this.group, message), code, position: message.position });
  }

  /** Handles what is parked of a stream, in order, up to the first failure. */
  async retry(stream: string): Promise<RetryOutcome> {
    await this.#state.ensure();
    return this.#locks.run(stream, () => this.#retryStream(stream));
  }

  async #retryStream(stream: string): Promise<RetryOutcome> {
    let handled = 0;
    let waiting = await this.#state.waiting(this.group, stream);
    for (;;) {
      for (const [i, document] of waiting.entries()) {
        const failure = await this.#run(document.message, { heartbeat: async () => {} });
        if (failure) {
          await this.#state.put({ ...document, code: failure.code, problem: failure.problem, attempts: document.attempts + failure.attempts });
          await this.#flag(stream, true);
          return { handled, left: waiting.length - i };
        }
        await this.#state.remove(document._id);
        handled += 1;
      }
      await this.#flag(stream, false);
      // Another replica may have parked one behind these meanwhile, before it could see that they are gone; unseen, it would be overtaken.
      waiting = await this.#state.waiting(this.group, stream);
      if (waiting.length === 0) return { handled, left: 0 };
    }
  }

  async #flag(stream: string, parked: boolean): Promise<void> {
    const { position } = await this.#state.inbox(this.group, stream);
    await this.#state.setInbox(this.group, stream, position, parked);
  }

  /** Takes a message out for good, with who and why, and goes on with the others when it was the first. */
  async discard(document: ParkedDocument, discarded: NonNullable<ParkedDocument['discarded']>): Promise<RetryOutcome> {
    return this.#locks.run(document.stream, async () => {
      const [first] = await this.#state.waiting(this.group, document.stream, 1);
      await this.#state.put({ ...document, state: 'discarded', discarded });
      if (first?._id === document._id) return this.#retryStream(document.stream);
      return { handled: 0, left: (await this.#state.waiting(this.group, document.stream)).length };
    });
  }
}

type Failure = Readonly<{ code: string; problem: string; attempts: number }>;

/** A refusal says its code; a defect its kind only, because its text may quote what it choked on. */
function describe(error: unknown): Readonly<{ code: string; problem: string }> {
  if (error instanceof DomainError) return { code: error.code, problem: JSON.stringify(error.details) };
  return { code: 'INTERNAL', problem: error instanceof Error ? error.name : typeof error };
}

const sleepFor = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new Error('closing'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
