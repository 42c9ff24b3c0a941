import type { CarriedListing, IdentificationEvent, WatchList } from '@humai/contracts-identification';
import { entry } from '../entry.js';
import type { HouseholdEvent } from '../state.js';

/** Since when a household is on a list, when it must have been visited (null where no period is set), and the due date it missed, until it is visited. */
export type Listing = Readonly<{ listedOn: string; dueOn: string | null; overdueOn: string | null }> & Pick<CarriedListing, 'origin' | 'reason'>;
type Visit = Extract<IdentificationEvent, { type: 'identification.VisitRecorded.v1' }>['data'];

export type HouseholdWatch = Readonly<{ lists: Readonly<Partial<Record<WatchList, Listing>>>; visits: Readonly<Record<string, Visit>> }>;
export const initialWatch: HouseholdWatch = { lists: {}, visits: {} };

/** The lists with what a visit or a passed period changed; a list that was left meanwhile stays left. */
function withDue(state: HouseholdWatch, changes: readonly Readonly<{ list: WatchList; nextDueOn: string | null }>[], overdueOn: string | null): HouseholdWatch['lists'] {
  const lists: Partial<Record<WatchList, Listing>> = { ...state.lists };
  for (const { list, nextDueOn } of changes) {
    const listing = lists[list];
    if (listing) lists[list] = { ...listing, dueOn: nextDueOn, overdueOn };
  }
  return lists;
}

export function evolveWatch(state: HouseholdWatch, { type, data }: HouseholdEvent): HouseholdWatch {
  switch (type) {
    case 'identification.WatchListJoined.v1':
      return { ...state, lists: { ...state.lists, [data.list]: { listedOn: data.listedOn, dueOn: data.visitDueOn, overdueOn: null, origin: data.origin, reason: data.reason } } };
    case 'identification.WatchListLeft.v1': {
      const { [data.list]: _, ...lists } = state.lists;
      return { ...state, lists };
    }
    case 'identification.VisitRecorded.v1':
      return { lists: withDue(state, data.lists, null), visits: { ...state.visits, [data.visitId]: data } };
    case 'identification.CheckRecorded.v1':
      return data.lists.length === 0 ? state : { ...state, lists: withDue(state, data.lists, null) };
    case 'identification.VisitOverdue.v1':
      return { ...state, lists: withDue(state, [data], data.dueOn) };
    // Nobody is left to visit. Of a merged household nothing is asked, but a merge may come to nothing.
    case 'identification.HouseholdClosed.v1':
      return { ...state, lists: {} };
    default: return state;
  }
}

export const listedOn = (state: HouseholdWatch): readonly (readonly [WatchList, Listing])[] => Object.entries(state.lists) as [WatchList, Listing][];
export const findVisit = (state: HouseholdWatch, visitId: string): Visit | undefined => entry(state.visits, visitId);
