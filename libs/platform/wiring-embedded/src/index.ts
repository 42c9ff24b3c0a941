export { type Holder, holderOf } from '@humai/event-store-sqlite';
export { checkEvidence } from '@humai/evidence-store-files';
import { HumaiApp } from '@humai/wiring';
import type { Platform } from './platform.js';

export { loadRulebook, makeDirectory, type Rulebook, systemClock, systemRandom } from '@humai/wiring';
export { type Environment, readEnvironment, type Remote } from './environment.js';
export { checkVault, openPlatform, openReading, type Platform, type PlatformOptions, type Reading, readMessages } from './platform.js';

/** All contexts over one data directory, in one process. */
export const EmbeddedApp = HumaiApp<Platform>;
export type EmbeddedApp = HumaiApp<Platform>;
