import { rmSync } from 'node:fs';
import { type AreaDirectory, type Caller, chooseGrant, type Clock, type EventCatalogue, type EventStore, type OpenRowStaging, type ReadStore, type Vault } from '@humai/kernel';
import {
  AREAS, bilingual, callerOfRequest, CATALOGUE, CLOCK, CommandExecutor, EVENT_STORE, HttpParts, type HttpRequest, languageOf, parseShape, ProblemFilter, READ_STORE, ROW_STAGING, SCRATCH,
  sendNdjson, type StreamReply, untilClosed, VAULT,
} from '@humai/nest';
import { Controller, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CommandSink } from '../register/command-sink.js';
import { parseMapping } from '../register/mapping.js';
import { ReadStoreImportProgress } from '../register/read-store-progress.js';
import { type ImportOptions, type ImportStep, RegisterImport } from '../register/register-import.js';
import type { ImportReport } from '../register/report.js';
import { keepUpload, linesOf, type WorkLine } from './upload.js';

const ROLES = ['township', 'county'] as const;
const Settings = z.object({
  area: z.string().regex(/^\d{0,12}$/).default('').describe('仅接受该区域内的户 / only households of this area'),
  dryRun: z.enum(['true', 'false']).default('false').describe('只检查,不写入 / check only'),
  mapping: z.string().max(8_000).optional().describe('列对应(YAML 或 JSON)/ how the columns answer to the national headings'),
});

/** Takes a register file over HTTP: the same import as at the command line, for whoever has the rights to register. */
@ApiTags('identification')
@ApiBearerAuth()
@Controller('v1/identification/register-imports')
export class RegisterImports {
  readonly #problems: ProblemFilter;

  constructor(
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CATALOGUE) private readonly catalogue: EventCatalogue,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(AREAS) private readonly areas: AreaDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ROW_STAGING) private readonly openStaging: OpenRowStaging,
    @Inject(SCRATCH) private readonly scratch: string,
    @Inject(HttpParts) { errors, observer }: HttpParts,
  ) {
    this.#problems = new ProblemFilter(errors ?? {}, observer ?? undefined);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'identification_importRegister', summary: bilingual({ zh: '导入台账文件(CSV 或 XLSX)', en: 'import a register file, CSV or XLSX' }), description: `角色 / roles: ${ROLES.join(', ')}` })
  @ApiQuery({ name: 'area', required: false, description: Settings.shape.area.description ?? '' })
  @ApiQuery({ name: 'dryRun', required: false, enum: ['true', 'false'], description: Settings.shape.dryRun.description ?? '' })
  @ApiQuery({ name: 'mapping', required: false, description: Settings.shape.mapping.description ?? '' })
  @ApiBody({ description: '文件内容 / the file', required: true, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 200, description: '每行一个 JSON 值:进度,最后为结果或问题 / one JSON value per line: progress, at last the result or the problem' })
  async import(@Query() raw: unknown, @Req() request: HttpRequest & { body?: unknown }, @Res() reply: StreamReply): Promise<void> {
    const caller = callerOfRequest(request);
    const { area, dryRun, mapping } = parseShape(Settings, raw ?? {}, 'query');
    chooseGrant(caller.grants, ROLES, area === '' ? undefined : area);
    const settings = { area, dryRun: dryRun === 'true', language: languageOf(request), ...(mapping === undefined ? {} : { mapping: parseMapping(mapping) }) };
    const file = await keepUpload(this.scratch, 'register', request.body);
    try {
      await sendNdjson(reply, this.#lines(file, caller, settings, request, untilClosed(reply)));
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
  }

  async *#lines(file: string, caller: Caller, settings: ImportOptions, request: HttpRequest, signal: AbortSignal): AsyncGenerator<readonly WorkLine<ImportStep, ImportReport>[]> {
    const { executor, store, catalogue, readStore, vault, areas, clock, openStaging } = this;
    const sink = new CommandSink({ executor, store, catalogue, readStore, vault, actor: caller });
    const run = new RegisterImport({ sink, openStaging, progress: new ReadStoreImportProgress(readStore), areas, clock });
    try {
      yield* linesOf((onProgress) => run.run(file, { ...settings, signal, onProgress }), signal, (error) => this.#problems.problemOf(error, request));
    } finally {
      rmSync(file, { force: true });
    }
  }
}
