import { chooseGrant, DomainError, type EventCatalogue, type EventStore, type Purpose, type Vault } from '@humai/kernel';
import { callerOfRequest, CATALOGUE, EVENT_STORE, type HttpRequest, VAULT } from '@humai/nest';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { readBatch } from '../data/batches.js';
import { rowOfRecord } from '../data/doubtful-record.js';

type Said = Readonly<{ name: string | null; documentNumber: string | null }>;
type MatchView = Readonly<{ matchId: string; row: number; doubt: string; said: Said; candidate: (Said & Readonly<{ personId: string }>) | null }>;

/** What somebody must see to settle a doubtful match: both names and numbers. A purpose is asked and the read is recorded. */
@ApiTags('identification')
@ApiBearerAuth()
@Controller('v1/identification/data-batches')
export class DataMatches {
  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readStream'>,
    @Inject(CATALOGUE) private readonly catalogue: EventCatalogue,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  @Get(':id/matches/:matchId')
  @ApiOperation({ summary: '存疑匹配的个人信息(每次查询均留痕) / a doubtful match with personal data, every read is recorded', description: '角色 / roles: county' })
  @ApiParam({ name: 'id', description: '批次 ID / batch id', schema: { type: 'string' } })
  @ApiParam({ name: 'matchId', schema: { type: 'string' } })
  @ApiQuery({ name: 'purpose', required: true, description: '查询目的 / what the data is read for' })
  async match(@Param('id') id: string, @Param('matchId') matchId: string, @Query('purpose') purpose: string | undefined, @Req() request: HttpRequest): Promise<MatchView> {
    const caller = callerOfRequest(request);
    chooseGrant(caller.grants, ['county']);
    if (!purpose?.trim() || purpose.length > 200) throw new DomainError('SHAPE.INVALID', { problem: '1-200 characters are expected', problemZh: '应为 1-200 个字符', place: 'purpose' }, 'purpose');
    const { received, matches } = await readBatch(this.store, this.catalogue, id);
    if (!received) throw new DomainError('SUBJECT.NOT_FOUND', { subject: id.slice(0, 100) });
    const grant = chooseGrant(caller.grants, ['county'], received.area);
    const match = Object.hasOwn(matches, matchId) ? matches[matchId] : undefined;
    if (!match) throw new DomainError('MATCH.NOT_FOUND', { match: matchId.slice(0, 100) });
    const why: Purpose = { actor: caller.id, role: grant.role, purpose };
    const { candidateId, row, doubt } = match;
    const records = await this.vault.read([matchId, ...(candidateId === null ? [] : [candidateId])], why);
    const kept = records.get(matchId);
    const said = kept ? rowOfRecord(kept) : null; // erased once it is settled
    const candidate = candidateId === null ? null : records.get(candidateId);
    return {
      matchId, row, doubt, said: { name: said?.name ?? null, documentNumber: said?.number ?? null },
      candidate: candidateId === null ? null : { personId: candidateId, name: candidate?.name ?? null, documentNumber: candidate?.documentNumber ?? null },
    };
  }
}
