import type { HouseholdHistory } from '@humai/contracts-ledger';
import { type AsOf, type EventCatalogue, type EventStore, fold, isWithin, type RecordedEvent } from '@humai/kernel';
import type { AnyAggregate } from '@humai/nest';
import { eventsOfOrigin } from './lineage.js';

export type HistoryParts = Readonly<{ aggregates: readonly AnyAggregate[]; catalogue: EventCatalogue }>;

const CATEGORY = 'household';

/**
 * What was known at one time and true on one date of a household: the events, as they are stored, and the state that each context folds from those of its own stream.
 * Pure.
 * @param stream all events of the household's stream, in order
 * @param origin events of the households it comes from, which tell its past and not its state
 */
export function historyOf(household: string, stream: readonly RecordedEvent[], parts: HistoryParts, asOf: AsOf = {}, origin: readonly RecordedEvent[] = []): HouseholdHistory {
  const within = stream.filter((event) => isWithin(event, asOf));
  const events = origin.length === 0 ? within : [...origin.filter((event) => isWithin(event, asOf)), ...within].sort((a, b) => a.position - b.position);
  return {
    household,
    state: Object.fromEntries(statesOf(within, parts).map(([{ context }, state]) => [context, state])),
    events: events.map(({ position, revision, type, recordedAt, metadata: { effectiveOn, actor, policy }, data }) => ({ position, revision, type, recordedAt, effectiveOn, actor, policy, data })),
  };
}

/** The same with the past of the households that it split off from or that came into it, in one order. */
export const fullHistoryOf = async (household: string, stream: readonly RecordedEvent[], store: Pick<EventStore, 'readStream'>, parts: HistoryParts, asOf: AsOf = {}): Promise<HouseholdHistory> =>
  historyOf(household, stream, parts, asOf, await eventsOfOrigin(stream, { store, catalogue: parts.catalogue, asOf }));

/** The division that decides who may see a household: the village it is in now, whatever day is asked about; '' when nothing says so. */
export function areaOfHousehold(stream: readonly RecordedEvent[], parts: HistoryParts): string {
  for (const [aggregate, state] of statesOf(stream, parts)) {
    const area = aggregate.areaOf(state, '', {});
    if (area !== undefined) return area;
  }
  return '';
}

/** The state of a household as every context that decides on households sees it. */
function statesOf(events: readonly RecordedEvent[], { aggregates, catalogue }: HistoryParts): readonly (readonly [AnyAggregate, unknown])[] {
  const newest = events.map((event) => catalogue.upcast(event));
  return aggregates.filter((a) => a.category === CATEGORY).map((a) => [a, fold(a.decider, newest)] as const);
}
