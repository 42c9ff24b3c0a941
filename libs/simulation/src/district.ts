import type { HouseholdKind, Labour, Relation } from '@humai/contracts-identification';
import { householdAggregate } from '@humai/identification-service';
import { addMonths, type Area, countyOf } from '@humai/kernel';
import { help } from './help.js';
import { recovery } from './monitoring.js';
import { child, household as people, type SimulatedPerson } from './people.js';
import type { World } from './world.js';

/** A household as the simulation knows it. `status`: what it could do next. */
export type SimulatedHousehold = {
  readonly id: string;
  readonly registerNumber: string;
  readonly village: string;
  readonly kind: HouseholdKind;
  readonly withoutLabour: boolean;
  members: { personId: string; relation: Relation; labour: Labour }[];
  people: SimulatedPerson[];
  status: 'FREE' | 'IN_PROCEDURE' | 'ENROLLED' | 'CLEARING';
  /** Times enrolled, and up to which of them a plan was made. */
  enrolments: number;
  planned: number;
  closed: boolean;
  /** Clues that came by event and that the township has seen. */
  readonly takenUp: Set<string>;
  incomeYuan: number;
};

const YUAN = 100;

/** Registers the households of a district, spread over its villages. */
export async function settle(world: World, villages: readonly Area[], count: number, progress: (done: number) => void): Promise<SimulatedHousehold[]> {
  const { household: rates } = world.rates;
  const { random } = world;
  let sequence = random.int(0, 400);
  const nextSequence = () => (sequence += 1);
  const households: SimulatedHousehold[] = [];
  for (let i = 0; i < count; i += 1) {
    const village = villages[i % villages.length]!.code;
    const withoutLabour = random.happens(rates.withoutLabour);
    const size = withoutLabour ? random.int(1, 3) : Number(random.weighted(rates.members));
    const household: SimulatedHousehold = {
      id: `h${String(i + 1).padStart(7, '0')}`, registerNumber: `${countyOf(village).slice(0, 6)}${String(i + 1).padStart(8, '0')}`, village, withoutLabour,
      kind: random.happens(rates.outOfPoverty) ? 'OUT_OF_POVERTY' : 'GENERAL',
      people: people(random, { size, area: village, today: world.today, withoutLabour, nextSequence }), members: [], status: 'FREE', enrolments: 0, planned: 0, closed: false, takenUp: new Set(),
      incomeYuan: Math.round(random.around(rates.income)),
    };
    await register(world, household);
    households.push(household);
    progress(i + 1);
  }
  return households;
}

async function register(world: World, household: SimulatedHousehold): Promise<void> {
  const { id, registerNumber, village, kind } = household;
  const township = world.officer('township', village);
  const members = household.people.map(({ name, documentNumber, phone, relation, labour }) => ({ name, documentNumber, relation, labour, ...(phone ? { phone } : {}) }));
  if (!(await world.give(householdAggregate, 'RegisterHousehold', id, { registerNumber, village, kind, members }, township))) {
    household.closed = true; // two simulated people with the same number: rare, and refused as in life
    return;
  }
  await refresh(world, household);
  await recordIncome(world, household);
  if (world.random.happens(world.rates.household.carriedOver)) await carryOver(world, household);
}

/** Takes the members' ids from the recorded events. */
export async function refresh(world: World, household: SimulatedHousehold): Promise<void> {
  const members = new Map<string, { personId: string; relation: Relation; labour: Labour }>();
  for (const { type, data } of await world.history(household.id)) {
    const member = data as { personId: string; relation: Relation; labour: Labour };
    if (type === 'identification.MemberAdded.v1' || type === 'identification.MemberChanged.v1') members.set(member.personId, { personId: member.personId, relation: member.relation, labour: member.labour });
    if (type === 'identification.MemberRemoved.v1') members.delete(member.personId);
  }
  household.members = [...members.values()].sort((a, b) => Number(a.relation) - Number(b.relation));
}

/** A year's income, and what the next one may be. */
export async function recordIncome(world: World, household: SimulatedHousehold): Promise<void> {
  if (household.closed) return;
  const year = Number(world.today.slice(0, 4)) - 1;
  await world.give(householdAggregate, 'RecordIncome', household.id, { year, incomePerHeadFen: household.incomeYuan * YUAN }, world.officer('village', household.village));
  household.incomeYuan = Math.max(3_000, Math.round(household.incomeYuan * (1 + world.rates.household.income.growth + (world.random.unit() - 0.5) * 0.2)));
}

async function carryOver(world: World, household: SimulatedHousehold): Promise<void> {
  const month = addMonths(world.today, -world.random.int(2, 20)).slice(0, 7).replace('-', '');
  const riskTypes = [world.random.weighted({ '01': 0.5, '03': 0.15, '07': 0.2, '09': 0.15 })];
  const given = await world.give(householdAggregate, 'CarryOverMonitoring', household.id, {
    enrolmentId: world.id('enrolment'), category: household.kind === 'OUT_OF_POVERTY' ? 'C1' : 'C2', riskTypes, enrolledMonth: month, cleared: null, bottomLine: household.withoutLabour,
  }, world.officer('county', household.village));
  if (!given) return;
  household.status = 'ENROLLED';
  household.enrolments += 1;
  await help(world, household);
  recovery(world, household);
}

/** A birth, reported by the village. */
export async function birth(world: World, household: SimulatedHousehold): Promise<void> {
  if (household.closed) return;
  const { name, documentNumber, relation, labour } = child(world.random, household.village, world.today, world.random.int(0, 499));
  const member = { name, documentNumber, relation, labour };
  if (await world.give(householdAggregate, 'AddMember', household.id, { member, reason: 'BIRTH' }, world.officer('village', household.village))) await refresh(world, household);
}

/** The death of the oldest, by the order of relations; the spouse or the next becomes householder. */
export async function death(world: World, household: SimulatedHousehold): Promise<void> {
  if (household.closed || household.members.length < 2) return;
  const dying = world.random.happens(0.6) ? household.members[0]! : household.members[household.members.length - 1]!;
  const successor = household.members.find((m) => m !== dying);
  const given = await world.give(householdAggregate, 'RemoveMember', household.id, {
    personId: dying.personId, reason: 'DEATH', ...(dying.relation === '01' ? { successorId: successor!.personId } : {}),
  }, world.officer('village', household.village));
  if (given) await refresh(world, household);
}
