import { type Category, type ClearingMode, IdentificationPolicy, type Safeguards } from '@humai/contracts-identification';
import { householdAggregate } from '@humai/identification-service';
import { addDays, daysBetween } from '@humai/kernel';
import { FEN, type SimulatedHousehold } from './household.js';
import type { Standing, Tier, World } from './world.js';

const SOLVED: Safeguards = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };
const AUTHORISED_DAYS = 365;
const SLOW = 6;

type Running = NonNullable<Standing['identified']['case']>;
type Step = Readonly<{
  wait: (running: Running) => number;
  /** Falls on any day of the week. */
  natural?: boolean;
  /** False: the case goes no further. */
  act: (running: Running) => Promise<boolean>;
}>;

/** Walks the steps of a case, each some days after the last, until one fails or the case is over. */
async function walk(world: World, household: SimulatedHousehold, caseId: string, [step, ...rest]: readonly Step[], end: (passed: boolean) => void): Promise<void> {
  if (!step) return end(true);
  const running = async () => {
    const { identified } = await world.look(household);
    return identified.case?.caseId === caseId ? identified.case : null;
  };
  const act = async () => {
    const now = await running();
    if (!now || !(await step.act(now))) return end(false);
    await walk(world, household, caseId, rest, end);
  };
  const now = await running();
  if (!now) return end(false);
  const days = step.wait(now);
  if (days === 0) await act();
  else world.later(days, act, { working: step.natural !== true });
}

const give = (world: World, household: SimulatedHousehold, tier: Tier, type: string, data: unknown): Promise<boolean> =>
  world.give(householdAggregate, type, household.id, data, world.officer(tier, household.village));

type Rules = IdentificationPolicy['enrolment'];
type StepName = Rules['steps'][number]['step'];

/** The documents of a step, where its policy asks for more than the one that the step itself has. */
function papers(world: World, { steps }: Rules, step: StepName): object {
  const { evidence = [] } = steps.find((s) => s.step === step)!;
  const kinds = evidence.flatMap(({ kind, min }) => Array.from({ length: min }, () => kind));
  return kinds.length > 1 ? { documents: kinds.map((kind) => ({ kind, hash: world.evidence() })) } : {};
}

type Walker = Readonly<{ world: World; household: SimulatedHousehold; rules: Rules; wait: Step['wait'] }>;

/** The visit finds what the household is in, at that time. */
const verification = ({ world, household, rules, wait }: Walker): readonly Step[] => [{ wait, act: () => {
  const { incomeYuan, trouble, village } = household;
  return give(world, household, 'village', 'RecordVerification', {
    verifierIds: [world.officer('village', village).id, world.officer('village', village, 2).id], visitedOn: world.today, incomePerHeadFen: incomeYuan * FEN,
    rigidSpendingPerHeadFen: trouble.spendingYuan * FEN, safeguards: trouble.unsolved ? { ...SOLVED, [trouble.unsolved]: false } : SOLVED, riskTypes: [], evidenceHashes: [world.evidence()],
    ...papers(world, rules, 'verification'),
  });
} }];

/** By all, with the application: in the same visit, or as the first step. */
const authorisation = ({ world, household, rules }: Walker): readonly Step[] => [{ wait: () => 0, act: async () => {
  const { identified: { members } } = await world.look(household);
  return give(world, household, 'village', 'GrantAuthorisation', {
    personIds: Object.keys(members), scope: ['存款', '车辆', '房产', '工商登记'], from: world.today, to: addDays(world.today, AUTHORISED_DAYS), noticeVersion: '2021-1',
    evidenceHash: world.evidence(), ...papers(world, rules, 'authorisation'),
  });
} }];

/** What the registers of others say of the members, and those who then take their application back. */
const lookedUp = ({ world, household, rules, wait }: Walker, step: 'comparison' | 'assetCheck'): readonly Step[] => [
  { wait, act: async () => {
    const result = world.random.weighted(world.rates.procedure.comparison);
    const { identified: { members } } = await world.look(household);
    const asked = { queryId: world.id('query'), source: '车辆', personIds: Object.keys(members), scope: ['车辆'], purpose: '识别纳入信息比对' };
    if (!(await give(world, household, 'county', 'QueryComparison', asked))) return false;
    const told = { result, sources: ['车辆', '房产', '工商登记'], evidenceHash: world.evidence(), ...papers(world, rules, step) };
    if (!(await give(world, household, 'county', step === 'comparison' ? 'RecordComparison' : 'RecordAssetCheck', told))) return false;
    if (result !== 'DISQUALIFIED') return true;
    await give(world, household, 'township', 'EndCase', { outcome: 'REFUSED', reason: '信息比对不符合条件' });
    return false;
  } },
  { wait: () => 0, act: async () => {
    if (!world.random.happens(world.rates.procedure.withdrawn)) return true;
    const { identified: { members } } = await world.look(household);
    await give(world, household, 'village', 'WithdrawAuthorisation', { personIds: Object.keys(members) });
    await give(world, household, 'township', 'EndCase', { outcome: 'WITHDRAWN', reason: '农户撤回申请' });
    return false;
  } },
];

const review = ({ world, household, rules, wait }: Walker): readonly Step[] => [{ wait, act: async () => {
  const attendance = world.random.int(15, 42);
  const votesAgainst = world.random.happens(world.rates.procedure.reviewFails) ? Math.ceil(attendance * 0.6) : world.random.int(0, 3);
  const votesFor = attendance - votesAgainst - world.random.int(0, 2);
  const held = { heldOn: world.today, invited: Math.ceil(attendance * 1.2), attendance, votesFor, votesAgainst, minutesHash: world.evidence(), ...papers(world, rules, 'review') };
  return (await give(world, household, 'village', 'RecordReview', held)) && votesFor > votesAgainst;
} }];

/** Publicity with its days, sometimes with an objection. */
const publicity = ({ world, household, rules }: Walker): readonly Step[] => [
  { wait: () => 0, act: () => give(world, household, 'village', 'OpenPublicity', { evidenceHash: world.evidence(), ...papers(world, rules, 'publicity') }) },
  { wait: () => 2, natural: true, act: async () => {
    const { procedure } = world.rates;
    if (!world.random.happens(procedure.objection)) return true;
    const objectionId = world.id('objection');
    await give(world, household, 'township', 'RaiseObjection', { objectionId });
    const upheld = world.random.happens(procedure.objectionUpheld);
    await give(world, household, 'township', 'SettleObjection', { objectionId, upheld, evidenceHash: world.evidence() });
    return !upheld;
  } },
  {
    wait: ({ publicity: open }) => Math.max(0, daysBetween(world.today, open?.mayCloseOn ?? world.today)) + world.random.int(0, 1), natural: true,
    act: () => give(world, household, 'village', 'ClosePublicity', {}),
  },
];

type Decision = Readonly<{ tier: Tier; type: string; key: 'agrees' | 'approved'; refused: number; reason: string }>;
const decision = ({ world, household, rules, wait }: Walker, step: StepName, { tier, type, key, refused, reason }: Decision): readonly Step[] => [{ wait, act: async () => {
  const yes = !world.random.happens(refused);
  return (await give(world, household, tier, type, { [key]: yes, reason: yes ? null : reason, ...papers(world, rules, step) })) && yes;
} }];

const STEPS: Readonly<Record<StepName, (walker: Walker) => readonly Step[]>> = {
  verification, authorisation, review, publicity,
  assetCheck: (walker) => lookedUp(walker, 'assetCheck'),
  comparison: (walker) => lookedUp(walker, 'comparison'),
  townshipOpinion: (walker) => decision(walker, 'townshipOpinion', { tier: 'township', type: 'GiveTownshipOpinion', key: 'agrees', refused: walker.world.rates.procedure.townshipDisagrees, reason: '入户复核情况不符' }),
  countyDecision: (walker) => decision(walker, 'countyDecision', { tier: 'county', type: 'DecideCase', key: 'approved', refused: walker.world.rates.procedure.countyRefuses, reason: '收入及支出核算不符合条件' }),
  announcement: ({ world, household, rules }) => [{ wait: () => 1, act: () => give(world, household, 'township', 'AnnounceDecision', { evidenceHash: world.evidence(), ...papers(world, rules, 'announcement') }) }],
};

/** A procedure as the rulebook of the day has it, one step after the other. */
function steps(world: World, household: SimulatedHousehold, of: (rulebook: IdentificationPolicy) => Rules): readonly Step[] {
  const rules = of(world.parts.policies.inForce(IdentificationPolicy, household.village, world.today).content);
  const pace = world.paceOf(household.village) * (world.random.happens(world.rates.procedure.slowCase) ? SLOW : 1);
  const wait = () => world.random.days(world.rates.procedure.stepDelayDays, pace);
  return rules.steps.flatMap(({ step }) => STEPS[step]({ world, household, rules, wait }));
}

/** The label itself, a day after the announcement; what the rulebook does not allow then ends in a refusal. */
const label = (world: World, household: SimulatedHousehold, type: string, dataOf: (running: Running) => unknown, reason: string): Step => ({
  wait: () => 1, act: async (running) => {
    if (await give(world, household, 'county', type, dataOf(running))) return true;
    await give(world, household, 'county', 'EndCase', { outcome: 'REFUSED', reason });
    return false;
  },
});

/** From an open clue to the label, or to a refusal on the way. */
export async function enrol(world: World, household: SimulatedHousehold, enrolled: () => void): Promise<void> {
  const caseId = world.id('case');
  if (!(await give(world, household, 'village', 'OpenCase', { caseId }))) return;
  const dataOf = (running: Running) => ({ enrolmentId: world.id('enrolment'), category: categoryOf(world, household, running) });
  const all = [...steps(world, household, (r) => r.enrolment), label(world, household, 'EnrolHousehold', dataOf, '不符合纳入条件')];
  await walk(world, household, caseId, all, (passed) => {
    if (passed) enrolled();
    else world.later(world.random.int(1, 4), () => tellReasons(world, household), { working: true });
  });
}

/** Who was refused is told why. */
async function tellReasons(world: World, household: SimulatedHousehold): Promise<void> {
  const { identified: { clues } } = await world.look(household);
  for (const [clueId, { toTell }] of Object.entries(clues)) if (toTell) await give(world, household, 'village', 'TellReason', { clueId, toldOn: world.today });
}

/** A blow to a household that is monitored already makes its hardship a sudden one. */
export async function regrade(world: World, household: SimulatedHousehold): Promise<void> {
  const { identified: { case: running, enrolment } } = await world.look(household);
  if (running || enrolment?.status !== 'OPEN' || enrolment.category === 'C3') return;
  const caseId = world.id('case');
  if (!(await give(world, household, 'village', 'ProposeRegrade', { caseId, category: 'C3', reason: '突发严重困难' }))) return;
  await walk(world, household, caseId, [...steps(world, household, (r) => r.regrade.procedure ?? r.enrolment), label(world, household, 'ChangeCategory', () => ({}), '不符合调整条件')], () => undefined);
}

/** By what the visit found: above the line only a sudden hardship counts. */
function categoryOf(world: World, { village, kind }: SimulatedHousehold, { verification }: Running): Category {
  const { incomePerHeadFen = 0, safeguards = SOLVED } = verification ?? {};
  if (Object.values(safeguards).every((solved) => solved) && incomePerHeadFen / FEN >= world.line(village)) return 'C3';
  return kind === 'OUT_OF_POVERTY' ? 'C1' : 'C2';
}

/** From the proposal to the label of a clearing, or back to monitoring. */
export async function clear(world: World, household: SimulatedHousehold, mode: ClearingMode, then: Readonly<{ cleared: () => void; notCleared: () => void }>): Promise<void> {
  const caseId = world.id('case');
  if (!(await give(world, household, 'village', 'ProposeClearing', { caseId, mode }))) return then.notCleared();
  const all = [...steps(world, household, (r) => r.clearing.procedure), label(world, household, 'ClearHousehold', () => ({}), '未达到风险消除条件')];
  await walk(world, household, caseId, all, (passed) => (passed ? then.cleared() : then.notCleared()));
}
