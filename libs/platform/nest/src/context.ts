import type { Calendar, ErrorCatalogue, EventShapes, LocalDate, PolicyKind, PolicySource, Projection, QueryDefinition, ReadStore, Upcaster } from '@humai/kernel';
import type { Type } from '@nestjs/common';
import type { AnyAggregate } from './aggregate.js';
import type { CommandExecutor } from './command-executor.js';
import type { SubjectNames } from './subjects.js';

/** What happens when due dates pass; the process runner of the projections library runs it. */
export type ContextProcess = Readonly<{
  name: string;
  // Documents and events are known to the context only.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  dueDates: Projection<any, any>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  act(deadline: any, today: LocalDate): Promise<void>;
}>;
export type PolicyParts = Readonly<{ policies: PolicySource; calendar: Calendar }>;
export type ProcessParts = PolicyParts & Readonly<{ executor: CommandExecutor }>;
/** `readStore`: for an act that counts what other read models hold. */
export type ProcessSurroundings = ProcessParts & Readonly<{ readStore: ReadStore }>;

/**
 * All that a wiring must know of a context: its module and what the shared parts (catalogue, policies, runner, references) are made from.
 * Each service exports one, under the context's name.
 */
export type ContextDefinition = Readonly<{
  name: string;
  module: Type;
  events: EventShapes;
  /** From each older shape of its events to the next. */
  upcasters?: readonly Upcaster[];
  errors: ErrorCatalogue;
  // A kind's content type is known to its context only.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  policies: readonly PolicyKind<any>[];
  aggregates: readonly AnyAggregate[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  projections: readonly Projection<any, any>[];
  /** Projections whose dates follow from an event together with the rulebook and the calendar, both of which are the same at every rebuild. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  policyProjections?(parts: PolicyParts): readonly Projection<any, any>[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  queries: readonly QueryDefinition<any, any>[];
  /** The consumer of others' events, when the module has `@EventPattern` handlers: its group and the transport they name. */
  consumer?: Readonly<{ group: string; transportId: symbol }>;
  /** How its subjects are named, by the plural of the URL: asked wherever one is named, in other services, too. */
  subjects?(parts: Readonly<{ readStore: ReadStore }>): Readonly<Record<string, SubjectNames>>;
  /** The durable deadlines it keeps. */
  processes?(parts: ProcessSurroundings): readonly ContextProcess[];
}>;

/** Every read model of a context that can be asked. */
export const projectionsOf = ({ projections, policyProjections }: Pick<ContextDefinition, 'projections' | 'policyProjections'>, parts: PolicyParts): ContextDefinition['projections'] =>
  [...projections, ...(policyProjections?.(parts) ?? [])];
