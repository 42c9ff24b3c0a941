import { contexts } from '@humai/contexts';
import type { LedgerStatus } from '@humai/contracts-ledger';
import { collectionOf } from '@humai/kernel';
import { projectionsOf } from '@humai/nest';
import { type Reading, readMessages } from '@humai/wiring-embedded';

/** How far everything has come, told from the files while no server runs. */
export async function statusHere({ store, readStore, directory, policies, calendar }: Reading): Promise<LedgerStatus> {
  const position = await store.lastPosition();
  const readModels = await Promise.all(contexts.flatMap((c) => projectionsOf(c, { policies, calendar })).map(async (p) => {
    const name = collectionOf(p);
    return { name, position: readStore ? await readStore.checkpoint(await readStore.resolve(name)) : 0, state: 'idle', error: null };
  }));
  return { position, simulated: store.simulated, readModels, consumers: [], processes: [], parked: await readMessages(directory, (lot) => lot.count(), 0), unknownTypes: [] };
}
