export { chineseCalendar } from './calendar.js';
export { Expressions } from './expressions.js';
export { loadPolicies, type PolicyFiles } from './load-policies.js';
