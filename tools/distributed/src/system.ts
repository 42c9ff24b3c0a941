import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { EmbeddedIssuer } from '@humai/auth';
import { openMongoVault } from '@humai/vault-mongo';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { type RealServices, startRealServices } from '@humai/real-services';
import { contexts } from '@humai/contexts';
import { setUpFeed } from '@humai/wiring-distributed';
import { systemClock } from '@humai/wiring';
import { Child } from './child.js';
import { copyPersons, simulateDistrict } from './demonstration.js';
import type { Options } from './options.js';
import { mainOf, type Member, peersOf, portsFrom, servicesFrom } from './plan.js';
import { keysOf } from './secrets.js';

const READY_WITHIN_MS = 300_000;

export type StartOptions = Readonly<Pick<Options, 'directory' | 'port' | 'empty' | 'households'> & {
  /** Given addresses are used; what is missing is started here. */
  eventStore?: string | undefined;
  eventFeed?: string | undefined;
  readStore?: string | undefined;
  /** The services to start; all unless told. */
  only?: readonly string[];
  /** How many of a service, by its name; one unless told. The gateway and the ledger ask the first of each. */
  replicas?: Readonly<Record<string, number>>;
  signal: AbortSignal;
  /** Told of each step in words. */
  say: (step: string) => void;
}>;

/** Every service of a system as a process of its own on this machine. */
export class DistributedSystem {
  readonly children = new Map<string, Child>();
  readonly #closing: (() => Promise<void>)[] = [];

  private constructor(
    readonly url: string,
    readonly issuer: EmbeddedIssuer,
    readonly addresses: Readonly<{ eventStore: string; eventFeed: string; readStore: string }>,
    /** What was started here beside the services. */
    readonly real: RealServices | undefined,
    readonly members: readonly Member[],
  ) {}

  /** Rejects with what stands in the way; nothing runs then. */
  static async start(options: StartOptions): Promise<DistributedSystem> {
    const { directory, say, signal } = options;
    const ports = portsFrom(options.port);
    mkdirSync(join(directory, 'logs'), { recursive: true, mode: 0o700 });
    const members = servicesFrom(options.port, options);
    for (const port of [ports.gateway, ...members.map((m) => m.port), ...(options.eventStore ? [] : [ports.eventStore])]) await requireFree(port);

    const closing: (() => Promise<void>)[] = [];
    try {
      const real = options.eventFeed && options.readStore ? undefined
        : await startRealServices({ directory: join(directory, 'real-services'), kafkaPort: ports.kafka, mongoPort: ports.mongo, only: [...(options.eventFeed ? [] : ['kafka' as const]), ...(options.readStore ? [] : ['mongo' as const])] });
      if (real) closing.push(() => real.stop());
      const eventFeed = options.eventFeed ?? real!.kafkaUrl;
      const readStore = options.readStore ?? `${real!.mongoUrl}/humai`;
      say(`Kafka ${withoutSecret(eventFeed)}, MongoDB ${withoutSecret(readStore)}`);
      const { vaultKeyFile, jwks, issuer } = await keysOf(directory);
      const store = join(directory, 'store');
      const eventStore = options.eventStore ?? `sqlite:${store}`;
      if (!options.eventStore) say('event store: SQLite, held by one process and shared by the others of this machine, because no HUMAI_EVENT_STORE names an EventStoreDB');
      if (!options.empty && !options.eventStore && (await isEmpty(store))) {
        say(`making a demonstration district of ${options.households} households …`);
        await simulateDistrict(store, options.households);
        const vault = await openMongoVault({ url: readStore, masterKey: Buffer.from(readFileSync(vaultKeyFile, 'utf8').trim(), 'base64'), clock: systemClock });
        say(`${await copyPersons(store, vault)} persons are in the vault`);
        await vault.close();
      }
      await setUpFeed({ url: eventFeed, house: contexts, partitions: 6, replication: 1, retention: 'forever' });

      const system = new DistributedSystem(`http://127.0.0.1:${ports.gateway}`, issuer, { eventStore, eventFeed, readStore }, real, members);
      system.#closing.push(...closing.splice(0));
      const common = {
        PATH: process.env['PATH'] ?? '', HUMAI_EVENT_STORE: eventStore, HUMAI_EVENT_FEED: eventFeed, HUMAI_READ_STORE: readStore, HUMAI_VAULT_KEY_FILE: vaultKeyFile,
        HUMAI_JWKS: jwks, HUMAI_ISSUER: issuer.issuer, ...handedOn(process.env),
      };
      try {
        if (!options.eventStore) system.#add('event-store', { HUMAI_EVENT_STORE: eventStore, HUMAI_PORT: String(ports.eventStore) }, '', options);
        const peers = peersOf(members.filter((m) => m.service !== 'ledger'));
        for (const { name, service, port, health } of members)
          // Replicas share a folder, as pods share a volume: the evidence lies there.
          system.#add(name, { ...common, HUMAI_PORT: String(port), HUMAI_DATA: join(directory, 'services', service), ...(service === 'ledger' && peers ? { HUMAI_PEERS: peers } : {}) }, health, options, service);
        system.#add('gateway', { HUMAI_PORT: String(ports.gateway), HUMAI_PEERS: peersOf(members) }, `${system.url}/health/ready`, options);
        for (const { name } of members) {
          await system.children.get(name)!.ready({ withinMs: READY_WITHIN_MS, signal });
          say(`${name} is ready`);
        }
        await system.children.get('gateway')!.ready({ withinMs: READY_WITHIN_MS, signal });
      } catch (error) {
        await system.stop();
        throw error;
      }
      return system;
    } catch (error) {
      for (const close of closing.reverse()) await close();
      throw error;
    }
  }

  #add(name: string, env: Readonly<Record<string, string>>, health: string, { directory, say }: StartOptions, app = name): void {
    const child = new Child({
      name, args: ['--max-old-space-size=512', '--disable-warning=ExperimentalWarning', '--disable-warning=TimeoutNegativeWarning', ...tracingOf(env), mainOf(app)], env: { PATH: process.env['PATH'] ?? '', ...env }, health, log: join(directory, 'logs', `${name}.log`),
      onRestart: (who, code) => say(`${who} ended (${code}) and is started again; see ${join(directory, 'logs', `${who}.log`)}`),
    });
    this.children.set(name, child);
  }

  /** In the order in which nobody waits for somebody who is gone. */
  async stop(): Promise<void> {
    const order = ['gateway', ...[...this.children.keys()].filter((n) => n !== 'gateway' && n !== 'event-store'), 'event-store'];
    await this.children.get('gateway')?.stop();
    await Promise.all(order.slice(1, -1).map(async (name) => this.children.get(name)?.stop()));
    await this.children.get('event-store')?.stop();
    for (const close of this.#closing.splice(0).reverse()) await close();
  }
}

/** Services trace when they are told where to; the gateway only hands on what came. */
const tracingOf = (env: Readonly<Record<string, string>>): readonly string[] => (Object.keys(env).some((name) => name.startsWith('OTEL_')) ? ['--import', import.meta.resolve('@humai/wiring/tracing')] : []);

const withoutSecret = (url: string): string => url.replace(/\/\/[^@/]*@/, '//');

/** What is said to all services alike. */
const handedOn = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name, value]) => (name.startsWith('OTEL_') || ['HUMAI_POLICIES', 'HUMAI_LOG', 'HUMAI_READY_LAG'].includes(name)) && value !== undefined)) as Record<string, string>;

async function isEmpty(directory: string): Promise<boolean> {
  try {
    const store = await openSqliteEventStore({ directory, clock: systemClock, readOnly: true });
    try {
      return (await store.lastPosition()) === 0;
    } finally {
      await store.close();
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'STORE.MISSING') return true;
    throw error;
  }
}

function requireFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => reject(new Error(`port ${port} is taken: choose others by --port`)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}
