import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkMessages, checkPlaces, compareWithFold, District, Load, type Logged } from '@humai/crash-test';
import type { LoggedEvent, RebuildResult } from '@humai/contracts-ledger';
import type { RecordedEvent } from '@humai/kernel';
import { openMongoReadStore } from '@humai/read-store-mongo';
import type { Rulebook } from '@humai/wiring';
import type { z } from 'zod';
import { FAULTS, type FaultName } from './faults.js';
import { checkDeadLetters, checkTopics } from './kafka-checks.js';
import type { Drilled, DrillEvidence } from './proofs.js';
import { DEAD_LETTERS } from './kafka.js';
import { ask } from './questions.js';
import { Lost, Scene } from './scene.js';

/** The load goes on for so long after a fault. */
const AFTERWARDS_MS = 1_000;
const SETTLE_WITHIN_MS = 120_000;
const NAMES = /测\d|\b0{6}(19|20)\d{9}[\dX]\b/;

export type Row = Readonly<{ fault: FaultName; title: string; times: number; acknowledged: number; lost: number; doubled: number; reordered: number; readModelDifferences: number; parked: number; deadLetters: number; other: number; repeats: number; secondsToRecover: number }>;

type Parts = ConstructorParameters<typeof Scene>[0] & Readonly<{ evidence: DrillEvidence; rulebook: Rulebook; officers: readonly string[]; directory: string; phase: { now: string }; say: (text: string) => void }>;

/** One fault after another under a load, each followed by a look at everything. */
export class Drill {
  readonly scene: Scene;
  readonly rows: Row[] = [];
  readonly #district: District;
  readonly #load: Load;
  #repeats = 0;

  constructor(private readonly parts: Parts) {
    const { random, officers, evidence, witness } = parts;
    this.#district = new District(random.fork(), 'drill');
    this.#load = new Load({ district: this.#district, random: random.fork(), officers, evidence, witness });
    this.scene = new Scene(parts, () => this.#look());
  }

  /** Sites and a first few households. */
  async begin(): Promise<void> {
    const { office, officers } = this.parts;
    for (const site of this.#district.sites) if ((await office.give(site, officers[0]!)).kind !== 'answered') throw new Lost('no site could be opened');
    await this.#load.run(office, 'start', AbortSignal.timeout(4_000));
    await this.#settle('start');
    await this.scene.quiet();
    await this.#check();
  }

  async run(fault: FaultName): Promise<void> {
    const { scene, parts: { evidence, witness, office, officers, phase, say } } = this;
    const { title, strike, mend } = FAULTS[fault];
    phase.now = fault;
    scene.counted = { times: 0, parked: 0, deadLetters: 0, repeats: 0 };
    const stop = new AbortController();
    const latest = () => this.#load.acknowledged.at(-1)?.answer.position ?? 0;
    const working = Promise.all([this.#load.run(office, fault, stop.signal), ask(office.url, officers.at(-1)!, latest, witness, stop.signal)]);
    await scene.pause(500, 1_500);
    await strike(scene);
    const struck = performance.now();
    await scene.pause(AFTERWARDS_MS, AFTERWARDS_MS);
    stop.abort();
    await working;
    await this.#settle(fault);
    await scene.quiet();
    const seconds = (performance.now() - struck) / 1_000;
    witness.saw('faults');
    if (mend) {
      await scene.checkParked();
      await mend(scene);
      await scene.quiet();
    }
    await this.#check();
    const { acknowledged = 0, lost = 0, doubled = 0 } = evidence.tallies.get(fault) ?? {};
    const of = (...proofs: readonly Drilled[]) => evidence.problemsIn(fault, ...proofs);
    const counted = [of('messages', 'repeated'), of('positions', 'revisions', 'chain', 'order'), of('readModels')] as const;
    const row: Row = {
      fault, title, acknowledged, lost, doubled: doubled + counted[0], reordered: counted[1], readModelDifferences: counted[2], ...scene.counted,
      other: of('faults', 'refused', 'questions', 'places', 'parked', 'deadLetters', 'privacy'), secondsToRecover: Math.round(seconds * 10) / 10,
    };
    this.rows.push(row);
    say(`${title}: ${JSON.stringify(row)}`);
  }

  /** Everything that was acknowledged is looked for once more, and all read models are made anew. */
  async end(): Promise<void> {
    const { log, saboteur, office, ops, witness, phase } = this.parts;
    phase.now = 'end';
    this.#load.find(saboteur.log(log, this.#load.acknowledged.at(-1)?.given.key), true);
    const { result, defect } = await office.work<z.infer<typeof RebuildResult>>('/v1/ledger/read-models/all/rebuild', ops);
    if (!result) witness.objects('readModels', `they could not be rebuilt: ${defect ?? 'no answer'}`);
    for (const { name, differences } of result?.readModels ?? []) {
      witness.saw('readModels');
      if (differences > 0) witness.objects('readModels', `${name} was rebuilt with ${differences} differences`);
    }
  }

  /** Whatever is doubtful is given again until it is answered. */
  async #settle(phase: string): Promise<void> {
    const { office } = this.parts;
    const timer = setTimeout(() => (office.gone = true), SETTLE_WITHIN_MS);
    await this.#load.settle(office, phase);
    clearTimeout(timer);
    if (this.#load.doubtful > 0) throw new Lost(`${this.#load.doubtful} commands were not answered in ${SETTLE_WITHIN_MS / 1_000} s`);
  }

  async #look(): Promise<void> {
    const { log, system, ops } = this.parts;
    this.#district.learn(await log.follow(system.url, ops));
  }

  /** Everything is quiet: what is there must be what was acknowledged, everywhere. */
  async #check(): Promise<void> {
    const { scene, parts: { log, kafka, topics, witness, saboteur } } = this;
    await this.#look();
    this.#load.find(saboteur.log(log, this.#load.acknowledged.at(-1)?.given.key));
    const { problems } = await scene.verify();
    witness.saw('chain', log.events.length);
    for (const { stream, revision, problem } of problems) witness.objects('chain', `${stream}, revision ${revision}: ${problem}`);
    const seen = await kafka.readAll(topics);
    const [letters, events] = [seen.filter((m) => m.topic === DEAD_LETTERS), seen.filter((m) => m.topic !== DEAD_LETTERS)];
    const repeats = checkTopics(saboteur.seen(events), log.events, scene.planted, witness);
    scene.counted.repeats = repeats - this.#repeats;
    this.#repeats = repeats;
    checkDeadLetters(letters, saboteur.garbage(scene.garbage), witness);
    await scene.checkParked();
    await this.#compareReadModels();
    const logged = saboteur.reactions(log.logged);
    // In the order in which they were tried again, each once.
    checkMessages([...logged, ...scene.taken], witness);
    this.#checkTaken(logged);
    checkPlaces(logged, witness);
    this.#checkLogs();
  }

  async #compareReadModels(): Promise<void> {
    const { log, system, rulebook, witness, saboteur } = this.parts;
    const readStore = await openMongoReadStore({ url: system.addresses.readStore, appName: 'fault-drill' });
    try {
      const events = saboteur.folded(log.events).map((e: LoggedEvent) => rulebook.catalogue.upcast(e as RecordedEvent));
      await compareWithFold(events, { readStore, policies: rulebook.policies, calendar: rulebook.calendar }, witness);
    } finally {
      await readStore.close();
    }
  }

  #checkTaken(logged: readonly Logged[]): void {
    const { witness } = this.parts;
    for (const [stream, events] of Map.groupBy(this.scene.taken, (e) => e.stream)) {
      const order = logged.filter((e) => e.type === 'identification.ClueReported.v1' && e.stream === stream && events.some(({ id }) => id === e.causationId)).map((e) => e.causationId);
      witness.saw('parked');
      if (order.join() !== events.map((e) => e.id).join()) witness.objects('parked', `${stream}: what was parked was handled as ${order.join()}, not ${events.map((e) => e.id).join()}`);
    }
  }

  /** What the services logged names nobody. */
  #checkLogs(): void {
    const { directory, witness } = this.parts;
    const folder = join(directory, 'logs');
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), 'utf8');
      witness.saw('privacy');
      if (NAMES.test(text) || this.scene.garbage.some(({ secret }) => text.includes(secret))) witness.objects('privacy', `the log of ${file} names a person or quotes a message`);
    }
  }
}
