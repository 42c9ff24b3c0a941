import { QuestionnairePolicy, type SampleFinding } from '@humai/contracts-identification';
import { checkRoundDecider, type CheckRoundEvent, windowOf } from '@humai/identification-domain';
import { checkRoundAggregate, householdAggregate } from '@humai/identification-service';
import { type Actor, fold, type LocalDate, streamName } from '@humai/kernel';
import { FEN, type SimulatedHousehold } from './household.js';
import type { World } from './world.js';

const SAFE = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };

/** The concentrated check of a year: a sample of every village in March, judged by looking again in April. */
export async function checkRound(world: World, households: readonly SimulatedHousehold[]): Promise<void> {
  const year = world.today.slice(0, 4);
  const [{ village } = { village: '' }] = households;
  const id = `round-${year}`;
  const county = world.officer('county', village);
  const { sharePercent, judged } = world.rates.rounds;
  const { version } = world.parts.policies.inForce(QuestionnairePolicy, village, world.today, 'concentrated-check');
  const give = (type: string, data: object, actor: Actor = county) => world.give(checkRoundAggregate, type, id, data, actor);
  const opened = await give('OpenCheckRound', {
    name: `${year} 年集中排查`, area: `${village.slice(0, 6)}000000`, from: world.today, to: `${year}-03-31`, scope: 'SAMPLE', sample: { sharePercent, seed: world.random.hex(16) }, questionnaireVersion: version,
  });
  if (!opened) return;

  const byId = new Map(households.map((h) => [h.id, h]));
  const events = await world.parts.store.readStream(streamName('checkRound', id));
  const drawn = fold(checkRoundDecider, events as unknown as readonly CheckRoundEvent[])!.villages;
  for (const [place, ids] of Object.entries(drawn)) {
    await give('AssignCheck', { village: place, visitorIds: [world.officer('village', place).id] }, world.officer('township', place));
    for (const householdId of ids) {
      const household = byId.get(householdId);
      if (!household) continue;
      world.later(world.random.int(1, 26), () => check(world, household, id, place));
      if (world.random.happens(judged)) world.later(world.random.int(40, 50), () => judge(world, household, id), { working: true });
    }
  }
  world.later(32, async () => void (await give('CloseCheckRound', {})), { working: true });
}

/** What the household lives on is found as it is, most of it wages. */
async function check(world: World, household: SimulatedHousehold, roundId: string, place: string): Promise<void> {
  const { identified: { members, lineage } } = await world.look(household);
  const count = Object.keys(members).length;
  if (lineage.ended || count === 0) return;
  const { incomeYuan, trouble, village } = household;
  const total = incomeYuan * FEN * count;
  const wageFen = Math.floor(total * 0.7);
  const spent = trouble.spendingYuan * FEN * count;
  await world.give(householdAggregate, 'RecordCheck', household.id, {
    roundId, checkId: world.id('check'), visitedOn: world.today, byIds: [world.officer('village', place).id],
    worksheet: {
      ...windowIn(world, village), wageFen, businessFen: total - wageFen + 50_000, propertyFen: 0, transferFen: 0, businessCostFen: 50_000, members: count,
      rigid: { medicalFen: spent, schoolingFen: 0, disasterFen: 0, housingFen: 0 },
    },
    safeguards: trouble.unsolved ? { ...SAFE, [trouble.unsolved]: false } : SAFE,
    answers: { lives_here: world.random.happens(0.9), workers_away: world.random.int(0, Math.min(3, count)), income_trend: world.random.pick(['UP', 'SAME', 'DOWN'] as const), satisfied: world.random.happens(0.93) },
    evidenceHashes: [world.parts.photo],
  }, world.officer('village', village));
}

const windowIn = (world: World, village: string): Readonly<{ from: LocalDate; to: LocalDate }> => windowOf(world.incomeWindow(village), world.today);

async function judge(world: World, household: SimulatedHousehold, roundId: string): Promise<void> {
  const { identified: { enrolment } } = await world.look(household);
  const isPoor = household.trouble.unsolved !== null || household.incomeYuan - household.trouble.spendingYuan < world.line(household.village);
  const finding: SampleFinding = enrolment?.status === 'OPEN' ? (world.random.happens(world.rates.rounds.wronglyEnrolled) ? 'WRONGLY_ENROLLED' : 'CORRECT')
    : !isPoor ? 'CORRECT' : enrolment ? 'WRONGLY_CLEARED' : 'OMITTED';
  const area = household.village.slice(0, 6);
  await world.give(checkRoundAggregate, 'JudgeSample', roundId, { householdId: household.id, finding, reason: finding === 'CORRECT' ? null : '实地复核与登记不符' }, { id: `assessor-${area}-1`, role: 'assessor', area });
}
