export { relocationAggregate, siteAggregate } from './application/aggregates.js';
export { prepareSites } from './application/sites.js';
export { relocation, RelocationModule } from './relocation.module.js';
export * from './read-model/index.js';
