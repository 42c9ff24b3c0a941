import { Channel, CHANNELS, RISK_TYPES, RiskType, Verdict, VERDICTS } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { cluesProjection } from './projection.js';

const flag = z.enum(['true', 'false']).optional();

export const cluesQuery = defineQuery({
  name: 'clues',
  projection: cluesProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '线索:未办结的在前,按期限', en: 'clues, open ones first, by due date' },
  areaField: 'village',
  filters: z.object({ open: flag, overdue: flag, channel: Channel.optional(), verdict: Verdict.optional(), household: z.string().optional() }),
  toFilter: ({ open, overdue, channel, verdict, household }) => ({
    ...(open === undefined ? {} : { open: open === 'true' }),
    ...(overdue === undefined ? {} : { overdue: overdue === 'true' }),
    ...(channel === undefined ? {} : { channel }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(household === undefined ? {} : { householdId: household }),
  }),
  sort: [['open', 'desc'], ['dueOn', 'asc']],
  sortable: ['dueOn', 'foundOn'],
  item: z.object({
    id: z.string(), position: z.int(), householdId: z.string(), clueId: z.string(), village: z.string(), channel: Channel, riskTypes: z.array(RiskType),
    occurredOn: z.string(), foundOn: z.string(), dueOn: z.string(), open: z.boolean(), overdue: z.boolean(), verdict: Verdict.nullable(), reason: z.string().nullable(),
    closedOn: z.string().nullable(), acceptedOn: z.string().nullable(), acceptanceOverdue: z.boolean(), duplicateOf: z.string().nullable(), toldOn: z.string().nullable(),
  }),
  columns: [
    { heading: { zh: '线索', en: 'clue' }, value: (d) => d.clueId },
    { heading: { zh: '户', en: 'household' }, value: (d) => d.householdId },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '渠道', en: 'channel' }, value: (d) => CHANNELS[d.channel].zh },
    { heading: { zh: '风险', en: 'risks' }, value: (d) => d.riskTypes.map((t) => RISK_TYPES[t].zh).join('、') },
    { heading: { zh: '发现日期', en: 'found on' }, value: (d) => d.foundOn },
    { heading: { zh: '期限', en: 'due on' }, value: (d) => d.dueOn },
    { heading: { zh: '逾期', en: 'overdue' }, value: (d) => (d.overdue ? '是' : '否') },
    { heading: { zh: '结论', en: 'verdict' }, value: (d) => d.verdict && VERDICTS[d.verdict].zh },
    { heading: { zh: '理由', en: 'reason' }, value: (d) => d.reason },
  ],
});
