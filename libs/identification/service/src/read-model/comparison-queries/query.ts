import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { comparisonQueriesProjection } from './projection.js';

export const comparisonQueriesQuery = defineQuery({
  name: 'comparison-queries',
  projection: comparisonQueriesProjection,
  roles: ['county', 'auditor'],
  summary: { zh: '信息比对查询记录', en: 'queries for comparisons: who asked which source about whom, when and what for' },
  areaField: 'village',
  filters: z.object({ household: z.string().optional(), source: z.string().max(64).optional(), actor: z.string().max(200).optional(), person: z.string().max(64).optional() }),
  toFilter: ({ household, source, actor, person }) => ({
    ...(household === undefined ? {} : { householdId: household }), ...(source === undefined ? {} : { source }), ...(actor === undefined ? {} : { actor }), ...(person === undefined ? {} : { personIds: person }),
  }),
  sort: [['queriedOn', 'desc']],
  sortable: ['queriedOn', 'village'],
  item: z.object({
    id: z.string(), position: z.int(), householdId: z.string(), village: z.string(), caseId: z.string(), queryId: z.string(), source: z.string(), personIds: z.array(z.string()), scope: z.array(z.string()), purpose: z.string(),
    queriedOn: z.string(), actor: z.string(), role: z.string(),
  }),
  columns: [
    { heading: { zh: '查询', en: 'query' }, value: (d) => d.queryId },
    { heading: { zh: '户', en: 'household' }, value: (d) => d.householdId },
    { heading: { zh: '程序', en: 'case' }, value: (d) => d.caseId },
    { heading: { zh: '数据源', en: 'source' }, value: (d) => d.source },
    { heading: { zh: '范围', en: 'scope' }, value: (d) => d.scope.join('、') },
    { heading: { zh: '人数', en: 'persons' }, value: (d) => d.personIds.length },
    { heading: { zh: '目的', en: 'purpose' }, value: (d) => d.purpose },
    { heading: { zh: '查询日期', en: 'queried on' }, value: (d) => d.queriedOn },
    { heading: { zh: '查询人', en: 'asked by' }, value: (d) => d.actor },
  ],
});
