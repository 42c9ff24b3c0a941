export { householdDecider } from './household/household.js';
export type { HouseholdCommand } from './household/context.js';
export type { Household, HouseholdEvent } from './household/state.js';
