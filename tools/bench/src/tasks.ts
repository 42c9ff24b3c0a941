import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { addDays, areaPrefix, collectionOf, type Filter, type ReadStore } from '@humai/kernel';
import { type TaskDocument, tasksQuery } from '@humai/identification-service';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { type Measurement, type Progress, quantile, settle } from './measurement.js';

/** A county of 300,000 people. */
const HOUSEHOLDS = 60_000;
const VILLAGES = 400;
const TODAY = '2026-03-31';
const PAGE = 50;
const QUESTIONS = 1_000;
const WARM_UP = 100;
const BATCH = 2_000;

const villageOf = (household: number): string => {
  const village = household % VILLAGES;
  return `511504${String(101 + Math.floor(village / 20)).padStart(3, '0')}${String(201 + (village % 20)).padStart(3, '0')}`;
};

/** What is to be done, in a bad month: one household in five is visited, one in eight has a clue, a warning, a measure or a step that waits. */
function* tasksOf(household: number): Generator<TaskDocument> {
  const of = (task: TaskDocument['task'], n: number, tiers: Pick<TaskDocument, 'forVillage' | 'forTownship' | 'forCounty'>): TaskDocument => ({
    _id: `h${household}~${task ?? 'WAITING'}~${n}`, position: household * 10 + n, task, startsOn: addDays(TODAY, -(household % 60)), dueOn: addDays(TODAY, (household % 90) - 15), ...tiers, householdId: `h${household}`,
    village: villageOf(household), subjectId: `s${n}`, case: null, limit: null, clue: null,
  });
  const village = { forVillage: true, forTownship: false, forCounty: false };
  const both = { forVillage: true, forTownship: true, forCounty: false };
  const nobody = { forVillage: false, forTownship: false, forCounty: false };
  if (household % 5 === 0) yield of('VISIT', 0, village);
  if (household % 25 === 1) yield of('SETTLE_CLUE', 1, both);
  if (household % 50 === 2) yield of('HANDLE_WARNING', 2, { forVillage: false, forTownship: true, forCounty: true });
  if (household % 30 === 3) yield of('DELIVER_MEASURE', 3, { forVillage: true, forTownship: true, forCounty: true });
  if (household % 33 !== 4) return;
  yield of('VERIFY', 4, both);
  if (household % 66 === 4) yield of('DECIDE', 5, { forVillage: false, forTownship: false, forCounty: true });
  for (let n = 6; n < 14; n += 1) yield of(null, n, nobody);
}

type Asked = Readonly<{ role: 'village' | 'township' | 'county'; area: string }>;
/** Every tier in turn, each time elsewhere. */
function askedBy(question: number): Asked {
  const village = villageOf(question * 7);
  return [{ role: 'village', area: village }, { role: 'township', area: village.slice(0, 9) }, { role: 'county', area: '511504' }][question % 3] as Asked;
}

const filterOf = ({ role, area }: Asked): Filter =>
  ({ ...tasksQuery.toFilter({ role }, { caller: { id: 'bench', grants: [] }, today: TODAY }), village: { prefix: areaPrefix(area) } });

async function fill(store: ReadStore, collection: string, plain: DatabaseSync, progress: Progress): Promise<void> {
  const spec = { name: collection, indexes: tasksQuery.projection.indexes };
  await store.ensure({ ...spec, loading: true });
  plain.exec('CREATE TABLE tasks (id TEXT PRIMARY KEY, village TEXT, due TEXT, starts TEXT, v INTEGER, t INTEGER, c INTEGER, doc TEXT)');
  const insert = plain.prepare('INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (let from = 0; from < HOUSEHOLDS; from += BATCH) {
    const upserts = Array.from({ length: BATCH }, (_, i) => [...tasksOf(from + i)]).flat();
    await store.write({ collection, upserts });
    plain.exec('BEGIN');
    for (const d of upserts) insert.run(d._id, d.village, d.dueOn, d.startsOn, Number(d.forVillage), Number(d.forTownship), Number(d.forCounty), JSON.stringify(d));
    plain.exec('COMMIT');
    progress(from + BATCH, HOUSEHOLDS);
  }
  await store.ensure(spec);
  for (const tier of ['v', 't', 'c']) plain.exec(`CREATE INDEX ${tier}_due ON tasks (${tier}, due, starts, village)`);
}

function plainPage(plain: DatabaseSync, { role, area }: Asked): number {
  const rows = plain.prepare(`SELECT doc FROM tasks WHERE ${role[0]} = 1 AND starts <= ? AND village >= ? AND village < ? ORDER BY due, id LIMIT ${PAGE}`).all(TODAY, area, `${area}:`);
  return rows.map((r) => JSON.parse(String(r['doc'])) as TaskDocument).length;
}

/** One page of somebody's tasks, due first, at the size of a county. */
export async function benchTasks(directory: string, progress: Progress): Promise<Measurement> {
  const store = await openSqliteReadStore({ file: join(directory, 'tasks.sqlite') });
  const plain = new DatabaseSync(join(directory, 'plain-tasks.sqlite'));
  try {
    const collection = collectionOf(tasksQuery.projection);
    await fill(store, collection, plain, progress);
    const times: [number[], number[]] = [[], []];
    settle();
    for (let question = 0; question < QUESTIONS + WARM_UP; question += 1) {
      const asked = askedBy(question);
      const start = performance.now();
      const { items } = await store.find<TaskDocument>(collection, { filter: filterOf(asked), sort: tasksQuery.sort, limit: PAGE });
      const middle = performance.now();
      const found = plainPage(plain, asked);
      const end = performance.now();
      if (items.length !== found) throw new Error(`${asked.role} ${asked.area}: ${items.length} tasks here, ${found} there`);
      if (question < WARM_UP) continue;
      times[0].push(middle - start);
      times[1].push(end - middle);
    }
    const [ours, theirs] = times.map((t) => quantile(t, 0.95)) as [number, number];
    return { row: 'tasks query, 60,000 households, p95', value: ours, unit: 'ms', baselines: [{ name: 'bare SQLite, the same page', value: theirs }], goal: { most: 20 } };
  } finally {
    plain.close();
    await store.close();
  }
}
