import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, collectionOf, DomainError, type EventStore, type LocalDate, localDateOf, type Projection, type ReadDocument, type ReadStore } from '@humai/kernel';
import type { ProjectionRunner } from './runner.js';
import { inActSpan } from './tracing.js';

/** Something that must be done by a date, as long as its document stands. */
export type Deadline = ReadDocument & Readonly<{ dueOn: LocalDate; area: string }>;

/**
 * What happens when due dates pass: a read model of due dates, and an act.
 * The act issues a command whose id comes from the deadline's id, so that a repeat of it changes nothing;
 * the events of that command take the deadline out of the read model.
 */
export type DeadlineProcess<D extends Deadline = Deadline> = Readonly<{
  name: string;
  /** Must have an index that begins with `dueOn`; its projection is one of the projection runner's. */
  // The events do not matter here.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  dueDates: Projection<D, any>;
  act(deadline: D, today: LocalDate): Promise<void>;
}>;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyDeadlineProcess = DeadlineProcess<any>;

export type FailedAct = Readonly<{ id: string; dueOn: LocalDate; code: string; attempts: number }>;
export type ProcessStatus = Readonly<{
  name: string;
  /** The date of the last tick, null before the first. */
  lastTick: LocalDate | null;
  /** Acts of the last tick that succeeded. */
  acted: number;
  /** Deadlines whose act failed at the last tick; they are tried again at the next. */
  failed: readonly FailedAct[];
  /** Why the last tick could not go through the due dates, if so. */
  error: string | null;
}>;

export type ProcessRunnerOptions = Readonly<{
  readStore: Pick<ReadStore, 'find' | 'resolve' | 'count'>;
  runner: Pick<ProjectionRunner, 'catchUp'>;
  clock: Clock;
  processes: readonly AnyDeadlineProcess[];
  /** For the trace of the event that set a deadline; without it an act has a trace that names no other. */
  log?: Pick<EventStore, 'readAll'>;
  /** Between two ticks; 60,000 unless told. */
  intervalMs?: number;
  onError?: (failure: Readonly<{ process: string; deadline?: string; error: unknown }>) => void;
}>;

const PAGE = 200;
const INTERVAL_MS = 60_000;

/** Acts on due dates that have passed. Only a tick acts: no replay, rebuild or restart ever does. */
export class ProcessRunner {
  readonly #status: Map<string, ProcessStatus>;
  #ticking: Promise<readonly ProcessStatus[]> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: ProcessRunnerOptions) {
    this.#status = new Map(options.processes.map(({ name }) => [name, { name, lastTick: null, acted: 0, failed: [], error: null }]));
    if (this.#status.size !== options.processes.length) throw new Error('two processes have the same name');
    for (const { name, dueDates } of options.processes)
      if (!dueDates.indexes.some(([first]) => first === 'dueOn')) throw new Error(`process ${name}: ${collectionOf(dueDates)} needs an index by dueOn`);
  }

  get status(): readonly ProcessStatus[] {
    return [...this.#status.values()];
  }

  /** How many deadlines have passed and were not acted upon yet, by process: more than none for long means that acts fail. */
  async overdue(): Promise<readonly Readonly<{ process: string; count: number }>[]> {
    const { readStore, clock, processes } = this.options;
    const filter = { dueOn: { lt: localDateOf(clock.now()) } };
    return Promise.all(processes.map(async ({ name, dueDates }) => ({ process: name, count: await readStore.count(await readStore.resolve(collectionOf(dueDates)), filter) })));
  }

  /** Ticks now and then at the interval, each time for the date it is in China, until the signal aborts. */
  start(signal: AbortSignal): void {
    const { clock, intervalMs = INTERVAL_MS } = this.options;
    this.#running = (async () => {
      while (!signal.aborted) {
        await this.tick(localDateOf(clock.now()), signal);
        await sleep(intervalMs, undefined, { signal }).catch(() => {});
      }
    })();
  }

  /** After the signal has aborted: resolves when the act under way has ended. */
  stopped(): Promise<void> {
    return this.#running;
  }

  /**
   * Acts on every deadline that was due before today, in order of date and key, for each process.
   * Never rejects: what failed stands in the status. A tick that meets another one under way is that one.
   */
  tick(today: LocalDate, signal?: AbortSignal): Promise<readonly ProcessStatus[]> {
    return (this.#ticking ??= this.#tick(today, signal).finally(() => (this.#ticking = undefined)));
  }

  async #tick(today: LocalDate, signal: AbortSignal | undefined): Promise<readonly ProcessStatus[]> {
    for (const process of this.options.processes) {
      if (signal?.aborted) break;
      const before = this.#status.get(process.name)!;
      this.#status.set(process.name, await this.#run(process, today, before, signal));
    }
    return this.status;
  }

  async #run(process: AnyDeadlineProcess, today: LocalDate, before: ProcessStatus, signal: AbortSignal | undefined): Promise<ProcessStatus> {
    const { runner, log, onError } = this.options;
    const { name, dueDates } = process;
    const attempts = new Map(before.failed.map((f) => [f.id, f.attempts]));
    const failed: FailedAct[] = [];
    let acted = 0;
    try {
      // Else a deadline that was met, or acted upon, a moment ago would still seem to stand.
      await runner.catchUp([dueDates]);
      for await (const deadline of this.#overdue(dueDates, today)) {
        if (signal?.aborted) break;
        try {
          await inActSpan(name, deadline, log, () => process.act(deadline, today));
          acted += 1;
        } catch (error) {
          failed.push({ id: deadline._id, dueOn: deadline.dueOn, code: codeOf(error), attempts: (attempts.get(deadline._id) ?? 0) + 1 });
          onError?.({ process: name, deadline: deadline._id, error });
        }
      }
      return { name, lastTick: today, acted, failed, error: null };
    } catch (error) {
      onError?.({ process: name, error });
      return { name, lastTick: today, acted, failed: failed.length > 0 ? failed : before.failed, error: codeOf(error) };
    }
  }

  async *#overdue(dueDates: AnyDeadlineProcess['dueDates'], today: LocalDate): AsyncGenerator<Deadline> {
    const { readStore } = this.options;
    const collection = await readStore.resolve(collectionOf(dueDates));
    let cursor: string | null | undefined;
    do {
      const page = await readStore.find<Deadline>(collection, { filter: { dueOn: { lt: today } }, sort: [['dueOn', 'asc']], limit: PAGE, ...(cursor && { cursor }) });
      yield* page.items;
      ({ cursor } = page);
    } while (cursor);
  }
}

const codeOf = (error: unknown): string => (error instanceof DomainError ? error.code : error instanceof Error ? error.message : String(error));
