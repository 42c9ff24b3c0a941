import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kind, javaFolder, librariesOf } from './libraries.js';

export const NAMES: Readonly<Record<Kind, string>> = { kafka: 'Apache Kafka', mongo: 'the MongoDB-protocol server' };
const READY_WITHIN_MS = 60_000;

export type ServiceOptions = Readonly<{ kind: Kind; directory: string; port: number; /** Goes on when this process ends. */ detached?: boolean }>;

/** A service of its own on loopback, with its data in its directory. */
export class RealService {
  #child: ChildProcess | undefined;

  private constructor(private readonly options: ServiceOptions, readonly url: string) {}

  /** Resolves when it answers. Rejects when the port is taken, when Java or Maven is missing, or with the last lines of its log. */
  static async start(options: ServiceOptions): Promise<RealService> {
    const { kind, port, directory } = options;
    if (!(await isFree(port))) throw new Error(`port ${port} for ${NAMES[kind]} is taken`);
    mkdirSync(directory, { recursive: true });
    const service = new RealService(options, kind === 'kafka' ? `kafka://127.0.0.1:${port}` : `mongodb://127.0.0.1:${port}`);
    await service.#launch();
    return service;
  }

  get kind(): Kind {
    return this.options.kind;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async #launch(): Promise<void> {
    const { kind, directory, port, detached = false } = this.options;
    const classPath = librariesOf(kind);
    const args = kind === 'kafka' ? await kafkaArguments(directory, port, classPath) : ['-Xmx384m', '-cp', classPath, join(javaFolder('mongo'), 'MongoProtocolServer.java'), String(port), join(directory, 'data.mv')];
    const log = join(directory, 'log');
    const out = openSync(log, 'a');
    const child = spawn('java', args, { stdio: ['ignore', out, out], cwd: directory, detached });
    closeSync(out);
    if (detached) child.unref();
    else {
      const endWithUs = () => void child.kill('SIGKILL'); // A program that ends without stopping it leaves none behind.
      process.once('exit', endWithUs);
      child.once('exit', () => process.off('exit', endWithUs));
    }
    this.#child = child;
    const ended = new Promise<number | string>((resolve) => child.once('error', (error) => resolve(error.message)).once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')));
    for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; ) {
      const over = await Promise.race([ended, sleep(150)]);
      if (over !== undefined) throw new Error(`${NAMES[kind]} ended with ${over}: ${tailOf(log)}`);
      if (await answers(port)) return;
    }
    child.kill('SIGKILL');
    throw new Error(`${NAMES[kind]} did not answer in time: ${tailOf(log)}`);
  }

  /** Ends it in order; resolves when it has. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends it as a power failure would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Starts it again on its data after {@link stop} or {@link kill}. */
  async restart(): Promise<void> {
    if (this.#child) await this.stop();
    await this.#launch();
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => child.once('exit', () => resolve()).kill(signal));
  }
}

async function kafkaArguments(directory: string, port: number, classPath: string): Promise<string[]> {
  const properties = join(directory, 'server.properties');
  const data = join(directory, 'data');
  const known = existsSync(properties) ? /controller\.quorum\.voters=1@127\.0\.0\.1:(\d+)/.exec(readFileSync(properties, 'utf8'))?.[1] : undefined;
  const controller = known && (await isFree(Number(known))) ? Number(known) : await freePort();
  const settings = {
    'process.roles': 'broker,controller', 'node.id': '1', 'controller.quorum.voters': `1@127.0.0.1:${controller}`, 'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`, 'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT', 'log.dirs': data,
    // One node, and nobody waits for a second.
    'offsets.topic.replication.factor': '1', 'offsets.topic.num.partitions': '8', 'transaction.state.log.replication.factor': '1', 'transaction.state.log.min.isr': '1', 'transaction.state.log.num.partitions': '8',
    'share.coordinator.state.topic.replication.factor': '1', 'share.coordinator.state.topic.min.isr': '1', 'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false', // a topic is made by the set-up step, or it is a mistake
  };
  writeFileSync(properties, `${Object.entries(settings).map(([name, value]) => `${name}=${value}`).join('\n')}\n`);
  if (!existsSync(join(data, 'meta.properties'))) {
    const { status, stdout, stderr } = spawnSync('java', ['-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', '4L6g3nShT-eMCtK--X86sw', '-c', properties], { encoding: 'utf8', cwd: directory });
    if (status !== 0) throw new Error(`Kafka's storage could not be formatted: ${`${stdout}${stderr}`.trim().split('\n').slice(-3).join(' | ')}`);
  }
  return ['-Xmx512m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', classPath, 'kafka.Kafka', properties];
}

const tailOf = (log: string): string => readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' | ');

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1').once('connect', () => { socket.destroy(); resolve(true); }).once('error', () => resolve(false));
  });
}
