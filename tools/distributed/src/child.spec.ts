import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Child } from './child.js';

let directory: string;
let child: Child | undefined;
const restarts: (number | string)[] = [];
beforeEach(() => {
  restarts.length = 0;
  directory = mkdtempSync(join(tmpdir(), 'humai-child-'));
});
afterEach(async () => {
  await child?.stop('SIGKILL');
  rmSync(directory, { recursive: true });
});

/** A script of its own as a child. */
function start(body: string): Child {
  const file = join(directory, 'server.mjs');
  writeFileSync(file, body);
  return (child = new Child({ name: 'one', args: [file, directory], env: {}, log: join(directory, 'log'), health: NOBODY, onRestart: (_, code) => void restarts.push(code) }));
}
const NOBODY = 'http://127.0.0.1:9';
const said = (): string => (existsSync(join(directory, 'log')) ? readFileSync(join(directory, 'log'), 'utf8') : '');
const until = async (holds: () => boolean) => {
  for (let n = 0; n < 400 && !holds(); n += 1) await sleep(25);
};

describe('a process that is kept running', () => {
  it('is started again when it ends, and not after it was stopped', async () => {
    const kept = start("console.log('born'); setInterval(() => {}, 1000);");
    await until(() => said() === 'born\n');
    const first = kept.pid;
    kept.kill();
    await until(() => kept.pid !== undefined && kept.pid !== first);
    expect([restarts, kept.pid !== first]).toEqual([['SIGKILL'], true]);
    await until(() => said() === 'born\nborn\n');
    await kept.stop();
    await sleep(700); // longer than the first pause
    expect([kept.pid, said()]).toEqual([undefined, 'born\nborn\n']);
  });

  it('stays away as long as whoever kills it says, once', async () => {
    const kept = start("console.log('born'); setInterval(() => {}, 1000);");
    await until(() => said() === 'born\n');
    const killed = performance.now();
    expect(kept.kill({ awayMs: 1_500 })).toBe(true);
    await until(() => kept.pid !== undefined && restarts.length > 0);
    expect(performance.now() - killed).toBeGreaterThanOrEqual(1_490);
    await kept.stop();
    expect(kept.kill()).toBe(false);
  });

  it('ends for good while it waits to be started again', async () => {
    const kept = start('process.exit(3)');
    await until(() => restarts.length > 0);
    await kept.stop();
    await sleep(700);
    expect(restarts).toEqual([3]);
  });

  it('says what stands in the way when it does not become ready', async () => {
    const kept = start('setInterval(() => {}, 1000)');
    await expect(kept.ready({ withinMs: 300, signal: new AbortController().signal })).rejects.toThrow(`one is not ready (its log: ${join(directory, 'log')})`);
  });
});
