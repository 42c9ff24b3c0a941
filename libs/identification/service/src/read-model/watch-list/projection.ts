import type { IdentificationEvent, VisitFinding, WatchList, WatchOrigin } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';

export type WatchEntry = Readonly<{
  list: WatchList; origin: WatchOrigin; reason: string | null; listedOn: string; lastVisitOn: string | null;
  /** By when it must be visited next; null where no period is set. */
  dueOn: string | null;
  /** The due date that passed, until it is visited. */
  overdueOn: string | null;
}>;
export type WatchListDocument = ReadDocument & Readonly<{
  village: string;
  /** False while the household is part of another. */
  active: boolean;
  lists: readonly WatchList[];
  overdueLists: readonly WatchList[];
  overdue: boolean;
  /** The first of the due dates. */
  nextDueOn: string | null;
  lastVisitOn: string | null;
  lastFinding: VisitFinding | 'CHECKED' | null;
  entries: readonly WatchEntry[];
}>;

type Event = RecordedEvent<IdentificationEvent>;
type Body = Omit<WatchListDocument, '_id' | 'position'>;

function withEntries(doc: Body, entries: readonly WatchEntry[]): Body | null {
  if (entries.length === 0) return null;
  const overdueLists = entries.filter((e) => e.overdueOn !== null).map((e) => e.list);
  const [nextDueOn = null] = entries.flatMap((e) => e.dueOn ?? []).sort();
  return { ...doc, entries, lists: entries.map((e) => e.list), overdueLists, overdue: overdueLists.length > 0, nextDueOn };
}

const changed = (doc: Body, list: WatchList, change: (entry: WatchEntry) => Partial<WatchEntry>): Body =>
  withEntries(doc, doc.entries.map((e) => (e.list === list ? { ...e, ...change(e) } : e))) ?? doc;
const later = (a: string | null, b: string): string => (a !== null && a > b ? a : b);

function visited(doc: Body, { visitedOn, lists }: Readonly<{ visitedOn: string; lists: readonly Readonly<{ list: WatchList; nextDueOn: string | null }>[] }>, finding: Body['lastFinding']): Body {
  const latest = doc.lastVisitOn === null || visitedOn >= doc.lastVisitOn ? { lastVisitOn: visitedOn, lastFinding: finding } : {};
  return lists.reduce<Body>((body, { list, nextDueOn }) =>
    changed(body, list, (e) => ({ lastVisitOn: later(e.lastVisitOn, visitedOn), dueOn: nextDueOn, overdueOn: null })), { ...doc, ...latest });
}

/** Which households are on a watch list, when was each last visited, and by when must it be visited again? */
export const watchListProjection: Projection<WatchListDocument, Event> = {
  name: 'identification.watch-list',
  version: 1,
  indexes: [['village'], ['lists', 'village'], ['overdue', 'village'], ['overdueLists', 'village'], ['active', 'village'], ['nextDueOn'], ['lastVisitOn']],
  handles: [
    'identification.WatchListJoined.v1', 'identification.WatchListLeft.v1', 'identification.VisitRecorded.v1', 'identification.VisitOverdue.v1', 'identification.CheckRecorded.v1',
    'identification.HouseholdChanged.v1', 'identification.HouseholdMergedInto.v1', 'identification.HouseholdLinkUndone.v1', 'identification.HouseholdClosed.v1',
  ],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data }) {
    if (type === 'identification.WatchListJoined.v1') {
      const entry: WatchEntry = { list: data.list, origin: data.origin, reason: data.reason, listedOn: data.listedOn, lastVisitOn: null, dueOn: data.visitDueOn, overdueOn: null };
      const body = doc ?? { village: data.village, active: true, lists: [], overdueLists: [], overdue: false, nextDueOn: null, lastVisitOn: null, lastFinding: null, entries: [] };
      return withEntries(body, [...body.entries, entry]);
    }
    if (!doc) return null;
    switch (type) {
      case 'identification.WatchListLeft.v1': return withEntries(doc, doc.entries.filter((e) => e.list !== data.list));
      case 'identification.VisitRecorded.v1': return visited(doc, data, data.finding);
      case 'identification.CheckRecorded.v1': return visited(doc, data, 'CHECKED');
      case 'identification.VisitOverdue.v1': return changed(doc, data.list, () => ({ dueOn: data.nextDueOn, overdueOn: data.dueOn }));
      case 'identification.HouseholdChanged.v1': return { ...doc, village: data.village };
      case 'identification.HouseholdMergedInto.v1': return { ...doc, active: false };
      case 'identification.HouseholdLinkUndone.v1': return { ...doc, active: true };
      case 'identification.HouseholdClosed.v1': return null;
      default: return doc;
    }
  },
};
