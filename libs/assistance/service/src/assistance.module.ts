import { AssistanceErrors, AssistanceEvents, AssistancePolicy } from '@humai/contracts-assistance';
import { type ContextDefinition, createCommandController, createQueryController } from '@humai/nest';
import { Module } from '@nestjs/common';
import { assistanceAggregate } from './application/household-aggregate.js';
import { ASSISTANCE, ASSISTANCE_GROUP, AssistanceReactions } from './messaging/reactions.js';
import { assistanceDeadlines } from './process/deadlines.js';
import { measuresProjection, measuresQuery, plansProjection, plansQuery, refusalsProjection, refusalsQuery } from './read-model/index.js';

const queries = [plansQuery, measuresQuery, refusalsQuery];

@Module({
  controllers: [createCommandController({ aggregate: assistanceAggregate, errors: AssistanceErrors }), createQueryController('assistance', queries), AssistanceReactions],
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
  consumer: { group: ASSISTANCE_GROUP, transportId: ASSISTANCE },
  processes: (parts) => [assistanceDeadlines(parts)],
};
