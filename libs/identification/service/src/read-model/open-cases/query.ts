import { Purpose, PURPOSES, Step, STEPS } from '@humai/contracts-identification';
import { daysBetween, defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { type OpenCaseDocument, openCases } from './projection.js';

const CurrentStep = z.object({ step: Step, stage: z.string().nullable().describe('合并环节 / the stage it is merged into'), since: z.string(), dueOn: z.string().nullable(), daysLeft: z.int().nullable() });
type Told = OpenCaseDocument & Readonly<{ daysLeft: number }>;

export const openCasesQuery = defineQuery({
  name: 'open-cases',
  projection: openCases,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '进行中的程序:所处步骤、期限与剩余天数', en: 'open cases with the steps they stand at, due dates and days left' },
  areaField: 'village',
  filters: z.object({
    purpose: Purpose.optional(), next: Step.optional(), step: Step.optional().describe('目前可办的步骤 / a step that can be done now'), overdue: z.enum(['true', 'false']).optional(),
    stepOverdue: z.literal('true').optional().describe('所处步骤已逾期 / a step is past its day'), household: z.string().optional(),
  }),
  toFilter: ({ purpose, next, step, overdue, stepOverdue, household }, { today }) => ({
    ...(purpose === undefined ? {} : { purpose }),
    ...(next === undefined ? {} : { next }),
    ...(step === undefined ? {} : { currentSteps: step }),
    ...(overdue === undefined ? {} : { overdue: overdue === 'true' }),
    ...(stepOverdue === undefined ? {} : { stepDueOn: { lt: today } }),
    ...(household === undefined ? {} : { _id: household }),
  }),
  computed: ({ done, dueOn, current, publicity }: OpenCaseDocument, { today }) => ({
    done: Object.keys(done),
    daysLeft: daysBetween(today, dueOn),
    current: current.map((s) => ({ ...s, daysLeft: s.dueOn === null ? null : daysBetween(today, s.dueOn) })),
    mayCloseOn: publicity?.mayCloseOn ?? null,
    openObjections: publicity?.openObjections ?? 0,
  }),
  countBy: { field: 'currentSteps', values: Step.options },
  sort: [['dueOn', 'asc']],
  sortable: ['dueOn', 'stepDueOn', 'openedOn', 'village'],
  item: z.object({
    id: z.string().describe('户 ID / household id'), position: z.int(), caseId: z.string(), village: z.string(), purpose: Purpose, steps: z.array(Step), done: z.array(Step),
    next: Step.nullable(), current: z.array(CurrentStep).describe('目前可办的步骤 / the steps that can be done now'), openedOn: z.string(), dueOn: z.string(), stepDueOn: z.string().nullable(),
    daysLeft: z.int().describe('全程剩余天数(自然日) / natural days left for the whole'), overdue: z.boolean(), mayCloseOn: z.string().nullable(), openObjections: z.int(),
  }),
  columns: [
    { heading: { zh: '程序', en: 'case' }, value: (d) => d.caseId },
    { heading: { zh: '户', en: 'household' }, value: (d) => d._id },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '事项', en: 'purpose' }, value: (d) => PURPOSES[d.purpose].zh },
    { heading: { zh: '所处步骤', en: 'steps' }, value: (d) => d.current.map((s) => STEPS[s.step].zh).join('、') },
    { heading: { zh: '步骤期限', en: 'step due on' }, value: (d) => d.stepDueOn },
    { heading: { zh: '启动日期', en: 'opened on' }, value: (d) => d.openedOn },
    { heading: { zh: '期限', en: 'due on' }, value: (d) => d.dueOn },
    { heading: { zh: '剩余天数', en: 'days left' }, value: (d) => (d as Told).daysLeft },
    { heading: { zh: '逾期', en: 'overdue' }, value: (d) => (d.overdue ? '是' : '否') },
  ],
});
