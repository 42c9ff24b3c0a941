import { z } from 'zod';
import { ClusterLevel, ClusterSignal } from './codes.js';

const ClusterRule = z.strictObject({
  level: ClusterLevel.describe('division in which households are counted together'),
  windowDays: z.number().int().min(1).describe('natural days, today the last of them'),
  minCount: z.number().int().min(1).optional().describe('households with a new risk of one cause'),
  minRatePerMille: z.number().int().min(1).optional().describe('of a thousand registered households of the area'),
  causes: z.array(z.string().regex(/^\d{2}$/)).min(1).optional().describe('first two digits of risk types; every cause, each by itself, unless told'),
}).refine((rule) => rule.minCount !== undefined || rule.minRatePerMille !== undefined, 'needs a count or a rate');
export type ClusterRule = z.infer<typeof ClusterRule>;

/** The part of an identification policy about clusters of new risks (row 21). */
export const ClusterRules = z.strictObject({
  signals: z.array(ClusterSignal).min(1).describe('what counts as a new risk of a household'),
  rules: z.array(ClusterRule).min(1).describe('a cluster is what one of them finds; with a count and a rate, both must be reached'),
});
export type ClusterRules = z.infer<typeof ClusterRules>;
