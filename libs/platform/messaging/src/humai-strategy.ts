import type { EventFeed, FeedMessage } from '@humai/kernel';
import { BaseRpcContext, type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { ConsumerLoop, type ConsumerLoopOptions, type EventHandler, type HandlerContext } from './consumer-loop.js';
import type { ParkingLot } from './parking-lot.js';

export type HumaiStrategyOptions = Omit<ConsumerLoopOptions, 'handlers'> &
  Readonly<{
    /** Names this consumer in `@EventPattern<string>(type, transportId)`; one symbol per service. */
    transportId: symbol;
    feed: EventFeed;
    lot?: ParkingLot | undefined;
    /** Streams handled at once. */
    concurrency?: number;
    /** Told when the feed broke off; the consumer starts again after a pause. */
    onFailure?: (error: unknown) => void;
  }>;

/** The context `@Ctx()` gives a handler. */
export class ConsumerContext extends BaseRpcContext<[HandlerContext, FeedMessage]> {
  constructor(context: HandlerContext, message: FeedMessage) {
    super([context, message]);
  }
  get group(): string { return this.args[0].group; }
  get attempt(): number { return this.args[0].attempt; }
  heartbeat(): Promise<void> { return this.args[0].heartbeat(); }
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** Feeds Nest's `@EventPattern` handlers from any event feed, through the consumer loop. `@Payload()` is the whole event. */
export class HumaiStrategy extends Server<Record<string, never>, 'running' | 'failed' | 'closed'> implements CustomTransportStrategy {
  // Otherwise Nest logs each handler's error again, as an unhandled RpcException.
  override readonly propagatesEventHandlerErrors = true;
  override readonly transportId: symbol;
  // The base class chains handlers so that all start at once and only the first error is seen.
  readonly #handlers = new Map<string, EventHandler[]>();
  readonly #stopping = new AbortController();
  #loop: ConsumerLoop | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: HumaiStrategyOptions) {
    super();
    this.transportId = options.transportId;
  }

  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    if (typeof pattern !== 'string' || !isEventHandler) throw new Error(`${this.options.group} takes @EventPattern with an event's full name, not ${JSON.stringify(pattern)}`);
    callback.isEventHandler = true;
    callback.extras = extras;
    if (!this.messageHandlers.has(pattern)) this.messageHandlers.set(pattern, callback); // for Nest's own listings
    const handler: EventHandler = async (event, context) => {
      const result: unknown = await callback(event, new ConsumerContext(context, event));
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    };
    this.#handlers.set(pattern, [...(this.#handlers.get(pattern) ?? []), handler]);
  }

  listen(callback: (...parameters: unknown[]) => unknown): void {
    const { feed: _, transportId: __, lot, ...rest } = this.options;
    this.#loop = new ConsumerLoop({ ...rest, handlers: this.#handlers });
    lot?.attach(this.#loop);
    if (this.#handlers.size > 0) this.#running = this.#consume(this.#loop);
    callback();
  }

  async #consume(loop: ConsumerLoop): Promise<void> {
    const { signal } = this.#stopping;
    const { group, feed, concurrency, onFailure } = this.options;
    for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        this._status$.next('running');
        await feed.consume({ name: group, types: loop.types, ...(concurrency === undefined ? {} : { concurrency }) }, (message, delivery) => loop.handle(message, delivery), signal);
      } catch (error) {
        if (signal.aborted) break;
        this._status$.next('failed');
        onFailure?.(error);
      }
      if (!signal.aborted) await pauseFor(pause, signal);
    }
    this._status$.next('closed');
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#loop?.close();
    await this.#running;
  }

  on(): never {
    throw new Error('the consumer has no events to listen to');
  }

  unwrap<T>(): T {
    return this.#loop as T;
  }
}

const pauseFor = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
