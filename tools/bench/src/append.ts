import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { FilledLog } from './filled-log.js';
import { HouseholdLog } from './household-life.js';
import { inTurn, type Measurement, secondsSince, settle } from './measurement.js';
import { PEER, Peer } from './peer.js';
import { eventsFile, offersFrom, PlainStore } from './plain-store.js';
import type { Steps } from './steps.js';
import { appendAll, byWriters, clock, eventsFrom, WRITERS } from './writers.js';

const FILLED = 200_000;
/** Enough for all rounds of both loads. */
const ROOM = 120_000;

/** `plain`: how many rows a plain database takes in one transaction, and whether they are given it ready; there is a database for each. */
type Load = Readonly<{ writers: number; perRound: number; peerPerRound: number; plain: readonly Readonly<{ perCommit: number; ready: boolean }>[] }>;
type Rates = Readonly<{ own: number; peer: number; plain: readonly number[] }>;

/** The store, plain databases and the peer, all filled alike. Store and plain databases take the same events, the peer fewer ones, of other households. */
class Contest {
  #offered = FILLED;

  private constructor(
    private readonly log: FilledLog,
    private readonly plain: readonly PlainStore[],
    private readonly peer: Peer,
  ) {}

  static async prepare(scratch: string, steps: Steps): Promise<Contest> {
    const log = new FilledLog(join(scratch, 'append'), FILLED + ROOM);
    await steps.run(`a log of ${FILLED.toLocaleString('en')} events to append to`, (progress) => log.fillTo(FILLED, progress));
    const plain = [0, 1].map((i) => join(log.directory, `plain-${i}.sqlite`));
    for (const file of plain) copyFileSync(eventsFile(log.directory), file);
    const peer = await new Peer(join(log.directory, 'peer.sqlite')).open();
    peer.fillFrom(log.directory, log.log.households);
    return new Contest(log, plain.map((file) => new PlainStore(file)), peer);
  }

  async run({ writers, perRound, peerPerRound, plain: loads }: Load): Promise<Rates> {
    const { log: { directory, log }, plain, peer } = this;
    const store = await openSqliteEventStore({ directory, clock });
    const others = new HouseholdLog(peerPerRound * 6);
    const first = this.#offered;
    const measured = async (count: number, work: () => Promise<void> | void) => {
      settle();
      const start = performance.now();
      await work();
      return count / secondsSince(start);
    };
    const [own, peerRate, ...plainRates] = await inTurn([
      (round) => {
        const events = eventsFrom(log, first + round * perRound, perRound);
        this.#offered = first + (round + 1) * perRound;
        return measured(perRound, () => appendAll(store, events, writers));
      },
      (round) => {
        const events = eventsFrom(others, round * peerPerRound, peerPerRound).map((e) => ({ ...e, stream: `newcomer${writers}-${e.stream}` }));
        return measured(peerPerRound, () => byWriters(writers, events, (event) => peer.append(event)));
      },
      ...loads.map(({ perCommit, ready }, i) => (round: number) => {
        const offers = offersFrom(log, first + round * perRound, perRound, ready);
        return measured(perRound, () => plain[i]!.insert(offers, perCommit));
      }),
    ]);
    await store.close();
    return { own: own!, peer: peerRate!, plain: plainRates };
  }

  close(): void {
    this.peer.close();
    for (const plain of this.plain) plain.close();
  }
}

export async function benchAppend(scratch: string, steps: Steps): Promise<Measurement[]> {
  const contest = await Contest.prepare(scratch, steps);
  const many = await steps.run(`append, ${WRITERS} writers`, () => contest.run({ writers: WRITERS, perRound: 12_800, peerPerRound: 1_280, plain: [{ perCommit: 100, ready: true }, { perCommit: WRITERS, ready: false }] }));
  const one = await steps.run('append, one writer', () => contest.run({ writers: 1, perRound: 2_000, peerPerRound: 1_000, plain: [{ perCommit: 1, ready: true }] }));
  contest.close();
  return [
    {
      row: `durable append, ${WRITERS} writers on different streams`, value: many.own, unit: 'events/s', goal: { leastRatio: 0.8 },
      baselines: [
        { name: 'node:sqlite in batches of 100, rows given ready, same indexes', value: many.plain[0]! },
        { name: `node:sqlite in batches of ${WRITERS}, no more than the writers can offer at once, rows written as JSON and hashed on the way`, value: many.plain[1]! },
        { name: PEER, value: many.peer },
      ],
    },
    {
      row: 'durable append, one writer, one event at a time', value: one.own, unit: 'events/s', goal: { leastRatio: 0.85 },
      baselines: [{ name: 'node:sqlite, single commits, rows given ready, same indexes', value: one.plain[0]! }, { name: PEER, value: one.peer }],
    },
  ];
}
