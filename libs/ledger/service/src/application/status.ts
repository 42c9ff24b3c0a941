import type { LedgerStatus, ReadModelState } from '@humai/contracts-ledger';
import type { EventStore } from '@humai/kernel';
import type { ParkingLot } from '@humai/messaging';
import type { ConsumerProgress, StoreTraits } from '@humai/nest';
import type { ProcessRunner, ProjectionRunner, ProjectionStatus } from '@humai/projections';

export type StatusParts = Readonly<{
  store: Pick<EventStore, 'lastPosition'>;
  traits: Pick<StoreTraits, 'simulated'>;
  runner: Pick<ProjectionRunner, 'status' | 'unknownEvents' | 'unused'>;
  processes: Pick<ProcessRunner, 'status'>;
  consumers: readonly ConsumerProgress[];
  lot: Pick<ParkingLot, 'count'>;
}>;

/** How far everything that reads the log has come, and what stands in its way. */
export async function statusOf({ store, traits, runner, processes, consumers, lot }: StatusParts): Promise<LedgerStatus> {
  const unused = await runner.unused();
  const behind = {
    readModels: runner.status.map(stateOf),
    ...(unused.length > 0 && { unused: [...unused] }),
    consumers: await Promise.all(consumers.map(async (c) => ({ group: c.group, position: await c.position() }))),
    processes: processes.status.map(({ name, lastTick, failed, error }) => ({ name, lastTick, failed: [...failed], error })),
    parked: await lot.count(),
    unknownTypes: [...runner.unknownEvents],
  };
  // After the others, so that none of them seems to be ahead of the log.
  return { position: await store.lastPosition(), simulated: traits.simulated, ...behind };
}

export const stateOf = ({ name, position, state, error }: ProjectionStatus): ReadModelState => ({ name, position, state, error });
