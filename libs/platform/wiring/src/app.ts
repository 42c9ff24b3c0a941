import 'reflect-metadata';
import { DomainError, type EventStore, type LeaderElection } from '@humai/kernel';
import { connectConsumer, HumaiStrategy } from '@humai/messaging';
import { CommandExecutor, type ContextDefinition, httpAdapter, PROCESS_RUNNER, PROJECTION_RUNNER, type ReadPositions, setUpHttp, SubjectRegistry } from '@humai/nest';
import type { ProcessRunner, ProjectionRunner } from '@humai/projections';
import { consumerObserver, type Logger, Metrics, NestLogger } from '@humai/telemetry';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Ports } from './ports.js';
import { WiredModule } from './wired-module.js';

export type AppOptions<P extends Ports = Ports> = Readonly<{
  platform: P;
  contexts: readonly ContextDefinition[];
  /** All contexts of the house, when not all run here. */
  house?: readonly ContextDefinition[];
  positions?: ReadPositions;
  logger: Logger;
  /** Where a mode has measures of its own; otherwise made here. */
  metrics?: Metrics;
  version: string;
}>;

/** Contexts in one process, ready for commands; read models, deadlines and the network only run when told to. */
export class HumaiApp<P extends Ports = Ports> {
  readonly executor: CommandExecutor;
  readonly runner: ProjectionRunner;
  readonly processes: ProcessRunner;
  readonly #stopping = new AbortController();
  #projecting: Promise<void> | undefined;
  #led: Promise<void> | undefined;

  private constructor(readonly platform: P, readonly nest: NestFastifyApplication) {
    this.executor = nest.get(CommandExecutor);
    this.runner = nest.get<ProjectionRunner>(PROJECTION_RUNNER);
    this.processes = nest.get<ProcessRunner>(PROCESS_RUNNER);
  }

  /** Consumers of others' events run from here on. */
  static async start<P extends Ports>(options: AppOptions<P>): Promise<HumaiApp<P>> {
    const app = new HumaiApp(options.platform, await create(options));
    await app.nest.startAllMicroservices();
    await app.nest.init();
    return app;
  }

  /** Keeps read models up with the log and acts on due dates, until closed. Resolves when the log is being read. */
  project(): Promise<void> {
    return this.#project(this.#stopping.signal);
  }

  /**
   * Like {@link project}, while this process leads among those of its name. Resolves when closed.
   * Rejects when leadership is lost: a runner is not started twice, so the process ends and is started again by whoever watches it.
   */
  projectAsLeader(leader: LeaderElection, name: string): Promise<void> {
    const { signal } = this.#stopping;
    return (this.#led = leader.lead(name, async (leading) => {
      const until = AbortSignal.any([leading, signal]);
      await this.#project(until);
      await untilAborted(until);
      await this.#settled();
      if (!signal.aborted) throw new DomainError('LEADER.LOST', { name });
    }, signal));
  }

  #project(signal: AbortSignal): Promise<void> {
    return (this.#projecting ??= (async () => {
      await this.runner.start(signal);
      this.processes.start(signal);
    })());
  }

  async #settled(): Promise<void> {
    if (!this.#projecting) return;
    await this.processes.stopped();
    await this.runner.stopped();
  }

  /** Opens the HTTP interface; answers its address. Rejects with the system's error when the port is taken. */
  async listen(port: number, host: string): Promise<string> {
    await this.nest.listen(port, host);
    const { port: actual } = this.nest.getHttpServer().address() as { port: number };
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
    this.platform.announce?.(url);
    return url;
  }

  /** Answers what is under way, stores all progress and closes what lies behind the ports. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.nest.close();
    await this.#settled();
    await this.#led?.catch(() => {}); // told to whoever projects; a partner need not wait for the end of a lease that was given back
    await this.platform.close();
  }
}

const untilAborted = (signal: AbortSignal) => new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));

async function recordedAfter(store: EventStore, position: number): Promise<string | null> {
  for await (const [event] of store.readAll({ after: position, batchSize: 1 })) return event?.recordedAt ?? null;
  return null;
}

/** `identification.clues.v2` is version 2 of `identification.clues`. */
const projectionOf = (collection: string) => {
  const [, name = collection, version = '1'] = /^(.+)\.v(\d+)$/.exec(collection) ?? [];
  return { name, version: Number(version) };
};

async function create({ platform, contexts, house = contexts, positions, logger, metrics = new Metrics({ process: true }), version }: AppOptions): Promise<NestFastifyApplication> {
  const module = WiredModule.of({ ports: platform, contexts, house, positions, logger, metrics });
  const nest = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(), { logger: new NestLogger(logger), abortOnError: false });
  const runner = nest.get<ProjectionRunner>(PROJECTION_RUNNER);
  const processes = nest.get<ProcessRunner>(PROCESS_RUNNER);
  const groups = contexts.flatMap((c) => (c.consumer ? [c.consumer.group] : []));
  metrics.watch({
    log: { lastPosition: () => platform.store.lastPosition(), recordedAfter: (position) => recordedAfter(platform.store, position), now: () => platform.clock.now() },
    // Where another process may keep them up, how far they are is what is stored.
    projections: () => Promise.all(runner.status.map(async ({ name, state, position }) => ({ name, state, position: positions ? await positions.positionOf(projectionOf(name)) : position }))),
    consumers: () => Promise.all(groups.map(async (group) => ({ group, position: await platform.feed.position(group) }))),
    ...(platform.relayPosition && { relay: () => platform.relayPosition!() }),
    parked: () => platform.lot.count(),
    overdue: () => processes.overdue(),
  });
  const { simulated } = platform.traits;
  setUpHttp(nest, {
    title: 'Humai 户脉', version, simulated,
    description: '防返贫动态监测和帮扶:每户一条事件流。\n\nDynamic monitoring of rural households at risk of falling back into poverty: one event stream per household.',
  });
  const subjects = nest.get(SubjectRegistry);
  for (const context of house)
    for (const [subject, names] of Object.entries(context.subjects?.(platform) ?? {})) subjects.add(subject, names);
  for (const { consumer } of contexts)
    if (consumer)
      connectConsumer(nest, new HumaiStrategy({
        ...consumer, feed: platform.feed, lot: platform.lot, catalogue: platform.catalogue, store: platform.messages, clock: platform.clock, observer: consumerObserver(logger, metrics),
        onFailure: (error) => logger.error({ group: consumer.group, err: error }, 'consumer broke off'),
      }));
  return nest;
}
