import { LedgerRoutes, type ParkedMessages, type ParkedOutcome } from '@humai/contracts-ledger';
import { callerOfRequest, type HttpRequest, parseShape } from '@humai/nest';
import { Body, Controller, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Operations } from '../application/operations.js';
import { askingOf } from './asking.js';
import { OPERATIONS } from './operations-provider.js';
import { rightTo, Route } from './route.js';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerParked {
  constructor(@Inject(OPERATIONS) private readonly operations: Operations) {}

  @Route(LedgerRoutes.parked)
  async list(@Query() query: unknown, @Req() request: HttpRequest): Promise<ParkedMessages> {
    rightTo(LedgerRoutes.parked, callerOfRequest(request));
    return this.operations.parked(parseShape(LedgerRoutes.parked.query, query ?? {}, 'query'), askingOf(request));
  }

  @Route(LedgerRoutes.retryParked)
  async retry(@Param('id') id: string, @Req() request: HttpRequest): Promise<ParkedOutcome> {
    rightTo(LedgerRoutes.retryParked, callerOfRequest(request));
    return this.operations.retry(id, askingOf(request));
  }

  @Route(LedgerRoutes.discardParked)
  async discard(@Param('id') id: string, @Body() body: unknown, @Req() request: HttpRequest): Promise<ParkedOutcome> {
    rightTo(LedgerRoutes.discardParked, callerOfRequest(request));
    return this.operations.discard(id, parseShape(LedgerRoutes.discardParked.body, body ?? {}, 'body'), askingOf(request));
  }
}
