import type { AccessRecord } from '@humai/kernel';
import type { Database } from '@humai/mongo';

/**
 * STORAGE FORMAT. A person: keyed tag of the document number (base64), wrapped key, sealed record; `turn` counts the changes.
 * An erased person keeps `_id`, `turn` and `erasedAt` alone.
 */
export type Person = { _id: string; turn: number; tag?: string; wrapped?: Uint8Array; sealed?: Uint8Array; erasedAt?: string };
/** STORAGE FORMAT. One chain for each opening of a vault that recorded something, numbered from 1 without a gap; `number` and `link` are those of its last entry, or of one before it. */
export type Chain = { _id: number; number: number; link: string };
/** STORAGE FORMAT. `_id` is `<chain>/<number>`. */
export type Access = { _id: string; chain: number; number: number; at: string; actor: string; role: string; purpose: string; personId: string; action: AccessRecord['action']; link: string };
/** STORAGE FORMAT. `vault`: the fingerprint of the master key; `erasures`: how far those of the log were carried out. */
export type Meta = { _id: string; fingerprint?: string; upTo?: number };

/** Whatever the address says of other data: what is not on most of the replica set, and on disk, does not count here, and nothing is read from a copy that is behind. */
const settings = { writeConcern: { w: 'majority', journal: true }, readPreference: 'primary' } as const;

export const personsOf = (database: Database) => database.collection<Person>('vault.persons', settings);
export const chainsOf = (database: Database) => database.collection<Chain>('vault.chains', settings);
export const accessesOf = (database: Database) => database.collection<Access>('vault.accesses', settings);
export const metaOf = (database: Database) => database.collection<Meta>('vault.meta', settings);

const NEWEST_FIRST = { at: -1, chain: -1, number: -1 } as const;
export const newestFirst = Object.entries(NEWEST_FIRST);

/** Harmless when they exist. */
export async function createIndexes(database: Database): Promise<void> {
  await personsOf(database).createIndex({ tag: 1 }, { name: 'tag', unique: true, sparse: true });
  for (const field of ['personId', 'actor']) await accessesOf(database).createIndex({ [field]: 1, ...NEWEST_FIRST }, { name: field });
  await accessesOf(database).createIndex(NEWEST_FIRST, { name: 'newest' });
  await accessesOf(database).createIndex({ chain: 1, number: 1 }, { name: 'chain' });
}

const DUPLICATE_KEY = 11_000;
export const isDuplicate = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === DUPLICATE_KEY;
