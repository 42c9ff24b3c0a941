import { DataSourcePolicy, type PeriodForm, type RiskType, type RowFields } from '@humai/contracts-identification';
import { readPeriod } from '@humai/identification-domain';
import { dataBatchAggregate, dataBatchIntake, householdAggregate, identificationService } from '@humai/identification-service';
import { addDays, addMonths, type LocalDate } from '@humai/kernel';
import { FEN, type SimulatedHousehold } from './household.js';
import type { World } from './world.js';

/** What a department's next delivery is going to say of a household; `isTrue` as the township will find it. */
type Row = Readonly<{ household: SimulatedHousehold; fields: RowFields; risk: RiskType; isTrue: boolean; onClue: OnClue }>;
type OnClue = (clueId: string, risk: RiskType) => void;
type Source = Readonly<{ risk: RiskType; fieldsOf: (world: World, occurredOn: LocalDate) => RowFields }>;

// Which source's data shows a shock of which risk.
const SOURCES: Readonly<Record<string, Source>> = {
  'medical-insurance': { risk: '01', fieldsOf: (world, on) => ({ staySelfPaidFen: world.random.int(10_500, 60_000) * FEN, yearSelfPaidFen: world.random.int(10_500, 60_000) * FEN, outpatientFen: 0, dischargedOn: on }) },
  'human-resources': { risk: '07', fieldsOf: (world) => ({ monthsWithoutWork: world.random.int(3, 8), wageOwedFen: 0 }) },
  education: { risk: '09', fieldsOf: (world) => ({ netCostFen: world.random.int(10_500, 22_000) * FEN, outOfSchool: false }) },
};
const waiting = new WeakMap<World, Map<string, Row[]>>();

function rowsFor(world: World, key: string): Row[] {
  const rows = waiting.get(world) ?? new Map<string, Row[]>();
  waiting.set(world, rows);
  if (!rows.has(key)) rows.set(key, []);
  return rows.get(key)!;
}

/** Puts a shock into the data of the department that sees it; false when no source of Humai does. */
export function showInData(world: World, household: SimulatedHousehold, risk: RiskType, occurredOn: LocalDate, onClue: OnClue): boolean {
  const [key, source] = Object.entries(SOURCES).find(([, s]) => s.risk === risk) ?? [];
  if (key === undefined || !source) return false;
  rowsFor(world, key).push({ household, fields: source.fieldsOf(world, occurredOn), risk, isTrue: true, onClue });
  return true;
}

/** On the fifth of a month, and of the first month of a term: every source sends what it has. */
export async function deliver(world: World, households: readonly SimulatedHousehold[]): Promise<void> {
  for (const key of Object.keys(SOURCES)) await deliverOne(world, key, households);
}

async function deliverOne(world: World, key: string, households: readonly SimulatedHousehold[]): Promise<void> {
  const [{ village } = { village: '' }] = households;
  const { version, content } = world.parts.policies.inForce(DataSourcePolicy, village, world.today, key);
  const period = periodBefore(content.period, world.today);
  if (period === null) return;
  const rows = rowsFor(world, key);
  // What looks like trouble and is none: a bill that was reimbursed later.
  for (const household of households) if (world.random.happens(world.rates.departments.unfounded)) rows.push({ household, fields: SOURCES[key]!.fieldsOf(world, addDays(world.today, -9)), risk: SOURCES[key]!.risk, isTrue: false, onClue: () => {} });
  const batchId = `${key}-${period}`;
  const sender = world.department(content.department, village);
  const area = sender.area.slice(0, 6);
  if (!(await world.give(dataBatchIntake, 'ReceiveBatch', batchId, { batchId, source: key, sourceVersion: version, period, area, contentHash: world.evidence() }, sender))) return;
  const counts = { rows: 0, rejected: 0, unknown: 0, doubtful: 0, matched: 0, outside: 0, raised: 0, supported: 0 };
  for (const row of rows.splice(0)) {
    if ((await world.look(row.household)).identified.lineage.ended) continue;
    counts.rows += 1;
    if (world.random.happens(world.rates.departments.doubtful)) {
      counts.doubtful += 1;
      await doubt(world, row, batchId, counts.rows + 1);
    } else {
      counts.matched += 1;
      counts[await raise(world, row, { batchId, version, period, area })] += 1;
    }
    if (row.isTrue && world.random.happens(world.rates.departments.again)) rows.push({ ...row, fields: SOURCES[key]!.fieldsOf(world, world.today) });
  }
  await world.give(dataBatchIntake, 'FinishBatch', batchId, { counts }, sender);
}

async function raise(world: World, row: Row, { batchId, version, period, area }: Readonly<{ batchId: string; version: string; period: string; area: string }>): Promise<'raised' | 'supported'> {
  const { household: { id } } = row;
  const before = (await world.look(row.household)).identified;
  const [personId = ''] = Object.keys(before.members);
  await world.give(householdAggregate, 'RaiseWarnings', id, { batchId, rowId: world.id('row'), sourceVersion: version, period, personId, fields: row.fields }, { ...identificationService, area });
  const { data } = (await world.look(row.household)).identified;
  const [warningId] = Object.keys(data.warnings).filter((w) => !(w in before.data.warnings));
  if (warningId === undefined) return 'supported';
  if (!world.random.happens(world.rates.departments.unhandled)) world.later(world.random.days(world.rates.procedure.stepDelayDays, world.paceOf(row.household.village)), () => handle(world, row, warningId), { working: true });
  return 'raised';
}

/** The township looks: at what is so, and is told to the village; at what is not; or at what may become so. */
async function handle(world: World, { household, risk, isTrue, onClue }: Row, warningId: string): Promise<void> {
  const verdict = isTrue ? 'TO_CLUE' : world.random.happens(0.5) ? 'UNFOUNDED' : 'FOLLOWED';
  const reason = verdict === 'UNFOUNDED' ? '费用已报销' : null;
  if ((await world.give(householdAggregate, 'HandleWarning', household.id, { warningId, verdict, reason }, world.officer('township', household.village))) && isTrue) onClue(warningId, risk);
}

/** A row with a slip of the pen: the county finds that it is somebody else. */
async function doubt(world: World, { household }: Row, batchId: string, row: number): Promise<void> {
  const county = world.officer('county', household.village);
  const matchId = world.id('match');
  await world.give(dataBatchIntake, 'DoubtMatches', batchId, { matches: [{ matchId, row, doubt: 'CHECK_DIGIT', candidateId: Object.keys((await world.look(household)).identified.members)[0] ?? null }] }, county);
  world.later(world.random.int(2, 12), async () => void (await world.give(dataBatchAggregate, 'SettleMatch', batchId, { matchId, verdict: 'REJECTED', reason: '并非同一人' }, county)), { working: true });
}

/** The period that has just ended; null when none has. */
function periodBefore(form: PeriodForm, today: LocalDate): string | null {
  const last = addMonths(today, -1);
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5, 7))];
  if (form === 'month') return readPeriod(form, last.slice(0, 7))?.period ?? null;
  // A term ends in January and in August.
  if (form === 'schoolTerm') return month === 1 ? `${year - 1}-${year}-1` : month === 8 ? `${year - 1}-${year}-2` : null;
  if (form === 'quarter') return month % 3 === 0 ? `${year}-Q${month / 3}` : null;
  return month === 12 ? String(year) : null;
}
