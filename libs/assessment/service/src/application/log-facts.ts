import { evolveFacts, FACT_TYPES, type FactEvent, type HouseholdFacts } from '@humai/assessment-domain';
import { type EventCatalogue, isInArea } from '@humai/kernel';
import type { FactSource } from './assess.js';
import type { Log } from './log.js';

const DWELLING = ['identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1'] as const satisfies readonly FactEvent['type'][];

/** Facts folded from the log itself: needs no server and no read model, holds the households of one area in memory. */
export const logFacts = (log: Log, catalogue: EventCatalogue): FactSource => ({
  reach: () => log.lastPosition(),
  async *households(area, upTo) {
    // Where a household lives is told in the middle of its life too, so its stream is worth folding only once that is known.
    const streams = new Set<string>();
    for await (const { type, data, stream } of eventsOf(log, catalogue, DWELLING, upTo))
      if ((type === DWELLING[0] || type === DWELLING[1]) && isInArea(data.village, area)) streams.add(stream);
    const households = new Map<string, HouseholdFacts>();
    for await (const event of eventsOf(log, catalogue, FACT_TYPES, upTo))
      if (streams.has(event.stream)) households.set(event.stream, evolveFacts(households.get(event.stream) ?? null, event));
    yield [...households.values()];
  },
});

async function* eventsOf(log: Log, catalogue: EventCatalogue, types: readonly FactEvent['type'][], upTo: number): AsyncGenerator<FactEvent> {
  for await (const batch of log.readAll({ upTo, types: catalogue.storedAs(types) })) for (const event of batch) yield catalogue.upcast(event) as FactEvent;
}
