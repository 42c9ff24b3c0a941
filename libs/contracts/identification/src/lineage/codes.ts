import type { z } from 'zod';
import { codesOf, type CodeList } from '../codes.js';

/** How a member comes into a household, and how one leaves it. A split and a merge move members themselves. */
export const ARRIVALS = ['REGISTER', 'BIRTH', 'MARRIAGE_IN', 'MOVE_IN', 'OTHER'] as const;
export const DEPARTURES = ['DEATH', 'MARRIAGE_OUT', 'MOVE_OUT', 'OTHER'] as const;

/** Why a split or a merge that was decided came to nothing on the other household's side. */
export const LINK_FAILURES = {
  ID_TAKEN: { zh: '新户编号已被另一户占用', en: 'another household has the id of the new one' },
  HOUSEHOLD_GONE: { zh: '并入的户已注销或已并入他户', en: 'the household to merge into is closed or merged itself' },
} as const satisfies CodeList;
export const LinkFailure = codesOf(LINK_FAILURES);
export type LinkFailure = z.infer<typeof LinkFailure>;
