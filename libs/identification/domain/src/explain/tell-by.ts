import type { AssistanceEvent } from '@humai/contracts-assistance';
import type { IdentificationEvent, STEPS } from '@humai/contracts-identification';
import type { RelocationEvent } from '@humai/contracts-relocation';
import type { Bilingual, PolicySource, RecordedEvent } from '@humai/kernel';
import type { AppliedRule, ComparedNumber } from './explanation.js';
import { say, yuan } from './words.js';

export type ToldEvent = RecordedEvent<IdentificationEvent | AssistanceEvent | RelocationEvent>;
export type Of<T extends ToldEvent['type']> = Extract<ToldEvent, { type: T }>['data'];

/** What the reader of an event may need of those before it. */
export type Context = Readonly<{
  policies: PolicySource;
  /** The verification of the case an event belongs to. */
  verification(caseId: string): Of<'identification.HouseholdVerified.v1'> | undefined;
  opening(caseId: string): Of<'identification.CaseOpened.v1'> | undefined;
}>;
/** What an event says; null for one that answers nothing here. */
export type Telling = Readonly<{ text: Bilingual; numbers?: readonly ComparedNumber[]; rule?: AppliedRule | null }>;
/** `policy`: the rulebook that was in force for the event. */
export type Tellers = { readonly [T in ToldEvent['type']]?: (data: Of<T>, context: Context, policy: string | null) => Telling };

export const INCOME = say('人均纯收入', 'net income per head');
const LINE = say('监测线', 'income line');
export const withReason = (text: Bilingual, reason: string | null): Bilingual => (reason === null ? text : say(`${text.zh},理由:${reason}`, `${text.en}; reason given: ${reason}`));

/** The CEL rule of a document, with the values it was given then and what it says of them now: the same, for documents do not change. */
export function ruleOf({ policies }: Context, version: string, path: string, expression: string, values: Readonly<Record<string, unknown>>): AppliedRule {
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]));
  return { version, path, expression, values: shown, holds: policies.evaluate(expression, values) === true };
}

export const incomeAgainst = (incomePerHeadFen: number, lineFen: number, lineVersion: string, by: '<' | '>'): ComparedNumber => ({
  name: INCOME, value: yuan(incomePerHeadFen), unit: 'yuan',
  compared: { by, with: yuan(lineFen), name: LINE, version: lineVersion, holds: by === '<' ? incomePerHeadFen < lineFen : incomePerHeadFen > lineFen },
});

/** Where the rules of a kind of case stand in the document. */
const PROCEDURES = { ENROLMENT: 'enrolment', CLEARING: 'clearing.procedure', REGRADE: 'regrade.procedure' } as const;

/** All steps of a kind of case. */
export const stepRuleOf = (purpose: keyof typeof PROCEDURES, version: string): AppliedRule => ({ version, path: `${PROCEDURES[purpose]}.steps` });

/** The number of days a publicity must stand, where its procedure is known. */
export const publicityRule = (context: Context, caseId: string): AppliedRule | null => inProcedure(context, caseId, 'publicity');

export const stepRule = (context: Context, caseId: string, step: keyof typeof STEPS): AppliedRule | null => inProcedure(context, caseId, `steps.${step}`);

function inProcedure(context: Context, caseId: string, path: string): AppliedRule | null {
  const opened = context.opening(caseId);
  return opened ? { version: opened.policyVersion, path: `${PROCEDURES[opened.purpose]}.${path}` } : null;
}
