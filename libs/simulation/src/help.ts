import { assistanceAggregate } from '@humai/assistance-service';
import { type MeasureCode } from '@humai/contracts-assistance';
import type { SimulatedHousehold } from './district.js';
import type { World } from './world.js';

// Which help fits which risk (domain §3.1); the first two digits of a risk decide.
const FITTING: Readonly<Record<string, readonly MeasureCode[]>> = {
  '01': ['M41', 'M40', 'M43'], '02': ['M70', 'M10'], '03': ['M46', 'M43'], '04': ['M83', 'M96'], '05': ['M41', 'M43'], '06': ['M10', 'M11', 'M30'], '07': ['M20', 'M21', 'M22', 'M23'], '09': ['M51'], '99': ['M95'],
};

type Enrolled = { riskId: string; type: string };

/** A plan with a helper, then a measure for every open risk, then its delivery; each later than it should be now and then. */
export async function help(world: World, household: SimulatedHousehold): Promise<void> {
  const { help: rates } = world.rates;
  const pace = world.pace(household.village);
  const township = world.officer('township', household.village);
  const give = (type: string, data: unknown) => world.give(assistanceAggregate, type, household.id, data, township);
  const planMeasures = async () => {
    if (household.closed || household.status !== 'ENROLLED') return;
    for (const { riskId, type } of await uncovered(world, household)) {
      const codes = [...(FITTING[type.slice(0, 2)] ?? ['M95']), ...(household.withoutLabour ? [] : (['M10', 'M21', 'M23'] as const))];
      const code = world.random.pick(codes);
      const measureId = world.id('measure');
      if (!(await give('PlanMeasure', { measureId, riskId, code })) || world.random.happens(rates.neverDelivered)) continue;
      world.later(world.random.days(rates.deliveryDelayDays, pace, 1), async () => {
        if (household.closed) return;
        await give('DeliverMeasure', {
          measureId, deliveryId: world.id('delivery'), recipientId: household.members[0]!.personId, deliveredOn: world.today, amountFen: world.random.int(5, 60) * 10_000,
          quantity: null, unit: null, evidenceHash: world.evidence(),
        });
      }, { working: true });
    }
  };
  if (household.planned === household.enrolments) return world.later(world.random.days(rates.planDelayDays, pace, 1), planMeasures, { working: true });
  const enrolment = household.enrolments;
  world.later(world.random.days(rates.planDelayDays, pace, 1), async () => {
    if (household.closed || !(await give('MakePlan', { planId: world.id('plan'), helperId: `helper-${household.village.slice(6)}-${world.random.int(1, 6)}` }))) return;
    household.planned = enrolment;
    await planMeasures();
  }, { working: true });
}

/** Open risks of the current enrolment without a measure. */
async function uncovered(world: World, household: SimulatedHousehold): Promise<Enrolled[]> {
  const open = new Map<string, Enrolled>();
  for (const event of await world.history(household.id)) {
    const data = event.data as { risks?: Enrolled[]; riskId?: string; type?: string };
    switch (event.type) {
      case 'identification.HouseholdEnrolled.v1':
      case 'identification.MonitoringCarriedOver.v1':
        open.clear();
        for (const risk of data.risks ?? []) open.set(risk.riskId, risk);
        break;
      case 'identification.RiskAdded.v1': open.set(data.riskId!, { riskId: data.riskId!, type: data.type! }); break;
      case 'identification.RiskEliminated.v1':
      case 'assistance.MeasurePlanned.v1': open.delete(data.riskId!); break;
    }
  }
  return [...open.values()];
}

/** Somebody asks for selective help for a household outside the register; it is refused and recorded (invariant 7). */
export async function askOutside(world: World, household: SimulatedHousehold): Promise<void> {
  if (household.closed || household.status !== 'FREE') return;
  await world.give(assistanceAggregate, 'GrantHelp', household.id, {
    code: world.random.pick(['M10', 'M43', 'M95'] as const), deliveryId: world.id('delivery'), recipientId: household.members[0]!.personId, deliveredOn: world.today, amountFen: 100_000,
    quantity: null, unit: null, evidenceHash: world.evidence(),
  }, world.officer('township', household.village));
}
