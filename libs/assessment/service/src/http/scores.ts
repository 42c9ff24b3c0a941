import { Assessment, AssessmentErrors, INDICATORS, ScoresQuestion, type UnitScore } from '@humai/contracts-assessment';
import { chooseGrant, type Column, type Role } from '@humai/kernel';
import { AtLeastHeader, bilingual, callerOfRequest, EXPORT_FORMATS, exportOf, type HttpReply, type HttpRequest, languageOf, parseShape, positionAsked, positionHeader, problemResponses, toJsonSchema } from '@humai/nest';
import { applyDecorators, Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { assess, type AssessmentSources } from '../application/assess.js';

/** The wiring of the context provides {@link AssessmentSources} under this. */
export const ASSESSMENT_SOURCES = Symbol('AssessmentSources');

export const SCORE_ROLES = ['village', 'township', 'county', 'assessor', 'auditor'] as const satisfies readonly Role[];
const Parameters = ScoresQuestion.extend({ format: z.enum(['json', ...EXPORT_FORMATS]).default('json').describe('导出 / export') });
const REFUSALS = [
  'SHAPE.INVALID', 'IDENTITY.MISSING', 'IDENTITY.INVALID', 'PERMISSION.ROLE', 'PERMISSION.AREA', 'AREA.UNKNOWN', 'POLICY.UNKNOWN_VERSION', 'POLICY.NOT_IN_FORCE', 'ASSESSMENT.POSITION_AHEAD',
  'READ_MODEL.BEHIND', 'SERVICE.BUSY',
];

type Row = UnitScore & Omit<Assessment, 'units'>;
const columns: readonly Column<Row>[] = [
  { heading: { zh: '区划代码', en: 'area' }, value: (r) => r.area },
  { heading: { zh: '单位', en: 'unit' }, value: (r) => r.name },
  { heading: { zh: '总分', en: 'total' }, value: (r) => r.total },
  { heading: { zh: '等次', en: 'grade' }, value: (r) => r.grade },
  ...Object.entries(INDICATORS).flatMap(([code, { zh }]): Column<Row>[] => {
    const of = (row: Row) => row.indicators.find((i) => i.code === code);
    return [
      { heading: { zh: `${zh}得分`, en: `${code} points` }, value: (r) => of(r)?.points },
      { heading: { zh: `${zh}分子`, en: `${code} numerator` }, value: (r) => of(r)?.numerator },
      { heading: { zh: `${zh}分母`, en: `${code} denominator` }, value: (r) => of(r)?.denominator },
    ];
  }),
  // A table goes from hand to hand: each row says what it can be checked against.
  { heading: { zh: '办法', en: 'policy' }, value: (r) => r.policy },
  { heading: { zh: '日志位置', en: 'log position' }, value: (r) => r.position },
  { heading: { zh: '摘要', en: 'digest' }, value: (r) => r.digest },
];

const Documented = () =>
  applyDecorators(
    ApiOperation({
      summary: bilingual({ zh: '考核得分:本级及以下各单位', en: 'scores of an area and every division below it' }),
      description: [
        `角色 / roles: ${SCORE_ROLES.join(', ')}`,
        '年度未结束的,按日志最后一日的情况计算,未到期限的事项不计,采用今天施行的办法;以后的事实可能改变得分。',
        'A year that is not over is scored as it stands on the last day of the log: what is not yet late is not judged, and the policy is today\'s. Later facts can change the scores.',
      ].join('\n\n'),
    }),
    ...Object.entries(toJsonSchema(Parameters).properties as Record<string, { description?: string }>).map(([name, schema]) =>
      ApiQuery({ name, required: name === 'year' || name === 'area', description: schema.description ?? name, schema: schema as never })),
    AtLeastHeader(),
    ApiResponse({
      status: 200, description: '得分 / scores', schema: toJsonSchema(Assessment, 'output') as never,
      headers: positionHeader,
    }) as MethodDecorator,
    ...problemResponses(REFUSALS, AssessmentErrors),
  );

/** No read model answers this: scores are computed when they are asked for, at the position they are asked for. */
@ApiTags('assessment')
@ApiBearerAuth()
@Controller('v1/assessment')
export class Scores {
  constructor(@Inject(ASSESSMENT_SOURCES) private readonly sources: AssessmentSources) {}

  @Get('scores')
  @Documented()
  async scores(@Query() raw: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    const { grants } = callerOfRequest(request);
    chooseGrant(grants, SCORE_ROLES);
    const { format, at: upTo, ...question } = parseShape(Parameters, raw ?? {}, 'query');
    chooseGrant(grants, SCORE_ROLES, question.area);
    const wanted = positionAsked(request);
    if (wanted !== undefined) await this.sources.facts.reach(wanted);
    const assessment = await assess({ ...question, upTo }, this.sources);
    reply.header('humai-position', String(await this.sources.facts.reach()));
    if (format === 'json') return void reply.status(200).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(assessment));
    const { units, ...rest } = assessment;
    const rows = (async function* () {
      yield units.map((unit): Row => ({ ...unit, ...rest }));
    })();
    const { type, disposition, body } = exportOf(`scores-${question.year}-${units[0]!.area}`, format, languageOf(request), columns, rows, (row) => row);
    reply.status(200).header('content-type', type).header('content-disposition', disposition).send(body);
  }
}
