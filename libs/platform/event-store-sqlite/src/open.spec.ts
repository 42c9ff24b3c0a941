import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { collect, FakeClock, syntheticEvent } from '@humai/testing';
import { openSqliteEventStore } from './index.js';

const clock = new FakeClock();
const simulated = new FakeClock('2020-01-01T00:00:00.000Z', true);
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'humai-store-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A closed store with `count` events. */
async function filled(count: number, by = clock): Promise<void> {
  const store = await openSqliteEventStore({ directory, clock: by });
  for (let n = 0; n < count; n += 1) await store.append('household-1', [syntheticEvent(n)], n === 0 ? 'none' : n - 1);
  await store.close();
}

describe('a simulated past', () => {
  it('stays marked when a real clock goes on, and time does not go back', async () => {
    await filled(1, new FakeClock('2031-01-01T00:00:00.000Z', true));
    const store = await openSqliteEventStore({ directory, clock });
    expect(store.simulated).toBe(true);
    await store.append('household-1', [syntheticEvent(9)], 0);
    expect((await store.readStream('household-1')).map((e) => e.recordedAt)).toStrictEqual(['2031-01-01T00:00:00.000Z', '2031-01-01T00:00:00.000Z']);
    await store.close();
    const reader = await openSqliteEventStore({ directory, clock, readOnly: true });
    expect(reader.simulated).toBe(true);
    await reader.close();
  });

  it('cannot be added to real events, while an empty store takes either clock', async () => {
    await filled(0);
    await filled(0, simulated);
    await filled(1);
    await expect(openSqliteEventStore({ directory, clock: simulated })).rejects.toMatchObject({ code: 'STORE.NOT_SIMULATED', details: { directory } });
    const store = await openSqliteEventStore({ directory, clock });
    expect(store.simulated).toBe(false);
    await store.close();
  });
});

describe('a reader', () => {
  it('writes nothing and appends nothing', async () => {
    await filled(3);
    const content = () => readdirSync(directory).filter((f) => !/-(wal|shm)$/.test(f)).map((f) => [f, readFileSync(join(directory, f)).toString('base64')]);
    const before = content();
    const reader = await openSqliteEventStore({ directory, clock, readOnly: true });
    expect(await collect(reader.readAll())).toHaveLength(3);
    await expect(reader.append('household-1', [syntheticEvent(9)], 'any')).rejects.toMatchObject({ code: 'STORE.READ_ONLY' });
    expect(await reader.damage()).toStrictEqual([]);
    await reader.close();
    expect(content()).toStrictEqual(before);
    expect(() => reader.readAll()).toThrow(expect.objectContaining({ code: 'STORE.CLOSED' }));
  });

  it('is told when there is no store', async () => {
    await expect(openSqliteEventStore({ directory, clock, readOnly: true })).rejects.toMatchObject({ code: 'STORE.MISSING', details: { directory } });
    expect(readdirSync(directory)).toStrictEqual([]);
  });
});

describe('a store that cannot be opened', () => {
  const file = () => join(directory, 'events.sqlite');
  const opening = (readOnly: boolean) => openSqliteEventStore({ directory, clock, readOnly });

  it.each([true, false])('is called damaged when it is no store at all (reading only: %s), and leaves no lock behind', async (readOnly) => {
    writeFileSync(file(), 'x'.repeat(9_000));
    for (let i = 0; i < 2; i += 1) await expect(opening(readOnly)).rejects.toMatchObject({ code: 'STORE.DAMAGED', details: { file: file(), problem: expect.any(String) } });
  });

  it.each([true, false])('is called damaged when a part of it is missing (reading only: %s)', async (readOnly) => {
    await filled(50);
    truncateSync(file(), 20_000);
    const reading = opening(readOnly).then(async (store) => {
      try {
        return await collect(store.readAll());
      } finally {
        await store.close();
      }
    });
    await expect(reading).rejects.toMatchObject({ code: 'STORE.DAMAGED' });
  });

  it('is named when a newer version made it', async () => {
    await filled(1);
    const db = new DatabaseSync(file());
    db.exec('PRAGMA user_version = 99');
    db.close();
    for (const readOnly of [true, false]) await expect(opening(readOnly)).rejects.toMatchObject({ code: 'STORE.NEWER_SCHEMA', details: { found: 99 } });
  });

  it('is named when its place is no directory', async () => {
    mkdirSync(join(directory, 'a'));
    writeFileSync(join(directory, 'a', 'b'), '');
    const place = join(directory, 'a', 'b', 'c');
    await expect(openSqliteEventStore({ directory: place, clock })).rejects.toMatchObject({ code: 'STORE.UNWRITABLE', details: { directory: place } });
    await expect(openSqliteEventStore({ directory: join(directory, 'a', 'b'), clock })).rejects.toMatchObject({ code: 'STORE.UNWRITABLE' });
  });
});
