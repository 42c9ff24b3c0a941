import { assistanceAggregate } from '@humai/assistance-service';
import { MEASURES, type MeasureCode } from '@humai/contracts-assistance';
import { hasLabour, HOUSEHOLDER, type RiskType } from '@humai/contracts-identification';
import { FEN, type SimulatedHousehold } from './household.js';
import type { Standing, World } from './world.js';

// Which help fits which risk (domain §3.1); the first two digits of a risk decide.
const FITTING: Readonly<Record<string, readonly MeasureCode[]>> = {
  '01': ['M41', 'M40', 'M43', 'M42'], '02': ['M70', 'M61', 'M10'], '03': ['M46', 'M44', 'M45'], '04': ['M83', 'M80'], '05': ['M41', 'M60', 'M43'], '06': ['M10', 'M11', 'M30'],
  '07': ['M20', 'M21', 'M22', 'M24'], '09': ['M51', 'M50'], '99': ['M95'],
};
const DEVELOPMENT = { M10: 0.3, M11: 0.15, M20: 0.15, M21: 0.18, M22: 0.08, M23: 0.12, M30: 0.02 } as const satisfies Partial<Record<MeasureCode, number>>;
const WITHOUT_LABOUR = ['M80', 'M81', 'M83'] as const satisfies readonly MeasureCode[];
const UNIVERSAL = ['M42', 'M60', 'M90', 'M92'] as const satisfies readonly MeasureCode[];
const SELECTIVE = ['M10', 'M43', 'M95'] as const satisfies readonly MeasureCode[];
const IN_KIND: readonly MeasureCode[] = ['M11', 'M42', 'M90'];
const BEYOND_CAP_YUAN = 8_000;
// Runs to the end of its contract or school stage, also after clearing. [F38]
const TO_THE_END: readonly MeasureCode[] = ['M23', 'M51'];

const township = (world: World, household: SimulatedHousehold) => world.officer('township', household.village);
const give = (world: World, household: SimulatedHousehold, type: string, data: unknown) => world.give(assistanceAggregate, type, household.id, data, township(world, household));

/** A plan with a helper, then measures against the open risks, then their delivery; each later than it should be now and then. */
export function help(world: World, household: SimulatedHousehold): void {
  world.later(world.random.days(world.rates.help.planDelayDays, world.paceOf(household.village), 1), () => plan(world, household), { working: true });
}

async function plan(world: World, household: SimulatedHousehold): Promise<void> {
  const standing = await world.look(household);
  const { helped: { enrolment, plan: last, measures }, identified } = standing;
  if (enrolment?.status !== 'OPEN') return;
  if (last?.enrolmentId !== enrolment.enrolmentId) await makePlan(world, household);
  const withLabour = Object.values(identified.members).some((m) => hasLabour(m.labour));
  const present = Object.values(measures).filter((m) => m.enrolmentId === enrolment.enrolmentId && !m.ended);
  const uncovered = (identified.enrolment?.risks ?? []).filter((r) => r.open && !present.some((m) => m.riskId === r.riskId));
  const wanted = uncovered.map((r) => [r.riskId, fitting(world, r.type, withLabour)] as const);
  // Invariant 10: a household with labour gets help that develops it.
  const develops = [...present.map((m) => m.code), ...wanted.map(([, code]) => code)].some((code) => MEASURES[code].development);
  if (wanted.length > 0 && withLabour && !develops && !world.random.happens(world.rates.help.developmentForgotten)) wanted.push([wanted[0]![0], world.random.weighted(DEVELOPMENT)]);
  for (const [riskId, code] of wanted) await planMeasure(world, household, riskId, code);
}

const fitting = ({ random }: World, risk: RiskType, withLabour: boolean): MeasureCode => random.pick([...(FITTING[risk.slice(0, 2)] ?? ['M95']), ...(withLabour ? [] : WITHOUT_LABOUR)]);
const helper = (world: World, { village }: SimulatedHousehold) => `helper-${village.slice(6)}-${world.random.int(1, 6)}`;

async function makePlan(world: World, household: SimulatedHousehold): Promise<void> {
  if (!(await give(world, household, 'MakePlan', { planId: world.id('plan'), helperId: helper(world, household) }))) return;
  if (!world.random.happens(world.rates.help.helperReplaced)) return;
  world.later(world.random.int(60, 500), async () => {
    const { helped: { plan: now, enrolment } } = await world.look(household);
    if (now?.enrolmentId === enrolment?.enrolmentId) await give(world, household, 'ReplaceHelper', { helperId: `${helper(world, household)}-new`, reason: '工作岗位调整' });
  }, { working: true });
}

async function planMeasure(world: World, household: SimulatedHousehold, riskId: string, code: MeasureCode): Promise<void> {
  const { help: rates } = world.rates;
  const measureId = world.id('measure');
  if (!(await give(world, household, 'PlanMeasure', { measureId, riskId, code }))) return;
  if (world.random.happens(rates.neverDelivered)) endLater(world, household, measureId, [60, 150], '家庭情况变化,措施不再适用');
  else world.later(world.random.days(rates.deliveryDelayDays, world.paceOf(household.village), 1), () => deliver(world, household, measureId, code), { working: true });
}

async function deliver(world: World, household: SimulatedHousehold, measureId: string, code: MeasureCode): Promise<void> {
  const { identified, helped: { enrolment, measures } } = await world.look(household);
  if (identified.lineage.ended) return;
  const measure = measures[measureId];
  const isCurrent = enrolment?.status === 'OPEN' && measure?.enrolmentId === enrolment.enrolmentId;
  if (!measure || measure.ended || (measure.begun && !isCurrent && !TO_THE_END.includes(code))) return;
  if (!(await give(world, household, 'DeliverMeasure', { measureId, ...delivery(world, identified, code) }))) return;
  if (world.random.happens(world.rates.help.repeated)) world.later(world.random.int(80, 100), () => deliver(world, household, measureId, code), { working: true });
  else if (TO_THE_END.includes(code)) endLater(world, household, measureId, [200, 365], '协议或学段期满');
}

const endLater = (world: World, household: SimulatedHousehold, measureId: string, days: readonly [number, number], reason: string) =>
  world.later(world.random.int(...days), async () => void (await give(world, household, 'EndMeasure', { measureId, reason })), { working: true });

/** What was given, with its proof, to the householder. */
const delivery = (world: World, { members }: Standing['identified'], code: MeasureCode) => ({
  deliveryId: world.id('delivery'), deliveredOn: world.today, evidenceHash: world.evidence(),
  recipientId: Object.keys(members).find((id) => members[id]!.relation === HOUSEHOLDER)!,
  ...(IN_KIND.includes(code) ? { amountFen: null, quantity: world.random.int(1, 4), unit: '次' } : { amountFen: world.random.int(5, 60) * 100 * FEN, quantity: null, unit: null }),
});

/** After a disaster or an accident help may come first, up to a cap (invariant 8); who is enrolled has a plan for it. */
export async function helpFirst(world: World, household: SimulatedHousehold): Promise<void> {
  const { identified, helped: { enrolment } } = await world.look(household);
  if (enrolment || identified.lineage.ended) return;
  const yuan = world.random.happens(world.rates.help.beyondCap) ? BEYOND_CAP_YUAN : world.random.int(5, 40) * 100;
  await give(world, household, 'GrantHelp', { code: 'M62', ...delivery(world, identified, 'M62'), amountFen: yuan * FEN });
}

/** Help for everybody who needs it, enrolled or not. */
export async function helpAnybody(world: World, household: SimulatedHousehold): Promise<void> {
  const { identified } = await world.look(household);
  if (identified.lineage.ended) return;
  const code = world.random.pick(UNIVERSAL);
  await give(world, household, 'GrantHelp', { code, ...delivery(world, identified, code) });
}

/** Somebody asks for selective help for a household outside the register; it is refused and recorded (invariant 7). */
export async function askOutside(world: World, household: SimulatedHousehold): Promise<void> {
  const { identified, helped: { enrolment } } = await world.look(household);
  if (enrolment?.status === 'OPEN' || identified.lineage.ended) return;
  const code = world.random.pick(SELECTIVE);
  await give(world, household, 'GrantHelp', { code, ...delivery(world, identified, code) });
}
