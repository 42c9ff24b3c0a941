export * from './connect-consumer.js';
export * from './consumer-loop.js';
export * from './humai-strategy.js';
export * from './ids.js';
export * from './parking-lot.js';
export * from './rethrow-filter.js';
export type { ParkedMessage } from './state.js';
export { type PublishSpans, publishSpans } from './tracing.js';
