import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RebuildResult } from '@humai/contracts-ledger';
import { localDateOf } from '@humai/kernel';
import { systemClock } from '@humai/wiring-embedded';
import type { z } from 'zod';
import { checkDeadlines, checkMessages, checkPlaces, compareReadModels } from './checks.js';
import { District } from './commands.js';
import { HumaiProcess } from './humai-process.js';
import { Directory, Lost, type Parts } from './life.js';
import { Load } from './load.js';
import { appoint, Office } from './office.js';
import { checkPeople, readVault } from './vault-check.js';

/** Where in the life of a server it is killed, and how often. */
const PHASES = { 'start-up': 10, opening: 14, 'first start': 8, 'catching up': 10, load: 32, 'power cut': 12, rebuild: 8, shutdown: 10 };
type Phase = keyof typeof PHASES;
export const SERVER_PHASES = Object.keys(PHASES) as readonly Phase[];

const OFFICERS = 24;
/** Commands acknowledged shortly before a kill that are given again after it. */
const REPEATED = 40;
const REPEATED_AT_LAST = 3_000;
const HOLDER = 'holder.json';
const MAKING_MS = 20;
const READ_MODELS = 'read-models.sqlite';

/** A server under the load of many officers, killed again and again on one data directory. */
export class ServerLife {
  readonly #directory: Directory;
  #load!: Load;
  #tokens!: Awaited<ReturnType<typeof appoint>>;
  readonly #district: District;

  constructor(private readonly parts: Parts) {
    this.#directory = new Directory(parts);
    this.#district = new District(parts.random.fork(), parts.name);
  }

  /** @param enough whether there were enough kills; asked between two lives */
  async run(enough: () => boolean): Promise<void> {
    await this.#begin();
    // Every phase once, then as chance has it.
    const first = [...SERVER_PHASES];
    while (!enough() || first.length > 0) await this.#live(first.shift() ?? this.parts.random.weighted(PHASES));
    await this.#end();
  }

  async #begin(): Promise<void> {
    const { humai, url } = await this.#directory.serve();
    this.#tokens = await appoint(this.#directory.path, OFFICERS);
    this.#load = new Load({ district: this.#district, random: this.parts.random.fork(), officers: this.#tokens.officers, evidence: this.parts.evidence, witness: this.#directory.witness });
    const office = this.#office(url);
    for (const site of this.#district.sites) if ((await office.give(site, this.#tokens.officers[0]!)).kind !== 'answered') throw new Lost('no site could be opened');
    await this.#work(office, 'load', 500);
    await this.#directory.stop(humai);
    await this.#look();
  }

  async #live(phase: Phase): Promise<void> {
    switch (phase) {
      case 'first start': return this.#firstStart();
      case 'start-up':
      case 'opening': return this.#starting(phase);
      case 'catching up': return this.#catchingUp();
      case 'load':
      case 'power cut':
      case 'rebuild':
      case 'shutdown': return this.#serving(phase);
    }
  }

  /** Before the server is ready: compiled code is loaded, the lock taken, stores opened, read models brought up. */
  async #starting(phase: Phase): Promise<void> {
    const { random, durations } = this.parts;
    const humai = new HumaiProcess(this.#directory.path, ['up', '--empty']);
    if (phase === 'start-up') await humai.within(random.unit() * (durations.of('start') + durations.of('opening')));
    else if (await humai.holding()) await humai.within(random.unit() * durations.of('opening') * 1.2);
    await this.#kill(humai, phase);
  }

  /** A directory of its own, killed while it is made: key, schema, first tables. Then it must come up as if nothing had been. */
  async #firstStart(): Promise<void> {
    const { random, durations } = this.parts;
    const directory = new Directory({ ...this.parts, name: 'first' });
    for (let again = random.int(1, 2); again > 0; again -= 1) {
      const humai = new HumaiProcess(directory.path, ['up', '--empty']);
      // The schema of the log is made right after the lock; everything else comes later.
      if (random.happens(0.5) ? await humai.brings(HOLDER) : false) await humai.within(random.unit() * MAKING_MS);
      else if (await humai.holding()) await humai.within(random.unit() * durations.of('opening'));
      if (!(await directory.kill(humai, 'first start'))) throw new Lost(`a first start ended by itself: ${humai.stderr}`);
      await directory.look();
    }
    // As people start it: something stands in the directory, so no demonstration is made.
    const { humai, url } = await directory.serve([]);
    const { ops } = await appoint(directory.path, 1);
    await directory.quiet(new Office(url, ops));
    await directory.stop(humai);
    await directory.look();
  }

  /** Read models are thrown away, as anybody may, and made again from the whole log; the kill comes while that is under way. */
  async #catchingUp(): Promise<void> {
    const { random, durations } = this.parts;
    const { humai: before, url } = await this.#directory.serve();
    await this.#compare(this.#office(url));
    await this.#directory.stop(before);
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(this.#directory.path, `${READ_MODELS}${suffix}`), { force: true });
    const humai = new HumaiProcess(this.#directory.path, ['up', '--empty']);
    if (await humai.holding()) await humai.within(random.unit() * durations.of('opening') * 2);
    await this.#kill(humai, 'catching up');
  }

  async #serving(phase: 'load' | 'power cut' | 'rebuild' | 'shutdown'): Promise<void> {
    const { random, durations } = this.parts;
    if (phase === 'power cut') this.#directory.beforePowerCut();
    const { humai, url } = await this.#directory.serve();
    const office = this.#office(url);
    if (phase === 'rebuild') await this.#compare(office);
    await this.#load.repeat(office, this.#load.acknowledged.slice(-REPEATED));
    const working = this.#work(office, phase, phase === 'load' || phase === 'power cut' ? random.int(20, 900) : 5_000);
    if (phase === 'rebuild') {
      const started = performance.now();
      const rebuilding = this.#rebuild(office).then(() => durations.note('rebuild', performance.now() - started));
      await Promise.race([sleep(random.unit() * durations.of('rebuild')), rebuilding]);
    } else if (phase === 'shutdown') {
      await sleep(random.int(50, 300));
      const started = performance.now();
      humai.interrupt();
      await humai.within(random.unit() * durations.of('shutdown') * 1.5);
      if (humai.ended) durations.note('shutdown', performance.now() - started);
    } else await working;
    await this.#kill(humai, phase);
    if (phase === 'power cut') this.#directory.afterPowerCut();
    await working;
  }

  async #rebuild(office: Office): Promise<void> {
    const { result, defect } = await office.work<z.infer<typeof RebuildResult>>('/v1/ledger/read-models/all/rebuild');
    if (defect !== undefined) this.#directory.witness.objects('readModels', defect);
    for (const { name, differences } of result?.readModels ?? []) {
      this.#directory.witness.saw('readModels');
      if (differences > 0) this.#directory.witness.objects('readModels', `${name} was rebuilt with ${differences} differences`);
    }
  }

  async #kill(humai: HumaiProcess, phase: Phase): Promise<void> {
    if (!(await this.#directory.kill(humai, phase))) {
      const { code } = await humai.exit;
      if (phase !== 'shutdown' || code !== 0) this.#directory.witness.objects('restarts', `the server ended by itself with ${code}: ${humai.stdout}${humai.stderr}`);
    }
    await this.#look();
  }

  async #look(): Promise<void> {
    this.#district.learn(await this.#directory.look());
    this.#load.find(this.#directory.log);
  }

  /** Officers work until the time is over or the server has gone. */
  #work(office: Office, phase: Phase, ms: number): Promise<void> {
    return this.#load.run(office, phase, AbortSignal.timeout(ms));
  }

  async #compare(office: Office): Promise<void> {
    await this.#directory.quiet(office);
    await this.#directory.reading((reading) => compareReadModels(reading, this.#directory.witness));
  }

  /** All that was doubtful is settled; then one more clean start, and everything is looked at from the beginning. */
  async #end(): Promise<void> {
    const { witness, log, path } = this.#directory;
    const { humai, url } = await this.#directory.serve();
    await this.#load.settle(this.#office(url), 'load');
    if (this.#load.doubtful > 0) throw new Lost(`${this.#load.doubtful} commands cannot be settled`);
    const all = this.#load.acknowledged;
    const some = all.length <= REPEATED_AT_LAST ? all : Array.from({ length: REPEATED_AT_LAST }, () => this.parts.random.pick(all));
    await this.#load.repeat(this.#office(url), some);
    await this.#directory.quiet(this.#office(url));
    await this.#directory.stop(humai);

    const last = await this.#directory.serve();
    await this.#compare(this.#office(last.url));
    await this.#directory.stop(last.humai);
    await this.#look();
    this.#load.find(log, true);
    await this.#directory.verify();
    checkMessages(log.events, witness);
    checkDeadlines(log.events, localDateOf(systemClock.now()), witness);
    checkPlaces(log.events, witness);
    checkPeople(await readVault(path, log, witness), all, log, witness);
  }

  #office(url: string): Office {
    return new Office(url, this.#tokens.ops);
  }
}
