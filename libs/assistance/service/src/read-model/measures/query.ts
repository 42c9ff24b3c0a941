import { MeasureCode, MEASURES } from '@humai/contracts-assistance';
import { defineQuery, isLocalDate } from '@humai/kernel';
import { z } from 'zod';
import { measuresProjection, type MeasureState } from './projection.js';

const STATES: Readonly<Record<MeasureState, string>> = { PLANNED: '待落实', DELIVERED: '已落实', ENDED: '已终止', GIVEN: '计划外帮扶' };
const State = z.enum(['PLANNED', 'DELIVERED', 'ENDED', 'GIVEN']);
const On = z.string().refine(isLocalDate, 'not a date (YYYY-MM-DD)');

export const measuresQuery = defineQuery({
  name: 'measures',
  projection: measuresProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '帮扶措施:待落实、已落实、逾期', en: 'measures: planned, delivered, overdue' },
  areaField: 'village',
  filters: z.object({
    state: State.optional(),
    code: MeasureCode.optional(),
    household: z.string().optional(),
    overdueOn: On.optional().describe('在该日仍未落实且已过期限 / not delivered and past its due date on that day'),
    dueBy: On.optional().describe('期限不晚于该日 / due by that day'),
  }),
  toFilter: ({ state, code, household, overdueOn, dueBy }) => ({
    ...(state === undefined ? {} : { state }),
    ...(code === undefined ? {} : { code }),
    ...(household === undefined ? {} : { householdId: household }),
    ...(overdueOn === undefined ? {} : { state: 'PLANNED' }),
    ...(dueBy === undefined && overdueOn === undefined ? {} : { dueOn: { ...(dueBy === undefined ? {} : { lte: dueBy }), ...(overdueOn === undefined ? {} : { lt: overdueOn }) } }),
  }),
  sort: [['dueOn', 'asc']],
  sortable: ['dueOn', 'lastDeliveredOn', 'village'],
  item: z.object({
    id: z.string(), position: z.int(), householdId: z.string(), village: z.string(), measureId: z.string().nullable(), planId: z.string().nullable(), riskId: z.string().nullable(),
    code: MeasureCode, state: State, plannedOn: z.string().nullable(), dueOn: z.string().nullable(), deliveries: z.int(), lastDeliveredOn: z.string().nullable(), amountFen: z.int(),
    endedReason: z.string().nullable(),
  }),
  columns: [
    { heading: { zh: '户', en: 'household' }, value: (d) => d.householdId },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '措施', en: 'measure' }, value: (d) => `${d.code} ${MEASURES[d.code].zh}` },
    { heading: { zh: '状态', en: 'state' }, value: (d) => STATES[d.state] },
    { heading: { zh: '计划日期', en: 'planned on' }, value: (d) => d.plannedOn },
    { heading: { zh: '期限', en: 'due on' }, value: (d) => d.dueOn },
    { heading: { zh: '落实次数', en: 'deliveries' }, value: (d) => d.deliveries },
    { heading: { zh: '最近落实', en: 'last delivered on' }, value: (d) => d.lastDeliveredOn },
    { heading: { zh: '金额(元)', en: 'amount (yuan)' }, value: (d) => d.amountFen / 100 },
  ],
});
