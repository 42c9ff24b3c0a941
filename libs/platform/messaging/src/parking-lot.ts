import { type Clock, DomainError, type ReadStore } from '@humai/kernel';
import type { ConsumerLoop, RetryOutcome } from './consumer-loop.js';
import { ConsumerState, type ParkedDocument, type ParkedMessage } from './state.js';

/** The messages no handler could take, over all consumer groups of this process; without any, over all that were kept here, or none. */
export class ParkingLot {
  readonly #loops = new Map<string, ConsumerLoop>();
  readonly #state: ConsumerState;

  constructor(
    store: ReadStore,
    private readonly clock: Clock,
    /** `here` where each process answers for its own consumers, and their answers are put together. */
    private readonly scope: 'here' | 'everywhere' = 'everywhere',
  ) {
    this.#state = new ConsumerState(store);
  }

  /** Makes a loop's messages open to retry and discard. */
  attach(loop: ConsumerLoop): void {
    if (this.#loops.has(loop.group)) throw new Error(`two consumers are called ${loop.group}`);
    this.#loops.set(loop.group, loop);
  }

  /** Of the consumers that run here; undefined for all there are. */
  get #groups(): readonly string[] | undefined {
    return this.#loops.size > 0 || this.scope === 'here' ? [...this.#loops.keys()] : undefined;
  }

  /** In order of the log. `discarded` lists what was taken out for good. */
  async list({ state = 'parked', limit = 1_000 }: Readonly<{ state?: ParkedMessage['state']; limit?: number }> = {}): Promise<readonly ParkedMessage[]> {
    await this.#state.ensure();
    return this.#state.list(state, limit, this.#groups);
  }

  async count(): Promise<number> {
    await this.#state.ensure();
    return this.#state.count(this.#groups);
  }

  /**
   * Handles the parked messages of that message's stream again, from the first on, until one fails.
   * Throws `SUBJECT.NOT_FOUND` for an id that is not parked, or whose consumer does not run here.
   */
  async retry(id: string): Promise<RetryOutcome> {
    const { document, loop } = await this.#find(id);
    return loop.retry(document.stream);
  }

  /** Takes one message out for good. Was it the first of its stream, the others are handled now. */
  async discard(id: string, { by, reason }: Readonly<{ by: string; reason: string }>): Promise<RetryOutcome> {
    if (reason.trim() === '') throw new DomainError('SHAPE.INVALID', { problem: 'a reason is needed', place: 'reason' }, 'reason');
    const { document, loop } = await this.#find(id);
    return loop.discard(document, { at: this.clock.now(), by, reason });
  }

  async #find(id: string): Promise<{ document: ParkedDocument; loop: ConsumerLoop }> {
    await this.#state.ensure();
    const document = await this.#state.find(id);
    const loop = document && this.#loops.get(document.group);
    if (!document || document.state !== 'parked' || !loop) throw new DomainError('SUBJECT.NOT_FOUND', { subject: id });
    return { document, loop };
  }
}
