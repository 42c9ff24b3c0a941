import { LedgerRoutes, type LedgerStatus, type LogVerification, type PruneOutcome, type RebuildLine, type ResumeOutcome } from '@humai/contracts-ledger';
import { DomainError, type EventCatalogue, type EventStore } from '@humai/kernel';
import { callerOfRequest, CATALOGUE, EVENT_STORE, HttpParts, type HttpRequest, parseShape, ProblemFilter, sendNdjson, STORE_TRAITS, type StoreTraits, type StreamReply, untilClosed } from '@humai/nest';
import { Body, Controller, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { OneAtATime } from '../application/one-at-a-time.js';
import type { Operations } from '../application/operations.js';
import { verify } from '../application/verification.js';
import { askingOf } from './asking.js';
import { Closing } from './closing.js';
import { OPERATIONS } from './operations-provider.js';
import { rightTo, Route } from './route.js';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerOperations {
  readonly #problems: ProblemFilter;

  constructor(
    @Inject(OPERATIONS) private readonly operations: Operations,
    @Inject(Closing) private readonly closing: Closing,
    @Inject(HttpParts) { errors, observer }: HttpParts,
  ) {
    this.#problems = new ProblemFilter(errors ?? {}, observer ?? undefined);
  }

  @Route(LedgerRoutes.status)
  status(@Req() request: HttpRequest): Promise<LedgerStatus> {
    rightTo(LedgerRoutes.status, callerOfRequest(request));
    return this.operations.status(askingOf(request));
  }

  @Route(LedgerRoutes.rebuild)
  async rebuild(@Param('name') name: string, @Req() request: HttpRequest, @Res() reply: StreamReply): Promise<void> {
    rightTo(LedgerRoutes.rebuild, callerOfRequest(request));
    const stop = AbortSignal.any([this.closing.signal, untilClosed(reply)]);
    const lines = this.operations.rebuild(name, askingOf(request), stop)[Symbol.asyncIterator]();
    const first = await lines.next(); // what is refused before anything is done is an ordinary problem
    await sendNdjson(reply, this.#linesOf(first, lines, stop, request));
  }

  @Route(LedgerRoutes.resume)
  async resume(@Param('name') name: string, @Req() request: HttpRequest): Promise<ResumeOutcome> {
    rightTo(LedgerRoutes.resume, callerOfRequest(request));
    return this.operations.resume(name, askingOf(request));
  }

  @Route(LedgerRoutes.prune)
  async prune(@Body() body: unknown, @Req() request: HttpRequest): Promise<PruneOutcome> {
    rightTo(LedgerRoutes.prune, callerOfRequest(request));
    return this.operations.prune(parseShape(LedgerRoutes.prune.body, body ?? {}, 'body'), askingOf(request));
  }

  /** The lines of a rebuild, ending with the problem where there was one. */
  async *#linesOf(first: IteratorResult<RebuildLine>, lines: AsyncIterator<RebuildLine>, stop: AbortSignal, request: HttpRequest): AsyncGenerator<readonly RebuildLine[]> {
    try {
      for (let next = first; !next.done; next = await lines.next()) yield [next.value];
    } catch (error) {
      if (stop.aborted) throw error;
      yield [{ problem: this.#problems.problemOf(error, request) }];
    } finally {
      await lines.return?.();
    }
  }
}

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerVerification {
  readonly #verifications = new OneAtATime();

  constructor(
    @Inject(EVENT_STORE) readonly store: Pick<EventStore, 'readRaw' | 'lastPosition'>,
    @Inject(STORE_TRAITS) readonly traits: StoreTraits,
    @Inject(CATALOGUE) readonly catalogue: EventCatalogue,
    @Inject(Closing) private readonly closing: Closing,
  ) {}

  @Route(LedgerRoutes.verify)
  async verify(@Req() request: HttpRequest, @Res({ passthrough: true }) reply: StreamReply): Promise<LogVerification> {
    rightTo(LedgerRoutes.verify, callerOfRequest(request));
    const free = this.#verifications.take();
    const stop = AbortSignal.any([this.closing.signal, untilClosed(reply)]);
    try {
      return await verify(this, stop);
    } catch (error) {
      throw stop.aborted ? new DomainError('STORE.CLOSED') : error;
    } finally {
      free();
    }
  }
}
