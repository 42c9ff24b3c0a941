import type { Readable } from 'node:stream';
import { type Caller, chooseGrant, collectionOf, DomainError, type EvidenceStore, type Grant, type ReadStore, type Role } from '@humai/kernel';
import { bilingual, callerOfRequest, EVIDENCE, type HttpReply, type HttpRequest, parseShape, READ_STORE } from '@humai/nest';
import { Controller, Get, HttpCode, Inject, Param, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type EvidenceDocument, evidenceProjection, type HouseholdDocument, householdsProjection } from '../read-model/index.js';

const SENDERS: readonly Role[] = ['village', 'township', 'county', 'department'];
const READERS: readonly Role[] = ['village', 'township', 'county', 'assessor', 'auditor'];
const Asked = z.object({ purpose: z.string().trim().min(1).max(200).describe('查看目的 / what the file is looked at for') });
const STORED = { type: 'object', properties: { hash: { type: 'string', description: 'SHA-256, hex' }, bytes: { type: 'integer' } } };

const isStream = (body: unknown): body is Readable => typeof body === 'object' && body !== null && 'pipe' in body;

/** Photos and papers: sent before the command that names their hash, read by those with rights where the household lives, every read on record. */
@ApiTags('identification')
@ApiBearerAuth()
@Controller('v1/identification/evidence')
export class Evidence {
  constructor(
    @Inject(EVIDENCE) private readonly evidence: EvidenceStore,
    @Inject(READ_STORE) private readonly store: ReadStore,
  ) {}

  @Put()
  @HttpCode(200)
  @ApiOperation({ operationId: 'identification_putEvidence', summary: bilingual({ zh: '上传佐证材料,返回其哈希', en: 'send a piece of evidence; the answer is its hash' }), description: `角色 / roles: ${SENDERS.join(', ')}` })
  @ApiBody({ description: '文件内容,最大 10 MB / the file, at most 10 MB', required: true, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 200, description: '已保存;重复上传结果相同 / kept; the same file again gives the same answer', schema: STORED as never })
  async put(@Req() request: HttpRequest & { body?: unknown }): Promise<Readonly<{ hash: string; bytes: number }>> {
    const caller = callerOfRequest(request);
    const { role } = chooseGrant(caller.grants, SENDERS);
    if (!isStream(request.body)) throw new DomainError('SHAPE.INVALID', { problem: 'send the file as application/octet-stream', problemZh: '请以 application/octet-stream 发送文件', place: 'body' }, 'body');
    const { hash, bytes } = await this.evidence.put(request.body, { actor: caller.id, role, purpose: 'evidence sent' });
    return { hash, bytes };
  }

  @Get(':hash')
  @ApiOperation({ operationId: 'identification_getEvidence', summary: bilingual({ zh: '查看佐证材料(每次查看均留痕)', en: 'a piece of evidence, every read is recorded' }), description: `角色 / roles: ${READERS.join(', ')}` })
  @ApiParam({ name: 'hash', schema: { type: 'string' } })
  @ApiQuery({ name: 'purpose', required: true, description: Asked.shape.purpose.description ?? '' })
  @ApiResponse({ status: 200, description: '文件内容 / the file', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } as never })
  async get(@Param('hash') hash: string, @Query() query: unknown, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    const caller = callerOfRequest(request);
    chooseGrant(caller.grants, READERS);
    const { purpose } = parseShape(Asked, query ?? {}, 'query');
    const grant = await this.#grantFor(caller, hash);
    const content = await this.evidence.get(hash, { actor: caller.id, role: grant.role, purpose });
    if (!content) throw notFound(hash);
    // Whatever it is, a browser must not take it for a page.
    void reply.status(200).header('content-type', 'application/octet-stream').header('content-disposition', `attachment; filename="${hash}"`).header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store').send(Buffer.from(content));
  }

  /** The right to one of the households it is evidence of; what is evidence of nothing is nobody's. */
  async #grantFor(caller: Caller, hash: string): Promise<Grant> {
    const document = await this.store.get<EvidenceDocument>(await this.store.resolve(collectionOf(evidenceProjection)), hash);
    if (!document) throw notFound(hash);
    const households = await this.store.getMany<HouseholdDocument>(await this.store.resolve(collectionOf(householdsProjection)), document.householdIds);
    let refusal: unknown = notFound(hash);
    for (const { village } of households.values())
      try {
        return chooseGrant(caller.grants, READERS, village);
      } catch (error) {
        refusal = error;
      }
    throw refusal;
  }
}

const notFound = (hash: string) => new DomainError('SUBJECT.NOT_FOUND', { subject: hash.slice(0, 64) }, 'hash');
