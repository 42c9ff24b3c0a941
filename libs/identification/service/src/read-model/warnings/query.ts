import { Category, MONITORING_STATUSES, MonitoringStatus, RISK_TYPES, RiskType, WARNING_VERDICTS } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { type WarningDocument, warningsProjection } from './projection.js';

const STATUSES = ['OPEN', 'TO_CLUE', 'FOLLOWED', 'UNFOUNDED', 'EXPIRED'] as const satisfies readonly WarningDocument['status'][];
const nameOf = (status: WarningDocument['status']) => (status === 'OPEN' ? '待处置' : WARNING_VERDICTS[status].zh);

export const warningsQuery = defineQuery({
  name: 'warnings',
  projection: warningsProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '部门数据预警:待处置在前、逾期标记', en: 'early-warning inbox: warnings from department data, open ones unless told, due first' },
  areaField: 'village',
  filters: z.object({
    status: z.enum([...STATUSES, 'ALL']).default('OPEN').describe('处置状态,默认待处置 / open ones unless told'), source: z.string().max(64).optional(), risk: RiskType.optional(),
    overdue: z.enum(['true', 'false']).optional(), householdStatus: MonitoringStatus.optional(), household: z.string().optional(),
  }),
  toFilter: ({ status, source, risk, overdue, householdStatus, household }) => ({
    ...(status === 'ALL' ? {} : { status }),
    ...(source === undefined ? {} : { sources: source }),
    ...(risk === undefined ? {} : { riskType: risk }),
    ...(overdue === undefined ? {} : { overdue: overdue === 'true' }),
    ...(householdStatus === undefined ? {} : { householdStatus }),
    ...(household === undefined ? {} : { householdId: household }),
  }),
  sort: [['dueOn', 'asc']],
  sortable: ['dueOn', 'raisedOn', 'trust', 'village'],
  item: z.object({
    id: z.string().describe('预警 ID / warning id'), position: z.int(), householdId: z.string(), village: z.string(), personId: z.string(), riskType: RiskType, status: z.enum(STATUSES), sources: z.array(z.string()),
    period: z.string(), rule: z.string(), ruleVersion: z.string(), numbers: z.record(z.string(), z.int()), statement: z.object({ zh: z.string(), en: z.string() }), supports: z.int(), trust: z.number(),
    householdStatus: MonitoringStatus, category: Category.nullable(), watchList: z.string().nullable(), occurredOn: z.string(), raisedOn: z.string(), dueOn: z.string(), overdue: z.boolean(), expiresOn: z.string(),
    closedOn: z.string().nullable(), reason: z.string().nullable(), clueId: z.string().nullable(),
  }),
  columns: [
    { heading: { zh: '预警', en: 'warning' }, value: (d) => d._id },
    { heading: { zh: '户', en: 'household' }, value: (d) => d.householdId },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '风险', en: 'risk' }, value: (d) => RISK_TYPES[d.riskType].zh },
    { heading: { zh: '数据源', en: 'sources' }, value: (d) => d.sources.join('、') },
    { heading: { zh: '情况', en: 'statement' }, value: (d) => d.statement.zh },
    { heading: { zh: '监测状态', en: 'monitoring' }, value: (d) => MONITORING_STATUSES[d.householdStatus].zh },
    { heading: { zh: '预警日期', en: 'raised on' }, value: (d) => d.raisedOn },
    { heading: { zh: '期限', en: 'due on' }, value: (d) => d.dueOn },
    { heading: { zh: '逾期', en: 'overdue' }, value: (d) => (d.overdue ? '是' : '否') },
    { heading: { zh: '处置', en: 'status' }, value: (d) => nameOf(d.status) },
    { heading: { zh: '理由', en: 'reason' }, value: (d) => d.reason },
  ],
});
