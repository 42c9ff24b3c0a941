import { setTimeout as sleep } from 'node:timers/promises';
import type { DrillWitness } from './proofs.js';

const BETWEEN_MS = 150;
/** Longer than any wait that is promised. */
const PATIENCE_MS = 30_000;
/** One question to each service that answers any. */
const QUESTIONS = ['/v1/identification/households?area=511504&limit=1', '/v1/relocation/sites?area=511504&limit=1', '/v1/assistance/refusals?area=511504&limit=1'];

type Said = Readonly<{ status: number; position: string | null; retryAfter: string | null }>;

/** What is wrong with an answer to a question that asked for a position; null when nothing is. Undefined stands for no answer at all. */
export function problemWith(said: Said | undefined, atLeast: number): string | null {
  if (said === undefined) return null;
  const { status, position, retryAfter } = said;
  if (status === 429 || status === 503) return retryAfter === null ? `${status} without Retry-After` : null;
  if (status !== 200) return `${status}`;
  return Number(position ?? -1) < atLeast ? `200 at position ${position}, asked for ${atLeast}` : null;
}

/** Asks read models until the signal, each time for what was acknowledged last: the answer holds it, or says to come again. */
export async function ask(url: string, token: string, latest: () => number, { saw, objects }: DrillWitness, stop: AbortSignal): Promise<void> {
  for (let i = 0; !stop.aborted; i += 1) {
    const [question, atLeast] = [QUESTIONS[i % QUESTIONS.length]!, latest()];
    const said = await fetch(`${url}${question}`, { headers: { authorization: `Bearer ${token}`, 'humai-at-least': String(atLeast) }, signal: AbortSignal.timeout(PATIENCE_MS) })
      .then(async (answer) => (await answer.text(), { status: answer.status, position: answer.headers.get('humai-position'), retryAfter: answer.headers.get('retry-after') }))
      .catch((error: Error) => (error.name === 'TimeoutError' ? { status: 0, position: null, retryAfter: null } : undefined));
    const problem = problemWith(said, atLeast);
    saw('questions');
    if (problem !== null) objects('questions', `${question}: ${problem === '0' ? `no answer in ${PATIENCE_MS / 1_000} s` : problem}`);
    await sleep(BETWEEN_MS);
  }
}
