export { eventStoreSuite, collect, collectUntil, type EventStoreCapabilities, type EventStoreHarness } from './event-store-suite.js';
export { deepFreeze, specOf } from './given-when-then.js';
export { FakeClock, syntheticEvent, syntheticId, syntheticMetadata } from './synthetic.js';
export { syntheticDocumentNumber, vaultSuite, type VaultHarness } from './vault-suite.js';
export { eventFeedSuite, type EventFeedHarness } from './event-feed-suite.js';
export { MemoryReadStore } from './memory-read-store.js';
export { startModule, type TestProcess } from './child-process.js';
export { readStoreSuite, type ReadStoreHarness } from './read-store-suite.js';
export { readModelSpecOf } from './given-documents.js';
