import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerStatus, ParkedMessages, ParkedOutcome } from '@humai/contracts-ledger';
import { documentOf, type Given, type Logged, nameOf } from '@humai/crash-test';
import type { DistributedSystem } from '@humai/distributed';
import type { Random } from '@humai/simulation';
import type { Garbage } from './kafka-checks.js';
import { DEAD_LETTERS, type PlainKafka, placeOf } from './kafka.js';
import type { PatientOffice } from './patient-office.js';
import { ASSISTANCE, HOUSEHOLDS, IDENTIFICATION } from './planted.js';
import type { DrillWitness } from './proofs.js';
import type { PublicLog } from './public-log.js';
import type { Saboteur } from './sabotage.js';

const QUIET_WITHIN_MS = 150_000;
const LOOK_EVERY_MS = 150;
/** The ghosts have ID numbers far from those of the load. */
const FIRST_GHOST = 4_000_000;

/** Cannot go on: the last word of a drill. */
export class Lost extends Error {}

/** Where the faults strike, and what is known of it. */
export class Scene {
  /** Where messages stand that the relay did not write, as `topic/partition/offset`. */
  readonly planted = new Set<string>();
  readonly garbage: Garbage[] = [];
  /** Planted events that a handler has taken in the end: each is one clue. */
  readonly taken: Logged[] = [];
  /** What must be in the parking lot, in order. */
  parked: readonly Readonly<{ event: Logged; code: string }>[] = [];
  /** Of the fault that is on: what it counted. */
  counted = { times: 0, parked: 0, deadLetters: 0, repeats: 0 };
  #ghosts = 0;
  #registered = 0;

  constructor(
    readonly parts: Readonly<{
      system: DistributedSystem; kafka: PlainKafka; topics: readonly string[]; log: PublicLog; random: Random; office: PatientOffice; officer: string; ops: string; witness: DrillWitness; saboteur: Saboteur; today: string;
    }>,
    /** Reads on in the log. */
    readonly look: () => Promise<void>,
  ) {}

  async pause(fromMs: number, toMs: number): Promise<void> {
    await sleep(this.parts.random.int(fromMs, toMs));
  }

  /** Kills a service, which is started again by itself. */
  async kill(name: string, awayMs = 0): Promise<void> {
    const child = this.parts.system.children.get(name)!;
    for (const until = Date.now() + QUIET_WITHIN_MS; !child.kill({ awayMs }); await sleep(20)) if (Date.now() > until) throw new Lost(`${name} does not run`);
    this.counted.times += 1;
  }

  async #ask<T>(path: string, body?: unknown): Promise<T> {
    const { system, ops } = this.parts;
    const answer = await fetch(`${system.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${ops}`, 'accept-language': 'en', ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, signal: AbortSignal.timeout(60_000), ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as T;
  }

  verify(): Promise<{ ok: boolean; problems: readonly { stream: string; revision: number; problem: string }[] }> {
    return this.#ask('/v1/ledger/verify', {});
  }

  /** Resolves when nothing is on its way any more: all has been published, handled and folded, and every service says that it is well. */
  async quiet(): Promise<void> {
    const { system, kafka } = this.parts;
    const topics = this.parts.topics.filter((t) => t !== DEAD_LETTERS);
    const until = Date.now() + QUIET_WITHIN_MS;
    let before = '';
    for (let why = 'nobody was asked'; ; await sleep(LOOK_EVERY_MS)) {
      if (Date.now() > until) throw new Lost(`not quiet after ${QUIET_WITHIN_MS / 1_000} s: ${why}`);
      try {
        const status = await this.#ask<LedgerStatus>('/v1/ledger/status');
        why = behind(status, this.parked.length) ?? '';
        if (why !== '') continue;
        if (!(await fetch(`${system.url}/health/ready`)).ok) {
          why = 'a service is not ready';
          continue;
        }
        const lag = (await kafka.lag(IDENTIFICATION, topics)) + (await kafka.lag(ASSISTANCE, topics));
        why = lag === 0 ? '' : `${lag} messages are left in Kafka`;
        if (why === '' && before === `${status.position}`) return;
        before = why === '' ? `${status.position}` : '';
      } catch (error) {
        why = error instanceof Error ? `${error.message} ${(error.cause as Error | undefined)?.message ?? ''}` : String(error);
      }
    }
  }

  /** Writes a message that the relay did not write. */
  async plant(message: Parameters<PlainKafka['produce']>[1][number], topic = HOUSEHOLDS): Promise<Garbage['place']> {
    const [place] = await this.parts.kafka.produce(topic, [message]);
    this.planted.add(placeOf(place!));
    return place!;
  }

  ghost(): string {
    return `ghost-${(this.#ghosts += 1)}`;
  }

  /** From here on there is such a household. */
  async register(id: string): Promise<void> {
    const { office, officer } = this.parts;
    const documentNumber = documentOf(FIRST_GHOST + (this.#registered += 1));
    const given: Given = {
      key: `register-${id}`, path: `/v1/identification/households/${id}/register-household`,
      body: { registerNumber: null, village: '511504001201', kind: 'GENERAL', members: [{ relation: '01', labour: 'ORDINARY', name: nameOf(documentNumber), documentNumber }] },
    };
    const outcome = await office.give(given, officer);
    if (outcome.kind !== 'answered') throw new Lost(`${id} could not be registered: ${JSON.stringify(outcome)}`);
  }

  async listParked(): Promise<ParkedMessages['items']> {
    return (await this.#ask<ParkedMessages>('/v1/ledger/parked?limit=1000')).items;
  }

  /** The parking lot against what must be in it. */
  async checkParked(): Promise<void> {
    const { witness, saboteur } = this.parts;
    const found = saboteur.parked(await this.listParked());
    const tell = (all: readonly string[]) => JSON.stringify(all);
    const [is, should] = [found.map((p) => `${p.stream} ${p.eventId} ${p.code}`), this.parked.map(({ event, code }) => `${event.stream} ${event.id} ${code}`)];
    witness.saw('parked', Math.max(1, should.length));
    if (tell([...is].sort()) !== tell([...should].sort())) witness.objects('parked', `the lot holds ${tell(is)} and should hold ${tell(should)}`);
  }

  async retry(event: Logged, outcome: ParkedOutcome): Promise<void> {
    this.#compare(`retry ${event.stream}`, await this.#ask(`/v1/ledger/parked/${encodeURIComponent(`${IDENTIFICATION}/${event.id}`)}/retry`, {}), outcome);
  }

  async discard(event: Logged, outcome: ParkedOutcome): Promise<void> {
    this.#compare(`discard ${event.stream}`, await this.#ask(`/v1/ledger/parked/${encodeURIComponent(`${IDENTIFICATION}/${event.id}`)}/discard`, { reason: 'fault drill' }), outcome);
  }

  #compare(what: string, is: unknown, should: ParkedOutcome): void {
    const { witness } = this.parts;
    witness.saw('parked');
    if (JSON.stringify(is) !== JSON.stringify(should)) witness.objects('parked', `${what}: ${JSON.stringify(is)}, it should be ${JSON.stringify(should)}`);
  }
}

/** What stands in the way of calling it quiet, in words; null when nothing does. */
export function behind({ position, readModels, consumers, processes, parked, unreachable = [] }: LedgerStatus, parkedExpected: number): string | null {
  if (unreachable.length > 0) return unreachable.map((u) => `${u.name}: ${u.problem}`).join();
  const late = [...readModels.map((r) => ({ name: r.name, position: r.position })), ...consumers.map((c) => ({ name: c.group, position: c.position }))].filter((r) => r.position !== position);
  if (late.length > 0) return `${late.length} are not at ${position}: ${late[0]!.name} is at ${late[0]!.position}`;
  const unwell = readModels.find((r) => r.state !== 'live');
  if (unwell) return `${unwell.name} is ${unwell.state}: ${unwell.error?.code ?? ''}`;
  const failed = processes.find((p) => p.error !== null || p.failed.length > 0 || p.lastTick === null);
  if (failed) return `${failed.name}: ${failed.error ?? failed.failed[0]?.code ?? 'has not begun'}`;
  return parked === parkedExpected ? null : `${parked} messages are parked, not ${parkedExpected}`;
}
