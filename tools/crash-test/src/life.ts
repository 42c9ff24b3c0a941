import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyLog } from '@humai/integrity';
import { DomainError } from '@humai/kernel';
import type { Random } from '@humai/simulation';
import { checkVault, openReading, type Reading, type Rulebook } from '@humai/wiring-embedded';
import type { Durations } from './durations.js';
import { HumaiProcess } from './humai-process.js';
import { type Logged, LogRecord } from './log-record.js';
import type { Office } from './office.js';
import type { Evidence, Witness } from './proofs.js';

export type Parts = Readonly<{ name: string; base: string; rulebook: Rulebook; random: Random; evidence: Evidence; durations: Durations }>;

const SETTLE_WITHIN_MS = 60_000;
// What a reader may meet where the first start was killed: no store, none of its tables, a first write that only a writer can take back.
const UNMADE = ['STORE.MISSING', 'STORE.OLDER_SCHEMA', 'STORE.UNWRITABLE'];

/** Written without fsync: a power cut takes their last commits, where a kill does not. What they hold comes again from the log. */
const UNSYNCED = ['read-models.sqlite', 'messages.sqlite'];

/** A data directory that goes through many lives. */
export class Directory {
  readonly path: string;
  readonly log: LogRecord;
  readonly witness: Witness;
  /** How its last life ended. */
  phase = 'the beginning';
  /** It was ready once: from here on it is whole. */
  made = false;

  constructor(private readonly parts: Parts) {
    this.path = mkdtempSync(join(parts.base, `${parts.name}-`));
    this.witness = parts.evidence.witness(this.path, () => this.phase);
    this.log = new LogRecord(this.witness);
  }

  /** Starts the server and waits until it is ready. A start that does not come up is the end of this directory. */
  async serve(args: readonly string[] = ['--empty']): Promise<{ humai: HumaiProcess; url: string }> {
    const started = performance.now();
    const humai = new HumaiProcess(this.path, ['up', ...args]);
    if (await humai.holding()) this.parts.durations.note('start', performance.now() - started);
    const held = performance.now();
    const url = await humai.url();
    this.witness.saw('restarts');
    if (url === null) throw new Lost(`the server did not come up: ${humai.stdout}${humai.stderr}`);
    this.parts.durations.note('opening', performance.now() - held);
    this.made = true;
    return { humai, url };
  }

  /** Kills a process; false when it had ended by itself before. */
  async kill(humai: HumaiProcess, phase: string): Promise<boolean> {
    const { signal } = await humai.kill();
    this.phase = phase;
    this.#listen(humai);
    if (humai.overdue) throw new Lost(`a process did not come to an end: ${humai.stdout}${humai.stderr}`);
    if (signal !== 'SIGKILL') return false;
    this.parts.evidence.tally(phase).kills += 1;
    return true;
  }

  /** Stops a server as Ctrl-C does. */
  async stop(humai: HumaiProcess): Promise<void> {
    const started = performance.now();
    humai.interrupt();
    const { code } = await humai.exit;
    this.parts.durations.note('shutdown', performance.now() - started);
    this.phase = 'a clean stop';
    this.#listen(humai);
    if (code !== 0) this.witness.objects('restarts', `a server that was stopped ended with ${code}: ${humai.stdout}${humai.stderr}`);
  }

  /** Before a life that a power cut is to end: what is on the disk for certain. */
  beforePowerCut(): void {
    for (const file of UNSYNCED) for (const part of [file, `${file}-wal`]) copyIfThere(join(this.path, part), join(this.path, `${part}.kept`));
  }

  /** After it: nothing that came since has reached the disk, but for what is written with fsync. */
  afterPowerCut(): void {
    for (const file of UNSYNCED) {
      rmSync(join(this.path, `${file}-shm`), { force: true });
      for (const part of [file, `${file}-wal`]) copyIfThere(join(this.path, `${part}.kept`), join(this.path, part));
    }
  }

  /** Reads beside whoever writes; undefined while the directory has not been made. */
  async reading<T>(work: (reading: Reading) => Promise<T>): Promise<T | undefined> {
    let reading: Reading;
    try {
      reading = await openReading(this.path, this.parts.rulebook);
    } catch (error) {
      if (!this.made && error instanceof DomainError && UNMADE.includes(error.code)) return undefined;
      throw new Lost(`the directory cannot be read: ${error instanceof DomainError ? `${error.code} ${JSON.stringify(error.details)}` : String(error)}`);
    }
    try {
      return await work(reading);
    } finally {
      await reading.close();
    }
  }

  /** After each kill: what came to the log since, and the record of who saw personal data. */
  async look(): Promise<readonly Logged[]> {
    const events = await this.reading((reading) => this.log.follow(reading));
    if (this.made) {
      const { entries, problem } = await checkVault(this.path);
      this.witness.saw('vault');
      if (problem) this.witness.objects('vault', `access ${problem.number} of ${entries} ${problem.problem}`);
    }
    return events ?? [];
  }

  /** All of the log, from the beginning: by the check that operators use, and against what was seen on the way. */
  async verify(): Promise<void> {
    await this.reading(async (reading) => {
      const { store, catalogue } = reading;
      const { problems, events } = await verifyLog(store, { catalogue, gaplessPositions: true, checkFiles: () => store.damage() });
      for (const { stream, revision, problem } of problems) this.witness.objects('chain', `${stream}, revision ${revision}: ${problem}`);
      this.witness.saw('chain', events);
      await this.log.compare(reading);
    });
  }

  /** Waits until everything has read the whole log and nothing more comes. */
  async quiet(office: Office): Promise<void> {
    const until = performance.now() + SETTLE_WITHIN_MS;
    let before = -1;
    for (;;) {
      const { position, readModels, consumers, processes, parked } = await office.status();
      const level = [...readModels, ...consumers].every((r) => r.position === position) && processes.every((p) => p.lastTick !== null);
      const stopped = [...readModels.filter((r) => r.state === 'stopped').map((r) => r.name), ...processes.filter((p) => p.error !== null || p.failed.length > 0).map((p) => p.name)];
      if (stopped.length > 0) throw new Lost(`${stopped.join()} stopped`);
      if (parked > 0) this.witness.objects('messages', `${parked} messages are parked`);
      if (level && position === before) return;
      if (performance.now() > until) throw new Lost(`not all had read the log after ${SETTLE_WITHIN_MS / 1_000} s: ${JSON.stringify({ position, readModels, consumers })}`);
      before = position;
      await sleep(50);
    }
  }

  /** What the process itself took for an error. */
  #listen({ stderr }: HumaiProcess): void {
    for (const line of stderr.split('\n').filter((l) => l.startsWith('{'))) this.witness.objects('restarts', `the server logged ${line.slice(0, 400)}`);
  }
}

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to);
  else rmSync(to, { force: true });
}

/** A directory that cannot go on: the last word of its story. */
export class Lost extends Error {}
