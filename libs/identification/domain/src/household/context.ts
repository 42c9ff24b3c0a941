import { DomainError, type Actor, type CommandMeta, type CommandsOf, type DomainEvent } from '@humai/kernel';
import { IdentificationPolicy, IncomeLinePolicy, STEPS, type HouseholdCommands, type MemberFacts, type IdentificationEvent, type Purpose, type Step } from '@humai/contracts-identification';
import type { Case, Enrolment, Household } from './state.js';

/** What deciders get in place of a body: personal data has gone to the vault before. */
type Replaced = {
  RegisterHousehold: Readonly<{ householdId: string; registerNumber: string | null; village: string; kind: 'OUT_OF_POVERTY' | 'GENERAL'; members: readonly MemberFacts[] }>;
  AddMember: Readonly<{ member: MemberFacts; reason: 'REGISTER' | 'BIRTH' | 'DEATH' | 'MARRIAGE_IN' | 'MARRIAGE_OUT' | 'MOVE_IN' | 'MOVE_OUT' | 'OTHER' }>;
};
export type HouseholdCommand = CommandsOf<typeof HouseholdCommands, CommandMeta, Replaced>;
export type CommandOf<T extends HouseholdCommand['type']> = Extract<HouseholdCommand, { type: T }>;

/** What a command leads to, by its name; each theme of the household's life brings its own. */
export type Decisions = { readonly [T in HouseholdCommand['type']]: (state: Household, command: CommandOf<T>) => readonly IdentificationEvent[] };

type FactName<T extends string> = T extends `identification.${infer N}` ? N : never;
export type Fact = FactName<IdentificationEvent['type']>;
type DataOf<N extends Fact> = Extract<IdentificationEvent, { type: `identification.${N}` }>['data'];

/** One event of this context. */
export const fact = <N extends Fact>(name: N, data: DataOf<N>): IdentificationEvent => ({ type: `identification.${name}`, data }) as DomainEvent as IdentificationEvent;

export type Registered = Household & { registered: NonNullable<Household['registered']> };

export function registered(state: Household): Registered {
  if (!state.registered) throw new DomainError('HOUSEHOLD.NOT_FOUND', { household: '' });
  return state as Registered;
}

/** The rulebook in force for the household's county on the business date (invariant 20). */
export const policyOf = (state: Registered, meta: CommandMeta) => meta.policies.inForce(IdentificationPolicy, state.registered.village, meta.effectiveOn);

/** The income line of the business date (invariant 20), with the version of the document that sets it. */
export function lineOf(state: Registered, meta: CommandMeta): Readonly<{ lineFen: number; lineVersion: string }> {
  const { version, content } = meta.policies.inForce(IncomeLinePolicy, state.registered.village, meta.effectiveOn);
  return { lineFen: content.lineFen, lineVersion: version };
}

/** The procedure of a case, as it stood when the case began. */
export function procedureOf(c: Pick<Case, 'policyVersion' | 'purpose'>, meta: CommandMeta) {
  const { content } = meta.policies.version(IdentificationPolicy, c.policyVersion);
  return { policy: content, procedure: c.purpose === 'ENROLMENT' ? content.enrolment : content.clearing };
}

export function openCase(state: Household, purpose?: Purpose): Case {
  if (!state.case) throw new DomainError('CASE.NOT_OPEN');
  if (purpose && state.case.purpose !== purpose) throw new DomainError('CASE.WRONG_PURPOSE', { purpose: state.case.purpose });
  return state.case;
}

export function openEnrolment(state: Household): Enrolment {
  if (!state.enrolment) throw new DomainError('ENROLMENT.NONE');
  // Invariant 18: a cleared household is tracked; nothing else is open to it but roll-back and a new identification.
  if (state.enrolment.status === 'CLEARED') throw new DomainError('HOUSEHOLD.CLEARED');
  return state.enrolment;
}

export const stepNames = (steps: readonly Step[]): readonly string[] => steps.map((s) => STEPS[s].zh);

/** Refuses a step out of turn or by another tier; `true` when it is done already. */
export function mayDo(c: Case, name: Step, meta: CommandMeta): boolean {
  const { procedure } = procedureOf(c, meta);
  const rule = procedure.steps.find((s) => s.step === name);
  if (!rule) throw new DomainError('CASE.STEP_NOT_IN_PROCEDURE', { step: STEPS[name].zh });
  if (!(rule.roles as readonly string[]).includes(meta.actor.role)) throw new DomainError('CASE.WRONG_TIER', { step: STEPS[name].zh, role: rule.roles });
  const missing = rule.after.filter((s) => !(s in c.done));
  if (missing.length > 0) throw new DomainError('CASE.STEP_NOT_DUE', { step: STEPS[name].zh, missing: stepNames(missing) });
  return name in c.done;
}

/** Plain data compared by value, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => k in b && isSame((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]));
}

/** A step's event, nothing for a repeat with the same content, a refusal for another one (a step is done once). */
export function stepOnce(c: Case, name: Step, meta: CommandMeta, event: IdentificationEvent): readonly IdentificationEvent[] {
  if (!mayDo(c, name, meta)) return [event];
  if (isSame(c.done[name], event.data)) return [];
  throw new DomainError('CASE.STEP_DONE', { step: STEPS[name].zh });
}

export function notAfter(date: string, meta: CommandMeta, field: string): void {
  if (date > meta.effectiveOn) throw new DomainError('VERIFICATION.FUTURE', { date }, field);
}

/** Invariant 5: who verified does not approve. */
export function notVerifier(c: Case, actor: Actor): void {
  if (c.verification?.verifierIds.includes(actor.id)) throw new DomainError('CASE.VERIFIER_APPROVES');
}

/** Invariant 6: an authorisation by all present members that covers the business date. */
export function requireAuthorisation(state: Household, c: Case, meta: CommandMeta): void {
  const a = c.authorisation;
  if (!a || meta.effectiveOn < a.from || meta.effectiveOn > a.to) throw new DomainError('AUTHORISATION.MISSING');
  requireAllMembers(state, a.personIds);
}

export function requireAllMembers(state: Household, personIds: readonly string[]): void {
  const missing = Object.keys(state.members).filter((id) => !personIds.includes(id));
  if (missing.length > 0) throw new DomainError('AUTHORISATION.NOT_ALL_MEMBERS', { missing: missing.length });
}
