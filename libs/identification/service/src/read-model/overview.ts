import type { AnyAggregate, ContextDefinition, PolicyParts, ProcessSurroundings } from '@humai/nest';
import { areaClusters } from '../application/area-aggregate.js';
import { clusterPlaces } from '../process/cluster-places.js';
import { clusterWatch } from '../process/clusters.js';
import { cardProjection } from './card/projection.js';
import { cardQuery } from './card/query.js';
import { clustersProjection } from './clusters/projection.js';
import { clustersQuery } from './clusters/query.js';
import { openCasesProjection } from './open-cases/projection.js';
import { overdueProjection } from './overdue/projection.js';
import { overdueQuery } from './overdue/query.js';
import { publicityBoardProjection } from './publicity-board/projection.js';
import { tasksProjection } from './tasks/projection.js';
import { tasksQuery } from './tasks/query.js';

/** What people see when they begin their day: made of all that the context knows. */
export const overview = {
  aggregates: [areaClusters] as readonly AnyAggregate[],
  projections: [cardProjection, clustersProjection, publicityBoardProjection],
  queries: [tasksQuery, overdueQuery, cardQuery, clustersQuery],
  policyProjections: (parts: PolicyParts) => [openCasesProjection(parts), tasksProjection(parts), overdueProjection(parts)],
  processes: (parts: ProcessSurroundings) => [clusterPlaces(), clusterWatch(parts)],
} satisfies Partial<ContextDefinition>;
