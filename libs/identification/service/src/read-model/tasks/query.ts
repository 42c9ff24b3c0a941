import { Task, TASKS } from '@humai/contracts-identification';
import { areaPrefix, type Caller, daysBetween, defineQuery, type LocalDate } from '@humai/kernel';
import { z } from 'zod';
import { type TaskDocument, tasks } from './projection.js';

const TIERS = ['village', 'township', 'county'] as const;
type Tier = (typeof TIERS)[number];
const FOR = { village: 'forVillage', township: 'forTownship', county: 'forCounty' } as const satisfies Record<Tier, keyof TaskDocument>;

/** The tier of the caller; of several, that with the widest area. */
const tierOf = ({ grants }: Caller): Tier =>
  [...grants].filter((g) => (TIERS as readonly string[]).includes(g.role)).sort((a, b) => areaPrefix(a.area).length - areaPrefix(b.area).length)[0]?.role as Tier | undefined ?? 'county';

type Left = Readonly<{ daysLeft: number; overdue: boolean }>;
const left = (dueOn: LocalDate | null, today: LocalDate): Left => ({ daysLeft: dueOn === null ? 0 : daysBetween(today, dueOn), overdue: dueOn !== null && dueOn < today });

export const tasksQuery = defineQuery({
  name: 'tasks',
  projection: tasks,
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '我的任务:按期限先后,逾期标记', en: 'my tasks today: what there is to do, due first, overdue marked' },
  areaField: 'village',
  filters: z.object({
    role: z.enum(TIERS).optional().describe('层级,默认本人的 / tier whose tasks they are, the own one unless told'), task: Task.optional().describe('事项 / what is to be done'),
    household: z.string().optional(), overdue: z.literal('true').optional().describe('只看逾期 / overdue ones only'),
  }),
  toFilter: ({ role, task, household, overdue }, { caller, today }) => ({
    [FOR[role ?? tierOf(caller)]]: true,
    startsOn: { lte: today },
    ...(task === undefined ? {} : { task }),
    ...(household === undefined ? {} : { householdId: household }),
    ...(overdue === undefined ? {} : { dueOn: { lt: today } }),
  }),
  computed: ({ dueOn }: TaskDocument, { today }) => left(dueOn, today),
  countBy: { field: 'task', values: Task.options },
  sort: [['dueOn', 'asc']],
  sortable: ['dueOn', 'village'],
  item: z.object({
    id: z.string(), position: z.int(), task: Task, householdId: z.string(), village: z.string(), subjectId: z.string().describe('线索、程序、预警、名单或措施 / the clue, case, warning, list or measure'),
    startsOn: z.string().describe('可办日期 / the day since which it can be done'), dueOn: z.string(), daysLeft: z.int().describe('剩余天数(自然日) / natural days left'), overdue: z.boolean(),
  }),
  columns: [
    { heading: { zh: '事项', en: 'task' }, value: (d) => d.task && TASKS[d.task].zh },
    { heading: { zh: '户', en: 'household' }, value: (d) => d.householdId },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '编号', en: 'id' }, value: (d) => d.subjectId },
    { heading: { zh: '可办日期', en: 'since' }, value: (d) => d.startsOn },
    { heading: { zh: '期限', en: 'due on' }, value: (d) => d.dueOn },
    { heading: { zh: '剩余天数', en: 'days left' }, value: (d) => (d as TaskDocument & Left).daysLeft },
    { heading: { zh: '逾期', en: 'overdue' }, value: (d) => ((d as TaskDocument & Left).overdue ? '是' : '否') },
  ],
});
