import { VISIT_FINDINGS, VisitFinding, WATCH_LISTS, WatchList, WatchOrigin } from '@humai/contracts-identification';
import { daysBetween, defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { watchListProjection } from './projection.js';

const date = z.string().nullable();

export const watchListQuery = defineQuery({
  name: 'watch-list',
  projection: watchListProjection,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '关注名单:最近走访与下次期限,逾期标记', en: 'watch lists: last visit, next due date, overdue ones marked' },
  areaField: 'village',
  filters: z.object({
    list: WatchList.optional(),
    overdue: z.enum(['true', 'false']).optional().describe('逾期未走访(指定名单时为该名单)/ not visited in time, for the list where one is named'),
    village: z.string().regex(/^\d{12}$/).optional(),
  }),
  toFilter: ({ list, overdue, village }) => ({
    active: true,
    ...(list === undefined ? {} : { lists: list }),
    ...(overdue === undefined ? {} : list !== undefined ? { overdueLists: overdue === 'true' ? list : { ne: list } } : { overdue: overdue === 'true' }),
    ...(village === undefined ? {} : { village }),
  }),
  computed: ({ nextDueOn }, { today }) => ({ daysLeft: nextDueOn === null ? null : daysBetween(today, nextDueOn) }),
  sort: [['nextDueOn', 'asc']],
  sortable: ['nextDueOn', 'lastVisitOn', 'village'],
  item: z.object({
    id: z.string().describe('户 ID / household id'), position: z.int(), village: z.string(), lists: z.array(WatchList), overdue: z.boolean(), overdueLists: z.array(WatchList), nextDueOn: date,
    daysLeft: z.int().nullable(), lastVisitOn: date, lastFinding: z.union([VisitFinding, z.literal('CHECKED')]).nullable(),
    entries: z.array(z.object({ list: WatchList, origin: WatchOrigin, reason: z.string().nullable(), listedOn: z.string(), lastVisitOn: date, dueOn: date, overdueOn: date })),
  }),
  columns: [
    { heading: { zh: '户', en: 'household' }, value: (d) => d._id },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '名单', en: 'lists' }, value: (d) => d.lists.map((l) => WATCH_LISTS[l].zh).join('、') },
    { heading: { zh: '最近走访', en: 'last visit' }, value: (d) => d.lastVisitOn },
    { heading: { zh: '走访结论', en: 'finding' }, value: (d) => (d.lastFinding === 'CHECKED' ? '排查' : d.lastFinding && VISIT_FINDINGS[d.lastFinding].zh) },
    { heading: { zh: '下次期限', en: 'next due on' }, value: (d) => d.nextDueOn },
    { heading: { zh: '逾期', en: 'overdue' }, value: (d) => (d.overdue ? '是' : '否') },
  ],
});
