export { checkRoundAggregate } from './application/check-round-aggregate.js';
export { householdAggregate, identificationService, personAggregate } from './application/household-aggregate.js';
export { type Missing, missing, why, type WhyParts } from './application/why.js';
export { identification, IdentificationModule } from './identification.module.js';
export { IDENTIFICATION, IDENTIFICATION_GROUP } from './messaging/reactions.js';
export * from './data/index.js';
export * from './read-model/index.js';
export * from './register/index.js';
export { type Before, type ComparedNumber, type ExplainedStep, type Explanation, STANDINGS } from '@humai/identification-domain';
