export { measuresProjection, type MeasureDocument } from './measures/projection.js';
export { measuresQuery } from './measures/query.js';
export { plansProjection, type PlanDocument } from './plans/projection.js';
export { plansQuery } from './plans/query.js';
export { refusalsProjection, type RefusalDocument } from './refusals/projection.js';
export { refusalsQuery } from './refusals/query.js';
