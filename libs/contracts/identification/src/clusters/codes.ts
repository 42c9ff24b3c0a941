import type { z } from 'zod';
import { codesOf, type CodeList } from '../codes.js';

/** Divisions in which new risks are counted together. */
export const CLUSTER_LEVELS = {
  village: { zh: '村', en: 'village' },
  township: { zh: '乡镇', en: 'township' },
  county: { zh: '县', en: 'county' },
} as const satisfies CodeList;
export const ClusterLevel = codesOf(CLUSTER_LEVELS);
export type ClusterLevel = z.infer<typeof ClusterLevel>;

/** What counts as a new risk of a household. */
export const CLUSTER_SIGNALS = {
  CLUE: { zh: '新线索', en: 'a clue' },
  ENROLMENT: { zh: '新纳入', en: 'an enrolment' },
  RISK: { zh: '在册户新增风险', en: 'a risk added to an enrolled household' },
} as const satisfies CodeList;
export const ClusterSignal = codesOf(CLUSTER_SIGNALS);
export type ClusterSignal = z.infer<typeof ClusterSignal>;
