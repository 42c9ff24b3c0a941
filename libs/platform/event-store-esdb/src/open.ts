import type { Clock } from '@humai/kernel';
import { clientFor, placeOf } from './address.js';
import { type EsdbEventStore, EsdbStore } from './store.js';

export type EsdbEventStoreOptions = Readonly<{
  /** `esdb://user:password@host:2113?tls=true`, several hosts, or `esdb+discover://name:2113` for a cluster; also with kurrentdb in front. */
  url: string;
  /** Stamps `recordedAt`: the hash of an event covers it, so it cannot be the server's. */
  clock: Clock;
  /** Milliseconds that one call may take; 10,000 unless told. */
  deadlineMs?: number;
  /** Milliseconds for which what got no answer is tried again; 15,000 unless told. A subscription goes on trying. */
  patienceMs?: number;
  /** Told whenever something is to be tried again, and of why. */
  onTrouble?: (error: unknown) => void;
}>;

/**
 * Opens the event store in an EventStoreDB (22.10 or later) or KurrentDB that holds nothing else.
 * Throws `STORE.BAD_ADDRESS`, `STORE.UNREACHABLE`, `STORE.ACCESS_REFUSED`, `STORE.NOT_SIMULATED`.
 */
export async function openEsdbEventStore({ url, clock, deadlineMs = 10_000, patienceMs = 15_000, onTrouble = () => {} }: EsdbEventStoreOptions): Promise<EsdbEventStore> {
  const store = new EsdbStore({ client: clientFor(url), clock, place: placeOf(url), deadlineMs, patienceMs, onTrouble });
  try {
    await store.begin();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
