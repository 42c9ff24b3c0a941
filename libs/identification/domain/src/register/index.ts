export { isQuery, checkHousehold, type CheckedHousehold, type NumberedRow, type RegisterHousehold, type RowProblem } from './household.js';
export type { Cells, Problem } from './cells.js';
export * from './id-number.js';
export { findVillage, type ImportArea } from './place.js';
export { isOtherMonitoring, planOf, type CurrentHousehold, type PlannedCommand } from './plan.js';
export { parseRow, type HouseholdFacts, type Place, type RegisterRow } from './row.js';
