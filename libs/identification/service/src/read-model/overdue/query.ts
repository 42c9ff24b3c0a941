import { Limit, LIMITS } from '@humai/contracts-identification';
import { daysBetween, defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { overdue, type OverdueDocument } from './projection.js';

export const overdueQuery = defineQuery({
  name: 'overdue',
  projection: overdue,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '逾期清单:线索、程序、预警、走访、计划、措施,逾期最久的在前', en: 'all that is overdue: clues, cases, warnings, visits, plans and measures, the longest first' },
  areaField: 'village',
  filters: z.object({ limit: Limit.optional().describe('事项 / what is overdue'), household: z.string().optional() }),
  toFilter: ({ limit, household }, { today }) => ({ dueOn: { lt: today }, ...(limit === undefined ? {} : { limit }), ...(household === undefined ? {} : { householdId: household }) }),
  computed: ({ dueOn }: OverdueDocument, { today }) => ({ daysOverdue: dueOn === null ? 0 : daysBetween(dueOn, today) }),
  countBy: { field: 'limit', values: Limit.options },
  sort: [['dueOn', 'asc']],
  sortable: ['dueOn'],
  item: z.object({
    id: z.string(), position: z.int(), limit: Limit, subjectId: z.string().describe('线索、程序、预警、名单或措施 / the clue, case, warning, list or measure'), householdId: z.string(), village: z.string(), dueOn: z.string(),
    daysOverdue: z.int().describe('逾期天数(自然日) / natural days since the due date'),
  }),
  columns: [
    { heading: { zh: '事项', en: 'what' }, value: (d) => LIMITS[d.limit].zh },
    { heading: { zh: '编号', en: 'id' }, value: (d) => d.subjectId },
    { heading: { zh: '户', en: 'household' }, value: (d) => d.householdId },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '期限', en: 'due on' }, value: (d) => d.dueOn },
    { heading: { zh: '逾期天数', en: 'days overdue' }, value: (d) => (d as OverdueDocument & { daysOverdue: number }).daysOverdue },
  ],
});
