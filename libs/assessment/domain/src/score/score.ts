import { INDICATOR_CODES, type IndicatorCode, type UnitScore } from '@humai/contracts-assessment';
import { areaPrefix, DomainError, isInArea, type Area, type AreaDirectory, type AreaLevel } from '@humai/kernel';
import type { HouseholdFacts } from '../facts/facts.js';
import { judge, type Frame } from './judge.js';
import { pointsOf, type Counts } from './points.js';

type Count = Record<IndicatorCode, { numerator: number; denominator: number }>;
const nothing = (): Count => Object.fromEntries(INDICATOR_CODES.map((code) => [code, { numerator: 0, denominator: 0 }])) as Count;

const LEVELS: readonly AreaLevel[] = ['province', 'prefecture', 'county', 'township', 'village'];
const PREFIX_LENGTHS = [2, 4, 6, 9, 12];

/** A division by code or prefix, as it stood at the end of the year. Throws `AREA.UNKNOWN`. */
export function unitOf(area: string, areas: AreaDirectory, year: number): Area {
  const prefix = areaPrefix(area);
  const found = PREFIX_LENGTHS.includes(prefix.length) && /^\d+$/.test(prefix) ? areas.find(prefix.padEnd(12, '0'), `${year}-12-31`) : undefined;
  if (!found) throw new DomainError('AREA.UNKNOWN', { code: area.slice(0, 20) }, 'area');
  return found;
}

/** Adds households up, in whatever order they come, and scores an area and every division below it. */
export class ScoreSheet {
  readonly #byVillage = new Map<string, Count>();

  constructor(
    private readonly frame: Frame,
    private readonly area: Area,
  ) {}

  add(household: HouseholdFacts): void {
    for (const { code, village, good } of judge(household, this.frame)) {
      if (!isInArea(village, this.area.code)) continue;
      const count = this.#countOf(this.#byVillage, village)[code];
      count.denominator += 1;
      if (good) count.numerator += 1;
    }
  }

  /** In order of level and code. A village that the division table of the year does not have is shown when something happened in it. */
  units(areas: AreaDirectory): readonly UnitScore[] {
    const on = `${this.frame.year}-12-31`;
    const sums = new Map<string, Count>();
    for (const [village, counts] of this.#byVillage)
      for (const length of PREFIX_LENGTHS) addTo(this.#countOf(sums, village.slice(0, length).padEnd(12, '0')), counts);
    const below = LEVELS.slice(LEVELS.indexOf(this.area.level) + 1);
    const units = [this.area, ...below.flatMap((level) => [...areas.within(this.area.code, level, on), ...(level === 'village' ? this.#strays(areas, on) : [])])];
    return units.map(({ code, name }) => ({ area: code, name, ...pointsOf((sums.get(code) ?? nothing()) as Counts, this.frame.policy) }));
  }

  #strays(areas: AreaDirectory, on: string): readonly Area[] {
    const codes = [...this.#byVillage.keys()].filter((code) => code !== this.area.code && !areas.find(code, on)).sort();
    return codes.map((code) => ({ code, name: areas.find(code)?.name ?? code, level: 'village', parent: null }));
  }

  #countOf(counts: Map<string, Count>, code: string): Count {
    const count = counts.get(code) ?? nothing();
    counts.set(code, count);
    return count;
  }
}

function addTo(sum: Count, counts: Count): void {
  for (const code of INDICATOR_CODES) {
    sum[code].numerator += counts[code].numerator;
    sum[code].denominator += counts[code].denominator;
  }
}

/** Scores of an area and every division below it. Pure: the same facts in whatever order give the same units. */
export function score(households: Iterable<HouseholdFacts>, frame: Frame, area: string, areas: AreaDirectory): { readonly units: readonly UnitScore[] } {
  const sheet = new ScoreSheet(frame, unitOf(area, areas, frame.year));
  for (const household of households) sheet.add(household);
  return { units: sheet.units(areas) };
}
