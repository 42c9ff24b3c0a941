import type { RecordedEvent } from './event.js';

/** What a feed carries between contexts; the key of its order is `stream`. */
export type FeedMessage = RecordedEvent;

export type Delivery = Readonly<{
  /** Call in long work so that the feed does not take the consumer for dead. */
  heartbeat(): Promise<void>;
  /** Where the message came from, when a broker brought it; for traces. */
  origin?: MessageOrigin;
}>;

export type MessageOrigin = Readonly<{
  /** The broker's kind: `kafka`. */
  system: string;
  /** The topic. */
  destination: string;
  partition?: number;
  offset?: string;
  /** Trace context of the hop that brought it, from the message's headers; the event's own otherwise. */
  traceparent?: string | undefined;
}>;

/**
 * The feed port. Delivers each message at least once, in order per stream, several streams at once,
 * and takes a message as done when the handler's promise resolves. A rejection stops that stream's delivery
 * and makes the feed redeliver from there; the consumer loop above it never rejects for a poison message, it parks.
 */
export interface EventFeed {
  /** Runs until the signal aborts; resolves after the handlers under way have ended and their progress is stored. */
  consume(
    group: Readonly<{ name: string; types: readonly string[]; concurrency?: number }>,
    handle: (message: FeedMessage, delivery: Delivery) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /** How far a group has come: all up to this position is done. */
  position(group: string): Promise<number>;
}
