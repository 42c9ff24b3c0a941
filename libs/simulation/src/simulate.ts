import type { RiskType } from '@humai/contracts-identification';
import { addDays, type AreaDirectory, type Calendar, daysBetween, DomainError, type EventStore, type EvidenceStore, isLocalDate, type LocalDate, type PolicySource, townshipOf } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import { Agenda, type Task } from './agenda.js';
import type { SimulatedClock } from './clock.js';
import { deliver } from './departments.js';
import { settle } from './district.js';
import { birth, death, leaveHome, move, newYear } from './family.js';
import { askOutside, helpAnybody } from './help.js';
import type { SimulatedHousehold } from './household.js';
import { shock } from './monitoring.js';
import { idNumbers, population, villagesOf } from './population.js';
import type { Random } from './random.js';
import { loadRates, type Rates } from './rates.js';
import { correctIncome, splitOff } from './lineage.js';
import { openSites, relocate } from './relocation.js';
import { checkRound } from './rounds.js';
import { World } from './world.js';

export type SimulationOptions = Readonly<{ area: string; households: number; from: LocalDate; to: LocalDate; seed: number }>;

/** What a simulation needs of a running system whose feed waits to be drained. */
export type SimulationSystem = Readonly<{
  executor: CommandExecutor;
  store: Pick<EventStore, 'readStream' | 'lastPosition'>;
  clock: SimulatedClock;
  calendar: Calendar;
  areas: AreaDirectory;
  policies: PolicySource;
  evidence: Pick<EvidenceStore, 'put'>;
  /** Hands the events of the day to the contexts that react to them. */
  drain(): Promise<unknown>;
  /** Lets the deadlines of a day become overdue. */
  deadlines(today: LocalDate): Promise<void>;
}>;

/** Stands for every photo of a check: nobody was there to take one. */
async function* picture(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode('模拟数据,没有照片\n');
}

export type SimulationResult = Readonly<{ households: number; events: number; commands: number; refusals: Readonly<Record<string, number>>; register: readonly SimulatedHousehold[] }>;

/**
 * A district's life from one day to another, through the real deciders and under the simulated clock.
 * The same options give the same events, byte for byte, in the same order.
 * @throws `SIMULATION.OPTIONS` for a period that cannot be, `AREA.UNKNOWN`, `POLICY.NOT_IN_FORCE`
 */
export async function simulate(
  system: SimulationSystem,
  { area, households: count, from, to }: Omit<SimulationOptions, 'seed'>,
  random: Random,
  onProgress: (done: number, total: number) => void = () => {},
  rates: Rates = loadRates(),
): Promise<SimulationResult> {
  if (!isLocalDate(from) || !isLocalDate(to) || from > to) throw new DomainError('SIMULATION.OPTIONS', { problem: `${from}..${to}` });
  const origin = random.fork(); // Before all else: a register made from this seed has the same people.
  const settlement = { area, households: count, today: from };
  const villages = villagesOf(system.areas, settlement).map((v) => v.code);
  const numbers = idNumbers(system.areas, from);
  const agenda = new Agenda(from);
  const { hash: photo } = await system.evidence.put(picture(), { actor: 'simulation', role: 'service', purpose: 'simulation' });
  const world = new World({ ...system, random, rates, agenda, numbers, photo }, from, to);
  const days = daysBetween(from, to) + 1;
  // Settling is worth about a third of all work.
  const settling = Math.ceil(days / 2);
  const total = days + settling;

  system.clock.startDay(from);
  system.clock.openOffices();
  const households = await settle(world, population(settlement, system.areas, origin, rates, numbers), (done) => onProgress(Math.floor((settling * done) / count), total));
  const sites = await openSites(world, villages);
  for (const household of households) if (random.happens(rates.household.relocated)) await relocate(world, household, random.pick(sites));
  const townships = [...new Set(villages.map(townshipOf))];

  for (let day = from, done = settling; day <= to; day = addDays(day, 1)) {
    world.today = day;
    system.clock.startDay(day);
    await system.deadlines(day);
    system.clock.openOffices();
    if (day === from || day.endsWith('-01-01')) planYear(world, households, townships, villages, day);
    await world.work();
    await system.drain();
    onProgress((done += 1), total);
  }
  return { households: households.length, events: await system.store.lastPosition(), commands: world.commands, refusals: Object.fromEntries([...world.refusals].sort()), register: households };
}

/** Puts down what will happen to each household from a day to the end of its year. */
function planYear(world: World, households: readonly SimulatedHousehold[], townships: readonly string[], villages: readonly string[], from: LocalDate): void {
  const { random, rates: { shocks, people, help }, parts: { agenda } } = world;
  const year = from.slice(0, 4);
  const put = (date: LocalDate, task: Task) => {
    if (date > from && date <= world.end) agenda.on(date, task);
  };
  const dayIn = (month: number) => `${year}-${String(month).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
  const waves = new Map(Object.entries(shocks).flatMap(([type, { waves: w, months }]) => {
    const wave = () => ({ on: dayIn(random.pick(months)), struck: new Set(pickSome(random, townships, w!.townships)) });
    return w ? [[type, Array.from({ length: w.perYear }, wave)] as const] : [];
  }));

  put(`${year}-03-03`, () => checkRound(world, households));
  for (let month = 1; month <= 12; month += 1) put(`${year}-${String(month).padStart(2, '0')}-05`, () => deliver(world, households));
  for (const household of households) {
    const may = (share: number, task: Task) => {
      if (random.happens(share)) put(dayIn(random.int(1, 12)), task);
    };
    for (const [type, { rate, months }] of Object.entries(shocks)) {
      const strike = () => shock(world, household, type as RiskType);
      const hits = waves.get(type);
      if (!hits) {
        if (random.happens(rate)) put(dayIn(random.pick(months)), strike);
        continue;
      }
      for (const { on, struck } of hits)
        if (struck.has(townshipOf(household.village)) && random.happens((rate * townships.length) / (struck.size * hits.length))) put(addDays(on, random.int(0, 2)), strike);
    }
    may(people.births, () => birth(world, household));
    may(people.deaths, () => death(world, household));
    may(people.leaving, () => leaveHome(world, household));
    may(people.splits, () => splitOff(world, household));
    may(people.corrected, () => correctIncome(world, household));
    may(people.moves, () => move(world, household, random.pick(villages)));
    may(help.universal, () => helpAnybody(world, household));
    may(help.askedOutside, () => askOutside(world, household));
    if (from.endsWith('-01-01')) put(`${year}-01-${String(random.int(5, 28)).padStart(2, '0')}`, () => newYear(world, household));
  }
}

/** Some of a list, each at most once. */
function pickSome(random: Random, from: readonly string[], count: number): string[] {
  const left = [...from];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.int(0, left.length - 1), 1)[0]!);
}
