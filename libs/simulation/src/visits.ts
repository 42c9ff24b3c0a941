import type { RiskType, VisitFinding } from '@humai/contracts-identification';
import { householdAggregate } from '@humai/identification-service';
import { daysBetween } from '@humai/kernel';
import type { SimulatedHousehold } from './household.js';
import type { World } from './world.js';

/** What a visit found is some household's trouble that nobody had reported. */
const UNKNOWN_RISK = '99' satisfies RiskType;
type OnClue = (clueId: string, risk: RiskType) => void;

const visited = new WeakSet<SimulatedHousehold>();

/** The village puts a household on a list before anything happens to it. */
export async function putOnList(world: World, household: SimulatedHousehold, onClue: OnClue): Promise<void> {
  const list = world.random.pick(['LOW_INCOME', 'DISABLED_ELDERLY', 'MULTI_STUDENT'] as const);
  if (await world.give(householdAggregate, 'PutOnWatchList', household.id, { list, reason: '日常走访' }, world.officer('village', household.village))) beginVisits(world, household, onClue);
}

/** From here on the village visits the household as long as it is on a list; what puts it there may come by event, some hours later. */
export function beginVisits(world: World, household: SimulatedHousehold, onClue: OnClue): void {
  if (visited.has(household)) return;
  visited.add(household);
  world.later(world.random.int(5, 20), () => visit(world, household, onClue), { working: true });
}

async function visit(world: World, household: SimulatedHousehold, onClue: OnClue): Promise<void> {
  const { identified: { watch, lineage, enrolment } } = await world.look(household);
  if (lineage.ended || Object.keys(watch.lists).length === 0) return void visited.delete(household);
  const { visits: rates } = world.rates;
  const isTroubled = household.trouble.unsolved !== null || household.trouble.spendingYuan > 0;
  const finding: VisitFinding = world.random.happens(rates.nobodyHome) ? 'NOBODY_HOME'
    : isTroubled && enrolment?.status !== 'OPEN' && world.random.happens(rates.found) ? 'CLUE'
      : world.random.happens(rates.better) ? 'BETTER' : 'NOTHING_NEW';
  const clueId = world.id('clue');
  const done = await world.give(householdAggregate, 'RecordVisit', household.id, {
    visitId: world.id('visit'), visitedOn: world.today, byIds: [world.officer('village', household.village).id], finding,
    ...(finding === 'CLUE' ? { clue: { clueId, riskTypes: [UNKNOWN_RISK] } } : {}),
  }, world.officer('village', household.village));
  if (done && finding === 'CLUE') onClue(clueId, UNKNOWN_RISK);
  if (done && finding === 'BETTER') await takeOff(world, household, Object.keys(watch.lists));
  await next(world, household, onClue, finding === 'NOBODY_HOME');
}

/** Cleared households stay tracked; from other lists the township takes who is better. */
async function takeOff(world: World, { id, village }: SimulatedHousehold, lists: readonly string[]): Promise<void> {
  for (const list of lists)
    if (list !== 'CLEARED_TRACKING') await world.give(householdAggregate, 'TakeOffWatchList', id, { list, reason: '困难缓解' }, world.officer('township', village));
}

/** Some days before the next visit is due, or some after: not every village keeps its periods. */
async function next(world: World, household: SimulatedHousehold, onClue: OnClue, soon: boolean): Promise<void> {
  const { identified: { watch } } = await world.look(household);
  const [due] = Object.values(watch.lists).flatMap((l) => l.dueOn ?? []).sort();
  if (due === undefined) return void visited.delete(household);
  const left = Math.max(1, daysBetween(world.today, due));
  const late = world.random.happens(world.rates.visits.late) ? world.random.int(3, 40) : -world.random.int(1, 12);
  world.later(soon ? Math.min(3, left) : Math.max(1, left + late), () => visit(world, household, onClue), { working: true });
}
