import { MeasureCode, MEASURES, REFUSAL_REASONS, RefusalReason } from '@humai/contracts-assistance';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { refusalsProjection } from './projection.js';

export const refusalsQuery = defineQuery({
  name: 'refusals',
  projection: refusalsProjection,
  roles: ['township', 'county', 'assessor', 'auditor'],
  summary: { zh: '被拒绝的体外帮扶', en: 'help outside the register that was refused' },
  areaField: 'village',
  filters: z.object({ reason: RefusalReason.optional(), code: MeasureCode.optional(), household: z.string().optional() }),
  toFilter: ({ reason, code, household }) => ({
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
    ...(household === undefined ? {} : { householdId: household }),
  }),
  sort: [['refusedOn', 'desc']],
  sortable: ['refusedOn', 'village'],
  item: z.object({
    id: z.string(), position: z.int(), householdId: z.string(), village: z.string(), requestId: z.string(), code: MeasureCode, reason: RefusalReason, refusedOn: z.string(),
    actor: z.string(), role: z.string(),
  }),
  columns: [
    { heading: { zh: '户', en: 'household' }, value: (d) => d.householdId },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '措施', en: 'measure' }, value: (d) => `${d.code} ${MEASURES[d.code].zh}` },
    { heading: { zh: '原因', en: 'reason' }, value: (d) => REFUSAL_REASONS[d.reason].zh },
    { heading: { zh: '拒绝日期', en: 'refused on' }, value: (d) => d.refusedOn },
    { heading: { zh: '申请人', en: 'asked by' }, value: (d) => d.actor },
    { heading: { zh: '角色', en: 'role' }, value: (d) => d.role },
  ],
});
