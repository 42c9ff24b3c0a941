import { AssistancePolicy, type AssistanceEvent } from '@humai/contracts-assistance';
import { type IdentificationEvent, type Limit, WATCH_LISTS } from '@humai/contracts-identification';
import { DomainError, type LocalDate, type RecordedEvent, subjectOf } from '@humai/kernel';
import type { PolicyParts } from '@humai/nest';

export type LimitEvent = RecordedEvent<IdentificationEvent | AssistanceEvent>;

/** Something of a household that must be done by a day; null while it does not run yet. */
export type RunningLimit = Readonly<{ limit: Limit; subjectId: string; householdId: string; village: string; dueOn: LocalDate | null }>;

// Ids are unique within a household only; neither part can hold a tilde.
export const limitKey = (stream: string, limit: Limit, id = ''): string => `${subjectOf(stream)}~${limit}~${id}`;

const LISTS = Object.keys(WATCH_LISTS);
const VISITS = (stream: string, lists: readonly string[]) => lists.map((list) => limitKey(stream, 'VISIT', list));

/** The events from which limits come and by which they end. */
export const LIMIT_EVENTS = [
  'identification.ClueReported.v1', 'identification.ClueClosed.v1', 'identification.CaseOpened.v1', 'identification.CaseEnded.v1', 'identification.HouseholdEnrolled.v1',
  'identification.HouseholdCleared.v1', 'identification.CategoryChanged.v1', 'identification.WarningRaised.v1', 'identification.WarningClosed.v1', 'identification.WatchListJoined.v1',
  'identification.WatchListLeft.v1', 'identification.VisitRecorded.v1', 'identification.CheckRecorded.v1', 'identification.VisitOverdue.v1', 'identification.HouseholdChanged.v1',
  'identification.HouseholdMergedInto.v1', 'identification.HouseholdClosed.v1', 'assistance.PlanMade.v1', 'assistance.MeasurePlanned.v1', 'assistance.MeasureDelivered.v1',
  'assistance.MeasureEnded.v1', 'assistance.MeasuresMoved.v1',
] as const satisfies readonly LimitEvent['type'][];

/** Which limits an event begins, changes or ends. */
export function limitsOf({ type, data, stream }: LimitEvent): readonly string[] {
  const of = (limit: Limit, id?: string) => limitKey(stream, limit, id);
  switch (type) {
    case 'identification.ClueReported.v1':
    case 'identification.ClueClosed.v1': return [of('CLUE', data.clueId)];
    case 'identification.CategoryChanged.v1': return [of('CASE')];
    case 'identification.CaseOpened.v1':
    case 'identification.CaseEnded.v1':
    case 'identification.HouseholdEnrolled.v1':
    case 'identification.HouseholdCleared.v1': return [of('CASE'), of('PLAN')];
    case 'identification.WarningRaised.v1':
    case 'identification.WarningClosed.v1': return [of('WARNING', data.warningId)];
    case 'identification.WatchListJoined.v1':
    case 'identification.WatchListLeft.v1':
    case 'identification.VisitOverdue.v1': return VISITS(stream, [data.list]);
    case 'identification.VisitRecorded.v1':
    case 'identification.CheckRecorded.v1': return VISITS(stream, data.lists.map((l) => l.list));
    case 'identification.HouseholdChanged.v1':
      return [
        ...(data.openClueIds ?? []).map((id) => of('CLUE', id)), ...(data.openWarningIds ?? []).map((id) => of('WARNING', id)), of('CASE'), of('PLAN'), ...VISITS(stream, LISTS),
      ];
    case 'identification.HouseholdMergedInto.v1': return [...data.clues.map((c) => of('CLUE', c.clueId)), of('PLAN'), ...VISITS(stream, LISTS)];
    case 'identification.HouseholdClosed.v1': return [of('PLAN'), ...VISITS(stream, LISTS)];
    case 'assistance.PlanMade.v1': return [of('PLAN')];
    case 'assistance.MeasurePlanned.v1':
    case 'assistance.MeasureEnded.v1': return [of('MEASURE', data.measureId)];
    case 'assistance.MeasureDelivered.v1': return data.measureId === null ? [] : [of('MEASURE', data.measureId)];
    case 'assistance.MeasuresMoved.v1': return data.measureIds.map((id) => of('MEASURE', id));
    default: return [];
  }
}

/** A limit after an event; null when it has ended. Due dates follow from the event, the policy in force and the calendar, so a rebuild finds the same. */
export function limitAfter(doc: RunningLimit | null, event: LimitEvent, id: string, parts: PolicyParts): RunningLimit | null {
  const { type, data } = event;
  const [householdId, limit, subjectId] = id.split('~') as [string, Limit, string];
  const begins = (village: string, dueOn: LocalDate | null, subject = subjectId): RunningLimit => ({ limit, subjectId: subject, householdId, village, dueOn });
  const again = (dueOn: LocalDate | null | undefined) => (doc && dueOn ? { ...doc, dueOn } : null);
  switch (type) {
    case 'identification.ClueReported.v1':
    case 'identification.WarningRaised.v1': return begins(data.village, data.dueOn);
    case 'identification.CaseOpened.v1':
      if (limit === 'CASE') return begins(data.village, data.dueOn, data.caseId);
      // Only here is the village told; the plan is due from the enrolment on.
      return data.purpose === 'ENROLMENT' ? begins(data.village, null, data.caseId) : doc;
    case 'identification.CaseEnded.v1': return limit === 'PLAN' && doc?.subjectId !== data.caseId ? doc : null;
    case 'identification.HouseholdEnrolled.v1':
      return limit === 'PLAN' && doc?.subjectId === data.caseId ? again(planDueOn(doc.village, data.enrolledOn, parts)) : null;
    case 'identification.WatchListJoined.v1': return data.visitDueOn === null ? null : begins(data.village, data.visitDueOn);
    case 'identification.VisitRecorded.v1':
    case 'identification.CheckRecorded.v1': {
      const nextDueOn = data.lists.find((l) => l.list === subjectId)?.nextDueOn;
      return nextDueOn ? begins(data.village, nextDueOn) : null;
    }
    // The visit that was not made is still to be made.
    case 'identification.VisitOverdue.v1': return doc;
    case 'identification.HouseholdChanged.v1': return doc && { ...doc, village: data.village };
    case 'assistance.MeasurePlanned.v1': return begins(data.village, data.dueOn);
    case 'assistance.MeasuresMoved.v1': return doc && { ...doc, village: data.village };
    default: return null; // closed, delivered, made, merged or gone
  }
}

function planDueOn(village: string, on: LocalDate, { policies, calendar }: PolicyParts): LocalDate | null {
  try {
    return calendar.due(on, policies.inForce(AssistancePolicy, village, on).content.planLimit);
  } catch (error) {
    // Where help has no rulebook a plan has no limit; a projection must not stop for that.
    if (error instanceof DomainError && error.code === 'POLICY.NOT_IN_FORCE') return null;
    throw error;
  }
}
