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

  /** What one more event costs at this size, and reading one out of the middle of the log: microseconds. */
  async costs(): Promise<Readonly<{ append: number; replay: number }>> {
    const probe = Math.min(12_800, Math.ceil(this.events / 40 / WRITERS) * WRITERS);
    const store = await openSqliteEventStore({ directory: this.directory, clock });
    const [append] = await inTurn([
      async () => {
        const events = eventsFrom(this.log, this.#size, probe);
        settle();
        const start = performance.now();
        await appendAll(store, events, WRITERS);
        this.#size += probe;
        return (secondsSince(start) / probe) * 1e6;
      },
    ]);
    await store.close();
    let part = 0;
    const [replay] = await inTurn([
      async () => {
        part = (part + 0.37) % 0.9;
        return 1e6 / (await replayRate(this.directory, Math.floor(this.#size * part), probe));
      },
    ]);
    return { append: append!, replay: replay! };
  }
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

type Costs = Readonly<{ append: number; replay: number }>;

export function growthOf(sizes: readonly [number, number], [before, after]: readonly [Costs, Costs]): Measurement[] {
  const [small, full] = sizes.map((n) => n.toLocaleString('en'));
  const baseline = (value: number) => [{ name: `the same store at ${small} events`, value }];
  return [
    { row: `append to a log of ${full} events, ${WRITERS} writers, durable`, value: after.append, unit: 'µs/event', baselines: baseline(before.append), goal: { mostRatio: 1.2 } },
    { row: `read from a log of ${full} events`, value: after.replay, unit: 'µs/event', baselines: baseline(before.replay), goal: { mostRatio: 1.2 } },
  ];
}
