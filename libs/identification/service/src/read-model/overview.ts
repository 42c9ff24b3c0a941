import type { ContextDefinition, PolicyParts } from '@humai/nest';
import { openCasesProjection } from './open-cases/projection.js';
import { overdueProjection } from './overdue/projection.js';
import { overdueQuery } from './overdue/query.js';
import { tasksProjection } from './tasks/projection.js';
import { tasksQuery } from './tasks/query.js';

/** What people see when they begin their day: made of all that the context knows. */
export const overview = {
  queries: [tasksQuery, overdueQuery],
  policyProjections: (parts: PolicyParts) => [openCasesProjection(parts), tasksProjection(parts), overdueProjection(parts)],
} satisfies Partial<ContextDefinition>;
