import type { ErrorCatalogue, EventShapes, PolicyKind, Projection, QueryDefinition } from '@humai/kernel';
import type { Type } from '@nestjs/common';
import type { AnyAggregate } from './aggregate.js';

/**
 * All that a wiring must know of a context: its module and what the shared parts (catalogue, policies, runner, references) are made from.
 * Each service exports one, under the context's name.
 */
export type ContextDefinition = Readonly<{
  name: string;
  module: Type;
  events: EventShapes;
  errors: ErrorCatalogue;
  // A kind's content type is known to its context only.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  policies: readonly PolicyKind<any>[];
  aggregates: readonly AnyAggregate[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  projections: readonly Projection<any, any>[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  queries: readonly QueryDefinition<any, any>[];
}>;
