import createClient, { type Client } from 'openapi-fetch';
import { eventsOf, type EventsOptions } from './events.js';
import type { CommandData, CommandPath, Item, LoggedEvent, PageOf, Paths, Question, QuestionPath, Recorded } from './paths.js';
import { type Fetch, resilientFetch, sleep, type Surroundings, type TokenProvider } from './resilient-fetch.js';

export type HumaiOptions = Readonly<{
  /** Of the gateway, or of a system in one process: `http://127.0.0.1:7300`. */
  baseUrl: string;
  /** A token, or what gives one for each request and another when it is refused. */
  token: string | TokenProvider;
  /** Of the sentences of refusals; Chinese unless told. */
  language?: 'zh' | 'en';
  /** Tries after the first one, 5 unless told; 0 for none. */
  retries?: number;
  /** Milliseconds that one try may take until its answer begins, 30,000 unless told. */
  timeoutMs?: number;
  /** In place of the platform's. */
  fetch?: Fetch;
}> & Partial<Pick<Surroundings, 'sleep' | 'random'>>;

export type CommandOptions<P extends CommandPath> = Readonly<{
  /** Id of what it acts on; for a household its register number will do. */
  id: string;
  data: CommandData<P>;
  /**
   * A repeat of the same key has no second effect and gets the same answer. Made when it is not given, and kept over all tries;
   * give one that you have stored when the command must survive the end of your process.
   */
  key?: string;
  /** Refused with `STREAM.REVISION_CONFLICT` unless the record stands there. */
  revision?: number;
  signal?: AbortSignal;
}>;

export type Reading = Readonly<{
  /** Waits until the read model has this position: that of a command's answer shows what it did. */
  atLeast?: number;
  signal?: AbortSignal;
}>;

type Loose = Readonly<Record<'GET' | 'POST', (path: string, init: object) => Promise<{ data?: unknown; response: Response }>>>;

/** A client of Humai's HTTP interface. All of its methods throw `HumaiProblem` for a refusal and `HumaiUnreachable` when no answer came. */
export class Humai {
  /** Every route with its types, for what has no method here; its refusals are thrown, too, so `error` is never set. Commands by it need their key. */
  readonly http: Client<Paths>;
  readonly #loose: Loose;
  readonly #surroundings: Surroundings;

  constructor({ baseUrl, ...options }: HumaiOptions) {
    this.#surroundings = {
      fetch: options.fetch ?? ((request) => globalThis.fetch(request)), token: options.token, language: options.language ?? 'zh', retries: options.retries ?? 5, timeoutMs: options.timeoutMs ?? 30_000,
      sleep: options.sleep ?? sleep, random: options.random ?? Math.random,
    };
    this.http = createClient<Paths>({ baseUrl: baseUrl.replace(/\/+$/, ''), fetch: resilientFetch(this.#surroundings) });
    // Its types know every route by itself; which one it is, is only known to the caller of the methods below.
    this.#loose = this.http as unknown as Loose;
  }

  /** Gives a command. However often it is tried, it has one effect. */
  async command<P extends CommandPath>(path: P, { id, data, key = globalThis.crypto.randomUUID(), revision, signal }: CommandOptions<P>): Promise<Recorded> {
    const header = { 'Idempotency-Key': key, ...(revision === undefined ? {} : { 'If-Match': `"${revision}"` }) };
    const answer = await this.#loose.POST(path, { params: { path: { id }, header }, body: data, ...(signal && { signal }) });
    return answer.data as Recorded;
  }

  /** One page of a question. */
  async page<P extends QuestionPath>(path: P, question: Question<P>, { cursor, ...reading }: Reading & Readonly<{ cursor?: string }> = {}): Promise<PageOf<P>> {
    const { data, response } = await this.#read(path, { query: { ...question, ...(cursor === undefined ? {} : { cursor }) } }, reading);
    return { ...(data as Omit<PageOf<P>, 'position'>), position: positionOf(response) };
  }

  /** All items of a question, page by page as they are taken. */
  async *all<P extends QuestionPath>(path: P, question: Question<P>, reading: Reading = {}): AsyncGenerator<Item<P>> {
    let cursor: string | undefined;
    do {
      const page = await this.page(path, question, { ...reading, ...(cursor === undefined ? {} : { cursor }) });
      yield* page.items;
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** One item of a question by its id; throws `SUBJECT.NOT_FOUND`. */
  async one<P extends QuestionPath>(path: P, id: string, reading: Reading = {}): Promise<Readonly<{ item: Item<P>; position: number }>> {
    const { data, response } = await this.#read(`${path}/{id}`, { path: { id } }, reading);
    return { item: data as Item<P>, position: positionOf(response) };
  }

  /**
   * The log, event by event in its order, each once: a broken connection is taken up again after the last event that came.
   * Ends at the end of the log, or never with `follow`. Keep the position of what you have handled, and give it as `after` the next time.
   */
  events(options: EventsOptions = {}): AsyncGenerator<LoggedEvent> {
    const open = async (query: object, signal: AbortSignal | undefined) =>
      (await this.#loose.GET('/v1/ledger/events', { params: { query }, parseAs: 'stream', ...(signal && { signal }) })).response;
    return eventsOf(open, this.#surroundings, options);
  }

  #read(path: string, params: object, { atLeast, signal }: Reading) {
    return this.#loose.GET(path, { params: { ...params, ...(atLeast === undefined ? {} : { header: { 'Humai-At-Least': atLeast } }) }, ...(signal && { signal }) });
  }
}

const positionOf = ({ headers }: Response): number => Number(headers.get('humai-position'));
