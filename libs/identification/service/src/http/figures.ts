import { IdentificationPolicy } from '@humai/contracts-identification';
import { type AreaDirectory, areaPrefix, chooseGrant, type Clock, collectionOf, type Column, isLocalDate, localDateOf, type PolicySource, type ReadDocument, type ReadStore, type Role } from '@humai/kernel';
import {
  AREAS, AtLeast, AtLeastHeader, bilingual, callerOfRequest, CLOCK, EXPORT_FORMATS, exportOf, type HttpReply, type HttpRequest, languageOf, parseShape, POLICIES, positionHeader, problemResponses, READ_STORE, shapeError,
  toJsonSchema,
} from '@humai/nest';
import { applyDecorators, Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Days, LEAD_TIMES_BY, type LeadTimes, leadTimesBy, type MonthlyFigures, STATISTICS_BY, statisticsBy } from '../figures/figures.js';
import { type SuspiciousClearing, suspicionOf, SUSPICIONS } from '../figures/suspicious-clearings.js';
import { type LeadTimesDocument, leadTimesProjection } from '../read-model/lead-times/projection.js';
import { type MonitoringSpellsDocument, monitoringSpellsProjection } from '../read-model/monitoring-spells/projection.js';

export const FIGURE_ROLES: readonly Role[] = ['village', 'township', 'county', 'assessor', 'auditor'];
const date = z.string().refine(isLocalDate, 'a date YYYY-MM-DD is expected');
const Common = z.object({
  area: z.string().regex(/^\d{0,12}$/).describe('区划代码或其前缀 / division code or prefix'),
  format: z.enum(['json', ...EXPORT_FORMATS]).default('json').describe('导出 / export'),
});
const Period = Common.extend({ from: date.default('2000-01-01').describe('起始日期 / first day'), to: date.default('9999-12-31').describe('截止日期 / last day') });
const keysOf = <T extends object>(table: T) => Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
const LeadTimesQuestion = Period.extend({ by: z.enum(keysOf(LEAD_TIMES_BY)).default('township').describe('分组方式 / what the figures are told by') });
const StatisticsQuestion = Period.extend({ by: z.enum(keysOf(STATISTICS_BY)).default('township').describe('分组方式 / what the figures are told by') });

function Documented(path: string, zh: string, en: string, question: z.ZodObject): MethodDecorator {
  const { properties } = toJsonSchema(question) as { properties: Record<string, { description?: string }> };
  return applyDecorators(
    Get(path),
    ApiOperation({ operationId: `identification_${path.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}`, summary: bilingual({ zh, en }), description: `角色 / roles: ${FIGURE_ROLES.join(', ')}` }),
    ...Object.entries(properties).map(([name, schema]) => ApiQuery({ name, required: name === 'area', description: schema.description ?? name, schema: schema as never })),
    AtLeastHeader(),
    ApiResponse({ status: 200, description: '结果 / result', headers: positionHeader }) as MethodDecorator,
    ...problemResponses(['SHAPE.INVALID', 'IDENTITY.MISSING', 'IDENTITY.INVALID', 'PERMISSION.ROLE', 'PERMISSION.AREA', 'READ_MODEL.BEHIND', 'SERVICE.BUSY']),
  );
}

const dayColumns = (early: 'found' | 'analysed' | 'decided' | 'helped', zh: string): readonly Column<LeadTimes>[] => {
  const of = (key: keyof Days, label: string, english: string): Column<LeadTimes> => ({ heading: { zh: `${zh}${label}`, en: `${early} ${english}` }, value: (row) => row[early][key] });
  return [of('cases', '件数', 'cases'), of('p50', '中位天数', 'median days'), of('p90', '九成天数', '90th percentile days'), of('longest', '最长天数', 'longest days')];
};
const GROUP: readonly Column<{ key: string; name: { zh: string; en: string } }>[] = [{ heading: { zh: '代码', en: 'code' }, value: (r) => r.key }, { heading: { zh: '名称', en: 'name' }, value: (r) => r.name.zh }];
const LEAD_TIME_COLUMNS: readonly Column<LeadTimes>[] = [...GROUP, ...dayColumns('found', '发现'), ...dayColumns('analysed', '研判'), ...dayColumns('decided', '审定'), ...dayColumns('helped', '帮扶')];
const STATISTICS_COLUMNS: readonly Column<MonthlyFigures>[] = [
  ...GROUP, { heading: { zh: '新纳入', en: 'enrolled' }, value: (r) => r.enrolled }, { heading: { zh: '其中再次纳入', en: 'relapses among them' }, value: (r) => r.relapsed },
  { heading: { zh: '消除', en: 'cleared' }, value: (r) => r.cleared }, { heading: { zh: '回退', en: 'rolled back' }, value: (r) => r.rolledBack },
];
const SUSPICIOUS_COLUMNS: readonly Column<SuspiciousClearing>[] = [
  { heading: { zh: '户编号', en: 'register number' }, value: (r) => r.registerNumber ?? r.householdId }, { heading: { zh: '村代码', en: 'village' }, value: (r) => r.village },
  { heading: { zh: '识别日期', en: 'enrolled on' }, value: (r) => r.enrolledOn }, { heading: { zh: '消除日期', en: 'cleared on' }, value: (r) => r.clearedOn },
  { heading: { zh: '疑点', en: 'why' }, value: (r) => r.suspicions.map((s) => SUSPICIONS[s].zh).join('、') },
];

type Asked = Readonly<{ area: string; format: z.infer<typeof Common>['format'] }>;

/** Figures over whole areas: how fast, how many, and what looks wrong. Counted when asked for, from one small document per household. */
@ApiTags('identification')
@ApiBearerAuth()
@Controller('v1/identification')
export class Figures {
  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(AREAS) private readonly areas: AreaDirectory,
    @Inject(POLICIES) private readonly policies: PolicySource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AtLeast) private readonly atLeast: AtLeast,
  ) {}

  @Documented('lead-times', '四早用时(天):早发现、早研判、早审定、早帮扶', 'days from happening to found, to analysed, to decided, to helped', LeadTimesQuestion)
  async leadTimes(@Query() raw: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    const { by, from, to, ...asked } = this.#asked(LeadTimesQuestion, raw, request);
    const documents = await this.#all<LeadTimesDocument>(leadTimesProjection, { prefix: '' }, request, reply);
    this.#answer('lead-times', leadTimesBy(documents.flatMap((d) => d.cases), by, { from, to }, asked.area, { areas: this.areas }), LEAD_TIME_COLUMNS, asked, request, reply);
  }

  @Documented('statistics', '纳入、再次纳入、消除、回退', 'enrolled, relapsed, cleared and rolled back', StatisticsQuestion)
  async statistics(@Query() raw: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    const { by, from, to, ...asked } = this.#asked(StatisticsQuestion, raw, request);
    const documents = await this.#all<MonitoringSpellsDocument>(monitoringSpellsProjection, { prefix: '' }, request, reply);
    this.#answer('statistics', statisticsBy(documents.flatMap((d) => d.spells), by, { from, to }, asked.area, { areas: this.areas }), STATISTICS_COLUMNS, asked, request, reply);
  }

  @Documented('suspicious-clearings', '疑似不实的风险消除', 'clearings that look wrong', Common)
  async suspiciousClearings(@Query() raw: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    const asked = this.#asked(Common, raw, request);
    const today = localDateOf(this.clock.now());
    const documents = await this.#all<MonitoringSpellsDocument>(monitoringSpellsProjection, { prefix: areaPrefix(asked.area) }, request, reply);
    const found = documents.flatMap((d) => {
      const rules = this.policies.inForce(IdentificationPolicy, d.village, today).content.suspiciousClearing;
      return (rules && suspicionOf(d, rules, today)) ?? [];
    });
    this.#answer('suspicious-clearings', found, SUSPICIOUS_COLUMNS, asked, request, reply);
  }

  #asked<Q extends z.ZodObject>(question: Q, raw: unknown, request: HttpRequest): z.infer<Q> & Asked {
    const { grants } = callerOfRequest(request);
    chooseGrant(grants, FIGURE_ROLES);
    const asked = parseShape(question, raw ?? {}, 'query') as z.infer<Q> & Asked & { from?: string; to?: string };
    chooseGrant(grants, FIGURE_ROLES, asked.area);
    if (asked.from !== undefined && asked.to !== undefined && asked.from > asked.to) throw shapeError('to', 'is before from', '早于起始日期');
    return asked;
  }

  /** Every document; a household that moved counts where it lived then, so the area is asked of what is counted and not of the household. */
  async #all<D extends ReadDocument>(projection: Parameters<typeof collectionOf>[0], { prefix }: { prefix: string }, request: HttpRequest, reply: HttpReply): Promise<readonly D[]> {
    reply.header('humai-position', String(await this.atLeast.reach(request, projection)));
    const documents: D[] = [];
    for await (const batch of this.store.scan<D>(await this.store.resolve(collectionOf(projection)), prefix === '' ? undefined : { village: { prefix } })) documents.push(...batch);
    return documents;
  }

  #answer<T>(name: string, items: readonly T[], columns: readonly Column<T>[], { format }: Asked, request: HttpRequest, reply: HttpReply): void {
    if (format === 'json') return void reply.status(200).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify({ items }));
    const { type, disposition, body } = exportOf(name, format, languageOf(request), columns, (async function* () { yield items; })(), (item) => item);
    reply.status(200).header('content-type', type).header('content-disposition', disposition).send(body);
  }
}
