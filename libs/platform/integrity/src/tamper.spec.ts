import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { defineEvents, DomainError, EventCatalogue } from '@humai/kernel';
import { FakeClock, syntheticEvent } from '@humai/testing';
import fc from 'fast-check';
import { z } from 'zod';
import { verifyLog, type Verification } from './index.js';

const clock = new FakeClock();
const types = ['Alpha.v1', 'Beta.v1', 'Gamma.v1'] as const;
const catalogue = new EventCatalogue([defineEvents('testing', Object.fromEntries(types.map((t) => [t, z.object({ number: z.number(), note: z.string() })])))]);
const EVENTS = 300;
let home: string;
let directory: string;
let intact: Verification;
const file = () => join(directory, 'events.sqlite');

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'humai-tamper-'));
  directory = join(home, 'store');
  const store = await openSqliteEventStore({ directory, clock });
  for (let n = 0; n < EVENTS; n += 1) {
    clock.advance(1_000);
    const note = n % 50 === 49 ? '很长的说明'.repeat(600) : `第 ${n} 件事`; // every fiftieth goes on over overflow pages
    await store.append(`household-${n % 23}`, [syntheticEvent(n, { type: `testing.${types[n % 3]}`, data: { number: n, note } })], 'any');
  }
  await store.close();
  copyFileSync(file(), join(home, 'intact.sqlite'));
  intact = await verify();
});
beforeEach(() => copyFileSync(join(home, 'intact.sqlite'), file()));
afterAll(() => rmSync(home, { recursive: true }));

async function verify(checkFile = false): Promise<Verification> {
  const store = await openSqliteEventStore({ directory, clock, readOnly: true });
  try {
    return await verifyLog(store, { catalogue, gaplessPositions: true, ...(checkFile && { checkFiles: () => store.damage() }) });
  } finally {
    await store.close();
  }
}

function tamper(sql: string, ...values: (string | number)[]): void {
  const db = new DatabaseSync(file());
  expect(Number(db.prepare(sql).run(...values).changes)).toBe(1);
  db.close();
}

const eventAt = (position: number) => ({ stream: `household-${(position - 1) % 23}`, revision: Math.floor((position - 1) / 23) });
const position = fc.integer({ min: 24, max: EVENTS }); // the first 23 events have no previous hash
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const bit = fc.nat({ max: 7 });

/** The text with one bit of one byte turned, as the bytes that then stand there. */
function flipped(text: string, at: number, which: number): Buffer {
  const bytes = Buffer.from(text);
  const i = Math.floor(at * bytes.length);
  bytes[i] = (bytes[i] as number) ^ (1 << which);
  return bytes;
}

function columnOf(name: string, at: number): string {
  const db = new DatabaseSync(file());
  const value = String(db.prepare(`SELECT ${name} AS value FROM events WHERE position = ?`).get(at)?.['value']);
  db.close();
  return value;
}

it('finds nothing wrong with the store as it was closed', () => {
  expect(intact).toMatchObject({ ok: true, events: EVENTS, streams: 23, problems: [], unknownTypes: [] });
});

describe('one turned bit is found and the event named', () => {
  it.each(['data', 'metadata', 'id', 'hash', 'previous_hash'])('in %s', async (column) => {
    await fc.assert(
      fc.asyncProperty(position, place, bit, async (at, offset, which) => {
        copyFileSync(join(home, 'intact.sqlite'), file());
        const bytes = flipped(columnOf(column, at), offset, which);
        tamper(`UPDATE events SET ${column} = CAST(CAST(x'${bytes.toString('hex')}' AS BLOB) AS TEXT) WHERE position = ?`, at);
        const { ok, problems } = await verify();
        expect(ok).toBe(false);
        expect(problems).toContainEqual({ ...eventAt(at), problem: expect.stringContaining('the hash does not fit what is stored') });
      }),
      { numRuns: 25 },
    );
  });

  it.each(['revision', 'recorded_at', 'stream_id', 'type_id'])('in %s', async (column) => {
    await fc.assert(
      fc.asyncProperty(position, fc.nat({ max: 20 }), async (at, which) => {
        copyFileSync(join(home, 'intact.sqlite'), file());
        const value = Number(columnOf(column, at));
        const turned = value ^ (1 << which);
        const other = column === 'recorded_at' ? value + (1 << which) : turned;
        // A revision or stream that exists already is refused by the index: move it out of reach as well.
        const db = new DatabaseSync(file());
        db.exec('DROP INDEX events_stream_revision');
        db.close();
        tamper(`UPDATE events SET ${column} = ? WHERE position = ?`, other, at);
        const { ok, problems } = await verify();
        expect(ok).toBe(false);
        const named = eventAt(at);
        const told = column === 'stream_id' ? problems : problems.filter((p) => p.stream === named.stream && [named.revision, other].includes(p.revision));
        expect(told.map((p) => p.problem).join()).toContain('the hash does not fit what is stored');
      }),
      { numRuns: 25 },
    );
  });

  it('in position', async () => {
    for (const at of [1, 57, EVENTS - 1]) {
      copyFileSync(join(home, 'intact.sqlite'), file());
      tamper('UPDATE events SET position = position + 1024 WHERE position = ?', at);
      const { problems } = await verify();
      expect(problems.map((p) => p.problem).join()).toContain(`positions ${at} to ${at} are missing`);
      expect(problems).toContainEqual({ ...eventAt(at), problem: expect.stringContaining('are missing') });
    }
  });

  it('in the name of a stream or a type, at every event that bears it', async () => {
    tamper("UPDATE streams SET name = 'household-~' WHERE name = 'household-5'");
    expect((await verify()).problems).toHaveLength(Math.ceil((EVENTS - 5) / 23));
    copyFileSync(join(home, 'intact.sqlite'), file());
    tamper("UPDATE types SET name = 'testing.Alphb.v1' WHERE name = 'testing.Alpha.v1'");
    expect((await verify()).problems).toHaveLength(EVENTS / 3);
  });
});

it('finds an event that was taken out, and one that was put in', async () => {
  tamper('DELETE FROM events WHERE position = 100');
  expect((await verify()).problems[0]).toStrictEqual({ ...eventAt(101), problem: expect.stringContaining('positions 100 to 100 are missing') });
  copyFileSync(join(home, 'intact.sqlite'), file());
  tamper(`INSERT INTO events SELECT ${EVENTS + 1}, stream_id, revision + 1, type_id, recorded_at, 'new', hash, hash, data, metadata FROM events WHERE position = ?`, EVENTS);
  expect((await verify()).problems).toStrictEqual([{ stream: eventAt(EVENTS).stream, revision: eventAt(EVENTS).revision + 1, problem: 'the hash does not fit what is stored' }]);
});

/** Where in the file the cells of the events lie: rows on leaf pages whole, and what goes on on overflow pages. */
function eventBytes(): { start: number; length: number }[] {
  const db = new DatabaseSync(file(), { readOnly: true });
  const pages = db.prepare("SELECT pageno, pagetype FROM dbstat WHERE name = 'events' AND pagetype IN ('leaf', 'overflow')").all();
  db.close();
  const bytes = readFileSync(file());
  const size = 4_096;
  return pages.flatMap(({ pageno, pagetype }) => {
    const start = (Number(pageno) - 1) * size;
    if (pagetype === 'overflow') return [{ start: start + 4, length: size - 4 }];
    const cells = Array.from({ length: bytes.readUInt16BE(start + 3) }, (_, i) => bytes.readUInt16BE(start + 8 + 2 * i)).sort((a, b) => a - b);
    return cells.map((cell, i) => ({ start: start + cell, length: (cells[i + 1] ?? size) - cell }));
  });
}

it('finds any turned bit in the closed file where rows lie', async () => {
  const regions = eventBytes();
  const total = regions.reduce((sum, r) => sum + r.length, 0);
  const original = readFileSync(file());
  const outcomes = { named: 0, damaged: 0 };
  await fc.assert(
    fc.asyncProperty(place, bit, async (at, which) => {
      let offset = Math.floor(at * total);
      const region = regions.find((r) => (offset < r.length ? true : ((offset -= r.length), false))) as { start: number };
      const bytes = Buffer.from(original);
      bytes[region.start + offset] = (bytes[region.start + offset] as number) ^ (1 << which);
      writeFileSync(file(), bytes);
      try {
        const { ok, root, problems } = await verify(true);
        if (ok) expect({ unused: original[region.start + offset], root }).toStrictEqual({ unused: 0, root: intact.root }); // the zeros behind the last overflow byte belong to no row
        outcomes.named += Number(problems.length > 0);
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'STORE.DAMAGED')) throw error;
        outcomes.damaged += 1;
      }
    }),
    { numRuns: 150 },
  );
  expect(outcomes.named + outcomes.damaged).toBeGreaterThan(100);
});
