export { assistanceAggregate, assistanceService } from './application/household-aggregate.js';
export { assistance, AssistanceModule } from './assistance.module.js';
export { ASSISTANCE, ASSISTANCE_GROUP } from './messaging/reactions.js';
export * from './read-model/index.js';
