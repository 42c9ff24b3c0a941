import { DataSourcePolicy, IdentificationErrors, IdentificationEvents, IdentificationPolicy, IncomeLinePolicy, TransitionPolicy, QuestionnairePolicy } from '@humai/contracts-identification';
import { type AreaDirectory, collectionOf, type EventCatalogue, type EventStore, type ReadStore, type Vault } from '@humai/kernel';
import { AREAS, CATALOGUE, CommandExecutor, type ContextDefinition, createCommandController, createQueryController, EVENT_STORE, type SubjectNames, VAULT } from '@humai/nest';
import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { householdAggregate, personAggregate, personPlace } from './application/household-aggregate.js';
import { prepareDataBatches } from './application/data-batches.js';
import { repeatErasures } from './application/erasures.js';
import { prepareHouseholds } from './application/prepare.js';
import { watchAndChecks } from './checks/parts.js';
import { departmentData } from './data/parts.js';
import { Figures } from './http/figures.js';
import { PersonRecords } from './http/person-record.js';
import { HouseholdMembers } from './http/persons.js';
import { PublicityBoard } from './http/publicity-board.js';
import { RegisterImports } from './http/register-imports.js';
import { WhyListed } from './http/why.js';
import { LineageReactions } from './messaging/lineage.js';
import { IDENTIFICATION, IDENTIFICATION_GROUP, IdentificationReactions } from './messaging/reactions.js';
import { identificationDeadlines } from './process/deadlines.js';
import { overview } from './read-model/overview.js';
import { cluesProjection, cluesQuery, type HouseholdDocument, householdsProjection, householdsQuery, leadTimesProjection, monitoringSpellsProjection, openCasesQuery } from './read-model/index.js';

const queries = [householdsQuery, cluesQuery, openCasesQuery, ...departmentData.queries, ...watchAndChecks.queries, ...overview.queries];

@Module({
  providers: [...watchAndChecks.providers],
  controllers: [
    createCommandController({ aggregate: householdAggregate, errors: IdentificationErrors }),
    createCommandController({ aggregate: personAggregate, errors: IdentificationErrors }),
    createQueryController('identification', queries),
    HouseholdMembers,
    PersonRecords,
    RegisterImports,
    ...departmentData.controllers,
    ...watchAndChecks.controllers,
    WhyListed,
    Figures,
    PublicityBoard,
    IdentificationReactions,
    LineageReactions,
  ],
})
export class IdentificationModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CommandExecutor) executor: CommandExecutor,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readStream' | 'readAll' | 'lastPosition'>,
    @Inject(CATALOGUE) catalogue: EventCatalogue,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(AREAS) areas: AreaDirectory,
  ) {
    prepareHouseholds(executor, { store, catalogue, vault, areas });
    prepareDataBatches(executor, store, catalogue);
  }

  /** Before anybody is served: an older copy of the vault must not bring an erased person back. */
  async onApplicationBootstrap(): Promise<void> {
    await repeatErasures(this.store, this.vault);
  }
}

/** 户编号 wherever a household is named. */
const byRegisterNumber = (readStore: ReadStore): SubjectNames => ({
  projection: householdsProjection,
  find: async (text) => {
    const { items } = await readStore.find<HouseholdDocument>(await readStore.resolve(collectionOf(householdsProjection)), { filter: { registerNumber: text }, limit: 2 });
    return items.length === 1 ? items[0]?._id : undefined;
  },
});

export const identification: ContextDefinition = {
  name: 'identification',
  module: IdentificationModule,
  events: IdentificationEvents,
  errors: IdentificationErrors,
  policies: [IdentificationPolicy, IncomeLinePolicy, TransitionPolicy, DataSourcePolicy, QuestionnairePolicy],
  aggregates: [householdAggregate, personAggregate, personPlace, ...departmentData.aggregates, ...watchAndChecks.aggregates, ...overview.aggregates],
  projections: [...departmentData.projections, ...watchAndChecks.projections, ...overview.projections, householdsProjection, cluesProjection, leadTimesProjection, monitoringSpellsProjection],
  policyProjections: overview.policyProjections,
  queries,
  subjects: ({ readStore }) => ({ households: byRegisterNumber(readStore) }),
  consumer: { group: IDENTIFICATION_GROUP, transportId: IDENTIFICATION },
  processes: (parts) => [identificationDeadlines(parts.executor), ...departmentData.processes(parts.executor), ...watchAndChecks.processes(parts.executor), ...overview.processes(parts)],
};
