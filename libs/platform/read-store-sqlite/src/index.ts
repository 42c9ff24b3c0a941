export { openSqliteReadStore, type SqliteReadStoreOptions } from './open.js';
