import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { type HouseholdDocument, householdsProjection } from '@humai/identification-service';
import { applyEvent, documentIdsOf, type RecordedEvent, subjectOf } from '@humai/kernel';
import type { Rebuilt } from '@humai/projections';
import { type FilledLog, peerOn } from './filled-log.js';
import { type Measurement, secondsSince } from './measurement.js';
import type { Peer } from './peer.js';
import { eventsFile, openPlain } from './plain-store.js';

type Event = RecordedEvent<IdentificationEvent>;
export type RebuildRun = Pick<Rebuilt, 'events' | 'rows' | 'differences' | 'seconds'> & Readonly<{ peakMegabytes: number }>;

/** Brings the read model of a log up to its end, then rebuilds it beside itself, as `humai rebuild` does. */
export async function rebuildInProcess({ directory }: FilledLog): Promise<RebuildRun> {
  const run = async (work: 'catch-up' | 'rebuild') => {
    const program = fileURLToPath(new URL('../dist/rebuild-process.js', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program, directory, join(directory, 'read-models.sqlite'), work]);
    return JSON.parse(stdout) as RebuildRun;
  };
  await run('catch-up');
  const rebuilt = await run('rebuild');
  if (rebuilt.differences > 0) throw new Error(`the rebuilt read model differs in ${rebuilt.differences} rows`);
  return rebuilt;
}

const FIELDS = householdsProjection.indexes.flat().filter((f, i, all) => all.indexOf(f) === i) as (keyof HouseholdDocument & string)[];
const PLAIN_TABLE = `CREATE TABLE rows (_id TEXT PRIMARY KEY, position INTEGER NOT NULL, doc TEXT NOT NULL, ${FIELDS.join()})`;
const PLAIN_UPSERT = `INSERT OR REPLACE INTO rows VALUES (${Array.from({ length: FIELDS.length + 3 }, () => '?').join()})`;
const PLAIN_INDEXES = householdsProjection.indexes.map((fields, i) => `CREATE INDEX i${i} ON rows (${fields.join()}, _id)`).join(';');
const valuesOf = (d: HouseholdDocument) => [d._id, d.position, JSON.stringify(d), ...FIELDS.map((f) => d[f] as string | number | null)];

/** The same events read and parsed, folded by the same function, and the same rows written with the same indexes: by hand, all in memory. */
function plainRebuildRate({ directory }: FilledLog): number {
  const file = join(directory, 'plain-rebuild.sqlite');
  const source = openPlain(eventsFile(directory));
  const target = openPlain(file, false);
  target.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${PLAIN_TABLE}`);
  const start = performance.now();
  const types = new Map(source.prepare('SELECT id, name FROM types').all().map((r) => [Number(r['id']), String(r['name'])]));
  const wanted = [...types].filter(([, name]) => (householdsProjection.handles as readonly string[]).includes(name)).map(([id]) => id);
  const events = source.prepare(`SELECT e.position, s.name, e.type_id, e.data FROM events e JOIN streams s ON s.id = e.stream_id WHERE e.type_id IN (${wanted.join()}) ORDER BY e.position`);
  events.setReturnArrays(true);
  const documents = new Map<string, HouseholdDocument>();
  let read = 0;
  for (const [position, stream, type, data] of events.iterate() as unknown as Iterable<[number, string, number, string]>) {
    const event = { type: types.get(type), data: JSON.parse(data) as unknown, stream, position } as Event;
    for (const id of documentIdsOf(householdsProjection, event)) documents.set(id, applyEvent(householdsProjection, documents.get(id) ?? null, event, id)!);
    read += 1;
  }
  const upsert = target.prepare(PLAIN_UPSERT);
  target.exec('BEGIN');
  for (const document of documents.values()) upsert.run(...valuesOf(document));
  target.exec(`${PLAIN_INDEXES}; COMMIT`);
  const rate = read / secondsSince(start);
  source.close();
  target.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return rate;
}

export async function benchRebuild(log: FilledLog, peer: Peer, small: RebuildRun, runs: readonly RebuildRun[]): Promise<Measurement[]> {
  const { events, rows, peakMegabytes } = runs[0]!;
  const value = events / Math.min(...runs.map((r) => r.seconds));
  const plain = Math.max(plainRebuildRate(log), plainRebuildRate(log));
  const start = performance.now();
  const projected = await peer.project({
    types: householdsProjection.handles,
    schema: `${PLAIN_TABLE}; ${PLAIN_INDEXES}`,
    handle: async ({ type, data, metadata }, connection) => {
      const event = { type, data, stream: metadata.streamName, position: Number(metadata.globalPosition) } as Event;
      const id = subjectOf(event.stream);
      const stored = await connection.querySingle<{ doc: string }>('SELECT doc FROM rows WHERE _id = ?', [id]);
      const document = applyEvent(householdsProjection, stored && (JSON.parse(stored.doc) as HouseholdDocument), event, id);
      if (document) await connection.command(PLAIN_UPSERT, valuesOf(document));
    },
  });
  const other = projected / secondsSince(start);
  return [
    {
      row: `rebuild of the read model of households: ${events.toLocaleString('en')} events into ${rows.toLocaleString('en')} rows, compared with the old one`,
      value, unit: 'events/s', goal: { least: 100_000 },
      baselines: [{ name: 'node:sqlite, the same fold and rows by hand, all in memory, not compared', value: plain }, { name: `${peerOn(log.log)}, a projection run by its consumer`, value: other }],
    },
    {
      row: 'memory of that rebuild at its peak', value: peakMegabytes, unit: 'MB',
      baselines: [{ name: `the same for ${small.events.toLocaleString('en')} events into ${small.rows.toLocaleString('en')} rows`, value: small.peakMegabytes }],
    },
  ];
}
