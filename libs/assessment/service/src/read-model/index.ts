export { readModelFacts } from './household-facts/facts.js';
export { householdFactsProjection, type HouseholdFactsDocument } from './household-facts/projection.js';
export { resultsProjection, type ResultDocument } from './results/projection.js';
export { resultsQuery } from './results/query.js';
