import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LeaderElection } from '@humai/kernel';
import { createLogger } from '@humai/telemetry';
import { EmbeddedApp, loadRulebook, openPlatform } from './index.js';

let directory: string;
let steps: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'humai-leading-'));
  steps = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

async function start(): Promise<EmbeddedApp> {
  mkdirSync(join(directory, 'policies'));
  const platform = await openPlatform({ directory, rulebook: loadRulebook([], join(directory, 'policies')) });
  const close = async () => {
    steps.push('closed');
    await platform.close();
  };
  return EmbeddedApp.start({ platform: { ...platform, close }, contexts: [], logger: createLogger({ service: 'test', level: 'silent' }), version: '0' });
}
/** Leads at once until it is lost; giving it back takes a moment, as it does over a network. */
const electionUntil = (lost: AbortSignal): LeaderElection => ({
  lead: async (_, work, signal) => {
    steps.push('leads');
    await work(AbortSignal.any([lost, signal])).finally(async () => {
      await sleep(50);
      steps.push('given back');
    });
  },
});

describe('an application that leads', () => {
  it('gives it back when it is closed, before what lies behind the ports is', async () => {
    const app = await start();
    const led = app.projectAsLeader(electionUntil(new AbortController().signal), 'read-models/x');
    await app.close();
    expect(steps).toEqual(['leads', 'given back', 'closed']);
    await led;
  });

  it('ends with an error when it loses it, and is closed then all the same', async () => {
    const [app, lost] = [await start(), new AbortController()];
    const led = app.projectAsLeader(electionUntil(lost.signal), 'read-models/x');
    lost.abort();
    await expect(led).rejects.toMatchObject({ code: 'LEADER.LOST', details: { name: 'read-models/x' } });
    await app.close();
    expect(steps).toEqual(['leads', 'given back', 'closed']);
  });
});
