import type { HouseholdHistory } from '@humai/contracts-ledger';
import { type AsOf, type EventCatalogue, fold, isWithin, type RecordedEvent } from '@humai/kernel';
import type { AnyAggregate } from '@humai/nest';

export type HistoryParts = Readonly<{ aggregates: readonly AnyAggregate[]; catalogue: EventCatalogue }>;

const CATEGORY = 'household';

/**
 * What was known at one time and true on one date of a household: the events, as they are stored, and the state that each context folds from exactly these.
 * Pure.
 * @param stream all events of the household's stream, in order
 */
export function historyOf(household: string, stream: readonly RecordedEvent[], parts: HistoryParts, asOf: AsOf = {}): HouseholdHistory {
  const within = stream.filter((event) => isWithin(event, asOf));
  return {
    household,
    state: Object.fromEntries(statesOf(within, parts).map(([{ context }, state]) => [context, state])),
    events: within.map(({ position, revision, type, recordedAt, metadata: { effectiveOn, actor, policy }, data }) => ({ position, revision, type, recordedAt, effectiveOn, actor, policy, data })),
  };
}

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
