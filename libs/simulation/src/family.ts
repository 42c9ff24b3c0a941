import { hasLabour, HOUSEHOLDER, type Labour } from '@humai/contracts-identification';
import { ageOn } from '@humai/identification-domain';
import { householdAggregate, personAggregate } from '@humai/identification-service';
import { addDays } from '@humai/kernel';
import { memberOf, NO_TROUBLE, recordIncome, type SimulatedHousehold } from './household.js';
import { child } from './people.js';
import type { Standing, World } from './world.js';

const WORKING_AGE = 18;
const RETIRED_AGE = 73;
const ALONE_DAYS = 200;

const village = (world: World, household: SimulatedHousehold) => world.officer('village', household.village);

/** Waits while a procedure runs: everybody in it has signed for a household of these people in this village. */
export async function whenQuiet(world: World, household: SimulatedHousehold, act: (now: Standing) => Promise<void>): Promise<void> {
  const now = await world.look(household);
  if (now.identified.lineage.ended) return;
  if (now.identified.case) return world.later(10, () => whenQuiet(world, household, act), { working: true });
  await act(now);
}

export const birth = (world: World, household: SimulatedHousehold): Promise<void> => {
  const { random, rates, parts: { numbers } } = world;
  const born = child({ random, rates: rates.people, numbers, area: household.village, today: world.today });
  return whenQuiet(world, household, async () => {
    const before = new Set(household.people.keys());
    if (!(await world.give(householdAggregate, 'AddMember', household.id, { member: memberOf(born), reason: 'BIRTH' }, village(world, household)))) return;
    const { identified: { members } } = await world.look(household);
    for (const personId of Object.keys(members)) if (!before.has(personId)) household.people.set(personId, born);
  });
};

type Leaving = 'DEATH' | 'MARRIAGE_OUT' | 'MOVE_OUT';

/** Mostly the oldest; the next in the order of relations becomes householder. */
export const death = (world: World, household: SimulatedHousehold): Promise<void> =>
  whenQuiet(world, household, async ({ identified: { members } }) => {
    const byAge = Object.keys(members).sort((a, b) => (household.people.get(a)!.bornOn < household.people.get(b)!.bornOn ? -1 : 1));
    await leave(world, household, members, world.random.happens(0.85) ? byAge[0]! : world.random.pick(byAge), 'DEATH');
  });

/** An adult child marries or moves away. */
export const leaveHome = (world: World, household: SimulatedHousehold): Promise<void> =>
  whenQuiet(world, household, async ({ identified: { members } }) => {
    const grown = Object.entries(members).filter(([id, m]) => (m.relation === '03' || m.relation === '04') && ageOn(household.people.get(id)!.bornOn, world.today) >= 20);
    if (grown.length > 0) await leave(world, household, members, world.random.pick(grown)[0], world.random.pick(['MARRIAGE_OUT', 'MOVE_OUT'] as const));
  });

async function leave(world: World, household: SimulatedHousehold, members: Standing['identified']['members'], personId: string, reason: Leaving): Promise<void> {
  const [successor] = Object.entries(members).filter(([id]) => id !== personId).sort(([, a], [, b]) => Number(a.relation) - Number(b.relation));
  if (!successor) {
    await world.give(householdAggregate, 'CloseHousehold', household.id, { reason }, world.officer('township', household.village));
    return;
  }
  const successorId = members[personId]!.relation === HOUSEHOLDER ? { successorId: successor[0] } : {};
  if (!(await world.give(householdAggregate, 'RemoveMember', household.id, { personId, reason, ...successorId }, village(world, household)))) return;
  if (world.random.happens(world.rates.people.erased))
    world.later(world.random.int(40, 300), async () => {
      await world.give(personAggregate, 'ErasePerson', personId, { reason: '保存期满或本人要求' }, world.officer('county', household.village));
    }, { working: true });
}

/** To another village of the district; who was moved to a resettlement site stays there. */
export const move = (world: World, household: SimulatedHousehold, to: string): Promise<void> =>
  whenQuiet(world, household, async () => {
    if (to === household.village || household.relocated) return;
    const { registerNumber, kind } = household;
    if (await world.give(householdAggregate, 'ChangeHousehold', household.id, { registerNumber, village: to, kind }, world.officer('county', household.village))) household.village = to;
  });

/** A new year: last year's income is recorded, who has come of age can work, who has grown old no more. */
export async function newYear(world: World, household: SimulatedHousehold): Promise<void> {
  const { income } = world.rates.household;
  const { identified: { members, enrolment } } = await world.look(household);
  await recordIncome(world, household);
  household.usualYuan = Math.round(household.usualYuan * (1 + income.growth + (world.random.unit() * 2 - 1) * income.noise));
  // Who was not found in time recovers alone.
  if (enrolment?.status !== 'OPEN' && (household.struckOn === null || household.struckOn < addDays(world.today, -ALONE_DAYS))) {
    household.incomeYuan = household.usualYuan;
    household.trouble = NO_TROUBLE;
  }
  for (const [personId, { relation, labour }] of Object.entries(members)) {
    const age = ageOn(household.people.get(personId)!.bornOn, world.today);
    if (age === WORKING_AGE && labour === 'NONE') await changeLabour(world, household, personId, relation, 'ORDINARY');
    if (age === RETIRED_AGE && hasLabour(labour)) await changeLabour(world, household, personId, relation, 'LOST');
  }
}

const changeLabour = (world: World, household: SimulatedHousehold, personId: string, relation: string, labour: Labour) =>
  world.give(householdAggregate, 'ChangeMember', household.id, { personId, relation, labour }, village(world, household));

/** What a disability or an accident can do to somebody who works. */
export async function loseStrength(world: World, household: SimulatedHousehold): Promise<void> {
  const { identified: { members } } = await world.look(household);
  const [hurt] = Object.entries(members).filter(([, { labour }]) => labour === 'ORDINARY' || labour === 'SKILLED');
  if (hurt) await changeLabour(world, household, hurt[0], hurt[1].relation, world.random.happens(0.6) ? 'WEAK' : 'LOST');
}
