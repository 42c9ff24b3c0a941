import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { readCsv } from './csv-table.js';
import { columnsOf, parseMapping } from './mapping.js';
import { inspectFile, type TableRow, type TableRows } from './table.js';
import { writeRegister } from './write-register.js';
import { readXlsx } from './xlsx-table.js';

let directory: string;
beforeAll(async () => { directory = await mkdtemp(join(tmpdir(), 'humai-tables-')); });
afterAll(() => rm(directory, { recursive: true }));

let files = 0;
const fileOf = async (content: string | Uint8Array) => {
  const path = join(directory, `table-${(files += 1)}`);
  await writeFile(path, content);
  return path;
};
const rowsOf = async (table: TableRows): Promise<readonly TableRow[]> => {
  const rows: TableRow[] = [];
  for await (const batch of table) rows.push(...batch);
  return rows;
};
const csv = async (text: string) => rowsOf(readCsv(await fileOf(text), 'utf-8'));
const xlsx = async (...sheets: Parameters<typeof writeXlsx>[0]['sheets']) => rowsOf(readXlsx(await fileOf(await writeXlsx({ sheets }))));

describe('a text table', () => {
  it.each([['\r\n'], ['\n'], ['\r']])('has lines that end in any way (%j)', async (end) =>
    expect(await csv(`姓名,村${end}甲,五一村${end}乙,六一村`)).toStrictEqual([
      { row: 1, cells: ['姓名', '村'] }, { row: 2, cells: ['甲', '五一村'] }, { row: 3, cells: ['乙', '六一村'] }]));

  it('keeps quotes, delimiters and line breaks in quotes, and takes a stray quote as it is', async () =>
    expect((await csv('姓名,村\n"甲,""乙""\n丙",五"一村\n')).slice(1)).toStrictEqual([{ row: 2, cells: ['甲,"乙"\n丙', '五"一村'] }]));

  it.each([',', '\t', ';', '|', ',', ';'])('finds its delimiter by the headings (%s)', async (d) =>
    expect(await csv(`姓名${d}村${d}证件号码\n甲${d}五${d}1\n`)).toStrictEqual([{ row: 1, cells: ['姓名', '村', '证件号码'] }, { row: 2, cells: ['甲', '五', '1'] }]));

  it('is whole across the chunks in which it is read, in every encoding', async () => {
    const lines = Array.from({ length: 6_000 }, (_, i) => `户${i},"南广镇,五一村","${'长'.repeat(i % 7)}"`);
    for (const encoding of ['utf-8', 'gb18030'] as const) {
      const rows = await rowsOf(readCsv(await fileOf(iconv.encode(['户编号,村,姓名', ...lines].join('\r\n'), encoding)), encoding));
      expect(rows).toHaveLength(6_001);
      expect(rows.every(({ row, cells }, i) => row === i + 1 && (i === 0 || (cells[0] === `户${i - 1}` && cells[1] === '南广镇,五一村' && cells[2] === '长'.repeat((i - 1) % 7))))).toBe(true);
    }
  });
});

describe('a file is told by its content', () => {
  it.each<[string, string | Uint8Array, object]>([
    ['UTF-8', '姓名', { format: 'csv', encoding: 'utf-8' }],
    ['plain letters', 'a,b', { format: 'csv', encoding: 'utf-8' }],
    ['GB18030', iconv.encode('姓名,𠮷', 'gb18030'), { format: 'csv', encoding: 'gb18030' }],
    ['UTF-16', iconv.encode('姓名', 'utf16le', { addBOM: true }), { format: 'csv', encoding: 'utf-16le' }],
    ['GB18030 in its last bytes only', iconv.encode(`${'a'.repeat(300_000)}名`, 'gb18030'), { format: 'csv', encoding: 'gb18030' }],
  ])('%s', async (_, content, told) => expect(await inspectFile(await fileOf(content))).toMatchObject({ ...told, bytes: Buffer.byteLength(content), hash: expect.stringMatching(/^[0-9a-f]{64}$/) }));
});

describe('a workbook', () => {
  it('has numbers, dates and yes or no as they are read, and rows by their place', async () =>
    expect(await xlsx({ name: 's', rows: [['姓名', '电话', '收入', '出生日期', '低保'], [], ['甲', 10_000_000_001, 0.1 + 0.2, new Date('2024-03-05T00:00:00Z'), true], [null, null, 6_500.5, null, false]] })).toStrictEqual([
      { row: 1, cells: ['姓名', '电话', '收入', '出生日期', '低保'] },
      { row: 3, cells: ['甲', '10000000001', '0.3', '2024-03-05', '是'] },
      { row: 4, cells: ['', '', '6500.5', '', '否'] },
    ]));

  it('is read from its first sheet that is not hidden', async () =>
    expect(await xlsx({ name: 'hidden', hidden: true, rows: [['x']] }, { name: 'shown', rows: [['姓名']] })).toStrictEqual([{ row: 1, cells: ['姓名'] }]));
});

describe('a mapping', () => {
  it('says how other headings answer to the national ones, in YAML or JSON', () => {
    expect(parseMapping('姓名: Name\ndefaults:\n  年度: 2024')).toStrictEqual({ 姓名: 'Name', defaults: { 年度: '2024' } });
    expect(columnsOf(['name', '村', '备注'], parseMapping('{"姓名":"Name"}')).fields).toStrictEqual(['name', 'village', null]);
  });
  it('takes the national heading for nothing when its field has another column', () =>
    expect(columnsOf(['姓名', 'Name'], parseMapping('{"姓名":"Name"}')).fields).toStrictEqual([null, 'name']));
  it('reports the column it names when the file has none such', () =>
    expect(columnsOf(['村'], parseMapping('{"民族":"Ethnic"}')).problems).toContainEqual({ column: 'Ethnic', field: 'ethnicity', code: 'REGISTER.MISSING_HEADING', details: { heading: 'Ethnic' } }));
  it.each([
    ['名字: Name', '名字'], ['姓名: [1]', '姓名'], ['defaults: { 名字: x }', '名字'], ['[', 'file'], ['just text', 'file'],
  ])('that is wrong is refused with the place (%s)', (text, place) => expect(() => parseMapping(text)).toThrow(expect.objectContaining({ code: 'REGISTER.MAPPING', details: expect.objectContaining({ place }) })));
});

describe('a register that is written', () => {
  const written = async (encoding: 'utf8' | 'gb18030') => {
    const parts: Buffer[] = [];
    for await (const part of writeRegister(Array.from({ length: 1_200 }, (_, i) => ({ name: `甲${i}`, phone: i === 7 ? '1\n"2' : '', householdNumber: i })), { encoding, columns: ['householdNumber', 'name', 'phone'] })) parts.push(part);
    return Buffer.concat(parts);
  };
  it.each(['utf8', 'gb18030'] as const)('is read as it was meant (%s)', async (encoding) => {
    const path = await fileOf(await written(encoding));
    const { format, encoding: told } = (await inspectFile(path)) as { format: string; encoding: 'utf-8' | 'gb18030' };
    const rows = await rowsOf(readCsv(path, told));
    expect([format, told, rows.length, rows[0]?.cells, rows[8]?.cells, rows[1_200]?.cells]).toStrictEqual([
      'csv', encoding === 'utf8' ? 'utf-8' : 'gb18030', 1_201, ['户编号', '姓名', '成员联系电话'], ['7', '甲7', '1\n"2'], ['1199', '甲1199', '']]);
  });
});
