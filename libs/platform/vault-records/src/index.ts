// What the vaults of all databases share: keys, the sealed record, the text under a link of the access log.
export { Keyring, MASTER_KEY_BYTES } from './keyring.js';
export { type AccessEntry, type AccessLogCheck, recordOfText, textOfAccess, textOfRecord } from './record.js';
