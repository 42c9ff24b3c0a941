import type { Decisions } from '../context.js';
import { comparisonDecisions } from './comparison.js';
import { warningDecisions } from './warnings.js';

export { evolveData, initialData, type HouseholdData } from './state.js';
export const dataDecisions = { ...warningDecisions, ...comparisonDecisions } satisfies Partial<Decisions>;
