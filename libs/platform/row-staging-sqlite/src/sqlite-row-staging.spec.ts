import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StagedGroup, StagedRow } from '@humai/kernel';
import { openSqliteRowStaging } from './sqlite-row-staging.js';

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'humai-staging-')); });
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const groupsOf = async (rows: readonly StagedRow[], batchSize = 100, after = 0): Promise<StagedGroup[]> => {
  const staging = await openSqliteRowStaging(directory);
  try {
    await staging.add(rows);
    await staging.finish();
    const groups: StagedGroup[] = [];
    for await (const batch of staging.groups(after, batchSize)) groups.push(...batch);
    return groups;
  } finally {
    await staging.discard();
  }
};
const row = (number: number, group: string, unique: string | null = null): StagedRow => ({ row: number, group, unique, payload: `payload ${number}` });

describe('a staging of rows', () => {
  it('gives scattered rows back by group, groups in order of their first row', async () => {
    expect(await groupsOf([row(2, 'b'), row(3, 'a'), row(5, 'b'), row(9, 'a')])).toStrictEqual([
      { ordinal: 1, rows: [{ row: 2, payload: 'payload 2', firstWithUnique: 2 }, { row: 5, payload: 'payload 5', firstWithUnique: 5 }] },
      { ordinal: 2, rows: [{ row: 3, payload: 'payload 3', firstWithUnique: 3 }, { row: 9, payload: 'payload 9', firstWithUnique: 9 }] },
    ]);
  });

  it('names the first row with the same unique value, in whatever group', async () => {
    const groups = await groupsOf([row(2, 'a', 'x'), row(3, 'b', 'y'), row(4, 'b', 'x'), row(5, 'c')]);
    expect(groups.flatMap((g) => g.rows.map((r) => [r.row, r.firstWithUnique]))).toStrictEqual([[2, 2], [3, 3], [4, 2], [5, 5]]);
  });

  it('goes on after an ordinal, and finds groups by ordinal and by name', async () => {
    const rows = [row(2, 'a'), row(3, 'b'), row(4, 'c'), row(5, 'd')];
    expect((await groupsOf(rows, 1, 2)).map((g) => g.ordinal)).toStrictEqual([3, 4]);
    const staging = await openSqliteRowStaging(directory);
    await staging.add(rows);
    expect(await staging.finish()).toStrictEqual({ rows: 4, groups: 4 });
    expect((await staging.groupsAt([4, 1])).map((g) => g.rows[0]?.row)).toStrictEqual([2, 5]);
    expect([await staging.has('d'), await staging.has('e')]).toStrictEqual([true, false]);
    await staging.discard();
  });

  it('loses and doubles no row, whatever the grouping and the batches', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), async (groups, batchSize) => {
      const found = await groupsOf(groups.map((g, i) => row(i + 2, g)), batchSize);
      expect(found.flatMap((g) => g.rows.map((r) => r.row)).sort((a, b) => a - b)).toStrictEqual(groups.map((_, i) => i + 2));
      expect(found.length).toBe(new Set(groups).size);
    }), { numRuns: 20 });
  });

  it('keeps nothing readable on disk, and leaves no file behind', async () => {
    const staging = await openSqliteRowStaging(directory);
    await staging.add([{ row: 2, group: 'household 4711', unique: '34052419800101001X', payload: 'synthetic name' }]);
    await staging.finish();
    const [file] = readdirSync(directory);
    const bytes = readFileSync(join(directory, file!)).toString('latin1');
    for (const secret of ['household 4711', '34052419800101001X', 'synthetic name']) expect(bytes).not.toContain(secret);
    await staging.discard();
    expect(readdirSync(directory)).toStrictEqual([]);
  });

  it('removes what a killed process left, never the staging of a living one', async () => {
    const dead = join(directory, 'row-staging-999999999-ab.sqlite');
    // In a container the next process has the number of the one that was killed.
    const namesake = join(directory, `row-staging-${process.pid}-cd.sqlite`);
    for (const file of [dead, namesake]) writeFileSync(file, 'noise');
    const first = await openSqliteRowStaging(directory);
    const second = await openSqliteRowStaging(directory);
    expect([existsSync(dead), existsSync(namesake), readdirSync(directory).length]).toStrictEqual([false, false, 2]);
    await Promise.all([first.discard(), second.discard()]);
  });

  it('says when its place cannot be written', async () => {
    const file = join(directory, 'a-file');
    writeFileSync(file, '');
    await expect(openSqliteRowStaging(file)).rejects.toMatchObject({ code: 'STORE.UNWRITABLE' });
  });
});
