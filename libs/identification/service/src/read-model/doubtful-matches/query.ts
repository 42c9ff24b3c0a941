import { MATCH_DOUBTS, MATCH_VERDICTS, MatchDoubt } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { doubtfulMatchesProjection } from './projection.js';

const STATUSES = ['OPEN', 'ACCEPTED', 'REJECTED'] as const;

export const doubtfulMatchesQuery = defineQuery({
  name: 'doubtful-matches',
  projection: doubtfulMatchesProjection,
  roles: ['county', 'auditor'],
  summary: { zh: '存疑匹配:待核定的部门数据行', en: 'doubtful matches: rows of departments that wait for somebody to look at them' },
  areaField: 'area',
  filters: z.object({
    status: z.enum([...STATUSES, 'ALL']).default('OPEN').describe('默认待核定 / those to settle unless told'), batch: z.string().max(64).optional(), source: z.string().max(64).optional(), doubt: MatchDoubt.optional(),
  }),
  toFilter: ({ status, batch, source, doubt }) => ({
    ...(status === 'ALL' ? {} : { status }), ...(batch === undefined ? {} : { batchId: batch }), ...(source === undefined ? {} : { source }), ...(doubt === undefined ? {} : { doubt }),
  }),
  sort: [['foundOn', 'asc']],
  sortable: ['foundOn', 'area'],
  item: z.object({
    id: z.string().describe('匹配 ID / match id'), position: z.int(), batchId: z.string(), source: z.string(), period: z.string(), area: z.string(), row: z.int(), doubt: MatchDoubt, candidateId: z.string().nullable(),
    status: z.enum(STATUSES), personId: z.string().nullable(), reason: z.string().nullable(), foundOn: z.string(), settledOn: z.string().nullable(),
  }),
  columns: [
    { heading: { zh: '匹配', en: 'match' }, value: (d) => d._id },
    { heading: { zh: '批次', en: 'batch' }, value: (d) => d.batchId },
    { heading: { zh: '数据源', en: 'source' }, value: (d) => d.source },
    { heading: { zh: '行', en: 'row' }, value: (d) => d.row },
    { heading: { zh: '存疑原因', en: 'doubt' }, value: (d) => MATCH_DOUBTS[d.doubt].zh },
    { heading: { zh: '核定', en: 'status' }, value: (d) => (d.status === 'OPEN' ? '待核定' : MATCH_VERDICTS[d.status].zh) },
    { heading: { zh: '发现日期', en: 'found on' }, value: (d) => d.foundOn },
  ],
});
