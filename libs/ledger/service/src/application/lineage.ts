import type { IdentificationEvent } from '@humai/contracts-identification';
import { type AsOf, type EventCatalogue, type EventStore, isWithin, type RecordedEvent, streamName } from '@humai/kernel';

/** The household it split off from or that came into it, and the event that decided it. */
type Link = Readonly<{ household: string; eventId: string }>;
type Streams = Readonly<{ store: Pick<EventStore, 'readStream'>; catalogue: EventCatalogue; asOf: AsOf }>;

/** The events of the households that this one comes from, each up to the link; what is not within the question makes no link either. */
export async function eventsOfOrigin(stream: readonly RecordedEvent[], streams: Streams): Promise<readonly RecordedEvent[]> {
  // Who split off may have come back: the household's own events are not its origin's.
  const found = new Map(stream.map((e) => [e.position, e]));
  await collect(stream, streams, found);
  return [...found.values()].slice(stream.length);
}

async function collect(events: readonly RecordedEvent[], streams: Streams, found: Map<number, RecordedEvent>): Promise<void> {
  for (const link of events.filter((e) => isWithin(e, streams.asOf)).flatMap((e) => linkIn(streams.catalogue.upcast(e)))) {
    const before = upToLink(await streams.store.readStream(streamName('household', link.household)), link).filter((e) => !found.has(e.position));
    for (const event of before) found.set(event.position, event);
    await collect(before, streams, found);
  }
}

function linkIn(event: RecordedEvent): readonly Link[] {
  const { type, data } = event as RecordedEvent<IdentificationEvent>;
  if (type === 'identification.HouseholdFormedBySplit.v1') return [{ household: data.originHouseholdId, eventId: data.splitEventId }];
  if (type === 'identification.HouseholdMergedFrom.v1') return [{ household: data.fromHouseholdId, eventId: data.mergeEventId }];
  return [];
}

/** To the end of the decision: what was written with the link belongs to it. */
function upToLink(events: readonly RecordedEvent[], { eventId }: Link): readonly RecordedEvent[] {
  const at = events.findIndex((e) => e.id === eventId);
  const decision = events[at]?.metadata.commandId;
  const last = events.findLastIndex((e, i) => i >= at && e.metadata.commandId === decision);
  return at < 0 ? [] : events.slice(0, last + 1);
}
