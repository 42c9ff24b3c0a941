import { DomainError, isInArea, isLocalDate, type CommandMeta } from '@humai/kernel';
import { TransitionPolicy, WATCH_LISTS, type IdentificationEvent, type WatchList } from '@humai/contracts-identification';
import { clueDecisions } from '../clues.js';
import { fact, isSame, policyOf, registered, type CommandOf, type Decisions, type Registered } from '../context.js';
import type { Household } from '../state.js';
import { findVisit, type HouseholdWatch, listedOn } from './state.js';

export { evolveWatch, initialWatch, type HouseholdWatch } from './state.js';

const named = (list: WatchList) => ({ list: WATCH_LISTS[list].en, listZh: WATCH_LISTS[list].zh });
const rulesOf = (household: Registered, meta: CommandMeta) => policyOf(household, meta).content.watch;

/** When the period that begins on a date ends; null where the policy asks for no visits of the list, or for no more of them. */
function dueOn(household: Registered, list: WatchList, from: string, meta: CommandMeta): string | null {
  const period = rulesOf(household, meta)?.visitPeriods[list];
  if (!period) return null;
  const due = meta.calendar.due(from, period);
  return list === 'CLEARED_TRACKING' && !isInTransition(household, due, meta) ? null : due;
}

/** Invariant 18: cleared households are tracked to the end of the transition period; a later one may follow on it. */
const isInTransition = ({ registered: { village } }: Registered, on: string, { policies }: CommandMeta): boolean =>
  policies.versions(TransitionPolicy.kind).some(({ area, content }) => isInArea(village, area) && (content as TransitionPolicy).start <= on && on <= (content as TransitionPolicy).end);

/** A visit's date: one that exists, and is over. */
export function visitDate(date: string, meta: CommandMeta, field = 'visitedOn'): string {
  if (!isLocalDate(date)) throw new DomainError('DATE.IMPOSSIBLE', { date }, field);
  if (date > meta.effectiveOn) throw new DomainError('VISIT.FUTURE', { date, on: meta.effectiveOn }, field);
  return date;
}

/** The lists that a visit on a date counts for, with their next due dates. A visit told late brings no due date forward, and none so old that its own period was over counts. */
export function visitedLists(household: Registered, visitedOn: string, meta: CommandMeta, only?: readonly WatchList[]): { list: WatchList; nextDueOn: string | null }[] {
  return listedOn(household.watch).flatMap(([list, listing]) => {
    if (listing.listedOn > visitedOn || (only && !only.includes(list))) return [];
    const next = dueOn(household, list, visitedOn, meta);
    if (next !== null && listing.overdueOn !== null && next <= listing.overdueOn) return [];
    return [{ list, nextDueOn: next !== null && listing.dueOn !== null && listing.dueOn > next ? listing.dueOn : next }];
  });
}

/** What a visit or a check found is a clue of the channel of cadre visits. */
export const reportFound = (state: Household, clue: NonNullable<CommandOf<'RecordVisit'>['data']['clue']>, meta: CommandMeta): readonly IdentificationEvent[] =>
  clueDecisions.ReportClue(state, { type: 'ReportClue', data: { ...clue, channel: 'CADRE_VISIT', source: null }, meta });

function putOnWatchList(state: Household, { data, meta }: CommandOf<'PutOnWatchList'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (data.origin !== 'HAND' && meta.actor.role !== 'service') throw new DomainError('WATCH.ORIGIN_BY_HAND', {}, 'origin');
  if (state.watch.lists[data.list]) return [];
  return [fact('WatchListJoined.v1', { ...data, village: household.registered.village, listedOn: meta.effectiveOn, visitDueOn: dueOn(household, data.list, meta.effectiveOn, meta) })];
}

function takeOffWatchList(state: Household, { data, meta }: CommandOf<'TakeOffWatchList'>): readonly IdentificationEvent[] {
  registered(state);
  if (state.watch.lists[data.list]) return [fact('WatchListLeft.v1', { ...data, leftOn: meta.effectiveOn })];
  // What the service takes off because of a fact may have been taken off by hand before.
  if (meta.actor.role === 'service') return [];
  throw new DomainError('WATCH.NOT_LISTED', named(data.list), 'list');
}

function recordVisit(state: Household, { data, meta }: CommandOf<'RecordVisit'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const visitedOn = visitDate(data.visitedOn, meta);
  const { visitId, byIds, listCodes, finding, clue, evidenceHashes } = data;
  if (finding === 'CLUE' && !clue) throw new DomainError('VISIT.CLUE_MISSING', {}, 'clue');
  if (finding !== 'CLUE' && clue) throw new DomainError('VISIT.CLUE_NOT_FOUND', {}, 'clue');
  const visit = { visitId, visitedOn, byIds, finding, clueId: clue?.clueId ?? null, evidenceHashes };
  const before = findVisit(state.watch, visitId);
  if (before) {
    const { lists: _, village: __, ...content } = before;
    if (isSame(content, visit)) return [];
    throw new DomainError('VISIT.EXISTS', { visit: visitId }, 'visitId');
  }
  for (const list of listCodes ?? []) requireListed(state.watch, list, visitedOn);
  // Who met nobody has seen nothing.
  const lists = finding === 'NOBODY_HOME' ? [] : visitedLists(household, visitedOn, meta, listCodes);
  return [fact('VisitRecorded.v1', { ...visit, village: household.registered.village, lists }), ...(clue ? reportFound(state, clue, meta) : [])];
}

function requireListed(watch: HouseholdWatch, list: WatchList, on: string): void {
  const listing = watch.lists[list];
  if (!listing) throw new DomainError('WATCH.NOT_LISTED', named(list), 'listCodes');
  if (on < listing.listedOn) throw new DomainError('VISIT.BEFORE_LISTED', { ...named(list), date: on, listedOn: listing.listedOn }, 'visitedOn');
}

/** One fact for each period of each list that passed without a visit; nothing when all were made. Written by the deadline process. */
function recordVisitsOverdue(state: Household, { meta }: CommandOf<'RecordVisitsOverdue'>): readonly IdentificationEvent[] {
  const household = registered(state);
  return listedOn(state.watch).flatMap(([list, listing]) => {
    const passed: IdentificationEvent[] = [];
    for (let due = listing.dueOn; due !== null && due < meta.effectiveOn; ) {
      const nextDueOn = dueOn(household, list, due, meta);
      // A policy that asks for no more visits ends the matter with the last period.
      passed.push(fact('VisitOverdue.v1', { list, dueOn: due, nextDueOn }));
      due = nextDueOn;
    }
    return passed;
  });
}

export const watchDecisions = {
  PutOnWatchList: putOnWatchList,
  TakeOffWatchList: takeOffWatchList,
  RecordVisit: recordVisit,
  RecordVisitsOverdue: recordVisitsOverdue,
} satisfies Partial<Decisions>;
