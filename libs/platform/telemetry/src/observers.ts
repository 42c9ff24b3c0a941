import { DomainError } from '@humai/kernel';
import type { Logger } from './logger.js';
import type { Metrics } from './metrics.js';

/** Counts requests and logs what is nobody's refusal, under the reference the caller was given. */
export const httpObserver = (logger: Logger, metrics: Metrics) => ({
  answered: metrics.http.answered,
  failed: ({ id, method, route, error }: Readonly<{ id: string; method: string; route: string; error: unknown }>): void => {
    metrics.http.failed({ route });
    logger.error({ reference: id, method, route, err: error }, 'request failed');
  },
});

/** Counts messages and logs those that were parked. */
export const consumerObserver = (logger: Logger, metrics: Metrics) => ({
  handled: metrics.consumers.handled,
  parked: (message: Readonly<{ group: string; type: string; id: string; code: string; position: number }>): void => {
    metrics.consumers.parked(message);
    logger.warn({ ...message }, 'message parked');
  },
});

/** Counts and logs what a feed puts aside because it is no event of this house. */
export const feedObserver = (logger: Logger, metrics: Metrics) => ({
  deadLettered: (letter: Readonly<{ group: string; topic: string; partition: number; offset: string; cause: string }>): void => {
    metrics.consumers.deadLettered(letter);
    logger.warn({ ...letter }, 'message is no event');
  },
});

/** Shows and logs which jobs this process leads. */
export const leadershipObserver = (logger: Logger, metrics: Metrics) => ({
  standsBy: metrics.leadership.standsBy,
  leads: (job: string): void => {
    metrics.leadership.leads(job);
    logger.info({ job }, 'leads');
  },
  leadsNoMore: (job: string): void => {
    metrics.leadership.standsBy(job);
    logger.info({ job }, 'leads no more');
  },
});

/** Measures what the relay publishes, and logs what keeps it from it. */
export const relayObserver = (logger: Logger, metrics: Metrics) => ({
  published: metrics.relay.published as (batch: Readonly<{ events: number; bytes: number; position: number; seconds: number; lagSeconds: number }>) => void,
  failed: ({ error, position, retries }: Readonly<{ error: unknown; position: number; retries: boolean }>): void => {
    metrics.relay.failed({ code: error instanceof DomainError ? error.code : 'INTERNAL' });
    logger[retries ? 'warn' : 'error']({ position, retries, err: error }, 'relay broke off');
  },
});
