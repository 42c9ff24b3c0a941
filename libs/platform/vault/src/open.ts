import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DomainError, type Clock } from '@humai/kernel';
import { Keyring, MASTER_KEY_BYTES } from '@humai/vault-records';
import { faultOf } from './faults.js';
import { Meta, migrate } from './schema.js';
import { BUSY_MS, SqliteVault } from './sqlite-vault.js';

export type SqliteVaultOptions = Readonly<{
  directory: string;
  clock: Clock;
  /** 32 bytes. Without it the key lies in `vault.key` beside the data, made at the first start and readable by its owner alone. */
  masterKey?: Uint8Array;
  /** `full` unless told: with `normal` a power failure may lose the last commits. */
  synchronous?: 'full' | 'normal';
  /** Only `accesses` and `checkAccesses` work: what cannot be recorded is not read. */
  readOnly?: boolean;
}>;

const FINGERPRINT = 'fingerprint';

/**
 * Opens the vault of a data directory, making it where there is none. Other processes may have it open, too.
 * @throws `VAULT.WRONG_KEY`, `STORE.DAMAGED`, `STORE.UNWRITABLE`, `STORE.NEWER_SCHEMA`, `STORE.OLDER_SCHEMA`.
 */
export async function openSqliteVault({ directory, clock, masterKey, synchronous = 'full', readOnly = false }: SqliteVaultOptions): Promise<SqliteVault> {
  const file = join(directory, 'vault.sqlite');
  let db: DatabaseSync | undefined;
  try {
    const exists = existsSync(file);
    if (!exists && readOnly) throw new DomainError('STORE.DAMAGED', { file, problem: 'there is none' });
    if (!exists) mkdirSync(directory, { recursive: true, mode: 0o700 });
    // An existing vault never gets a new key: it would lock its data away for good.
    const master = masterKey ?? keyIn(join(directory, 'vault.key'), !exists);
    if (master?.length !== MASTER_KEY_BYTES) throw new DomainError('VAULT.WRONG_KEY', { file });
    const keyring = new Keyring(master);
    if (!exists) closeSync(openSync(file, 'a', 0o600));

    db = new DatabaseSync(file, { readOnly, timeout: BUSY_MS });
    if (!readOnly) db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA secure_delete = ON;`);
    migrate(db, file, readOnly);
    const meta = new Meta(db);
    if (meta.get(FINGERPRINT) === undefined && !readOnly) meta.set(FINGERPRINT, keyring.fingerprint);
    if (meta.get(FINGERPRINT) !== keyring.fingerprint) throw new DomainError('VAULT.WRONG_KEY', { file });
    return new SqliteVault(db, keyring, { file, directory, clock, readOnly });
  } catch (error) {
    db?.close();
    throw faultOf(error, file, directory);
  }
}

function keyIn(path: string, make: boolean): Uint8Array | undefined {
  if (existsSync(path)) {
    const text = readFileSync(path, 'utf8').trim();
    return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : undefined;
  }
  if (!make) return undefined;
  const key = randomBytes(MASTER_KEY_BYTES);
  // Whole and on the disk before anything is sealed with it: a vault whose key is lost is lost.
  durably(`${path}.new`, 'w', (handle) => writeSync(handle, `${key.toString('hex')}\n`));
  renameSync(`${path}.new`, path);
  if (process.platform !== 'win32') durably(dirname(path), 'r', () => undefined);
  return key;
}

function durably(path: string, flags: string, write: (handle: number) => void): void {
  const handle = openSync(path, flags, 0o600);
  try {
    write(handle);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
