import { CATEGORIES, CLEARING_MODES, HOUSEHOLD_KINDS, LABOUR, type RegisterFieldKey, RELATIONS, RISK_TYPES } from '@humai/contracts-identification';
import type { RegisterCells } from '@humai/identification-service';
import { type AreaDirectory, countyOf, type LocalDate, townshipOf } from '@humai/kernel';
import { type Inhabitants, population, type Settlement } from './population.js';
import { Random } from './random.js';
import { loadRates, type Rates } from './rates.js';

/**
 * The register of a division as the national system exports it, one row a person, household by household: the people whom
 * {@link simulate} settles with the same seed. Made while it is read, so that a million rows take no more memory than a thousand.
 */
export function* makeRegister({ seed, ...settlement }: Settlement & Readonly<{ seed: number }>, areas: AreaDirectory, rates: Rates = loadRates()): Generator<RegisterCells> {
  let place: Cells = {};
  let village = '';
  for (const household of population(settlement, areas, new Random(seed).fork(), rates)) {
    if (household.village !== village) place = placeOf(areas, (village = household.village), settlement.today);
    yield* rowsOf(household, place, Number(settlement.today.slice(0, 4)) - 1);
  }
}

type Cells = Partial<Record<RegisterFieldKey, string>>;

/** The divisions of a village by name, the two above the county too. */
function placeOf(areas: AreaDirectory, village: string, on: LocalDate): Cells {
  const nameOf = (code: string): string => areas.find(code, on)?.name ?? '';
  return {
    province: nameOf(`${village.slice(0, 2)}0000000000`), prefecture: nameOf(`${village.slice(0, 4)}00000000`), county: nameOf(countyOf(village)),
    township: nameOf(townshipOf(village)), village: nameOf(village),
  };
}

function* rowsOf({ registerNumber, kind, people, incomeYuan, monitoring }: Inhabitants, place: Cells, year: number): Generator<RegisterCells> {
  const [householder] = people;
  const household: Cells = {
    ...place, householdNumber: registerNumber, kind: HOUSEHOLD_KINDS[kind].zh, year: String(year), incomePerHead: incomeYuan.toFixed(2),
    householderName: householder!.name, householderDocument: householder!.documentNumber, householdPhone: householder!.phone ?? '',
    ...(monitoring && {
      category: CATEGORIES[monitoring.category].zh, ...Object.fromEntries(monitoring.riskTypes.map((type, i) => [`risk${i + 1}`, RISK_TYPES[type].zh])),
      enrolledMonth: monitoring.enrolledMonth, cleared: monitoring.cleared ? '是' : '否', bottomLine: monitoring.bottomLine ? '是' : '否',
      ...(monitoring.cleared && { clearedMonth: monitoring.cleared.month, clearingMode: CLEARING_MODES[monitoring.cleared.mode].zh }),
    }),
  };
  for (const [i, p] of people.entries())
    yield {
      ...household, ...p.cells, personNumber: `${registerNumber}${String(i + 1).padStart(2, '0')}`, name: p.name, documentNumber: p.documentNumber, phone: p.phone ?? '',
      relation: RELATIONS[p.relation].zh, labour: LABOUR[p.labour].zh,
    };
}
