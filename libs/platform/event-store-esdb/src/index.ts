export { openEsdbEventStore, type EsdbEventStoreOptions } from './open.js';
export type { EsdbEventStore } from './store.js';
