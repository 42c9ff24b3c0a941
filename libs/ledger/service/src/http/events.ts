import { type EventsQuery, LedgerRoutes } from '@humai/contracts-ledger';
import type { EventStore } from '@humai/kernel';
import { callerOfRequest, EVENT_STORE, type HttpRequest, parseShape, sendNdjson, shapeError, type StreamReply, untilClosed } from '@humai/nest';
import { Controller, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { followLog, readLog } from '../application/event-log.js';
import { Closing } from './closing.js';
import { rightTo, Route } from './route.js';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerEvents {
  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readAll' | 'subscribe' | 'lastPosition'>,
    @Inject(Closing) private readonly closing: Closing,
  ) {}

  @Route(LedgerRoutes.events)
  async events(@Query() query: unknown, @Req() request: HttpRequest, @Res() reply: StreamReply): Promise<void> {
    rightTo(LedgerRoutes.events, callerOfRequest(request));
    const asked: EventsQuery = parseShape(LedgerRoutes.events.query, query ?? {}, 'query');
    if (asked.follow && asked.upTo !== undefined) throw shapeError('upTo', 'a log that is followed has no last position: leave one of the two out', '持续跟踪时不能指定最后位置,请二选一');
    const end = await this.store.lastPosition();
    const upTo = Math.min(asked.upTo ?? end, end);
    const batches = asked.follow ? followLog(this.store, asked, AbortSignal.any([this.closing.signal, untilClosed(reply)])) : readLog(this.store, asked, upTo);
    // How far the answer has looked when it is complete: whoever comes again goes on from there.
    await sendNdjson(reply, batches, { 'humai-position': String(upTo) });
  }
}
