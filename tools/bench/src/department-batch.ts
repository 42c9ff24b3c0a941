import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { contexts } from '@humai/contexts';
import { checkCharacterOf } from '@humai/identification-domain';
import { DataBatchImport } from '@humai/identification-service';
import { addDays, type NewEvent } from '@humai/kernel';
import { CommandExecutor } from '@humai/nest';
import { loadRulebook, openPlatform, type Platform } from '@humai/wiring-embedded';
import { parse } from 'csv-parse';
import { idOf } from './household-life.js';
import { type Measurement, type Progress, secondsSince, settle } from './measurement.js';

const ROWS = 100_000;
/** Half of the rows are about people of the register, two in a household; one row in ten is a signal. */
const PERSONS = ROWS / 2;
const SIGNAL_EVERY = 10;
const CHUNK = 1_000;
const VILLAGE = '511504101201';
const AREA = '511504';
const HEADINGS = '证件号码,姓名,单次住院自付费用,年度累计自付费用,诊断';

/** Numbers that check and are nobody's: no area has the code 000000. */
function numberOf(n: number): string {
  const digits17 = `000000${addDays('1940-01-01', n % 25_000).replaceAll('-', '')}${String(Math.floor(n / 25_000) * 2 + 1).padStart(3, '0')}`;
  return digits17 + checkCharacterOf(digits17);
}
const rowOf = (n: number): string => `${numberOf(n)},姓名${n},${n % SIGNAL_EVERY === 0 ? 12_000 + (n % 500) : n % 900},${n % 4_000},住院治疗`;

async function writeFile(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${HEADINGS}\n`);
  for (let n = 0; n < ROWS; n += 1) if (!out.write(`${rowOf(n)}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

const metadata = { actor: 'bench', role: 'service', area: AREA, policy: null, effectiveOn: '2024-01-01', command: 'RegisterHousehold', commandId: 'bench', correlationId: 'bench', causationId: 'bench' };
const event = (id: string, name: string, data: object): NewEvent => ({ id, type: `identification.${name}.v1`, data, metadata });

/** The register as it would stand after an import: vault, places of persons, households. */
async function register({ vault, store, ids }: Platform, progress: Progress): Promise<void> {
  const why = { actor: 'bench', role: 'service', purpose: 'bench' };
  for (let from = 0; from < PERSONS; from += CHUNK) {
    const persons = Array.from({ length: CHUNK }, (_, i) => from + i);
    await vault.store(persons.map((n) => ({ personId: idOf(n, 5), record: { name: `姓名${n}`, documentNumber: numberOf(n) } })), why);
    await Promise.all(persons.map((n) => {
      const [personId, householdId] = [idOf(n, 5), idOf(Math.floor(n / 2), 0)];
      return store.append(`person-${personId}`, [event(ids.next(), 'PersonJoinedHousehold', { personId, householdId, village: VILLAGE })], 'none');
    }));
    await Promise.all(persons.filter((n) => n % 2 === 0).map((n) => {
      const householdId = idOf(n / 2, 0);
      const members = [n, n + 1].map((m, i) => event(ids.next(), 'MemberAdded', { personId: idOf(m, 5), relation: i === 0 ? '01' : '02', labour: 'ORDINARY', reason: 'REGISTER' }));
      return store.append(`household-${householdId}`, [event(ids.next(), 'HouseholdRegistered', { householdId, registerNumber: `R${n / 2}`, village: VILLAGE, kind: 'GENERAL' }), ...members], 'none');
    }));
    progress(from, PERSONS);
  }
}

type Taken = Readonly<{ rate: number; early: number; peak: number }>;

async function take(platform: Platform, file: string, progress: Progress): Promise<Taken> {
  const { store, catalogue, clock, ids, policies, calendar, readStore, vault } = platform;
  const executor = new CommandExecutor({ store, catalogue, clock, ids, policies, calendar });
  const heap = (): number => {
    settle();
    return process.memoryUsage().heapUsed / 1e6;
  };
  let [early, peak, told] = [0, 0, 0];
  const start = performance.now();
  let measuring = 0;
  const report = await new DataBatchImport({ executor, store, catalogue, readStore, vault, policies, calendar, clock }).run(file, {
    source: 'medical-insurance', period: clock.now().slice(0, 7), area: AREA, sender: { id: 'bench', grants: [{ role: 'county', area: AREA }] },
    onProgress: ({ rows }) => {
      progress(rows, ROWS);
      if (rows < told + ROWS / 10) return;
      const before = performance.now();
      told = rows;
      const used = heap();
      if (early === 0) early = used;
      peak = Math.max(peak, used);
      measuring += secondsSince(before);
    },
  });
  const seconds = secondsSince(start) - measuring;
  const expected = { rows: ROWS, matched: PERSONS, unknown: ROWS - PERSONS, raised: PERSONS / SIGNAL_EVERY };
  for (const [key, value] of Object.entries(expected)) if (report[key as keyof typeof expected] !== value) throw new Error(`department batch: ${key} ${report[key as keyof typeof expected]}, ${value} expected`);
  return { rate: ROWS / seconds, early, peak };
}

/** The same file, parsed as fast as its parser goes: each number looked up in a table, one row committed durably for each signal, a hundred at a time. */
async function takePlainly(scratch: string, file: string): Promise<number> {
  const db = new DatabaseSync(join(scratch, 'plain-batch.sqlite'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE persons (number TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID; CREATE TABLE warnings (id INTEGER PRIMARY KEY, person TEXT, fen INTEGER)');
  const add = db.prepare('INSERT INTO persons VALUES (?, ?)');
  db.exec('BEGIN');
  for (let n = 0; n < PERSONS; n += 1) add.run(numberOf(n), idOf(n, 5));
  db.exec('COMMIT');
  const [find, warn] = [db.prepare('SELECT id FROM persons WHERE number = ?'), db.prepare('INSERT INTO warnings (person, fen) VALUES (?, ?)')];
  const start = performance.now();
  let open = 0;
  for await (const row of createReadStream(file).pipe(parse({ from_line: 2 })) as AsyncIterable<string[]>) {
    const found = find.get(row[0]!)?.['id'];
    const fen = Number(row[2]) * 100;
    if (found === undefined || fen <= 1_000_000) continue;
    if (open === 0) db.exec('BEGIN');
    warn.run(found, fen);
    open = (open + 1) % 100;
    if (open === 0) db.exec('COMMIT');
  }
  if (open > 0) db.exec('COMMIT');
  const rate = ROWS / secondsSince(start);
  db.close();
  return rate;
}

/** One delivery of a department, from the file to the warnings on the households. */
export async function benchDepartmentBatch(scratch: string, progress: Progress): Promise<Measurement[]> {
  const file = join(scratch, 'department-batch.csv');
  await writeFile(file);
  const rulebook = loadRulebook(contexts, fileURLToPath(new URL('../../../policies', import.meta.url)));
  const directory = join(scratch, 'department-batch');
  const filling = await openPlatform({ directory, rulebook, durability: 'normal', live: false });
  await register(filling, (done, of) => progress(done, of * 2));
  await filling.close();
  const platform = await openPlatform({ directory, rulebook, live: false });
  const taken = await take(platform, file, (done, of) => progress(of + done, of * 2));
  await platform.close();
  return [
    { row: `department batch of ${ROWS.toLocaleString('en')} rows, matched and warned`, value: taken.rate, unit: 'rows/s', baselines: [{ name: 'csv-parse and node:sqlite, numbers in clear, nothing checked or recorded', value: await takePlainly(scratch, file) }] },
    { row: 'memory while it is taken: the most', value: taken.peak, unit: 'MB', goal: { mostRatio: 1.3 }, baselines: [{ name: 'after the first tenth of the rows', value: taken.early }] },
  ];
}
