import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedIssuer, openEmbeddedIssuer } from '@humai/auth';
import { EmbeddedEventFeed } from '@humai/event-feed-embedded';
import { openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import { type FileEvidenceStore, openFileEvidenceStore } from '@humai/evidence-store-files';
import { type Clock, createIdSource, type ReadStore } from '@humai/kernel';
import { ParkingLot } from '@humai/messaging';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { openSqliteRowStaging } from '@humai/row-staging-sqlite';
import { type AccessLogCheck, openSqliteVault } from '@humai/vault';
import { makeDirectory, openTogether, type Ports, type Rulebook, systemClock, systemRandom } from '@humai/wiring';

export type PlatformOptions = Readonly<{
  directory: string;
  rulebook: Rulebook;
  /** The machine's unless told; a simulated one only for a store made by simulation. */
  clock?: Clock;
  /** Random bytes for ids; the machine's unless told. */
  random?: () => Uint8Array;
  /** False: messages between contexts wait until the feed is drained. */
  live?: boolean;
  /** With `normal` a power failure may lose the last commits: for a store that is being made up, not for real ones. */
  durability?: 'full' | 'normal';
}>;

/** Every adapter of the embedded mode, opened on one data directory. */
export type Platform = Ports & Readonly<{ directory: string; store: SqliteEventStore; evidence: FileEvidenceStore; feed: EmbeddedEventFeed; issuer: EmbeddedIssuer }>;

export const readModelFile = (directory: string): string => join(directory, 'read-models.sqlite');
export const scratchOf = (directory: string): string => join(directory, 'scratch');
const messageFile = (directory: string): string => join(directory, 'messages.sqlite');

/**
 * Takes a data directory for this process and opens all that lies in it; what is missing is made.
 * Throws `STORE.HELD`, `STORE.UNWRITABLE`, `STORE.DAMAGED`, `STORE.NEWER_SCHEMA`, `STORE.NOT_SIMULATED`, `VAULT.WRONG_KEY`.
 */
export async function openPlatform({ directory, rulebook, clock = systemClock, random = systemRandom, live = true, durability = 'full' }: PlatformOptions): Promise<Platform> {
  makeDirectory(directory);
  return openTogether(async (open, close) => {
    // First, for it is what keeps a second process out.
    const store = await open(openSqliteEventStore({ directory, clock, synchronous: durability }));
    rmSync(scratchOf(directory), { recursive: true, force: true }); // what a killed process left behind
    const readStore = await open(openSqliteReadStore({ file: readModelFile(directory) }));
    const messages = await open(openSqliteReadStore({ file: messageFile(directory) }));
    const vault = await open(openSqliteVault({ directory, clock, synchronous: durability }));
    const evidence = await open(openFileEvidenceStore({ directory, clock }));
    const issuer = await openEmbeddedIssuer(directory);
    return {
      ...rulebook, directory, clock, store, readStore, vault, evidence, messages, close, issuer,
      traits: { simulated: store.simulated, gaplessPositions: true, checkFiles: () => store.damage() },
      ids: createIdSource(clock, random),
      feed: new EmbeddedEventFeed({ store, progress: messages, live }),
      lot: new ParkingLot(messages, clock),
      verifier: issuer,
      openStaging: () => openSqliteRowStaging(join(directory, 'staging')),
      scratch: scratchOf(directory),
      checks: [],
      announce: (url) => store.publishUrl(url),
    };
  });
}

/** The log and the read models of a directory, whoever writes to it. `readStore` is null before there is one. */
export type Reading = Rulebook & Readonly<{ directory: string; store: SqliteEventStore; readStore: ReadStore | null; close(): Promise<void> }>;

/** Throws `STORE.MISSING`, `STORE.DAMAGED`, `STORE.OLDER_SCHEMA`, `STORE.NEWER_SCHEMA`. */
export async function openReading(directory: string, rulebook: Rulebook): Promise<Reading> {
  const store = await openSqliteEventStore({ directory, clock: systemClock, readOnly: true });
  try {
    const readStore = await openSqliteReadStore({ file: readModelFile(directory), readOnly: true }).catch(() => null);
    return {
      ...rulebook, directory, store, readStore,
      close: async () => {
        await readStore?.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Asks for the messages that wait, beside whoever writes; `none` where nothing was ever consumed. */
export async function readMessages<T>(directory: string, ask: (lot: Pick<ParkingLot, 'count' | 'list'>) => Promise<T>, none: T): Promise<T> {
  const messages = await openSqliteReadStore({ file: messageFile(directory), readOnly: true }).catch(() => null);
  if (!messages) return none;
  try {
    return (await messages.collections()).length === 0 ? none : await ask(new ParkingLot(messages, systemClock));
  } finally {
    await messages.close();
  }
}

/** Whether the record of who saw personal data is unbroken. Throws `VAULT.WRONG_KEY`, `STORE.DAMAGED`. */
export async function checkVault(directory: string): Promise<AccessLogCheck> {
  const vault = await openSqliteVault({ directory, clock: systemClock, readOnly: true });
  try {
    return await vault.checkAccesses();
  } finally {
    await vault.close();
  }
}
