import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import type { Clock, EventStore, NewEvent } from '@humai/kernel';

export type BenchRow = Readonly<{ row: string; value: number; unit: string; baseline: string; ratio: number }>;
export type BenchOptions = Readonly<{
  /** Events per measured run. */
  events: number;
  /** Stops a run early, at the next whole round. */
  seconds?: number;
}>;

const WRITERS = 64;
const EVENTS_PER_STREAM = 20;
const ROUNDS = 5;
const SCATTER = 7_919;
const clock: Clock = { now: () => new Date().toISOString(), simulated: false };
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const seconds = (start: number): number => (performance.now() - start) / 1000;
const idOf = (n: number, kind: number): string => `${(0x0190_0000 + Math.floor(n / 65_536)).toString(16).padStart(8, '0')}-${(n % 65_536).toString(16).padStart(4, '0')}-7${kind.toString().padStart(3, '0')}-8000-000000000000`;

/** Event number `n`, of the size events of this system have: some 250 bytes of data and 400 of metadata. */
export function benchEvent(n: number): NewEvent {
  return {
    id: idOf(n, 1),
    type: `identification.Fact${n % 30}.v1`,
    data: { caseId: idOf(n, 2), channel: 'village-visit', risks: ['illness', 'income-drop'], incomePerHeadFen: 650_000 + n, text: '入户走访发现收入下降', reportedAt: '2026-03-04T08:00:00.000Z', area: '511504101201' },
    metadata: {
      actor: `officer-${n % 97}`, role: 'village', area: '511504101201', policy: 'national-2026.1', effectiveOn: '2026-03-04', command: 'ReportClue',
      commandId: idOf(n, 3), correlationId: idOf(n, 4), causationId: idOf(n, 5), traceparent: `00-${idOf(n, 6).replaceAll('-', '')}-00f067aa0ba902b7-01`,
    },
  };
}

/** How the events of a run fall on streams: each of `streams` households gets its next event in turn, in scattered order. */
class Placing {
  readonly #streams: number;
  constructor(events: number) {
    this.#streams = Math.max(WRITERS * 2, Math.ceil(events / EVENTS_PER_STREAM));
    while (this.#streams % SCATTER === 0) this.#streams += 1;
  }
  of(n: number): { stream: string; revision: number } {
    return { stream: `household-${idOf(((n % this.#streams) * SCATTER) % this.#streams, 0)}`, revision: Math.floor(n / this.#streams) };
  }
}

/** `writers` callers, each of whom waits for its event before it offers the next. */
async function appendAll(store: EventStore, events: readonly NewEvent[], first: number, writers: number, placing: Placing): Promise<void> {
  const write = async (writer: number) => {
    for (let i = writer; i < events.length; i += writers) {
      const { stream, revision } = placing.of(first + i);
      await store.append(stream, [events[i] as NewEvent], revision === 0 ? 'none' : revision - 1);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
}

type StoredRow = [position: number, streamId: number, revision: number, ...rest: (string | number)[]];

/** A plain database with the tables, indexes and settings of the event store, and the statements to fill it by hand. */
class RawStore {
  readonly #db: DatabaseSync;
  readonly #run;

  constructor(directory: string, like: string, private readonly placing: Placing) {
    this.#db = new DatabaseSync(join(directory, 'raw.sqlite'));
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536');
    const source = new DatabaseSync(join(like, 'events.sqlite'), { readOnly: true });
    for (const { sql } of source.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'").all()) this.#db.exec(String(sql));
    source.close();
    this.#run = {
      begin: this.#db.prepare('BEGIN IMMEDIATE'),
      commit: this.#db.prepare('COMMIT'),
      stream: this.#db.prepare('INSERT INTO streams VALUES (?, ?)'),
      event: this.#db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    };
  }

  insert(rows: readonly StoredRow[], perCommit: number): void {
    for (let i = 0; i < rows.length; i += perCommit) {
      this.#run.begin.run();
      for (const row of rows.slice(i, i + perCommit)) {
        if (row[2] === 0) this.#run.stream.run(row[1], this.placing.of(row[0] - 1).stream);
        this.#run.event.run(...row);
      }
      this.#run.commit.run();
    }
  }

  close(): void {
    this.#db.close();
  }
}

function storedRows(directory: string, after: number): StoredRow[] {
  const db = new DatabaseSync(join(directory, 'events.sqlite'), { readOnly: true });
  const statement = db.prepare('SELECT * FROM events WHERE position > ? ORDER BY position');
  statement.setReturnArrays(true);
  const rows = statement.all(after) as unknown as StoredRow[];
  db.close();
  return rows;
}

async function inScratch<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'humai-bench-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Rounds of the store and of plain SQLite in turn, so that both meet the same machine. */
async function compareAppends({ events, seconds: limit = Infinity }: BenchOptions, writers: number, rawPerCommit: number): Promise<{ own: number; raw: number }> {
  return inScratch(async (scratch) => {
    const directory = join(scratch, 'store');
    const store = await openSqliteEventStore({ directory, clock });
    const placing = new Placing(events);
    const raw = new RawStore(scratch, directory, placing);
    const round = Math.ceil(events / ROUNDS / WRITERS) * WRITERS;
    const [own, plain]: [number[], number[]] = [[], []];
    const started = performance.now();
    for (let first = 0; own.length <= ROUNDS && (own.length < 2 || seconds(started) < limit); first += round) {
      const batch = Array.from({ length: round }, (_, i) => benchEvent(first + i));
      let start = performance.now();
      await appendAll(store, batch, first, writers, placing);
      own.push(round / seconds(start));
      const rows = storedRows(directory, first);
      start = performance.now();
      raw.insert(rows, rawPerCommit);
      plain.push(round / seconds(start));
    }
    raw.close();
    await store.close();
    return { own: median(own.slice(1)), raw: median(plain.slice(1)) };
  });
}

export async function benchConcurrentAppend(options: BenchOptions): Promise<BenchRow[]> {
  const { own, raw } = await compareAppends(options, WRITERS, 100);
  return [{ row: `durable append, ${WRITERS} writers, different streams`, value: own, unit: 'events/s', baseline: 'node:sqlite, batches of 100, same rows and indexes', ratio: own / raw }];
}

export async function benchSingleAppend(options: BenchOptions): Promise<BenchRow[]> {
  const { own, raw } = await compareAppends(options, 1, 1);
  return [{ row: 'durable append, one writer, one event at a time', value: own, unit: 'events/s', baseline: 'node:sqlite, single commits, same rows and indexes', ratio: own / raw }];
}

/** Fills an empty store as fast as it goes; for what is measured on a filled one. */
export async function fillStore(directory: string, from: number, to: number, streamsFor = to): Promise<void> {
  const store = await openSqliteEventStore({ directory, clock, synchronous: 'off' });
  const placing = new Placing(streamsFor);
  const chunk = 1_280;
  for (let first = from; first < to; first += chunk) {
    const appends: Promise<unknown>[] = [];
    for (let n = first; n < Math.min(to, first + chunk); n += 1) appends.push(store.append(placing.of(n).stream, [benchEvent(n)], 'any'));
    await Promise.all(appends);
  }
  await store.close();
}

async function replayRate(directory: string, after: number, count: number): Promise<number> {
  const store = await openSqliteEventStore({ directory, clock, readOnly: true });
  const start = performance.now();
  let events = 0;
  for await (const batch of store.readAll({ after, upTo: after + count })) events += batch.length;
  const rate = events / seconds(start);
  await store.close();
  return rate;
}

function rawReplayRate(directory: string): number {
  const db = new DatabaseSync(join(directory, 'events.sqlite'), { readOnly: true });
  db.exec('PRAGMA cache_size = -65536');
  const statement = db.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT 1000');
  statement.setReturnArrays(true);
  const start = performance.now();
  let [events, after] = [0, 0];
  for (let rows = statement.all(after); rows.length > 0; rows = statement.all(after)) {
    for (const row of rows as unknown as StoredRow[]) {
      JSON.parse(row[8] as string);
      JSON.parse(row[9] as string);
      after = row[0];
      events += 1;
    }
  }
  const rate = events / seconds(start);
  db.close();
  return rate;
}

export async function benchReplay({ events }: BenchOptions): Promise<BenchRow[]> {
  return inScratch(async (directory) => {
    await fillStore(directory, 0, events);
    const [own, raw]: [number[], number[]] = [[], []];
    for (let i = 0; i < ROUNDS; i += 1) {
      raw.push(rawReplayRate(directory));
      own.push(await replayRate(directory, 0, events));
    }
    return [{ row: 'replay of the whole log with parsing', value: median(own), unit: 'events/s', baseline: 'node:sqlite, read and JSON.parse of both columns', ratio: median(own) / median(raw) }];
  });
}

/** Cost per event at the full size against a tenth of it: `ratio` above 1 means dearer. */
export async function benchGrowth({ events }: BenchOptions): Promise<BenchRow[]> {
  return inScratch(async (directory) => {
    const probe = Math.min(64_000, Math.ceil(events / 50 / WRITERS) * WRITERS);
    const placing = new Placing(events);
    const measure = async (size: number) => {
      const store = await openSqliteEventStore({ directory, clock });
      const batches = Array.from({ length: ROUNDS }, (_, round) => Array.from({ length: probe }, (_, i) => benchEvent(size + round * probe + i)));
      const rates: number[] = [];
      for (const [round, batch] of batches.entries()) {
        const start = performance.now();
        await appendAll(store, batch, size + round * probe, WRITERS, placing);
        rates.push(batch.length / seconds(start));
      }
      await store.close();
      const reads: number[] = [];
      for (let i = 0; i < ROUNDS; i += 1) reads.push(await replayRate(directory, Math.floor(((size - probe) / ROUNDS) * i), probe));
      return { append: median(rates), read: median(reads), reached: size + ROUNDS * probe };
    };
    const small = Math.floor(events / 10);
    await fillStore(directory, 0, small, events);
    const before = await measure(small);
    await fillStore(directory, before.reached, events);
    const after = await measure(events);
    const baseline = `the same store at ${small} events`;
    return [
      { row: `append to a log of ${events} events`, value: after.append, unit: 'events/s', baseline, ratio: before.append / after.append },
      { row: `replay from a log of ${events} events`, value: after.read, unit: 'events/s', baseline, ratio: before.read / after.read },
    ];
  });
}
