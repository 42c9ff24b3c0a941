import { AssistanceErrors, AssistanceEvents, AssistancePolicy } from '@humai/contracts-assistance';
import { type ContextDefinition, createCommandController, createQueryController } from '@humai/nest';
import { Module } from '@nestjs/common';
import { assistanceAggregate } from './application/household-aggregate.js';
import { assistanceDeadlines } from './process/deadlines.js';
import { measuresProjection, measuresQuery, plansProjection, plansQuery, refusalsProjection, refusalsQuery } from './read-model/index.js';

const queries = [plansQuery, measuresQuery, refusalsQuery];

@Module({
  controllers: [createCommandController({ aggregate: assistanceAggregate, errors: AssistanceErrors }), createQueryController('assistance', queries)],
})
export class AssistanceModule {}

export const assistance: ContextDefinition = {
  name: 'assistance',
  module: AssistanceModule,
  events: AssistanceEvents,
  errors: AssistanceErrors,
  policies: [AssistancePolicy],
  aggregates: [assistanceAggregate],
  projections: [plansProjection, measuresProjection, refusalsProjection],
  queries,
  processes: (parts) => [assistanceDeadlines(parts)],
};
