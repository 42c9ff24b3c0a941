import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { System } from './system.js';

/** Where somebody gives commands, and who makes tokens for it. */
export type Office = Pick<System, 'url' | 'token'>;

export type Answer<T = Record<string, unknown>> = Readonly<{ status: number; headers: Headers; body: T }>;
export type Problem = Readonly<{ code: string; detail: string; field?: string; status: number }>;
export type Done = Readonly<{ stream: string; revision: number; position: number; events: readonly string[] }>;
type Options = Readonly<{ key?: string; headers?: Readonly<Record<string, string>> }>;

const TRIES = 10;

/** Somebody with a token, who gives commands and asks questions over HTTP. */
export class Officer {
  private constructor(private readonly system: Office, readonly id: string, private readonly token: string) {}

  static async appointed(system: Office, role: string, area: string, id = `${role}-${area}`): Promise<Officer> {
    return new Officer(system, id, await system.token(role, area, id));
  }

  async get<T = Record<string, unknown>>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    return this.#send('GET', path, undefined, headers);
  }

  async post<T = Record<string, unknown>>(path: string, body: unknown, { key = randomUUID(), headers = {} }: Options = {}): Promise<Answer<T>> {
    return this.#send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', 'idempotency-key': key, ...headers });
  }

  /** Sends a file. */
  async put<T = Record<string, unknown>>(path: string, content: Uint8Array<ArrayBuffer>): Promise<Answer<T>> {
    return this.#send('PUT', path, content, { 'content-type': 'application/octet-stream' });
  }

  /** Gives a command that must be taken. */
  async does(path: string, body: unknown, options: Options = {}): Promise<Done> {
    const answer = await this.post<Done & Problem>(path, body, options);
    if (answer.status !== 200) throw new Error(`${this.id} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Gives a command that must be refused; answers the code. */
  async isRefused(path: string, body: unknown, options: Options = {}): Promise<string> {
    const { status, body: problem, headers } = await this.post<Problem>(path, body, options);
    if (status < 400) throw new Error(`${this.id} ${path}: was taken`);
    if (!headers.get('content-type')?.startsWith('application/problem+json')) throw new Error(`${path}: ${headers.get('content-type')}`);
    return problem.code;
  }

  /** Does as the interface says: asks again after a while when that is what it is told, as a busy machine does. */
  async #send<T>(method: string, path: string, body: string | Uint8Array<ArrayBuffer> | undefined, headers: Readonly<Record<string, string>>): Promise<Answer<T>> {
    for (let tried = 1; ; tried += 1) {
      const answer = await this.#try<T>(method, path, body, headers);
      const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
      if (Number.isNaN(seconds) || tried === TRIES) return answer;
      await pause(seconds * 1_000);
    }
  }

  async #try<T>(method: string, path: string, body: string | Uint8Array<ArrayBuffer> | undefined, headers: Readonly<Record<string, string>>): Promise<Answer<T>> {
    const response = await fetch(`${this.system.url}${path}`, { method, headers: { authorization: `Bearer ${this.token}`, 'accept-language': 'en', ...headers }, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') && !response.headers.get('content-type')?.includes('ndjson');
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }
}
