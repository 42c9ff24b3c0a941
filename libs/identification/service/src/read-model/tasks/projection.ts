import { HouseholdCommands, type IdentificationEvent, type Limit, type Task } from '@humai/contracts-identification';
import { AssistanceCommands } from '@humai/contracts-assistance';
import { type LocalDate, type Projection, type ReadDocument, type RecordedEvent, type Role, subjectOf } from '@humai/kernel';
import type { PolicyParts } from '@humai/nest';
import { LIMIT_EVENTS, limitAfter, type LimitEvent, limitsOf, type RunningLimit } from '../limits/limits.js';
import { CASE_EVENTS, dueAt, type Place, PLACES, procedureOfCase, type Progress, progressAfter } from '../limits/case-steps.js';

type Asked = Readonly<{
  /** Null while nothing can be done about it. */
  task: Task | null;
  startsOn: LocalDate | null;
  dueOn: LocalDate | null;
  forVillage: boolean;
  forTownship: boolean;
  forCounty: boolean;
}>;
export type TaskDocument = ReadDocument & Asked & Readonly<{
  householdId: string;
  village: string;
  /** The clue, case, warning, list, enrolment or measure it is about. */
  subjectId: string;
  case: Progress | null;
  limit: RunningLimit | null;
  clue: Readonly<{ acceptBy: LocalDate | null; inCase: boolean; toTell: boolean }> | null;
}>;

type Body = Omit<TaskDocument, '_id' | 'position'>;
type Event = LimitEvent;

const IDLE: Asked = { task: null, startsOn: null, dueOn: null, forVillage: false, forTownship: false, forCounty: false };
const asked = (task: Task, roles: readonly Role[], startsOn: LocalDate, dueOn: LocalDate | null): Asked =>
  ({ task, startsOn, dueOn, forVillage: roles.includes('village'), forTownship: roles.includes('township'), forCounty: roles.includes('county') });

const SETTLE_ROLES = [...HouseholdCommands.OpenCase.roles, ...HouseholdCommands.CloseClue.roles];
/** Of the limits that are no steps of a case, what is to be done by them. */
const OF_LIMITS = {
  WARNING: { task: 'HANDLE_WARNING', roles: HouseholdCommands.HandleWarning.roles },
  // Anybody may visit; it is the village's work.
  VISIT: { task: 'VISIT', roles: ['village'] },
  PLAN: { task: 'MAKE_PLAN', roles: AssistanceCommands.MakePlan.roles },
  HELP: { task: 'PLAN_MEASURE', roles: AssistanceCommands.PlanMeasure.roles },
  MEASURE: { task: 'DELIVER_MEASURE', roles: AssistanceCommands.DeliverMeasure.roles },
} as const satisfies Partial<Record<Limit, Readonly<{ task: Task; roles: readonly Role[] }>>>;
type OtherLimit = keyof typeof OF_LIMITS;

const stepKey = (stream: string, place: Place) => `${subjectOf(stream)}~STEP~${place}`;
const ofCase = (type: string): boolean => (CASE_EVENTS as readonly string[]).includes(type);

function idsOf(event: Event): readonly string[] {
  const { type, data, stream } = event;
  const limits = limitsOf(event).filter((id) => !id.includes('~CASE~'));
  const steps = ofCase(type) || type === 'identification.HouseholdChanged.v1' ? PLACES.map((place) => stepKey(stream, place)) : [];
  const clues = type === 'identification.CaseOpened.v1' ? data.clueIds : type === 'identification.ClueAccepted.v1' || type === 'identification.ReasonTold.v1' ? [data.clueId] : [];
  return [...limits, ...steps, ...clues.map((id) => `${subjectOf(stream)}~CLUE~${id}`)];
}

function stepAfter(doc: Body | null, event: Event, householdId: string, place: Place, parts: PolicyParts): Body | null {
  const village = event.type === 'identification.CaseOpened.v1' || event.type === 'identification.HouseholdChanged.v1' ? event.data.village : doc?.village;
  const progress = ofCase(event.type) ? progressAfter(doc?.case ?? null, event as RecordedEvent<IdentificationEvent>) : (doc?.case ?? null);
  const procedure = progress && procedureOfCase(progress, parts);
  if (!progress || !procedure || village === undefined) return null;
  const due = dueAt(place, progress, procedure, parts.calendar);
  const left = due ? asked(due.task, due.roles, due.startsOn, due.dueOn) : IDLE;
  return { householdId, village, subjectId: progress.caseId, ...left, case: progress, limit: null, clue: null };
}

/** A clue is accepted, then looked into or closed; its case takes that over, and whoever is refused is told. */
function clueAfter(doc: Body | null, event: Event, id: string, parts: PolicyParts): Body | null {
  const { type, data } = event;
  const { effectiveOn } = event.metadata;
  const told = (limit: RunningLimit, clue: NonNullable<TaskDocument['clue']>): Body => {
    const startsOn = type === 'identification.HouseholdChanged.v1' ? (doc?.startsOn ?? effectiveOn) : effectiveOn;
    const base = { householdId: limit.householdId, village: limit.village, subjectId: limit.subjectId, case: null, limit, clue };
    if (clue.toTell) return { ...base, ...asked('TELL_REASON', HouseholdCommands.TellReason.roles, startsOn, limit.dueOn) };
    if (clue.inCase) return { ...base, ...IDLE };
    if (clue.acceptBy !== null) return { ...base, ...asked('ACCEPT_CLUE', HouseholdCommands.AcceptClue.roles, startsOn, clue.acceptBy) };
    return { ...base, ...asked('SETTLE_CLUE', SETTLE_ROLES, startsOn, limit.dueOn) };
  };
  if (type === 'identification.ClueReported.v1') return told(limitAfter(null, event, id, parts)!, { acceptBy: data.acceptBy ?? null, inCase: false, toTell: false });
  if (!doc?.limit || !doc.clue) return null;
  switch (type) {
    case 'identification.ClueAccepted.v1': return told(doc.limit, { ...doc.clue, acceptBy: null });
    case 'identification.CaseOpened.v1': return told(doc.limit, { ...doc.clue, inCase: true });
    case 'identification.ClueClosed.v1': return data.verdict === 'NOT_ELIGIBLE' && data.toldOn === undefined ? told(doc.limit, { ...doc.clue, toTell: true }) : null;
    case 'identification.HouseholdChanged.v1': return told({ ...doc.limit, village: data.village }, doc.clue);
    default: return null;
  }
}

function limitTaskAfter(doc: Body | null, event: Event, id: string, limit: OtherLimit, parts: PolicyParts): Body | null {
  const running = limitAfter(doc?.limit ?? null, event, id, parts);
  if (!running) return null;
  const { task, roles } = OF_LIMITS[limit];
  const now = running.dueOn === null ? IDLE : asked(task, roles, doc?.startsOn ?? event.metadata.effectiveOn, running.dueOn);
  return { householdId: running.householdId, village: running.village, subjectId: running.subjectId, ...now, case: null, limit: running, clue: null };
}

export const tasks = {
  name: 'identification.tasks',
  version: 2,
  indexes: [
    ['householdId'],
    // In order of the date, with all that a page is asked by, so that rows which do not belong to it are never read.
    ['forVillage', 'dueOn', 'startsOn', 'village'], ['forTownship', 'dueOn', 'startsOn', 'village'], ['forCounty', 'dueOn', 'startsOn', 'village'],
    // For the counts, and for whoever has a small area.
    ['forVillage', 'task', 'village', 'startsOn'], ['forTownship', 'task', 'village', 'startsOn'], ['forCounty', 'task', 'village', 'startsOn'], ['village', 'dueOn'],
  ],
} as const;

/** What is there to do about which household, by whom and by when? One document for each thing, kept from its beginning to its end. */
export const tasksProjection = (parts: PolicyParts): Projection<TaskDocument, Event> => ({
  ...tasks,
  name: 'identification.tasks',
  handles: [...new Set([...LIMIT_EVENTS, ...CASE_EVENTS, 'identification.ClueAccepted.v1', 'identification.ReasonTold.v1'] as const)],
  documentId: idsOf,
  evolve(doc, event, id) {
    const [householdId, kind, subject] = id.split('~') as [string, 'STEP' | 'CLUE' | OtherLimit, string];
    if (kind === 'STEP') return stepAfter(doc, event, householdId, subject as Place, parts);
    return kind === 'CLUE' ? clueAfter(doc, event, id, parts) : limitTaskAfter(doc, event, id, kind, parts);
  },
});
