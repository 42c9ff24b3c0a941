import { percentile } from '@humai/identification-domain';
import { CATEGORIES, CHANNELS, RISK_TYPES } from '@humai/contracts-identification';
import { type AreaDirectory, type Bilingual, countyOf, daysBetween, isInArea, type LocalDate, townshipOf } from '@humai/kernel';
import type { CaseTimes } from '../read-model/lead-times/projection.js';
import type { Spell } from '../read-model/monitoring-spells/projection.js';

export type Period = Readonly<{ from: LocalDate; to: LocalDate }>;
const isIn = (on: LocalDate, { from, to }: Period): boolean => on >= from && on <= to;

type Names = Readonly<{ areas: Pick<AreaDirectory, 'find'> }>;
const areaName = (code: string, { areas }: Names): Bilingual => {
  const name = areas.find(code)?.name ?? code;
  return { zh: name, en: name };
};
const coded = (list: Readonly<Record<string, Bilingual>>) => (code: string): Bilingual => list[code] ?? { zh: code, en: code };

/** What figures can be told by: the groups one thing counts in, and what a group is called. A thing with several causes counts once under each. */
type By<T> = Readonly<{ keysOf: (thing: T) => readonly string[]; nameOf: (key: string, names: Names) => Bilingual }>;
type Placed = Readonly<{ village: string }>;

const places = {
  village: { keysOf: (t) => [t.village], nameOf: areaName },
  township: { keysOf: (t) => [townshipOf(t.village)], nameOf: areaName },
  county: { keysOf: (t) => [countyOf(t.village)], nameOf: areaName },
} satisfies Record<string, By<Placed>>;

export const LEAD_TIMES_BY = {
  ...places,
  channel: { keysOf: (t) => [t.channel], nameOf: coded(CHANNELS) },
  risk: { keysOf: (t) => t.riskTypes, nameOf: coded(RISK_TYPES) },
} satisfies Record<string, By<CaseTimes>>;

const EARLIES = {
  found: (c) => [c.happenedOn, c.foundOn],
  analysed: (c) => [c.foundOn, c.analysedOn],
  decided: (c) => [c.analysedOn, c.decidedOn],
  helped: (c) => [c.enrolmentId === null ? null : c.decidedOn, c.helpedOn],
} as const satisfies Record<string, (c: CaseTimes) => readonly [LocalDate | null, LocalDate | null]>;
export type Early = keyof typeof EARLIES;
export type Days = Readonly<{ cases: number; p50: number | null; p90: number | null; longest: number | null }>;
export type LeadTimes = Readonly<{ key: string; name: Bilingual } & Record<Early, Days>>;

const daysOf = (cases: readonly CaseTimes[], early: Early): Days => {
  const days = cases.flatMap((c) => {
    const [from, to] = EARLIES[early](c);
    return from === null || to === null ? [] : [daysBetween(from, to)];
  });
  return { cases: days.length, p50: percentile(days, 0.5), p90: percentile(days, 0.9), longest: percentile(days, 1) };
};

/** The four earlies in natural days, of the cases found in a period, by group. Pure. */
export function leadTimesBy(cases: Iterable<CaseTimes>, by: keyof typeof LEAD_TIMES_BY, period: Period, area: string, names: Names): readonly LeadTimes[] {
  const groups = grouped([...cases].filter((c) => isIn(c.foundOn, period) && isInArea(c.village, area)), LEAD_TIMES_BY[by]);
  return [...groups].map(([key, members]) => ({
    key, name: LEAD_TIMES_BY[by].nameOf(key, names), found: daysOf(members, 'found'), analysed: daysOf(members, 'analysed'), decided: daysOf(members, 'decided'), helped: daysOf(members, 'helped'),
  }));
}

export type Change = Readonly<{ kind: 'enrolled' | 'relapsed' | 'cleared' | 'rolledBack'; on: LocalDate; village: string; category: string; causes: readonly string[] }>;
export type MonthlyFigures = Readonly<{ key: string; name: Bilingual } & Record<Change['kind'], number>>;

export const STATISTICS_BY = {
  ...places,
  category: { keysOf: (c) => [c.category], nameOf: coded(CATEGORIES) },
  cause: { keysOf: (c) => c.causes, nameOf: coded(RISK_TYPES) },
  month: { keysOf: (c) => [c.on.slice(0, 7)], nameOf: (key) => ({ zh: key, en: key }) },
} satisfies Record<string, By<Change>>;

/** Everything that changed the list, as counted: what was carried over is no act of this system, a relapse is also an enrolment. */
export function* changesOf({ enrolmentId: _, village, category, causes, enrolledOn, relapse, carriedOver, cleared, rolledBackOn }: Spell): Generator<Change> {
  if (!carriedOver) {
    yield { kind: 'enrolled', on: enrolledOn, village, category, causes };
    if (relapse) yield { kind: 'relapsed', on: enrolledOn, village, category, causes };
  }
  if (cleared && !(carriedOver && cleared.lineFen === 0)) yield { kind: 'cleared', on: cleared.on, village: cleared.village, category, causes };
  for (const on of rolledBackOn) yield { kind: 'rolledBack', on, village, category, causes };
}

/** Enrolled, relapsed, cleared (and still so) and rolled back in a period, by group. Pure. */
export function statisticsBy(spells: Iterable<Spell>, by: keyof typeof STATISTICS_BY, period: Period, area: string, names: Names): readonly MonthlyFigures[] {
  const changes = [...spells].flatMap((spell) => [...changesOf(spell)]).filter((c) => isIn(c.on, period) && isInArea(c.village, area));
  return [...grouped(changes, STATISTICS_BY[by])].map(([key, members]) => {
    const count = (kind: Change['kind']) => members.filter((c) => c.kind === kind).length;
    return { key, name: STATISTICS_BY[by].nameOf(key, names), enrolled: count('enrolled'), relapsed: count('relapsed'), cleared: count('cleared'), rolledBack: count('rolledBack') };
  });
}

/** In order of the key. */
function grouped<T>(things: readonly T[], { keysOf }: Pick<By<T>, 'keysOf'>): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things)
    for (const key of keysOf(thing)) {
      const group = groups.get(key);
      if (group) group.push(thing);
      else groups.set(key, [thing]);
    }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
