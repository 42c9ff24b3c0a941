import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { type DiscardRequest, LedgerStatus, ParkedMessages, ParkedOutcome, type ParkedQuery, Problem, PruneOutcome, type PruneRequest, RebuildLine, ResumeOutcome } from '@humai/contracts-ledger';
import { DomainError } from '@humai/kernel';
import type { Peer } from '@humai/nest';
import type { z } from 'zod';
import type { Asking, Operations } from './operations.js';

type Status = LedgerStatus;
type ReadModels = Extract<RebuildLine, { result: unknown }>['result']['readModels'];
type Request = Readonly<{ path: string; method?: 'GET' | 'POST'; body?: unknown; subject?: string; signal?: AbortSignal }>;

const ANSWER_WITHIN_MS = 10_000;

/** What other services of the system run, asked over their own HTTP interfaces with the rights of whoever asks here. */
export class PeerOperations implements Operations {
  constructor(private readonly peers: readonly Peer[]) {}

  async status(asking: Asking): Promise<Status> {
    const asked = await Promise.all(this.peers.map(async (peer) => ({ peer, outcome: await this.#statusOf(peer, asking).catch((error: unknown) => unreachable(peer, error)) })));
    const statuses = asked.flatMap(({ outcome }) => ('position' in outcome ? [outcome] : []));
    // A service may itself not have reached the replica of it that leads.
    const silent = asked.flatMap(({ outcome }) => ('problem' in outcome ? [outcome] : (outcome.unreachable ?? [])));
    const all = <K extends 'readModels' | 'consumers' | 'processes'>(key: K) => statuses.flatMap((s) => s[key] as Status[K][number][]) as Status[K];
    const unused = statuses.flatMap((s) => s.unused ?? []);
    return {
      position: Math.max(0, ...statuses.map((s) => s.position)),
      simulated: statuses.some((s) => s.simulated),
      readModels: all('readModels'), ...(unused.length > 0 && { unused }), consumers: all('consumers'), processes: all('processes'),
      parked: statuses.reduce((sum, s) => sum + s.parked, 0),
      unknownTypes: [...new Map(statuses.flatMap((s) => s.unknownTypes).map((u) => [u.type, u])).values()],
      ...(silent.length > 0 ? { unreachable: silent } : {}),
    };
  }

  async *rebuild(name: string, asking: Asking, signal: AbortSignal): AsyncGenerator<RebuildLine> {
    const readModels: ReadModels = [];
    for (const peer of await this.#keepersOf(name, asking)) {
      let ended = false;
      for await (const line of this.#lines(peer, { path: `read-models/${encodeURIComponent(name)}/rebuild`, method: 'POST', body: {}, subject: name, signal }, asking)) {
        if ('problem' in line) return yield line;
        if ('result' in line) {
          readModels.push(...line.result.readModels);
          ended = true;
        } else yield line;
      }
      if (!ended) throw new DomainError('PEER.UNREACHABLE', { name: peer.name, problem: 'the answer broke off' });
    }
    yield { result: { readModels } };
  }

  async resume(name: string, asking: Asking): Promise<ResumeOutcome> {
    const path = `read-models/${encodeURIComponent(name)}/resume`;
    const outcomes = await Promise.all((await this.#keepersOf(name, asking)).map((peer) => this.#ask(peer, { path, method: 'POST', body: {}, subject: name }, asking, ResumeOutcome)));
    return { readModels: outcomes.flatMap(({ readModels }) => readModels) };
  }

  async prune(request: PruneRequest, asking: Asking): Promise<PruneOutcome> {
    const outcomes = await Promise.all(this.peers.map((peer) => this.#ask(peer, { path: 'read-models/prune', method: 'POST', body: request }, asking, PruneOutcome)));
    return { dropped: outcomes.flatMap(({ dropped }) => dropped) };
  }

  async parked({ state, limit }: ParkedQuery, asking: Asking): Promise<ParkedMessages> {
    const lists = await Promise.all(this.peers.map((peer) => this.#ask(peer, { path: `parked?state=${state}&limit=${limit}` }, asking, ParkedMessages)));
    return { items: lists.flatMap(({ items }) => items).sort((a, b) => a.order - b.order).slice(0, limit) };
  }

  retry(id: string, asking: Asking): Promise<ParkedOutcome> {
    return this.#ofOwner(id, (peer) => this.#ask(peer, { path: `parked/${encodeURIComponent(id)}/retry`, method: 'POST', body: {}, subject: id }, asking, ParkedOutcome));
  }

  discard(id: string, request: DiscardRequest, asking: Asking): Promise<ParkedOutcome> {
    return this.#ofOwner(id, (peer) => this.#ask(peer, { path: `parked/${encodeURIComponent(id)}/discard`, method: 'POST', body: request, subject: id }, asking, ParkedOutcome));
  }

  /** Throws `READ_MODEL.UNKNOWN`, `PEER.UNREACHABLE`. */
  async #keepersOf(name: string, asking: Asking): Promise<readonly Peer[]> {
    const known = await Promise.all(this.peers.map(async (peer) => {
      const { readModels, unreachable: [silent] = [] } = await this.#statusOf(peer, asking);
      if (silent) throw new DomainError('PEER.UNREACHABLE', silent); // what it keeps is not known, and would be left out
      return { peer, names: readModels.map((m) => m.name) };
    }));
    const keepers = known.filter(({ names }) => (name === 'all' ? names.length > 0 : names.some((n) => n === name || n.startsWith(`${name}.v`))));
    if (keepers.length === 0) throw new DomainError('READ_MODEL.UNKNOWN', { name: name.slice(0, 100), known: known.flatMap(({ names }) => names) }, 'name');
    return keepers.map(({ peer }) => peer);
  }

  /** A message is known to the one whose consumer parked it. */
  async #ofOwner<T>(id: string, ask: (peer: Peer) => Promise<T>): Promise<T> {
    for (const peer of this.peers)
      try {
        return await ask(peer);
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'SUBJECT.NOT_FOUND')) throw error;
      }
    throw new DomainError('SUBJECT.NOT_FOUND', { subject: id });
  }

  #statusOf(peer: Peer, asking: Asking): Promise<Status> {
    return this.#ask(peer, { path: 'status' }, asking, LedgerStatus);
  }

  async #ask<T>(peer: Peer, request: Request, asking: Asking, shape: z.ZodType<T>): Promise<T> {
    const answer = await this.#send(peer, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS), ...request }, asking);
    const parsed = shape.safeParse(await answer.json().catch(() => null));
    if (!parsed.success) throw new DomainError('PEER.UNREACHABLE', { name: peer.name, problem: 'its answer cannot be read' });
    return parsed.data;
  }

  async *#lines(peer: Peer, request: Request, asking: Asking): AsyncGenerator<RebuildLine> {
    const { body } = await this.#send(peer, request, asking);
    for await (const line of createInterface({ input: Readable.fromWeb(body as never) })) yield RebuildLine.parse(JSON.parse(line));
  }

  async #send(peer: Peer, { path, method = 'GET', body, subject = '', signal }: Request, { headers }: Asking): Promise<Response> {
    const answer = await fetch(`${peer.url}/v1/ledger/${path}`, {
      method, ...(signal && { signal }), headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new DomainError('PEER.UNREACHABLE', { name: peer.name, problem: reasonOf(error) });
    });
    if (answer.ok) return answer;
    const problem = Problem.safeParse(await answer.json().catch(() => null));
    throw problem.success ? new DomainError(problem.data.code, { subject, name: subject }, problem.data.field) : new DomainError('PEER.UNREACHABLE', { name: peer.name, problem: `status ${answer.status}` });
  }
}

/** What the system says; Node's `fetch` hides it behind "fetch failed". */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? ((error.cause as { code?: string } | undefined)?.code ?? error.name) : 'unknown';
  return cause === 'TimeoutError' ? 'no answer in time' : cause;
}

/** Rights are refused by all of them alike; only a peer that cannot be asked is left out. */
function unreachable({ name }: Peer, error: unknown): Readonly<{ name: string; problem: string }> {
  if (!(error instanceof DomainError) || error.code !== 'PEER.UNREACHABLE') throw error;
  return { name, problem: String(error.details['problem']) };
}
