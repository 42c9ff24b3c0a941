import { DomainError, isInArea, type Actor, type CommandMeta, type CommandsOf, type DomainEvent } from '@humai/kernel';
import {
  EVIDENCE_KINDS, IdentificationPolicy, IncomeLinePolicy, PURPOSES, STEPS, TIERS, type EvidenceKind, type HouseholdCommands, type IdentificationEvent, type MemberFacts, type MemberReason, type Procedure,
  type Purpose, type Step,
} from '@humai/contracts-identification';
import type { z } from 'zod';
import type { WrongEntry } from './correction/index.js';
import type { LinkCommand } from './lineage/commands.js';
import type { Case, Enrolment, Household } from './state.js';
import type { RecordCheck } from './checks/index.js';

type Body<N extends keyof typeof HouseholdCommands> = Readonly<z.infer<(typeof HouseholdCommands)[N]['body']>>;

/** What deciders get in place of a body: personal data has gone to the vault before, other streams have been read. */
type Replaced = {
  RecordCheck: RecordCheck;
  MergeHousehold: Body<'MergeHousehold'> & Readonly<{ into: Household }>;
  CorrectEntry: Body<'CorrectEntry'> & Readonly<{ entry: WrongEntry }>;
  RegisterHousehold: Readonly<{ householdId: string; registerNumber: string | null; village: string; kind: 'OUT_OF_POVERTY' | 'GENERAL'; members: readonly MemberFacts[] }>;
  AddMember: Readonly<{ member: MemberFacts; reason: MemberReason }>;
};
export type HouseholdCommand = CommandsOf<typeof HouseholdCommands, CommandMeta, Replaced> | LinkCommand;
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

/** The steps a policy has for a purpose. A change of category without a short form takes those of an enrolment. */
export const procedureFor = (policy: IdentificationPolicy, purpose: Purpose): Procedure =>
  ({ ENROLMENT: policy.enrolment, CLEARING: policy.clearing.procedure, REGRADE: policy.regrade.procedure ?? policy.enrolment })[purpose];

/** The procedure of a case, as it stood when the case began. */
export function procedureOf(c: Pick<Case, 'policyVersion' | 'purpose'>, meta: CommandMeta) {
  const { content } = meta.policies.version(IdentificationPolicy, c.policyVersion);
  return { policy: content, procedure: procedureFor(content, c.purpose) };
}

type Name = Readonly<{ zh: string; en: string }>;
/** Details of a refusal that say what something is called, in either language. */
export const named = <K extends string>(key: K, { zh, en }: Name) => ({ [key]: en, [`${key}Zh`]: zh }) as Record<K | `${K}Zh`, string>;
export const namedAll = <K extends string>(key: K, names: readonly Name[]) =>
  ({ [key]: names.map((n) => n.en), [`${key}Zh`]: names.map((n) => n.zh) }) as Record<string, readonly string[]> as Record<K | `${K}Zh`, readonly string[]>;
export const stepNames = (steps: readonly Step[]): readonly Name[] => steps.map((s) => STEPS[s]);

export function openCase(state: Household, purpose?: Purpose): Case {
  if (!state.case) throw new DomainError('CASE.NOT_OPEN');
  if (purpose && state.case.purpose !== purpose) throw new DomainError('CASE.WRONG_PURPOSE', named('purpose', PURPOSES[state.case.purpose]));
  return state.case;
}

/** One condition of a decision: throws when it does not hold. */
export type Check = () => void;
export const requireEach = (checks: readonly Check[]): void => checks.forEach((check) => check());

/** Every refusal that stands in the way of a decision, not only the first. */
export function problemsOf(checks: readonly Check[]): readonly DomainError[] {
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof DomainError) return [error];
      throw error;
    }
  });
}

export function openEnrolment(state: Household): Enrolment {
  if (!state.enrolment) throw new DomainError('ENROLMENT.NONE');
  // Invariant 18: a cleared household is tracked; nothing else is open to it but roll-back and a new identification.
  if (state.enrolment.status === 'CLEARED') throw new DomainError('HOUSEHOLD.CLEARED');
  return state.enrolment;
}

/** Refuses a step out of turn, by another tier or elsewhere; `true` when it is done already. */
export function mayDo(state: Registered, c: Case, name: Step, meta: CommandMeta): boolean {
  const rule = ruleOf(c, name, meta);
  // Invariant 5: by users of the tier, of the area.
  if (!(rule.roles as readonly string[]).includes(meta.actor.role)) throw new DomainError('CASE.WRONG_TIER', { ...named('step', STEPS[name]), ...namedAll('role', rule.roles.map((r) => TIERS[r])) });
  // Invariant 5.
  if (!isInArea(state.registered.village, meta.actor.area)) throw new DomainError('CASE.WRONG_AREA');
  const missing = rule.after.filter((s) => !(s in c.done));
  if (missing.length > 0) throw new DomainError('CASE.STEP_NOT_DUE', { ...named('step', STEPS[name]), ...namedAll('missing', stepNames(missing)) });
  return name in c.done;
}

function ruleOf(c: Case, name: Step, meta: CommandMeta) {
  const rule = procedureOf(c, meta).procedure.steps.find((s) => s.step === name);
  if (!rule) throw new DomainError('CASE.STEP_NOT_IN_PROCEDURE', named('step', STEPS[name]));
  return rule;
}

export type Document = Readonly<{ kind: EvidenceKind; hash: string }>;

/** The documents a step needs by its policy; one shown twice counts once. */
export function requireEvidence(c: Case, name: Step, meta: CommandMeta, documents: readonly Document[]): void {
  const shown = (kind: EvidenceKind) => new Set(documents.filter((d) => d.kind === kind).map((d) => d.hash)).size;
  const missing = (ruleOf(c, name, meta).evidence ?? []).filter(({ kind, min }) => shown(kind) < min);
  if (missing.length > 0)
    throw new DomainError('STEP.EVIDENCE_MISSING', { ...named('step', STEPS[name]), ...namedAll('missing', missing.map((m) => EVIDENCE_KINDS[m.kind])) }, 'documents');
}

/** Plain data compared by value, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => k in b && isSame((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]));
}

/** A step's event, nothing for a repeat with the same content, a refusal for another one (a step is done once). */
export function stepOnce(state: Registered, c: Case, name: Step, meta: CommandMeta, event: IdentificationEvent, own: readonly Document[] = []): readonly IdentificationEvent[] {
  if (mayDo(state, c, name, meta)) {
    if (isSame(c.done[name], event.data)) return [];
    throw new DomainError('CASE.STEP_DONE', named('step', STEPS[name]));
  }
  requireEvidence(c, name, meta, [...own, ...('documents' in event.data ? event.data.documents ?? [] : [])]);
  return [event];
}

export function notAfter(date: string, meta: CommandMeta, field: string): void {
  if (date > meta.effectiveOn) throw new DomainError('VERIFICATION.FUTURE', { date }, field);
}

export function notVerifier(c: Case, actor: Actor): void {
  // Invariant 5: who verified does not approve.
  if (c.verification?.verifierIds.includes(actor.id)) throw new DomainError('CASE.VERIFIER_APPROVES');
}

/** Invariant 6: an authorisation by all present members that covers the business date. */
export function requireAuthorisation(state: Household, c: Case, meta: CommandMeta): void {
  const a = c.authorisation;
  // Invariant 6.
  if (!a || meta.effectiveOn < a.from || meta.effectiveOn > a.to) throw new DomainError('AUTHORISATION.MISSING');
  requireAllMembers(state, a.personIds);
}

export function requireAllMembers(state: Household, personIds: readonly string[]): void {
  const missing = Object.keys(state.members).filter((id) => !personIds.includes(id));
  // Invariant 3: by or for all.
  if (missing.length > 0) throw new DomainError('AUTHORISATION.NOT_ALL_MEMBERS', { missing: missing.length });
}
