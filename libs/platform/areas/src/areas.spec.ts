import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadAreas } from './index.js';

const areas = loadAreas();
const NANGUANG = '511504101000';
const GUANYIN = '511504103000';
const directory = mkdtempSync(join(tmpdir(), 'areas-'));
afterAll(() => rmSync(directory, { recursive: true }));
const fileOf = (name: string, ...lines: string[]) => {
  const path = join(directory, name);
  writeFileSync(path, `code,name,level,parent,validFrom,validTo,replaces\n${lines.join('\n')}\n`);
  return path;
};
const codeOf = (name: string, township = NANGUANG) => areas.getVillage(township, name).code;

describe('the division table of Yibin', () => {
  it('holds all 2,264 divisions', () => {
    const count = (level: 'province' | 'prefecture' | 'county' | 'township' | 'village') => areas.within('51', level).length;
    expect([count('province'), count('prefecture'), count('county'), count('township'), count('village')]).toStrictEqual([1, 1, 10, 136, 2116]);
  });
  it('holds 17 townships and 364 villages in Xuzhou district', () => {
    expect(areas.find('511504000000')).toStrictEqual({ code: '511504000000', name: '叙州区', level: 'county', parent: '511500000000' });
    expect(areas.children('511504000000')).toHaveLength(17);
    expect(areas.within('511504', 'village')).toHaveLength(364);
    expect(areas.within('511504000000', 'village')).toHaveLength(364);
  });
  it('stands for dates before it was taken, too', () => expect(areas.find(NANGUANG, '2021-01-01')?.name).toBe('南广镇'));
  it('finds every village by its own full name, and by what precedes the committee', () => {
    for (const village of areas.within('5115', 'village')) {
      expect(areas.getVillage(village.parent ?? '', village.name)).toBe(village);
      const short = village.name.replace(/(居民|村民)委员会$/, '');
      const found = (() => { try { return areas.getVillage(village.parent ?? '', short); } catch (error) { return (error as { code: string }).code; } })();
      if (found !== village) expect([short, found]).toStrictEqual([short, 'AREA.VILLAGE_AMBIGUOUS']);
    }
  });
});

describe('a village by the name people write', () => {
  it.each(['五一村', '五一村委会', '五一村村委会', '五一村村民委员会', '五一村民委员会', '五一', ' 五一 村', '五 一', '511504101201', '511504101201', '南广镇五一村'])('%s', (name) =>
    expect(codeOf(name)).toBe('511504101201'));
  it.each(['柏溪', '不存在村', '', '村', '511504103201', '五一社区', '五一居委会'])('refuses what is not there: %j', (name) =>
    expect(() => codeOf(name)).toThrow(expect.objectContaining({ code: 'AREA.VILLAGE_UNKNOWN', details: { township: '南广镇', name } })));
  it('names the candidates when the name fits two', () =>
    expect(() => codeOf('古罗', GUANYIN)).toThrow(
      expect.objectContaining({ code: 'AREA.VILLAGE_AMBIGUOUS', details: { township: '观音镇', name: '古罗', candidates: ['古罗社区居民委员会', '古罗村村民委员会'] } })));
  it.each([['古罗社区', '社区居民委员会'], ['古罗居委会', '社区居民委员会'], ['古罗社区居委会', '社区居民委员会'], ['古罗居民委员会', '社区居民委员会'], ['古罗村', '村村民委员会'], ['古罗村委会', '村村民委员会'], ['古罗村民委员会', '村村民委员会']])(
    'lets the kind of committee decide: %s', (name, ending) => expect(areas.getVillage(GUANYIN, name).name).toBe(`古罗${ending}`));
  it("takes a community with a villagers' committee under each of its names", () => {
    const community = areas.within('511504', 'village').find((v) => v.name.endsWith('社区村民委员会'));
    const base = community?.name.replace('社区村民委员会', '') ?? '';
    for (const name of [`${base}社区`, `${base}社区居委会`, `${base}村`, `${base}村委会`]) expect(areas.getVillage(community?.parent ?? '', name)).toBe(community);
  });
  it('prefers the closest of several that fit', () => {
    const crowded = loadAreas([fileOf('crowded.csv', `511504101298,五一社区居民委员会,village,${NANGUANG},,,`, `511504101299,五一社区村民委员会,village,${NANGUANG},,,`)]);
    const found = ['五一村', '五一村委会', '五一社区居委会', '五一居委会', '五一社区村委会'].map((name) => crowded.getVillage(NANGUANG, name).name);
    expect(found).toStrictEqual(['五一村村民委员会', '五一村村民委员会', '五一社区居民委员会', '五一社区居民委员会', '五一社区村民委员会']);
  });
  it('refuses a township that is none', () =>
    expect(() => areas.getVillage('511504999000', '五一')).toThrow(expect.objectContaining({ code: 'AREA.UNKNOWN', details: { code: '511504999000' } })));
});

describe('a township by the name people write', () => {
  const township = (name: string, county = '511504') => areas.findTownship(county, name)?.name;
  it.each(['南广镇', '南广', '511504101', '511504101000', ' 南广 镇', '南广镇人民政府'])('%s', (name) => expect(township(name)).toBe('南广镇'));
  it.each(['柏溪街道', '柏溪', '柏溪街道办事处', '柏溪街道办'])('%s', (name) => expect(township(name)).toBe('柏溪街道'));
  it.each(['玉和苗族乡', '玉和乡', '玉和苗族', '玉和'])('%s', (name) => expect(township(name, '511526')).toBe('玉和苗族乡'));
  it.each(['南广乡', '屏山', '511529100', '5115', ''])('has none called %j', (name) => expect(township(name)).toBeUndefined());
});

describe('a later division file', () => {
  it('renames a division from its day on and leaves the past alone', () => {
    const later = loadAreas([fileOf('renamed.csv', `${NANGUANG},新南广街道,township,511504000000,2030-01-01,,`)]);
    expect([later.find(NANGUANG, '2029-12-31')?.name, later.find(NANGUANG, '2030-01-01')?.name, later.find(NANGUANG)?.name]).toStrictEqual(['南广镇', '新南广街道', '新南广街道']);
    expect(later.findTownship('511504', '南广镇')).toBeUndefined();
    expect(later.findTownship('511504', '南广镇', '2029-12-31')?.code).toBe(NANGUANG);
  });
  it('leads from a replaced code to its successor', () => {
    const old = '511504101201';
    const later = loadAreas([fileOf('merged.csv', `511504101299,新五一村村民委员会,village,${NANGUANG},2030-01-01,,${old} 511504101203`)]);
    expect(later.find(old)).toBeUndefined();
    expect(later.find(old, '2029-12-31')?.name).toBe('五一村村民委员会');
    expect(later.successors(old).map((a) => a.code)).toStrictEqual(['511504101299']);
    expect(later.successors(old, '2029-12-31').map((a) => a.code)).toStrictEqual([old]);
    expect(later.getVillage(NANGUANG, old).code).toBe('511504101299');
    expect(later.getVillage(NANGUANG, '五一村', '2029-12-31').code).toBe(old);
    expect(() => later.getVillage(NANGUANG, '五一村')).toThrow(expect.objectContaining({ code: 'AREA.VILLAGE_UNKNOWN' }));
  });
  it.each([
    ['a short code', '5115,名,county,511500000000,,,', /code must have 12 digits/],
    ['a code of another level', '511504101000,名,village,511504000000,2030-01-01,,', /code is not the code of a village/],
    ['a foreign parent', '511504101299,名,village,511504103000,,,', /parent is not a division above/],
    ['an unknown parent', '511599101299,名,village,511599101000,,,', /parent 511599101000 is not in the table/],
    ['an impossible date', '511504101299,名,village,511504101000,2030-02-30,,', /validFrom is not a date/],
    ['a division twice', '511504101201,五一,village,511504101000,,,', /is there already/],
    ['an unknown code to replace', '511504101299,名,village,511504101000,2030-01-01,,511504101888', /replaced code 511504101888/],
    ['too few columns', '511504101299,名', /.+/],
  ])('is refused with its line for %s', (_, line, problem) =>
    expect(() => loadAreas([fileOf('wrong.csv', '511504101298,好村村民委员会,village,511504101000,2030-01-01,,', line)])).toThrow(
      expect.objectContaining({ code: 'AREA.INVALID', details: { file: 'wrong.csv', line: 3, problem: expect.stringMatching(problem) } })));
});
