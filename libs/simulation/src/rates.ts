import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHANNELS, RiskType } from '@humai/contracts-identification';
import { parse } from 'yaml';
import { z } from 'zod';

const share = z.number().min(0).max(1);
const weights = z.record(z.string(), z.number().positive());
/** A log-normal: half of all lie below the median; `spread` is the deviation of the logarithm. */
const spread = z.strictObject({ median: z.number().positive(), spread: z.number().min(0) });
export type Spread = z.infer<typeof spread>;

export const Rates = z.strictObject({
  household: z.strictObject({
    members: weights, outOfPoverty: share, withoutLabour: share, carriedOver: share, relocated: share,
    income: z.strictObject({ median: z.number().positive(), spread: z.number().min(0), growth: z.number() }),
  }),
  shocks: z.partialRecord(RiskType, z.strictObject({ rate: share, months: z.array(z.number().int().min(1).max(12)).min(1) })),
  finding: z.strictObject({
    missed: share, delayDays: spread, channels: z.record(z.enum(Object.keys(CHANNELS) as [keyof typeof CHANNELS]), z.number().min(0)), duplicate: share, notEligible: share, forgotten: share,
  }),
  procedure: z.strictObject({ stepDelayDays: spread, slowCase: share, objection: share, objectionUpheld: share, townshipDisagrees: share, countyRefuses: share, suddenHardship: share }),
  help: z.strictObject({ planDelayDays: spread, deliveryDelayDays: spread, neverDelivered: share, refusedOutside: share }),
  clearing: z.strictObject({ monthsToRecovery: spread, natural: share, rolledBack: share, relapse: share }),
  relocation: z.strictObject({ sites: z.number().int().min(1), titleRegistered: share, certificateIssued: share, employed: share, jobLossPerYear: share, reemployedDays: spread }),
  people: z.strictObject({ birthsPerYear: share, deathsPerYear: share }),
  townships: z.strictObject({ slowest: z.number().positive(), fastest: z.number().positive() }),
});
export type Rates = z.infer<typeof Rates>;

/** The rates of `data/rates.yaml`, or of another file. */
export const loadRates = (file: string = fileURLToPath(new URL('../data/rates.yaml', import.meta.url))): Rates => Rates.parse(parse(readFileSync(file, 'utf8')));
