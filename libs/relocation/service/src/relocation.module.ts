import { RelocationErrors, RelocationEvents } from '@humai/contracts-relocation';
import type { AreaDirectory, EventStore } from '@humai/kernel';
import { AREAS, CommandExecutor, type ContextDefinition, createCommandController, createQueryController, EVENT_STORE } from '@humai/nest';
import { Inject, Module } from '@nestjs/common';
import { relocationAggregate, siteAggregate } from './application/aggregates.js';
import { prepareSites } from './application/sites.js';
import { relocatedHouseholdsProjection, relocatedHouseholdsQuery, sitesProjection, sitesQuery } from './read-model/index.js';

const queries = [sitesQuery, relocatedHouseholdsQuery];

@Module({
  controllers: [
    createCommandController({ aggregate: siteAggregate, errors: RelocationErrors }),
    createCommandController({ aggregate: relocationAggregate, errors: RelocationErrors }),
    createQueryController('relocation', queries),
  ],
})
export class RelocationModule {
  constructor(
    @Inject(CommandExecutor) executor: CommandExecutor,
    @Inject(EVENT_STORE) store: Pick<EventStore, 'readStream'>,
    @Inject(AREAS) areas: AreaDirectory,
  ) {
    prepareSites(executor, store, areas);
  }
}

export const relocation: ContextDefinition = {
  name: 'relocation',
  module: RelocationModule,
  events: RelocationEvents,
  errors: RelocationErrors,
  policies: [],
  aggregates: [siteAggregate, relocationAggregate],
  projections: [sitesProjection, relocatedHouseholdsProjection],
  queries,
};
