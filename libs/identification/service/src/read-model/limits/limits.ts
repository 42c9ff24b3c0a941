import type { AssistanceEvent } from '@humai/contracts-assistance';
import { type IdentificationEvent, type Limit, WATCH_LISTS } from '@humai/contracts-identification';
import { type LocalDate, type RecordedEvent, subjectOf } from '@humai/kernel';
import type { PolicyParts } from '@humai/nest';
import { helpDue, type Helped, helpedAfter, planDue } from './helped.js';

export type LimitEvent = RecordedEvent<IdentificationEvent | AssistanceEvent>;

/** Something of a household that must be done by a day; null while it does not run. */
export type RunningLimit = Readonly<{
  limit: Limit; subjectId: string; householdId: string; village: string; dueOn: LocalDate | null;
  /** Its day, while the household is part of another: a merge may come to nothing. */
  asleep?: LocalDate;
  /** Of a plan and of help only; they begin with the household, for later events do not say where it lives. */
  helped?: Helped | null;
}>;

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
  'assistance.MeasureEnded.v1', 'assistance.MeasuresMoved.v1', 'identification.HouseholdRegistered.v1', 'identification.MonitoringCarriedOver.v1', 'identification.RiskAdded.v1',
  'identification.RiskEliminated.v1', 'identification.ClearingRolledBack.v1', 'identification.HouseholdLinkUndone.v1', 'identification.HouseholdSplit.v1',
] as const satisfies readonly LimitEvent['type'][];

/** Which limits an event begins, changes or ends. */
export function limitsOf({ type, data, stream }: LimitEvent): readonly string[] {
  const of = (limit: Limit, id?: string) => limitKey(stream, limit, id);
  const help = [of('PLAN'), of('HELP')];
  switch (type) {
    case 'identification.ClueReported.v1':
    case 'identification.ClueClosed.v1': return [of('CLUE', data.clueId)];
    case 'identification.CaseOpened.v1':
    case 'identification.CaseEnded.v1':
    case 'identification.CategoryChanged.v1': return [of('CASE')];
    case 'identification.HouseholdEnrolled.v1':
    case 'identification.HouseholdCleared.v1': return [of('CASE'), ...help];
    case 'identification.HouseholdRegistered.v1':
    case 'identification.MonitoringCarriedOver.v1':
    case 'identification.RiskAdded.v1':
    case 'identification.RiskEliminated.v1':
    case 'identification.ClearingRolledBack.v1': return help;
    case 'identification.WarningRaised.v1':
    case 'identification.WarningClosed.v1': return [of('WARNING', data.warningId)];
    case 'identification.WatchListJoined.v1':
    case 'identification.WatchListLeft.v1':
    case 'identification.VisitOverdue.v1': return VISITS(stream, [data.list]);
    case 'identification.VisitRecorded.v1':
    case 'identification.CheckRecorded.v1': return VISITS(stream, data.lists.map((l) => l.list));
    case 'identification.HouseholdChanged.v1':
      return [
        ...(data.openClueIds ?? []).map((id) => of('CLUE', id)), ...(data.openWarningIds ?? []).map((id) => of('WARNING', id)), of('CASE'), ...help, ...VISITS(stream, LISTS),
      ];
    case 'identification.HouseholdMergedInto.v1':
      return [...data.clues.map((c) => of('CLUE', c.clueId)), ...(data.warnings ?? []).map((w) => of('WARNING', w.warningId)), ...help, ...VISITS(stream, LISTS)];
    case 'identification.HouseholdSplit.v1': return (data.warnings ?? []).map((w) => of('WARNING', w.warningId));
    case 'identification.HouseholdLinkUndone.v1': return VISITS(stream, LISTS);
    case 'identification.HouseholdClosed.v1': return [...(data.clueIds ?? []).map((id) => of('CLUE', id)), ...help, ...VISITS(stream, LISTS)];
    case 'assistance.PlanMade.v1': return help;
    case 'assistance.MeasurePlanned.v1':
    case 'assistance.MeasureEnded.v1': return [of('MEASURE', data.measureId), of('HELP')];
    case 'assistance.MeasureDelivered.v1': return data.measureId === null ? [] : [of('MEASURE', data.measureId), of('HELP')];
    case 'assistance.MeasuresMoved.v1': return data.measureIds.map((id) => of('MEASURE', id));
    default: return [];
  }
}

/** A limit after an event; null when it has ended. Due dates follow from the event, the policy in force and the calendar, so a rebuild finds the same. */
export function limitAfter(doc: RunningLimit | null, event: LimitEvent, id: string, parts: PolicyParts): RunningLimit | null {
  const { type, data } = event;
  const [householdId, limit, subjectId] = id.split('~') as [string, Limit, string];
  const begins = (village: string, dueOn: LocalDate | null, subject = subjectId): RunningLimit => ({ limit, subjectId: subject, householdId, village, dueOn });
  if (limit === 'PLAN' || limit === 'HELP') return helpLimitAfter(doc, event, begins, limit, parts);
  switch (type) {
    case 'identification.ClueReported.v1':
    case 'identification.WarningRaised.v1': return begins(data.village, data.dueOn);
    case 'identification.CaseOpened.v1': return begins(data.village, data.dueOn, data.caseId);
    case 'identification.WatchListJoined.v1': return data.visitDueOn === null ? null : begins(data.village, data.visitDueOn);
    case 'identification.VisitRecorded.v1':
    case 'identification.CheckRecorded.v1': {
      const nextDueOn = data.lists.find((l) => l.list === subjectId)?.nextDueOn;
      return nextDueOn ? begins(data.village, nextDueOn) : null;
    }
    // The visit that was not made is still to be made.
    case 'identification.VisitOverdue.v1': return doc;
    case 'identification.HouseholdChanged.v1': return doc && { ...doc, village: data.village };
    case 'identification.HouseholdMergedInto.v1': return limit === 'VISIT' && doc?.dueOn ? { ...doc, dueOn: null, asleep: doc.dueOn } : null;
    case 'identification.HouseholdLinkUndone.v1': {
      if (!doc?.asleep) return doc;
      const { asleep: dueOn, ...rest } = doc;
      return { ...rest, dueOn };
    }
    case 'assistance.MeasurePlanned.v1': return begins(data.village, data.dueOn);
    case 'assistance.MeasuresMoved.v1': return doc && { ...doc, village: data.village };
    default: return null; // closed, delivered, made, merged or gone
  }
}

type Begins = (village: string, dueOn: LocalDate | null, subject?: string) => RunningLimit;

/** A plan, and help against each risk: known from the registration on, due while something is missing. */
function helpLimitAfter(doc: RunningLimit | null, event: LimitEvent, begins: Begins, limit: 'PLAN' | 'HELP', parts: PolicyParts): RunningLimit | null {
  if (event.type === 'identification.HouseholdRegistered.v1') return { ...begins(event.data.village, null, ''), helped: null };
  if (!doc || event.type === 'identification.HouseholdClosed.v1') return null;
  if (event.type === 'identification.HouseholdChanged.v1') return { ...doc, village: event.data.village };
  const helped = helpedAfter(doc.helped ?? null, event, doc.village, parts);
  return { ...doc, helped, subjectId: helped?.enrolmentId ?? '', dueOn: limit === 'PLAN' ? planDue(helped) : helpDue(helped) };
}
