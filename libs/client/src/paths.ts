import type { components } from './generated/identification.js';
import type { Paths } from './generated/paths.js';

export type { Paths };

type Answer<Operation> = Operation extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : never;

/** What a command is answered: where the record now stands, the place in the log, and the types of the events it led to. */
export type Recorded = components['schemas']['Recorded'];

/** The routes of commands. */
export type CommandPath = { [P in keyof Paths]: Paths[P] extends { post: { parameters: { header: { 'Idempotency-Key': string } } } } ? P : never }[keyof Paths];
/** What a command takes. */
export type CommandData<P extends CommandPath> = Paths[P] extends { post: { requestBody?: { content: { 'application/json': infer B } } } } ? B : never;

/** The routes of questions that are answered page by page. */
export type QuestionPath = { [P in keyof Paths]: Paths[P] extends { get: infer G } ? (Answer<G> extends { items: unknown[]; cursor: string | null } ? P : never) : never }[keyof Paths];
type Page<P extends QuestionPath> = Paths[P] extends { get: infer G } ? Answer<G> : never;
/** One item of a question's answer. */
export type Item<P extends QuestionPath> = Page<P> extends { items: (infer I)[] } ? I : never;
/** What a question can be narrowed by. */
export type Question<P extends QuestionPath> = Paths[P] extends { get: { parameters: { query?: infer Q } } } ? Omit<NonNullable<Q>, 'cursor' | 'format'> : never;
/** A page, with the position of the read model it came from. */
export type PageOf<P extends QuestionPath> = Readonly<{ items: readonly Item<P>[]; cursor: string | null; position: number; counts?: Readonly<Record<string, number>> }>;

/** An event as the log gives it. */
export type LoggedEvent = Paths['/v1/ledger/events']['get']['responses'][200]['content']['application/x-ndjson'];
