export { householdDecider, type HouseholdCommand } from './household/household.js';
export type { Household, HouseholdEvent } from './household/state.js';
export { siteDecider, type Site, type SiteCommand, type SiteEvent } from './site/site.js';
