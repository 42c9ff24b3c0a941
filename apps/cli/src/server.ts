import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Language } from '@humai/kernel';
import { z } from 'zod';

const Problem = z.object({ code: z.string(), detail: z.string(), field: z.string().optional() });

/** What a running server refused; the sentence is in the reader's language already. */
export class RemoteProblem extends Error {
  constructor(readonly code: string, detail: string) {
    super(detail);
  }
}

type Request = Readonly<{ method?: 'GET' | 'POST'; body?: unknown; stream?: Readable; type?: string; accept?: string }>;

/** The server that holds a data directory, asked over its own HTTP interface. */
export class Server {
  constructor(
    readonly url: string,
    private readonly token: string,
    private readonly language: Language,
    private readonly signal: AbortSignal,
  ) {}

  /** The JSON answer. Throws {@link RemoteProblem}. */
  async json<T>(path: string, request: Request = {}): Promise<T> {
    return (await (await this.#send(path, request)).json()) as T;
  }

  /** The answer as it comes. Throws {@link RemoteProblem}. */
  async stream(path: string, request: Request = {}): Promise<Readable> {
    return Readable.fromWeb((await this.#send(path, request)).body as never);
  }

  /**
   * An answer of NDJSON lines `{ progress }` … and at last `{ result }` or `{ problem }`.
   * Throws {@link RemoteProblem}; an answer that breaks off is one, too.
   */
  async work<P, R>(path: string, request: Request, onProgress: (progress: P) => void): Promise<R> {
    for await (const line of createInterface({ input: await this.stream(path, { method: 'POST', ...request }) })) {
      const said = JSON.parse(line) as { progress?: P; result?: R; problem?: unknown };
      if (said.progress !== undefined) onProgress(said.progress);
      if (said.result !== undefined) return said.result;
      if (said.problem !== undefined) throw problemOf(said.problem);
    }
    throw new RemoteProblem('SERVER.BROKE_OFF', this.language === 'zh' ? '服务器中断了应答' : 'The server broke off its answer');
  }

  async #send(path: string, { method = 'GET', body, stream, type = 'application/json', accept = 'application/json' }: Request): Promise<Response> {
    const payload = stream ? (Readable.toWeb(stream) as unknown as ReadableStream) : body === undefined ? undefined : JSON.stringify(body);
    const response = await fetch(`${this.url}${path}`, {
      method, signal: this.signal,
      headers: { authorization: `Bearer ${this.token}`, accept, 'accept-language': this.language, ...(payload === undefined ? {} : { 'content-type': type }) },
      ...(payload === undefined ? {} : { body: payload, duplex: 'half' as const }),
    });
    if (response.ok) return response;
    throw problemOf(await response.json().catch(() => null));
  }
}

function problemOf(said: unknown): RemoteProblem {
  const problem = Problem.safeParse(said);
  return problem.success ? new RemoteProblem(problem.data.code, problem.data.detail) : new RemoteProblem('SERVER.UNREADABLE', 'the answer cannot be read');
}
