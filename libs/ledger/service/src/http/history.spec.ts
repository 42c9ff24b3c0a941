import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HouseholdHistory, LedgerRoutes } from '@humai/contracts-ledger';
import { stream } from '../testing/household.js';
import { refusal, startLedger, type System } from '../testing/system.js';

let system: System;
beforeAll(async () => void (system = await startLedger()));
afterAll(() => system.close());

const revisions = async (query: string) => (await system.get(`households/h1/history${query}`)).json<{ events: { revision: number }[] }>().events.map((e) => e.revision);

describe('GET /v1/ledger/households/:id/history', () => {
  it('answers the household, its states and its events, and nothing more', async () => {
    const answer = await system.get('households/h1/history');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['humai-position']).toBe(String(system.position));
    const body = answer.json<HouseholdHistory>();
    expect(body).toEqual({
      household: 'h1',
      state: { identification: expect.objectContaining({ incomes: { 2025: 650_000 } }), assistance: expect.any(Object), relocation: expect.any(Object) },
      events: stream.map(({ position, revision, type, recordedAt, metadata: { effectiveOn, actor, policy }, data }) => ({ position, revision, type, recordedAt, effectiveOn, actor, policy, data })),
    });
    expect(HouseholdHistory.strict().parse(body)).toEqual(body);
  });

  it('takes the register number for the id', async () => expect((await system.get('households/5115040001/history')).json()).toEqual((await system.get('households/h1/history')).json()));

  it('answers as known at a time and as true on a date', async () => {
    expect(await revisions('?knownAt=2026-02-15')).toEqual([0, 1, 2]);
    expect(await revisions('?knownAt=2026-03-06T00:00:29%2B08:00')).toEqual([0, 1, 2, 3]);
    expect(await revisions('?trueOn=2026-01-31')).toEqual([0, 1, 3]);
    expect(await revisions('?trueOn=2026-01-31&knownAt=2026-02-15')).toEqual([0, 1]);
    expect(await revisions('?knownAt=2020-01-01')).toEqual([]);
  });

  it('goes by the rights of today, whatever day is asked about', async () =>
    expect(refusal(await system.get('households/h1/history?knownAt=2026-02-15', 'village@511504101201'))).toEqual([403, 'PERMISSION.AREA', undefined]));

  it.each([
    ['?knownAt=2026-02-30', 'knownAt'], ['?knownAt=', 'knownAt'], ['?knownAt=soon', 'knownAt'], ['?knownAt=2026-01-01&knownAt=2026-01-02', 'knownAt'],
    ['?trueOn=2026-13-01', 'trueOn'], ['?trueOn=2026-01-01T00:00:00Z', 'trueOn'],
  ])('refuses %s', async (query, field) => expect(refusal(await system.get(`households/h1/history${query}`))).toEqual([400, 'SHAPE.INVALID', field]));

  it.each(['none', 'h1-', 'village-1', '%F0%9F%98%80'])('knows no household %s', async (id) => expect(refusal(await system.get(`households/${id}/history`))).toEqual([404, 'SUBJECT.NOT_FOUND', undefined]));

  it('says in Chinese what is wrong with a date', async () => {
    const answer = await system.app.inject({ url: '/v1/ledger/households/h1/history?trueOn=x', headers: { 'x-who': 'ops@' } });
    expect(answer.json<{ detail: string }>().detail).toBe('请求内容不符合要求:应为 YYYY-MM-DD 格式的日期(位置:trueOn)');
  });
});

describe('the API reference', () => {
  it('describes every route of the table in both languages, with its answer and its refusals', () => {
    for (const { method, path, summary, roles } of Object.values(LedgerRoutes)) {
      const documented = system.document.paths[`/v1/ledger/${path.replace(/:(\w+)/, '{$1}')}`]?.[method === 'GET' ? 'get' : 'post'];
      expect(documented?.summary).toBe(`${summary.zh} / ${summary.en}`);
      expect(documented?.description).toContain(roles.join(', '));
      expect(Object.keys(documented?.responses ?? {})).toEqual(expect.arrayContaining(['200', '401', '403']));
    }
    const { get } = system.document.paths['/v1/ledger/households/{id}/history']!;
    expect(get?.parameters?.map((p) => 'name' in p && p.name)).toEqual(['id', 'Humai-At-Least', 'knownAt', 'trueOn']);
    expect(get?.responses['404']).toMatchObject({ description: '`SUBJECT.NOT_FOUND`' });
    expect(system.document.paths['/v1/ledger/events']?.get?.responses['200']).toHaveProperty(['content', 'application/x-ndjson']);
    expect(system.document.paths['/v1/ledger/parked/{id}/discard']?.post?.requestBody).toBeDefined();
  });
});
