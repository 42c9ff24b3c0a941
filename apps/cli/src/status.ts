import { contexts } from '@humai/contexts';
import type { LedgerStatus } from '@humai/contracts-ledger';
import { collectionOf } from '@humai/kernel';
import { type ContextDefinition, type PolicyParts, projectionsOf } from '@humai/nest';
import { unusedCollections } from '@humai/projections';
import { type Reading, readMessages } from '@humai/wiring-embedded';

/** How far everything has come, told from the files while no server runs. */
export async function statusHere({ store, readStore, directory, policies, calendar }: Reading): Promise<LedgerStatus> {
  const position = await store.lastPosition();
  const readModels = await Promise.all(contexts.flatMap((c) => projectionsOf(c, { policies, calendar })).map(async (p) => {
    const name = collectionOf(p);
    return { name, position: readStore ? await readStore.checkpoint(await readStore.resolve(name)) : 0, state: 'idle', error: null };
  }));
  const kept = contexts.flatMap((c) => [...projectionsOf(c, { policies, calendar }), ...dueDatesOf(c, { policies, calendar })]).map(collectionOf);
  const unused = readStore ? await unusedCollections(readStore, kept) : [];
  return { position, simulated: store.simulated, readModels, ...(unused.length > 0 && { unused: [...unused] }), consumers: [], processes: [], parked: await readMessages(directory, (lot) => lot.count(), 0), unknownTypes: [] };
}

const NOTHING_HAPPENS = new Proxy({}, { get: (_, name) => { throw new Error(`${String(name)} is used before anything happens`); } }) as never;

/** The read models of due dates, which stand in no list of a context but in its processes. */
const dueDatesOf = ({ processes }: ContextDefinition, parts: PolicyParts) => (processes?.({ ...parts, executor: NOTHING_HAPPENS, readStore: NOTHING_HAPPENS }) ?? []).map((p) => p.dueDates);
