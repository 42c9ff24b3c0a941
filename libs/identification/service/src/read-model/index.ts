export { cluesProjection, type ClueDocument } from './clues/projection.js';
export { cluesQuery } from './clues/query.js';
export { householdsProjection, type HouseholdDocument } from './households/projection.js';
export { householdsQuery } from './households/query.js';
export { openCasesProjection, type OpenCaseDocument } from './open-cases/projection.js';
export { openCasesQuery } from './open-cases/query.js';
