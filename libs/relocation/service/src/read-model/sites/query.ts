import { SITE_TYPES, SiteType } from '@humai/contracts-relocation';
import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { sitesProjection } from './projection.js';

export const sitesQuery = defineQuery({
  name: 'sites',
  projection: sitesProjection,
  roles: ['village', 'township', 'county', 'department', 'assessor', 'auditor'],
  summary: { zh: '安置点及其户数、办证数', en: 'resettlement sites with their households and certificates' },
  areaField: 'area',
  filters: z.object({ type: SiteType.optional() }),
  toFilter: ({ type }) => (type === undefined ? {} : { type }),
  sort: [['area', 'asc']],
  sortable: ['area', 'households', 'openedOn'],
  item: z.object({
    id: z.string().describe('安置点 ID / site id'), position: z.int(), name: z.string(), area: z.string(), type: SiteType, openedOn: z.string(), households: z.int(), titles: z.int(),
    certificates: z.int(),
  }),
  columns: [
    { heading: { zh: '安置点', en: 'site' }, value: (d) => d.name },
    { heading: { zh: '区划代码', en: 'area' }, value: (d) => d.area },
    { heading: { zh: '类型', en: 'type' }, value: (d) => SITE_TYPES[d.type].zh },
    { heading: { zh: '启用日期', en: 'opened on' }, value: (d) => d.openedOn },
    { heading: { zh: '户数', en: 'households' }, value: (d) => d.households },
    { heading: { zh: '已登记', en: 'titles registered' }, value: (d) => d.titles },
    { heading: { zh: '已发证', en: 'certificates issued' }, value: (d) => d.certificates },
  ],
});
