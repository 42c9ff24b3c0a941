import type { Clock, EventStore } from '@humai/kernel';
import type { HouseholdLog, PlacedEvent } from './household-life.js';

export const WRITERS = 64;
export const clock: Clock = { now: () => new Date().toISOString(), simulated: false };

/** `writers` callers, each of whom waits for its event before it offers the next. */
export async function byWriters(writers: number, events: readonly PlacedEvent[], write: (event: PlacedEvent) => Promise<unknown>): Promise<void> {
  const one = async (writer: number) => {
    for (let i = writer; i < events.length; i += writers) await write(events[i]!);
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => one(writer)));
}

export const appendAll = (store: EventStore, events: readonly PlacedEvent[], writers: number): Promise<void> =>
  byWriters(writers, events, ({ stream, revision, event }) => store.append(stream, [event], revision === 0 ? 'none' : revision - 1));

export const eventsFrom = (log: HouseholdLog, first: number, count: number): PlacedEvent[] => Array.from({ length: count }, (_, i) => log.at(first + i));
