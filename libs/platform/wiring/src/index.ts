export { type AppOptions, HumaiApp } from './app.js';
export { makeDirectory } from './directory.js';
export { type Open, openTogether } from './opening.js';
export type { Ports } from './ports.js';
export { loadRulebook, type Rulebook } from './rulebook.js';
export { commonVariables, languageOf, type LogLevel, parseVariables } from './settings.js';
export { systemClock, systemRandom } from './system.js';
