import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { plansProjection, type PlanState } from './projection.js';

const STATES = { DUE: '待制定', OVERDUE: '逾期未制定', ACTIVE: '实施中', CLEARED: '风险已消除' } as const satisfies Record<Exclude<PlanState, 'NONE'>, string>;
const State = z.enum(['DUE', 'OVERDUE', 'ACTIVE', 'CLEARED']);
const flag = z.enum(['true', 'false']).optional();

export const plansQuery = defineQuery({
  name: 'plans',
  projection: plansProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '监测户帮扶计划、责任人及逾期情况', en: 'plans of enrolled households, their helpers, and what is late' },
  areaField: 'village',
  filters: z.object({ state: State.optional(), helper: z.string().optional(), riskOverdue: flag.describe('有风险逾期无帮扶 / a risk is without help beyond the limit'), developmentOverdue: flag }),
  toFilter: ({ state, helper, riskOverdue, developmentOverdue }) => ({
    // Households that were never enrolled have no plan to show.
    state: state ?? { in: State.options },
    ...(helper === undefined ? {} : { helperId: helper }),
    ...(riskOverdue === undefined ? {} : { overdueRisks: riskOverdue === 'true' ? { gt: 0 } : 0 }),
    ...(developmentOverdue === undefined ? {} : { developmentOverdue: developmentOverdue === 'true' }),
  }),
  sort: [['village', 'asc']],
  sortable: ['village', 'enrolledOn'],
  item: z.object({
    id: z.string().describe('户 ID / household id'), position: z.int(), village: z.string(), state: z.enum(['NONE', ...State.options]), enrolmentId: z.string().nullable(),
    enrolledOn: z.string().nullable(), planId: z.string().nullable(), helperId: z.string().nullable(), plannedOn: z.string().nullable(), withLabour: z.boolean().nullable(),
    openRiskIds: z.array(z.string()), measureIds: z.array(z.string()), deliveries: z.int(), planOverdue: z.boolean(), overdueRiskIds: z.array(z.string()), overdueRisks: z.int(),
    developmentOverdue: z.boolean(),
  }),
  columns: [
    { heading: { zh: '户', en: 'household' }, value: (d) => d._id },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '状态', en: 'state' }, value: (d) => (d.state === 'NONE' ? '' : STATES[d.state]) },
    { heading: { zh: '识别日期', en: 'enrolled on' }, value: (d) => d.enrolledOn },
    { heading: { zh: '帮扶责任人', en: 'helper' }, value: (d) => d.helperId },
    { heading: { zh: '计划日期', en: 'planned on' }, value: (d) => d.plannedOn },
    { heading: { zh: '未消除风险数', en: 'open risks' }, value: (d) => d.openRiskIds.length },
    { heading: { zh: '在帮措施数', en: 'measures' }, value: (d) => d.measureIds.length },
    { heading: { zh: '落实次数', en: 'deliveries' }, value: (d) => d.deliveries },
    { heading: { zh: '逾期无帮扶风险数', en: 'risks without help beyond the limit' }, value: (d) => d.overdueRisks },
  ],
});
