export { openSqliteRowStaging, type SqliteRowStaging } from './sqlite-row-staging.js';
