import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '@humai/kernel';
import { PositionLine } from './wire.js';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;
/** The holder says something every second. */
const SILENCE_MS = 5_000;

export type Holder = Readonly<{ url: string; secret: string }>;

export const unreachable = (place: string, problem: string): DomainError => new DomainError('STORE.UNREACHABLE', { place, problem });

/**
 * The line to the process that holds the store: how far the log is durable, and where appends go. It is taken up again whenever it breaks.
 * While it is broken nothing can be appended, so nobody who waits for new events misses any.
 */
export class HolderLine {
  /** The holder, while the line to it stands. */
  holder: Holder | undefined;
  #position = -1;
  #problem = 'not yet connected';
  /** Why this process can no longer go on with the store. */
  #broken: DomainError | undefined;
  #request: ClientRequest | undefined;
  readonly #waiting = new Set<() => void>();
  readonly #stop = new AbortController();

  constructor(
    private readonly directory: string,
    /** The holder of the moment; throws when there is none. */
    private readonly find: () => Holder,
    private readonly patienceMs: number,
    private readonly onConnected: () => void,
  ) {
    void this.#run();
  }

  /** The last position known to be durable; -1 before the holder has said one. */
  get position(): number {
    this.check();
    return this.#position;
  }

  /** Throws when this process cannot go on with the store. */
  check(): void {
    if (this.#broken) throw this.#broken;
  }

  get problem(): string {
    return this.#problem;
  }

  /** The holder has said that the log is durable so far. */
  heard(position: number): void {
    if (position <= this.#position) return;
    this.#position = position;
    this.#wake();
  }

  /** Resolves once the log is durable up to a position. Throws `STORE.UNREACHABLE` when the holder does not say so in time. */
  async reached(position: number): Promise<void> {
    if (this.position >= position) return;
    const deadline = AbortSignal.timeout(this.patienceMs);
    while (this.position < position) {
      if (this.#stop.signal.aborted) throw new DomainError('STORE.CLOSED');
      if (deadline.aborted) throw unreachable(this.directory, this.#problem);
      await this.next(deadline);
    }
  }

  /** Resolves when the position has grown, at abort, or at close. */
  next(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  close(): void {
    this.#stop.abort();
    this.#request?.destroy();
    this.#wake();
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let pause = FIRST_PAUSE_MS; !signal.aborted && !this.#broken; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      try {
        await this.#listen(() => (pause = FIRST_PAUSE_MS));
        this.#problem = 'the holder has hung up';
      } catch (error) {
        this.#problem = error instanceof Error ? error.message : String(error);
      }
      this.holder = undefined;
      if (!this.#broken) await delay(pause, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
  }

  /** Resolves when the holder hangs up, rejects when it cannot be reached or falls silent. */
  async #listen(onConnected: () => void): Promise<void> {
    const holder = this.find();
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { authorization: `Bearer ${holder.secret}` };
      this.#request = get(`${holder.url}/positions`, { agent: false, headers }, resolve).once('error', reject);
      this.#request.setTimeout(SILENCE_MS, () => this.#request?.destroy(new Error('the holder has fallen silent')));
    });
    if (response.statusCode !== 200) {
      response.destroy();
      throw new Error(response.statusCode === 401 ? 'the holder does not accept the secret of the directory' : `the holder answered ${response.statusCode}`);
    }
    let rest = '';
    for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#hear(PositionLine.parse(JSON.parse(line)).position, holder, onConnected);
    }
  }

  #hear(position: number, holder: Holder, onConnected: () => void): void {
    if (this.holder) return this.heard(position);
    if (position < this.#position) return this.#break(position);
    this.holder = holder;
    onConnected();
    this.heard(position);
    this.onConnected();
  }

  // What was durable cannot be gone. Somebody has put another store, or an older copy, in its place.
  #break(position: number): void {
    this.#broken = new DomainError('STORE.DAMAGED', { file: this.directory, problem: `its holder is at position ${position}, this process has seen ${this.#position}` });
    this.#request?.destroy();
    this.#wake();
  }
}
