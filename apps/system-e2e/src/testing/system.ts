// A running Humai as outsiders meet it: its command line as a process of its own, its HTTP interface over the network.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HUMAI = fileURLToPath(new URL('../../../cli/bin/humai.mjs', import.meta.url));
const READY_WITHIN_MS = 60_000;

export type Ran = Readonly<{ code: number | null; stdout: string; stderr: string }>;

export class System {
  #server: ChildProcess | undefined;
  url = '';

  constructor(
    readonly directory = mkdtempSync(join(tmpdir(), 'humai-e2e-')),
    /** Variables of every command. */
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  /** Runs one command line to its end. */
  humai(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const child = this.#spawn(args, env);
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

  /** Starts the server on an empty store, or on what stands in the directory. */
  async start(): Promise<void> {
    const server = this.#spawn(['up', '--empty', '--json'], { HUMAI_PORT: '0' });
    this.#server = server;
    let output = '';
    this.url = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the server was not ready in time: ${output}`)), READY_WITHIN_MS);
      const read = (text: Buffer) => {
        output += text.toString();
        const found = /\{"url":"([^"]+)"/.exec(output)?.[1];
        if (!found) return;
        clearTimeout(timer);
        resolve(found);
      };
      server.stdout!.on('data', read);
      server.stderr!.on('data', read);
      server.once('exit', (code) => {
        clearTimeout(timer);
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

  #spawn(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    const { PATH = '' } = process.env;
    return spawn(process.execPath, [HUMAI, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH, HUMAI_DATA: this.directory, HUMAI_LANG: 'en', ...this.environment, ...env } });
  }
}
