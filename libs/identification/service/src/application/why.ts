import { explain, type Explanation } from '@humai/identification-domain';
import { type AsOf, DomainError, type EventCatalogue, type EventStore, type PolicySource, streamName } from '@humai/kernel';

export type WhyParts = Readonly<{ store: Pick<EventStore, 'readStream'>; catalogue: EventCatalogue; policies: PolicySource }>;

/** Why a household is on the list, or not. Throws `SUBJECT.NOT_FOUND` for one that never was. */
export async function why(householdId: string, { store, catalogue, policies }: WhyParts, asOf: AsOf): Promise<Explanation> {
  const events = await store.readStream(streamName('household', householdId));
  if (events.length === 0) throw new DomainError('SUBJECT.NOT_FOUND', { subject: householdId.slice(0, 100) });
  return explain(householdId, events.map((event) => catalogue.upcast(event)) as never, policies, asOf);
}
