import type { HouseholdCommands } from '@humai/contracts-identification';
import type { AreaDirectory, EventCatalogue, EventStore, Vault } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import type { z } from 'zod';
import { householdAggregate, personAggregate } from './household-aggregate.js';
import { prepareLineage } from './lineage.js';
import { Members } from './members.js';
import { Streams } from './streams.js';

type Body<N extends keyof typeof HouseholdCommands> = z.infer<(typeof HouseholdCommands)[N]['body']>;
export type HouseholdPorts = Readonly<{ store: Pick<EventStore, 'readStream'>; catalogue: EventCatalogue; vault: Vault; areas: AreaDirectory }>;

/** What happens outside a household's stream before its commands are decided. */
export function prepareHouseholds(executor: CommandExecutor, { store, catalogue, vault, areas }: HouseholdPorts): void {
  const members = new Members(executor, vault, areas, new Streams(store, catalogue));
  executor.prepare(householdAggregate, 'RegisterHousehold', (body: Body<'RegisterHousehold'>, context) => members.registerHousehold(body, context));
  executor.prepare(householdAggregate, 'AddMember', (body: Body<'AddMember'>, context) => members.addMember(body, context));
  executor.prepare(householdAggregate, 'ChangeHousehold', async (body: Body<'ChangeHousehold'>, context) => {
    members.requireVillage(body.village, context);
    return body;
  });
  prepareLineage(executor, { store, catalogue, areas });
  executor.prepare(personAggregate, 'ErasePerson', async (body: { reason: string }, context) => {
    await vault.erase(context.id, { actor: context.actor.id, role: context.actor.role, purpose: body.reason });
    return { personId: context.id };
  });
}
