import type { RiskType } from '@humai/contracts-identification';
import { addDays, type AreaDirectory, type Calendar, DomainError, type EventStore, isLocalDate, type LocalDate } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import { Agenda } from './agenda.js';
import { birth, death, recordIncome, settle, type SimulatedHousehold } from './district.js';
import { askOutside } from './help.js';
import { shock } from './monitoring.js';
import type { Random } from './random.js';
import { loadRates, type Rates } from './rates.js';
import { openSites, relocate } from './relocation.js';
import { type SimulatedClock, World } from './world.js';

export type SimulationOptions = Readonly<{ area: string; households: number; from: LocalDate; to: LocalDate; seed: number }>;

/** What a simulation needs of a running system whose feed waits to be drained. */
export type SimulationSystem = Readonly<{
  executor: CommandExecutor;
  store: Pick<EventStore, 'readStream' | 'lastPosition'>;
  clock: SimulatedClock;
  calendar: Calendar;
  areas: AreaDirectory;
  /** Hands the events of the day to the contexts that react to them. */
  drain(): Promise<unknown>;
  /** Lets the deadlines of a day become overdue. */
  deadlines(today: LocalDate): Promise<void>;
}>;

export type SimulationResult = Readonly<{ households: number; events: number; commands: number; refusals: Readonly<Record<string, number>>; register: readonly SimulatedHousehold[] }>;

/**
 * A district's life from one day to another, through the real deciders and under the simulated clock.
 * The same options give the same events, byte for byte, in the same order.
 * @throws `SIMULATION.OPTIONS` for a period or area that cannot be
 */
export async function simulate(
  system: SimulationSystem,
  { area, households: count, from, to }: Omit<SimulationOptions, 'seed'>,
  random: Random,
  onProgress: (done: number, total: number) => void = () => {},
  rates: Rates = loadRates(),
): Promise<SimulationResult> {
  if (!isLocalDate(from) || !isLocalDate(to) || from > to) throw new DomainError('SIMULATION.OPTIONS', { problem: `${from}..${to}` });
  const villages = system.areas.within(area, 'village', from);
  if (villages.length === 0) throw new DomainError('AREA.UNKNOWN', { code: area });
  const agenda = new Agenda(from);
  const world = new World({ ...system, random, rates, agenda }, from, to);
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  // Settling is worth about a third of all work.
  const total = days + Math.ceil(days / 2);
  const settling = total - days;

  system.clock.startDay(from);
  const households = await settle(world, villages, count, (done) => onProgress(Math.floor((settling * done) / count), total));
  const sites = await openSites(world, villages);
  for (const household of households) if (!household.closed && random.happens(rates.household.relocated)) await relocate(world, household, random.pick(sites));
  planLife(world, households, from, to);

  for (let day = from, done = settling; day <= to; day = addDays(day, 1), done += 1) {
    world.today = day;
    system.clock.startDay(day);
    await agenda.run(day);
    await system.drain();
    await system.deadlines(day);
    onProgress(done, total);
  }
  return { households: households.length, events: await system.store.lastPosition(), commands: world.commands, refusals: Object.fromEntries([...world.refusals].sort()), register: households };
}

/** Puts down what will happen to each household, year by year. */
function planLife(world: World, households: readonly SimulatedHousehold[], from: LocalDate, to: LocalDate): void {
  const { random, rates } = world;
  const put = (date: LocalDate, task: () => Promise<void>) => {
    if (date > from && date <= to) world.parts.agenda.on(date, task);
  };
  const dayIn = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1)
    for (const household of households) {
      for (const [type, { rate, months }] of Object.entries(rates.shocks))
        if (random.happens(rate)) put(dayIn(year, random.pick(months)), () => shock(world, household, type as RiskType));
      if (random.happens(rates.people.birthsPerYear)) put(dayIn(year, random.int(1, 12)), () => birth(world, household));
      if (random.happens(rates.people.deathsPerYear)) put(dayIn(year, random.int(1, 12)), () => death(world, household));
      if (random.happens(rates.help.refusedOutside)) put(dayIn(year, random.int(1, 12)), () => askOutside(world, household));
      put(`${year}-01-${String(random.int(5, 28)).padStart(2, '0')}`, () => recordIncome(world, household));
    }
}
