import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, type Language } from '@humai/kernel';
import { Agent, fetch, type Response } from 'undici';
import { z } from 'zod';
import { rightsText } from './rights.js';

const Problem = z.object({ code: z.string(), detail: z.string() });

/** What a running server refused; the sentence is in the reader's language already. */
export class RemoteProblem extends Error {
  constructor(readonly code: string, detail: string) {
    super(detail);
  }
}

/** `stream` opens what is sent, once for each try. */
type Request = Readonly<{ method?: 'GET' | 'POST'; body?: unknown; stream?: () => Readable; type?: string; accept?: string }>;

const TRIES = 4;
const LONGEST_WAIT_SECONDS = 10;
// Whoever verifies or rebuilds a large log is silent for longer than a client waits by itself.
const patient = new Agent({ headersTimeout: 0, bodyTimeout: 0, connectTimeout: 10_000 });

/** A running system, asked over its own HTTP interface: the holder of a data directory, or one that is known by its address. */
export class Server {
  /** What it shows was made up (design decision 14); known once it has answered. */
  simulated = false;

  constructor(
    readonly url: string,
    private readonly token: string,
    private readonly language: Language,
    private readonly signal: AbortSignal,
  ) {}

  /** The JSON answer. Throws {@link RemoteProblem}, `SERVER.BROKE_OFF` and whatever {@link failure} names. */
  async json<T>(path: string, request: Request = {}): Promise<T> {
    const response = await this.#send(path, request);
    try {
      return (await response.json()) as T;
    } catch (error) {
      throw this.#brokeOff(error);
    }
  }

  /** The answer as it comes; it fails with `SERVER.BROKE_OFF` rather than look whole when it is not. */
  async stream(path: string, request: Request = {}): Promise<Readable> {
    return Readable.from(this.#chunks(await this.#send(path, request)), { objectMode: false });
  }

  /**
   * An answer of NDJSON lines `{ progress }` … and at last `{ result }` or `{ problem }`.
   * Throws {@link RemoteProblem}; an answer without an end is `SERVER.BROKE_OFF`.
   */
  async work<P, R>(path: string, request: Request, onProgress: (progress: P) => void): Promise<R> {
    for await (const line of linesOf(this.#chunks(await this.#send(path, { method: 'POST', ...request })))) {
      const said = this.#parsed<{ progress?: P; result?: R; problem?: unknown }>(line);
      if (said.progress !== undefined) onProgress(said.progress);
      if (said.result !== undefined) return said.result;
      if (said.problem !== undefined) throw this.#refusal(said.problem);
    }
    throw this.#brokeOff(null);
  }

  /** An answer whatever its status, asked for once: for whoever looks at how a system is. */
  async look(path: string): Promise<Response> {
    return this.#fetch(path, {});
  }

  async #send(path: string, request: Request): Promise<Response> {
    for (let tried = 1; ; tried += 1) {
      const response = await this.#fetch(path, request);
      this.simulated ||= response.headers.get('humai-simulated') === 'true';
      if (response.ok && !response.headers.get('content-type')?.startsWith('text/html')) return response;
      const wait = waitOf(response);
      if (wait === null || wait > LONGEST_WAIT_SECONDS || tried === TRIES) throw await this.#refused(response, { tried, wait });
      await response.body?.cancel();
      await sleep(wait * 1_000, undefined, { signal: this.signal });
    }
  }

  async #fetch(path: string, { method = 'GET', body, stream, type = 'application/json', accept = 'application/json' }: Request): Promise<Response> {
    const payload = stream ? stream() : body === undefined ? undefined : JSON.stringify(body);
    try {
      return await fetch(`${this.url}${path}`, {
        method, signal: this.signal, dispatcher: patient, redirect: 'manual', // a token is shown to nobody but whom it was given for
        headers: { authorization: `Bearer ${this.token}`, accept, 'accept-language': this.language, ...(payload === undefined ? {} : { 'content-type': type }) },
        ...(payload === undefined ? {} : { body: payload, duplex: 'half' as const }),
      });
    } catch (error) {
      if (typeof payload === 'object') payload.destroy();
      throw this.signal.aborted ? error : failure(this.url, error);
    }
  }

  async #refused(response: Response, { tried, wait }: Readonly<{ tried: number; wait: number | null }>): Promise<Error> {
    const { status, headers } = response;
    const said = Problem.safeParse(await response.json().catch(() => null));
    if (!said.success) {
      const location = headers.get('location');
      return location ? new DomainError('SERVER.MOVED', { url: this.url, location }) : new DomainError('SERVER.NOT_HUMAI', { url: this.url, status });
    }
    return this.#refusal(said.data, this.#advice(status, tried, wait));
  }

  #refusal(said: unknown, advice = ''): Error {
    const problem = Problem.safeParse(said);
    return problem.success ? new RemoteProblem(problem.data.code, `${problem.data.detail}${advice}`) : this.#brokeOff(null);
  }

  /** What the server cannot know: which token was used, how often it was asked. */
  #advice(status: number, tried: number, wait: number | null): string {
    const say = (zh: string, en: string) => (this.language === 'zh' ? zh : en);
    if (status === 401) return say(';请更换令牌(HUMAI_TOKEN 或 HUMAI_TOKEN_FILE)', ': give another one in HUMAI_TOKEN or HUMAI_TOKEN_FILE');
    if (status === 403) return say(`;所用令牌的权限:${rightsText(this.token, 'zh')}`, `; the rights of this token: ${rightsText(this.token, 'en')}`);
    if (wait !== null && wait > LONGEST_WAIT_SECONDS) return say(`;请于 ${wait} 秒后再试`, `; come again in ${wait} seconds`);
    return tried > 1 ? say(`(共尝试 ${tried} 次)`, ` (asked ${tried} times)`) : '';
  }

  async *#chunks({ body }: Response): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of body ?? []) yield Buffer.from(chunk as Uint8Array);
    } catch (error) {
      throw this.#brokeOff(error);
    }
  }

  #parsed<T>(line: string): T {
    try {
      return JSON.parse(line) as T;
    } catch (error) {
      throw this.#brokeOff(error);
    }
  }

  #brokeOff(error: unknown): Error {
    return this.signal.aborted && error instanceof Error ? error : new DomainError('SERVER.BROKE_OFF', { url: this.url });
  }
}

/** `?a=1&b=2` of what is given. */
export function queryOf(given: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const query = new URLSearchParams(Object.entries(given).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])));
  return query.size > 0 ? `?${query}` : '';
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Seconds until the server wants to be asked again; null when it does not say so. */
function waitOf({ status, headers }: Response): number | null {
  const after = headers.get('retry-after');
  if ((status !== 429 && status !== 503) || after === null) return null;
  const seconds = /^\d+$/.test(after) ? Number(after) : Math.ceil((Date.parse(after) - Date.now()) / 1_000);
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

const REASONS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ECONNREFUSED: ['该地址无服务监听', 'nobody listens there'],
  ENOTFOUND: ['无此主机名', 'there is no host of this name'],
  EAI_AGAIN: ['主机名暂时无法解析', 'the name of the host cannot be looked up'],
  EHOSTUNREACH: ['主机不可达', 'there is no way to the host'],
  ENETUNREACH: ['网络不可达', 'there is no network'],
  ETIMEDOUT: ['连接超时', 'no answer in time'],
  UND_ERR_CONNECT_TIMEOUT: ['连接超时', 'no answer in time'],
  ECONNRESET: ['连接被中断;若为加密端口请用 https://', 'the connection was cut; a port that encrypts needs https://'],
  UND_ERR_SOCKET: ['连接被中断;若为加密端口请用 https://', 'the connection was cut; a port that encrypts needs https://'],
};
const SECURE = /CERT|TLS|SSL|UNABLE_TO_|EPROTO/;

/** Why a system could not be asked at all: `SERVER.TLS` or `SERVER.UNREACHABLE`. */
function failure(url: string, error: unknown): DomainError {
  const { code, message } = ((error as Error).cause ?? error) as { code?: string; message: string };
  if (code !== undefined && SECURE.test(code)) return new DomainError('SERVER.TLS', { url, problem: code });
  const [zh, en] = REASONS[code ?? ''] ?? [message, message];
  return new DomainError('SERVER.UNREACHABLE', { url, problemZh: code ? `${zh}(${code})` : zh, problem: code ? `${en} (${code})` : en });
}
