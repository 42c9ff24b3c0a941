import type { Bilingual, Instant, LocalDate } from '@humai/kernel';

/** A number that decided, beside what it was compared with. */
export type ComparedNumber = Readonly<{
  name: Bilingual;
  value: number;
  unit: 'yuan' | 'days' | 'people' | 'votes' | 'measures' | 'risks' | 'safeguards';
  /** Absent for a number that only informs. */
  compared?: Readonly<{ by: '<' | '<=' | '>' | '>=' | '='; with: number; name: Bilingual; /** Version of the document that sets it. */ version: string | null; holds: boolean }>;
}>;

/** The rule under which something was done, as it stood then. */
export type AppliedRule = Readonly<{
  /** Version of the document: `identification/511504/2021`. */
  version: string;
  /** Where in it: `categories.C2.eligible`. */
  path: string;
  /** The CEL expression with the values it had, where the rule is one. */
  expression?: string;
  values?: Readonly<Record<string, number | string>>;
  holds?: boolean;
}>;

/** One thing that happened, told to a person: who, when, on which evidence, by which numbers, under which rule. */
export type ExplainedStep = Readonly<{
  /** Where it stands in the log. */
  position: number;
  eventId: string;
  type: string;
  /** Business date. */
  on: LocalDate;
  recordedAt: Instant;
  actor: string;
  role: string;
  text: Bilingual;
  evidence: readonly string[];
  numbers: readonly ComparedNumber[];
  rule: AppliedRule | null;
}>;

export const STANDINGS = {
  UNREGISTERED: { zh: '未登记', en: 'not registered' },
  NOT_LISTED: { zh: '未纳入监测', en: 'not on the list' },
  IN_PROCEDURE: { zh: '识别程序办理中', en: 'identification under way' },
  LISTED: { zh: '监测对象', en: 'on the list' },
  CLEARED: { zh: '风险已消除', en: 'cleared' },
} as const;
export type Standing = keyof typeof STANDINGS;

/** Why a household is on the list, or not, as true on one date and known at one time. */
export type Explanation = Readonly<{
  household: string;
  asOf: Readonly<{ trueOn: LocalDate | null; knownAt: Instant | null }>;
  standing: Standing;
  listed: boolean;
  /** The answer in a few sentences. */
  answer: Bilingual;
  /** What the answer rests on, in the order of the stream. */
  steps: readonly ExplainedStep[];
}>;
