import { setTimeout as sleep } from 'node:timers/promises';
import { type Given, Office, type Outcome } from '@humai/crash-test';

/** A second of the officers' time: they think before each command, and wait before they send one again. */
const THINKING_MS = 120;
const AGAIN_MS = 250;

/** The gateway as those see it who go on when it does not answer: it will be back. */
export class PatientOffice extends Office {
  protected override lost(): void {}

  override async give(given: Given, token: string): Promise<Outcome> {
    await sleep(Math.random() * THINKING_MS);
    const outcome = await super.give(given, token);
    if (outcome.kind === 'unknown') await sleep(AGAIN_MS);
    return outcome;
  }
}
