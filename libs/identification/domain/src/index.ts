export { explain } from './explain/explain.js';
export { type AppliedRule, type ComparedNumber, type ExplainedStep, type Explanation, type Standing, STANDINGS } from './explain/explanation.js';
export * from './batch/index.js';
export { householdDecider } from './household/household.js';
export { decideMembers } from './household/members.js';
export type { HouseholdCommand } from './household/context.js';
export type { Household, HouseholdEvent } from './household/state.js';
export { personDecider, type Person, type PersonCommand } from './person/person.js';
export * from './register/index.js';
