import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Assessment, type UnitScore } from '@humai/contracts-assessment';
import { readXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { type Context, startContext } from '../testing/app.js';
import { happen, inOrder, recorded, V1 } from '../testing/district.js';

const events = inOrder();
const NOW = '2024-03-01T02:00:00.000Z';
let context: Context;
beforeAll(async () => {
  context = await startContext(events, NOW);
});
afterAll(() => context.stop());

const get = (query: string, who = 'county@511504', headers: Record<string, string> = {}) => context.get(`scores?year=2022&area=511504${query}`, who, headers);
const refusal = (answer: Awaited<ReturnType<typeof get>>) => [answer.statusCode, answer.json().code, answer.json().field ?? null];

describe('GET /v1/assessment/scores', () => {
  it('answers digest, policy, position and units, and how far the read model is', async () => {
    const answer = await get('');
    expect(answer.statusCode).toBe(200);
    expect(Object.keys(answer.json())).toStrictEqual(['digest', 'policy', 'position', 'units']);
    expect(Assessment.strict().parse(answer.json())).toMatchObject({ policy: 'assessment/5115/2021', position: events.length });
    expect(Object.keys(answer.json().units[0])).toStrictEqual(['area', 'name', 'total', 'grade', 'indicators']);
    expect(answer.json().units.find((u: UnitScore) => u.area === V1)).toStrictEqual({
      area: V1, name: '五一村村民委员会', total: 75, grade: '一般',
      indicators: [
        { code: 'A1', numerator: 1, denominator: 1, points: 37.5 }, { code: 'A3', numerator: 1, denominator: 1, points: 37.5 }, { code: 'A4', numerator: 0, denominator: 1, points: 0 },
        { code: 'D', numerator: 0, denominator: 0, points: null },
      ],
    });
    expect(answer.headers['humai-position']).toBe(String(events.length));
  });

  it('takes another policy, another day and another position', async () => {
    const [usual, policy, knownAt, at] = await Promise.all(['', '&policy=assessment/5115/2023', '&knownAt=2022-06-30', '&at=5'].map(async (q) => (await get(q)).json()));
    expect(policy.policy).toBe('assessment/5115/2023');
    expect(knownAt.position).toBe(events.findLast((e) => e.recordedAt < '2022-06-30T16:00:00.000Z')?.position);
    expect(at.position).toBe(5);
    expect(new Set([usual, policy, knownAt, at].map((a) => a.digest)).size).toBe(4);
    expect((await get(`&knownAt=${encodeURIComponent('2022-07-01T00:00:00+08:00')}`)).json()).toStrictEqual(knownAt);
    expect((await get(`&at=${knownAt.position}`)).json()).toStrictEqual(knownAt);
  });

  it.each<[string, string, unknown[]]>([
    ['the year 1999', 'year=1999&area=511504', [400, 'SHAPE.INVALID', 'year']],
    ['a year that is none', 'year=last&area=511504', [400, 'SHAPE.INVALID', 'year']],
    ['no year', 'area=511504', [400, 'SHAPE.INVALID', 'year']],
    ['two years', 'year=2022&year=2023&area=511504', [400, 'SHAPE.INVALID', 'year']],
    ['no area', 'year=2022', [400, 'SHAPE.INVALID', 'area']],
    ['half a code', 'year=2022&area=51150', [400, 'SHAPE.INVALID', 'area']],
    ['an area that is not there', 'year=2022&area=511504999', [422, 'AREA.UNKNOWN', 'area']],
    ['a policy that is not there', 'year=2022&area=511504&policy=assessment/5115/1999', [404, 'POLICY.UNKNOWN_VERSION', 'policy']],
    ['a year without a policy', 'year=2019&area=511504', [422, 'POLICY.NOT_IN_FORCE', null]],
    ['rubbish for a day', 'year=2022&area=511504&knownAt=soon', [400, 'SHAPE.INVALID', 'knownAt']],
    ['rubbish for a position', 'year=2022&area=511504&at=end', [400, 'SHAPE.INVALID', 'at']],
    ['an empty position', 'year=2022&area=511504&at=', [400, 'SHAPE.INVALID', 'at']],
    ['a position beyond the log', 'year=2022&area=511504&at=9999', [422, 'ASSESSMENT.POSITION_AHEAD', null]],
    ['a format that is none', 'year=2022&area=511504&format=pdf', [400, 'SHAPE.INVALID', 'format']],
    ['a misspelt parameter', 'year=2022&area=511504&knownat=2022-01-01', [400, 'SHAPE.INVALID', 'query']],
  ])('refuses %s', async (_, query, expected) => expect(refusal(await context.get(`scores?${query}`, 'county@511504'))).toStrictEqual(expected));

  it('says what is wrong in Chinese, or in English to who reads English', async () => {
    expect((await get('&knownAt=soon')).json().detail).toBe('请求内容不符合要求:应为日期 YYYY-MM-DD,或带时区的时刻,如 2026-01-31T08:00:00Z(位置:knownAt)');
    expect((await get('&knownAt=soon', undefined, { 'accept-language': 'en' })).json().detail)
      .toBe('The request is not well formed: a date YYYY-MM-DD or an instant with its offset is expected, like 2026-01-31T08:00:00Z (at knownAt)');
  });

  it('waits for a position that the caller saw, not for ever', async () => {
    expect((await get('', undefined, { 'humai-at-least': String(events.length) })).statusCode).toBe(200);
    expect(refusal(await get('', undefined, { 'humai-at-least': 'soon' }))).toStrictEqual([400, 'SHAPE.INVALID', 'Humai-At-Least']);
    const answer = await get('', undefined, { 'humai-at-least': '9999' });
    expect([refusal(answer), answer.headers['retry-after']]).toStrictEqual([[503, 'READ_MODEL.BEHIND', null], '1']);
  });
});

describe('exports of scores', () => {
  const village = (format: string, headers: Record<string, string> = {}) => context.get(`scores?year=2022&area=${V1}&format=${format}`, `village@${V1}`, headers);
  const digest = async () => (await village('json')).json().digest;
  const headings = [
    '区划代码', '单位', '总分', '等次', '识别及时率得分', '识别及时率分子', '识别及时率分母', '帮扶措施及时覆盖率得分', '帮扶措施及时覆盖率分子', '帮扶措施及时覆盖率分母', '风险消除质量得分', '风险消除质量分子',
    '风险消除质量分母', '易地搬迁后续扶持得分', '易地搬迁后续扶持分子', '易地搬迁后续扶持分母', '办法', '日志位置', '摘要',
  ];
  const cells = async () => [V1, '五一村村民委员会', 75, '一般', 37.5, 1, 1, 37.5, 1, 1, 0, 0, 1, null, 0, 0, 'assessment/5115/2021', events.length, await digest()];
  const csv = async () => `${headings.join(',')}\r\n${(await cells()).map((c) => c ?? '').join(',')}\r\n`;

  it('CSV in UTF-8 with BOM', async () => {
    const answer = await village('csv');
    expect(answer.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="scores-2022-${V1}.csv"`, 'humai-position': String(events.length) });
    expect(answer.rawPayload.toString('utf8')).toBe(`\uFEFF${await csv()}`);
  });
  it('CSV in GB18030', async () => expect(iconv.decode((await village('csv-gb18030')).rawPayload, 'gb18030')).toBe(await csv()));
  it('XLSX', async () => {
    const workbook = await readXlsx(new Uint8Array((await village('xlsx')).rawPayload));
    expect(workbook.sheets[0]?.rows).toStrictEqual([headings, await cells()]);
  });
  it('NDJSON, a line per unit', async () => {
    const lines = (await get('&format=ndjson')).body.trimEnd().split('\n').map((line) => JSON.parse(line));
    const { units, ...rest } = (await get('')).json();
    expect(lines).toStrictEqual(units.map((u: UnitScore) => ({ ...u, ...rest })));
  });
  it('with English headings', async () => expect((await village('csv', { 'accept-language': 'en' })).body.split('\r\n')[0]).toContain('area,unit,total,grade,A1 points,A1 numerator,A1 denominator,A3 points'));
});

describe('who may see scores', () => {
  it.each<[string, string, number, string | null]>([
    ['county@511504', '511504', 200, null], ['county@511504', '511504101', 200, null], ['county@511504', V1, 200, null], ['county@511504', '5115', 403, 'PERMISSION.AREA'], ['county@511504', '511503', 403, 'PERMISSION.AREA'],
    ['township@511504101', '511504101', 200, null], ['township@511504101000', V1, 200, null], ['township@511504101', '511504', 403, 'PERMISSION.AREA'], ['township@511504101', '511504103', 403, 'PERMISSION.AREA'],
    [`village@${V1}`, V1, 200, null], [`village@${V1}`, '511504101203', 403, 'PERMISSION.AREA'], [`village@${V1}`, '511504101', 403, 'PERMISSION.AREA'],
    ['assessor@511504', '511504', 200, null], ['assessor@511504', '511503', 403, 'PERMISSION.AREA'],
    ['auditor@', '5115', 200, null], ['auditor@511504', '511503', 403, 'PERMISSION.AREA'],
    ['township@511504101 township@511504103', '511504103', 200, null], ['auditor@511503 village@511504101201', '511504', 403, 'PERMISSION.AREA'],
    ['department:civil-affairs@511504', '511504', 403, 'PERMISSION.ROLE'], ['ops@', '511504', 403, 'PERMISSION.ROLE'], ['service@', '511504', 403, 'PERMISSION.ROLE'],
    ['', '511504', 401, 'IDENTITY.MISSING'],
  ])('%s for %s: %i', async (who, area, status, code) => {
    const answer = await context.get(`scores?year=2022&area=${area}`, who);
    expect([answer.statusCode, answer.json().code ?? null]).toStrictEqual([status, code]);
  });
  it('tells who may not see them nothing of what is wrong with the question', async () => {
    expect(refusal(await context.get('scores?year=1999', 'ops@'))).toStrictEqual([403, 'PERMISSION.ROLE', null]);
  });
});

describe('scores while the log goes on', () => {
  it('are those of the log\'s end, the newest event included', async () => {
    const before = (await get('')).json();
    const more = recorded('h9', [happen.registers('2024-02-01', V1), happen.opens('2022-08-01', 'c9', '2022-08-29'), happen.ends('2022-12-30', 'c9')])
      .map((e) => ({ ...e, recordedAt: '2024-02-01T04:00:00.000Z' }));
    await context.told(more);
    const after = (await get('')).json();
    expect([after.position, before.position]).toStrictEqual([events.length + 3, events.length]);
    expect(after.units.find((u: UnitScore) => u.area === V1)?.indicators[0]).toStrictEqual({ code: 'A1', numerator: 1, denominator: 2, points: 18.75 });
    expect((await get(`&at=${events.length}`)).json()).toStrictEqual(before);
  });
});

describe('the API reference', () => {
  it('documents the question and says what a year that is not over means', async () => {
    const { get: operation } = (await context.app.inject('/docs-json')).json().paths['/v1/assessment/scores'];
    expect(operation.parameters.map((p: { name: string; required: boolean }) => [p.name, p.required])).toStrictEqual(
      expect.arrayContaining([['year', true], ['area', true], ['policy', false], ['knownAt', false], ['at', false], ['format', false], ['Humai-At-Least', false]]));
    expect(operation.description).toContain('not over');
    expect(operation.responses['200'].content['application/json'].schema.properties.units.type).toBe('array');
    expect(operation.responses['422'].description).toContain('ASSESSMENT.POSITION_AHEAD');
  });
});
