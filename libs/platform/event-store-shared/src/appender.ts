import { Agent, request } from 'node:http';
import { type Appended, DomainError, type ExpectedRevision, type NewEvent } from '@humai/kernel';
import { type Holder, type HolderLine, unreachable } from './holder-line.js';
import { type Answer, AppendResponse, errorOf, MAX_APPENDS, MAX_REQUEST_BYTES } from './wire.js';

/** Requests on their way at once: while one is being made durable the next is committed. */
const MAX_FLYING = 4;
/** Length at which no more appends are put into one request. */
const FULL_REQUEST = 2_000_000;
const ATTEMPT_MS = 5_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

type Pending = Readonly<{ text: string; deadline: number; resolve: (appended: Appended) => void; reject: (error: unknown) => void }>;

/** It may have been appended or not: the same append is safe to send again, because its event ids are known by then. */
class NoAnswer extends Error {
  constructor(
    message: string,
    readonly busy = false,
  ) {
    super(message);
  }
}

/** Sends appends to the holder, those that wait together, and again when no answer came. */
export class Appender {
  #queue: Pending[] = [];
  #flying = 0;
  #paused: NodeJS.Timeout | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #scheduled = false;
  #drained: (() => void)[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: MAX_FLYING });

  constructor(
    private readonly directory: string,
    private readonly line: HolderLine,
    private readonly patienceMs: number,
  ) {}

  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.line.check();
      if (events.length === 0) throw new TypeError(`nothing to append to ${stream}`);
      const text = JSON.stringify({ stream, events, expected });
      const bytes = Buffer.byteLength(text);
      if (bytes > MAX_REQUEST_BYTES - 100) throw new DomainError('EVENT.TOO_LARGE', { type: events[0]!.type, bytes, limit: MAX_REQUEST_BYTES });
      this.#queue.push({ text, deadline: performance.now() + this.patienceMs, resolve, reject });
      this.#schedule();
    });
  }

  /** The holder is there (again): no reason to wait any longer. */
  resume(): void {
    clearTimeout(this.#paused);
    this.#paused = undefined;
    this.#schedule();
  }

  /** Resolves when nothing waits any more. */
  drain(): Promise<void> {
    return this.#idle ? Promise.resolve() : new Promise((resolve) => this.#drained.push(resolve));
  }

  /** After draining. */
  close(): void {
    clearTimeout(this.#paused);
    this.#agent.destroy();
  }

  get #idle(): boolean {
    return this.#queue.length === 0 && this.#flying === 0;
  }

  // All appends of one turn of the event loop share a request, as they share a commit at its other end.
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (!this.#paused && this.#flying < MAX_FLYING && this.#queue.length > 0) void this.#send(this.#take());
    if (this.#idle) for (const resolve of this.#drained.splice(0)) resolve();
  }

  #take(): readonly Pending[] {
    let length = 0;
    const end = this.#queue.findIndex(({ text }, i) => i >= MAX_APPENDS || ((length += text.length) > FULL_REQUEST && i > 0));
    return this.#queue.splice(0, end < 0 ? this.#queue.length : end);
  }

  async #send(batch: readonly Pending[]): Promise<void> {
    this.#flying += 1;
    try {
      const { holder, problem } = this.line;
      if (!holder) throw new NoAnswer(problem);
      const { position, answers } = await this.#post(holder, `{"appends":[${batch.map(({ text }) => text).join()}]}`);
      if (answers.length !== batch.length) throw new NoAnswer('the holder did not answer all appends');
      this.line.heard(position);
      this.#pauseMs = FIRST_PAUSE_MS;
      this.#settle(batch, answers);
    } catch (error) {
      if (error instanceof NoAnswer) this.#again(batch, error);
      else for (const { reject } of batch) reject(error);
    } finally {
      this.#flying -= 1;
      this.#pump();
    }
  }

  #settle(batch: readonly Pending[], answers: readonly Answer[]): void {
    const again: Pending[] = [];
    batch.forEach((pending, i) => {
      const answer = answers[i]!;
      if ('appended' in answer) pending.resolve(answer.appended);
      // The holder was just being closed: the next one will take it.
      else if (answer.refused.kind === 'domain' && answer.refused.code === 'STORE.CLOSED') again.push(pending);
      else pending.reject(errorOf(answer.refused));
    });
    if (again.length > 0) this.#again(again, new NoAnswer('the holder is closing'));
  }

  #again(batch: readonly Pending[], { message, busy }: NoAnswer): void {
    const now = performance.now();
    const waiting = [...batch, ...this.#queue];
    this.#queue = waiting.filter(({ deadline }) => deadline > now);
    for (const { deadline, reject } of waiting) if (deadline <= now) reject(busy ? new DomainError('SERVICE.BUSY') : unreachable(this.directory, message));
    if (this.#paused) return;
    // Half of it by chance, so that the clients of one holder do not come back in step.
    this.#paused = setTimeout(() => this.resume(), this.#pauseMs * (0.5 + Math.random() / 2));
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }

  async #post({ url, secret }: Holder, body: string): Promise<ReturnType<typeof AppendResponse.parse>> {
    const { status, text } = await this.call('POST', url, '/appends', secret, ATTEMPT_MS, body);
    if (status === 400) throw new TypeError(`the holder does not understand the append: ${text}`);
    if (status !== 200) throw new NoAnswer(`the holder answered ${status}`, status === 429);
    try {
      return AppendResponse.parse(JSON.parse(text));
    } catch {
      throw new NoAnswer('the holder did not answer as one does');
    }
  }

  /** One request; rejects when there was no answer. */
  call(method: 'GET' | 'POST', url: string, path: string, secret: string, timeoutMs: number, body = ''): Promise<Readonly<{ status: number; text: string }>> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(new NoAnswer(error.message));
      const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request(`${url}${path}`, { method, headers, agent: this.#agent, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
        response.once('error', fail);
      });
      sent.once('error', fail);
      sent.end(body);
    });
  }
}
