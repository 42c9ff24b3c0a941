import { z } from 'zod';
import { HouseholdCommands, STEP_OF } from './commands.js';
import { Board, EvidenceKind, Step, Tier } from './codes.js';

export const TimeLimit = z.strictObject({
  days: z.number().int().min(0).describe('the start day is not counted'),
  dayType: z.enum(['working', 'natural']).describe('working days of the statutory calendar, or natural days'),
});

const Stage = z.strictObject({
  code: z.string().regex(/^\w+$/).describe('what steps name it by'),
  zh: z.string().min(1).describe('what it is called in Chinese'),
  en: z.string().min(1).describe('what it is called in English'),
  limit: TimeLimit.optional().describe('for the stage as a whole, from the day its first step may begin'),
});

const StepRule = z.strictObject({
  step: Step.describe('what is done'),
  after: z.array(Step).describe('steps that must be done before this one; steps that do not wait for each other run in parallel'),
  roles: z.array(Tier).min(1).describe('tiers that may do it'),
  limit: TimeLimit.optional().describe('from the day it may begin; in a stage with a limit, that of the stage holds'),
  stage: z.string().optional().describe('the stage it is merged into: one meeting, one visit, one sheet'),
  evidence: z.array(z.strictObject({ kind: EvidenceKind.describe('what it proves'), min: z.number().int().min(1).describe('how many of the kind') })).optional()
    .describe('documents without which the step is refused'),
});
export type StepRule = z.infer<typeof StepRule>;

/** Tiers that the command of a step is open to at all: a document can name fewer, not others. */
const tiersOf = (step: Step): readonly string[] =>
  Object.entries(STEP_OF).filter(([, s]) => s === step).flatMap(([command]) => HouseholdCommands[command as keyof typeof STEP_OF].roles);

type Rules = readonly Readonly<{ step: Step; after: readonly Step[] }>[];

/** Every step that must be done before this one, directly or not. */
export function stepsBefore(rules: Rules, step: Step): ReadonlySet<Step> {
  const found = new Set<Step>();
  const visit = (s: Step) => {
    for (const before of rules.find((r) => r.step === s)?.after ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      visit(before);
    }
  };
  visit(step);
  return found;
}

// The commands of these steps ask other registers about the members (invariant 6).
const NEED_AUTHORISATION: readonly Step[] = ['comparison', 'assetCheck'];

/** Faults that would leave a case standing, each with its place; the first of a rule tells enough. */
function faultsOf(rules: readonly StepRule[], stages: ReadonlySet<string>): { index: number; field: keyof StepRule; message: string }[] {
  const faults: { index: number; field: keyof StepRule; message: string }[] = [];
  const listed = new Set(rules.map((r) => r.step));
  const known = new Set<Step>();
  for (const [index, rule] of rules.entries()) {
    const fault = (field: keyof StepRule, message: string) => faults.push({ index, field, message });
    const unknown = rule.after.find((s) => !listed.has(s));
    const later = rule.after.find((s) => !known.has(s));
    const alien = rule.roles.find((r) => !tiersOf(rule.step).includes(r));
    if (known.has(rule.step)) fault('step', `step ${rule.step} is listed twice`);
    else if (unknown) fault('after', `step ${unknown} is not in this procedure`);
    else if (stepsBefore(rules, rule.step).has(rule.step)) fault('after', `step ${rule.step} waits for itself: the steps form a cycle`);
    else if (later) fault('after', `step ${later} must be listed before ${rule.step}`);
    else if (NEED_AUTHORISATION.includes(rule.step) && !stepsBefore(rules, rule.step).has('authorisation')) fault('after', `step ${rule.step} must come after authorisation`);
    else if (alien) fault('roles', `step ${rule.step} is not open to the ${alien} tier`);
    else if (rule.stage !== undefined && !stages.has(rule.stage)) fault('stage', `stage ${rule.stage} is not in this procedure`);
    known.add(rule.step);
  }
  return faults;
}

/** A set of steps from the first visit to the announcement (domain §2.4). */
export const Procedure = z.strictObject({
  steps: z.array(StepRule).min(1).describe('in an order that can be walked'),
  stages: z.array(Stage).optional().describe('merged steps: the steps of one stage are one meeting'),
  limit: TimeLimit.describe('for the whole procedure'),
  publicity: z.strictObject({ ...TimeLimit.shape, board: Board.optional().describe('where it is shown') }).describe('full days; the start day does not count'),
}).check((ctx) => {
  const stages = new Set((ctx.value.stages ?? []).map((s) => s.code));
  for (const { index, field, message } of faultsOf(ctx.value.steps, stages)) ctx.issues.push({ code: 'custom', input: ctx.value.steps[index], path: ['steps', index, field], message });
});
export type Procedure = z.infer<typeof Procedure>;
