export { type MongoVaultOptions, openMongoVault } from './open.js';
export { type MongoVault } from './mongo-vault.js';
