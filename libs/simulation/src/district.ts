import { householdAggregate } from '@humai/identification-service';
import { help } from './help.js';
import { memberOf, NO_TROUBLE, recordIncome, type SimulatedHousehold } from './household.js';
import { aftermath, recovery, triage } from './monitoring.js';
import type { Inhabitants } from './population.js';
import { putOnList } from './visits.js';
import type { World } from './world.js';

// What who is monitored already would live on without trouble.
const USUAL = 1.6;

/** Takes over the district's register on the first day. */
export async function settle(world: World, inhabitants: Iterable<Inhabitants>, progress: (done: number) => void): Promise<SimulatedHousehold[]> {
  const households: SimulatedHousehold[] = [];
  world.pace = 'batch';
  for (const each of inhabitants) {
    households.push(await register(world, each));
    progress(each.number);
  }
  world.pace = 'office';
  return households;
}

async function register(world: World, { number, registerNumber, village, kind, people, incomeYuan, monitoring }: Inhabitants): Promise<SimulatedHousehold> {
  const household: SimulatedHousehold = {
    id: `h${String(number).padStart(7, '0')}`, registerNumber, kind, village, people: new Map(), incomeYuan, usualYuan: Math.round(monitoring ? incomeYuan * USUAL : incomeYuan),
    trouble: NO_TROUBLE, struckOn: null, relocated: false, seen: new Set(),
  };
  const registered = await world.give(householdAggregate, 'RegisterHousehold', household.id, { registerNumber, village, kind, members: people.map(memberOf) }, world.officer('township', village));
  if (!registered) throw new Error(`household ${number} of the made-up register was refused`);
  const { identified: { members } } = await world.look(household);
  // Events keep the order of the register.
  for (const [i, personId] of Object.keys(members).entries()) household.people.set(personId, people[i]!);
  await recordIncome(world, household);
  if (world.random.happens(world.rates.visits.listed)) await putOnList(world, household, (clueId, risk) => triage(world, household, clueId, risk));
  if (!monitoring) return household;
  await world.give(householdAggregate, 'CarryOverMonitoring', household.id, { enrolmentId: world.id('enrolment'), ...monitoring }, world.officer('county', village));
  if (monitoring.cleared) aftermath(world, household);
  else {
    help(world, household);
    recovery(world, household);
  }
  return household;
}
