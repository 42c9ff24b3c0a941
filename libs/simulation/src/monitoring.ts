import type { ClearingMode, RiskType } from '@humai/contracts-identification';
import { householdAggregate } from '@humai/identification-service';
import { addDays, addMonths } from '@humai/kernel';
import type { SimulatedHousehold } from './district.js';
import { help } from './help.js';
import { clear, enrol, hasDelivery, isClosed, openRisks } from './procedures.js';
import type { World } from './world.js';

const REASONS = ['收入稳定高于监测线', '困难已由家庭自行解决', '已由其他政策覆盖'] as const;

/** Something happens to a household; mostly somebody notices. */
export async function shock(world: World, household: SimulatedHousehold, risk: RiskType): Promise<void> {
  const { finding } = world.rates;
  if (world.random.happens(finding.missed)) return;
  const occurredOn = world.today;
  const report = async () => {
    if (household.closed) return;
    const clueId = world.id('clue');
    const channel = world.random.weighted(finding.channels);
    const reporter = channel === 'DEPARTMENT_DATA' ? { ...world.officer('county', household.village), role: 'department:medical' } : world.officer('village', household.village);
    if (!(await world.give(householdAggregate, 'ReportClue', household.id, { clueId, channel, riskTypes: [risk], occurredOn, source: null }, reporter))) return;
    if (world.random.happens(finding.duplicate)) {
      const again = world.id('clue');
      world.later(world.random.int(1, 9), async () => {
        await world.give(householdAggregate, 'ReportClue', household.id, { clueId: again, channel: 'OTHER', riskTypes: [risk], occurredOn, source: null }, world.officer('township', household.village));
        world.later(world.random.int(1, 4), async () => {
          if (!(await isClosed(world, household, again))) await world.give(householdAggregate, 'CloseClue', household.id, { clueId: again, verdict: 'DUPLICATE', reason: null }, world.officer('township', household.village));
        }, { working: true });
      });
    }
    triage(world, household, clueId, risk);
  };
  world.later(world.random.days(finding.delayDays, world.pace(household.village)), report);
}

/** What the township does with a clue, some days later. */
export function triage(world: World, household: SimulatedHousehold, clueId: string, risk: RiskType): void {
  const { finding, procedure } = world.rates;
  const forgotten = world.random.happens(finding.forgotten);
  const delay = forgotten ? world.random.int(35, 70) : world.random.days(procedure.stepDelayDays, world.pace(household.village));
  world.later(delay, async () => {
    if (await isClosed(world, household, clueId)) return;
    const township = world.officer('township', household.village);
    const close = (verdict: string, reason: string | null) => world.give(householdAggregate, 'CloseClue', household.id, { clueId, verdict, reason }, township);
    if (household.status === 'ENROLLED') {
      // What is known about already becomes a risk of the running enrolment.
      await world.give(householdAggregate, 'AddRisk', household.id, { riskId: world.id('risk'), riskType: risk }, township);
      await close('ALREADY_ENROLLED', null);
      await help(world, household);
    } else if (household.status !== 'FREE') await close('DUPLICATE', null);
    else if (world.random.happens(finding.notEligible)) await close('NOT_ELIGIBLE', world.random.pick(REASONS));
    else
      await enrol(world, household, async () => {
        await help(world, household);
        recovery(world, household);
      });
  }, { working: true });
}

/** An enrolled household recovers after some months, and its clearing is proposed. */
export function recovery(world: World, household: SimulatedHousehold): void {
  const { clearing } = world.rates;
  const natural = world.random.happens(clearing.natural);
  const months = world.random.around(clearing.monthsToRecovery);
  const days = Math.round(months * 30.4);
  world.later(Math.max(days, natural ? 45 : 190), () => recovered(world, household, natural ? 'NATURAL' : 'HELP'), { working: true });
}

async function recovered(world: World, household: SimulatedHousehold, mode: ClearingMode): Promise<void> {
  if (household.status !== 'ENROLLED') return;
  if (mode === 'HELP' && !(await hasDelivery(world, household))) return world.later(60, () => recovered(world, household, mode), { working: true });
  for (const riskId of await openRisks(world, household))
    await world.give(householdAggregate, 'EliminateRisk', household.id, { riskId, mode, evidenceHash: world.evidence() }, world.officer('township', household.village));
  await clear(world, household, mode, {
    cleared: () => aftermath(world, household),
    notCleared: () => recovery(world, household),
  });
}

/** After clearing: a few labels are taken back, a few households fall again, the others go on. */
export function aftermath(world: World, household: SimulatedHousehold): void {
  const { clearing, shocks } = world.rates;
  if (world.random.happens(clearing.rolledBack))
    world.later(world.random.int(20, 120), async () => {
      if (household.status !== 'FREE') return;
      if (await world.give(householdAggregate, 'RollBackClearing', household.id, { reason: '抽查发现收入不稳定' }, world.officer('county', household.village))) {
        household.status = 'ENROLLED';
        recovery(world, household);
      }
    }, { working: true });
  else if (world.random.happens(clearing.relapse)) {
    const again = addMonths(world.today, world.random.int(2, 11));
    const risk = world.random.weighted(Object.fromEntries(Object.entries(shocks).map(([type, { rate }]) => [type, rate]))) as RiskType;
    if (again <= world.end) world.parts.agenda.on(addDays(again, 0), () => shock(world, household, risk));
  }
}
