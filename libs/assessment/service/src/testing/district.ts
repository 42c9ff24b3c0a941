// Pasts of a made-up district for the specs of this service: as a log in memory, or told to real stores.
import type { FactEvent } from '@humai/assessment-domain';
import { loadAreas } from '@humai/areas';
import { AssessmentEvents } from '@humai/contracts-assessment';
import { AssistanceEvents } from '@humai/contracts-assistance';
import { IdentificationEvents } from '@humai/contracts-identification';
import { RelocationEvents } from '@humai/contracts-relocation';
import { applyEvent, type Clock, collectionOf, EventCatalogue, type EventStore, type Instant, type ReadAllOptions, type ReadStore, type RecordedEvent } from '@humai/kernel';
import { calendar, happen, policies, recorded, V1, V2, V3 } from '../../../domain/src/testing/past.js';
import { type HouseholdFactsDocument, householdFactsProjection } from '../read-model/index.js';
import type { Log } from '../application/log.js';

export { calendar, happen, policies, recorded, V1, V2, V3 };
export const areas = loadAreas();
export const catalogue = new EventCatalogue([IdentificationEvents, AssistanceEvents, RelocationEvents, AssessmentEvents]);
export const clockAt = (now: Instant): Clock => ({ now: () => now, simulated: false });

type Tellings = Parameters<typeof recorded>[1];
const { registers, opens, ends, enrols, plans, delivers, clears, rollsBack, moves, joins, employed, certified } = happen;

/** Three households of 2022 and what became of them: of each indicator one good and one bad. */
export const district: Readonly<Record<string, Tellings>> = {
  h1: [
    registers('2022-01-05', V1), opens('2022-03-01', 'c1', '2022-03-29'), enrols('2022-03-20', 'e1', null, ['r1'], 'c1'), plans('2022-03-25', 'm1', 'r1'), delivers('2022-04-01', 'm1'),
    clears('2022-11-01', 'e1'), rollsBack('2023-02-10', 'e1'),
  ],
  h2: [registers('2022-01-05', V2), opens('2022-04-01', 'c2', '2022-04-29'), ends('2022-05-10', 'c2'), joins('2022-05-11', 'p1', 'ORDINARY'), moves('2022-06-01'), employed('2022-07-01', 'j1'), certified('2022-08-01')],
  h3: [registers('2022-01-05', V3), opens('2022-05-01', 'c3', '2022-05-29'), enrols('2022-05-20', 'e3', null, ['r3'], 'c3'), joins('2022-06-01', 'p1', 'ORDINARY'), moves('2022-06-02')],
};

/** All that happened, by day, as one log: position 1 is the first. */
export const inOrder = (households: Readonly<Record<string, Tellings>> = district): readonly FactEvent[] =>
  Object.entries(households).flatMap(([id, tellings]) => recorded(id, tellings)).sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0)).map((event, i) => ({ ...event, position: i + 1 }));

/** The read side of an event store in memory. */
export class ArrayLog implements Log {
  constructor(readonly events: readonly RecordedEvent[]) {}

  async lastPosition(): Promise<number> {
    return this.events.at(-1)?.position ?? 0;
  }
  async *readAll({ after = 0, upTo = Infinity, types, batchSize = 1_000 }: ReadAllOptions = {}): AsyncIterable<readonly RecordedEvent[]> {
    const wanted = this.events.filter((e) => e.position > after && e.position <= upTo && (types?.includes(e.type) ?? true));
    for (let i = 0; i < wanted.length; i += batchSize) yield wanted.slice(i, i + batchSize);
  }
}

/** Delivers events to the read model, one by one and in this order. */
export async function deliver(store: ReadStore, events: readonly FactEvent[], position: number, collection = collectionOf(householdFactsProjection)): Promise<void> {
  await store.ensure({ name: collection, indexes: householdFactsProjection.indexes });
  for (const event of events) {
    const id = householdFactsProjection.documentId(event) as string;
    const document = applyEvent(householdFactsProjection, await store.get<HouseholdFactsDocument>(collection, id), event, id);
    await store.write({ collection, upserts: document ? [document] : [] });
  }
  await store.setCheckpoint(collection, position);
}

/** Appends what happened to a real store, whose clock is set to each day in turn. */
export async function tell(store: Pick<EventStore, 'append'>, events: readonly FactEvent[], setClock: (now: Instant) => void): Promise<void> {
  for (const [recordedAt, day] of Map.groupBy(events, (e) => e.recordedAt)) {
    setClock(recordedAt);
    await Promise.all(day.map(({ id, type, data, metadata, stream }) => store.append(stream, [{ id, type, data, metadata }], 'any')));
  }
}
