import { z } from 'zod';
import { EvidenceHash, Id, On } from '../stored.js';
import { VisitFinding, WatchList, WatchOrigin } from './codes.js';

/** A list that was visited, and when the next visit is due: null where the policy names no period. */
export const VisitedList = z.object({ list: WatchList, nextDueOn: On.nullable() });

// STORAGE FORMAT, spread into the events of identification; all on the household's stream.
export const WatchEvents = {
  'WatchListJoined.v1': z.object({ list: WatchList, village: z.string(), origin: WatchOrigin, reason: z.string().nullable(), listedOn: On, visitDueOn: On.nullable() }),
  'WatchListLeft.v1': z.object({ list: WatchList, reason: z.string(), leftOn: On }),
  'VisitRecorded.v1': z.object({
    visitId: Id, village: z.string(), visitedOn: On, byIds: z.array(Id), lists: z.array(VisitedList), finding: VisitFinding, clueId: Id.nullable(), evidenceHashes: z.array(EvidenceHash),
  }),
  // One for each period that passed without a visit; the next period begins on the day the last one ended.
  'VisitOverdue.v1': z.object({ list: WatchList, dueOn: On, nextDueOn: On.nullable() }),
} as const;
