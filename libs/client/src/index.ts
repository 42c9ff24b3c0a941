export { type CommandOptions, Humai, type HumaiOptions, type Reading } from './client.js';
export type { EventsOptions } from './events.js';
export type { CommandData, CommandPath, Item, LoggedEvent, PageOf, Paths, Question, QuestionPath, Recorded } from './paths.js';
export { HumaiProblem, HumaiUnreachable, type ProblemCode } from './problem.js';
export type { TokenProvider } from './resilient-fetch.js';
