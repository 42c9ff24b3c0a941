import { type ClearingMode, hasLabour, type RiskType } from '@humai/contracts-identification';
import { householdAggregate } from '@humai/identification-service';
import { addMonths } from '@humai/kernel';
import { showInData } from './departments.js';
import { loseStrength } from './family.js';
import { help, helpFirst } from './help.js';
import { NO_TROUBLE, type SimulatedHousehold, type Trouble } from './household.js';
import { anyRisk } from './population.js';
import { clear, enrol, regrade } from './procedures.js';
import { beginVisits } from './visits.js';
import type { World } from './world.js';

const REASONS = ['收入稳定高于监测线', '困难已由家庭自行解决', '已由其他政策覆盖'] as const;
const MOST_LOST = 0.9;

// Which department's data shows a shock, and which safeguard it can break (by the first two digits of the risk).
const DEPARTMENTS: Readonly<Record<string, string>> = {
  '01': 'medical-insurance', '02': 'emergency', '03': 'disabled-persons', '05': 'emergency', '06': 'agriculture', '07': 'human-resources', '09': 'education',
};
const SAFEGUARDS: Readonly<Record<string, NonNullable<Trouble['unsolved']>>> = { '01': 'medical', '02': 'housing', '03': 'medical', '05': 'medical', '09': 'education' };
const GREEN_CHANNEL = ['02', '05'];
const groupOf = (risk: RiskType) => risk.slice(0, 2);

/** Something happens to a household; mostly somebody notices. */
export async function shock(world: World, household: SimulatedHousehold, risk: RiskType): Promise<void> {
  const { finding, unsolved } = world.rates;
  const { incomeLost, spending } = world.rates.shocks[risk]!;
  household.incomeYuan = Math.round(household.incomeYuan * (1 - Math.min(MOST_LOST, world.random.around(incomeLost))));
  household.trouble = { spendingYuan: Math.round(world.random.around(spending)), unsolved: world.random.happens(unsolved) ? (SAFEGUARDS[groupOf(risk)] ?? 'water') : null };
  household.struckOn = world.today;
  if (risk === '03' || risk === '04') await loseStrength(world, household);
  if (world.random.happens(finding.missed)) return;
  const occurredOn = world.today;
  world.later(world.random.days(finding.delayDays, world.paceOf(household.village)), () => report(world, household, risk, occurredOn));
}

async function report(world: World, household: SimulatedHousehold, risk: RiskType, occurredOn: string): Promise<void> {
  const { finding, help: rates } = world.rates;
  const { village } = household;
  const township = () => world.officer('township', household.village);
  const clueId = world.id('clue');
  const channel = world.random.weighted(finding.channels);
  // What Humai has a source for comes by its batch; other departments write.
  if (channel === 'DEPARTMENT_DATA' && showInData(world, household, risk, occurredOn, (id, seen) => triage(world, household, id, seen))) return;
  const reporter = channel === 'DEPARTMENT_DATA' ? world.department(DEPARTMENTS[groupOf(risk)] ?? 'civil-affairs', village) : world.officer('village', village);
  if (!(await world.give(householdAggregate, 'ReportClue', household.id, { clueId, channel, riskTypes: [risk], occurredOn, source: null }, reporter))) return;
  if (world.random.happens(finding.duplicate))
    world.later(world.random.int(1, 9), async () => {
      const again = world.id('clue');
      await world.give(householdAggregate, 'ReportClue', household.id, { clueId: again, channel: 'OTHER', riskTypes: [risk], occurredOn, source: null }, township());
      triage(world, household, again, risk);
    });
  if (GREEN_CHANNEL.includes(groupOf(risk)) && world.random.happens(rates.helpFirst)) world.later(world.random.int(1, 3), () => helpFirst(world, household));
  triage(world, household, clueId, risk);
}

/** What the township does with a clue, some days later. */
export function triage(world: World, household: SimulatedHousehold, clueId: string, risk: RiskType): void {
  const { finding, procedure } = world.rates;
  household.seen.add(clueId);
  const forgotten = world.random.happens(finding.forgotten);
  const delay = forgotten ? world.random.int(35, 70) : world.random.days(procedure.stepDelayDays, world.paceOf(household.village));
  if (!forgotten) world.later(Math.min(delay, world.random.int(0, 2)), () => accept(world, household, clueId), { working: true });
  world.later(delay, () => judge(world, household, clueId, risk), { working: true });
}

async function accept(world: World, household: SimulatedHousehold, clueId: string): Promise<void> {
  const { identified: { clues } } = await world.look(household);
  if (clues[clueId]?.open) await world.give(householdAggregate, 'AcceptClue', household.id, { clueId }, world.officer('township', household.village));
}

async function judge(world: World, household: SimulatedHousehold, clueId: string, risk: RiskType): Promise<void> {
  const { procedure } = world.rates;
  const { identified: { clues, case: running, enrolment } } = await world.look(household);
  // The end of a procedure closes the clues it began from.
  if (!clues[clueId]?.open || running?.clueIds.includes(clueId)) return;
  const give = (type: string, data: unknown) => world.give(householdAggregate, type, household.id, data, world.officer('township', household.village));
  const close = (verdict: string, more: object = {}) => give('CloseClue', { clueId, verdict, ...more });
  const reported = Object.keys(clues);
  const isSameAs = (other: string) => clues[other]!.riskTypes.includes(risk);
  if (enrolment?.status === 'OPEN') {
    // Who is known already gets one more risk, and is not cleared meanwhile.
    if (running) await give('EndCase', { outcome: 'WITHDRAWN', reason: '出现新的线索,暂不消除' });
    if (!enrolment.risks.some((r) => r.open && r.type === risk)) await give('AddRisk', { riskId: world.id('risk'), riskType: risk });
    await close('ALREADY_ENROLLED');
    if (world.random.happens(procedure.regraded)) world.later(world.random.int(2, 10), () => regrade(world, household), { working: true });
    return help(world, household);
  }
  if (running) {
    const same = running.clueIds.find(isSameAs);
    if (same !== undefined) await close('DUPLICATE', { duplicateOf: same });
    else world.later(7, () => judge(world, household, clueId, risk), { working: true });
    return;
  }
  const earlier = reported.slice(0, reported.indexOf(clueId)).find((other) => clues[other]!.open && isSameAs(other));
  if (earlier !== undefined) await close('DUPLICATE', { duplicateOf: earlier });
  else if (!isEligible(world, household)) {
    await close('NOT_ELIGIBLE', { reason: world.random.pick(REASONS), toldOn: world.today });
    keepInView(world, household);
  } else
    await enrol(world, household, () => {
      help(world, household);
      recovery(world, household);
    });
}

const keepInView = (world: World, household: SimulatedHousehold): void => beginVisits(world, household, (clueId, risk) => triage(world, household, clueId, risk));

/** As officers see it before the visit: the rulebook decides in the end. */
const isEligible = (world: World, { village, incomeYuan, trouble }: SimulatedHousehold): boolean =>
  trouble.unsolved !== null || incomeYuan - trouble.spendingYuan < world.line(village);

/** An enrolled household recovers after some months, and its clearing is proposed. */
export function recovery(world: World, household: SimulatedHousehold): void {
  const { clearing } = world.rates;
  const natural = world.random.happens(clearing.natural);
  const days = Math.round(world.random.around(clearing.monthsToRecovery) * 30.4);
  world.later(Math.max(days, natural ? 45 : 190), () => recovered(world, household, natural ? 'NATURAL' : 'HELP'), { working: true });
}

async function recovered(world: World, household: SimulatedHousehold, mode: ClearingMode): Promise<void> {
  const { identified: { case: running, enrolment, members } } = await world.look(household);
  const again = (days: number) => world.later(days, () => recovered(world, household, mode), { working: true });
  if (running?.purpose === 'REGRADE') return again(30);
  if (enrolment?.status !== 'OPEN' || running) return;
  // A whole household without labour stays monitored (invariant 17).
  if (!Object.values(members).some((m) => hasLabour(m.labour))) return again(180);
  if (mode === 'HELP' && enrolment.deliveredMeasures === 0) return again(60);
  const line = world.line(household.village);
  household.incomeYuan = Math.round(Math.max(household.incomeYuan, line * world.random.around(world.rates.clearing.incomeAboveLine)));
  if (household.incomeYuan < line * 1.02) return again(90);
  household.trouble = NO_TROUBLE;
  for (const { riskId, open } of enrolment.risks)
    if (open)
      await world.give(householdAggregate, 'EliminateRisk', household.id, { riskId, mode, evidenceHash: world.evidence() }, world.officer('township', household.village));
  await clear(world, household, mode, {
    cleared: () => aftermath(world, household),
    notCleared: () => recovery(world, household),
  });
}

/** A cleared household is looked at now and then, to the end of the transition period. */
const track = (world: World, household: SimulatedHousehold): void => world.later(world.random.int(60, 200), async () => {
  const { identified: { case: running, enrolment } } = await world.look(household);
  if (enrolment?.status !== 'CLEARED') return;
  const officer = world.officer('village', household.village);
  await world.give(householdAggregate, 'TrackHousehold', household.id, {
    trackingId: world.id('tracking'), visitedOn: world.today, visitorIds: [officer.id], finding: running || household.trouble !== NO_TROUBLE ? 'WATCH' : 'STABLE', evidenceHashes: [world.evidence()],
  }, officer);
  track(world, household);
}, { working: true });

/** After clearing: a few labels are taken back, some households are hit again, the others go on. */
export function aftermath(world: World, household: SimulatedHousehold): void {
  keepInView(world, household);
  track(world, household);
  const { clearing } = world.rates;
  if (world.random.happens(clearing.rolledBack))
    world.later(world.random.int(20, 120), async () => {
      const { identified: { case: running, enrolment } } = await world.look(household);
      if (running || enrolment?.status !== 'CLEARED') return;
      if (await world.give(householdAggregate, 'RollBackClearing', household.id, { reason: '抽查发现收入不稳定', approverId: world.officer('county', household.village, 2).id }, world.officer('county', household.village))) recovery(world, household);
    }, { working: true });
  else if (world.random.happens(clearing.relapse)) {
    const again = addMonths(world.today, world.random.int(2, 11));
    const risk = anyRisk(world.random, world.rates);
    if (again <= world.end) world.parts.agenda.on(again, () => shock(world, household, risk));
  }
}
