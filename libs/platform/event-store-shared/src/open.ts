import { DomainError, type EventStore } from '@humai/kernel';
import { Appender } from './appender.js';
import { type Holder, HolderLine } from './holder-line.js';
import { readSecret } from './secret.js';
import { SharedStore } from './store.js';

/** A store that can be read beside its writer, and knows whether its past is simulated. */
type Reader = EventStore & Readonly<{ simulated: boolean }>;

export type SharedEventStoreOptions<R extends Reader> = Readonly<{
  directory: string;
  /** The one in the directory unless told. */
  secret?: string;
  /** Who holds the directory, and where that process takes appends. */
  holderOf: (directory: string) => Readonly<{ url?: string }> | null;
  /** Opens the store for reading only; called once its holder has answered, so that it is there and complete. */
  openReader: (directory: string) => Promise<R>;
  /** How long an append, an opening, or a read of what may not yet be durable waits for the holder; 15,000 unless told. */
  patienceMs?: number;
}>;

/** The event store of a data directory that another process of this machine holds. */
export type SharedEventStore<R extends Reader = Reader> = EventStore &
  Readonly<{
    simulated: boolean;
    /** The store as this process reads it, for what only its file can answer. It may show what is not durable yet. */
    reader: R;
    /** Resolves when the holder takes appends at this moment. Throws `STORE.UNREACHABLE`. */
    ping(): Promise<void>;
  }>;

/**
 * Opens the store that another process holds: reads the file, and sends appends to the holder.
 * Waits for the holder, also for one that has still to make the store. Throws `STORE.UNREACHABLE` when none comes in time.
 */
export async function openSharedEventStore<R extends Reader>({ directory, secret, holderOf, openReader, patienceMs = 15_000 }: SharedEventStoreOptions<R>): Promise<SharedEventStore<R>> {
  const find = (): Holder => {
    const url = holderOf(directory)?.url;
    if (url === undefined) throw new Error('no process holds it and takes appends');
    const known = secret ?? readSecret(directory);
    if (known === undefined) throw new Error('its holder has made no secret');
    return { url, secret: known };
  };
  const line: HolderLine = new HolderLine(directory, find, patienceMs, () => appender.resume());
  const appender = new Appender(directory, line, patienceMs);
  try {
    await line.reached(0);
    return new SharedStore({ directory, line, appender, reader: await openReader(directory) });
  } catch (error) {
    line.close();
    appender.close();
    throw error instanceof DomainError ? error : new DomainError('STORE.UNREACHABLE', { place: directory, problem: error instanceof Error ? error.message : String(error) });
  }
}
