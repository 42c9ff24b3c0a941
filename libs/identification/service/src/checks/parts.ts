import { IdentificationErrors } from '@humai/contracts-identification';
import { type AnyAggregate, type CommandExecutor, type ContextProcess, createCommandController } from '@humai/nest';
import { checkRoundAggregate } from '../application/check-round-aggregate.js';
import { Evidence } from '../evidence/evidence.js';
import { WatchReactions } from '../messaging/watch-reactions.js';
import { visitDeadlines } from '../process/visits.js';
import {
  checkRoundsProjection, checkRoundsQuery, checksProjection, checksQuery, coverageProjection, coverageQuery, evidenceProjection, sampleErrorsProjection, sampleErrorsQuery, watchListProjection, watchListQuery,
} from '../read-model/index.js';
import { ChecksPreparation } from './preparation.js';

/** What watch lists, check rounds and evidence add to the context. */
export const watchAndChecks = {
  controllers: [createCommandController({ aggregate: checkRoundAggregate, errors: IdentificationErrors }), Evidence, WatchReactions],
  providers: [ChecksPreparation],
  aggregates: [checkRoundAggregate] as readonly AnyAggregate[],
  projections: [watchListProjection, checkRoundsProjection, coverageProjection, sampleErrorsProjection, checksProjection, evidenceProjection],
  queries: [watchListQuery, checkRoundsQuery, coverageQuery, sampleErrorsQuery, checksQuery],
  processes: (executor: CommandExecutor): readonly ContextProcess[] => [visitDeadlines(executor)],
};
