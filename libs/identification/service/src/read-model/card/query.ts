import { MeasureCode } from '@humai/contracts-assistance';
import {
  CaseOutcome, CATEGORIES, Category, Channel, ClearingMode, EvidenceKind, HOUSEHOLD_KINDS, HouseholdKind, Labour, Purpose, Relation, RISK_TYPES, RiskType, Safeguards, Step, Verdict, WarningVerdict, WatchList,
} from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { card, type CardOfHousehold, STANDINGS } from './projection.js';

const On = z.string();
const Maybe = z.string().nullable();
const Risk = z.object({ riskId: z.string(), type: RiskType, addedOn: On, eliminatedOn: Maybe });

export const cardQuery = defineQuery({
  name: 'card',
  projection: card,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '户卡:一户的成员、风险、程序、措施、日期、材料', en: 'household card: members by id, risks, cases, measures, dates and documents of one household' },
  areaField: 'village',
  filters: z.object({ status: z.enum(STANDINGS).optional(), household: z.string().optional() }),
  toFilter: ({ status, household }) => ({ ...(status === undefined ? {} : { status }), ...(household === undefined ? {} : { _id: household }) }),
  computed: ({ enrolments }: CardOfHousehold) => ({ category: enrolments.at(-1)?.category ?? null, openRisks: enrolments.at(-1)?.risks.filter((r) => r.eliminatedOn === null) ?? [] }),
  sort: [['village', 'asc']],
  sortable: ['village', 'registerNumber'],
  item: z.object({
    id: z.string().describe('户 ID / household id'), position: z.int(), registerNumber: Maybe, village: z.string(), kind: HouseholdKind, status: z.enum(STANDINGS), category: Category.nullable(), openRisks: z.array(Risk),
    members: z.array(z.object({ personId: z.string(), relation: Relation, labour: Labour, since: On })).describe('姓名、证件号码、电话另行查询并留痕 / who they are is asked elsewhere, with a purpose'),
    incomes: z.array(z.object({ year: z.int(), incomePerHeadFen: z.int() })),
    enrolments: z.array(z.object({
      enrolmentId: z.string(), category: Category, enrolledOn: On, carriedOver: z.boolean(), previousEnrolmentId: Maybe, risks: z.array(Risk), clearedOn: Maybe, mode: ClearingMode.nullable(), rolledBackOn: z.array(On),
    })),
    cases: z.array(z.object({
      caseId: z.string(), purpose: Purpose, policyVersion: z.string(), openedOn: On, dueOn: On, steps: z.array(z.object({ step: Step, on: On })), endedOn: Maybe,
      outcome: z.enum([...CaseOutcome.options, 'ENROLLED', 'CLEARED', 'CHANGED']).nullable(),
    })),
    clues: z.array(z.object({ clueId: z.string(), channel: Channel, riskTypes: z.array(RiskType), foundOn: On, verdict: Verdict.nullable(), closedOn: Maybe })),
    warnings: z.array(z.object({ warningId: z.string(), riskType: RiskType, raisedOn: On, verdict: WarningVerdict.nullable(), closedOn: Maybe })),
    lists: z.array(WatchList),
    lastCheck: z.object({ on: On, incomePerHeadFen: z.int(), rigidSpendingPerHeadFen: z.int(), safeguards: Safeguards }).nullable(),
    lastContactOn: Maybe,
    plan: z.object({ planId: z.string(), helperId: z.string(), madeOn: On }).nullable(),
    measures: z.array(z.object({
      measureId: z.string(), code: MeasureCode, riskId: z.string(), plannedOn: On, dueOn: On, deliveries: z.int(), lastDeliveredOn: Maybe, deliveredFen: z.int(), endedOn: Maybe,
    })),
    documents: z.array(z.object({ hash: z.string(), kind: EvidenceKind.nullable(), fact: z.string().describe('事件 / the event that names it'), on: On })),
    kin: z.array(z.object({ householdId: z.string(), how: z.enum(['SPLIT_OFF', 'FORMED_FROM', 'MERGED_INTO', 'MERGED_FROM']), on: On })).describe('分户、并户 / households it came from or went to'),
  }),
  columns: [
    { heading: { zh: '户编号', en: 'register number' }, value: (d) => d.registerNumber },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '户类型', en: 'kind' }, value: (d) => HOUSEHOLD_KINDS[d.kind].zh },
    { heading: { zh: '人口数', en: 'members' }, value: (d) => d.members.length },
    { heading: { zh: '监测对象类别', en: 'category' }, value: (d) => { const last = d.enrolments.at(-1); return last ? CATEGORIES[last.category].zh : null; } },
    { heading: { zh: '未消除风险', en: 'open risks' }, value: (d) => (d.enrolments.at(-1)?.risks ?? []).filter((r) => r.eliminatedOn === null).map((r) => RISK_TYPES[r.type].zh).join('、') },
    { heading: { zh: '帮扶措施数', en: 'measures' }, value: (d) => d.measures.length },
    { heading: { zh: '最近联系日期', en: 'last contact' }, value: (d) => d.lastContactOn },
  ],
});
