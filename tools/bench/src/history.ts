import { contexts } from '@humai/contexts';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { type AsOf, EventCatalogue } from '@humai/kernel';
import { historyOf, type HistoryParts } from '@humai/ledger-service';
import { type FilledLog, peerOn } from './filled-log.js';
import { type Measurement, quantile, settle } from './measurement.js';
import { type Peer, PEER_HOUSEHOLDS } from './peer.js';
import { eventsFile, openPlain } from './plain-store.js';
import { clock } from './writers.js';

const QUESTIONS = 4_000;
const WARM_UP = 400;
/** Spreads questions over the households without order. */
const STRIDE = 104_729;
const parts: HistoryParts = { aggregates: contexts.flatMap((c) => c.aggregates), catalogue: new EventCatalogue(contexts.map((c) => c.events)) };
const DATES = ['2026-03-03', '2026-03-11', '2026-03-19', '2026-04-02'];

/** Milliseconds of each question. All are asked in turn, each about another household, so that all meet the same machine. */
async function timesOf(asked: readonly ((question: number) => Promise<number> | number)[]): Promise<number[][]> {
  const times = asked.map((): number[] => []);
  settle();
  for (let question = 0; question < QUESTIONS + WARM_UP; question += 1)
    for (const [i, ask] of asked.entries()) {
      const start = performance.now();
      const found = await ask(question * asked.length + i);
      const time = performance.now() - start;
      if (found === 0) throw new Error('a household has lost its history');
      if (question >= WARM_UP) times[i]!.push(time);
    }
  return times;
}

/** What the ledger does for `history`: the whole stream, what of it was known and true, and the state that each context folds from that. */
export async function benchHistory({ directory, log, size }: FilledLog, peer: Peer): Promise<Measurement[]> {
  const household = (question: number) => log.streamOf((question * STRIDE) % log.households);
  const known = Math.min(log.households, PEER_HOUSEHOLDS);
  const store = await openSqliteEventStore({ directory, clock, readOnly: true });
  const db = openPlain(eventsFile(directory));
  const statement = db.prepare('SELECT e.* FROM streams s JOIN events e ON e.stream_id = s.id WHERE s.name = ? ORDER BY e.revision');
  const [own, plain, other] = (await timesOf([
    async (question) => {
      const name = household(question);
      const stream = await store.readStream(name);
      const asOf: AsOf = question % 2 === 0 ? { trueOn: DATES[(question >> 1) % DATES.length]! } : { knownAt: stream[question % stream.length]!.recordedAt };
      return historyOf(name, stream, parts, asOf).events.length;
    },
    (question) => {
      const rows = statement.all(household(question));
      for (const row of rows) {
        JSON.parse(String(row['data']));
        JSON.parse(String(row['metadata']));
      }
      return rows.length;
    },
    (question) => peer.readStream(log.at((question * STRIDE) % known).stream),
  ])) as [number[], number[], number[]];
  db.close();
  await store.close();
  const row = (name: string, part: number, most?: number): Measurement => ({
    row: `one household's history, either clock, in a log of ${size.toLocaleString('en')} events: ${name}`,
    value: quantile(own, part), unit: 'ms', ...(most !== undefined && { goal: { most } }),
    baselines: [{ name: 'node:sqlite, its rows read and parsed, nothing folded', value: quantile(plain, part) }, { name: `${peerOn(log)}, read only`, value: quantile(other, part) }],
  });
  return [row('p50', 0.5), row('p99', 0.99, 5)];
}
