import { CATEGORIES, Category, HOUSEHOLD_KINDS, HouseholdKind, Labour, Relation, RISK_TYPES, RiskType } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { type HouseholdDocument, householdsProjection } from './projection.js';

const Status = z.enum(['REGISTERED', 'IN_PROCEDURE', 'ENROLLED', 'CLEARED', 'CLOSED', 'MERGED']);
const STATUSES: Readonly<Record<HouseholdDocument['status'], string>> = { REGISTERED: '已登记', IN_PROCEDURE: '识别中', ENROLLED: '监测中', CLEARED: '风险已消除', CLOSED: '已注销', MERGED: '已并入他户' };

export const householdsQuery = defineQuery({
  name: 'households',
  projection: householdsProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '户列表:在册状态、类别、风险', en: 'households with their status, category and risks' },
  areaField: 'village',
  filters: z.object({
    status: Status.optional(),
    category: Category.optional(),
    kind: HouseholdKind.optional(),
    registerNumber: z.string().optional().describe('户编号 / register number'),
  }),
  toFilter: ({ status, category, kind, registerNumber }) => ({
    ...(status === undefined ? {} : { status }),
    ...(category === undefined ? {} : { category }),
    ...(kind === undefined ? {} : { kind }),
    ...(registerNumber === undefined ? {} : { registerNumber }),
  }),
  sort: [['village', 'asc']],
  sortable: ['village', 'registerNumber', 'enrolledOn', 'clearedOn', 'openRisks'],
  item: z.object({
    id: z.string().describe('户 ID / household id'),
    position: z.int(),
    registerNumber: z.string().nullable(),
    village: z.string(),
    kind: HouseholdKind,
    status: Status,
    category: Category.nullable(),
    risks: z.array(z.object({ riskId: z.string(), type: RiskType, open: z.boolean() })),
    openRisks: z.int(),
    enrolmentId: z.string().nullable(),
    enrolments: z.int(),
    enrolledOn: z.string().nullable(),
    clearedOn: z.string().nullable(), trackedOn: z.string().nullable(),
    caseId: z.string().nullable(),
    members: z.array(z.object({ personId: z.string(), relation: Relation, labour: Labour })),
    incomePerHeadFen: z.int().nullable(),
    incomeYear: z.int().nullable(),
    originId: z.string().nullable().describe('分自哪一户 / the household it split off from'),
    mergedIntoId: z.string().nullable().describe('并入哪一户 / the household it went into'),
  }),
  columns: [
    { heading: { zh: '户编号', en: 'register number' }, value: (d) => d.registerNumber },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '户类型', en: 'kind' }, value: (d) => HOUSEHOLD_KINDS[d.kind].zh },
    { heading: { zh: '状态', en: 'status' }, value: (d) => STATUSES[d.status] },
    { heading: { zh: '监测对象类别', en: 'category' }, value: (d) => d.category && CATEGORIES[d.category].zh },
    { heading: { zh: '未消除风险', en: 'open risks' }, value: (d) => d.risks.filter((r) => r.open).map((r) => RISK_TYPES[r.type].zh).join('、') },
    { heading: { zh: '人口数', en: 'members' }, value: (d) => d.members.length },
    { heading: { zh: '识别日期', en: 'enrolled on' }, value: (d) => d.enrolledOn },
    { heading: { zh: '消除日期', en: 'cleared on' }, value: (d) => d.clearedOn },
    { heading: { zh: '人均纯收入(元)', en: 'income per head (yuan)' }, value: (d) => d.incomePerHeadFen === null ? null : d.incomePerHeadFen / 100 },
  ],
});
