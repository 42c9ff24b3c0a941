import type { DiscardRequest, LedgerStatus, ParkedMessages, ParkedOutcome, ParkedQuery, PruneOutcome, PruneRequest, RebuildLine, ResumeOutcome } from '@humai/contracts-ledger';
import type { Caller } from '@humai/kernel';
import { OneAtATime } from './one-at-a-time.js';
import { readModelsCalled, rebuild } from './rebuild.js';
import { resume } from './resume.js';
import { type StatusParts, statusOf } from './status.js';
import type { ParkingLot } from '@humai/messaging';
import type { ProjectionRunner } from '@humai/projections';

/** Who asks, in the form in which it can be asked on. */
export type Asking = Readonly<{ caller: Caller; headers: Readonly<Record<string, string>> }>;

/** What is kept up, parked and rebuilt, here or in other services. */
export interface Operations {
  status(asking: Asking): Promise<LedgerStatus>;
  /** Ends with a result or a problem, unless it throws. The first step throws `READ_MODEL.UNKNOWN`, `SERVICE.BUSY`. */
  rebuild(name: string, asking: Asking, signal: AbortSignal): AsyncIterable<RebuildLine>;
  /** Answers when each that had stopped has taken what it stood at, or has stopped again. Throws `READ_MODEL.UNKNOWN`. */
  resume(name: string, asking: Asking): Promise<ResumeOutcome>;
  /** Drops those of the named collections that are in no use; answers which they were. */
  prune(request: PruneRequest, asking: Asking): Promise<PruneOutcome>;
  parked(query: ParkedQuery, asking: Asking): Promise<ParkedMessages>;
  /** Throws `SUBJECT.NOT_FOUND`. */
  retry(id: string, asking: Asking): Promise<ParkedOutcome>;
  /** Throws `SUBJECT.NOT_FOUND`. */
  discard(id: string, request: DiscardRequest, asking: Asking): Promise<ParkedOutcome>;
}

export type LocalParts = StatusParts & Readonly<{ runner: ProjectionRunner; lot: ParkingLot }>;

/** What this process runs itself. */
export class LocalOperations implements Operations {
  readonly #rebuilds = new OneAtATime();

  constructor(private readonly parts: LocalParts) {}

  status(): Promise<LedgerStatus> {
    return statusOf(this.parts);
  }

  async *rebuild(name: string, _: Asking, signal: AbortSignal): AsyncGenerator<RebuildLine> {
    const { runner } = this.parts;
    const models = readModelsCalled(name, runner);
    const free = this.#rebuilds.take();
    try {
      yield* rebuild(runner, models, signal);
    } finally {
      free();
    }
  }

  async resume(name: string): Promise<ResumeOutcome> {
    return { readModels: [...(await resume(this.parts.runner, readModelsCalled(name, this.parts.runner)))] };
  }

  async prune({ collections }: PruneRequest): Promise<PruneOutcome> {
    return { dropped: [...(await this.parts.runner.dropUnused(collections))] };
  }

  async parked(query: ParkedQuery): Promise<ParkedMessages> {
    return { items: [...(await this.parts.lot.list(query))] };
  }

  retry(id: string): Promise<ParkedOutcome> {
    return this.parts.lot.retry(id);
  }

  discard(id: string, { reason }: DiscardRequest, { caller }: Asking): Promise<ParkedOutcome> {
    return this.parts.lot.discard(id, { by: caller.id, reason });
  }
}
