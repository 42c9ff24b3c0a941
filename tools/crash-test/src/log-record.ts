import { hash } from 'node:crypto';
import { type EventMetadata, hashedText, type RawEvent } from '@humai/kernel';
import type { Reading } from '@humai/wiring-embedded';
import type { Witness } from './proofs.js';

/** An event as it stands in the log, with what tells why. */
export type Logged = Readonly<{
  position: number;
  stream: string;
  revision: number;
  type: string;
  id: string;
  hash: string;
  commandId: string;
  causationId: string;
  data: Readonly<Record<string, unknown>>;
}>;

/** What a directory's log was seen to hold. It reads on after each kill, and looks at every event by itself, without the code that wrote it. */
export class LogRecord {
  readonly events: Logged[] = [];
  readonly #heads = new Map<string, Logged>();
  readonly #byCommand = new Map<string, Logged[]>();
  readonly #ids = new Set<string>();

  constructor(private readonly witness: Witness) {}

  get lastPosition(): number {
    return this.events.at(-1)?.position ?? 0;
  }

  /** The events that a command wrote, by its key. */
  writtenBy(commandId: string): readonly Logged[] {
    return this.#byCommand.get(commandId) ?? [];
  }

  /** What came since the last look. */
  async follow({ store }: Pick<Reading, 'store'>): Promise<readonly Logged[]> {
    const seen = this.events.length;
    const end = await store.lastPosition();
    if (end < this.lastPosition) this.witness.objects('positions', `the log ends at ${end}, it went to ${this.lastPosition} before`);
    for await (const batch of store.readRaw({ after: this.lastPosition })) for (const event of batch) this.add(event);
    return this.events.slice(seen);
  }

  add(raw: RawEvent): void {
    const { position, stream, revision, type, id } = raw;
    const place = `position ${position} (${stream}, revision ${revision})`;
    const { objects } = this.witness;
    for (const proof of ['positions', 'revisions', 'chain'] as const) this.witness.saw(proof);
    if (position !== this.lastPosition + 1) objects('positions', `${place} follows position ${this.lastPosition}`);
    if (this.#ids.has(id)) objects('acknowledged', `${place}: the event id stands in the log before`);
    const head = this.#heads.get(stream);
    if (revision !== (head?.revision ?? -1) + 1) objects('revisions', `${place} follows revision ${head?.revision ?? 'none'}`);
    if (raw.previousHash !== (head?.hash ?? '')) objects('chain', `${place} is not chained to the event before it`);
    if (hash('sha256', hashedText(raw)) !== raw.hash) objects('chain', `${place}: the hash is not that of its content`);
    // An event that cannot be read has no hash, and was objected to above.
    const { commandId, causationId } = JSON.parse(raw.metadata || '{"commandId":"","causationId":""}') as EventMetadata;
    const event: Logged = { position, stream, revision, type, id, hash: raw.hash, commandId, causationId, data: JSON.parse(raw.hash === '' ? '{}' : raw.data) as Logged['data'] };
    this.events.push(event);
    this.#ids.add(id);
    this.#heads.set(stream, event);
    this.#byCommand.set(commandId, [...this.writtenBy(commandId), event]);
  }

  /** Reads all of the log anew: it must hold what was seen bit by bit. */
  async compare({ store }: Pick<Reading, 'store'>): Promise<void> {
    let i = 0;
    for await (const batch of store.readRaw())
      for (const { position, hash: now } of batch) {
        const before = this.events[i];
        if (before?.position !== position || before.hash !== now) this.witness.objects('chain', `position ${position} is not what was there before`);
        i += 1;
      }
    if (i !== this.events.length) this.witness.objects('positions', `${this.events.length} events were seen, the log holds ${i}`);
    this.witness.saw('chain');
  }
}
