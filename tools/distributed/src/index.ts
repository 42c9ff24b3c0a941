export { Child } from './child.js';
export type { Member } from './plan.js';
export { DistributedSystem, type StartOptions } from './system.js';
