export * from './logger.js';
export { type Measure, measures } from './measures.js';
export * from './metrics.js';
export * from './observers.js';
export { redact, REDACTED, scrub, scrubError } from './redact.js';
export * from './tracing.js';
