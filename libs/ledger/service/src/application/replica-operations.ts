import type { DiscardRequest, LedgerStatus, ParkedMessages, ParkedOutcome, ParkedQuery, PruneOutcome, PruneRequest, RebuildLine, ResumeOutcome } from '@humai/contracts-ledger';
import { DomainError } from '@humai/kernel';
import type { Leadership } from '@humai/nest';
import type { Asking, Operations } from './operations.js';
import { PeerOperations } from './peer-operations.js';

/** On what one replica asks another, so that two who each take the other for the leader do not ask for ever. */
export const ASKED_ON = 'humai-asked-on';

const NOBODY = 'no replica leads just now';

/**
 * What one of several replicas of a service runs. The one that leads keeps the read models and the deadlines: only it knows how they are, and only it may
 * write them, so what concerns them is asked of it. Parked messages lie where all of them see them.
 */
export class ReplicaOperations implements Operations {
  constructor(private readonly here: Operations, private readonly leadership: Leadership) {}

  /** Where the leader cannot be asked: what is known here, without what only that one knows. */
  async status(asking: Asking): Promise<LedgerStatus> {
    if (this.leadership.leads()) return this.here.status(asking);
    const status = await (await this.#leader(asking))?.status(askedOn(asking));
    if (status && !status.unreachable) return status;
    return { ...(await this.here.status(asking)), readModels: [], processes: [], unreachable: status?.unreachable ?? [{ name: this.leadership.service, problem: NOBODY }] };
  }

  async *rebuild(name: string, asking: Asking, signal: AbortSignal): AsyncGenerator<RebuildLine> {
    yield* (await this.#keeper(asking)).rebuild(name, askedOn(asking), signal);
  }

  async resume(name: string, asking: Asking): Promise<ResumeOutcome> {
    return (await this.#keeper(asking)).resume(name, askedOn(asking));
  }

  async prune(request: PruneRequest, asking: Asking): Promise<PruneOutcome> {
    return (await this.#keeper(asking)).prune(request, askedOn(asking));
  }

  parked(query: ParkedQuery, asking: Asking): Promise<ParkedMessages> {
    return this.here.parked(query, asking);
  }

  retry(id: string, asking: Asking): Promise<ParkedOutcome> {
    return this.here.retry(id, asking);
  }

  discard(id: string, request: DiscardRequest, asking: Asking): Promise<ParkedOutcome> {
    return this.here.discard(id, request, asking);
  }

  /** Throws `PEER.UNREACHABLE` when nobody leads. */
  async #keeper(asking: Asking): Promise<Operations> {
    const keeper = this.leadership.leads() ? this.here : await this.#leader(asking);
    if (!keeper) throw new DomainError('PEER.UNREACHABLE', { name: this.leadership.service, problem: NOBODY });
    return keeper;
  }

  async #leader({ headers }: Asking): Promise<Operations | null> {
    const leader = headers[ASKED_ON] === undefined ? await this.leadership.leader() : null;
    return leader && new PeerOperations([leader]);
  }
}

const askedOn = (asking: Asking): Asking => ({ ...asking, headers: { ...asking.headers, [ASKED_ON]: '1' } });
