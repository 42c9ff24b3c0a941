import { join } from 'node:path';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import type { Clock, EventStore } from '@humai/kernel';
import { HouseholdLog, type PlacedEvent } from './household-life.js';
import { inTurn, type Measurement, secondsSince, settle } from './measurement.js';
import { PEER, Peer } from './peer.js';
import { PlainStore, storedAfter } from './plain-store.js';

export const WRITERS = 64;
export const clock: Clock = { now: () => new Date().toISOString(), simulated: false };

/** `writers` callers, each of whom waits for its event before it offers the next. */
async function byWriters(writers: number, events: readonly PlacedEvent[], write: (event: PlacedEvent) => Promise<unknown>): Promise<void> {
  const one = async (writer: number) => {
    for (let i = writer; i < events.length; i += writers) await write(events[i]!);
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => one(writer)));
}

export const appendAll = (store: EventStore, events: readonly PlacedEvent[], writers: number): Promise<void> =>
  byWriters(writers, events, ({ stream, revision, event }) => store.append(stream, [event], revision === 0 ? 'none' : revision - 1));

export const eventsFrom = (log: HouseholdLog, first: number, count: number): PlacedEvent[] => Array.from({ length: count }, (_, i) => log.at(first + i));

type Load = Readonly<{ writers: number; perRound: number; peerPerRound: number; rawPerCommit: number }>;

/** Rates of the store, of plain SQLite and of the peer. */
async function compareAppends(scratch: string, { writers, perRound, peerPerRound, rawPerCommit }: Load): Promise<[own: number, raw: number, peer: number]> {
  const directory = join(scratch, `append-${writers}`);
  const store = await openSqliteEventStore({ directory, clock });
  const plain = new PlainStore(join(directory, 'plain.sqlite'), directory);
  const peer = await new Peer(join(directory, 'peer.sqlite')).open();
  const log = new HouseholdLog(perRound * 6);
  const peerLog = new HouseholdLog(peerPerRound * 6);
  let [written, copied, offered] = [0, 0, 0];
  const rates = await inTurn([
    async () => {
      const events = eventsFrom(log, written, perRound);
      written += perRound;
      settle();
      const start = performance.now();
      await appendAll(store, events, writers);
      return perRound / secondsSince(start);
    },
    () => {
      const events = storedAfter(directory, copied);
      copied += events.length;
      settle();
      const start = performance.now();
      plain.insert(events, rawPerCommit);
      return events.length / secondsSince(start);
    },
    async () => {
      const events = eventsFrom(peerLog, offered, peerPerRound);
      offered += peerPerRound;
      settle();
      const start = performance.now();
      await byWriters(writers, events, (event) => peer.append(event));
      return peerPerRound / secondsSince(start);
    },
  ]);
  peer.close();
  plain.close();
  await store.close();
  return rates as [number, number, number];
}

export async function benchConcurrentAppend(scratch: string): Promise<Measurement> {
  const [value, raw, peer] = await compareAppends(scratch, { writers: WRITERS, perRound: 12_800, peerPerRound: 1_280, rawPerCommit: 100 });
  const baselines = [{ name: 'node:sqlite, the same rows and indexes in batches of 100', value: raw }, { name: PEER, value: peer }];
  return { row: `durable append, ${WRITERS} writers on different streams`, value, unit: 'events/s', baselines, goal: { leastRatio: 0.8 } };
}

export async function benchSingleAppend(scratch: string): Promise<Measurement> {
  const [value, raw, peer] = await compareAppends(scratch, { writers: 1, perRound: 1_000, peerPerRound: 500, rawPerCommit: 1 });
  const baselines = [{ name: 'node:sqlite, the same rows and indexes, single commits', value: raw }, { name: PEER, value: peer }];
  return { row: 'durable append, one writer, one event at a time', value, unit: 'events/s', baselines, goal: { leastRatio: 0.85 } };
}
