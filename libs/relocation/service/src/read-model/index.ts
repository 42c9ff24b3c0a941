export { relocatedHouseholdsProjection, type RelocatedHouseholdDocument } from './relocated-households/projection.js';
export { relocatedHouseholdsQuery } from './relocated-households/query.js';
export { sitesProjection, type SiteDocument } from './sites/projection.js';
export { sitesQuery } from './sites/query.js';
