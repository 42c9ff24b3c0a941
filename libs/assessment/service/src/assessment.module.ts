import { AssessmentErrors, AssessmentEvents, AssessmentPolicy } from '@humai/contracts-assessment';
import type { AreaDirectory, Calendar, Clock, EventStore, PolicySource, ReadStore } from '@humai/kernel';
import {
  AREAS, CALENDAR, CLOCK, CommandExecutor, type ContextDefinition, createCommandController, createQueryController, EVENT_STORE, POLICIES, READ_POSITIONS, READ_STORE, type ReadPositions,
} from '@humai/nest';
import { Inject, Module } from '@nestjs/common';
import type { AssessmentSources } from './application/assess.js';
import { prepareResults, resultAggregate } from './application/results.js';
import { ASSESSMENT_SOURCES, Scores } from './http/scores.js';
import { householdFactsProjection, readModelFacts, resultsProjection, resultsQuery } from './read-model/index.js';

const queries = [resultsQuery];

@Module({
  controllers: [createCommandController({ aggregate: resultAggregate, errors: AssessmentErrors }), createQueryController('assessment', queries), Scores],
  providers: [
    {
      provide: ASSESSMENT_SOURCES,
      inject: [EVENT_STORE, READ_STORE, AREAS, POLICIES, CALENDAR, CLOCK, { token: READ_POSITIONS, optional: true }],
      useFactory: (log: EventStore, readStore: ReadStore, areas: AreaDirectory, policies: PolicySource, calendar: Calendar, clock: Clock, positions?: ReadPositions): AssessmentSources =>
        ({ log, facts: readModelFacts(readStore, positions), areas, policies, calendar, clock }),
    },
  ],
})
export class AssessmentModule {
  constructor(
    @Inject(CommandExecutor) executor: CommandExecutor,
    @Inject(EVENT_STORE) store: Pick<EventStore, 'readStream'>,
    @Inject(ASSESSMENT_SOURCES) sources: AssessmentSources,
  ) {
    prepareResults(executor, store, sources);
  }
}

export const assessment: ContextDefinition = {
  name: 'assessment',
  module: AssessmentModule,
  events: AssessmentEvents,
  errors: AssessmentErrors,
  policies: [AssessmentPolicy],
  aggregates: [resultAggregate],
  projections: [householdFactsProjection, resultsProjection],
  queries,
};
