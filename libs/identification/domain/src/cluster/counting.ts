import type { ClusterLevel, ClusterRule, ClusterRules } from '@humai/contracts-identification';
import { addDays, countyOf, type LocalDate, townshipOf } from '@humai/kernel';

/** A new risk of a household, where it lives now. */
export type NewRisk = Readonly<{ householdId: string; village: string; cause: string; on: LocalDate }>;
/** Households with new risks of one cause in one area, and the rule that counts them. */
export type Gathering = Readonly<{ area: string; level: ClusterLevel; cause: string; from: LocalDate; to: LocalDate; householdIds: readonly string[]; rule: ClusterRule }>;

/** 洪涝, 地震 and so on are one cause: natural disaster. */
export const causeOf = (riskType: string): string => riskType.slice(0, 2);

const AREA_OF = { village: (v) => v, township: townshipOf, county: countyOf } as const satisfies Record<ClusterLevel, (village: string) => string>;

/** The first day of a window that ends today. */
export const windowFrom = (today: LocalDate, windowDays: number): LocalDate => addDays(today, 1 - windowDays);
export const longestWindow = ({ rules }: ClusterRules): number => Math.max(...rules.map((r) => r.windowDays));

/** What each rule counts today, but for those that miss their count. A household counts once, however many risks it has. */
export function gatheringsOf(risks: readonly NewRisk[], rules: ClusterRules, today: LocalDate): readonly Gathering[] {
  return rules.rules.flatMap((rule) => {
    const from = windowFrom(today, rule.windowDays);
    const groups = new Map<string, Set<string>>();
    for (const { householdId, village, cause, on } of risks) {
      if (on < from || on > today || (rule.causes && !rule.causes.includes(cause))) continue;
      const key = `${AREA_OF[rule.level](village)}~${cause}`;
      groups.set(key, (groups.get(key) ?? new Set()).add(householdId));
    }
    return [...groups].filter(([, households]) => households.size >= (rule.minCount ?? 1)).map(([key, households]): Gathering => {
      const [area, cause] = key.split('~') as [string, string];
      return { area, level: rule.level, cause, from, to: today, householdIds: [...households].sort(), rule };
    });
  });
}

/** Whether a gathering is a cluster among so many registered households. */
export const isCluster = ({ householdIds, rule: { minRatePerMille } }: Gathering, households: number): boolean =>
  minRatePerMille === undefined || (households > 0 && householdIds.length * 1_000 >= minRatePerMille * households);
