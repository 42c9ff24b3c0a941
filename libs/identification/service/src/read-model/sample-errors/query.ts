import { MONITORING_STATUSES, MonitoringStatus, SAMPLE_FINDINGS, SampleFinding } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { sampleErrorsProjection } from './projection.js';

export const sampleErrorsQuery = defineQuery({
  name: 'sample-errors',
  projection: sampleErrorsProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '抽查发现的应纳未纳、错误纳入、错误消除户', en: 'households that a sample found omitted, wrongly enrolled or wrongly cleared' },
  areaField: 'village',
  filters: z.object({ round: z.string().max(64).optional(), finding: SampleFinding.exclude(['CORRECT']).optional() }),
  toFilter: ({ round, finding }) => ({ ...(round === undefined ? {} : { roundId: round }), ...(finding === undefined ? {} : { finding }) }),
  sort: [['village', 'asc']],
  sortable: ['village', 'judgedOn'],
  item: z.object({
    id: z.string(), position: z.int(), roundId: z.string(), householdId: z.string(), village: z.string(), finding: SampleFinding, standing: MonitoringStatus, reason: z.string().nullable(),
    judgedOn: z.string(),
  }),
  columns: [
    { heading: { zh: '轮次', en: 'round' }, value: (d) => d.roundId },
    { heading: { zh: '户', en: 'household' }, value: (d) => d.householdId },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '评判', en: 'finding' }, value: (d) => SAMPLE_FINDINGS[d.finding].zh },
    { heading: { zh: '当时状态', en: 'standing' }, value: (d) => MONITORING_STATUSES[d.standing].zh },
    { heading: { zh: '理由', en: 'reason' }, value: (d) => d.reason },
    { heading: { zh: '评判日期', en: 'judged on' }, value: (d) => d.judgedOn },
  ],
});
