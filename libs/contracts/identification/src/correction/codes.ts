import type { z } from 'zod';
import { codesOf, type CodeList } from '../codes.js';

/** The entries that a later one can correct. */
export const CORRECTABLE = {
  INCOME: { zh: '年度收入', en: 'a year of income' },
  CLUE: { zh: '线索', en: 'a clue' },
  VERIFICATION: { zh: '入户核实', en: 'a household verification' },
  KIND: { zh: '户类型', en: 'the kind of household' },
} as const satisfies CodeList;
export const Correctable = codesOf(CORRECTABLE);
export type Correctable = z.infer<typeof Correctable>;
