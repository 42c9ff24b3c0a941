export * from './codes.js';
export * from './policy.js';
