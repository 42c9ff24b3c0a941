import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DomainError, type EventStore, type NewEvent } from '@humai/kernel';
import { type Answer, AppendRequest, MAX_REQUEST_BYTES, refusalOf } from './wire.js';

/** Appends that may wait at once; who comes after them is told to come again. */
const MAX_WAITING = 20_000;
/** Milliseconds between two looks for what the holder itself has appended, or a slow listener has not been told. */
const TICK_MS = 50;
const TICKS_PER_SIGN_OF_LIFE = 20;

export type ServeAppendsOptions = Readonly<{
  /** The store this process holds. */
  store: Pick<EventStore, 'append' | 'lastPosition'> & Readonly<{ publishUrl(url: string): void }>;
  /** 127.0.0.1 unless told: the others read the file itself, so they are on this machine. */
  host?: string;
  /** 0 for any free one. */
  port: number;
  secret: string;
  /** Told of what is no refusal: a defect or a failing disk. The client hears only that there was one. */
  onFault: (error: unknown) => void;
}>;

export type AppendServer = Readonly<{
  url: string;
  /** Answers what has come, and takes nothing more. The store stays open. */
  close(): Promise<void>;
}>;

/** Takes appends for the store of this process, and tells the others how far it is durable. Writes its URL into the directory. Rejects as `listen` does. */
export async function serveAppends({ store, host = '127.0.0.1', port, secret, onFault }: ServeAppendsOptions): Promise<AppendServer> {
  const serving = new Serving(store, Buffer.from(`Bearer ${secret}`), onFault);
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => void serving.handle(request, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { address, family, port: bound } = server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
  store.publishUrl(url);
  return { url, close: () => serving.close(server) };
}

/** Somebody who wants to know how far the log is durable. */
type Listener = { readonly response: ServerResponse; told: number };

class Serving {
  readonly #listeners = new Set<Listener>();
  readonly #tick: NodeJS.Timeout;
  #ticks = 0;
  #waiting = 0;
  #announcing = false;
  #closing = false;

  constructor(
    private readonly store: ServeAppendsOptions['store'],
    private readonly credentials: Buffer,
    private readonly onFault: (error: unknown) => void,
  ) {
    this.#tick = setInterval(() => void this.#announce((this.#ticks += 1) % TICKS_PER_SIGN_OF_LIFE === 0), TICK_MS).unref();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (!this.#isKnown(request)) return this.#end(response, 401);
      switch (`${request.method} ${request.url}`) {
        case 'GET /ping':
          return this.#end(response, this.#closing ? 503 : 204);
        case 'GET /positions':
          return await this.#listen(response);
        case 'POST /appends':
          return await this.#append(request, response);
        default:
          return this.#end(response, 404);
      }
    } catch (error) {
      if (!request.complete) return void response.destroy(); // The client has gone before it had said what it wants.
      this.onFault(error);
      if (response.headersSent) response.destroy();
      else this.#end(response, 500);
    }
  }

  async close(server: Server): Promise<void> {
    this.#closing = true;
    clearInterval(this.#tick);
    for (const { response } of this.#listeners) response.end();
    // Waits for the requests that are being answered, and closes the connections of the others.
    await new Promise((resolve) => server.close(resolve));
  }

  #isKnown({ headers: { authorization = '' } }: IncomingMessage): boolean {
    const offered = Buffer.from(authorization);
    return offered.length === this.credentials.length && timingSafeEqual(offered, this.credentials);
  }

  async #append(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    if (text === undefined) return this.#end(response, 413);
    const parsed = AppendRequest.safeParse(jsonOf(text));
    if (!parsed.success) return this.#end(response, 400, { problem: parsed.error.issues[0]?.message });
    const { appends } = parsed.data;
    if (this.#closing) return this.#end(response, 503);
    if (this.#waiting + appends.length > MAX_WAITING) return this.#end(response, 429);
    this.#waiting += appends.length;
    try {
      const answers = await Promise.all(appends.map(({ stream, events, expected }) => this.#answer(this.store.append(stream, events as unknown as readonly NewEvent[], expected))));
      this.#end(response, 200, { position: await this.store.lastPosition(), answers });
    } finally {
      this.#waiting -= appends.length;
    }
    this.#announceSoon();
  }

  async #answer(append: ReturnType<EventStore['append']>): Promise<Answer> {
    try {
      return { appended: await append };
    } catch (error) {
      const refused = refusalOf(error);
      if (refused.kind === 'fault' || (error instanceof DomainError && error.code.startsWith('STORE.'))) this.onFault(error);
      return { refused };
    }
  }

  #end(response: ServerResponse, status: number, body?: unknown): void {
    const text = body === undefined ? '' : JSON.stringify(body);
    // What is left of a request that was not read would be taken for the next one.
    if (status === 413 || this.#closing) response.shouldKeepAlive = false;
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text, () => response.shouldKeepAlive || response.socket?.destroy());
  }

  async #listen(response: ServerResponse): Promise<void> {
    if (this.#closing) return this.#end(response, 503);
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
    const listener: Listener = { response, told: -1 };
    this.#listeners.add(listener);
    response.once('close', () => this.#listeners.delete(listener));
    tell(listener, await this.store.lastPosition());
  }

  /** Once for all appends that one turn of the event loop has answered. */
  #announceSoon(): void {
    if (this.#announcing) return;
    this.#announcing = true;
    setImmediate(() => {
      this.#announcing = false;
      void this.#announce(false);
    });
  }

  async #announce(signOfLife: boolean): Promise<void> {
    if (this.#listeners.size === 0 || this.#closing) return;
    try {
      const position = await this.store.lastPosition();
      for (const listener of this.#listeners) if (signOfLife || listener.told < position) tell(listener, position);
    } catch (error) {
      this.onFault(error);
    }
  }
}

function tell(listener: Listener, position: number): void {
  if (listener.response.writableNeedDrain || listener.response.writableEnded) return;
  listener.told = position;
  listener.response.write(`${JSON.stringify({ position })}\n`);
}

/** The text of a request, or undefined when it is longer than allowed. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = Number(request.headers['content-length'] ?? 0);
  if (bytes > MAX_REQUEST_BYTES) return undefined;
  bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if ((bytes += chunk.length) > MAX_REQUEST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
