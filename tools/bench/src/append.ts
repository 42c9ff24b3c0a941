import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { FilledLog } from './filled-log.js';
import { HouseholdLog } from './household-life.js';
import { inTurn, type Measurement, secondsSince, settle } from './measurement.js';
import { PEER, Peer } from './peer.js';
import { eventsFile, PlainStore, storedAfter } from './plain-store.js';
import type { Steps } from './steps.js';
import { appendAll, byWriters, clock, eventsFrom, WRITERS } from './writers.js';

const FILLED = 200_000;
/** Enough for all rounds of both loads. */
const ROOM = 120_000;

type Load = Readonly<{ writers: number; perRound: number; peerPerRound: number; rawPerCommit: number }>;

/** The store, a plain database and the peer, all filled alike. Store and plain database take the same events, the peer fewer ones, of other households. */
class Contest {
  #offered = FILLED;
  #copied = FILLED;

  private constructor(
    private readonly log: FilledLog,
    private readonly plain: PlainStore,
    private readonly peer: Peer,
  ) {}

  static async prepare(scratch: string, steps: Steps): Promise<Contest> {
    const log = new FilledLog(join(scratch, 'append'), FILLED + ROOM);
    await steps.run(`a log of ${FILLED.toLocaleString('en')} events to append to`, (progress) => log.fillTo(FILLED, progress));
    const file = join(log.directory, 'plain.sqlite');
    copyFileSync(eventsFile(log.directory), file);
    const peer = await new Peer(join(log.directory, 'peer.sqlite')).open();
    peer.fillFrom(log.directory, log.log.households);
    return new Contest(log, new PlainStore(file), peer);
  }

  /** Rates of the three. */
  async run({ writers, perRound, peerPerRound, rawPerCommit }: Load): Promise<[own: number, raw: number, peer: number]> {
    const { log: { directory, log }, plain, peer } = this;
    const store = await openSqliteEventStore({ directory, clock });
    const others = new HouseholdLog(peerPerRound * 6);
    let given = 0;
    const rates = await inTurn([
      async () => {
        const events = eventsFrom(log, this.#offered, perRound);
        this.#offered += perRound;
        settle();
        const start = performance.now();
        await appendAll(store, events, writers);
        return perRound / secondsSince(start);
      },
      () => {
        const events = storedAfter(directory, this.#copied);
        this.#copied += events.length;
        settle();
        const start = performance.now();
        plain.insert(events, rawPerCommit);
        return events.length / secondsSince(start);
      },
      async () => {
        const events = eventsFrom(others, given, peerPerRound).map((e) => ({ ...e, stream: `newcomer${writers}-${e.stream}` }));
        given += peerPerRound;
        settle();
        const start = performance.now();
        await byWriters(writers, events, (event) => peer.append(event));
        return peerPerRound / secondsSince(start);
      },
    ]);
    await store.close();
    return rates as [number, number, number];
  }

  close(): void {
    this.peer.close();
    this.plain.close();
  }
}

export async function benchAppend(scratch: string, steps: Steps): Promise<Measurement[]> {
  const contest = await Contest.prepare(scratch, steps);
  const [many, manyRaw, manyPeer] = await steps.run(`append, ${WRITERS} writers`, () => contest.run({ writers: WRITERS, perRound: 12_800, peerPerRound: 1_280, rawPerCommit: 100 }));
  const [one, oneRaw, onePeer] = await steps.run('append, one writer', () => contest.run({ writers: 1, perRound: 1_000, peerPerRound: 500, rawPerCommit: 1 }));
  contest.close();
  const peer = (value: number) => ({ name: PEER, value });
  return [
    {
      row: `durable append, ${WRITERS} writers on different streams`, value: many, unit: 'events/s', goal: { leastRatio: 0.8 },
      baselines: [{ name: 'node:sqlite, the same rows and indexes in batches of 100', value: manyRaw }, peer(manyPeer)],
    },
    {
      row: 'durable append, one writer, one event at a time', value: one, unit: 'events/s', goal: { leastRatio: 0.85 },
      baselines: [{ name: 'node:sqlite, the same rows and indexes, single commits', value: oneRaw }, peer(onePeer)],
    },
  ];
}
