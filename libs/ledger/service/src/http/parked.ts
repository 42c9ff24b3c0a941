import { LedgerRoutes, type ParkedMessages, type ParkedOutcome } from '@humai/contracts-ledger';
import type { ParkingLot } from '@humai/messaging';
import { callerOfRequest, type HttpRequest, PARKING_LOT, parseShape } from '@humai/nest';
import { Body, Controller, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { rightTo, Route } from './route.js';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerParked {
  constructor(@Inject(PARKING_LOT) private readonly lot: ParkingLot) {}

  @Route(LedgerRoutes.parked)
  async list(@Query() query: unknown, @Req() request: HttpRequest): Promise<ParkedMessages> {
    rightTo(LedgerRoutes.parked, callerOfRequest(request));
    return { items: [...(await this.lot.list(parseShape(LedgerRoutes.parked.query, query ?? {}, 'query')))] };
  }

  @Route(LedgerRoutes.retryParked)
  async retry(@Param('id') id: string, @Req() request: HttpRequest): Promise<ParkedOutcome> {
    rightTo(LedgerRoutes.retryParked, callerOfRequest(request));
    return this.lot.retry(id);
  }

  @Route(LedgerRoutes.discardParked)
  async discard(@Param('id') id: string, @Body() body: unknown, @Req() request: HttpRequest): Promise<ParkedOutcome> {
    const caller = callerOfRequest(request);
    rightTo(LedgerRoutes.discardParked, caller);
    const { reason } = parseShape(LedgerRoutes.discardParked.body, body ?? {}, 'body');
    return this.lot.discard(id, { by: caller.id, reason });
  }
}
