import { checkpointPositions, type ContextDefinition } from '@humai/nest';
import { createLogger, Metrics } from '@humai/telemetry';
import { HumaiApp, loadRulebook } from '@humai/wiring';
import { readServiceEnvironment } from './environment.js';
import { readModelsOf } from './leadership.js';
import { openPorts } from './platform.js';
import { runUntilSignalled } from './run.js';

export type ServiceOptions = Readonly<{
  /** The context it runs; also the name of its read models' leader. */
  name: string;
  /** Listened on unless `HUMAI_PORT` says otherwise. */
  port: number;
  /** All contexts there are: their events stand in the streams it reads. */
  house: readonly ContextDefinition[];
  /** What it answers beside its context. */
  beside?: readonly ContextDefinition[];
  /** True for the ledger: it publishes the log, and answers for its peers. */
  relays?: boolean;
}>;

const VERSION = '0.1.0';

/** Runs one context as a service of its own until it is told to stop. All replicas answer; one of them keeps the read models and the deadlines. */
export async function runService({ name, port, house, beside = [], relays = false }: ServiceOptions): Promise<void> {
  const boot = createLogger({ service: name });
  let stopWithin = 15;
  await runUntilSignalled(boot, () => stopWithin, async () => {
    const environment = readServiceEnvironment(port);
    stopWithin = environment.stopWithin;
    const logger = createLogger({ service: name, level: environment.logLevel });
    const metrics = new Metrics({ process: true });
    const ports = await openPorts({ name, environment, rulebook: loadRulebook(house, environment.policies), house, relays, logger, metrics });
    const contexts = [...house.filter((c) => c.name === name), ...beside];
    const app = await HumaiApp.start({ platform: ports, contexts, house, positions: checkpointPositions(ports.readStore), logger, metrics, version: VERSION }).catch(async (error: unknown) => {
      await ports.close();
      throw error;
    });
    const relaying = new AbortController();
    const relayed = ports.relay?.run(relaying.signal);
    const failed = never(app.projectAsLeader(ports.leader, readModelsOf(name)), ...(relayed ? [relayed] : []));
    failed.catch(() => {}); // heard by whoever waits for it
    return {
      url: await app.listen(environment.port, environment.host),
      failed,
      stop: async () => {
        relaying.abort();
        await relayed?.catch(() => {});
        await app.close();
      },
    };
  });
}

/** Rejects with what stopped any of them; otherwise stays. */
async function never(...works: readonly Promise<void>[]): Promise<never> {
  await Promise.all(works);
  return new Promise<never>(() => {});
}
