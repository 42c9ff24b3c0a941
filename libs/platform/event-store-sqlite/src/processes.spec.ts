import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashedText, type RawEvent } from '@humai/kernel';
import { collect, collectUntil, FakeClock, startModule, syntheticEvent, type TestProcess } from '@humai/testing';
import { hash } from 'node:crypto';
import { holderOf, openSqliteEventStore } from './index.js';

const clock = new FakeClock();
let directory: string;
let child: TestProcess | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'humai-store-'));
});
afterEach(async () => {
  await child?.kill();
  child = undefined;
  rmSync(directory, { recursive: true });
});

/** Appends for ever with 16 writers, printing `<stream> <id>` for each acknowledged event. */
const appender = `
  import { randomUUID } from 'node:crypto';
  import { openSqliteEventStore } from '@humai/event-store-sqlite';
  import { syntheticMetadata } from './synthetic.ts';
  const store = await openSqliteEventStore({ directory: process.argv[1], clock: { simulated: false, now: () => new Date().toISOString() } });
  store.publishUrl('http://localhost:7300');
  console.log('ready');
  await Promise.all(Array.from({ length: 16 }, async (_, writer) => {
    const stream = 'household-' + randomUUID();
    for (let revision = -1; ; ) {
      const events = Array.from({ length: 1 + (writer % 3) }, () => ({ id: randomUUID(), type: 'testing.Happened.v1', data: { writer, revision }, metadata: syntheticMetadata() }));
      revision = (await store.append(stream, events, revision < 0 ? 'none' : revision)).revision;
      for (const { id } of events) process.stdout.write(stream + ' ' + id + '\\n');
    }
  }));`;

/** Reads `count` lines of the child, kills it, and gives all complete lines it had printed. */
async function linesUntilKilled(started: TestProcess, count: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of started.lines) if (lines.push(line) === count) void started.kill();
  return lines.filter((line) => /^household-\S{36} \S{36}$/.test(line));
}

describe('a data directory', () => {
  it('has one writer: another process is told who holds it, a reader comes in, and kill -9 frees it', async () => {
    child = startModule(appender, [directory]);
    for await (const line of child.lines) if (line === 'ready') break;

    const holder = holderOf(directory);
    expect(holder).toStrictEqual({ pid: child.pid, since: expect.stringMatching(/^\d{4}-.*Z$/), url: 'http://localhost:7300' });
    await expect(openSqliteEventStore({ directory, clock })).rejects.toMatchObject({ code: 'STORE.HELD', details: { directory, pid: child.pid, since: holder?.since } });

    const reader = await openSqliteEventStore({ directory, clock, readOnly: true });
    const seen = await collectUntil(reader, { after: 0 }, (all) => all.length > 200);
    expect(seen.map((e) => e.position)).toStrictEqual(seen.map((_, i) => i + 1));
    await reader.close();

    await child.kill();
    expect(holderOf(directory)).toBeNull();
    const next = await openSqliteEventStore({ directory, clock });
    expect(await next.lastPosition()).toBeGreaterThanOrEqual(seen.length);
    expect(holderOf(directory)).toMatchObject({ pid: process.pid });
    await next.close();
    expect(holderOf(directory)).toBeNull();
  });

  it('refuses a second writer within the same process as well', async () => {
    const store = await openSqliteEventStore({ directory, clock });
    await expect(openSqliteEventStore({ directory, clock })).rejects.toMatchObject({ code: 'STORE.HELD', details: { pid: process.pid } });
    expect(await store.append('household-1', [syntheticEvent(1)], 'none')).toMatchObject({ position: 1 });
    await store.close();
  });

  it('has every acknowledged event once, in a log without gaps, after kill -9 at any moment', async () => {
    const acknowledged: string[] = [];
    for (const moment of [1, 2, 17, 60, 150, 400, 900]) {
      child = startModule(appender, [directory]);
      acknowledged.push(...(await linesUntilKilled(child, moment)));
      const store = await openSqliteEventStore({ directory, clock });
      const log = await collect<RawEvent>(store.readRaw());
      expect(log.map((e) => e.position)).toStrictEqual(log.map((_, i) => i + 1));
      const stored = log.map((e) => `${e.stream} ${e.id}`);
      expect(new Set(stored).size).toBe(stored.length);
      expect(acknowledged.filter((line) => !stored.includes(line))).toStrictEqual([]);
      const heads = new Map<string, RawEvent>();
      for (const e of log) {
        const head = heads.get(e.stream);
        expect([e.revision, e.previousHash, e.hash]).toStrictEqual([(head?.revision ?? -1) + 1, head?.hash ?? '', hash('sha256', hashedText(e))]);
        heads.set(e.stream, e);
      }
      expect(await store.damage()).toStrictEqual([]);
      await store.close();
    }
  });
});
