import type { z } from 'zod';
import type { Bilingual, Role } from '@humai/kernel';
import { HouseholdHistory, LedgerStatus, LoggedEvent, LogVerification, ParkedMessages, ParkedOutcome, PruneOutcome, RebuildLine, ResumeOutcome } from './answers.js';
import { DiscardRequest, EventsQuery, HistoryQuery, ParkedQuery, PruneRequest } from './requests.js';

export type LedgerRoute = Readonly<{
  method: 'GET' | 'POST';
  /** Below `/v1/ledger/`. */
  path: string;
  roles: readonly Role[];
  /** What the right must cover: the household's village; or the whole country, because the log holds every area and its parts are not told apart. */
  area: 'household' | 'whole';
  summary: Bilingual;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: z.ZodType;
  /** True for one JSON value per line. */
  lines?: boolean;
  /** Codes it can be refused with, beside those of identity and rights. */
  refusals: readonly string[];
}>;

/** Every route of the ledger: the HTTP interface, the permission checks and the reference are made from it. */
export const LedgerRoutes = {
  history: {
    method: 'GET', path: 'households/:id/history', roles: ['village', 'township', 'county', 'assessor', 'auditor', 'ops'], area: 'household',
    summary: { zh: '一户的历史:截至某时已知、某日有效', en: 'history of a household, as known at and as true on' },
    query: HistoryQuery, answer: HouseholdHistory, refusals: ['SHAPE.INVALID', 'SUBJECT.NOT_FOUND'],
  },
  events: {
    method: 'GET', path: 'events', roles: ['auditor', 'ops', 'service'], area: 'whole',
    summary: { zh: '事件日志,每行一个事件', en: 'the log, one event per line' },
    query: EventsQuery, answer: LoggedEvent, lines: true, refusals: ['SHAPE.INVALID', 'STORE.DAMAGED', 'STORE.CLOSED'],
  },
  verify: {
    method: 'POST', path: 'verify', roles: ['auditor', 'ops'], area: 'whole',
    summary: { zh: '校验整个日志:哈希链、位置、结构、归属', en: 'verify the whole log: hash chain, positions, schemas, ownership' },
    answer: LogVerification, refusals: ['STORE.CLOSED'],
  },
  parked: {
    method: 'GET', path: 'parked', roles: ['ops'], area: 'whole',
    summary: { zh: '消费者无法处理的消息', en: 'messages that a consumer could not handle' },
    query: ParkedQuery, answer: ParkedMessages, refusals: ['SHAPE.INVALID', 'PEER.UNREACHABLE'],
  },
  retryParked: {
    method: 'POST', path: 'parked/:id/retry', roles: ['ops'], area: 'whole',
    summary: { zh: '按顺序重试该流停放的消息', en: "handle the parked messages of that message's stream again, in order" },
    answer: ParkedOutcome, refusals: ['SUBJECT.NOT_FOUND', 'PEER.UNREACHABLE'],
  },
  discardParked: {
    method: 'POST', path: 'parked/:id/discard', roles: ['ops'], area: 'whole',
    summary: { zh: '丢弃一条停放的消息', en: 'take a parked message out for good' },
    body: DiscardRequest, answer: ParkedOutcome, refusals: ['SHAPE.INVALID', 'SUBJECT.NOT_FOUND', 'PEER.UNREACHABLE'],
  },
  status: {
    method: 'GET', path: 'status', roles: ['ops', 'auditor'], area: 'whole',
    summary: { zh: '运行状况', en: 'how far everything has come' },
    answer: LedgerStatus, refusals: [],
  },
  rebuild: {
    method: 'POST', path: 'read-models/:name/rebuild', roles: ['ops'], area: 'whole',
    summary: { zh: '重建读模型(all 为全部),比较后切换', en: 'rebuild a read model, or all of them, beside the live one, compare, switch' },
    answer: RebuildLine, lines: true, refusals: ['READ_MODEL.UNKNOWN', 'PEER.UNREACHABLE'],
  },
  resume: {
    method: 'POST', path: 'read-models/:name/resume', roles: ['ops'], area: 'whole',
    summary: { zh: '让已停止的读模型(all 为全部)从停止处继续', en: 'have a read model that has stopped, or all of them, go on from where it stands' },
    answer: ResumeOutcome, refusals: ['READ_MODEL.UNKNOWN', 'PEER.UNREACHABLE'],
  },
  prune: {
    method: 'POST', path: 'read-models/prune', roles: ['ops'], area: 'whole',
    summary: { zh: '删除已不存在的读模型留下的数据', en: 'drop what read models that are no more have left' },
    body: PruneRequest, answer: PruneOutcome, refusals: ['SHAPE.INVALID', 'PEER.UNREACHABLE'],
  },
} as const satisfies Readonly<Record<string, LedgerRoute>>;
