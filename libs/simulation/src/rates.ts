import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHANNELS, COMPARISON_RESULTS, RiskType } from '@humai/contracts-identification';
import { parse } from 'yaml';
import { z } from 'zod';

const share = z.number().min(0).max(1);
const shares = z.record(z.string(), z.number().positive());
const sharesOf = <K extends string>(list: Readonly<Record<K, unknown>>) => z.record(z.enum(Object.keys(list) as [K, ...K[]]), z.number().min(0));
/** A log-normal: half of all lie below the median; `spread` is the deviation of the logarithm. */
const spread = z.strictObject({ median: z.number().positive(), spread: z.number().min(0) });
export type Spread = z.infer<typeof spread>;

const Shock = z.strictObject({
  rate: share, months: z.array(z.number().int().min(1).max(12)).min(1), incomeLost: spread, spending: spread,
  waves: z.strictObject({ perYear: z.number().int().min(1), townships: z.number().int().min(1) }).optional(),
});

export const Rates = z.strictObject({
  household: z.strictObject({
    members: shares, outOfPoverty: share, withoutLabour: share, monitored: share, cleared: share, suddenHardship: share, relocated: share, villageSize: z.number().min(0),
    income: z.strictObject({
      year: z.number().int(), median: z.number().positive(), spread: z.number().min(0), growth: z.number(), noise: share, lowest: z.number().positive(), monitored: spread,
    }),
  }),
  shocks: z.partialRecord(RiskType, Shock),
  unsolved: share,
  finding: z.strictObject({ missed: share, delayDays: spread, channels: sharesOf(CHANNELS), duplicate: share, forgotten: share }),
  procedure: z.strictObject({
    stepDelayDays: spread, slowCase: share, comparison: sharesOf(COMPARISON_RESULTS), reviewFails: share, objection: share, objectionUpheld: share, withdrawn: share,
    townshipDisagrees: share, countyRefuses: share, regraded: share,
  }),
  help: z.strictObject({
    planDelayDays: spread, deliveryDelayDays: spread, neverDelivered: share, developmentForgotten: share, repeated: share, helperReplaced: share,
    helpFirst: share, beyondCap: share, universal: share, askedOutside: share,
  }),
  clearing: z.strictObject({ monthsToRecovery: spread, incomeAboveLine: spread, natural: share, rolledBack: share, relapse: share }),
  departments: z.strictObject({ unfounded: share, doubtful: share, again: share, unhandled: share }),
  visits: z.strictObject({ listed: share, late: share, nobodyHome: share, found: share, better: share }),
  rounds: z.strictObject({ sharePercent: z.number().int().min(1).max(100), judged: share, wronglyEnrolled: share }),
  relocation: z.strictObject({
    sites: z.number().int().min(1), movedMonthsAgo: z.tuple([z.number().int(), z.number().int()]), titleRegistered: share, certificateIssued: share, settledBefore: share,
    employed: share, jobLossPerYear: share, reemployedDays: spread,
  }),
  people: z.strictObject({
    births: share, deaths: share, leaving: share, splits: share, comeBack: share, idTaken: share, corrected: share, moves: share, erased: share, highSchool: share, university: share,
    education: z.array(z.strictObject({ from: z.number().int(), shares })).min(1).describe('the first whose `from` is not above the age'),
  }),
  townships: z.strictObject({ slowest: z.number().positive(), fastest: z.number().positive() }),
});
export type Rates = z.infer<typeof Rates>;

/** The rates of `data/rates.yaml`, or of another file. */
export const loadRates = (file: string = fileURLToPath(new URL('../data/rates.yaml', import.meta.url))): Rates => Rates.parse(parse(readFileSync(file, 'utf8')));
