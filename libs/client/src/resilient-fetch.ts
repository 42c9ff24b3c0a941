import { HumaiProblem, HumaiUnreachable, problemOf } from './problem.js';

export type Fetch = (request: Request) => Promise<Response>;

/** Gives the token to send. `refused`: the one given before was not accepted. */
export type TokenProvider = (refused: boolean) => string | Promise<string>;

export type Surroundings = Readonly<{
  fetch: Fetch;
  token: string | TokenProvider;
  language: 'zh' | 'en';
  /** Tries after the first one. */
  retries: number;
  /** Milliseconds that one try may take until its answer begins. */
  timeoutMs: number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 to 1. */
  random(): number;
}>;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
const LONGEST_WISH_MS = 60_000;

/**
 * A fetch that sends who calls, tries again what may pass, and throws what is refused.
 * Tried again: 429, which was not begun; where a repeat has no second effect (reading, or an Idempotency-Key), also 502, 503, 504 and no answer at all.
 * Throws {@link HumaiProblem}, {@link HumaiUnreachable}, or the reason of the request's own signal.
 */
export function resilientFetch(surroundings: Surroundings): Fetch {
  const { fetch, language, retries, random, sleep } = surroundings;
  return async (request) => {
    const repeatable = request.method === 'GET' || request.method === 'HEAD' || request.headers.has('idempotency-key');
    let refused = false;
    for (let attempt = 1; ; attempt += 1) {
      const headers = new Headers(request.headers);
      headers.set('authorization', `Bearer ${await tokenOf(surroundings, refused)}`);
      if (!headers.has('accept-language')) headers.set('accept-language', language);
      const last = attempt > retries;
      let wish: number | undefined;
      try {
        const answer = await within(surroundings.timeoutMs, request.signal, (signal) => fetch(new Request(request.clone(), { headers, signal })));
        if (answer.ok) return answer;
        // A token may have run out since it was given: its provider is asked for another one, once.
        const renewable = answer.status === 401 && !refused && typeof surroundings.token === 'function';
        const passing = answer.status === 429 || (repeatable && [502, 503, 504].includes(answer.status));
        if (last || !(renewable || passing)) throw await problemOf(answer, attempt);
        refused = answer.status === 401;
        wish = retryAfterOf(answer);
        await answer.body?.cancel();
        if (renewable) continue;
      } catch (error) {
        request.signal.throwIfAborted();
        if (error instanceof HumaiProblem) throw error;
        if (last || !repeatable) throw new HumaiUnreachable(request.url, attempt, error);
      }
      // Full jitter: those who were turned away together do not come back together.
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)) * random();
      await sleep(Math.max(wish ?? 0, pause), request.signal);
    }
  };
}

const tokenOf = async ({ token }: Surroundings, refused: boolean): Promise<string> => (typeof token === 'string' ? token : token(refused));

/** The try ends with its time or with the request's signal; an answer that has begun may go on for as long as it likes. */
async function within<T>(ms: number, signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await run(AbortSignal.any([signal, timeout.signal]));
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds, from seconds or a date; a wish beyond a minute is cut. */
function retryAfterOf({ headers }: Response): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WISH_MS) : undefined;
}

/** Rejects with the signal's reason when it aborts first. */
export const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
