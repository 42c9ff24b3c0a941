import { BatchCounts } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { dataBatchesProjection } from './projection.js';

export const dataBatchesQuery = defineQuery({
  name: 'data-batches',
  projection: dataBatchesProjection,
  roles: ['county', 'department', 'auditor', 'ops'],
  summary: { zh: '部门数据批次:何时收到、结果如何', en: 'data batches: what came when, and what became of its rows' },
  areaField: 'area',
  filters: z.object({ source: z.string().max(64).optional(), period: z.string().max(20).optional(), status: z.enum(['RECEIVED', 'DONE']).optional() }),
  toFilter: ({ source, period, status }) => ({ ...(source === undefined ? {} : { source }), ...(period === undefined ? {} : { period }), ...(status === undefined ? {} : { status }) }),
  sort: [['receivedOn', 'desc']],
  sortable: ['receivedOn', 'period', 'area'],
  item: z.object({
    id: z.string().describe('批次 ID / batch id'), position: z.int(), source: z.string(), sourceVersion: z.string(), period: z.string(), area: z.string(), contentHash: z.string(), receivedOn: z.string(),
    sender: z.string(), role: z.string(), status: z.enum(['RECEIVED', 'DONE']), counts: BatchCounts.nullable(), openMatches: z.int(),
  }),
  columns: [
    { heading: { zh: '批次', en: 'batch' }, value: (d) => d._id },
    { heading: { zh: '数据源', en: 'source' }, value: (d) => d.source },
    { heading: { zh: '期间', en: 'period' }, value: (d) => d.period },
    { heading: { zh: '区域', en: 'area' }, value: (d) => d.area },
    { heading: { zh: '接收日期', en: 'received on' }, value: (d) => d.receivedOn },
    { heading: { zh: '行数', en: 'rows' }, value: (d) => d.counts?.rows },
    { heading: { zh: '有误', en: 'rejected' }, value: (d) => d.counts?.rejected },
    { heading: { zh: '非登记人员', en: 'unknown' }, value: (d) => d.counts?.unknown },
    { heading: { zh: '已匹配', en: 'matched' }, value: (d) => d.counts?.matched },
    { heading: { zh: '预警', en: 'warnings' }, value: (d) => d.counts?.raised },
    { heading: { zh: '并入既有预警', en: 'joined a warning' }, value: (d) => d.counts?.supported },
    { heading: { zh: '待核定匹配', en: 'matches to settle' }, value: (d) => d.openMatches },
  ],
});
