import { CHECK_SCOPES, CheckScope } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { checkRoundsProjection } from './projection.js';

export const checkRoundsQuery = defineQuery({
  name: 'check-rounds',
  projection: checkRoundsProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '排查轮次:范围、分派与进度', en: 'check rounds: scope, assignment and progress' },
  areaField: 'area',
  filters: z.object({ open: z.enum(['true', 'false']).optional(), scope: CheckScope.optional() }),
  toFilter: ({ open, scope }) => ({ ...(open === undefined ? {} : { open: open === 'true' }), ...(scope === undefined ? {} : { scope }) }),
  sort: [['from', 'desc']],
  sortable: ['from', 'to', 'area'],
  item: z.object({
    id: z.string(), position: z.int(), name: z.string(), area: z.string(), from: z.string(), to: z.string(), scope: CheckScope,
    sample: z.object({ sharePercent: z.int(), seed: z.string() }).nullable(), questionnaireVersion: z.string(), open: z.boolean(), closedOn: z.string().nullable(),
    households: z.int(), checked: z.int(), judged: z.int(), villages: z.array(z.string()), assignments: z.array(z.object({ village: z.string(), visitorIds: z.array(z.string()) })),
  }),
  columns: [
    { heading: { zh: '轮次', en: 'round' }, value: (d) => d.name },
    { heading: { zh: '区划代码', en: 'area' }, value: (d) => d.area },
    { heading: { zh: '范围', en: 'scope' }, value: (d) => CHECK_SCOPES[d.scope].zh },
    { heading: { zh: '开始', en: 'from' }, value: (d) => d.from },
    { heading: { zh: '结束', en: 'to' }, value: (d) => d.to },
    { heading: { zh: '应排查户', en: 'in scope' }, value: (d) => d.households },
    { heading: { zh: '已排查户', en: 'checked' }, value: (d) => d.checked },
    { heading: { zh: '抽查户', en: 'judged' }, value: (d) => d.judged },
    { heading: { zh: '结束日期', en: 'closed on' }, value: (d) => d.closedOn },
  ],
});
