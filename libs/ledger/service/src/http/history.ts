import { type HouseholdHistory, LedgerRoutes } from '@humai/contracts-ledger';
import { DomainError, type EventCatalogue, type EventStore, streamName } from '@humai/kernel';
import { AGGREGATES, type AnyAggregate, AtLeast, AtLeastHeader, callerOfRequest, CATALOGUE, EVENT_STORE, type HttpReply, type HttpRequest, parseShape, readAsOf, SubjectRegistry } from '@humai/nest';
import { Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { areaOfHousehold, fullHistoryOf } from '../application/history.js';
import { rightTo, Route } from './route.js';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerHistory {
  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readStream' | 'lastPosition'>,
    @Inject(CATALOGUE) readonly catalogue: EventCatalogue,
    @Inject(AGGREGATES) readonly aggregates: readonly AnyAggregate[],
    @Inject(SubjectRegistry) private readonly subjects: SubjectRegistry,
    @Inject(AtLeast) private readonly atLeast: AtLeast,
  ) {}

  @Route(LedgerRoutes.history)
  @AtLeastHeader()
  async history(@Param('id') name: string, @Query() query: unknown, @Req() request: HttpRequest, @Res({ passthrough: true }) reply: HttpReply): Promise<HouseholdHistory> {
    const caller = callerOfRequest(request);
    rightTo(LedgerRoutes.history, caller); // before anything is read or told
    const asOf = readAsOf(parseShape(LedgerRoutes.history.query, query ?? {}, 'query'));
    await this.atLeast.reach(request);
    const id = await this.subjects.resolve('households', name);
    const position = await this.store.lastPosition();
    const stream = await this.store.readStream(streamName('household', id));
    if (stream.length === 0) throw new DomainError('SUBJECT.NOT_FOUND', { subject: name.slice(0, 100) });
    rightTo(LedgerRoutes.history, caller, areaOfHousehold(stream, this));
    reply.header('humai-position', String(position));
    return fullHistoryOf(id, stream, this.store, this, asOf);
  }
}
