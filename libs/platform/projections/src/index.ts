export { foldReadModel } from '@humai/kernel';
export type { AnyProjection } from './fold.js';
export type { ProjectionError, ProjectionState, ProjectionStatus } from './lane.js';
export type { Rebuilt, RebuildOptions } from './rebuild.js';
export { ProjectionRunner, type ProjectionMetrics, type ProjectionRunnerOptions, type ReadableLog } from './runner.js';
export { unusedCollections, type UnusedCollection } from './unused.js';
export {
  ProcessRunner, type AnyDeadlineProcess, type Deadline, type DeadlineProcess, type FailedAct, type ProcessRunnerOptions, type ProcessStatus,
} from './process-runner.js';
