import type { EventStore } from '@humai/kernel';
import type { ParkingLot } from '@humai/messaging';
import { type ConsumerProgress, CONSUMERS, EVENT_STORE, LEADERSHIP, type Leadership, PARKING_LOT, type Peer, PEERS, PROCESS_RUNNER, PROJECTION_RUNNER, STORE_TRAITS, type StoreTraits } from '@humai/nest';
import type { ProcessRunner, ProjectionRunner } from '@humai/projections';
import type { Provider } from '@nestjs/common';
import { LocalOperations, type Operations } from '../application/operations.js';
import { PeerOperations } from '../application/peer-operations.js';
import { ReplicaOperations } from '../application/replica-operations.js';

/** {@link Operations}: those of this process, of the replica of this service that leads, or of its peers where it has any. */
export const OPERATIONS = Symbol('Operations');

export const operationsProvider: Provider = {
  provide: OPERATIONS,
  inject: [EVENT_STORE, STORE_TRAITS, PROJECTION_RUNNER, PROCESS_RUNNER, PARKING_LOT, CONSUMERS, { token: PEERS, optional: true }, { token: LEADERSHIP, optional: true }],
  useFactory: (
    store: Pick<EventStore, 'lastPosition'>, traits: StoreTraits, runner: ProjectionRunner, processes: ProcessRunner, lot: ParkingLot, consumers: readonly ConsumerProgress[], peers: readonly Peer[] | undefined, leadership: Leadership | undefined,
  ): Operations => {
    if (peers?.length) return new PeerOperations(peers);
    const here = new LocalOperations({ store, traits, runner, processes, lot, consumers });
    return leadership ? new ReplicaOperations(here, leadership) : here;
  },
};
