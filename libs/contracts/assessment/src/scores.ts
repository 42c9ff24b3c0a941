import { z } from 'zod';
import { INDICATOR_CODES, type IndicatorCode } from './codes.js';

export const IndicatorScore = z.object({
  code: z.enum(INDICATOR_CODES as [IndicatorCode, ...IndicatorCode[]]),
  numerator: z.int(),
  denominator: z.int(),
  points: z.number().nullable().describe('two decimals; null when there was nothing to judge and the weight went to the others'),
});
export type IndicatorScore = Readonly<z.infer<typeof IndicatorScore>>;

export const UnitScore = z.object({
  area: z.string().describe('12-digit division code'),
  name: z.string(),
  total: z.number().nullable().describe('of 100, two decimals, rounded half up from the exact sum; null when there was nothing to judge at all'),
  grade: z.string().nullable(),
  indicators: z.array(IndicatorScore),
});
export type UnitScore = Readonly<Omit<z.infer<typeof UnitScore>, 'indicators'> & { indicators: readonly IndicatorScore[] }>;

/**
 * What scores are asked for: `GET /v1/assessment/scores`.
 *
 * A year that is not over is scored as it stands: what has been decided, cleared or enrolled so far, relocated households as they are on the last day of the log,
 * nothing against anybody whose limit still runs, and by the policy in force today. Later events can change such scores, and those of a year just over while its last limits run.
 */
export const ScoresQuestion = z.strictObject({
  year: z.coerce.number().int().min(2000).max(2100).describe('考核年度;未结束的年度按目前情况计算 / year; one that is not over is scored as it stands'),
  area: z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/).describe('区划代码(2、4、6、9 或 12 位) / division code, 2, 4, 6, 9 or 12 digits'),
  policy: z.string().min(1).max(100).optional()
    .describe('办法版本,默认为该年 12 月 31 日(年度未结束则为今天)施行的版本 / policy version; the one in force on 31 December of the year, or today while it is not over, unless told'),
  knownAt: z.string().max(40).optional().describe('只计截至该日(北京时间当日结束)或该时刻已记录的事实 / only what was recorded by this instant, or by the end of this date in China'),
  at: z.string().regex(/^\d{1,15}$/).transform(Number).optional().describe('日志位置,默认为最新 / log position the scores are computed at; the newest unless told'),
});
export type ScoresQuestion = Readonly<z.infer<typeof ScoresQuestion>>;

/** The answer of `assess` and of `GET /v1/assessment/scores`. */
export const Assessment = z.object({
  digest: z.string().describe('SHA-256, hex, of the canonical JSON (RFC 8785) of { policy, year, area, units }, area with 12 digits'),
  policy: z.string(),
  position: z.int().describe('log position the scores are computed at: nothing after it counts'),
  units: z.array(UnitScore),
});
export type Assessment = Readonly<{ digest: string; policy: string; position: number; units: readonly UnitScore[] }>;
