import { ageOn } from '@humai/identification-domain';
import { householdAggregate } from '@humai/identification-service';
import { streamName } from '@humai/kernel';
import { whenQuiet } from './family.js';
import { memberOf, type SimulatedHousehold } from './household.js';
import { family } from './people.js';
import type { World } from './world.js';

const GROWN = 20;
const INCOME = 'identification.IncomeRecorded.v1';

/** An adult child founds a household of its own; some come back with it. */
export const splitOff = (world: World, household: SimulatedHousehold): Promise<void> =>
  whenQuiet(world, household, async ({ identified: { members } }) => {
    const grown = Object.entries(members).filter(([id, m]) => (m.relation === '03' || m.relation === '04') && ageOn(household.people.get(id)!.bornOn, world.today) >= GROWN);
    if (grown.length === 0) return;
    const [personId, { relation }] = world.random.pick(grown);
    const part = { id: world.id('part') };
    const split = { newHouseholdId: part.id, members: [{ personId, relation: '01' }], evidenceHash: world.evidence() };
    if (!(await world.give(householdAggregate, 'SplitHousehold', household.id, split, world.officer('township', household.village)))) return;
    if (world.random.happens(world.rates.people.idTaken)) return newcomer(world, household.village, part.id);
    if (!world.random.happens(world.rates.people.comeBack)) return;
    world.later(world.random.int(90, 500), async () => {
      const { identified: { case: running } } = await world.look(part);
      const home = await world.look(household);
      if (running || home.identified.case || home.identified.lineage.ended) return;
      const merge = { intoHouseholdId: household.id, members: [{ personId, relation }], evidenceHash: world.evidence() };
      await world.give(householdAggregate, 'MergeHousehold', part.id, merge, world.officer('county', household.village));
    }, { working: true });
  });

/** Another officer of the township gives the same number, at the same moment, to somebody who comes home: the split finds it taken. */
async function newcomer(world: World, village: string, id: string): Promise<void> {
  const { random, rates, parts: { numbers }, today } = world;
  const people = family({ random, rates: rates.people, numbers, area: village, today }, { size: 1, withoutLabour: false });
  await world.give(householdAggregate, 'RegisterHousehold', id, { registerNumber: null, village, kind: 'GENERAL', members: people.map(memberOf) }, world.officer('township', village, 2));
}

/** A year of income was written down with a zero too many, or too few: the township sets it right. */
export async function correctIncome(world: World, household: SimulatedHousehold): Promise<void> {
  const entry = (await world.parts.store.readStream(streamName('household', household.id))).findLast((e) => e.type === INCOME);
  if (!entry) return;
  const { incomePerHeadFen } = entry.data as { incomePerHeadFen: number };
  const data = { incomePerHeadFen: Math.round(incomePerHeadFen * (0.9 + world.random.unit() / 5)) };
  await world.give(householdAggregate, 'CorrectEntry', household.id, { eventId: entry.id, data, reason: '录入有误' }, world.officer('township', household.village));
}
