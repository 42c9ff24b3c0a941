import { LedgerRoutes, type LedgerStatus, type LogVerification, type RebuildLine } from '@humai/contracts-ledger';
import { DomainError, type EventCatalogue, type EventStore } from '@humai/kernel';
import type { ParkingLot } from '@humai/messaging';
import {
  callerOfRequest, CATALOGUE, type ConsumerProgress, CONSUMERS, EVENT_STORE, HttpParts, type HttpRequest, PARKING_LOT, ProblemFilter, PROCESS_RUNNER, PROJECTION_RUNNER,
  sendNdjson, STORE_TRAITS, type StoreTraits, type StreamReply, untilClosed,
} from '@humai/nest';
import type { ProcessRunner, ProjectionRunner } from '@humai/projections';
import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { OneAtATime } from '../application/one-at-a-time.js';
import { readModelsCalled, rebuild } from '../application/rebuild.js';
import { statusOf } from '../application/status.js';
import { verify } from '../application/verification.js';
import { Closing } from './closing.js';
import { rightTo, Route } from './route.js';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerOperations {
  readonly #verifications = new OneAtATime();
  readonly #rebuilds = new OneAtATime();
  readonly #problems: ProblemFilter;

  constructor(
    @Inject(EVENT_STORE) readonly store: Pick<EventStore, 'readRaw' | 'lastPosition'>,
    @Inject(STORE_TRAITS) readonly traits: StoreTraits,
    @Inject(CATALOGUE) readonly catalogue: EventCatalogue,
    @Inject(PROJECTION_RUNNER) readonly runner: ProjectionRunner,
    @Inject(PROCESS_RUNNER) readonly processes: ProcessRunner,
    @Inject(PARKING_LOT) readonly lot: ParkingLot,
    @Inject(CONSUMERS) readonly consumers: readonly ConsumerProgress[],
    @Inject(Closing) private readonly closing: Closing,
    @Inject(HttpParts) { errors, observer }: HttpParts,
  ) {
    this.#problems = new ProblemFilter(errors ?? {}, observer ?? undefined);
  }

  @Route(LedgerRoutes.status)
  status(@Req() request: HttpRequest): Promise<LedgerStatus> {
    rightTo(LedgerRoutes.status, callerOfRequest(request));
    return statusOf(this);
  }

  @Route(LedgerRoutes.verify)
  async verify(@Req() request: HttpRequest, @Res({ passthrough: true }) reply: StreamReply): Promise<LogVerification> {
    rightTo(LedgerRoutes.verify, callerOfRequest(request));
    const free = this.#verifications.take();
    const stop = this.#untilUnwanted(reply);
    try {
      return await verify(this, stop);
    } catch (error) {
      throw stop.aborted ? new DomainError('STORE.CLOSED') : error;
    } finally {
      free();
    }
  }

  @Route(LedgerRoutes.rebuild)
  async rebuild(@Param('name') name: string, @Req() request: HttpRequest, @Res() reply: StreamReply): Promise<void> {
    rightTo(LedgerRoutes.rebuild, callerOfRequest(request));
    const models = readModelsCalled(name, this.runner);
    const free = this.#rebuilds.take();
    const stop = this.#untilUnwanted(reply);
    await sendNdjson(reply, this.#linesOf(rebuild(this.runner, models, stop), stop, request, free));
  }

  /** The lines of a rebuild, ending with the problem where there was one. */
  async *#linesOf(lines: AsyncIterable<RebuildLine>, stop: AbortSignal, request: HttpRequest, free: () => void): AsyncGenerator<readonly RebuildLine[]> {
    try {
      for await (const line of lines) yield [line];
    } catch (error) {
      if (stop.aborted) throw error;
      yield [{ problem: this.#problems.problemOf(error, request) }];
    } finally {
      free();
    }
  }

  #untilUnwanted(reply: StreamReply): AbortSignal {
    return AbortSignal.any([this.closing.signal, untilClosed(reply)]);
  }
}
