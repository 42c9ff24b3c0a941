import { RISK_TYPES, RiskType, Safeguards } from '@humai/contracts-identification';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { checksProjection } from './projection.js';

const fen = z.int();
const Sheet = z.object({
  from: z.string(), to: z.string(), wageFen: fen, businessFen: fen, propertyFen: fen, transferFen: fen, businessCostFen: fen, members: z.int(),
  rigid: z.object({ medicalFen: fen, schoolingFen: fen, disasterFen: fen, housingFen: fen }),
});

export const checksQuery = defineQuery({
  name: 'checks',
  projection: checksProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '排查记录:收支、三保障、饮水与问卷', en: 'checks of households: income and spending, safeguards, water, answers' },
  areaField: 'village',
  filters: z.object({ household: z.string().optional(), round: z.string().max(64).optional() }),
  toFilter: ({ household, round }) => ({ ...(household === undefined ? {} : { householdId: household }), ...(round === undefined ? {} : { roundId: round }) }),
  sort: [['visitedOn', 'desc']],
  sortable: ['visitedOn', 'incomePerHeadFen'],
  item: z.object({
    id: z.string(), position: z.int(), householdId: z.string(), roundId: z.string(), checkId: z.string(), village: z.string(), visitedOn: z.string(), byIds: z.array(z.string()), worksheet: Sheet,
    incomePerHeadFen: fen, rigidSpendingPerHeadFen: fen, safeguards: Safeguards, unsolved: z.int(), riskTypes: z.array(RiskType), questionnaireVersion: z.string(),
    answers: z.record(z.string(), z.union([z.boolean(), z.number(), z.string(), z.array(z.string())])), clueId: z.string().nullable(), evidenceHashes: z.array(z.string()),
  }),
  columns: [
    { heading: { zh: '户', en: 'household' }, value: (d) => d.householdId },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '轮次', en: 'round' }, value: (d) => d.roundId },
    { heading: { zh: '入户日期', en: 'visited on' }, value: (d) => d.visitedOn },
    { heading: { zh: '人均纯收入(元)', en: 'income per head (yuan)' }, value: (d) => d.incomePerHeadFen / 100 },
    { heading: { zh: '人均刚性支出(元)', en: 'rigid spending per head (yuan)' }, value: (d) => d.rigidSpendingPerHeadFen / 100 },
    { heading: { zh: '未解决保障', en: 'safeguards not solved' }, value: (d) => d.unsolved },
    { heading: { zh: '风险', en: 'risks' }, value: (d) => d.riskTypes.map((t) => RISK_TYPES[t].zh).join('、') },
  ],
});
