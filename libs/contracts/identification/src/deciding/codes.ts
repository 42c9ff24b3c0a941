import type { z } from 'zod';
import { codesOf, type CodeList } from '../codes.js';

/** Who wrote a self-report down. An applicant who does not write signs by mark. [F11] */
export const SELF_REPORT_FORMS = {
  OWN: { zh: '本人填写', en: 'written by the applicant' },
  BY_CADRE: { zh: '村干部代填', en: 'written by a cadre' },
  BY_GROUP_LEADER: { zh: '村民小组长代填', en: "written by the villagers' group leader" },
  BY_GRID_WORKER: { zh: '网格员代填', en: 'written by the grid worker' },
  BY_RELATIVE: { zh: '近亲属代填', en: 'written by a close relative' },
} as const satisfies CodeList;
export const SelfReportForm = codesOf(SELF_REPORT_FORMS);

/** Where a clue of the channel OTHER came from. [F16][F21] */
export const OTHER_CHANNELS = {
  PETITION: { zh: '信访', en: 'petition' },
  HOTLINE: { zh: '热线', en: 'hotline' },
  MEDIA: { zh: '媒体', en: 'media' },
  LINKED_MONITORING: { zh: '关联监测', en: 'linked monitoring' },
} as const satisfies CodeList;
export const OtherChannel = codesOf(OTHER_CHANNELS);

/** What a visit to a cleared household found. */
export const TRACKING_FINDINGS = {
  STABLE: { zh: '稳定', en: 'stable' },
  WATCH: { zh: '需关注', en: 'to be watched' },
  NEW_RISK: { zh: '出现新风险', en: 'new risk' },
} as const satisfies CodeList;
export const TrackingFinding = codesOf(TRACKING_FINDINGS);
export type TrackingFinding = z.infer<typeof TrackingFinding>;
