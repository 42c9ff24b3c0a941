import { z } from 'zod';
import { WatchList } from './codes.js';

const Period = z.strictObject({ days: z.number().int().min(1), dayType: z.enum(['working', 'natural']) });

/** The part of an identification policy about watch lists. */
export const WatchRules = z.strictObject({
  visitPeriods: z.partialRecord(WatchList, Period).describe('a listed household is visited once in each period; a list without a period asks for no visits'),
  notEligible: z.partialRecord(z.string().regex(/^\d{2}$/), WatchList)
    .describe('list on which a household goes when its clue is found not eligible, by the first two digits of the risk type; none for other risks (domain §2.4, step 11)'),
  afterClearing: z.boolean().describe('whether a cleared household goes on the list of tracked ones, until it is enrolled again or its clearing is rolled back'),
});
export type WatchRules = z.infer<typeof WatchRules>;
