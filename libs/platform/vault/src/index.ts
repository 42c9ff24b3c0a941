export { openSqliteVault, type SqliteVaultOptions } from './open.js';
export { type AccessLogCheck } from './access-log.js';
export { type SqliteVault } from './sqlite-vault.js';
