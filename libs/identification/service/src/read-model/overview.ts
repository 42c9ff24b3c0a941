import type { ContextDefinition, PolicyParts } from '@humai/nest';
import { cardProjection } from './card/projection.js';
import { cardQuery } from './card/query.js';
import { openCasesProjection } from './open-cases/projection.js';
import { overdueProjection } from './overdue/projection.js';
import { overdueQuery } from './overdue/query.js';
import { tasksProjection } from './tasks/projection.js';
import { tasksQuery } from './tasks/query.js';

/** What people see when they begin their day: made of all that the context knows. */
export const overview = {
  projections: [cardProjection],
  queries: [tasksQuery, overdueQuery, cardQuery],
  policyProjections: (parts: PolicyParts) => [openCasesProjection(parts), tasksProjection(parts), overdueProjection(parts)],
} satisfies Partial<ContextDefinition>;
