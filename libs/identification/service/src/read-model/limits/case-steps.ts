import { HouseholdCommands, IdentificationPolicy, type IdentificationEvent, type Procedure, type Purpose, type Step, STEPS, type Task } from '@humai/contracts-identification';
import { dueSteps, procedureFor, type DoneOn } from '@humai/identification-domain';
import { DomainError, type LocalDate, type RecordedEvent, type Role } from '@humai/kernel';
import type { PolicyParts } from '@humai/nest';

/** A case as far as it says what is to be done next. */
export type Progress = Readonly<{
  caseId: string;
  purpose: Purpose;
  policyVersion: string;
  openedOn: LocalDate;
  dueOn: LocalDate;
  done: DoneOn;
  publicity: Readonly<{ mayCloseOn: LocalDate; openObjections: number }> | null;
}>;

/** What can be done now, by whom, from when, and by when. */
export type Due = Readonly<{ task: Task; roles: readonly Role[]; startsOn: LocalDate; dueOn: LocalDate }>;

const TASK_OF = {
  assetCheck: 'ASSET_CHECK', verification: 'VERIFY', authorisation: 'AUTHORISE', comparison: 'COMPARE', review: 'REVIEW', publicity: 'OPEN_PUBLICITY', townshipOpinion: 'GIVE_OPINION',
  countyDecision: 'DECIDE', announcement: 'ANNOUNCE',
} as const satisfies Record<Step, Task>;

const LABELS = {
  ENROLMENT: { task: 'ENROL', roles: HouseholdCommands.EnrolHousehold.roles },
  CLEARING: { task: 'CLEAR', roles: HouseholdCommands.ClearHousehold.roles },
  REGRADE: { task: 'CHANGE_CATEGORY', roles: HouseholdCommands.ChangeCategory.roles },
} as const satisfies Record<Purpose, Pick<Due, 'task' | 'roles'>>;

/** The label that a decided case ends with stands beside the steps: all of them come before it. */
export const LABEL = 'label';
export const PLACES = [...(Object.keys(STEPS) as Step[]), LABEL] as const;
export type Place = (typeof PLACES)[number];

/** The procedure a case runs by; null when its document is gone, which must not stop a projection. */
export function procedureOfCase({ policyVersion, purpose }: Pick<Progress, 'policyVersion' | 'purpose'>, { policies }: Pick<PolicyParts, 'policies'>): Procedure | null {
  try {
    return procedureFor(policies.version(IdentificationPolicy, policyVersion).content, purpose);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'POLICY.UNKNOWN_VERSION') return null;
    throw error;
  }
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

/** What is to be done at a place of the procedure; null when it is done, not part of it, or waits for others. A step without a limit of its own has that of the case. */
export function dueAt(place: Place, c: Progress, procedure: Procedure, calendar: PolicyParts['calendar']): Due | null {
  if (place === LABEL) {
    const dates = procedure.steps.map((s) => c.done[s.step]);
    return dates.includes(undefined) ? null : { ...LABELS[c.purpose], startsOn: [c.openedOn, ...(dates as LocalDate[])].sort().at(-1)!, dueOn: c.dueOn };
  }
  const step = dueSteps(procedure, c.openedOn, c.done, calendar).find((s) => s.step === place);
  if (!step) return null;
  const { roles } = procedure.steps.find((s) => s.step === place)!;
  const due: Due = { task: TASK_OF[place], roles, startsOn: step.since, dueOn: step.dueOn ?? c.dueOn };
  if (place !== 'publicity' || !c.publicity) return due;
  if (c.publicity.openObjections > 0) return { ...due, task: 'SETTLE_OBJECTION', roles: HouseholdCommands.SettleObjection.roles };
  return { ...due, task: 'CLOSE_PUBLICITY', startsOn: c.publicity.mayCloseOn, dueOn: later(due.dueOn, c.publicity.mayCloseOn) };
}

/** The events that move a case on. */
export const CASE_EVENTS = [
  'identification.CaseOpened.v1', 'identification.AssetCheckReturned.v1', 'identification.HouseholdVerified.v1', 'identification.AuthorisationGranted.v1', 'identification.AuthorisationWithdrawn.v1',
  'identification.ComparisonReturned.v1', 'identification.ReviewHeld.v1', 'identification.PublicityOpened.v1', 'identification.ObjectionRaised.v1', 'identification.ObjectionSettled.v1',
  'identification.PublicityClosed.v1', 'identification.TownshipOpinionGiven.v1', 'identification.CountyDecisionMade.v1', 'identification.DecisionAnnounced.v1', 'identification.CaseEnded.v1',
  'identification.HouseholdEnrolled.v1', 'identification.HouseholdCleared.v1', 'identification.CategoryChanged.v1',
] as const satisfies readonly IdentificationEvent['type'][];

const STEP_DONE: Readonly<Partial<Record<string, Step>>> = {
  'identification.AssetCheckReturned.v1': 'assetCheck', 'identification.HouseholdVerified.v1': 'verification', 'identification.AuthorisationGranted.v1': 'authorisation',
  'identification.ComparisonReturned.v1': 'comparison', 'identification.ReviewHeld.v1': 'review', 'identification.PublicityClosed.v1': 'publicity', 'identification.TownshipOpinionGiven.v1': 'townshipOpinion',
  'identification.CountyDecisionMade.v1': 'countyDecision', 'identification.DecisionAnnounced.v1': 'announcement',
};

/** A case after an event; null when it is over. */
export function progressAfter(c: Progress | null, { type, data, metadata }: RecordedEvent<IdentificationEvent>): Progress | null {
  if (type === 'identification.CaseOpened.v1')
    return { caseId: data.caseId, purpose: data.purpose, policyVersion: data.policyVersion, openedOn: metadata.effectiveOn, dueOn: data.dueOn, done: {}, publicity: null };
  if (!c) return null;
  const objections = (by: number): Progress => ({ ...c, publicity: c.publicity && { ...c.publicity, openObjections: c.publicity.openObjections + by } });
  switch (type) {
    case 'identification.AuthorisationWithdrawn.v1': {
      const { authorisation: _, ...done } = c.done;
      return { ...c, done };
    }
    case 'identification.PublicityOpened.v1': return { ...c, publicity: { mayCloseOn: data.mayCloseOn, openObjections: 0 } };
    case 'identification.ObjectionRaised.v1': return objections(1);
    case 'identification.ObjectionSettled.v1': return objections(-1);
    case 'identification.CaseEnded.v1':
    case 'identification.HouseholdEnrolled.v1':
    case 'identification.HouseholdCleared.v1':
    case 'identification.CategoryChanged.v1': return null;
    default: {
      const step = STEP_DONE[type];
      return step ? { ...c, done: { ...c.done, [step]: metadata.effectiveOn } } : c;
    }
  }
}
