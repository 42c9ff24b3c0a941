export { openSqliteVault, type SqliteVaultOptions } from './open.js';
export { type AccessLogCheck } from '@humai/vault-records';
export { type SqliteVault } from './sqlite-vault.js';
