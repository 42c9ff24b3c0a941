import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { resultsProjection } from './projection.js';

export const resultsQuery = defineQuery({
  name: 'results',
  projection: resultsProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '已发布的考核结果及更正', en: 'published results and their revisions' },
  areaField: 'area',
  filters: z.object({
    year: z.coerce.number().int().min(2000).max(2100).optional().describe('考核年度 / year'),
    revised: z.enum(['true', 'false']).optional().describe('是否更正过 / revised or not'),
  }),
  toFilter: ({ year, revised }) => ({
    ...(year === undefined ? {} : { year }),
    ...(revised === undefined ? {} : { revisedAt: revised === 'true' ? { ne: null } : null }),
  }),
  sort: [['year', 'desc'], ['area', 'asc']],
  sortable: ['year', 'area', 'publishedAt', 'revisedAt'],
  item: z.object({
    id: z.string().describe('结果编号:年度-区划代码 / result id: year-area'), position: z.int(), year: z.int(), area: z.string(), policy: z.string(),
    scoredAt: z.int().describe('计算时的日志位置 / log position of the scores'), digest: z.string(), publishedAt: z.string(), revisedAt: z.string().nullable(),
    previousDigest: z.string().nullable(), reason: z.string().nullable(), approverId: z.string().nullable(), revisions: z.int(),
  }),
  columns: [
    { heading: { zh: '年度', en: 'year' }, value: (d) => d.year },
    { heading: { zh: '区划代码', en: 'area' }, value: (d) => d.area },
    { heading: { zh: '办法', en: 'policy' }, value: (d) => d.policy },
    { heading: { zh: '日志位置', en: 'log position' }, value: (d) => d.scoredAt },
    { heading: { zh: '摘要', en: 'digest' }, value: (d) => d.digest },
    { heading: { zh: '发布时间', en: 'published at' }, value: (d) => d.publishedAt },
    { heading: { zh: '更正时间', en: 'revised at' }, value: (d) => d.revisedAt },
    { heading: { zh: '原摘要', en: 'digest before' }, value: (d) => d.previousDigest },
    { heading: { zh: '更正原因', en: 'reason' }, value: (d) => d.reason },
    { heading: { zh: '批准人', en: 'approver' }, value: (d) => d.approverId },
    { heading: { zh: '更正次数', en: 'revisions' }, value: (d) => d.revisions },
  ],
});
