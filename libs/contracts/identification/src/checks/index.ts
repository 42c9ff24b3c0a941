export * from './codes.js';
export * from './commands.js';
export * from './errors.js';
export type { Answers } from './events.js';
export * from './policy.js';
