import 'reflect-metadata';
import { connectConsumer, HumaiStrategy } from '@humai/messaging';
import { CommandExecutor, type ContextDefinition, httpAdapter, PROCESS_RUNNER, PROJECTION_RUNNER, setUpHttp } from '@humai/nest';
import type { ProcessRunner, ProjectionRunner } from '@humai/projections';
import { consumerObserver, type Logger, Metrics, NestLogger } from '@humai/telemetry';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EmbeddedModule } from './embedded-module.js';
import type { Platform } from './platform.js';

export type EmbeddedAppOptions = Readonly<{ platform: Platform; contexts: readonly ContextDefinition[]; logger: Logger; version: string }>;

/** All contexts in one process, ready for commands; read models, deadlines and the network only run when told to. */
export class EmbeddedApp {
  readonly executor: CommandExecutor;
  readonly runner: ProjectionRunner;
  readonly processes: ProcessRunner;
  readonly #stopping = new AbortController();
  #projecting = false;

  private constructor(readonly platform: Platform, readonly nest: NestFastifyApplication) {
    this.executor = nest.get(CommandExecutor);
    this.runner = nest.get<ProjectionRunner>(PROJECTION_RUNNER);
    this.processes = nest.get<ProcessRunner>(PROCESS_RUNNER);
  }

  /** Consumers of others' events run from here on. */
  static async start({ platform, contexts, logger, version }: EmbeddedAppOptions): Promise<EmbeddedApp> {
    const metrics = new Metrics({ process: true });
    const module = EmbeddedModule.of({ platform, contexts, logger, metrics });
    const nest = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(), { logger: new NestLogger(logger), abortOnError: false });
    const app = new EmbeddedApp(platform, nest);
    metrics.watch({
      lastPosition: () => platform.store.lastPosition(),
      projections: async () => app.runner.status,
      consumers: () => Promise.all(contexts.flatMap((c) => (c.consumer ? [c.consumer.group] : [])).map(async (group) => ({ group, position: await platform.feed.position(group) }))),
      parked: () => platform.lot.count(),
    });
    setUpHttp(nest, {
      title: 'Humai 户脉', version, simulated: platform.store.simulated,
      description: '防返贫动态监测和帮扶:每户一条事件流。\n\nDynamic monitoring of rural households at risk of falling back into poverty: one event stream per household.',
    });
    for (const { consumer } of contexts)
      if (consumer)
        connectConsumer(nest, new HumaiStrategy({
          ...consumer, feed: platform.feed, lot: platform.lot, catalogue: platform.catalogue, store: platform.messages, clock: platform.clock, observer: consumerObserver(logger, metrics),
          onFailure: (error) => logger.error({ group: consumer.group, err: error }, 'consumer broke off'),
        }));
    await nest.startAllMicroservices();
    await nest.init();
    return app;
  }

  /** Keeps read models up with the log and acts on due dates, until closed. */
  async project(): Promise<void> {
    if (this.#projecting) return;
    this.#projecting = true;
    await this.runner.start(this.#stopping.signal);
    this.processes.start(this.#stopping.signal);
  }

  /** Opens the HTTP interface; answers its address. Rejects with the system's error when the port is taken. */
  async listen(port: number, host: string): Promise<string> {
    await this.nest.listen(port, host);
    const { port: actual } = this.nest.getHttpServer().address() as { port: number };
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
    this.platform.store.publishUrl(url);
    return url;
  }

  /** Answers what is under way, stores all progress and closes the data directory. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.nest.close();
    if (this.#projecting) {
      await this.processes.stopped();
      await this.runner.stopped();
    }
    await this.platform.close();
  }
}
