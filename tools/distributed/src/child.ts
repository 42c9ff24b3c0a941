import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type ChildOptions = Readonly<{
  name: string;
  /** File to run and its arguments, by this very Node. */
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Where its output goes. */
  log: string;
  /** Answers 200 when it is ready. */
  health: string;
  /** Told when it has ended by itself and is started again. */
  onRestart?: (name: string, code: number | string) => void;
}>;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** After so long a life the next pause is the first again. */
const LONG_LIFE_MS = 60_000;

/** A process that is kept running: started again when it ends, until it is stopped. */
export class Child {
  #process: ChildProcess | undefined;
  #stopping = false;
  #pause = FIRST_PAUSE_MS;
  #awayMs = 0;
  readonly #out;

  constructor(private readonly options: ChildOptions) {
    this.#out = createWriteStream(options.log, { flags: 'a' });
    this.#start();
  }

  get name(): string {
    return this.options.name;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  #start(): void {
    const { name, args, env, onRestart } = this.options;
    const born = Date.now();
    const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
    this.#process = child;
    child.stdout.pipe(this.#out, { end: false });
    child.stderr.pipe(this.#out, { end: false });
    child.once('error', () => {}); // 'exit' follows
    child.once('exit', (code, signal) => {
      this.#process = undefined;
      if (this.#stopping) return;
      if (Date.now() - born > LONG_LIFE_MS) this.#pause = FIRST_PAUSE_MS;
      onRestart?.(name, code ?? signal ?? 'unknown');
      setTimeout(() => this.#stopping || this.#start(), Math.max(this.#pause, this.#awayMs));
      this.#awayMs = 0;
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
    });
  }

  /** Resolves when it answers that it is ready; rejects with what stands in its way when the signal aborts or the time is over. */
  async ready({ withinMs, signal }: Readonly<{ withinMs: number; signal: AbortSignal }>): Promise<void> {
    const end = Date.now() + withinMs;
    let last = 'no answer';
    while (Date.now() < end && !signal.aborted) {
      const answer = await fetch(this.options.health, { signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => void (last = ((error as Error).cause as { code?: string } | undefined)?.code ?? (error as Error).name));
      if (answer?.ok) return;
      if (answer) last = await answer.text();
      await sleep(200);
    }
    throw new Error(`${this.name} is not ready (its log: ${this.options.log}): ${last}`);
  }

  /** Ends it at once, as a power failure would, or by another signal; it is started again, not before `awayMs` have passed. False when it is not running. */
  kill({ awayMs = 0, signal = 'SIGKILL' }: Readonly<{ awayMs?: number; signal?: NodeJS.Signals }> = {}): boolean {
    this.#awayMs = awayMs;
    return this.#process?.kill(signal) ?? false;
  }

  /** Ends it for good; resolves when it has. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (child) await new Promise<void>((resolve) => child.once('exit', () => resolve()).kill(signal));
    await new Promise<void>((resolve) => this.#out.end(resolve));
  }
}
