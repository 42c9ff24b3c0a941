export { assess, type AssessmentSources, type AssessRequest, digestOf, type FactSource } from './application/assess.js';
export { logFacts } from './application/log-facts.js';
export { resultAggregate } from './application/results.js';
export { assessment, AssessmentModule } from './assessment.module.js';
export * from './read-model/index.js';
