export { type Holder, holderOf } from '@humai/event-store-sqlite';
export { checkEvidence } from '@humai/evidence-store-files';
export { EmbeddedApp, type EmbeddedAppOptions } from './embedded-app.js';
export { type Environment, readEnvironment } from './environment.js';
export { checkVault, loadRulebook, openPlatform, openReading, type Platform, type PlatformOptions, type Reading, readMessages, type Rulebook } from './platform.js';
export { systemClock, systemRandom } from './system.js';
