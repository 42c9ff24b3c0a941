import type { Category, ClearingMode, Safeguards } from '@humai/contracts-identification';
import { householdAggregate } from '@humai/identification-service';
import { addDays } from '@humai/kernel';
import type { SimulatedHousehold } from './district.js';
import type { World } from './world.js';

const SOLVED: Safeguards = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };
const YUAN = 100;
const SUPPORTED_UNTIL_DAYS = 365;

type Fact<D> = Readonly<{ type: string; data: D }>;
const facts = async (world: World, household: SimulatedHousehold) => (await world.history(household.id)) as unknown as readonly Fact<Record<string, unknown>>[];

export const isClosed = async (world: World, household: SimulatedHousehold, clueId: string): Promise<boolean> =>
  (await facts(world, household)).some((e) => e.type === 'identification.ClueClosed.v1' && e.data['clueId'] === clueId);

export async function openRisks(world: World, household: SimulatedHousehold): Promise<string[]> {
  const open = new Set<string>();
  for (const { type, data } of await facts(world, household)) {
    if (type === 'identification.HouseholdEnrolled.v1' || type === 'identification.MonitoringCarriedOver.v1') for (const r of data['risks'] as { riskId: string }[]) open.add(r.riskId);
    if (type === 'identification.RiskAdded.v1') open.add(data['riskId'] as string);
    if (type === 'identification.RiskEliminated.v1') open.delete(data['riskId'] as string);
    if (type === 'identification.HouseholdCleared.v1') open.clear();
    if (type === 'identification.ClearingRolledBack.v1') for (const id of data['reopenedRiskIds'] as string[]) open.add(id);
  }
  return [...open];
}

/** A targeted measure was delivered since the current enrolment. */
export async function hasDelivery(world: World, household: SimulatedHousehold): Promise<boolean> {
  let delivered = false;
  for (const { type, data } of await facts(world, household)) {
    if (type === 'identification.HouseholdEnrolled.v1') delivered = false;
    if (type === 'assistance.MeasureDelivered.v1' && data['measureId'] !== null) delivered = true;
  }
  return delivered;
}

/** Walks the steps of a case one after the other, each some days after the last, and stops when one is refused. */
async function walk(world: World, household: SimulatedHousehold, steps: readonly Readonly<{ wait: () => number; natural?: boolean; act: () => Promise<boolean> }>[], end: (passed: boolean) => void): Promise<void> {
  const [step, ...rest] = steps;
  if (!step) return end(true);
  const act = async () => {
    if (household.closed || !(await step.act())) return end(false);
    await walk(world, household, rest, end);
  };
  const days = step.wait();
  if (days === 0) await act();
  else world.later(days, act, { working: step.natural !== true });
}

/** The common part of both procedures, from the visit to the announcement. */
function steps(world: World, household: SimulatedHousehold, finding: Readonly<{ incomePerHeadFen: number; rigidSpendingPerHeadFen: number; safeguards: Safeguards }>, comparison: boolean) {
  const { procedure } = world.rates;
  const { village, id } = household;
  const cadre = world.officer('village', village);
  const township = world.officer('township', village);
  const county = world.officer('county', village);
  const give = (type: string, data: unknown, actor = cadre) => world.give(householdAggregate, type, id, data, actor);
  const pace = world.pace(village) * (world.random.happens(procedure.slowCase) ? 6 : 1);
  const wait = () => world.random.days(procedure.stepDelayDays, pace);
  let mayCloseOn = world.today;
  return [
    {
      wait, act: () => give('RecordVerification', {
        verifierIds: [cadre.id, world.officer('village', village, 2).id], visitedOn: world.today, ...finding, riskTypes: [], evidenceHashes: [world.evidence()],
      }),
    },
    ...(comparison ? [
      {
        wait: () => 0, act: () => give('GrantAuthorisation', {
          personIds: household.members.map((m) => m.personId), scope: ['存款', '车辆', '房产', '工商登记'], from: world.today, to: addDays(world.today, SUPPORTED_UNTIL_DAYS),
          noticeVersion: '2021-1', evidenceHash: world.evidence(),
        }),
      },
      { wait, act: () => give('RecordComparison', { result: world.random.weighted({ CLEAR: 0.9, EXPLAINED: 0.1 }), sources: ['车辆', '房产', '工商登记'], evidenceHash: world.evidence() }, county) },
    ] : []),
    { wait, act: () => {
      const attendance = world.random.int(15, 42);
      const votesAgainst = world.random.int(0, 3);
      return give('RecordReview', { heldOn: world.today, attendance, votesFor: attendance - votesAgainst - world.random.int(0, 2), votesAgainst, minutesHash: world.evidence() });
    } },
    { wait: () => 0, act: async () => {
      if (!(await give('OpenPublicity', { evidenceHash: world.evidence() }))) return false;
      const opened = (await facts(world, household)).findLast((e) => e.type === 'identification.PublicityOpened.v1');
      mayCloseOn = opened?.data['mayCloseOn'] as string;
      return true;
    } },
    { wait: () => 2, act: async () => {
      if (!world.random.happens(procedure.objection)) return true;
      const objectionId = world.id('objection');
      await give('RaiseObjection', { objectionId }, township);
      const upheld = world.random.happens(procedure.objectionUpheld);
      await give('SettleObjection', { objectionId, upheld, evidenceHash: world.evidence() }, township);
      return !upheld;
    } },
    { wait: () => daysUntil(world.today, mayCloseOn) + world.random.int(0, 2), natural: true, act: () => give('ClosePublicity', {}) },
    { wait, act: () => give('GiveTownshipOpinion', world.random.happens(procedure.townshipDisagrees) ? { agrees: false, reason: '入户复核情况不符' } : { agrees: true, reason: null }, township) },
    { wait, act: () => give('DecideCase', world.random.happens(procedure.countyRefuses) ? { approved: false, reason: '收入及支出核算不符合条件' } : { approved: true, reason: null }, county) },
    { wait: () => 1, act: () => give('AnnounceDecision', { evidenceHash: world.evidence() }, township) },
  ];
}

const daysUntil = (from: string, to: string) => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));

/** From an open clue to the label, or to a refusal on the way. */
export async function enrol(world: World, household: SimulatedHousehold, enrolled: () => Promise<void>): Promise<void> {
  const { village, id } = household;
  const caseId = world.id('case');
  if (!(await world.give(householdAggregate, 'OpenCase', id, { caseId }, world.officer('village', village)))) return;
  household.status = 'IN_PROCEDURE';
  const sudden = world.random.happens(world.rates.procedure.suddenHardship);
  const yuan = sudden ? world.random.int(9_500, 14_000) : world.random.int(3_200, 6_900);
  const unsolved = world.random.happens(0.15);
  const finding = {
    incomePerHeadFen: yuan * YUAN, rigidSpendingPerHeadFen: (sudden ? world.random.int(9_000, 12_000) : world.random.int(0, 3_000)) * YUAN,
    safeguards: unsolved ? { ...SOLVED, [world.random.pick(['medical', 'housing', 'water'] as const)]: false } : SOLVED,
  };
  await walk(world, household, steps(world, household, finding, true), (passed) => {
    if (!passed) return void (household.status = 'FREE');
    const category: Category = sudden ? 'C3' : household.kind === 'OUT_OF_POVERTY' ? 'C1' : 'C2';
    world.later(1, async () => {
      if (await world.give(householdAggregate, 'EnrolHousehold', id, { enrolmentId: world.id('enrolment'), category }, world.officer('county', village))) {
        household.status = 'ENROLLED';
        household.enrolments += 1;
        await enrolled();
      } else {
        await world.give(householdAggregate, 'EndCase', id, { outcome: 'REFUSED', reason: '不符合纳入条件' }, world.officer('county', village));
        household.status = 'FREE';
      }
    }, { working: true });
  });
}

/** From the proposal to the label of a clearing, or back to monitoring. */
export async function clear(world: World, household: SimulatedHousehold, mode: ClearingMode, then: Readonly<{ cleared: () => void; notCleared: () => void }>): Promise<void> {
  const { village, id } = household;
  if (!(await world.give(householdAggregate, 'ProposeClearing', id, { caseId: world.id('case'), mode }, world.officer('village', village)))) return;
  household.status = 'CLEARING';
  const finding = { incomePerHeadFen: world.random.int(9_600, 19_000) * YUAN, rigidSpendingPerHeadFen: world.random.int(0, 1_500) * YUAN, safeguards: SOLVED };
  const back = () => {
    household.status = 'ENROLLED';
    then.notCleared();
  };
  await walk(world, household, steps(world, household, finding, false), (passed) => {
    if (!passed) return back();
    world.later(1, async () => {
      if (await world.give(householdAggregate, 'ClearHousehold', id, {}, world.officer('county', village))) {
        household.status = 'FREE';
        then.cleared();
      } else {
        await world.give(householdAggregate, 'EndCase', id, { outcome: 'REFUSED', reason: '尚有风险未消除' }, world.officer('county', village));
        back();
      }
    }, { working: true });
  });
}
