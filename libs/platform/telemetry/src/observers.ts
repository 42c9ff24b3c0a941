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
