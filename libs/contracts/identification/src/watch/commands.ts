import { z } from 'zod';
import type { CommandDefinition } from '@humai/kernel';
import { RiskType } from '../codes.js';
import { ANY_TIER, Hash, Id, On, onHousehold, Reason } from '../define.js';
import { VisitFinding, WatchList, WatchOrigin } from './codes.js';

/** A date as people write it: one that does not exist is refused by name, not as a malformed request. */
export const AnyDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'not a date (YYYY-MM-DD)').meta({ format: 'date' });
export const Visitors = z.array(Id).min(1).max(10);
export const Photos = z.array(Hash).max(50).describe('SHA-256 of files sent before, hex');
/** What a visit reports at once, by the channel of cadre visits. */
export const FoundClue = z.object({ clueId: Id, riskTypes: z.array(RiskType).min(1).max(5), occurredOn: On.optional() });

/** Commands on a household, spread into those of identification. */
export const WatchCommands = {
  PutOnWatchList: onHousehold('PutOnWatchList', ['village', 'township', 'county', 'service'], '列入关注名单', 'put on a watch list',
    z.object({ list: WatchList, origin: WatchOrigin.default('HAND'), reason: Reason.nullable().default(null) }), ['WATCH.ORIGIN_BY_HAND']),
  TakeOffWatchList: onHousehold('TakeOffWatchList', ['township', 'county', 'service'], '移出关注名单', 'take off a watch list', z.object({ list: WatchList, reason: Reason }), ['WATCH.NOT_LISTED']),
  RecordVisit: onHousehold('RecordVisit', [...ANY_TIER, 'service'], '记录走访', 'record a visit',
    z.object({
      visitId: Id, visitedOn: AnyDate, byIds: Visitors, listCodes: z.array(WatchList).min(1).optional().describe('every list the household is on unless told'), finding: VisitFinding,
      clue: FoundClue.optional().describe('needed with the finding CLUE'), evidenceHashes: Photos.default([]),
    }), ['DATE.IMPOSSIBLE', 'VISIT.FUTURE', 'VISIT.BEFORE_LISTED', 'VISIT.CLUE_MISSING', 'VISIT.CLUE_NOT_FOUND', 'VISIT.EXISTS', 'WATCH.NOT_LISTED', 'EVIDENCE.UNKNOWN', 'CLUE.OCCURRED_AFTER_FOUND']),
  RecordVisitsOverdue: onHousehold('RecordVisitsOverdue', ['service'], '记录走访逾期', 'record that visits were not made in time', z.object({})),
} as const satisfies Record<string, CommandDefinition>;
