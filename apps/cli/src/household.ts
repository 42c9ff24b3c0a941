import { DomainError, type EventStore, type ReadStore, streamName } from '@humai/kernel';

const REGISTERING = ['identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1'];

/** The household behind an id or register number. Throws `SUBJECT.NOT_FOUND`. */
export async function householdId(name: string, { store, readStore }: Readonly<{ store: Pick<EventStore, 'readStream' | 'readAll'>; readStore: ReadStore | null }>): Promise<string> {
  if ((await store.readStream(streamName('household', name), { maxCount: 1 })).length > 0) return name;
  if (readStore) {
    const collection = await readStore.resolve('identification.households.v1');
    const known = (await readStore.collections()).includes(collection);
    const page = known ? await readStore.find(collection, { filter: { registerNumber: name }, limit: 1 }) : { items: [] };
    if (page.items[0]) return page.items[0]._id;
  }
  // The read model may be behind, or not be there: the log knows.
  let id: string | undefined;
  for await (const batch of store.readAll({ types: REGISTERING }))
    for (const { stream, data } of batch) if ((data as { registerNumber?: string | null }).registerNumber === name) id = stream.slice('household-'.length);
  if (id === undefined) throw new DomainError('SUBJECT.NOT_FOUND', { subject: name });
  return id;
}
