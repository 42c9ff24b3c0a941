export { isQuery, checkHousehold, type CheckedHousehold, type NumberedRow, type RegisterHousehold, type RegisterMember, type RowProblem } from './household.js';
export { problem, type Cells, type Problem } from './cells.js';
export * from './id-number.js';
export { findVillage, type ImportArea } from './place.js';
export { isOtherMonitoring, planOf, type CurrentHousehold, type PlannedCommand } from './plan.js';
export { parseRow, type HouseholdFacts, type Place, type RegisterRow } from './row.js';
