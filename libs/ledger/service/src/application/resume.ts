import type { ReadModelState } from '@humai/contracts-ledger';
import { DomainError } from '@humai/kernel';
import type { ProjectionRunner } from '@humai/projections';
import { stateOf } from './status.js';

export type Resumer = Pick<ProjectionRunner, 'resume' | 'status' | 'waitFor'>;

// Longer than the runner tries an event again before it stops.
const WITHIN_MS = 8_000;

/** Has those of the read models that have stopped go on from where they stand; answers how each is once it has taken what it stood at, has stopped again, or is still trying. */
export async function resume(runner: Resumer, models: readonly Readonly<{ name: string }>[]): Promise<readonly ReadModelState[]> {
  const stopped = runner.status.filter((s) => s.state === 'stopped' && models.some((m) => m.name === s.name));
  await Promise.all(stopped.map(async ({ name, position, error }) => {
    await runner.resume(name);
    await runner.waitFor(name, error?.event?.position ?? position + 1, { timeoutMs: WITHIN_MS }).catch((failure: unknown) => {
      if (!(failure instanceof DomainError && failure.code === 'READ_MODEL.BEHIND')) throw failure;
    });
  }));
  return runner.status.filter((s) => stopped.some(({ name }) => name === s.name)).map(stateOf);
}
