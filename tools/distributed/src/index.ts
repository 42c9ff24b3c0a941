export { Child } from './child.js';
export { DistributedSystem, type StartOptions } from './system.js';
