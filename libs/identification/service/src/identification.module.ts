import { HouseholdCommands, IdentificationErrors, IdentificationEvents, IdentificationPolicy, IncomeLinePolicy } from '@humai/contracts-identification';
import { type AreaDirectory, collectionOf, DomainError, type EventStore, type ReadStore, streamName, type Vault } from '@humai/kernel';
import { AREAS, CommandExecutor, type ContextDefinition, createCommandController, createQueryController, EVENT_STORE, READ_STORE, SubjectRegistry, VAULT } from '@humai/nest';
import { Inject, Module } from '@nestjs/common';
import type { z } from 'zod';
import { householdAggregate, personAggregate, personPlace } from './application/household-aggregate.js';
import { Members } from './application/members.js';
import { HouseholdMembers } from './http/persons.js';
import { RegisterImports } from './http/register-imports.js';
import { IDENTIFICATION, IDENTIFICATION_GROUP, IdentificationReactions } from './messaging/reactions.js';
import { identificationDeadlines } from './process/deadlines.js';
import { cluesProjection, cluesQuery, type HouseholdDocument, householdsProjection, householdsQuery, openCasesProjection, openCasesQuery } from './read-model/index.js';

const queries = [householdsQuery, cluesQuery, openCasesQuery];

@Module({
  controllers: [
    createCommandController({ aggregate: householdAggregate, errors: IdentificationErrors }),
    createCommandController({ aggregate: personAggregate, errors: IdentificationErrors }),
    createQueryController('identification', queries),
    HouseholdMembers,
    RegisterImports,
    IdentificationReactions,
  ],
})
export class IdentificationModule {
  constructor(
    @Inject(CommandExecutor) executor: CommandExecutor,
    @Inject(SubjectRegistry) subjects: SubjectRegistry,
    @Inject(EVENT_STORE) store: Pick<EventStore, 'readStream'>,
    @Inject(READ_STORE) readStore: ReadStore,
    @Inject(VAULT) vault: Vault,
    @Inject(AREAS) areas: AreaDirectory,
  ) {
    const members = new Members(executor, vault, areas);
    executor.prepare(householdAggregate, 'RegisterHousehold', (body: z.infer<(typeof HouseholdCommands)['RegisterHousehold']['body']>, context) => members.registerHousehold(body, context));
    executor.prepare(householdAggregate, 'ChangeHousehold', async (body: z.infer<(typeof HouseholdCommands)['ChangeHousehold']['body']>, context) => {
      members.requireVillage(body.village, context);
      return body;
    });
    executor.prepare(householdAggregate, 'AddMember', async (body: z.infer<(typeof HouseholdCommands)['AddMember']['body']>, context) =>
      members.addMember(body, context, await villageOf(store, context.id)));
    executor.prepare(personAggregate, 'ErasePerson', async (body: { reason: string }, context) => {
      await vault.erase(context.id, { actor: context.actor.id, role: context.actor.role, purpose: body.reason });
      return { personId: context.id };
    });
    // 户编号 wherever a household is named.
    subjects.add('households', async (text) => {
      const { items } = await readStore.find<HouseholdDocument>(await readStore.resolve(collectionOf(householdsProjection)), { filter: { registerNumber: text }, limit: 2 });
      return items.length === 1 ? items[0]?._id : undefined;
    });
  }
}

/** The village on record, from the household's own stream: a read model may be behind. */
async function villageOf(store: Pick<EventStore, 'readStream'>, householdId: string): Promise<string> {
  let village: string | undefined;
  for (const { type, data } of await store.readStream(streamName('household', householdId)))
    if (type === 'identification.HouseholdRegistered.v1' || type === 'identification.HouseholdChanged.v1') village = (data as { village: string }).village;
  if (village === undefined) throw new DomainError('HOUSEHOLD.NOT_FOUND', { household: householdId });
  return village;
}

export const identification: ContextDefinition = {
  name: 'identification',
  module: IdentificationModule,
  events: IdentificationEvents,
  errors: IdentificationErrors,
  policies: [IdentificationPolicy, IncomeLinePolicy],
  aggregates: [householdAggregate, personAggregate, personPlace],
  projections: [householdsProjection, cluesProjection, openCasesProjection],
  queries,
  consumer: { group: IDENTIFICATION_GROUP, transportId: IDENTIFICATION },
  processes: ({ executor }) => [identificationDeadlines(executor)],
};
