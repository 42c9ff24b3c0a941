// What a new context consists of before it has a command: contracts, a domain that knows the household's village, and a service.
import { camel, pascal } from '../names.js';

/** The manifest of a project; `type` is its tag. */
export const manifest = (name: string, type: 'contract' | 'domain' | 'service', context: string): string => `${JSON.stringify({
  name: `@humai/${name}`,
  version: '0.1.0',
  private: true,
  type: 'module',
  license: 'Apache-2.0',
  exports: { '.': { '@humai/source': './src/index.ts', types: './src/index.ts', default: './dist/index.js' } },
  nx: { tags: [`type:${type}`, `scope:${context}`], targets: { lint: {}, test: {} } },
}, null, 2)}\n`;

export const contractsIndex = (): string => `export * from './commands.js';
export * from './errors.js';
export * from './events.js';
`;

export const events = (context: string): string => `import { defineEvents, type EventOf } from '@humai/kernel';

// STORAGE FORMAT. These names and fields are on disk and on the wire for good: to change one, add \`X.v2\` and an upcaster.
export const ${pascal(context)}Events = defineEvents('${context}', {});
export type ${pascal(context)}Event = EventOf<typeof ${pascal(context)}Events>;
`;

export const errors = (context: string): string => `import { defineErrors } from '@humai/kernel';

export const ${pascal(context)}Errors = defineErrors({});
`;

export const commands = (context: string): string => `import type { CommandDefinition } from '@humai/kernel';

/** Every command of ${context} on a household. */
export const ${pascal(context)}Commands = {} as const satisfies Record<string, CommandDefinition>;
`;

export const domainIndex = (): string => `export type { HouseholdCommand } from './household/context.js';
export { householdDecider } from './household/household.js';
export type { Household, HouseholdEvent } from './household/state.js';
`;

export const householdContext = (context: string): string => `import type { ${pascal(context)}Commands } from '@humai/contracts-${context}';
import type { CommandMeta, CommandsOf } from '@humai/kernel';

export type HouseholdCommand = CommandsOf<typeof ${pascal(context)}Commands, CommandMeta>;
export type CommandOf<T extends HouseholdCommand['type']> = Extract<HouseholdCommand, { type: T }>;
`;

/** As long as there is no command, nothing can be decided: the union of commands is \`never\`. */
export const household = (context: string): string => `import { absurd, type Decider } from '@humai/kernel';
import type { HouseholdCommand } from './context.js';
import { evolveHousehold, initialHousehold, type Household, type HouseholdEvent } from './state.js';

/** The index of all decisions of ${context} on one household. */
const decide = (command: HouseholdCommand) => absurd(command);

export const householdDecider: Decider<Household, HouseholdCommand, HouseholdEvent> = { decide, evolve: evolveHousehold, initialState: initialHousehold };
`;

/** What takes the place of \`decide\` with the first command. Over the destructured type, because a union of one is not narrowed by a property. */
export const firstDecision = (context: string, decide: string, commandType: string, stateType: string, firstCase: string): string => `/** The index of all decisions of ${context} on one household. */
function ${decide}(command: ${commandType}, state: ${stateType}): readonly ${pascal(context)}Event[] {
  const { type } = command;
  switch (type) {
    ${firstCase}
    default: return absurd(type);
  }
}`;

export const ENTRY = `/** An own entry: ids come from outside, and \`constructor\` is none. */
export const entry = <V>(record: Readonly<Record<string, V>>, key: string): V | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);
`;

export const state = (context: string): string => `import type { IdentificationEvent } from '@humai/contracts-identification';
import type { ${pascal(context)}Event } from '@humai/contracts-${context}';

/** What ${context} folds from a household's stream: its village, and its own facts. */
export type HouseholdEvent = IdentificationEvent | ${pascal(context)}Event;

/** Only what a decision needs, as plain data; screens use read models. */
export type Household = Readonly<{
  village: string | null;
}>;

export const initialHousehold: Household = {
  village: null,
};

/** The household after one more fact. Facts of others that do not matter here leave it as it is. */
export function evolveHousehold(state: Household, { type, data }: HouseholdEvent): Household {
  switch (type) {
    case 'identification.HouseholdRegistered.v1':
    case 'identification.HouseholdChanged.v1':
      return { ...state, village: data.village };
    default:
      return state;
  }
}

${ENTRY}`;

export const stateSpec = (context: string): string => `import { describe, expect, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import { householdDecider } from './household.js';
import type { HouseholdEvent } from './state.js';

const { given } = specOf(householdDecider);
const record = { registerNumber: null, kind: 'GENERAL' as const };
const registered: HouseholdEvent = { type: 'identification.HouseholdRegistered.v1', data: { householdId: 'h1', village: '511504101201', ...record } };
const moved: HouseholdEvent = { type: 'identification.HouseholdChanged.v1', data: { village: '511504101202', ...record } };
const elsewhere: HouseholdEvent = { type: 'identification.IncomeRecorded.v1', data: { year: 2023, incomePerHeadFen: 900_000 } };

describe('a household as ${context} knows it', () => {
  it('is not there before it is registered', () => expect(given().state().village).toBeNull());
  it('lies in the village of its registration', () => expect(given(registered).state().village).toBe('511504101201'));
  it('lies where it moved to', () => expect(given(registered, moved).state().village).toBe('511504101202'));
  it('stays as it is when others write of other things', () => expect(given(registered, elsewhere).state()).toStrictEqual(given(registered).state()));
});
`;

export const aggregate = (context: string): string => `import { ${pascal(context)}Commands } from '@humai/contracts-${context}';
import { defineAggregate } from '@humai/nest';
import { householdDecider, type Household, type HouseholdEvent } from '@humai/${context}-domain';

/** A household as ${context} decides on it. */
export const ${camel(context)}Aggregate = defineAggregate<Household, HouseholdEvent>({
  context: '${context}',
  category: 'household',
  decider: householdDecider,
  commands: ${pascal(context)}Commands,
  creates: [],
  exists: (state) => state.village !== null,
  areaOf: (state) => state.village ?? undefined,
});
`;

export const serviceIndex = (context: string): string => `export { ${camel(context)}Aggregate } from './application/household-aggregate.js';
export { ${camel(context)}, ${pascal(context)}Module } from './${context}.module.js';
`;

export const module = (context: string): string => `import { ${pascal(context)}Errors, ${pascal(context)}Events } from '@humai/contracts-${context}';
import { type ContextDefinition, createCommandController, createQueryController } from '@humai/nest';
import { Module } from '@nestjs/common';
import { ${camel(context)}Aggregate } from './application/household-aggregate.js';

const queries: ContextDefinition['queries'] = [];

@Module({
  controllers: [createCommandController({ aggregate: ${camel(context)}Aggregate, errors: ${pascal(context)}Errors }), createQueryController('${context}', queries)],
})
export class ${pascal(context)}Module {}

export const ${camel(context)}: ContextDefinition = {
  name: '${context}',
  module: ${pascal(context)}Module,
  events: ${pascal(context)}Events,
  errors: ${pascal(context)}Errors,
  policies: [],
  aggregates: [${camel(context)}Aggregate],
  projections: [],
  queries,
};
`;
