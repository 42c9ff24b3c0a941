import { rmSync } from 'node:fs';
import { areaPrefix, type Calendar, type Clock, type Grant, type EventCatalogue, type EventStore, type PolicySource, type ReadStore, type Vault } from '@humai/kernel';
import {
  bilingual, CALENDAR, callerOfRequest, CATALOGUE, CLOCK, CommandExecutor, EVENT_STORE, HttpParts, type HttpRequest, languageOf, parseShape, POLICIES, ProblemFilter, READ_STORE, SCRATCH, sendNdjson, type StreamReply,
  untilClosed, VAULT,
} from '@humai/nest';
import { Controller, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DataBatchImport, type DataBatchReport, type DataBatchStep } from '../data/index.js';
import { keepUpload, linesOf, type WorkLine } from './upload.js';

const Settings = z.object({
  period: z.string().min(1).max(40).describe('数据所属期间,如 2024-03 / what the data is about, like 2024-03'),
  area: z.string().regex(/^\d{0,12}$/).optional().describe('仅涉及该区域内的户,默认为您的权限范围 / only households of this area; the area of your rights unless told'),
  dryRun: z.enum(['true', 'false']).default('false').describe('只检查,不写入 / check only'),
});

/** The area that holds all areas of the rights; '' when they have none in common. */
function areaOfRights(grants: readonly Grant[]): string {
  const [first = '', ...others] = grants.map((g) => areaPrefix(g.area));
  return others.some((other) => other !== first) ? '' : first;
}

/** Takes a department's file over HTTP: the same import as at the command line. */
@ApiTags('identification')
@ApiBearerAuth()
@Controller('v1/identification/data-batches')
export class DataBatches {
  readonly #problems: ProblemFilter;

  constructor(
    @Inject(CommandExecutor) readonly executor: CommandExecutor,
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CATALOGUE) readonly catalogue: EventCatalogue,
    @Inject(READ_STORE) readonly readStore: ReadStore,
    @Inject(VAULT) readonly vault: Vault,
    @Inject(POLICIES) readonly policies: PolicySource,
    @Inject(CALENDAR) readonly calendar: Calendar,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(SCRATCH) private readonly scratch: string,
    @Inject(HttpParts) { errors, observer }: HttpParts,
  ) {
    this.#problems = new ProblemFilter(errors ?? {}, observer ?? undefined);
  }

  @Post(':source')
  @HttpCode(200)
  @ApiOperation({ operationId: 'identification_takeDataBatch', summary: bilingual({ zh: '报送部门数据批次(CSV 或 XLSX)', en: 'send a data batch of a department, CSV or XLSX' }), description: '角色 / roles: department:<code>, county, service' })
  @ApiParam({ name: 'source', description: '数据源,如 medical-insurance / a source, like medical-insurance', schema: { type: 'string' } })
  @ApiQuery({ name: 'period', required: true, description: Settings.shape.period.description ?? '' })
  @ApiQuery({ name: 'area', required: false, description: Settings.shape.area.description ?? '' })
  @ApiQuery({ name: 'dryRun', required: false, enum: ['true', 'false'], description: Settings.shape.dryRun.description ?? '' })
  @ApiBody({ description: '文件内容 / the file', required: true, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 200, description: '每行一个 JSON 值:进度,最后为结果或问题 / one JSON value per line: progress, at last the result or the problem' })
  async take(@Param('source') source: string, @Query() raw: unknown, @Req() request: HttpRequest & { body?: unknown }, @Res() reply: StreamReply): Promise<void> {
    const caller = callerOfRequest(request);
    const { period, area = areaOfRights(caller.grants), dryRun } = parseShape(Settings, raw ?? {}, 'query');
    const run = new DataBatchImport(this);
    run.check({ source, period, area, sender: caller }); // before the whole file is sent for nothing
    const file = await keepUpload(this.scratch, 'data-batch', request.body);
    const signal = untilClosed(reply);
    const options = { source, period, area, sender: caller, dryRun: dryRun === 'true', language: languageOf(request), signal };
    try {
      await sendNdjson(reply, this.#lines(file, (onProgress) => run.run(file, { ...options, onProgress }), signal, request));
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
  }

  async *#lines(file: string, work: (onProgress: (step: DataBatchStep) => void) => Promise<DataBatchReport>, signal: AbortSignal, request: HttpRequest): AsyncGenerator<readonly WorkLine<DataBatchStep, DataBatchReport>[]> {
    try {
      yield* linesOf(work, signal, (error) => this.#problems.problemOf(error, request));
    } finally {
      rmSync(file, { force: true });
    }
  }
}
