import { type Category, type ClearingMode, hasLabour, type HouseholdKind, type RiskType } from '@humai/contracts-identification';
import { addMonths, type Area, type AreaDirectory, countyOf, DomainError, type LocalDate } from '@humai/kernel';
import { IdNumbers } from './id-numbers.js';
import { family, type SimulatedPerson } from './people.js';
import type { Random } from './random.js';
import type { Rates } from './rates.js';

/** A household as it is when Humai begins. */
export type Inhabitants = Readonly<{
  /** 1, 2, 3, … */
  number: number;
  registerNumber: string;
  village: string;
  kind: HouseholdKind;
  people: readonly SimulatedPerson[];
  /** Of the last full year, per head. */
  incomeYuan: number;
  monitoring: Readonly<{ category: Category; riskTypes: readonly RiskType[]; enrolledMonth: string; cleared: Readonly<{ month: string; mode: ClearingMode }> | null; bottomLine: boolean }> | null;
}>;

export type Settlement = Readonly<{ area: string; households: number; today: LocalDate }>;

/** The villages of a division that a register reaches: those with a villagers' committee (suffix from 200), or all where there is none. */
export function villagesOf(areas: AreaDirectory, { area, today }: Pick<Settlement, 'area' | 'today'>): readonly Area[] {
  const all = areas.within(area, 'village', today);
  if (all.length === 0) throw new DomainError('AREA.UNKNOWN', { code: area });
  const rural = all.filter((v) => Number(v.code.slice(9)) >= 200);
  return rural.length > 0 ? rural : all;
}

/** The ID numbers of a country whose counties are in the table. */
export const idNumbers = (areas: AreaDirectory, today: LocalDate): IdNumbers => new IdNumbers(areas.within('', 'county', today).map((a) => a.code.slice(0, 6)));

/** All households of a division, village by village, made one at a time: however many they are, memory stays flat. */
export function* population(settlement: Settlement, areas: AreaDirectory, random: Random, rates: Rates, numbers = idNumbers(areas, settlement.today)): Generator<Inhabitants> {
  const villages = villagesOf(areas, settlement);
  const weights = villages.map(() => random.around({ median: 1, spread: rates.household.villageSize }));
  const total = weights.reduce((sum, w) => sum + w, 0);
  let reached = 0;
  let number = 0;
  for (const [i, { code }] of villages.entries()) {
    reached += weights[i]!;
    const upTo = i === villages.length - 1 ? settlement.households : Math.round((settlement.households * reached) / total);
    while (number < upTo) yield inhabitants((number += 1), code, settlement.today, { random, rates, numbers });
  }
}

type Parts = Readonly<{ random: Random; rates: Rates; numbers: IdNumbers }>;

function inhabitants(number: number, village: string, today: LocalDate, { random, rates, numbers }: Parts): Inhabitants {
  const { household } = rates;
  const withoutLabour = random.happens(household.withoutLabour);
  const size = withoutLabour ? random.int(1, 3) : Number(random.weighted(household.members));
  const people = family({ random, rates: rates.people, numbers, area: village, today }, { size, withoutLabour });
  const kind: HouseholdKind = random.happens(household.outOfPoverty) ? 'OUT_OF_POVERTY' : 'GENERAL';
  const status = random.weighted({ OPEN: household.monitored, CLEARED: household.cleared, NONE: 1 - household.monitored - household.cleared });
  const monitoring = status === 'NONE' ? null : { ...monitoringOf(random, rates, kind, today, status === 'CLEARED'), bottomLine: !people.some((p) => hasLabour(p.labour)) };
  const registerNumber = `${countyOf(village).slice(0, 6)}${String(number).padStart(8, '0')}`;
  return { number, registerNumber, village, kind, people, incomeYuan: incomeOf(random, rates, today, status === 'OPEN'), monitoring };
}

function incomeOf(random: Random, { household: { income } }: Rates, today: LocalDate, monitored: boolean): number {
  const yuan = monitored ? random.around(income.monitored) : Math.max(income.lowest * (1 + random.unit() * 0.2), random.around(income));
  return Math.round(yuan * (1 + income.growth) ** (Number(today.slice(0, 4)) - 1 - income.year));
}

function monitoringOf(random: Random, rates: Rates, kind: HouseholdKind, today: LocalDate, isCleared: boolean): Omit<NonNullable<Inhabitants['monitoring']>, 'bottomLine'> {
  const month = (ago: number) => addMonths(today, -ago).slice(0, 7).replace('-', '');
  const enrolledAgo = random.int(2, 18);
  return {
    category: random.happens(rates.household.suddenHardship) ? 'C3' : kind === 'OUT_OF_POVERTY' ? 'C1' : 'C2',
    riskTypes: [...new Set(random.happens(0.2) ? [anyRisk(random, rates), anyRisk(random, rates)] : [anyRisk(random, rates)])],
    enrolledMonth: month(isCleared ? enrolledAgo + 9 : enrolledAgo),
    cleared: isCleared ? { month: month(random.int(1, enrolledAgo)), mode: random.happens(rates.clearing.natural) ? 'NATURAL' : 'HELP' } : null,
  };
}

/** A risk, as often as its shocks come. */
export const anyRisk = (random: Random, { shocks }: Pick<Rates, 'shocks'>): RiskType =>
  random.weighted(Object.fromEntries(Object.entries(shocks).map(([type, { rate }]) => [type, rate]))) as RiskType;
