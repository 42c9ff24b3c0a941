export { holderOf, type Holder } from './lock.js';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './open.js';
export type { SqliteEventStore } from './store.js';
