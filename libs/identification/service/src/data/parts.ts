import { IdentificationErrors } from '@humai/contracts-identification';
import { type AnyAggregate, type CommandExecutor, type ContextProcess, createCommandController } from '@humai/nest';
import { dataBatchAggregate, dataBatchIntake } from '../application/data-batch-aggregate.js';
import { DataBatches } from '../http/data-batches.js';
import { DataMatches } from '../http/data-matches.js';
import { DataReactions } from '../messaging/data-reactions.js';
import { warningDeadlines } from '../process/warnings.js';
import {
  comparisonQueriesProjection, comparisonQueriesQuery, dataBatchesProjection, dataBatchesQuery, doubtfulMatchesProjection, doubtfulMatchesQuery, warningsProjection, warningsQuery,
} from '../read-model/index.js';

/** What department data adds to the context. */
export const departmentData = {
  controllers: [createCommandController({ aggregate: dataBatchAggregate, errors: IdentificationErrors }), DataBatches, DataMatches, DataReactions],
  aggregates: [dataBatchAggregate, dataBatchIntake] as readonly AnyAggregate[],
  projections: [warningsProjection, dataBatchesProjection, doubtfulMatchesProjection, comparisonQueriesProjection],
  queries: [warningsQuery, dataBatchesQuery, doubtfulMatchesQuery, comparisonQueriesQuery],
  processes: (executor: CommandExecutor): readonly ContextProcess[] => [warningDeadlines(executor)],
};
