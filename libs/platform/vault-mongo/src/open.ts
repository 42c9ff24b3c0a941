import { type Clock, DomainError } from '@humai/kernel';
import { connectMongo, type MongoOptions } from '@humai/mongo';
import { Keyring, MASTER_KEY_BYTES } from '@humai/vault-records';
import { createIndexes, isDuplicate, metaOf } from './collections.js';
import { MongoVault } from './mongo-vault.js';

export type MongoVaultOptions = MongoOptions & Readonly<{ clock: Clock; /** 32 bytes, kept outside the database: without it nothing in the vault can be read, by nobody. */ masterKey: Uint8Array }>;

/**
 * Opens the vault of a database, making it where there is none; any number of processes may have it open.
 * @throws `VAULT.WRONG_KEY`, `MONGO.BAD_URL`, `MONGO.REFUSED`, `MONGO.UNREACHABLE`.
 */
export async function openMongoVault({ clock, masterKey, ...options }: MongoVaultOptions): Promise<MongoVault> {
  const place = options.url.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '');
  if (masterKey.length !== MASTER_KEY_BYTES) throw new DomainError('VAULT.WRONG_KEY', { file: place });
  const keyring = new Keyring(masterKey);
  const connection = await connectMongo(options);
  try {
    await connection.run(async (database) => {
      await metaOf(database).insertOne({ _id: 'vault', fingerprint: keyring.fingerprint }).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
      const meta = await metaOf(database).findOne({ _id: 'vault' });
      if (meta?.fingerprint !== keyring.fingerprint) throw new DomainError('VAULT.WRONG_KEY', { file: place });
      await createIndexes(database);
    });
    return new MongoVault(connection, keyring, { place, clock });
  } catch (error) {
    await connection.close();
    throw error;
  }
}
