import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '@humai/kernel';
import { COUNTY, Id, On, onHousehold, Reason } from '../define.js';
import { MatchVerdict, WarningVerdict } from './codes.js';

/** A row of a department as its source document names the columns; amounts in fen. It is decided upon and forgotten. */
export const RowFields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type RowFields = z.infer<typeof RowFields>;

/** Commands on a household, spread into those of identification. */
export const DataCommands = {
  RaiseWarnings: onHousehold('RaiseWarnings', ['service'], '按部门数据预警', 'raise the warnings that a row of a department leads to',
    z.object({ batchId: Id, rowId: Id.describe('the same for every repeat of the row'), sourceVersion: z.string(), period: z.string(), personId: Id, fields: RowFields, movingIn: z.boolean().optional().describe('the person is on the way here, by a merge that is not carried out yet') }), ['HOUSEHOLD.NOT_FOUND', 'MEMBER.SPLIT_OFF']),
  HandleWarning: onHousehold('HandleWarning', ['township', 'county'], '处置预警', 'handle a warning with its verdict',
    z.object({ warningId: Id, verdict: WarningVerdict.exclude(['EXPIRED']), reason: Reason.nullable().default(null) }), ['WARNING.NOT_FOUND', 'WARNING.CLOSED', 'WARNING.NEEDS_REASON']),
  RecordWarningOverdue: onHousehold('RecordWarningOverdue', ['service'], '记录预警逾期', 'record that a warning was not handled in time', z.object({ warningId: Id, dueOn: On })),
  ExpireWarning: onHousehold('ExpireWarning', ['service'], '预警信号过期', 'close a warning whose signal has expired', z.object({ warningId: Id, expiresOn: On })),
  QueryComparison: onHousehold('QueryComparison', COUNTY, '发起信息比对查询', 'query a source for the comparison of an open case',
    z.object({ queryId: Id, source: z.string().trim().min(1).max(64), personIds: z.array(Id).min(1).max(60), scope: z.array(z.string().min(1)).min(1).max(20), purpose: z.string().trim().min(1).max(200) }),
    ['CASE.NOT_OPEN', 'AUTHORISATION.MISSING', 'AUTHORISATION.WITHDRAWN', 'AUTHORISATION.NOT_IN_FORCE', 'AUTHORISATION.NOT_ALL_MEMBERS', 'COMPARISON.NOT_AUTHORISED_PERSON', 'COMPARISON.OUT_OF_SCOPE', 'COMPARISON.QUERY_EXISTS']),
} as const satisfies Record<string, CommandDefinition>;

/** Commands on a data batch. */
export const DataBatchCommands = {
  SettleMatch: defineCommand({
    name: 'SettleMatch', subject: 'data-batches', category: 'dataBatch', roles: COUNTY, summary: { zh: '核定存疑匹配', en: 'settle a doubtful match' },
    body: z.object({ matchId: Id, verdict: MatchVerdict, personId: Id.optional().describe('who it is; the candidate unless told'), reason: Reason.nullable().default(null) }),
    refusals: ['MATCH.NOT_FOUND', 'MATCH.SETTLED', 'MATCH.NEEDS_PERSON', 'MATCH.PERSON_NOT_HERE'],
  }),
} as const satisfies Record<string, CommandDefinition>;
