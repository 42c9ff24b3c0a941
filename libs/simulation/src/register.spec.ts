import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REGISTER_KEYS } from '@humai/contracts-identification';
import { type Cells, parseRow, readDocumentNumber } from '@humai/identification-domain';
import { CommandSink, householdsProjection, type ImportReport, ReadStoreImportProgress, RegisterImport, writeRegister } from '@humai/identification-service';
import { collectionOf } from '@humai/kernel';
import { afterAll, describe, expect, it } from '@jest/globals';
import { makeRegister, SimulatedClock } from './index.js';
import { inSystem, rulebook } from './testing/district.js';

const TODAY = '2024-03-01';
const SMALL = { area: '511504', households: 120, seed: 5, today: TODAY };
const rows = (over: Partial<typeof SMALL> = {}) => makeRegister({ ...SMALL, ...over }, rulebook().areas);

describe('a register of made-up people', () => {
  it('is the same for a seed, and another for another', () => {
    expect([...rows()]).toStrictEqual([...rows()]);
    expect([...rows()]).not.toStrictEqual([...rows({ seed: 6 })]);
  });

  it('has so many households, numbered in the order of their villages', () => {
    const households = [...new Set([...rows()].map((r) => r.householdNumber))];
    expect(households).toStrictEqual(Array.from({ length: 120 }, (_, i) => `511504${String(i + 1).padStart(8, '0')}`));
    const villages = [...new Set([...rows({ households: 3_000 })].map((r) => `${r.township} ${r.village}`))];
    expect(villages.length).toBeGreaterThan(200);
    expect(villages.filter((v) => v.endsWith('居民委员会'))).toStrictEqual([]);
  });

  it('has nothing to refuse or to ask about in any row, and no ID number twice', () => {
    const seen = new Set<unknown>();
    for (const row of rows({ households: 2_000 })) {
      const cells = Object.fromEntries(REGISTER_KEYS.map((key) => [key, String(row[key] ?? '')])) as Cells;
      expect(parseRow(cells, TODAY).problems).toStrictEqual([]);
      expect([row.bornOn, row.sex]).toStrictEqual([readDocumentNumber(String(row.documentNumber), TODAY).bornOn, readDocumentNumber(String(row.documentNumber), TODAY).sex === 'MALE' ? '男' : '女']);
      expect(seen.has(row.documentNumber)).toBe(false);
      seen.add(row.documentNumber);
    }
  });

  it('can be reached in no network: telephones begin with 100', () => {
    const phones = [...rows()].flatMap((r) => [r.phone, r.householdPhone]).filter((p) => p !== '');
    expect(phones.every((p) => /^100\d{8}$/.test(String(p)))).toBe(true);
    expect(phones.length).toBeGreaterThan(120);
  });

  it('is made while it is read', () => {
    const [first] = rows({ households: 1_000_000_000 });
    expect(first).toMatchObject({ province: '四川省', prefecture: '宜宾市', county: '叙州区', householdNumber: '51150400000001', relation: '户主' });
  });

  it('says of some that they are monitored, and of some of those that they are cleared', () => {
    const monitored = [...rows({ households: 2_000 })].filter((r) => r.relation === '户主' && r.category !== undefined);
    expect(new Set(monitored.map((r) => r.category))).toStrictEqual(new Set(['脱贫不稳定户', '边缘易致贫户', '突发严重困难户']));
    expect(new Set(monitored.map((r) => r.cleared))).toStrictEqual(new Set(['是', '否']));
    expect(monitored.length).toBeGreaterThan(50);
    expect(monitored.length).toBeLessThan(200);
  });
});

describe('the import takes it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'humai-register-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  const write = async (encoding: 'utf8' | 'gb18030') => {
    const chunks: Buffer[] = [];
    for await (const chunk of writeRegister(rows(), { encoding })) chunks.push(chunk);
    const file = join(directory, `${encoding}.csv`);
    writeFileSync(file, Buffer.concat(chunks));
    return file;
  };

  it('whole, in either encoding, and finds nothing new the second time', async () => {
    const [utf8, gb18030] = [await write('utf8'), await write('gb18030')];
    await inSystem({ clock: new SimulatedClock(TODAY), live: false }, async ({ platform, executor, runner }) => {
      const { store, catalogue, readStore, vault, openStaging, areas, clock } = platform;
      await runner.catchUp();
      const sink = new CommandSink({ executor, store, catalogue, readStore, vault, actor: { id: 'county-511504-1', role: 'county', area: '511504000000' } });
      const take = (file: string): Promise<ImportReport> => new RegisterImport({ sink, openStaging, progress: new ReadStoreImportProgress(readStore), areas, clock }).run(file, { area: '511504' });
      const count = [...rows()].length;
      const first = await take(gb18030);
      expect(first).toStrictEqual({ accepted: count, unchanged: 0, rejected: 0, events: await store.lastPosition(), errors: [], queries: [] });
      for (const file of [gb18030, utf8]) expect(await take(file)).toStrictEqual({ accepted: 0, unchanged: count, rejected: 0, events: 0, errors: [], queries: [] });
      await runner.catchUp();
      expect(await readStore.count(collectionOf(householdsProjection))).toBe(120);
    });
  });
});
