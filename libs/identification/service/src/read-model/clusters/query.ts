import { CLUSTER_LEVELS, ClusterLevel, RISK_TYPES, type RiskType } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { type ClusterDocument, clustersProjection } from './projection.js';

const nameOf = (cause: string) => RISK_TYPES[cause as RiskType]?.zh ?? cause;
const rateOf = ({ count, households }: Pick<ClusterDocument, 'count' | 'households'>) => (households === 0 ? 0 : Math.round((count * 10_000) / households) / 10);

export const clustersQuery = defineQuery({
  name: 'clusters',
  projection: clustersProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '聚集性风险:同一原因的新增风险在一地集中出现', en: 'clusters: new risks of one cause gathered in an area' },
  areaField: 'area',
  filters: z.object({
    open: z.enum(['true', 'false']).optional().describe('是否仍在持续 / whether it goes on'), level: ClusterLevel.optional(), cause: z.string().regex(/^\d{2}$/).optional().describe('风险类型前两位 / first two digits of the risk type'),
  }),
  toFilter: ({ open, level, cause }) => ({ ...(open === undefined ? {} : { open: open === 'true' }), ...(level === undefined ? {} : { level }), ...(cause === undefined ? {} : { cause }) }),
  computed: (document: ClusterDocument) => ({ ratePerMille: rateOf(document) }),
  sort: [['foundOn', 'desc']],
  sortable: ['foundOn', 'count', 'area'],
  item: z.object({
    id: z.string(), position: z.int(), area: z.string(), level: ClusterLevel, cause: z.string(), open: z.boolean(), foundOn: z.string(), grownOn: z.string().nullable(), endedOn: z.string().nullable(), from: z.string(), to: z.string(),
    windowDays: z.int(), firstCount: z.int(), count: z.int().describe('户数 / households in it'), households: z.int().describe('在册户数 / registered households'), ratePerMille: z.number().describe('每千户 / of a thousand households'),
    householdIds: z.array(z.string()), minCount: z.int().nullable(), minRatePerMille: z.int().nullable(), policyVersion: z.string(),
  }),
  columns: [
    { heading: { zh: '区划代码', en: 'area' }, value: (d) => d.area },
    { heading: { zh: '层级', en: 'level' }, value: (d) => CLUSTER_LEVELS[d.level].zh },
    { heading: { zh: '原因', en: 'cause' }, value: (d) => nameOf(d.cause) },
    { heading: { zh: '发现日期', en: 'found on' }, value: (d) => d.foundOn },
    { heading: { zh: '户数', en: 'households in it' }, value: (d) => d.count },
    { heading: { zh: '千户比', en: 'per thousand' }, value: (d) => rateOf(d) },
    { heading: { zh: '扩大日期', en: 'grown on' }, value: (d) => d.grownOn },
    { heading: { zh: '结束日期', en: 'ended on' }, value: (d) => d.endedOn },
  ],
});
