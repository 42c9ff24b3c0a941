import { DomainError, type CommandMeta, type CommandsOf, type DomainEvent } from '@humai/kernel';
import { AssistancePolicy, type AssistanceCommands, type AssistanceEvent } from '@humai/contracts-assistance';
import type { Household } from './state.js';

export type HouseholdCommand = CommandsOf<typeof AssistanceCommands, CommandMeta>;
export type CommandOf<T extends HouseholdCommand['type']> = Extract<HouseholdCommand, { type: T }>;

type FactName<T extends string> = T extends `assistance.${infer N}` ? N : never;
type Fact = FactName<AssistanceEvent['type']>;
type DataOf<N extends Fact> = Extract<AssistanceEvent, { type: `assistance.${N}` }>['data'];

/** One event of this context. */
export const fact = <N extends Fact>(name: N, data: DataOf<N>): AssistanceEvent => ({ type: `assistance.${name}`, data }) as DomainEvent as AssistanceEvent;

export function villageOf(state: Household): string {
  if (state.village === null) throw new DomainError('ASSISTANCE.HOUSEHOLD_NOT_FOUND');
  return state.village;
}

/** The rulebook in force for the household's area on the business date (invariant 20). */
export const policyOf = (state: Household, meta: CommandMeta): AssistancePolicy => meta.policies.inForce(AssistancePolicy, villageOf(state), meta.effectiveOn).content;
