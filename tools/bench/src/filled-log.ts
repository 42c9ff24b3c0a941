import { copyFileSync, mkdirSync } from 'node:fs';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { HouseholdLog } from './household-life.js';
import { inTurn, type Measurement, type Progress, secondsSince, settle } from './measurement.js';
import { PEER, PEER_HOUSEHOLDS, type Peer } from './peer.js';
import { eventsFile, openPlain, type StoredRow } from './plain-store.js';
import { appendAll, clock, eventsFrom, WRITERS } from './writers.js';

const CHUNK = 1_280;

/** A store that is filled step by step, and what is measured on the whole of it. */
export class FilledLog {
  readonly log: HouseholdLog;
  #size = 0;

  constructor(
    readonly directory: string,
    /** How many events it is going to have. */
    readonly events: number,
  ) {
    this.log = new HouseholdLog(events);
  }

  get size(): number {
    return this.#size;
  }

  /** As fast as it goes: nothing of it has to survive. */
  async fillTo(size: number, progress: Progress): Promise<void> {
    const store = await openSqliteEventStore({ directory: this.directory, clock, synchronous: 'off' });
    for (; this.#size < size; progress(this.#size, size)) {
      const events = eventsFrom(this.log, this.#size, Math.min(CHUNK, size - this.#size));
      await Promise.all(events.map(({ stream, event }) => store.append(stream, [event], 'any')));
      this.#size += events.length;
    }
    await store.close();
  }

  /** The same log as it is now, in a directory of its own. */
  copyTo(directory: string): FilledLog {
    mkdirSync(directory);
    copyFileSync(eventsFile(this.directory), eventsFile(directory));
    const copy = new FilledLog(directory, this.events);
    copy.#size = this.#size;
    return copy;
  }

  /** Microseconds for each of so many events more, from many writers. */
  async appendCost(count: number): Promise<number> {
    const store = await openSqliteEventStore({ directory: this.directory, clock });
    const events = eventsFrom(this.log, this.#size, count);
    settle();
    const start = performance.now();
    await appendAll(store, events, WRITERS);
    const cost = (secondsSince(start) / count) * 1e6;
    this.#size += count;
    await store.close();
    return cost;
  }

  /** Microseconds for each of so many events read out of some part of the log, from 0 for its beginning to 1. */
  async readCost(count: number, part: number): Promise<number> {
    return 1e6 / (await replayRate(this.directory, Math.floor((this.#size - count) * part), count));
  }
}

/** What an event costs in a log and in one ten times its size. */
export async function benchGrowth(small: FilledLog, full: FilledLog): Promise<Measurement[]> {
  const [smallSize, fullSize] = [small, full].map((l) => l.size.toLocaleString('en'));
  const count = Math.min(12_800, Math.floor(small.size / 4 / WRITERS) * WRITERS);
  const [fullAppend, smallAppend] = (await inTurn([() => full.appendCost(count), () => small.appendCost(count)])) as [number, number];
  const read = (of: FilledLog) => (round: number) => of.readCost(count, (round * 0.17) % 1);
  const [fullRead, smallRead] = (await inTurn([read(full), read(small)], { rounds: 9 })) as [number, number];
  const baseline = (value: number) => [{ name: `the same store with ${smallSize} events`, value }];
  return [
    { row: `durable append to a log of ${fullSize} events, ${WRITERS} writers`, value: fullAppend, unit: 'µs/event', baselines: baseline(smallAppend), goal: { mostRatio: 1.2 } },
    { row: `read from a log of ${fullSize} events`, value: fullRead, unit: 'µs/event', baselines: baseline(smallRead), goal: { mostRatio: 1.2 } },
  ];
}

async function replayRate(directory: string, after: number, count: number): Promise<number> {
  const store = await openSqliteEventStore({ directory, clock, readOnly: true });
  const start = performance.now();
  let events = 0;
  for await (const batch of store.readAll({ after, upTo: after + count })) events += batch.length;
  const rate = events / secondsSince(start);
  await store.close();
  return rate;
}

function plainReplayRate(directory: string): number {
  const db = openPlain(eventsFile(directory));
  const statement = db.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT 1000');
  statement.setReturnArrays(true);
  const start = performance.now();
  let [events, after] = [0, 0];
  for (let rows = statement.all(after); rows.length > 0; rows = statement.all(after)) {
    for (const row of rows as unknown as StoredRow[]) {
      JSON.parse(row[8]);
      JSON.parse(row[9]);
      after = row[0];
      events += 1;
    }
  }
  const rate = events / secondsSince(start);
  db.close();
  return rate;
}

export async function benchReplay({ directory, size, log }: FilledLog, peer: Peer): Promise<Measurement> {
  const [value, plain, other] = (await inTurn([
    () => replayRate(directory, 0, size),
    () => plainReplayRate(directory),
    async () => {
      const start = performance.now();
      return (await peer.replay()) / secondsSince(start);
    },
  ])) as [number, number, number];
  const baselines = [{ name: 'node:sqlite, the same rows read and both columns parsed', value: plain }, { name: peerOn(log), value: other }];
  return { row: 'replay of the whole log with parsing', value, unit: 'events/s', baselines, goal: { leastRatio: 0.7, least: 300_000 } };
}

export const peerOn = ({ households }: HouseholdLog): string => (households > PEER_HOUSEHOLDS ? `${PEER}, on ${PEER_HOUSEHOLDS.toLocaleString('en')} of the households` : PEER);
