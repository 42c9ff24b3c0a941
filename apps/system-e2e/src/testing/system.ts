// A running Humai as outsiders meet it: its command line as a process of its own, its HTTP interface over the network.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HUMAI = fileURLToPath(new URL('../../../cli/bin/humai.mjs', import.meta.url));
const DISTRIBUTED = fileURLToPath(new URL('../../../../tools/distributed/dist/cli.js', import.meta.url));
const READY_WITHIN_MS = 60_000;
const ALL_READY_WITHIN_MS = 240_000;
/** Commands about a data directory, whatever runs. */
const LOCAL = ['token', 'up', 'simulate'];

/** Every service a process of its own, over real infrastructure, and the command line by URL; the same tests. */
export const isDistributed = (): boolean => process.env['HUMAI_E2E_MODE'] === 'distributed';

export type Ran = Readonly<{ code: number | null; stdout: string; stderr: string }>;

export class System {
  #server: ChildProcess | undefined;
  #token = '';
  /** The first of the hundred ports that a distributed system takes. */
  readonly #ports = 20_000 + 100 * Math.floor(Math.random() * 120); // below those that the system gives away
  url = '';
  #printed = '';

  constructor(
    readonly directory = mkdtempSync(join(tmpdir(), 'humai-e2e-')),
    /** Variables of every command. */
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  /** All that servers have printed: their answers, and one line of log per event. */
  get printed(): string {
    const logs = join(this.directory, 'logs');
    return this.#printed + (isDistributed() ? readdirSync(logs).map((file) => readFileSync(join(logs, file), 'utf8')).join('') : '');
  }

  /** Where each process tells its measures. */
  get metricsUrls(): readonly string[] {
    return isDistributed() ? [10, 11, 12, 13, 14].map((n) => `http://127.0.0.1:${this.#ports + n}/metrics`) : [`${this.url}/metrics`];
  }

  /** Runs one command line to its end. */
  async humai(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    if (isDistributed() && !LOCAL.includes(args[0] ?? '')) await this.start(); // there is nothing to work on without it
    const child = this.#spawn([HUMAI, ...args], { ...this.#place(args[0]), ...env });
    let [stdout, stderr] = ['', ''];
    child.stdout!.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr!.on('data', (text: Buffer) => (stderr += text.toString()));
    return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve({ code, stdout, stderr })));
  }

  /** What a command prints with `--json`; rejects when it did not end well. */
  async json<T>(args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await this.humai([...args, '--json']);
    if (code !== 0) throw new Error(`humai ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`);
    return JSON.parse(stdout) as T;
  }

  /** Starts the server on an empty store, or on what stands in the directory; harmless when it runs. */
  async start(): Promise<void> {
    if (this.#server) return;
    const server = isDistributed()
      ? this.#spawn([DISTRIBUTED, '--directory', this.directory, '--port', String(this.#ports), '--empty', '--json'], {})
      : this.#spawn([HUMAI, 'up', '--empty', '--json'], { HUMAI_DATA: this.directory, HUMAI_PORT: '0' });
    this.#server = server;
    let output = '';
    const keep = (text: Buffer) => void (this.#printed += text.toString());
    server.stdout!.on('data', keep);
    server.stderr!.on('data', keep);
    this.url = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the server was not ready in time: ${output}`)), isDistributed() ? ALL_READY_WITHIN_MS : READY_WITHIN_MS);
      const read = (text: Buffer) => {
        output += text.toString();
        const found = /\{"url":"([^"]+)"/.exec(output)?.[1];
        if (!found) return;
        clearTimeout(timer);
        this.#token = /"token":"([^"]+)"/.exec(output)?.[1] ?? '';
        resolve(found);
      };
      server.stdout!.on('data', read);
      server.stderr!.on('data', read);
      server.once('exit', (code) => {
        clearTimeout(timer);
        if (this.#server === server) this.#server = undefined; // there is nothing left to stop
        reject(new Error(`the server ended with ${code}: ${output}`));
      });
    });
  }

  /** As Ctrl-C does; answers the exit code. */
  async stop(): Promise<number | null> {
    const server = this.#server;
    if (!server) return 0;
    this.#server = undefined;
    return new Promise((resolve) => {
      server.once('close', (code) => resolve(code));
      server.kill('SIGINT');
    });
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async token(role: string, area: string, subject: string): Promise<string> {
    return (await this.json<{ token: string }>(['token', '--role', role, '--area', area, '--subject', subject])).token;
  }

  /** What a command works on: the directory, or the system by its address. */
  #place(name: string | undefined): Readonly<Record<string, string>> {
    if (!isDistributed() || name === 'token') return { HUMAI_DATA: this.directory };
    return LOCAL.includes(name ?? '') ? { HUMAI_DATA: join(this.directory, 'store') } : { HUMAI_URL: this.url, HUMAI_TOKEN: this.#token, HUMAI_DATA: join(this.directory, 'nothing') };
  }

  #spawn(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    const { PATH = '', HOME = '' } = process.env;
    return spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH, HOME, HUMAI_LANG: 'en', ...this.environment, ...env } });
  }
}
