import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { type CoverageDocument, coverageProjection } from './projection.js';

const Errors = z.object({ errors: z.int(), of: z.int() });
const Level = z.enum(['county', 'township', 'village']);
const rate = ({ errors, of }: CoverageDocument['omission']) => (of === 0 ? null : `${errors}/${of}`);

export const coverageQuery = defineQuery({
  name: 'round-coverage',
  projection: coverageProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '排查覆盖率及抽查误差', en: 'coverage of rounds, and the errors of their samples' },
  areaField: 'area',
  filters: z.object({ round: z.string().max(64).optional(), level: Level.optional() }),
  toFilter: ({ round, level }) => ({ ...(round === undefined ? {} : { roundId: round }), ...(level === undefined ? {} : { level }) }),
  sort: [['area', 'asc']],
  sortable: ['area', 'checkedPercent'],
  item: z.object({
    id: z.string(), position: z.int(), roundId: z.string(), area: z.string(), level: Level, inScope: z.int(), checked: z.int(), checkedPercent: z.number(), judged: z.int(),
    omission: Errors.describe('应纳未纳 / omitted, of the judged that were not monitored'),
    inclusion: Errors.describe('错误纳入 / wrongly enrolled, of the judged that were monitored'),
    clearing: Errors.describe('错误消除 / wrongly cleared, of the judged that were cleared'),
  }),
  columns: [
    { heading: { zh: '轮次', en: 'round' }, value: (d) => d.roundId },
    { heading: { zh: '区划代码', en: 'area' }, value: (d) => d.area },
    { heading: { zh: '应排查户', en: 'in scope' }, value: (d) => d.inScope },
    { heading: { zh: '已排查户', en: 'checked' }, value: (d) => d.checked },
    { heading: { zh: '覆盖率(%)', en: 'coverage (%)' }, value: (d) => d.checkedPercent },
    { heading: { zh: '抽查户', en: 'judged' }, value: (d) => d.judged },
    { heading: { zh: '应纳未纳', en: 'omitted' }, value: (d) => rate(d.omission) },
    { heading: { zh: '错误纳入', en: 'wrongly enrolled' }, value: (d) => rate(d.inclusion) },
    { heading: { zh: '错误消除', en: 'wrongly cleared' }, value: (d) => rate(d.clearing) },
  ],
});
