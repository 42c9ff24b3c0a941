import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { LoggedEvent } from '@humai/contracts-ledger';
import type { Logged } from '@humai/crash-test';
import type { DrillWitness } from './proofs.js';

/** The log as `/v1/ledger/events` tells it, followed from look to look. */
export class PublicLog {
  readonly events: LoggedEvent[] = [];
  readonly #heads = new Map<string, number>();
  readonly #ids = new Set<string>();
  readonly #byCommand = new Map<string, Logged[]>();

  constructor(private readonly witness: DrillWitness) {}

  get lastPosition(): number {
    return this.events.at(-1)?.position ?? 0;
  }

  get logged(): readonly Logged[] {
    return this.events.map(toLogged);
  }

  writtenBy(commandId: string): readonly Logged[] {
    return this.#byCommand.get(commandId) ?? [];
  }

  /** What came since the last look. */
  async follow(url: string, token: string): Promise<readonly Logged[]> {
    const seen = this.events.length;
    const answer = await fetch(`${url}/v1/ledger/events?after=${this.lastPosition}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok || !answer.body) throw new Error(`the log cannot be read: ${answer.status} ${await answer.text()}`);
    for await (const line of createInterface({ input: Readable.fromWeb(answer.body as never) })) this.add(JSON.parse(line) as LoggedEvent);
    return this.events.slice(seen).map(toLogged);
  }

  add(event: LoggedEvent): void {
    const { position, stream, revision, id, metadata } = event;
    const { saw, objects } = this.witness;
    const place = `position ${position} (${stream}, revision ${revision})`;
    saw('positions');
    saw('revisions');
    if (position !== this.lastPosition + 1) objects('positions', `${place} follows position ${this.lastPosition}`);
    if (this.#ids.has(id)) objects('acknowledged', `${place}: the event id stands in the log before`);
    const head = this.#heads.get(stream) ?? -1;
    if (revision !== head + 1) objects('revisions', `${place} follows revision ${head}`);
    this.events.push(event);
    this.#ids.add(id);
    this.#heads.set(stream, revision);
    this.#byCommand.set(metadata.commandId, [...this.writtenBy(metadata.commandId), toLogged(event)]);
  }
}

const toLogged = ({ position, stream, revision, type, id, hash, metadata, data }: LoggedEvent): Logged => ({
  position, stream, revision, type, id, hash, commandId: metadata.commandId, causationId: metadata.causationId, data: data as Logged['data'],
});
