import { z } from 'zod';
import type { CommandDefinition } from '@humai/kernel';
import { ComparisonResult } from '../codes.js';
import { ANY_TIER, Documents, Hash, Hashes, Id, On, onHousehold, TOWNSHIP, VILLAGE } from '../define.js';
import { TrackingFinding } from './codes.js';

export const DecidingCommands = {
  AcceptClue: onHousehold('AcceptClue', TOWNSHIP, '受理线索', 'accept a clue', z.object({ clueId: Id }), ['CLUE.NOT_FOUND', 'CLUE.CLOSED']),
  TellReason: onHousehold('TellReason', VILLAGE, '登记告知不予纳入理由', 'record that the reason was told', z.object({ clueId: Id, toldOn: On }), ['CLUE.NOT_FOUND', 'CLUE.NO_REASON_TO_TELL', 'VERIFICATION.FUTURE']),
  RecordAssetCheck: onHousehold('RecordAssetCheck', ['township', 'county'], '反馈资产核查结果', 'record the asset check',
    z.object({ result: ComparisonResult, sources: z.array(z.string().min(1)).min(1), evidenceHash: Hash, documents: Documents.optional() }),
    ['CASE.NOT_OPEN', 'CASE.STEP_NOT_IN_PROCEDURE', 'CASE.STEP_NOT_DUE', 'CASE.STEP_DONE', 'AUTHORISATION.MISSING', 'STEP.EVIDENCE_MISSING']),
  TrackHousehold: onHousehold('TrackHousehold', ANY_TIER, '记录风险消除后的跟踪走访', 'record a visit to a cleared household',
    z.object({ trackingId: Id, visitedOn: On, visitorIds: z.array(Id).min(1).max(10), finding: TrackingFinding, evidenceHashes: Hashes }), ['TRACKING.NOT_CLEARED', 'TRACKING.OVER', 'VERIFICATION.FUTURE']),
} as const satisfies Record<string, CommandDefinition>;
