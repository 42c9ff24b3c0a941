import { contexts } from '@humai/contexts';
import { DomainError } from '@humai/kernel';
import { createLogger, type Logger } from '@humai/telemetry';
import { EmbeddedApp, type Environment, type Holder, holderOf, loadRulebook, openPlatform, openReading, type PlatformOptions, type Reading, type Rulebook } from '@humai/wiring-embedded';
import { openEmbeddedIssuer } from '@humai/auth';
import { existsSync } from 'node:fs';
import type { Output } from './output.js';
import { Progress } from './progress.js';
import { Server } from './server.js';

export const VERSION = '0.1.0';
/** Who acts when somebody with access to the data directory gives a command: the whole store is theirs already. */
export const OPERATOR = 'cli';

/** What every command works with: the settings, the data directory in the form it needs, and the way out. */
export class Session {
  #rulebook: Rulebook | undefined;
  #remote: Server | null | undefined;

  constructor(
    readonly environment: Environment,
    readonly output: Output,
    /** Aborted by Ctrl-C. */
    readonly signal: AbortSignal,
  ) {}

  /** Throws `USAGE.NEEDS_DIRECTORY` where a system is named by its address: nothing is to be found or made in a directory then. */
  get directory(): string {
    const { directory, remote } = this.environment;
    if (remote) throw new DomainError('USAGE.NEEDS_DIRECTORY', { url: remote.url });
    return directory;
  }

  /** The system that was named by its address; null when there is a data directory to work on. */
  get remote(): Server | null {
    const { remote } = this.environment;
    return (this.#remote ??= remote && new Server(remote.url, remote.token, this.output.language, this.signal));
  }

  get rulebook(): Rulebook {
    return (this.#rulebook ??= loadRulebook(contexts, this.environment.policies));
  }

  get logger(): Logger {
    return createLogger({ service: 'humai', level: this.environment.logLevel, destination: { write: (line) => void process.stderr.write(line) } });
  }

  /** The process that holds the data directory, if any. */
  get holder(): Holder | null {
    return existsSync(this.directory) ? holderOf(this.directory) : null;
  }

  /** Reads: over HTTP from a system named by its address, else from the files, beside whoever writes. Says on stderr when what was read is made up. */
  async read<T>({ server, here }: Readonly<{ server: (server: Server) => Promise<T>; here: (reading: Reading) => Promise<T> }>, show: (found: T) => Promise<number | void> | number | void): Promise<number | void> {
    const { remote } = this;
    if (remote) {
      const code = await show(await server(remote));
      this.noteSimulated(remote.simulated);
      return code;
    }
    return this.reading(async (reading) => {
      const code = await show(await here(reading));
      this.noteSimulated(reading.store.simulated);
      return code;
    });
  }

  /** Has something done: over HTTP by the system named by its address or by the server that holds the directory, else here. */
  async act<T>(role: string, { server, here }: Readonly<{ server: (server: Server) => Promise<T>; here: () => Promise<T> }>): Promise<T> {
    const running = this.remote ?? (await this.server(role));
    return running ? server(running) : here();
  }

  /** The running server of the data directory; null when none runs. Throws `STORE.HELD` for a holder that cannot be asked. */
  async server(role: string): Promise<Server | null> {
    const { holder } = this;
    if (!holder) return null;
    if (!holder.url) throw new DomainError('STORE.HELD', { directory: this.directory, pid: holder.pid, since: holder.since });
    const issuer = await openEmbeddedIssuer(this.directory);
    const token = await issuer.mint({ subject: OPERATOR, grants: [{ role, area: '' }], days: 1 });
    return new Server(holder.url, token, this.output.language, this.signal);
  }

  /** Reads beside whoever writes. Throws `STORE.MISSING`. */
  async reading<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    const reading = await openReading(this.directory, this.rulebook);
    try {
      return await work(reading);
    } finally {
      await reading.close();
    }
  }

  /** All contexts without a network, as the only process on the directory. */
  async app<T>(work: (app: EmbeddedApp) => Promise<T>, options: Partial<PlatformOptions> = {}): Promise<T> {
    const platform = await openPlatform({ directory: this.directory, rulebook: this.rulebook, ...options });
    const app = await EmbeddedApp.start({ platform, contexts, logger: this.logger, version: VERSION }).catch(async (error: unknown) => {
      await platform.close();
      throw error;
    });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  }

  /** Like {@link app}, but never makes a store where there is none. */
  async existingApp<T>(work: (app: EmbeddedApp) => Promise<T>): Promise<T> {
    await this.reading(async () => {});
    return this.app(work);
  }

  /** Shows how far a long work is; ends with it. */
  async progress<T>(label: string, work: (update: (done: number, total: number) => void) => Promise<T>): Promise<T> {
    const bar = new Progress(label, this.output.json);
    try {
      return await work(bar.update);
    } finally {
      bar.stop();
    }
  }

  /** Says on stderr that what is shown was made up (design decision 14). */
  noteSimulated(simulated: boolean): void {
    if (simulated && !this.output.json) this.output.note(this.output.say('注意:这是模拟数据。', 'Note: this past was simulated.'));
  }
}
