import type { Projection, ReadDocument } from '@humai/kernel';
import type { PolicyParts } from '@humai/nest';
import { LIMIT_EVENTS, limitAfter, type LimitEvent, limitsOf, type RunningLimit } from '../limits/limits.js';

export type OverdueDocument = ReadDocument & RunningLimit;

export const overdue = {
  name: 'identification.overdue',
  version: 2,
  indexes: [['dueOn'], ['village', 'dueOn'], ['limit', 'dueOn'], ['householdId']],
} as const;

/** Which clues, cases, warnings, visits, plans and measures must be done by when? What is overdue is told by the date of the question. */
export const overdueProjection = (parts: PolicyParts): Projection<OverdueDocument, LimitEvent> => ({
  ...overdue,
  name: 'identification.overdue',
  handles: LIMIT_EVENTS,
  documentId: limitsOf,
  evolve: (doc, event, id) => limitAfter(doc, event, id, parts),
});
