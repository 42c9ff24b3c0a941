import type { TokenVerifier } from '@humai/auth';
import type { Clock, EventFeed, EventStore, EvidenceStore, IdSource, OpenRowStaging, ReadStore, Vault } from '@humai/kernel';
import type { ParkingLot } from '@humai/messaging';
import type { HealthCheck, Leadership, Peer, StoreTraits } from '@humai/nest';
import type { Rulebook } from './rulebook.js';

/** What a mode puts behind every port, opened and ready. */
export type Ports = Rulebook & Readonly<{
  clock: Clock;
  ids: IdSource;
  store: EventStore;
  traits: StoreTraits;
  readStore: ReadStore;
  vault: Vault;
  evidence: EvidenceStore;
  feed: EventFeed;
  /** Keeps what consumers have done; apart from the read models, because those may be thrown away. */
  messages: ReadStore;
  lot: ParkingLot;
  verifier: TokenVerifier;
  openStaging: OpenRowStaging;
  /** A folder for files that are gone when the work on them is done. */
  scratch: string;
  /** How far events are published, in the process that measures it. */
  relayPosition?(): Promise<number>;
  /** What `/health/ready` asks beside the event store and the read models. */
  checks: readonly HealthCheck[];
  /** The other services of the system, where this one answers for them. */
  peers?: readonly Peer[];
  /** Who keeps the read models of this service, where one of several replicas does. */
  leadership?: Leadership;
  /** Told where the application is reached, once it is. */
  announce?(url: string): void;
  close(): Promise<void>;
}>;
