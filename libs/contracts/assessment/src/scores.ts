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

/** The answer of `assess` and of `GET /v1/assessment/scores`. */
export const Assessment = z.object({
  digest: z.string().describe('SHA-256, hex, of the canonical JSON (RFC 8785) of { policy, year, area, units }'),
  policy: z.string(),
  position: z.int().describe('last log position the scores are made of'),
  units: z.array(UnitScore),
});
export type Assessment = Readonly<{ digest: string; policy: string; position: number; units: readonly UnitScore[] }>;
