import { Purpose, PURPOSES, Step, STEPS } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { openCasesProjection } from './projection.js';

export const openCasesQuery = defineQuery({
  name: 'open-cases',
  projection: openCasesProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '进行中的程序:所处步骤与期限', en: 'open cases with their step and due date' },
  areaField: 'village',
  filters: z.object({ purpose: Purpose.optional(), next: Step.optional(), overdue: z.enum(['true', 'false']).optional(), household: z.string().optional() }),
  toFilter: ({ purpose, next, overdue, household }) => ({
    ...(purpose === undefined ? {} : { purpose }),
    ...(next === undefined ? {} : { next }),
    ...(overdue === undefined ? {} : { overdue: overdue === 'true' }),
    ...(household === undefined ? {} : { _id: household }),
  }),
  sort: [['dueOn', 'asc']],
  sortable: ['dueOn', 'openedOn', 'village'],
  item: z.object({
    id: z.string().describe('户 ID / household id'), position: z.int(), caseId: z.string(), village: z.string(), purpose: Purpose, steps: z.array(Step), done: z.array(Step),
    next: Step.nullable(), openedOn: z.string(), dueOn: z.string(), overdue: z.boolean(), mayCloseOn: z.string().nullable(), openObjections: z.int(),
  }),
  columns: [
    { heading: { zh: '程序', en: 'case' }, value: (d) => d.caseId },
    { heading: { zh: '户', en: 'household' }, value: (d) => d._id },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '事项', en: 'purpose' }, value: (d) => PURPOSES[d.purpose].zh },
    { heading: { zh: '下一步', en: 'next step' }, value: (d) => d.next && STEPS[d.next].zh },
    { heading: { zh: '启动日期', en: 'opened on' }, value: (d) => d.openedOn },
    { heading: { zh: '期限', en: 'due on' }, value: (d) => d.dueOn },
    { heading: { zh: '逾期', en: 'overdue' }, value: (d) => (d.overdue ? '是' : '否') },
  ],
});
