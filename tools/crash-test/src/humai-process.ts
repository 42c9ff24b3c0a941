import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export type Exit = Readonly<{ code: number | null; signal: NodeJS.Signals | null }>;

const PROGRAM = fileURLToPath(new URL('./humai.js', import.meta.url));
const LOOK_EVERY_MS = 2;
/** Longer than anything takes here that works, on a slow machine, too. */
const LONGEST_LIFE_MS = 180_000;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

/** A Humai of its own process, on a data directory. */
export class HumaiProcess {
  readonly #child: ChildProcess;
  readonly exit: Promise<Exit>;
  stdout = '';
  stderr = '';
  /** It had to be ended, because it did not end. */
  overdue = false;
  #url: string | undefined;
  #wake: () => void = () => {};
  #ended = false;

  constructor(
    private readonly directory: string,
    args: readonly string[],
  ) {
    const { PATH = '' } = process.env;
    this.#child = spawn(process.execPath, [PROGRAM, ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH, HUMAI_DATA: directory, HUMAI_PORT: '0', HUMAI_LANG: 'zh', HUMAI_LOG: 'error' } });
    running.add(this.#child);
    this.#child.stdout!.on('data', (text: Buffer) => {
      this.stdout += text.toString();
      this.#url ??= /\{"url":"([^"]+)"/.exec(this.stdout)?.[1];
      this.#wake();
    });
    this.#child.stderr!.on('data', (text: Buffer) => (this.stderr += text.toString()));
    const limit = setTimeout(() => {
      this.overdue = true;
      this.#child.kill('SIGKILL');
    }, LONGEST_LIFE_MS);
    this.exit = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code, signal) => {
        clearTimeout(limit);
        running.delete(this.#child);
        this.#ended = true;
        this.#wake();
        resolve({ code, signal });
      });
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Where it serves; null when it ended before. */
  async url(): Promise<string | null> {
    while (this.#url === undefined && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#url ?? null;
  }

  /** Resolves when a file of this name comes into the data directory; false when it ended before. To be asked at once: what is there already does not come. */
  async brings(file: string): Promise<boolean> {
    const watcher = watch(this.directory);
    const came = new Promise<boolean>((resolve) => watcher.on('change', (_, name) => void (name === file && resolve(true))));
    try {
      return await Promise.race([came, this.exit.then(() => false)]);
    } finally {
      watcher.close();
    }
  }

  /** Resolves when it has taken the data directory: from here on there is something to break. False when it ended before. */
  async holding(): Promise<boolean> {
    while (!this.#ended) {
      if (holderIn(this.directory) === this.#child.pid) return true;
      await sleep(LOOK_EVERY_MS);
    }
    return false;
  }

  /** Ends it as a power cut would: no handler runs. */
  kill(): Promise<Exit> {
    this.#child.kill('SIGKILL');
    return this.exit;
  }

  /** As Ctrl-C does. */
  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  /** Resolves after the time, or when it has ended. */
  async within(ms: number): Promise<void> {
    await Promise.race([sleep(ms), this.exit]);
  }
}

function holderIn(directory: string): number | undefined {
  try {
    return (JSON.parse(readFileSync(join(directory, 'holder.json'), 'utf8')) as { pid: number }).pid;
  } catch {
    return undefined;
  }
}
